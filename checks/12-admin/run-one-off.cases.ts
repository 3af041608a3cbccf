import type { Cases } from '../engine/cases.ts';

const app = {
  'package.json':
    '{"name":"shop","dependencies":{"pg":"8.11.0","node-pg-migrate":"7.0.0"},"scripts":{"migrate":"node-pg-migrate"}}',
  'server.js':
    "const { Pool } = require('pg');\nnew Pool({ connectionString: process.env.DATABASE_URL });\nrequire('http').createServer().listen(process.env.PORT);\n",
  'migrations/1700000000000_create-orders.sql': '-- Up Migration\nCREATE TABLE orders (id int);\n',
};

export default {
  'a release phase': {
    files: { ...app, Procfile: 'release: npx node-pg-migrate up\nweb: node server.js\n' },
    outcome: 'pass',
  },
  'an entry script that migrates each time': {
    files: {
      ...app,
      Dockerfile: 'FROM node:24-slim\nCOPY . .\nCMD ["./start.sh"]\n',
      'start.sh': '#!/bin/sh\nnpx node-pg-migrate up\nexec node server.js\n',
    },
    outcome: 'fail',
    at: 'start.sh:2',
  },
  'an entry script that only mentions it': {
    files: {
      ...app,
      Procfile: 'release: npx node-pg-migrate up\nweb: ./start.sh\n',
      'start.sh': '#!/bin/sh\n# npx node-pg-migrate up\nexec node server.js\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Python: create_all at start': {
    files: {
      'requirements.txt': 'flask==3.0.3\nflask-sqlalchemy==3.1.1\npsycopg2==2.9.9\n',
      'app.py':
        'import os\nfrom flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\napp = Flask(__name__)\napp.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]\ndb = SQLAlchemy(app)\nwith app.app_context():\n    db.create_all()\n',
      Procfile: 'web: gunicorn app:app\n',
    },
    outcome: 'fail',
    at: 'app.py:8',
  },
  'a migration as a program of its own': {
    files: {
      ...app,
      'migrate.js':
        "const { runner } = require('node-pg-migrate');\nrunner({ databaseUrl: process.env.DATABASE_URL, dir: 'migrations', direction: 'up' });\n",
      Dockerfile: 'FROM node:24-slim\nCOPY . .\nCMD ["node", "server.js"]\n',
      Procfile: 'release: node migrate.js\nweb: node server.js\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'the same program, loaded by the server': {
    files: {
      ...app,
      'server.js': `require('./migrate.js');\n${app['server.js']}`,
      'migrate.js':
        "const { runner } = require('node-pg-migrate');\nrunner({ databaseUrl: process.env.DATABASE_URL, dir: 'migrations', direction: 'up' });\n",
      Dockerfile: 'FROM node:24-slim\nCOPY . .\nCMD ["node", "server.js"]\n',
    },
    outcome: 'fail',
    at: 'migrate.js:2',
  },
  'a store that each start fills anew': {
    files: {
      'package.json': '{"name":"shop","dependencies":{"mongodb":"6.8.0"}}',
      'server.js':
        "const { MongoClient } = require('mongodb');\nnew MongoClient(process.env.MONGO_URL);\nrequire('http').createServer().listen(process.env.PORT);\n",
      'tools/refill.js':
        "const { MongoClient } = require('mongodb');\nnew MongoClient(process.env.MONGO_URL).db().collection('orders').insertMany([]);\n",
      Dockerfile: 'FROM node:24-slim\nCOPY . .\n',
      'compose.yaml':
        'services:\n  web:\n    build: .\n    command: sh -c "node tools/refill.js && node server.js"\n',
    },
    outcome: 'fail',
    at: 'compose.yaml:4',
  },
  'no admin task': {
    files: {
      'package.json': '{"name":"shop"}',
      'server.js': "require('http').createServer().listen(process.env.PORT);\n",
    },
    outcome: 'notApplicable',
  },
  'Ecto: a function of the release that is called by hand': {
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
    },
    outcome: 'pass',
  },
  'Ecto: migrations run by the application’s start': {
    files: {
      'mix.exs':
        'defmodule Shop.MixProject do\n  use Mix.Project\n\n  def project, do: [app: :shop, version: "1.0.0", deps: deps()]\n  def application, do: [mod: {Shop.Application, []}]\n\n  defp deps do\n    [\n      {:phoenix, "~> 1.7.14"},\n      {:ecto_sql, "~> 3.12"},\n      {:postgrex, ">= 0.0.0"},\n    ]\n  end\nend\n',
      'lib/shop/application.ex':
        'defmodule Shop.Application do\n  use Application\n\n  def start(_type, _args) do\n    Shop.Release.migrate()\n    Supervisor.start_link([Shop.Repo, ShopWeb.Endpoint], strategy: :one_for_one)\n  end\nend\n',
      'lib/shop_web/endpoint.ex':
        'defmodule ShopWeb.Endpoint do\n  use Phoenix.Endpoint, otp_app: :shop\n\n  plug Plug.Session, store: :cookie, key: "_shop", signing_salt: "Wq1"\n  plug ShopWeb.Router\nend\n',
      'lib/shop/release.ex':
        'defmodule Shop.Release do\n  def migrate do\n    Application.load(:shop)\n\n    for repo <- Application.fetch_env!(:shop, :ecto_repos) do\n      Ecto.Migrator.with_repo(repo, &Ecto.Migrator.run(&1, :up, all: true))\n    end\n  end\nend\n',
      'priv/repo/migrations/20240101000000_create_orders.exs':
        'defmodule Shop.Repo.Migrations.CreateOrders do\n  use Ecto.Migration\n\n  def change, do: create(table(:orders))\nend\n',
    },
    outcome: 'fail',
    at: 'lib/shop/release.ex:6',
  },
  'Ecto: a migrator among the children': {
    files: {
      'mix.exs':
        'defmodule Shop.MixProject do\n  use Mix.Project\n\n  def project, do: [app: :shop, version: "1.0.0", deps: deps()]\n  def application, do: [mod: {Shop.Application, []}]\n\n  defp deps do\n    [\n      {:phoenix, "~> 1.7.14"},\n      {:ecto_sql, "~> 3.12"},\n      {:postgrex, ">= 0.0.0"},\n    ]\n  end\nend\n',
      'lib/shop/application.ex':
        'defmodule Shop.Application do\n  use Application\n\n  def start(_type, _args) do\n    Supervisor.start_link([Shop.Repo, {Ecto.Migrator, repos: Application.fetch_env!(:shop, :ecto_repos)}, ShopWeb.Endpoint], strategy: :one_for_one)\n  end\nend\n',
      'lib/shop_web/endpoint.ex':
        'defmodule ShopWeb.Endpoint do\n  use Phoenix.Endpoint, otp_app: :shop\n\n  plug Plug.Session, store: :cookie, key: "_shop", signing_salt: "Wq1"\n  plug ShopWeb.Router\nend\n',
      'lib/shop/release.ex':
        'defmodule Shop.Release do\n  def migrate do\n    Application.load(:shop)\n\n    for repo <- Application.fetch_env!(:shop, :ecto_repos) do\n      Ecto.Migrator.with_repo(repo, &Ecto.Migrator.run(&1, :up, all: true))\n    end\n  end\nend\n',
      'priv/repo/migrations/20240101000000_create_orders.exs':
        'defmodule Shop.Repo.Migrations.CreateOrders do\n  use Ecto.Migration\n\n  def change, do: create(table(:orders))\nend\n',
    },
    outcome: 'fail',
    at: 'lib/shop/application.ex:5',
  },
  'Rails: a release phase': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      'config/database.yml':
        "default: &default\n  adapter: postgresql\n\nproduction:\n  <<: *default\n  url: <%= ENV['DATABASE_URL'] %>\n",
      Procfile: 'release: bundle exec rails db:migrate\nweb: bundle exec puma -p $PORT\n',
      'db/migrate/20240101000000_create_notes.rb':
        'class CreateNotes < ActiveRecord::Migration[7.0]\n  def change\n    create_table :notes do |t|\n      t.string :title\n    end\n  end\nend\n',
    },
    outcome: 'pass',
  },
  'Rails: the entry script prepares the database': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      'config/database.yml':
        "default: &default\n  adapter: postgresql\n\nproduction:\n  <<: *default\n  url: <%= ENV['DATABASE_URL'] %>\n",
      Dockerfile:
        'FROM ruby:3.3\nENV RAILS_ENV=production\nCOPY . .\nENTRYPOINT ["bin/docker-entrypoint"]\nCMD ["./bin/rails", "server"]\n',
      'bin/docker-entrypoint':
        '#!/bin/bash -e\n\nif [ "${*}" == "./bin/rails server" ]; then\n  ./bin/rails db:prepare\nfi\n\nexec "${@}"\n',
      'db/migrate/20240101000000_create_notes.rb':
        'class CreateNotes < ActiveRecord::Migration[7.0]\n  def change\n    create_table :notes do |t|\n      t.string :title\n    end\n  end\nend\n',
    },
    outcome: 'fail',
    at: 'bin/docker-entrypoint:4',
    trap: true,
  },
  'PHP: set-up by a web page': {
    files: {
      'index.php':
        "<?php\nrequire __DIR__ . '/config.php';\n$db = new PDO('mysql:host=' . DB_HOST . ';dbname=shop', DB_USER, DB_PASSWORD);\n",
      'config.php':
        "<?php\ndefine('DB_HOST', getenv('DB_HOST') ?: 'localhost');\ndefine('DB_USER', getenv('DB_USER'));\ndefine('DB_PASSWORD', getenv('DB_PASSWORD'));\n",
      'install.php': "<?php\nrequire 'index.php';\n$db->exec('CREATE TABLE orders (id int)');\n",
    },
    outcome: 'fail',
    at: 'install.php:3',
  },
  'Laravel: an entry script that migrates each time': {
    files: {
      'composer.json':
        '{"name": "shop/shop", "type": "project", "require": {"php": "^8.2", "laravel/framework": "^11.0"}, "autoload": {"psr-4": {"App\\\\": "app/"}}}',
      'config/database.php':
        "<?php\n\nreturn [\n    'default' => env('DB_CONNECTION', 'mysql'),\n    'connections' => [\n        'mysql' => [\n            'driver' => 'mysql',\n            'host' => env('DB_HOST', '127.0.0.1'),\n            'password' => env('DB_PASSWORD', ''),\n        ],\n        'sqlite' => ['driver' => 'sqlite', 'database' => env('DB_DATABASE', database_path('database.sqlite'))],\n    ],\n];\n",
      'database/migrations/2024_01_01_000000_create_orders.php':
        "<?php\n\nuse Illuminate\\Database\\Migrations\\Migration;\nuse Illuminate\\Support\\Facades\\Schema;\n\nreturn new class extends Migration {\n    public function up(): void { Schema::create('orders', function ($table) { $table->id(); }); }\n};\n",
      Dockerfile: 'FROM php:8.3-apache\nCOPY . /var/www/html\nENTRYPOINT ["./start.sh"]\n',
      'start.sh': '#!/bin/sh\nphp artisan migrate --force\nexec apache2-foreground\n',
    },
    outcome: 'fail',
    at: 'start.sh:2',
  },
  'Laravel: a release phase': {
    files: {
      'composer.json':
        '{"name": "shop/shop", "type": "project", "require": {"php": "^8.2", "laravel/framework": "^11.0"}, "autoload": {"psr-4": {"App\\\\": "app/"}}}',
      'config/database.php':
        "<?php\n\nreturn [\n    'default' => env('DB_CONNECTION', 'mysql'),\n    'connections' => [\n        'mysql' => [\n            'driver' => 'mysql',\n            'host' => env('DB_HOST', '127.0.0.1'),\n            'password' => env('DB_PASSWORD', ''),\n        ],\n        'sqlite' => ['driver' => 'sqlite', 'database' => env('DB_DATABASE', database_path('database.sqlite'))],\n    ],\n];\n",
      'database/migrations/2024_01_01_000000_create_orders.php':
        "<?php\n\nuse Illuminate\\Database\\Migrations\\Migration;\nuse Illuminate\\Support\\Facades\\Schema;\n\nreturn new class extends Migration {\n    public function up(): void { Schema::create('orders', function ($table) { $table->id(); }); }\n};\n",
      Procfile: 'release: php artisan migrate --force\nweb: vendor/bin/heroku-php-apache2 public/\n',
    },
    outcome: 'pass',
  },
  'Go: a subcommand migrates, the image starts another': {
    files: {
      'go.mod':
        'module shop\n\ngo 1.22\n\nrequire (\n\tgithub.com/golang-migrate/migrate/v4 v4.17.1\n\tgithub.com/spf13/cobra v1.8.0\n)\n',
      'main.go':
        'package main\n\nimport (\n\t"net/http"\n\t"os"\n\n\t"github.com/golang-migrate/migrate/v4"\n\t"github.com/spf13/cobra"\n)\n\nvar root = &cobra.Command{Use: "shop"}\n\nvar serve = &cobra.Command{Use: "serve", Run: func(cmd *cobra.Command, args []string) {\n\thttp.ListenAndServe(":"+os.Getenv("PORT"), nil)\n}}\n\nvar upgrade = &cobra.Command{Use: "upgrade", Run: func(cmd *cobra.Command, args []string) {\n\tm, _ := migrate.New("file://migrations", os.Getenv("DATABASE_URL"))\n\tm.Up()\n}}\n\nfunc main() {\n\troot.AddCommand(serve)\n\troot.AddCommand(upgrade)\n\troot.Execute()\n}\n',
      'migrations/0001_orders.up.sql': 'CREATE TABLE orders (id integer);\n',
      Dockerfile: 'FROM golang:1.22\nCOPY . .\nRUN go build -o /shop\nCMD ["/shop", "serve"]\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Go: the image starts the subcommand that migrates first': {
    files: {
      'go.mod':
        'module shop\n\ngo 1.22\n\nrequire (\n\tgithub.com/golang-migrate/migrate/v4 v4.17.1\n\tgithub.com/spf13/cobra v1.8.0\n)\n',
      'main.go':
        'package main\n\nimport (\n\t"net/http"\n\t"os"\n\n\t"github.com/golang-migrate/migrate/v4"\n\t"github.com/spf13/cobra"\n)\n\nvar root = &cobra.Command{Use: "shop"}\n\nvar serve = &cobra.Command{Use: "serve", Run: func(cmd *cobra.Command, args []string) {\n\thttp.ListenAndServe(":"+os.Getenv("PORT"), nil)\n}}\n\nvar upgrade = &cobra.Command{Use: "upgrade", Run: func(cmd *cobra.Command, args []string) {\n\tm, _ := migrate.New("file://migrations", os.Getenv("DATABASE_URL"))\n\tm.Up()\n}}\n\nfunc main() {\n\troot.AddCommand(serve)\n\troot.AddCommand(upgrade)\n\troot.Execute()\n}\n',
      'migrations/0001_orders.up.sql': 'CREATE TABLE orders (id integer);\n',
      Dockerfile:
        'FROM golang:1.22\nCOPY . .\nRUN go build -o /shop\nCMD /shop upgrade && exec /shop serve\n',
    },
    outcome: 'fail',
  },
  '.NET: Migrate at start, in an extension method': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n  <ItemGroup>\n    <PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" Version="8.0.4" />\n  </ItemGroup>\n</Project>\n',
      'Program.cs':
        'var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddDbContext<Shop>(o => o.UseNpgsql(builder.Configuration["Db"]));\nvar app = builder.Build();\napp.MigrateShop();\napp.Run();\n',
      'Startup/Migration.cs':
        'namespace Shop.Startup;\n\npublic static class Migration\n{\n    public static void MigrateShop(this WebApplication app)\n    {\n        using var scope = app.Services.CreateScope();\n        scope.ServiceProvider.GetRequiredService<ShopContext>().Database.Migrate();\n    }\n}\n',
      'Migrations/20240101120000_Initial.cs': 'public partial class Initial : Migration { }\n',
    },
    outcome: 'fail',
    at: 'Startup/Migration.cs:8',
  },
  'Java: Flyway’s migrate as the init method of a bean': {
    files: {
      'pom.xml':
        '<project><modelVersion>4.0.0</modelVersion><parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>3.4.0</version></parent><artifactId>shop</artifactId><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency><dependency><groupId>org.flywaydb</groupId><artifactId>flyway-core</artifactId></dependency><dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId></dependency></dependencies></project>\n',
      'src/main/java/Shop.java':
        'import org.springframework.boot.SpringApplication;\npublic class Shop { public static void main(String[] args) { SpringApplication.run(Shop.class, args); } }\n',
      'src/main/resources/application.properties': 'spring.flyway.enabled=false\n',
      'src/main/java/Db.java':
        'import org.flywaydb.core.Flyway;\nimport org.springframework.context.annotation.*;\n@Configuration\npublic class Db {\n  @Bean(initMethod = "migrate")\n  public Flyway flyway() { return Flyway.configure().dataSource(System.getenv("DB_URL"), null, null).load(); }\n}\n',
      'src/main/resources/db/migration/V1__init.sql': 'create table a (id int);\n',
    },
    outcome: 'fail',
    at: 'src/main/java/Db.java:5',
  },
  'Java: Quarkus asks Flyway when it has started': {
    files: {
      'pom.xml':
        '<project><modelVersion>4.0.0</modelVersion><groupId>a</groupId><version>1</version><artifactId>shop</artifactId><dependencies><dependency><groupId>io.quarkus</groupId><artifactId>quarkus-rest</artifactId><version>3.8.1</version></dependency><dependency><groupId>io.quarkus</groupId><artifactId>quarkus-flyway</artifactId><version>3.8.1</version></dependency><dependency><groupId>io.quarkus</groupId><artifactId>quarkus-jdbc-postgresql</artifactId><version>3.8.1</version></dependency></dependencies></project>\n',
      'src/main/java/Start.java':
        'import io.quarkus.runtime.StartupEvent;\nimport jakarta.enterprise.context.ApplicationScoped;\nimport jakarta.enterprise.event.Observes;\nimport jakarta.inject.Inject;\nimport org.flywaydb.core.Flyway;\n@ApplicationScoped\npublic class Start {\n  @Inject Flyway flyway;\n  void onStart(@Observes StartupEvent event) {\n    flyway.migrate();\n  }\n}\n',
      'src/main/resources/db/migration/V1__init.sql': 'create table a (id int);\n',
    },
    outcome: 'fail',
    at: 'src/main/java/Start.java:10',
  },
  'Kotlin: a Ktor module makes its tables': {
    files: {
      'build.gradle.kts':
        'plugins { kotlin("jvm") version "1.9.22" }\ndependencies {\n  implementation("io.ktor:ktor-server-netty-jvm:2.3.7")\n  implementation("org.jetbrains.exposed:exposed-jdbc:0.45.0")\n  implementation("org.postgresql:postgresql:42.7.1")\n}\n',
      'src/main/kotlin/Application.kt':
        'package com.acme\nimport io.ktor.server.application.*\nimport io.ktor.server.engine.*\nimport io.ktor.server.netty.*\nimport org.jetbrains.exposed.sql.*\nfun main() { embeddedServer(Netty, port = System.getenv("PORT").toInt(), module = Application::module).start(wait = true) }\nfun Application.module() {\n  Database.connect(System.getenv("DB_URL"))\n  SchemaUtils.create(Users)\n}\n',
    },
    outcome: 'fail',
    at: 'src/main/kotlin/Application.kt:9',
  },
  'Dropwizard: migrations before the server, at each start': {
    files: {
      'pom.xml':
        '<project><modelVersion>4.0.0</modelVersion><groupId>a</groupId><version>1</version><artifactId>shop</artifactId><dependencies><dependency><groupId>io.dropwizard</groupId><artifactId>dropwizard-core</artifactId><version>4.0.5</version></dependency><dependency><groupId>io.dropwizard</groupId><artifactId>dropwizard-migrations</artifactId><version>4.0.5</version></dependency><dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId><version>42.7.1</version></dependency></dependencies></project>\n',
      'src/main/java/App.java':
        'import io.dropwizard.core.*;\npublic class App extends Application<Configuration> { public static void main(String[] args) throws Exception { new App().run(args); } }\n',
      'src/main/resources/migrations.xml': '<databaseChangeLog/>\n',
      Dockerfile:
        'FROM eclipse-temurin:17\nCOPY target/shop.jar config.yml /\nCMD java -jar shop.jar db migrate config.yml && exec java -jar shop.jar server config.yml\n',
    },
    outcome: 'fail',
    at: 'Dockerfile:3',
  },
  '.NET: Migrate only when asked for': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n  <ItemGroup>\n    <PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" Version="8.0.4" />\n  </ItemGroup>\n</Project>\n',
      'Program.cs':
        'var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddDbContext<Shop>(o => o.UseNpgsql(builder.Configuration["Db"]));\nvar app = builder.Build();\nif (args.Contains("--migrate"))\n{\n    using var scope = app.Services.CreateScope();\n    scope.ServiceProvider.GetRequiredService<Shop>().Database.Migrate();\n    return;\n}\napp.Run();\n',
      'Migrations/20240101120000_Initial.cs': 'public partial class Initial : Migration { }\n',
      Procfile: 'release: dotnet Shop.dll --migrate\nweb: dotnet Shop.dll\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Spring Boot: Flyway migrates at each start': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency>\n    <dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId><scope>runtime</scope></dependency>\n    <dependency><groupId>org.flywaydb</groupId><artifactId>flyway-core</artifactId></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'src/main/resources/application.properties': 'spring.datasource.url=${DB_URL}\n',
      'src/main/resources/db/migration/V1__orders.sql': 'CREATE TABLE orders (id bigint);\n',
    },
    outcome: 'fail',
    at: 'pom.xml:14',
  },
  'Spring Boot: Flyway is off unless a variable asks for it, a release phase does': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency>\n    <dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId><scope>runtime</scope></dependency>\n    <dependency><groupId>org.flywaydb</groupId><artifactId>flyway-core</artifactId></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'src/main/resources/application.properties':
        'spring.datasource.url=${DB_URL}\nspring.flyway.enabled=${MIGRATE:false}\n',
      'src/main/resources/db/migration/V1__orders.sql': 'CREATE TABLE orders (id bigint);\n',
      Procfile: 'release: flyway migrate\nweb: java -jar target/shop.jar\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Quarkus: Flyway is not asked to migrate at start': {
    files: {
      'pom.xml':
        '<project>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencyManagement>\n    <dependencies>\n      <dependency><groupId>io.quarkus.platform</groupId><artifactId>quarkus-bom</artifactId><version>3.17.0</version><type>pom</type><scope>import</scope></dependency>\n    </dependencies>\n  </dependencyManagement>\n  <dependencies>\n    <dependency><groupId>io.quarkus</groupId><artifactId>quarkus-rest</artifactId></dependency>\n    <dependency><groupId>io.quarkus</groupId><artifactId>quarkus-flyway</artifactId></dependency>\n    <dependency><groupId>io.quarkus</groupId><artifactId>quarkus-jdbc-postgresql</artifactId></dependency>\n  </dependencies>\n</project>\n',
      'src/main/java/com/example/Home.java':
        'package com.example;\n\nimport jakarta.ws.rs.GET;\nimport jakarta.ws.rs.Path;\n\n@Path("/")\npublic class Home {\n  @GET\n  public String home() {\n    return "ok";\n  }\n}\n',
      'src/main/resources/db/migration/V1__orders.sql': 'CREATE TABLE orders (id bigint);\n',
      'k8s/migrate.yaml':
        'apiVersion: batch/v1\nkind: Job\nmetadata: {name: migrate}\nspec:\n  template:\n    spec:\n      restartPolicy: Never\n      containers:\n        - name: migrate\n          image: flyway/flyway:10\n          args: [migrate]\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Go: a runner of its own that each start calls': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n\nrequire github.com/lib/pq v1.10.9\n',
      'store/store.go':
        'package store\n\nimport "database/sql"\n\ntype Store struct{ db *sql.DB }\n\nfunc New(db *sql.DB) *Store { return &Store{db: db} }\n\nfunc (s *Store) Migrate() error { return nil }\n',
      'store/migration/0.1/00__orders.sql': 'CREATE TABLE orders (id integer);\n',
      'main.go':
        'package main\n\nimport (\n\t"database/sql"\n\t"net/http"\n\t"os"\n\n\t_ "github.com/lib/pq"\n\t"shop/store"\n)\n\nfunc main() {\n\tdb, _ := sql.Open("postgres", os.Getenv("DATABASE_URL"))\n\ts := store.New(db)\n\ts.Migrate()\n\thttp.ListenAndServe(":"+os.Getenv("PORT"), nil)\n}\n',
    },
    outcome: 'fail',
    at: 'main.go:15',
  },
  'PHP: a program for the command line': {
    files: {
      'index.php':
        "<?php\nrequire __DIR__ . '/config.php';\n$db = new PDO('mysql:host=' . DB_HOST . ';dbname=shop', DB_USER, DB_PASSWORD);\n",
      'config.php':
        "<?php\ndefine('DB_HOST', getenv('DB_HOST') ?: 'localhost');\ndefine('DB_USER', getenv('DB_USER'));\ndefine('DB_PASSWORD', getenv('DB_PASSWORD'));\n",
      'bin/install.php':
        "#!/usr/bin/env php\n<?php\nrequire __DIR__ . '/../config.php';\n$db = new PDO('mysql:host=' . DB_HOST, DB_USER, DB_PASSWORD);\n$db->exec('CREATE TABLE orders (id int)');\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'Go: a runner of its own behind a flag': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n\nrequire github.com/lib/pq v1.10.9\n',
      'migrations/v1.go':
        'package migrations\n\nimport "database/sql"\n\nfunc Migrate(db *sql.DB) error { return nil }\n',
      'main.go':
        'package main\n\nimport (\n\t"database/sql"\n\t"flag"\n\t"net/http"\n\t"os"\n\n\t_ "github.com/lib/pq"\n\t"shop/migrations"\n)\n\nfunc upgrade() {\n\tdb, _ := sql.Open("postgres", os.Getenv("DATABASE_URL"))\n\tmigrations.Migrate(db)\n}\n\nfunc main() {\n\twanted := flag.Bool("upgrade", false, "bring the schema up to date")\n\tflag.Parse()\n\tswitch {\n\tcase *wanted:\n\t\tupgrade()\n\t\treturn\n\t}\n\thttp.ListenAndServe(":"+os.Getenv("PORT"), nil)\n}\n',
    },
    outcome: 'unknown',
    trap: true,
  },
  'sqlx: migrations run by each start': {
    files: {
      'Cargo.toml':
        '[package]\nname = "shop"\nversion = "1.0.0"\nedition = "2021"\n\n[dependencies]\naxum = "0.7.5"\ntokio = { version = "1.38", features = ["full"] }\nsqlx = { version = "0.7.4", features = ["postgres"] }\n',
      'src/main.rs':
        'use axum::{routing::get, Router};\n\n#[tokio::main]\nasync fn main() {\n    let app = Router::new().route("/", get(|| async { "ok" }));\n    let port = std::env::var("PORT").unwrap_or_else(|_| "3000".to_string());\n    let listener = tokio::net::TcpListener::bind(format!("0.0.0.0:{port}")).await.unwrap();\n    let pool = sqlx::postgres::PgPoolOptions::new().max_connections(5).connect(&std::env::var("DATABASE_URL").unwrap()).await.unwrap();\n    sqlx::migrate!().run(&pool).await.unwrap();\n    axum::serve(listener, app).await.unwrap();\n}\n',
      'migrations/20240101000000_create_orders.sql': 'CREATE TABLE orders (id bigint PRIMARY KEY);\n',
    },
    outcome: 'fail',
    at: 'src/main.rs:9',
  },
  'Python: a script beside the program that listens': {
    files: {
      'requirements.txt': 'flask==3.0.3\nflask-sqlalchemy==3.1.1\n',
      'shop.py':
        'from flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\napp = Flask(__name__)\ndb = SQLAlchemy(app)\n',
      'run.py': 'from shop import app\nif __name__ == "__main__":\n    app.run()\n',
      'db_create.py': 'from shop import db\ndb.create_all()\n',
    },
    outcome: 'pass',
    trap: true,
  },
  '.NET: Migrate at start, in a service that the container makes': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n  <ItemGroup>\n    <PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" Version="8.0.4" />\n  </ItemGroup>\n</Project>\n',
      'Program.cs':
        'var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddScoped<Initialiser>();\nvar app = builder.Build();\nusing (var scope = app.Services.CreateScope())\n{\n    var initialiser = scope.ServiceProvider.GetRequiredService<Initialiser>();\n    await initialiser.InitialiseAsync();\n}\napp.Run();\n',
      'Initialiser.cs':
        'public class Initialiser(ShopContext context)\n{\n    public async Task InitialiseAsync() => await context.Database.MigrateAsync();\n}\n',
      'Migrations/20240101120000_Initial.cs': 'public partial class Initial : Migration { }\n',
    },
    outcome: 'fail',
    at: 'Initialiser.cs:3',
  },
  'Go: a script in another language that belongs to no program': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n\nrequire github.com/lib/pq v1.10.9\n',
      'main.go':
        'package main\n\nimport (\n\t"net/http"\n\t"os"\n)\n\nfunc main() { http.ListenAndServe(":"+os.Getenv("PORT"), nil) }\n',
      'api-spec/hooks.js':
        "const mysql = require('mysql');\nmysql.createConnection({ host: 'db' }).query('CREATE TABLE socks (id integer)');\n",
    },
    outcome: 'notApplicable',
    trap: true,
  },
  '.NET: migrations for the SDK’s command, which nothing runs at start': {
    files: {
      'Web.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup><ItemGroup><PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" Version="8.0.0" /><PackageReference Include="Microsoft.EntityFrameworkCore.Design" Version="8.0.0" /></ItemGroup></Project>\n',
      'Program.cs':
        'var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddDbContext<Db>(o => o.UseNpgsql(builder.Configuration.GetConnectionString("Db")));\nbuilder.Build().Run();\n',
      'Migrations/20240101000000_Init.cs': 'public partial class Init : Migration { }\n',
    },
    outcome: 'pass',
  },
  '.NET: the same command, and a start that migrates': {
    files: {
      'Web.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup><ItemGroup><PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" Version="8.0.0" /><PackageReference Include="Microsoft.EntityFrameworkCore.Design" Version="8.0.0" /></ItemGroup></Project>\n',
      'Program.cs':
        'var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddDbContext<Db>(o => o.UseNpgsql(builder.Configuration.GetConnectionString("Db")));\nvar app = builder.Build();\napp.Services.CreateScope().ServiceProvider.GetRequiredService<Db>().Database.Migrate();\napp.Run();\n',
      'Migrations/20240101000000_Init.cs': 'public partial class Init : Migration { }\n',
    },
    outcome: 'fail',
    at: 'Program.cs:4',
    trap: true,
  },
  'Java: migrations for Maven’s plugin': {
    files: {
      'pom.xml':
        '<project><modelVersion>4.0.0</modelVersion><groupId>a</groupId><artifactId>b</artifactId><version>1</version><dependencies><dependency><groupId>io.javalin</groupId><artifactId>javalin</artifactId><version>6.1.3</version></dependency><dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId><version>42.7.1</version></dependency></dependencies>\n<build><plugins><plugin><groupId>org.flywaydb</groupId><artifactId>flyway-maven-plugin</artifactId><version>10.8.1</version></plugin></plugins></build></project>\n',
      'src/main/java/Main.java':
        'import io.javalin.Javalin;\npublic class Main { public static void main(String[] a) { Javalin.create().start(Integer.parseInt(System.getenv("PORT"))); } }\n',
      'src/main/resources/db/migration/V1__init.sql': 'create table a (id int);\n',
    },
    outcome: 'pass',
  },
  'PHP: Doctrine’s migrations and Symfony’s console': {
    files: {
      'composer.json':
        '{"require":{"php":">=8.2","symfony/framework-bundle":"^7.0","doctrine/doctrine-bundle":"^2.12","doctrine/doctrine-migrations-bundle":"^3.3","doctrine/orm":"^3.0"}}',
      'bin/console': '#!/usr/bin/env php\n<?php\n',
      'public/index.php': '<?php\n',
      'config/packages/doctrine.yaml': "doctrine:\n  dbal:\n    url: '%env(resolve:DATABASE_URL)%'\n",
      'migrations/Version20240101000000.php':
        '<?php\nuse Doctrine\\Migrations\\AbstractMigration;\nfinal class Version20240101000000 extends AbstractMigration {}\n',
    },
    outcome: 'pass',
  },
  'Ruby: a Rakefile that brings the tasks': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\ngem 'sinatra', '4.0.0'\ngem 'sinatra-activerecord', '2.0.27'\ngem 'pg', '1.5.4'\ngem 'rake', '13.1.0'\n",
      Rakefile: "require 'sinatra/activerecord/rake'\nrequire './app'\n",
      'app.rb': "require 'sinatra'\nrequire 'sinatra/activerecord'\nget('/') { Note.all.to_json }\n",
      'db/migrate/20240101000000_create_notes.rb':
        'class CreateNotes < ActiveRecord::Migration[7.1]\n  def change\n    create_table :notes\n  end\nend\n',
    },
    outcome: 'pass',
  },
  'Flask-Migrate: its own command alone': {
    files: {
      'requirements.txt':
        'flask==3.0.3\nFlask-SQLAlchemy==3.1.1\nFlask-Migrate==4.0.7\npsycopg2-binary==2.9.9\ngunicorn==22.0.0\n',
      'app.py':
        'import os\nfrom flask import Flask\nfrom flask_migrate import Migrate\nfrom flask_sqlalchemy import SQLAlchemy\n\napp = Flask(__name__)\napp.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]\ndb = SQLAlchemy(app)\nMigrate(app, db)\n',
      'migrations/alembic.ini': '[alembic]\n',
      'migrations/env.py': 'from alembic import context\n',
      'migrations/versions/1_items.py':
        'from alembic import op\n\n\ndef upgrade():\n    op.execute("select 1")\n',
      Procfile: 'web: gunicorn app:app\n',
    },
    outcome: 'pass',
  },
  'uWSGI: a hook that migrates before every start': {
    files: {
      'requirements.txt': 'Django==5.1\nuwsgi==2.0.26\n',
      'manage.py':
        'import os\nimport sys\nfrom django.core.management import execute_from_command_line\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\nexecute_from_command_line(sys.argv)\n',
      'shop/__init__.py': '',
      'shop/wsgi.py':
        'import os\nfrom django.core.wsgi import get_wsgi_application\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\napplication = get_wsgi_application()\n',
      'shop/settings.py': 'import os\nSECRET_KEY = os.environ["SECRET_KEY"]\n',
      'uwsgi.ini':
        '[uwsgi]\nmodule = shop.wsgi:application\nmaster = true\nhttp-socket = :8000\nhook-pre-app = exec:./manage.py migrate\n',
      Dockerfile:
        'FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["uwsgi", "--ini", "/app/uwsgi.ini"]\n',
    },
    outcome: 'fail',
    at: 'uwsgi.ini:5',
  },
  'Rust: diesel migrations in a module inside the file, at every start': {
    files: {
      'Cargo.toml':
        '[package]\nname = "vault"\nversion = "0.1.0"\n\n[dependencies]\nrocket = "0.5"\ndiesel = { version = "2", features = ["postgres"] }\ndiesel_migrations = "2"\n',
      'src/main.rs':
        'mod db;\n\n#[rocket::launch]\nfn rocket() -> _ {\n    db::prepare();\n    rocket::build()\n}\n',
      'src/db.rs':
        'pub fn prepare() {\n    postgresql_migrations::run_migrations();\n}\n\nmod postgresql_migrations {\n    use diesel::{pg::PgConnection, Connection};\n    use diesel_migrations::{embed_migrations, EmbeddedMigrations, MigrationHarness};\n    pub const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");\n\n    pub fn run_migrations() {\n        let url = std::env::var("DATABASE_URL").unwrap();\n        let mut connection = PgConnection::establish(&url).unwrap();\n        connection.run_pending_migrations(MIGRATIONS).unwrap();\n    }\n}\n',
      'migrations/2024-01-01-000000_items/up.sql': 'CREATE TABLE items (id SERIAL PRIMARY KEY);\n',
    },
    outcome: 'fail',
    at: 'src/db.rs:13',
    trap: true,
  },
  'Node: the start of the web process seeds the store': {
    files: {
      'package.json': '{"name":"shop","dependencies":{"express":"4.19.2","mongoose":"8.3.0"}}',
      'models/role.js':
        "const mongoose = require('mongoose');\nmodule.exports = mongoose.model('Role', new mongoose.Schema({ name: String }));\n",
      'server.js':
        "const mongoose = require('mongoose');\nconst Role = require('./models/role');\nmongoose.connect(process.env.MONGO_URL).then(() => {\n  initial();\n});\nrequire('express')().listen(process.env.PORT);\nfunction initial() {\n  Role.estimatedDocumentCount((err, count) => {\n    if (count === 0) new Role({ name: 'user' }).save();\n  });\n}\n",
    },
    outcome: 'fail',
    at: 'server.js:9',
  },
  'Node: what a sign-in writes is no seed': {
    files: {
      'package.json':
        '{"name":"shop","dependencies":{"express":"4.19.2","mongoose":"8.3.0","passport":"0.7.0","passport-local":"1.0.0"}}',
      'server.js':
        "const mongoose = require('mongoose');\nconst passport = require('passport');\nconst { Strategy } = require('passport-local');\nconst User = mongoose.model('User', new mongoose.Schema({ email: String }));\nmongoose.connect(process.env.MONGO_URL);\npassport.use(new Strategy(async (email, password, done) => done(null, await User.create({ email }))));\nrequire('express')().listen(process.env.PORT);\n",
    },
    outcome: 'notApplicable',
    trap: true,
  },
} satisfies Cases;
