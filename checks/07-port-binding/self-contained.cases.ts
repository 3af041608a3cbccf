import type { Cases } from '../engine/cases.ts';

export default {
  'Node: its own server': {
    files: {
      'package.json': '{"name":"shop","dependencies":{"express":"4.19.2"}}',
      'server.js': "require('express')().listen(process.env.PORT);\n",
    },
    outcome: 'pass',
  },
  'Python: a server declared as a dependency': {
    files: {
      'requirements.txt': 'flask==3.0.3\ngunicorn==22.0.0\n',
      'app.py': 'from flask import Flask\napp = Flask(__name__)\n',
      Procfile: 'web: gunicorn app:app\n',
    },
    outcome: 'pass',
  },
  'Go: its own server': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n',
      'main.go': 'package main\n\nimport "net/http"\n\nfunc main() { http.ListenAndServe(":8080", nil) }\n',
    },
    outcome: 'pass',
  },
  'Django: a project that nothing starts, with its own server': {
    files: {
      'requirements.txt': 'Django==5.1\n',
      'manage.py':
        'import os\nimport sys\nfrom django.core.management import execute_from_command_line\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\nexecute_from_command_line(sys.argv)\n',
      'shop/settings.py': 'ROOT_URLCONF = "shop.urls"\n',
    },
    outcome: 'pass',
  },
  'Python: a module of Apache': {
    files: {
      'requirements.txt': 'flask==3.0.3\n',
      'app.py': 'from flask import Flask\napp = Flask(__name__)\n',
      'app.wsgi': 'from app import app as application\n',
      Dockerfile:
        'FROM debian:bookworm\nRUN apt-get update && apt-get install -y apache2 libapache2-mod-wsgi-py3\nCMD ["apache2ctl", "-D", "FOREGROUND"]\n',
    },
    outcome: 'fail',
  },
  'a worker exports nothing': {
    files: {
      'package.json': '{"name":"mailer","dependencies":{"amqplib":"0.10.4"}}',
      'worker.js':
        "// app.listen(3000)\nconst amqp = require('amqplib');\namqp.connect(process.env.AMQP_URL).then((connection) => connection.createChannel()).then((channel) => channel.consume('mail', console.log));\n",
      Procfile: 'worker: node worker.js\n',
    },
    outcome: 'notApplicable',
    trap: true,
  },
  'Phoenix on its own server': {
    files: {
      'mix.exs':
        'defmodule Shop.MixProject do\n  use Mix.Project\n\n  def project, do: [app: :shop, version: "1.0.0", deps: deps()]\n  def application, do: [mod: {Shop.Application, []}]\n\n  defp deps do\n    [\n      {:phoenix, "~> 1.7.14"},\n      {:ecto_sql, "~> 3.12"},\n      {:postgrex, ">= 0.0.0"},\n    ]\n  end\nend\n',
      'lib/shop/application.ex':
        'defmodule Shop.Application do\n  use Application\n\n  def start(_type, _args) do\n    Supervisor.start_link([Shop.Repo, ShopWeb.Endpoint], strategy: :one_for_one)\n  end\nend\n',
      'lib/shop_web/endpoint.ex':
        'defmodule ShopWeb.Endpoint do\n  use Phoenix.Endpoint, otp_app: :shop\n\n  plug Plug.Session, store: :cookie, key: "_shop", signing_salt: "Wq1"\n  plug ShopWeb.Router\nend\n',
      'config/runtime.exs':
        'import Config\n\nif config_env() == :prod do\n  port = String.to_integer(System.get_env("PORT") || "4000")\n  config :shop, ShopWeb.Endpoint, http: [port: port]\nend\n',
    },
    outcome: 'pass',
  },
  'Rails: its own server': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
    },
    outcome: 'pass',
  },
  'PHP: Apache’s module': {
    files: {
      'index.php': "<?php\necho 'shop';\n",
      Dockerfile: 'FROM php:8.3-apache\nRUN docker-php-ext-install pdo_mysql\nCOPY . /var/www/html/\n',
    },
    outcome: 'fail',
    at: 'Dockerfile:1',
  },
  'PHP: php-fpm behind somebody’s web server': {
    files: {
      'composer.json':
        '{"name": "shop/shop", "type": "project", "require": {"php": "^8.2", "laravel/framework": "^11.0"}, "autoload": {"psr-4": {"App\\\\": "app/"}}}',
      Dockerfile: 'FROM php:8.3-fpm\nCOPY . /var/www\n',
    },
    outcome: 'fail',
    at: 'Dockerfile:1',
  },
  'PHP: FrankenPHP': {
    files: {
      'composer.json':
        '{"name": "shop/shop", "type": "project", "require": {"php": "^8.2", "laravel/framework": "^11.0"}, "autoload": {"psr-4": {"App\\\\": "app/"}}}',
      Dockerfile: 'FROM dunglas/frankenphp:1.2\nCOPY . /app\n',
    },
    outcome: 'pass',
  },
  'Laravel: Octane': {
    files: {
      'composer.json':
        '{"name": "shop/shop", "type": "project", "require": {"php": "^8.2", "laravel/framework": "^11.0", "laravel/octane": "^2.3"}, "autoload": {"psr-4": {"App\\\\": "app/"}}}',
      Dockerfile:
        'FROM php:8.3-cli\nCOPY . /app\nCMD ["php", "artisan", "octane:start", "--host=0.0.0.0", "--port=8000"]\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Next: the server that its build makes': {
    files: {
      'package.json': '{"name":"shop","dependencies":{"next":"15.0.0","react":"18.3.1"}}',
      'src/app/page.js': 'export default function Page() { return null; }\n',
      Dockerfile:
        'FROM node:24.4-slim AS build\nCOPY . .\nRUN npm ci && npm run build\nFROM node:24.4-slim\nCOPY --from=build /app/.next/standalone ./\nCMD ["node", "server.js"]\n',
    },
    outcome: 'pass',
  },
  '.NET: Kestrel': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n</Project>\n',
      'Program.cs': 'var builder = WebApplication.CreateBuilder(args);\nbuilder.Build().Run();\n',
    },
    outcome: 'pass',
  },
  'Java: a WAR for a shared container': {
    files: {
      'pom.xml':
        '<project>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <packaging>war</packaging>\n  <dependencies>\n    <dependency><groupId>jakarta.servlet</groupId><artifactId>jakarta.servlet-api</artifactId><version>6.0.0</version><scope>provided</scope></dependency>\n  </dependencies>\n</project>\n',
      'src/main/java/shop/Home.java':
        'package shop;\n\nimport jakarta.servlet.annotation.WebServlet;\nimport jakarta.servlet.http.HttpServlet;\n\n@WebServlet("/")\npublic class Home extends HttpServlet {}\n',
    },
    outcome: 'fail',
    at: 'pom.xml:5',
  },
  'Spring Boot: the same jar, dropped into Tomcat’s image': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      Dockerfile: 'FROM tomcat:10.1\nCOPY target/shop.war /usr/local/tomcat/webapps/ROOT.war\n',
    },
    outcome: 'fail',
    at: 'Dockerfile:1',
  },
  'Spring Boot: the embedded server': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
    },
    outcome: 'pass',
  },
  'axum binds a port itself': {
    files: {
      'Cargo.toml':
        '[package]\nname = "shop"\nversion = "1.0.0"\nedition = "2021"\n\n[dependencies]\naxum = "0.7.5"\ntokio = { version = "1.38", features = ["full"] }\n',
      'src/main.rs':
        'use axum::{routing::get, Router};\n\n#[tokio::main]\nasync fn main() {\n    let app = Router::new().route("/", get(|| async { "ok" }));\n    let port = std::env::var("PORT").unwrap_or_else(|_| "3000".to_string());\n    let listener = tokio::net::TcpListener::bind(format!("0.0.0.0:{port}")).await.unwrap();\n    axum::serve(listener, app).await.unwrap();\n}\n',
    },
    outcome: 'pass',
  },
  '.NET: the older ASP.NET inside IIS': {
    files: {
      'Shop.csproj':
        '<Project ToolsVersion="15.0">\n  <PropertyGroup>\n    <ProjectTypeGuids>{349c5851-65df-11da-9384-00065b846f21}</ProjectTypeGuids>\n    <OutputType>Library</OutputType>\n  </PropertyGroup>\n</Project>\n',
      'Web.config': '<configuration>\n  <system.web />\n</configuration>\n',
      'Controllers/HomeController.cs':
        'public class HomeController : Controller\n{\n    public ActionResult Index() => View();\n}\n',
    },
    outcome: 'fail',
    at: 'Web.config',
  },
  'Node: a worker beside a server, of one manifest': {
    files: {
      'package.json':
        '{"name":"shop","private":true,"dependencies":{"@nestjs/common":"10.0.0","@nestjs/core":"10.0.0","@nestjs/platform-express":"10.0.0"}}',
      'apps/orders/Dockerfile': 'FROM node:20\nCOPY . .\nCMD ["node", "dist/apps/orders/main"]\n',
      'apps/orders/src/main.ts':
        "import { NestFactory } from '@nestjs/core';\nimport { OrdersModule } from './orders.module';\nNestFactory.create(OrdersModule).then((app) => app.listen(process.env.PORT));\n",
      'apps/orders/src/orders.module.ts':
        "import { Module } from '@nestjs/common';\n@Module({})\nexport class OrdersModule {}\n",
      'apps/mailer/Dockerfile': 'FROM node:20\nCOPY . .\nCMD ["node", "dist/apps/mailer/main"]\n',
      'apps/mailer/src/main.ts':
        "import { NestFactory } from '@nestjs/core';\nimport { MailerModule } from './mailer.module';\nNestFactory.create(MailerModule).then((app) => app.startAllMicroservices());\n",
      'apps/mailer/src/mailer.module.ts':
        "import { Module } from '@nestjs/common';\n@Module({})\nexport class MailerModule {}\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'supervisord: the server is one of its programs': {
    files: {
      'requirements.txt': 'flask==3.0.3\ngunicorn==22.0.0\n',
      'app.py':
        'from flask import Flask\napp = Flask(__name__)\n\n\n@app.get("/")\ndef index():\n    return "ok"\n',
      'supervisord.conf':
        '[supervisord]\nnodaemon=true\n\n[program:web]\ncommand=gunicorn -b 0.0.0.0:8000 app:app\nstdout_logfile=/dev/stdout\n',
      Dockerfile:
        'FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt supervisor==4.2.5\nCMD ["supervisord", "-c", "/app/supervisord.conf"]\n',
    },
    outcome: 'pass',
  },
  'Node under supervisord: the program binds': {
    files: {
      'package.json': '{"name":"shop","dependencies":{"express":"4.19.2"}}',
      'server.js':
        'const app = require("express")();\napp.listen(process.env.PORT);\nprocess.on("SIGTERM", () => process.exit(0));\n',
      'supervisor.conf': '[program:web]\ncommand=node /app/server.js\n',
      Dockerfile:
        'FROM node:24\nWORKDIR /app\nCOPY . .\nCMD ["/usr/bin/supervisord", "-n", "-c", "supervisor.conf"]\n',
    },
    outcome: 'pass',
  },
  'PHP: pages, and nothing that serves them': {
    files: { 'index.php': "<?php\nsession_start();\necho 'hi';\n", 'login.php': '<?php\nglobal $user;\n' },
    outcome: 'fail',
    at: 'index.php',
  },
  'PHP: Octane': {
    files: {
      'composer.json': '{"require":{"laravel/framework":"^11.0","laravel/octane":"^2.3"}}',
      artisan: '#!/usr/bin/env php\n',
      'public/index.php': '<?php\n',
      Dockerfile:
        'FROM dunglas/frankenphp:1.2-php8.3\nCOPY . /app\nCMD ["php", "artisan", "octane:frankenphp", "--host=0.0.0.0"]\n',
    },
    outcome: 'pass',
  },
} satisfies Cases;
