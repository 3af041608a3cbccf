import type { Cases } from '../engine/cases.ts';

const node = {
  'package.json':
    '{"name":"shop","dependencies":{"pg":"8.11.0","node-pg-migrate":"7.0.0"},"scripts":{"migrate":"node-pg-migrate"}}',
  'server.js':
    "const { Pool } = require('pg');\nnew Pool({ connectionString: process.env.DATABASE_URL });\nrequire('http').createServer().listen(process.env.PORT);\n",
};
const flask = (last: string) => ({
  'requirements.txt': 'flask==3.0.3\nflask-sqlalchemy==3.1.1\npsycopg2==2.9.9\n',
  'app.py': `import os\nfrom flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\napp = Flask(__name__)\napp.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]\ndb = SQLAlchemy(app)\n${last}\n`,
});

export default {
  'Node: migrations': {
    files: {
      ...node,
      'migrations/1700000000000_create-orders.sql': '-- Up Migration\nCREATE TABLE orders (id int);\n',
    },
    outcome: 'pass',
  },
  'Node: none': { files: node, outcome: 'fail', at: 'server.js:2' },
  'Node: a folder with an empty file': {
    files: { ...node, 'migrations/1700000000000_create-orders.sql': '' },
    outcome: 'fail',
    trap: true,
  },
  'Python: create_all': {
    files: flask('with app.app_context():\n    db.create_all()'),
    outcome: 'fail',
    at: 'app.py:8',
  },
  'Python: create_all in a comment, Alembic beside it': {
    files: {
      ...flask('# db.create_all()'),
      'migrations/alembic.ini': '[alembic]\n',
      'migrations/env.py': 'from alembic import context\n',
      'migrations/versions/1a2b_orders.py':
        '"""orders"""\nfrom alembic import op\nrevision = "1a2b"\n\ndef upgrade():\n    op.create_table("orders")\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Go: AutoMigrate': {
    files: {
      'go.mod':
        'module shop\n\ngo 1.22\n\nrequire (\n\tgorm.io/driver/postgres v1.5.7\n\tgorm.io/gorm v1.25.10\n)\n',
      'main.go':
        'package main\n\nimport (\n\t"net/http"\n\t"os"\n\n\t"gorm.io/driver/postgres"\n\t"gorm.io/gorm"\n)\n\ntype Order struct{ ID int }\n\nfunc main() {\n\tdb, _ := gorm.Open(postgres.Open(os.Getenv("DATABASE_URL")), &gorm.Config{})\n\tdb.AutoMigrate(&Order{})\n\thttp.ListenAndServe(":8080", nil)\n}\n',
    },
    outcome: 'fail',
    at: 'main.go:15',
  },
  'no relational database': {
    files: {
      'package.json': '{"name":"shop"}',
      'server.js': "require('http').createServer().listen(process.env.PORT);\n",
      'migrations/README.md': 'none yet\n',
    },
    outcome: 'notApplicable',
    trap: true,
  },
  'Ecto’s migrations': {
    files: {
      'mix.exs':
        'defmodule Shop.MixProject do\n  use Mix.Project\n\n  def project, do: [app: :shop, version: "1.0.0", deps: deps()]\n  def application, do: [mod: {Shop.Application, []}]\n\n  defp deps do\n    [\n      {:phoenix, "~> 1.7.14"},\n      {:ecto_sql, "~> 3.12"},\n      {:postgrex, ">= 0.0.0"},\n    ]\n  end\nend\n',
      'lib/shop/application.ex':
        'defmodule Shop.Application do\n  use Application\n\n  def start(_type, _args) do\n    Supervisor.start_link([Shop.Repo, ShopWeb.Endpoint], strategy: :one_for_one)\n  end\nend\n',
      'lib/shop_web/endpoint.ex':
        'defmodule ShopWeb.Endpoint do\n  use Phoenix.Endpoint, otp_app: :shop\n\n  plug Plug.Session, store: :cookie, key: "_shop", signing_salt: "Wq1"\n  plug ShopWeb.Router\nend\n',
      'lib/shop/release.ex':
        'defmodule Shop.Release do\n  def migrate do\n    Application.load(:shop)\n\n    for repo <- Application.fetch_env!(:shop, :ecto_repos) do\n      Ecto.Migrator.with_repo(repo, &Ecto.Migrator.run(&1, :up, all: true))\n    end\n  end\nend\n',
      'priv/repo/migrations/20240101000000_create_orders.exs':
        'defmodule Shop.Repo.Migrations.CreateOrders do\n  use Ecto.Migration\n\n  def change, do: create(table(:orders))\nend\n',
      'config/runtime.exs':
        'import Config\n\nif config_env() == :prod do\n  config :shop, Shop.Repo, url: System.fetch_env!("DATABASE_URL")\nend\n',
    },
    outcome: 'pass',
  },
  'Go: a runner of its own, a file a version': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n\nrequire github.com/lib/pq v1.10.9\n',
      'main.go':
        'package main\n\nimport (\n\t"database/sql"\n\t"net/http"\n\t"os"\n\n\t_ "github.com/lib/pq"\n)\n\nfunc main() {\n\tsql.Open("postgres", os.Getenv("DATABASE_URL"))\n\thttp.ListenAndServe(":8080", nil)\n}\n',
      'internal/migrations/v0.4.0.go':
        'package migrations\n\nconst v040 = "ALTER TABLE orders ADD COLUMN paid boolean"\n',
      'internal/migrations/v0.7.0.go':
        'package migrations\n\nconst v070 = "ALTER TABLE orders ADD COLUMN note text"\n',
    },
    outcome: 'pass',
  },
  'Rails: db/migrate': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      'config/database.yml':
        "default: &default\n  adapter: postgresql\n\nproduction:\n  <<: *default\n  url: <%= ENV['DATABASE_URL'] %>\n",
      'db/migrate/20240101000000_create_notes.rb':
        'class CreateNotes < ActiveRecord::Migration[7.0]\n  def change\n    create_table :notes do |t|\n      t.string :title\n    end\n  end\nend\n',
    },
    outcome: 'pass',
  },
  'Ruby: tables made while loading': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'sinatra'\ngem 'sequel'\ngem 'pg'\n",
      'app.rb':
        "require 'sinatra'\nrequire 'sequel'\nDB = Sequel.connect(ENV['DATABASE_URL'])\nDB.create_table? :notes do\n  primary_key :id\nend\n",
    },
    outcome: 'fail',
    at: 'app.rb:4',
  },
  'Laravel: migrations': {
    files: {
      'composer.json':
        '{"name": "shop/shop", "type": "project", "require": {"php": "^8.2", "laravel/framework": "^11.0"}, "autoload": {"psr-4": {"App\\\\": "app/"}}}',
      'config/database.php':
        "<?php\n\nreturn [\n    'default' => env('DB_CONNECTION', 'mysql'),\n    'connections' => [\n        'mysql' => [\n            'driver' => 'mysql',\n            'host' => env('DB_HOST', '127.0.0.1'),\n            'password' => env('DB_PASSWORD', ''),\n        ],\n        'sqlite' => ['driver' => 'sqlite', 'database' => env('DB_DATABASE', database_path('database.sqlite'))],\n    ],\n];\n",
      'database/migrations/2024_01_01_000000_create_orders.php':
        "<?php\n\nuse Illuminate\\Database\\Migrations\\Migration;\nuse Illuminate\\Support\\Facades\\Schema;\n\nreturn new class extends Migration {\n    public function up(): void { Schema::create('orders', function ($table) { $table->id(); }); }\n};\n",
    },
    outcome: 'pass',
  },
  'PHP: tables made by a page': {
    files: {
      'index.php':
        "<?php\nrequire __DIR__ . '/config.php';\n$db = new PDO('mysql:host=' . DB_HOST . ';dbname=shop', DB_USER, DB_PASSWORD);\n",
      'config.php':
        "<?php\ndefine('DB_HOST', getenv('DB_HOST') ?: 'localhost');\ndefine('DB_USER', getenv('DB_USER'));\ndefine('DB_PASSWORD', getenv('DB_PASSWORD'));\n",
      'install.php':
        '<?php\nrequire \'index.php\';\n$sql = "CREATE TABLE orders (id int)";\n$db->query($sql);\n',
    },
    outcome: 'fail',
    at: 'install.php:4',
  },
  '.NET: EF Core migrations': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n  <ItemGroup>\n    <PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" Version="8.0.4" />\n  </ItemGroup>\n</Project>\n',
      'Program.cs':
        'var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddDbContext<Shop>(o => o.UseNpgsql(builder.Configuration["Db"]));\nbuilder.Build().Run();\n',
      'Migrations/20240101120000_Initial.cs':
        'using Microsoft.EntityFrameworkCore.Migrations;\n\npublic partial class Initial : Migration { }\n',
    },
    outcome: 'pass',
  },
  'Dropwizard: Liquibase’s change log among the resources': {
    files: {
      'pom.xml':
        '<project><modelVersion>4.0.0</modelVersion><groupId>a</groupId><version>1</version><artifactId>shop</artifactId><dependencies><dependency><groupId>io.dropwizard</groupId><artifactId>dropwizard-core</artifactId><version>4.0.5</version></dependency><dependency><groupId>io.dropwizard</groupId><artifactId>dropwizard-migrations</artifactId><version>4.0.5</version></dependency><dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId><version>42.7.1</version></dependency></dependencies></project>\n',
      'src/main/java/App.java':
        'import io.dropwizard.core.*;\npublic class App extends Application<Configuration> { public static void main(String[] args) throws Exception { new App().run(args); } }\n',
      'config.yml': 'database:\n  url: ${DB_URL}\n',
      'src/main/resources/migrations.xml': '<databaseChangeLog/>\n',
    },
    outcome: 'pass',
  },
  '.NET: EnsureCreated': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n  <ItemGroup>\n    <PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" Version="8.0.4" />\n  </ItemGroup>\n</Project>\n',
      'Program.cs':
        'var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddDbContext<Shop>(o => o.UseNpgsql(builder.Configuration["Db"]));\nvar app = builder.Build();\nusing (var scope = app.Services.CreateScope())\n{\n    scope.ServiceProvider.GetRequiredService<Shop>().Database.EnsureCreated();\n}\napp.Run();\n',
    },
    outcome: 'fail',
    at: 'Program.cs:6',
  },
  'Flyway’s migrations': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency>\n    <dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId><scope>runtime</scope></dependency>\n    <dependency><groupId>org.flywaydb</groupId><artifactId>flyway-core</artifactId></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'src/main/resources/application.properties': 'spring.datasource.url=${DB_URL}\n',
      'src/main/resources/db/migration/V1__orders.sql': 'CREATE TABLE orders (id bigint);\n',
    },
    outcome: 'pass',
  },
  'Hibernate: ddl-auto=update': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency>\n    <dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId><scope>runtime</scope></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'src/main/resources/application.yml':
        'spring:\n  datasource:\n    url: ${DB_URL}\n  jpa:\n    hibernate:\n      ddl-auto: update\n',
    },
    outcome: 'fail',
    at: 'src/main/resources/application.yml:6',
  },
  'Hibernate: ddl-auto=validate beside Liquibase': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency>\n    <dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId><scope>runtime</scope></dependency>\n    <dependency><groupId>org.liquibase</groupId><artifactId>liquibase-core</artifactId></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'src/main/resources/application.properties':
        'spring.datasource.url=${DB_URL}\nspring.jpa.hibernate.ddl-auto=validate\n',
      'src/main/resources/db/changelog/db.changelog-master.yaml':
        'databaseChangeLog:\n  - changeSet:\n      id: 1\n      author: a\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Hibernate: create-drop for the profile of developers': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency>\n    <dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId><scope>runtime</scope></dependency>\n    <dependency><groupId>org.flywaydb</groupId><artifactId>flyway-core</artifactId></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'src/main/resources/application.properties': 'spring.datasource.url=${DB_URL}\n',
      'src/main/resources/application-dev.properties': 'spring.jpa.hibernate.ddl-auto=create-drop\n',
      'src/main/resources/db/migration/V1__orders.sql': 'CREATE TABLE orders (id bigint);\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Java: a table made by a statement in code': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-jdbc</artifactId></dependency>\n    <dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId><scope>runtime</scope></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'src/main/resources/application.properties': 'spring.datasource.url=${DB_URL}\n',
      'src/main/java/com/example/shop/Orders.java':
        'package com.example.shop;\n\nimport org.springframework.web.bind.annotation.*;\nimport javax.sql.DataSource;\n\n@RestController\npublic class Orders {\n  private final DataSource data;\n\n  Orders(DataSource data) throws Exception {\n    this.data = data;\n    data.getConnection().createStatement().executeUpdate("CREATE TABLE IF NOT EXISTS orders (id bigint)");\n  }\n}\n',
    },
    outcome: 'fail',
    at: 'src/main/java/com/example/shop/Orders.java:12',
  },
  'Node: migrations in a package beside the service': {
    files: {
      'package.json': '{"name":"root","private":true,"workspaces":["server","db"]}',
      'server/package.json': '{"name":"server","dependencies":{"pg":"8.11.0","express":"4.19.2"}}',
      'server/server.js':
        "const { Pool } = require('pg');\nnew Pool({ connectionString: process.env.DATABASE_URL });\nrequire('express')().listen(process.env.PORT);\n",
      'db/package.json': '{"name":"db","dependencies":{"knex":"3.1.0"}}',
      'db/migrations/001_initial.js': "exports.up = (knex) => knex.schema.createTable('todos', () => {});\n",
    },
    outcome: 'pass',
  },
  'Node: Prisma with an adapter, and no migration': {
    files: {
      'package.json':
        '{"name":"shop","dependencies":{"@prisma/adapter-pg":"7.6.0","@prisma/client":"7.6.0"}}',
      'server.js':
        "const { PrismaPg } = require('@prisma/adapter-pg');\nconst { PrismaClient } = require('./generated/client');\nnew PrismaClient({ adapter: new PrismaPg({ connectionString: process.env.DATABASE_URL }) });\nrequire('http').createServer().listen(process.env.PORT);\n",
    },
    outcome: 'fail',
    at: 'server.js:3',
  },
  'sqlx’s migrations': {
    files: {
      'Cargo.toml':
        '[package]\nname = "shop"\nversion = "1.0.0"\nedition = "2021"\n\n[dependencies]\naxum = "0.7.5"\ntokio = { version = "1.38", features = ["full"] }\nsqlx = { version = "0.7.4", features = ["postgres"] }\n',
      'src/main.rs':
        'use axum::{routing::get, Router};\n\n#[tokio::main]\nasync fn main() {\n    let app = Router::new().route("/", get(|| async { "ok" }));\n    let port = std::env::var("PORT").unwrap_or_else(|_| "3000".to_string());\n    let listener = tokio::net::TcpListener::bind(format!("0.0.0.0:{port}")).await.unwrap();\n    let pool = sqlx::postgres::PgPoolOptions::new().max_connections(5).connect(&std::env::var("DATABASE_URL").unwrap()).await.unwrap();\n    sqlx::migrate!().run(&pool).await.unwrap();\n    axum::serve(listener, app).await.unwrap();\n}\n',
      'migrations/20240101000000_create_orders.sql': 'CREATE TABLE orders (id bigint PRIMARY KEY);\n',
    },
    outcome: 'pass',
  },
  'Go: gormigrate, whose steps use what AutoMigrate offers': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n\nrequire github.com/go-gormigrate/gormigrate/v2 v2.1.1\n',
      'main.go':
        'package main\n\nimport (\n\t"net/http"\n\t"os"\n\n\t"shop/migrations"\n)\n\nfunc main() {\n\tmigrations.Run()\n\thttp.ListenAndServe(":"+os.Getenv("PORT"), nil)\n}\n',
      'migrations/202401010000_users.go':
        'package migrations\n\nimport (\n\t"os"\n\n\t"github.com/go-gormigrate/gormigrate/v2"\n\t"gorm.io/driver/postgres"\n\t"gorm.io/gorm"\n)\n\ntype User struct{ ID uint }\n\nfunc Run() {\n\tdb, _ := gorm.Open(postgres.Open(os.Getenv("DATABASE_URL")))\n\tm := gormigrate.New(db, gormigrate.DefaultOptions, []*gormigrate.Migration{{\n\t\tID: "202401010000",\n\t\tMigrate: func(tx *gorm.DB) error { return tx.AutoMigrate(&User{}) },\n\t}})\n\tm.Migrate()\n}\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Go: xormigrate, one file a migration': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n\nrequire src.techknowlogick.com/xormigrate v1.7.1\n',
      'main.go':
        'package main\n\nimport (\n\t"net/http"\n\t"os"\n\n\t"shop/pkg/migration"\n)\n\nfunc main() {\n\tmigration.Migrate()\n\thttp.ListenAndServe(":"+os.Getenv("PORT"), nil)\n}\n',
      'pkg/migration/migration.go':
        'package migration\n\nimport (\n\t"os"\n\n\t"src.techknowlogick.com/xormigrate"\n\t"xorm.io/xorm"\n)\n\nvar migrations []*xormigrate.Migration\n\nfunc Migrate() {\n\tengine, _ := xorm.NewEngine("postgres", os.Getenv("DATABASE_URL"))\n\txormigrate.New(engine, migrations).Migrate()\n}\n',
      'pkg/migration/20190524205441.go':
        'package migration\n\nimport (\n\t"src.techknowlogick.com/xormigrate"\n\t"xorm.io/xorm"\n)\n\ntype reminder struct{ ID int64 }\n\nfunc init() {\n\tmigrations = append(migrations, &xormigrate.Migration{\n\t\tID: "20190524205441",\n\t\tMigrate: func(tx *xorm.Engine) error { return tx.Sync2(reminder{}) },\n\t})\n}\n',
    },
    outcome: 'pass',
    trap: true,
  },
} satisfies Cases;
