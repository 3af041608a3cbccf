import type { Cases } from '../engine/cases.ts';

export default {
  'Django: a package with a name for examples, which the program names as its settings': {
    files: {
      'requirements.txt': 'Django==3.2.13\n',
      'manage.py':
        'import os\nimport sys\nfrom django.core.management import execute_from_command_line\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "example.settings")\nexecute_from_command_line(sys.argv)\n',
      'example/__init__.py': '',
      'example/settings.py':
        'DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "db.sqlite3"}}\n',
      Dockerfile:
        'FROM python:3.12-slim\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["python", "manage.py", "runserver"]\n',
    },
    outcome: 'fail',
    at: 'example/settings.py:1',
    trap: true,
  },
  'Node: PostgreSQL': {
    files: {
      'package.json': '{"name":"shop","dependencies":{"pg":"8.11.0"}}',
      'server.js':
        "const { Pool } = require('pg');\nnew Pool({ connectionString: process.env.DATABASE_URL });\nrequire('http').createServer().listen(process.env.PORT);\n",
    },
    outcome: 'pass',
  },
  'Node: only SQLite': {
    files: {
      'package.json': '{"name":"shop","dependencies":{"better-sqlite3":"11.0.0"}}',
      'server.js':
        "const Database = require('better-sqlite3');\nconst db = new Database('shop.db');\nrequire('http').createServer((q, r) => r.end(String(db.prepare('select 1').get()))).listen(process.env.PORT);\n",
    },
    outcome: 'fail',
    at: 'server.js:2',
  },
  'Node: only a list in memory': {
    files: {
      'package.json': '{"name":"shop","dependencies":{"express":"4.19.2"}}',
      'server.js':
        "const express = require('express');\nconst orders = [];\nconst app = express();\napp.post('/orders', (request, response) => {\n  orders.push(request.body);\n  response.end();\n});\napp.get('/orders', (request, response) => response.json(orders));\napp.listen(process.env.PORT);\n",
    },
    outcome: 'fail',
    at: 'server.js:2',
  },
  'Python: only SQLite': {
    files: {
      'requirements.txt': 'flask==3.0.3\n',
      'app.py':
        'import sqlite3\nfrom flask import Flask\napp = Flask(__name__)\n\n@app.get("/")\ndef index():\n    return str(sqlite3.connect("shop.db").execute("select 1").fetchone())\n',
    },
    outcome: 'fail',
  },
  'Python: Redis as the only store': {
    files: {
      'requirements.txt': 'flask==3.0.3\nredis==5.0.8\n',
      'app.py':
        'import os\nfrom flask import Flask\nfrom redis import Redis\n\napp = Flask(__name__)\nredis = Redis(host=os.environ["REDIS_HOST"])\n\n\n@app.get("/")\ndef hits():\n    return str(redis.incr("hits"))\n',
    },
    outcome: 'pass',
  },
  'Python: SQLite as the default beside a shipped driver': {
    files: {
      'requirements.txt': 'flask==3.0.3\nflask-sqlalchemy==3.1.1\npsycopg2==2.9.9\n',
      'app.py':
        'import os\nfrom flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\napp = Flask(__name__)\napp.config["SQLALCHEMY_DATABASE_URI"] = os.environ.get("DATABASE_URL", "sqlite:///dev.db")\ndb = SQLAlchemy(app)\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Go: PostgreSQL': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n\nrequire github.com/lib/pq v1.10.9\n',
      'main.go':
        'package main\n\nimport (\n\t"database/sql"\n\t"net/http"\n\t"os"\n\n\t_ "github.com/lib/pq"\n)\n\nfunc main() {\n\tsql.Open("postgres", os.Getenv("DATABASE_URL"))\n\thttp.ListenAndServe(":8080", nil)\n}\n',
    },
    outcome: 'pass',
  },
  'nothing lasts': {
    files: {
      'package.json': '{"name":"shop"}',
      'server.js': "require('http').createServer((q, r) => r.end('sqlite')).listen(process.env.PORT);\n",
    },
    outcome: 'notApplicable',
    trap: true,
  },
  'Ecto: PostgreSQL by its address': {
    files: {
      'mix.exs':
        'defmodule Shop.MixProject do\n  use Mix.Project\n\n  def project, do: [app: :shop, version: "1.0.0", deps: deps()]\n  def application, do: [mod: {Shop.Application, []}]\n\n  defp deps do\n    [\n      {:phoenix, "~> 1.7.14"},\n      {:ecto_sql, "~> 3.12"},\n      {:postgrex, ">= 0.0.0"},\n    ]\n  end\nend\n',
      'lib/shop/application.ex':
        'defmodule Shop.Application do\n  use Application\n\n  def start(_type, _args) do\n    Supervisor.start_link([Shop.Repo, ShopWeb.Endpoint], strategy: :one_for_one)\n  end\nend\n',
      'lib/shop_web/endpoint.ex':
        'defmodule ShopWeb.Endpoint do\n  use Phoenix.Endpoint, otp_app: :shop\n\n  plug Plug.Session, store: :cookie, key: "_shop", signing_salt: "Wq1"\n  plug ShopWeb.Router\nend\n',
      'config/runtime.exs':
        'import Config\n\nif config_env() == :prod do\n  config :shop, Shop.Repo, url: System.fetch_env!("DATABASE_URL")\nend\n',
    },
    outcome: 'pass',
  },
  'Ecto: SQLite alone': {
    files: {
      'mix.exs':
        'defmodule Shop.MixProject do\n  use Mix.Project\n\n  def project, do: [app: :shop, version: "1.0.0", deps: deps()]\n  def application, do: [mod: {Shop.Application, []}]\n\n  defp deps do\n    [\n      {:phoenix, "~> 1.7.14"},\n      {:ecto_sql, "~> 3.12"},\n      {:ecto_sqlite3, "~> 0.17"},\n    ]\n  end\nend\n',
      'lib/shop/application.ex':
        'defmodule Shop.Application do\n  use Application\n\n  def start(_type, _args) do\n    Supervisor.start_link([Shop.Repo, ShopWeb.Endpoint], strategy: :one_for_one)\n  end\nend\n',
      'lib/shop_web/endpoint.ex':
        'defmodule ShopWeb.Endpoint do\n  use Phoenix.Endpoint, otp_app: :shop\n\n  plug Plug.Session, store: :cookie, key: "_shop", signing_salt: "Wq1"\n  plug ShopWeb.Router\nend\n',
      'config/runtime.exs':
        'import Config\n\nif config_env() == :prod do\n  config :shop, Shop.Repo, database: System.fetch_env!("DATABASE_PATH")\nend\n',
    },
    outcome: 'fail',
    at: 'config/runtime.exs:4',
  },
  'Rails: SQLite alone': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'rails'\ngem 'puma'\ngem 'sqlite3'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      'config/database.yml': 'production:\n  adapter: sqlite3\n  database: db/production.sqlite3\n',
      'db/migrate/20240101000000_create_notes.rb':
        'class CreateNotes < ActiveRecord::Migration[7.0]\n  def change\n    create_table :notes do |t|\n      t.string :title\n    end\n  end\nend\n',
    },
    outcome: 'fail',
    at: 'config/database.yml:2',
  },
  'Rails: PostgreSQL by DATABASE_URL, SQLite for tests': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      'config/database.yml':
        "test:\n  adapter: sqlite3\n  database: db/test.sqlite3\n\nproduction:\n  url: <%= ENV['DATABASE_URL'] %>\n",
      'db/migrate/20240101000000_create_notes.rb':
        'class CreateNotes < ActiveRecord::Migration[7.0]\n  def change\n    create_table :notes do |t|\n      t.string :title\n    end\n  end\nend\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Rails: a database that is configured and never used': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'rails'\ngem 'puma'\ngem 'sqlite3'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      'config/database.yml': 'production:\n  adapter: sqlite3\n  database: db/production.sqlite3\n',
      'app/controllers/home_controller.rb':
        'class HomeController < ApplicationController\n  def index\n    render json: { ok: true }\n  end\nend\n',
    },
    outcome: 'notApplicable',
    trap: true,
  },
  'PHP: SQLite alone': {
    files: {
      'index.php': "<?php\n$db = new PDO('sqlite:' . __DIR__ . '/data/shop.db');\n",
    },
    outcome: 'fail',
    at: 'index.php:2',
  },
  'PHP: MySQL over the network': {
    files: {
      'index.php':
        "<?php\nrequire __DIR__ . '/config.php';\n$db = new PDO('mysql:host=' . DB_HOST . ';dbname=shop', DB_USER, DB_PASSWORD);\n",
      'config.php':
        "<?php\ndefine('DB_HOST', getenv('DB_HOST') ?: 'localhost');\ndefine('DB_USER', getenv('DB_USER'));\ndefine('DB_PASSWORD', getenv('DB_PASSWORD'));\n",
    },
    outcome: 'pass',
  },
  'PHP: SQLite only where a switch asks for it': {
    files: {
      'index.php':
        "<?php\nrequire __DIR__ . '/config.php';\n$db = new PDO('mysql:host=' . DB_HOST . ';dbname=shop', DB_USER, DB_PASSWORD);\nif (BACKEND == SQLITE) {\n    $lab = new SQLite3('lab.db');\n}\n",
      'config.php':
        "<?php\ndefine('DB_HOST', getenv('DB_HOST') ?: 'localhost');\ndefine('DB_USER', getenv('DB_USER'));\ndefine('DB_PASSWORD', getenv('DB_PASSWORD'));\ndefine('SQLITE', 'sqlite');\ndefine('BACKEND', getenv('BACKEND') ?: 'mysql');\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'Laravel: SQLite is the default, and config can put another in its place': {
    files: {
      'composer.json':
        '{"name": "shop/shop", "type": "project", "require": {"php": "^8.2", "laravel/framework": "^11.0"}, "autoload": {"psr-4": {"App\\\\": "app/"}}}',
      'config/database.php':
        "<?php\n\nreturn [\n    'default' => env('DB_CONNECTION', 'sqlite'),\n    'connections' => [\n        'mysql' => [\n            'driver' => 'mysql',\n            'host' => env('DB_HOST', '127.0.0.1'),\n            'password' => env('DB_PASSWORD', ''),\n        ],\n        'sqlite' => ['driver' => 'sqlite', 'database' => env('DB_DATABASE', database_path('database.sqlite'))],\n    ],\n];\n",
      'database/migrations/2024_01_01_000000_create_orders.php':
        "<?php\n\nuse Illuminate\\Database\\Migrations\\Migration;\nuse Illuminate\\Support\\Facades\\Schema;\n\nreturn new class extends Migration {\n    public function up(): void { Schema::create('orders', function ($table) { $table->id(); }); }\n};\n",
    },
    outcome: 'pass',
    trap: true,
  },
  '.NET: an in-memory database': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n  <ItemGroup>\n    <PackageReference Include="Microsoft.EntityFrameworkCore.InMemory" Version="8.0.4" />\n  </ItemGroup>\n</Project>\n',
      'Program.cs':
        'var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddDbContext<Shop>(o => o.UseInMemoryDatabase("shop"));\nbuilder.Build().Run();\n',
    },
    outcome: 'fail',
    at: 'Program.cs:2',
  },
  '.NET: an in-memory database behind a switch that is off': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n  <ItemGroup>\n    <PackageReference Include="Microsoft.EntityFrameworkCore.InMemory" Version="8.0.4" />\n    <PackageReference Include="Microsoft.EntityFrameworkCore.SqlServer" Version="8.0.4" />\n  </ItemGroup>\n</Project>\n',
      'Program.cs':
        'var builder = WebApplication.CreateBuilder(args);\nif (builder.Configuration.GetValue<bool>("UseInMemory"))\n    builder.Services.AddDbContext<Shop>(o => o.UseInMemoryDatabase("shop"));\nelse\n    builder.Services.AddDbContext<Shop>(o => o.UseSqlServer(builder.Configuration.GetConnectionString("Shop")));\nbuilder.Build().Run();\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Spring Boot: H2 alone': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency>\n    <dependency><groupId>com.h2database</groupId><artifactId>h2</artifactId><scope>runtime</scope></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
    },
    outcome: 'fail',
    at: 'pom.xml:13',
  },
  'Spring Boot: H2 by default, PostgreSQL’s driver beside it': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency>\n    <dependency><groupId>com.h2database</groupId><artifactId>h2</artifactId><scope>runtime</scope></dependency>\n    <dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId><scope>runtime</scope></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Flask: SQLite in the class made for development, an address in the others': {
    files: {
      'requirements.txt': 'flask==3.0.3\nFlask-SQLAlchemy==3.1.1\npsycopg2-binary==2.9.9\ngunicorn==22.0.0\n',
      'config.py':
        'import os\n\n\nclass Config:\n    SECRET_KEY = os.environ["SECRET_KEY"]\n    SQLALCHEMY_DATABASE_URI = os.environ.get("DATABASE_URL")\n\n\nclass DevelopmentConfig(Config):\n    DEBUG = True\n    SQLALCHEMY_DATABASE_URI = "sqlite:///dev.db"\n\n\nclass ProductionConfig(Config):\n    DEBUG = False\n\n\nconfig = {"development": DevelopmentConfig, "production": ProductionConfig}\n',
      'app.py':
        'import os\nfrom flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\nfrom config import config\n\napp = Flask(__name__)\napp.config.from_object(config[os.environ.get("FLASK_CONFIG", "production")])\ndb = SQLAlchemy(app)\n',
      Procfile: 'web: gunicorn app:app\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Rust: a pool that Rocket’s configuration locates': {
    files: {
      'Cargo.toml':
        '[package]\nname = "todo"\nversion = "0.1.0"\n\n[dependencies]\nrocket = "0.5"\nrocket_db_pools = { version = "0.1", features = ["sqlx_postgres"] }\n',
      'src/main.rs':
        '#[macro_use]\nextern crate rocket;\n\nuse rocket_db_pools::{sqlx, Database};\n\n#[derive(Database)]\n#[database("todo")]\nstruct Db(sqlx::PgPool);\n\n#[launch]\nfn rocket() -> _ {\n    rocket::build().attach(Db::init())\n}\n',
    },
    outcome: 'pass',
  },
  'Rust: only a file of SQLite': {
    files: {
      'Cargo.toml':
        '[package]\nname = "todo"\nversion = "0.1.0"\n\n[dependencies]\nactix-web = "4"\nrusqlite = "0.31"\n',
      'src/main.rs':
        'use actix_web::{App, HttpServer};\nuse rusqlite::Connection;\n\n#[actix_web::main]\nasync fn main() -> std::io::Result<()> {\n    let db = Connection::open("todo.db").unwrap();\n    drop(db);\n    HttpServer::new(|| App::new()).bind(("0.0.0.0", 8080))?.run().await\n}\n',
    },
    outcome: 'fail',
  },
} satisfies Cases;
