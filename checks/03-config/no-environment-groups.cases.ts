import type { Cases } from '../engine/cases.ts';

const app = {
  'package.json': '{"name":"shop","dependencies":{"config":"3.3.12","pg":"8.11.0"}}',
  'server.js':
    "const config = require('config');\nconst { Pool } = require('pg');\nnew Pool({ connectionString: config.get('database.url') });\nrequire('http').createServer().listen(process.env.PORT);\n",
};

export default {
  'no groups': {
    files: {
      'package.json': '{"name":"shop"}',
      'server.js': "require('http').createServer().listen(process.env.PORT);\n",
    },
    outcome: 'pass',
  },
  'Node: a production file with a host': {
    files: {
      ...app,
      'config/production.json': '{\n  "database": { "url": "postgres://db.shop.example.com/shop" }\n}\n',
    },
    outcome: 'fail',
    at: 'config/production.json:2',
  },
  'Node: a production file with switches only': {
    files: {
      ...app,
      'config/default.json': '{"database":{"url":""}}',
      'config/production.json': '{ "pages": { "cache": true }, "logLevel": "info" }\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Python: settings for production': {
    files: {
      'requirements.txt': 'django==5.0.6\n',
      'manage.py': 'import django\n',
      'shop/settings/base.py': 'DEBUG = False\n',
      'shop/settings/production.py':
        'from .base import *\nALLOWED_HOSTS = ["shop.example.com"]\nDATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "HOST": "db.shop.example.com", "NAME": "shop"}}\n',
    },
    outcome: 'fail',
  },
  'Python: settings for production that read the environment': {
    files: {
      'requirements.txt': 'django==5.0.6\n',
      'manage.py': 'import django\n',
      'shop/settings/base.py': 'DEBUG = False\n',
      'shop/settings/production.py':
        'import os\nfrom .base import *\nDATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "HOST": os.environ["DB_HOST"], "NAME": "shop"}}\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Phoenix: production’s host and signing key in prod.exs': {
    files: {
      'mix.exs':
        'defmodule Shop.MixProject do\n  use Mix.Project\n\n  def project, do: [app: :shop, version: "1.0.0", deps: deps()]\n  def application, do: [mod: {Shop.Application, []}]\n\n  defp deps do\n    [\n      {:phoenix, "~> 1.7.14"},\n      {:ecto_sql, "~> 3.12"},\n      {:postgrex, ">= 0.0.0"},\n    ]\n  end\nend\n',
      'lib/shop/application.ex':
        'defmodule Shop.Application do\n  use Application\n\n  def start(_type, _args) do\n    Supervisor.start_link([Shop.Repo, ShopWeb.Endpoint], strategy: :one_for_one)\n  end\nend\n',
      'lib/shop_web/endpoint.ex':
        'defmodule ShopWeb.Endpoint do\n  use Phoenix.Endpoint, otp_app: :shop\n\n  plug Plug.Session, store: :cookie, key: "_shop", signing_salt: "Wq1"\n  plug ShopWeb.Router\nend\n',
      'config/config.exs': 'import Config\nimport_config "#{Mix.env()}.exs"\n',
      'config/prod.exs':
        'import Config\nconfig :shop, ShopWeb.Endpoint, secret_key_base: "q1+JyWdXVJmf+sMkNNq4x2oTEJp98o60V6bJyE62DqvOCVpo36I4dzn+yrjGkk6V"\n',
    },
    outcome: 'fail',
  },
  'Phoenix: local literals in dev.exs': {
    files: {
      'mix.exs':
        'defmodule Shop.MixProject do\n  use Mix.Project\n\n  def project, do: [app: :shop, version: "1.0.0", deps: deps()]\n  def application, do: [mod: {Shop.Application, []}]\n\n  defp deps do\n    [\n      {:phoenix, "~> 1.7.14"},\n      {:ecto_sql, "~> 3.12"},\n      {:postgrex, ">= 0.0.0"},\n    ]\n  end\nend\n',
      'lib/shop/application.ex':
        'defmodule Shop.Application do\n  use Application\n\n  def start(_type, _args) do\n    Supervisor.start_link([Shop.Repo, ShopWeb.Endpoint], strategy: :one_for_one)\n  end\nend\n',
      'lib/shop_web/endpoint.ex':
        'defmodule ShopWeb.Endpoint do\n  use Phoenix.Endpoint, otp_app: :shop\n\n  plug Plug.Session, store: :cookie, key: "_shop", signing_salt: "Wq1"\n  plug ShopWeb.Router\nend\n',
      'config/config.exs': 'import Config\nimport_config "#{config_env()}.exs"\n',
      'config/dev.exs':
        'import Config\n\nconfig :shop, ShopWeb.Endpoint,\n  # fixed on purpose\n  http: [ip: {127, 0, 0, 1}, port: 4000],\n  secret_key_base: "q1+JyWdXVJmf+sMkNNq4x2oTEJp98o60V6bJyE62DqvOCVpo36I4dzn+yrjGkk6V"\n',
    },
    outcome: 'pass',
  },
  'Rails: production.rb with flags of the framework': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      'config/environments/production.rb':
        "Rails.application.configure do\n  config.eager_load = true\n  config.asset_host = ENV['ASSET_HOST']\nend\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'Rails: production.rb with a deploy’s address': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      'config/environments/production.rb':
        "Rails.application.configure do\n  config.asset_host = 'https://assets.shop.io'\nend\n",
    },
    outcome: 'fail',
    at: 'config/environments/production.rb:2',
  },
  '.NET: production settings with a deploy’s address': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n</Project>\n',
      'Program.cs': 'var builder = WebApplication.CreateBuilder(args);\nbuilder.Build().Run();\n',
      'appsettings.Production.json':
        '{\n  "ConnectionStrings": {\n    "Shop": "Server=sql.shop.io;Database=Shop;User Id=shop;Password=Tr0ub4dor"\n  }\n}\n',
    },
    outcome: 'fail',
    at: 'appsettings.Production.json:3',
  },
  '.NET: development settings with log levels': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n</Project>\n',
      'Program.cs': 'var builder = WebApplication.CreateBuilder(args);\nbuilder.Build().Run();\n',
      'appsettings.Development.json': '{\n  "Logging": { "LogLevel": { "Default": "Debug" } }\n}\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Spring Boot: the production’s address in application-prod.yml': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency>\n    <dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId><scope>runtime</scope></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'src/main/resources/application-prod.yml':
        'spring:\n  datasource:\n    url: jdbc:postgresql://db.shop.de/shop\n',
    },
    outcome: 'fail',
  },
  'Spring Boot: application-prod.yml reads the environment': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency>\n    <dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId><scope>runtime</scope></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'src/main/resources/application-prod.yml': 'spring:\n  datasource:\n    url: ${DB_URL}\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'PHP: a file for production': {
    files: {
      'index.php': "<?php\n$config = require 'config/production.php';\n",
      'config/production.php':
        "<?php\nreturn ['db' => ['host' => 'db1.shop.example.net', 'password' => 'Tr0ub4dor9']];\n",
    },
    outcome: 'fail',
    at: 'config/production.php:2',
  },
  'Ruby: the port of a protocol beside a host from the environment': {
    files: {
      Gemfile: "source 'https://rubygems.org'\ngem 'rails', '7.1.2'\ngem 'puma', '6.4.0'\n",
      'config.ru': "require_relative 'config/environment'\nrun Rails.application\n",
      'config/environments/production.rb':
        "Rails.application.configure do\n  config.action_mailer.smtp_settings = { address: ENV['SMTP_HOST'], port: 587 }\nend\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'Rust: a file for production with its database': {
    files: {
      'Cargo.toml':
        '[package]\nname = "todo"\nversion = "0.1.0"\n\n[dependencies]\nactix-web = "4"\nconfig = "0.14"\n',
      'src/main.rs':
        'use actix_web::{App, HttpServer};\nuse config::{Config, File};\n\n#[actix_web::main]\nasync fn main() -> std::io::Result<()> {\n    let env = std::env::var("APP_ENV").unwrap_or_else(|_| "development".into());\n    let settings = Config::builder().add_source(File::with_name(&format!("config/{}", env))).build().unwrap();\n    let port = settings.get_int("port").unwrap();\n    HttpServer::new(|| App::new()).bind(("0.0.0.0", port as u16))?.run().await\n}\n',
      'config/development.toml': 'port = 8080\ndatabase_url = "postgres://localhost/todo"\n',
      'config/production.toml': 'port = 80\ndatabase_url = "postgres://db.todo.internal/todo"\n',
    },
    outcome: 'fail',
  },
} satisfies Cases;
