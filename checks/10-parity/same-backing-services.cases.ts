import type { Cases } from '../engine/cases.ts';

const flask = (uri: string) => ({
  'requirements.txt': 'flask==3.0.3\nflask-sqlalchemy==3.1.1\npsycopg2==2.9.9\n',
  'app.py': `import os\nfrom flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\napp = Flask(__name__)\napp.config["SQLALCHEMY_DATABASE_URI"] = ${uri}\ndb = SQLAlchemy(app)\n`,
});

export default {
  'Python: PostgreSQL everywhere': { files: flask('os.environ["DATABASE_URL"]'), outcome: 'pass' },
  'Python: SQLite unless told otherwise': {
    files: {
      ...flask('os.environ.get("DATABASE_URL", "sqlite:///dev.db")'),
      'compose.yaml':
        'services:\n  web:\n    build: .\n    environment:\n      DATABASE_URL: postgresql://db/shop\n  db:\n    image: postgres:17\n',
      Dockerfile: 'FROM python:3.12-slim\nCMD ["gunicorn", "app:app"]\n',
    },
    outcome: 'fail',
    at: 'app.py:5',
  },
  'Node: PostgreSQL': {
    files: {
      'package.json': '{"name":"shop","dependencies":{"pg":"8.11.0"}}',
      'server.js':
        "const { Pool } = require('pg');\nnew Pool({ connectionString: process.env.DATABASE_URL ?? 'postgres://localhost/dev' });\nrequire('http').createServer().listen(process.env.PORT);\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'no backing service': {
    files: {
      'package.json': '{"name":"shop"}',
      'server.js':
        "// sqlite in development, PostgreSQL in production\nrequire('http').createServer().listen(process.env.PORT);\n",
    },
    outcome: 'notApplicable',
    trap: true,
  },
  'Ecto: one adapter everywhere': {
    files: {
      'mix.exs':
        'defmodule Shop.MixProject do\n  use Mix.Project\n\n  def project, do: [app: :shop, version: "1.0.0", deps: deps()]\n  def application, do: [mod: {Shop.Application, []}]\n\n  defp deps do\n    [\n      {:phoenix, "~> 1.7.14"},\n      {:ecto_sql, "~> 3.12"},\n      {:postgrex, ">= 0.0.0"},\n    ]\n  end\nend\n',
      'lib/shop/application.ex':
        'defmodule Shop.Application do\n  use Application\n\n  def start(_type, _args) do\n    Supervisor.start_link([Shop.Repo, ShopWeb.Endpoint], strategy: :one_for_one)\n  end\nend\n',
      'lib/shop_web/endpoint.ex':
        'defmodule ShopWeb.Endpoint do\n  use Phoenix.Endpoint, otp_app: :shop\n\n  plug Plug.Session, store: :cookie, key: "_shop", signing_salt: "Wq1"\n  plug ShopWeb.Router\nend\n',
      'config/config.exs': 'import Config\nimport_config "#{config_env()}.exs"\n',
      'config/dev.exs':
        'import Config\nconfig :shop, Shop.Repo, hostname: "localhost", database: "shop_dev", username: "postgres", password: "postgres"\n',
      'config/runtime.exs':
        'import Config\n\nif config_env() == :prod do\n  config :shop, Shop.Repo, url: System.fetch_env!("DATABASE_URL")\nend\n',
    },
    outcome: 'pass',
  },
  'Rails: SQLite in development, PostgreSQL in production': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      'config/database.yml':
        "development:\n  adapter: sqlite3\n  database: db/development.sqlite3\n\nproduction:\n  adapter: postgresql\n  url: <%= ENV['DATABASE_URL'] %>\n",
      'db/migrate/20240101000000_create_notes.rb':
        'class CreateNotes < ActiveRecord::Migration[7.0]\n  def change\n    create_table :notes do |t|\n      t.string :title\n    end\n  end\nend\n',
    },
    outcome: 'fail',
    at: 'config/database.yml:2',
  },
  'Rails: PostgreSQL everywhere': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      'config/database.yml':
        "default: &default\n  adapter: postgresql\n\ndevelopment:\n  <<: *default\n  database: shop_development\n\nproduction:\n  <<: *default\n  url: <%= ENV['DATABASE_URL'] %>\n",
      'db/migrate/20240101000000_create_notes.rb':
        'class CreateNotes < ActiveRecord::Migration[7.0]\n  def change\n    create_table :notes do |t|\n      t.string :title\n    end\n  end\nend\n',
    },
    outcome: 'pass',
  },
  'Laravel: the default nobody runs': {
    files: {
      'composer.json':
        '{"name": "shop/shop", "type": "project", "require": {"php": "^8.2", "laravel/framework": "^11.0"}, "autoload": {"psr-4": {"App\\\\": "app/"}}}',
      'config/database.php':
        "<?php\n\nreturn [\n    'default' => env('DB_CONNECTION', 'sqlite'),\n    'connections' => [\n        'mysql' => [\n            'driver' => 'mysql',\n            'host' => env('DB_HOST', '127.0.0.1'),\n            'password' => env('DB_PASSWORD', ''),\n        ],\n        'sqlite' => ['driver' => 'sqlite', 'database' => env('DB_DATABASE', database_path('database.sqlite'))],\n    ],\n];\n",
      '.env.example': 'DB_CONNECTION=mysql\nDB_HOST=\n',
      Dockerfile: 'FROM php:8.3-apache\nRUN docker-php-ext-install pdo_mysql\nCOPY . /var/www/html/\n',
      'database/migrations/2024_01_01_000000_create_orders.php':
        "<?php\n\nuse Illuminate\\Database\\Migrations\\Migration;\nuse Illuminate\\Support\\Facades\\Schema;\n\nreturn new class extends Migration {\n    public function up(): void { Schema::create('orders', function ($table) { $table->id(); }); }\n};\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'Laravel: SQLite beside the extension of a server': {
    files: {
      'composer.json':
        '{"name": "shop/shop", "type": "project", "require": {"php": "^8.2", "laravel/framework": "^11.0"}, "autoload": {"psr-4": {"App\\\\": "app/"}}}',
      'config/database.php':
        "<?php\n\nreturn [\n    'default' => env('DB_CONNECTION', 'sqlite'),\n    'connections' => [\n        'mysql' => [\n            'driver' => 'mysql',\n            'host' => env('DB_HOST', '127.0.0.1'),\n            'password' => env('DB_PASSWORD', ''),\n        ],\n        'sqlite' => ['driver' => 'sqlite', 'database' => env('DB_DATABASE', database_path('database.sqlite'))],\n    ],\n];\n",
      '.env.example': 'DB_CONNECTION=sqlite\n',
      Dockerfile: 'FROM php:8.3-apache\nRUN docker-php-ext-install pdo_mysql\nCOPY . /var/www/html/\n',
      'database/migrations/2024_01_01_000000_create_orders.php':
        "<?php\n\nuse Illuminate\\Database\\Migrations\\Migration;\nuse Illuminate\\Support\\Facades\\Schema;\n\nreturn new class extends Migration {\n    public function up(): void { Schema::create('orders', function ($table) { $table->id(); }); }\n};\n",
    },
    outcome: 'fail',
    at: 'config/database.php:4',
  },
  '.NET: SQLite in development': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n  <ItemGroup>\n    <PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" Version="8.0.4" />\n    <PackageReference Include="Microsoft.EntityFrameworkCore.Sqlite" Version="8.0.4" />\n  </ItemGroup>\n</Project>\n',
      'Program.cs':
        'var builder = WebApplication.CreateBuilder(args);\nif (builder.Environment.IsDevelopment())\n    builder.Services.AddDbContext<Shop>(o => o.UseSqlite("Data Source=shop.db"));\nelse\n    builder.Services.AddDbContext<Shop>(o => o.UseNpgsql(builder.Configuration.GetConnectionString("Shop")));\nbuilder.Build().Run();\n',
    },
    outcome: 'fail',
  },
  'Spring Boot: H2 in tests, PostgreSQL in production': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency>\n    <dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId><scope>runtime</scope></dependency>\n    <dependency><groupId>com.h2database</groupId><artifactId>h2</artifactId><scope>test</scope></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'src/main/resources/application.properties': 'spring.datasource.url=${DB_URL}\n',
    },
    outcome: 'fail',
    at: 'pom.xml:14',
  },
  'Spring Boot: H2 by default, PostgreSQL in application-prod': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency>\n    <dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId><scope>runtime</scope></dependency>\n    <dependency><groupId>com.h2database</groupId><artifactId>h2</artifactId><scope>runtime</scope></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'src/main/resources/application.properties': 'spring.datasource.url=jdbc:h2:mem:shop\n',
      'src/main/resources/application-prod.properties':
        'spring.datasource.url=jdbc:postgresql://${DB_HOST}/shop\n',
    },
    outcome: 'fail',
    at: 'src/main/resources/application.properties:1',
  },
  'Spring Boot: Testcontainers': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency>\n    <dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId><scope>runtime</scope></dependency>\n    <dependency><groupId>org.testcontainers</groupId><artifactId>postgresql</artifactId><version>1.20.4</version><scope>test</scope></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'src/main/resources/application.properties':
        'spring.datasource.url=${DB_URL:jdbc:postgresql://localhost/shop}\n',
    },
    outcome: 'pass',
  },
  'Spring Boot: H2 by default, PostgreSQL by SPRING_DATASOURCE_URL': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency>\n    <dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId><scope>runtime</scope></dependency>\n    <dependency><groupId>com.h2database</groupId><artifactId>h2</artifactId><scope>runtime</scope></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'src/main/resources/application.properties': 'spring.datasource.url=jdbc:h2:mem:shop\n',
      Dockerfile:
        'FROM eclipse-temurin:21-jre\nCOPY target/shop.jar /shop.jar\nENTRYPOINT ["java", "-jar", "/shop.jar"]\n',
      'compose.yaml':
        'services:\n  shop:\n    build: .\n    environment:\n      SPRING_DATASOURCE_URL: jdbc:postgresql://db/shop\n  db:\n    image: postgres:17\n',
    },
    outcome: 'fail',
    at: 'src/main/resources/application.properties:1',
  },
  'Flask: SQLite in the class made for development': {
    files: {
      'requirements.txt': 'flask==3.0.3\nFlask-SQLAlchemy==3.1.1\npsycopg2-binary==2.9.9\ngunicorn==22.0.0\n',
      'config.py':
        'import os\n\n\nclass Config:\n    SECRET_KEY = os.environ["SECRET_KEY"]\n    SQLALCHEMY_DATABASE_URI = os.environ.get("DATABASE_URL")\n\n\nclass DevelopmentConfig(Config):\n    DEBUG = True\n    SQLALCHEMY_DATABASE_URI = "sqlite:///dev.db"\n\n\nclass ProductionConfig(Config):\n    DEBUG = False\n\n\nconfig = {"development": DevelopmentConfig, "production": ProductionConfig}\n',
      'app.py':
        'import os\nfrom flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\nfrom config import config\n\napp = Flask(__name__)\napp.config.from_object(config[os.environ.get("FLASK_CONFIG", "production")])\ndb = SQLAlchemy(app)\n',
      Procfile: 'web: gunicorn app:app\n',
    },
    outcome: 'fail',
  },
  'Rust: PostgreSQL everywhere': {
    files: {
      'Cargo.toml':
        '[package]\nname = "todo"\nversion = "0.1.0"\n\n[dependencies]\naxum = "0.7"\nsqlx = { version = "0.7", features = ["postgres"] }\n',
      'src/main.rs':
        'use sqlx::PgPool;\n\n#[tokio::main]\nasync fn main() {\n    let pool = PgPool::connect(&std::env::var("DATABASE_URL").unwrap()).await.unwrap();\n    let app = axum::Router::new().with_state(pool);\n    let listener = tokio::net::TcpListener::bind(std::env::var("ADDR").unwrap()).await.unwrap();\n    axum::serve(listener, app).await.unwrap();\n}\n',
      'compose.yaml':
        'services:\n  web:\n    build: .\n    environment:\n      DATABASE_URL: postgres://todo@db/todo\n  db:\n    image: postgres:17\n',
    },
    outcome: 'pass',
  },
} satisfies Cases;
