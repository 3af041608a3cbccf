import type { Cases } from '../engine/cases.ts';

const app = {
  'package.json':
    '{"name":"shop","scripts":{"start":"npm run build && node dist/server.js","serve":"node server.js"}}',
  'server.js': "require('http').createServer().listen(process.env.PORT);\n",
};
const image = (command: string) => ({
  ...app,
  Dockerfile: `FROM node:24-slim\nCOPY . .\nRUN npm install\n${command}\n`,
});

export default {
  'Node: the image runs the program': { files: image('CMD ["node", "server.js"]'), outcome: 'pass' },
  'Node: installs at start': {
    files: image('CMD npm install && node server.js'),
    outcome: 'fail',
    at: 'Dockerfile:4',
  },
  'Node: builds behind npm start': { files: image('CMD ["npm", "start"]'), outcome: 'fail', trap: true },
  'Node: a reloader': { files: image('CMD ["npx", "nodemon", "server.js"]'), outcome: 'fail' },
  'the image installs while it is built': {
    files: image('CMD ["npm", "run", "serve"]'),
    outcome: 'pass',
    trap: true,
  },
  'Python: the development server': {
    files: {
      'requirements.txt': 'flask==3.0.3\n',
      'app.py': 'from flask import Flask\napp = Flask(__name__)\n',
      Dockerfile: 'FROM python:3.12-slim\nCOPY . .\nCMD ["flask", "run", "--host", "0.0.0.0"]\n',
    },
    outcome: 'fail',
    at: 'Dockerfile:3',
  },
  'Python: gunicorn': {
    files: {
      'requirements.txt': 'flask==3.0.3\ngunicorn==22.0.0\n',
      'app.py':
        'from flask import Flask\napp = Flask(__name__)\n\nif __name__ == "__main__":\n    app.run()\n',
      Dockerfile: 'FROM python:3.12-slim\nCOPY . .\nCMD ["gunicorn", "app:app"]\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Python: messages compiled at each start': {
    files: {
      'requirements.txt': 'django==5.0.6\ngunicorn==22.0.0\n',
      'manage.py': 'import django\n',
      'shop/wsgi.py':
        'from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n',
      Procfile: 'web: python manage.py compilemessages && gunicorn shop.wsgi\n',
    },
    outcome: 'fail',
    at: 'Procfile:1',
  },
  'Go: go run': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n',
      'main.go': 'package main\n\nimport "net/http"\n\nfunc main() { http.ListenAndServe(":8080", nil) }\n',
      Dockerfile: 'FROM golang:1.22\nCOPY . .\nCMD ["go", "run", "."]\n',
    },
    outcome: 'fail',
    at: 'Dockerfile:3',
  },
  'no start command': {
    files: {
      'requirements.txt': 'flask==3.0.3\n',
      'app.py': 'from flask import Flask\napp = Flask(__name__)\n',
    },
    outcome: 'notApplicable',
  },
  'Phoenix: mix phx.server with production’s environment': {
    files: {
      'mix.exs':
        'defmodule Shop.MixProject do\n  use Mix.Project\n\n  def project, do: [app: :shop, version: "1.0.0", deps: deps()]\n  def application, do: [mod: {Shop.Application, []}]\n\n  defp deps do\n    [\n      {:phoenix, "~> 1.7.14"},\n      {:ecto_sql, "~> 3.12"},\n      {:postgrex, ">= 0.0.0"},\n    ]\n  end\nend\n',
      'lib/shop/application.ex':
        'defmodule Shop.Application do\n  use Application\n\n  def start(_type, _args) do\n    Supervisor.start_link([Shop.Repo, ShopWeb.Endpoint], strategy: :one_for_one)\n  end\nend\n',
      'lib/shop_web/endpoint.ex':
        'defmodule ShopWeb.Endpoint do\n  use Phoenix.Endpoint, otp_app: :shop\n\n  plug Plug.Session, store: :cookie, key: "_shop", signing_salt: "Wq1"\n  plug ShopWeb.Router\nend\n',
      Dockerfile:
        'FROM elixir:1.17.2\nWORKDIR /app\nENV MIX_ENV=prod\nCOPY . .\nRUN mix deps.get && mix compile\nCMD ["mix", "phx.server"]\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Phoenix: mix phx.server in development': {
    files: {
      'mix.exs':
        'defmodule Shop.MixProject do\n  use Mix.Project\n\n  def project, do: [app: :shop, version: "1.0.0", deps: deps()]\n  def application, do: [mod: {Shop.Application, []}]\n\n  defp deps do\n    [\n      {:phoenix, "~> 1.7.14"},\n      {:ecto_sql, "~> 3.12"},\n      {:postgrex, ">= 0.0.0"},\n    ]\n  end\nend\n',
      'lib/shop/application.ex':
        'defmodule Shop.Application do\n  use Application\n\n  def start(_type, _args) do\n    Supervisor.start_link([Shop.Repo, ShopWeb.Endpoint], strategy: :one_for_one)\n  end\nend\n',
      'lib/shop_web/endpoint.ex':
        'defmodule ShopWeb.Endpoint do\n  use Phoenix.Endpoint, otp_app: :shop\n\n  plug Plug.Session, store: :cookie, key: "_shop", signing_salt: "Wq1"\n  plug ShopWeb.Router\nend\n',
      Dockerfile:
        'FROM elixir:1.17.2\nWORKDIR /app\nCOPY . .\nRUN mix deps.get && mix compile\nCMD ["mix", "phx.server"]\n',
    },
    outcome: 'fail',
    at: 'Dockerfile:5',
  },
  'Phoenix: a release': {
    files: {
      'mix.exs':
        'defmodule Shop.MixProject do\n  use Mix.Project\n\n  def project, do: [app: :shop, version: "1.0.0", deps: deps()]\n  def application, do: [mod: {Shop.Application, []}]\n\n  defp deps do\n    [\n      {:phoenix, "~> 1.7.14"},\n      {:ecto_sql, "~> 3.12"},\n      {:postgrex, ">= 0.0.0"},\n    ]\n  end\nend\n',
      'lib/shop/application.ex':
        'defmodule Shop.Application do\n  use Application\n\n  def start(_type, _args) do\n    Supervisor.start_link([Shop.Repo, ShopWeb.Endpoint], strategy: :one_for_one)\n  end\nend\n',
      'lib/shop_web/endpoint.ex':
        'defmodule ShopWeb.Endpoint do\n  use Phoenix.Endpoint, otp_app: :shop\n\n  plug Plug.Session, store: :cookie, key: "_shop", signing_salt: "Wq1"\n  plug ShopWeb.Router\nend\n',
      Dockerfile:
        'FROM elixir:1.17.2\nCOPY . .\nRUN MIX_ENV=prod mix release\nCMD ["/app/_build/prod/rel/shop/bin/shop", "start"]\n',
    },
    outcome: 'pass',
  },
  'Rails: the server in development': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      Dockerfile:
        'FROM ruby:3.3\nCOPY . .\nRUN bundle install\nCMD ["bin/rails", "server", "-b", "0.0.0.0"]\n',
    },
    outcome: 'fail',
    at: 'Dockerfile:4',
  },
  'Rails: the server in production': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      Dockerfile:
        'FROM ruby:3.3\nENV RAILS_ENV=production\nCOPY . .\nRUN bundle install\nCMD ["bin/rails", "server", "-b", "0.0.0.0"]\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Ruby: gems installed at each start': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'sinatra', '~> 4.0'\ngem 'puma', '~> 6.4'\n",
      'app.rb': "require 'sinatra'\n",
      Dockerfile: 'FROM ruby:3.3\nCOPY . .\nCMD bundle install && bundle exec ruby app.rb\n',
    },
    outcome: 'fail',
    at: 'Dockerfile:3',
  },
  'Laravel: the development server in the image': {
    files: {
      'composer.json':
        '{"name": "shop/shop", "type": "project", "require": {"php": "^8.2", "laravel/framework": "^11.0"}, "autoload": {"psr-4": {"App\\\\": "app/"}}}',
      artisan: '#!/usr/bin/env php\n<?php\n',
      Dockerfile:
        'FROM php:8.3-cli\nCOPY . /app\nWORKDIR /app\nCMD ["php", "artisan", "serve", "--host=0.0.0.0"]\n',
    },
    outcome: 'fail',
    at: 'Dockerfile:4',
  },
  'PHP: composer install at each start': {
    files: {
      'composer.json':
        '{"name": "shop/shop", "type": "project", "require": {"php": "^8.2", "laravel/framework": "^11.0"}, "autoload": {"psr-4": {"App\\\\": "app/"}}}',
      Dockerfile: 'FROM php:8.3-apache\nCOPY . /var/www/html\nCMD composer install && apache2-foreground\n',
    },
    outcome: 'fail',
    at: 'Dockerfile:3',
  },
  'PHP: composer install while the image is built': {
    files: {
      'composer.json':
        '{"name": "shop/shop", "type": "project", "require": {"php": "^8.2", "laravel/framework": "^11.0"}, "autoload": {"psr-4": {"App\\\\": "app/"}}}',
      Dockerfile:
        'FROM php:8.3-apache\nCOPY . /var/www/html\nRUN composer install --no-dev\nCMD ["apache2-foreground"]\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Node: style sheets are compiled before the start': {
    files: {
      'package.json':
        '{"name":"shop","scripts":{"start":"npm run scss && node server.js","scss":"sass styles:public"}}',
      'server.js': "require('http').createServer().listen(process.env.PORT);\n",
    },
    outcome: 'fail',
    at: 'package.json:1',
  },
  '.NET: dotnet run': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n</Project>\n',
      'Program.cs': 'var builder = WebApplication.CreateBuilder(args);\nbuilder.Build().Run();\n',
      Dockerfile:
        'FROM mcr.microsoft.com/dotnet/sdk:8.0\nWORKDIR /app\nCOPY . .\nCMD ["dotnet", "run", "--project", "Shop.csproj"]\n',
    },
    outcome: 'fail',
    at: 'Dockerfile:4',
  },
  'Kubernetes: a hook that installs a tool at each start': {
    files: {
      'pom.xml':
        '<project><modelVersion>4.0.0</modelVersion><parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>3.4.0</version></parent><artifactId>shop</artifactId><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency></dependencies></project>\n',
      'src/main/java/Shop.java':
        'import org.springframework.boot.SpringApplication;\npublic class Shop { public static void main(String[] args) { SpringApplication.run(Shop.class, args); } }\n',
      Dockerfile:
        'FROM eclipse-temurin:17\nCOPY target/shop.jar app.jar\nENTRYPOINT ["java","-jar","app.jar"]\n',
      'k8s.yml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: shop}\nspec:\n  selector: {matchLabels: {app: shop}}\n  template:\n    metadata: {labels: {app: shop}}\n    spec:\n      containers:\n      - name: shop\n        image: acme/shop:1.0\n        lifecycle:\n          postStart:\n            exec:\n              command: [/bin/sh, -c, "apt update && apt install curl -y"]\n',
    },
    outcome: 'fail',
    at: 'k8s.yml:15',
  },
  'Kubernetes: a hook that only tells somebody': {
    files: {
      'pom.xml':
        '<project><modelVersion>4.0.0</modelVersion><parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>3.4.0</version></parent><artifactId>shop</artifactId><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency></dependencies></project>\n',
      'src/main/java/Shop.java':
        'import org.springframework.boot.SpringApplication;\npublic class Shop { public static void main(String[] args) { SpringApplication.run(Shop.class, args); } }\n',
      Dockerfile:
        'FROM eclipse-temurin:17\nCOPY target/shop.jar app.jar\nENTRYPOINT ["java","-jar","app.jar"]\n',
      'k8s.yml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: shop}\nspec:\n  selector: {matchLabels: {app: shop}}\n  template:\n    metadata: {labels: {app: shop}}\n    spec:\n      containers:\n      - name: shop\n        image: acme/shop:1.0\n        lifecycle:\n          postStart:\n            exec:\n              command: [/bin/sh, -c, "echo apt install done"]\n',
    },
    outcome: 'pass',
    trap: true,
  },
  '.NET: what dotnet publish made': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n</Project>\n',
      'Program.cs': 'var builder = WebApplication.CreateBuilder(args);\nbuilder.Build().Run();\n',
      Dockerfile:
        'FROM mcr.microsoft.com/dotnet/sdk:8.0 AS build\nWORKDIR /src\nCOPY . .\nRUN dotnet publish -o /out\n\nFROM mcr.microsoft.com/dotnet/aspnet:8.0\nCOPY --from=build /out .\nENTRYPOINT ["dotnet", "Shop.dll"]\n',
    },
    outcome: 'pass',
  },
  'Java: mvn spring-boot:run in the image': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      Dockerfile: 'FROM maven:3.9-eclipse-temurin-21\nCOPY . .\nCMD ["mvn", "spring-boot:run"]\n',
    },
    outcome: 'fail',
    at: 'Dockerfile:3',
  },
  'Gradle: bootRun by the wrapper': {
    files: {
      'build.gradle':
        "plugins {\n    id 'java'\n    id 'org.springframework.boot' version '3.4.1'\n    id 'io.spring.dependency-management' version '1.1.7'\n}\n\ndependencies {\n    implementation 'org.springframework.boot:spring-boot-starter-web'\n}\n",
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      Dockerfile: 'FROM eclipse-temurin:21\nCOPY . .\nCMD ["./gradlew", "bootRun"]\n',
    },
    outcome: 'fail',
    at: 'Dockerfile:3',
  },
  'Java: the jar of a build stage': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      Dockerfile:
        'FROM maven:3.9-eclipse-temurin-21 AS build\nCOPY . .\nRUN mvn package\nFROM eclipse-temurin:21-jre\nCOPY --from=build target/shop.jar /shop.jar\nENTRYPOINT ["java", "-jar", "/shop.jar"]\n',
    },
    outcome: 'pass',
  },
  'Rails: assets compiled at each start': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      Dockerfile:
        'FROM ruby:3.3\nENV RAILS_ENV=production\nCOPY . .\nCMD bundle exec rails assets:precompile && exec bundle exec puma -p $PORT\n',
    },
    outcome: 'fail',
    at: 'Dockerfile:4',
  },
  'Rails: compose starts it for development': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      Dockerfile: 'FROM ruby:3.3\nCOPY . .\nRUN bundle install\n',
      'docker-compose.yml':
        "services:\n  web:\n    build: .\n    command: bash -c \"rm -f tmp/pids/server.pid && bundle exec rails s -p 3000 -b '0.0.0.0'\"\n    environment:\n      RAILS_ENV: development\n    ports:\n      - '3000:3000'\n",
    },
    outcome: 'fail',
    at: 'docker-compose.yml:4',
  },
  'Rust: cargo run': {
    files: {
      'Cargo.toml':
        '[package]\nname = "shop"\nversion = "1.0.0"\nedition = "2021"\n\n[dependencies]\naxum = "0.7.5"\ntokio = { version = "1.38", features = ["full"] }\n',
      'src/main.rs':
        'use axum::{routing::get, Router};\n\n#[tokio::main]\nasync fn main() {\n    let app = Router::new().route("/", get(|| async { "ok" }));\n    let port = std::env::var("PORT").unwrap_or_else(|_| "3000".to_string());\n    let listener = tokio::net::TcpListener::bind(format!("0.0.0.0:{port}")).await.unwrap();\n    axum::serve(listener, app).await.unwrap();\n}\n',
      Dockerfile: 'FROM rust:1.79\nCOPY . .\nCMD ["cargo", "run", "--release"]\n',
    },
    outcome: 'fail',
    at: 'Dockerfile:3',
  },
  'Rust: the built program': {
    files: {
      'Cargo.toml':
        '[package]\nname = "shop"\nversion = "1.0.0"\nedition = "2021"\n\n[dependencies]\naxum = "0.7.5"\ntokio = { version = "1.38", features = ["full"] }\n',
      'src/main.rs':
        'use axum::{routing::get, Router};\n\n#[tokio::main]\nasync fn main() {\n    let app = Router::new().route("/", get(|| async { "ok" }));\n    let port = std::env::var("PORT").unwrap_or_else(|_| "3000".to_string());\n    let listener = tokio::net::TcpListener::bind(format!("0.0.0.0:{port}")).await.unwrap();\n    axum::serve(listener, app).await.unwrap();\n}\n',
      Dockerfile: 'FROM rust:1.79\nCOPY . .\nRUN cargo build --release\nCMD ["target/release/shop"]\n',
    },
    outcome: 'pass',
  },
  'Ruby: an entry script sources one that installs': {
    files: {
      Gemfile: "source 'https://rubygems.org'\ngem 'sinatra', '4.0.0'\ngem 'puma', '6.4.2'\n",
      'app.rb': "require 'sinatra'\nget('/') { 'hi' }\n",
      Dockerfile:
        'FROM ruby:3.3.0\nWORKDIR /app\nCOPY . .\nCOPY ["docker/init", "docker/setup", "/scripts/"]\nCMD ["/scripts/init"]\n',
      'docker/init': '#!/bin/bash\nset -e\nsource /scripts/setup\nexec bundle exec puma\n',
      'docker/setup': '#!/bin/bash\nexport PORT=${PORT:-3000}\nbundle install\n',
    },
    outcome: 'fail',
    at: 'docker/setup:3',
  },
  'an entry script sources variables': {
    files: {
      Gemfile: "source 'https://rubygems.org'\ngem 'sinatra', '4.0.0'\ngem 'puma', '6.4.2'\n",
      'app.rb': "require 'sinatra'\nget('/') { 'hi' }\n",
      Dockerfile: 'FROM ruby:3.3.0\nWORKDIR /app\nCOPY . .\nCMD ["./init"]\n',
      init: '#!/bin/bash\n. ./setup\n[ -n "$DEV" ] && . ./dev\nexec bundle exec puma\n',
      setup: 'export PORT=${PORT:-3000}\n',
      dev: 'bundle install\n',
    },
    outcome: 'pass',
    trap: true,
  },
} satisfies Cases;
