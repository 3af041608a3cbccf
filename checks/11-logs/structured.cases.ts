import type { Cases } from '../engine/cases.ts';

export default {
  'Node: pino': {
    files: {
      'package.json': '{"name":"shop","dependencies":{"pino":"9.1.0"}}',
      'server.js':
        "const log = require('pino')();\nrequire('http').createServer((q, r) => { log.info('request'); r.end(); }).listen(process.env.PORT);\n",
    },
    outcome: 'pass',
  },
  'Node: console only': {
    files: {
      'package.json': '{"name":"shop"}',
      'server.js':
        "require('http').createServer((q, r) => { console.log('request'); r.end(); }).listen(process.env.PORT);\n",
    },
    outcome: 'fail',
    at: 'server.js:1',
  },
  'Node: a logging library that is only declared': {
    files: {
      'package.json': '{"name":"shop","dependencies":{"pino":"9.1.0"}}',
      'server.js':
        "require('http').createServer((q, r) => { console.log('pino'); r.end(); }).listen(process.env.PORT);\n",
    },
    outcome: 'fail',
    trap: true,
  },
  'Python: logging': {
    files: {
      'requirements.txt': 'flask==3.0.3\n',
      'app.py':
        'import logging\nfrom flask import Flask\napp = Flask(__name__)\nlog = logging.getLogger(__name__)\nlog.info("started")\n',
    },
    outcome: 'pass',
  },
  'Python: Flask’s own log of requests and errors': {
    files: {
      'requirements.txt': 'flask==3.0.3\n',
      'app.py':
        'import os\nfrom flask import Flask\napp = Flask(__name__)\n\nif __name__ == "__main__":\n    app.run(port=int(os.environ["PORT"]))\n',
    },
    outcome: 'pass',
  },
  'Python: Django says of itself what goes wrong': {
    files: {
      'requirements.txt': 'Django==5.1\n',
      'manage.py':
        'import os\nimport sys\nfrom django.core.management import execute_from_command_line\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\nexecute_from_command_line(sys.argv)\n',
      'shop/settings.py': 'ROOT_URLCONF = "shop.urls"\n',
    },
    outcome: 'pass',
  },
  'Python: prints beside the request log of its server': {
    files: {
      'requirements.txt': 'flask==3.0.3\ngunicorn==22.0.0\n',
      'app.py':
        'from flask import Flask\napp = Flask(__name__)\n\n\n@app.post("/items")\ndef add():\n    print("added")\n    return "", 201\n',
      Procfile: 'web: gunicorn app:app\n',
    },
    outcome: 'fail',
    at: 'app.py:7',
    trap: true,
  },
  'Go: slog': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n',
      'main.go':
        'package main\n\nimport (\n\t"log/slog"\n\t"net/http"\n)\n\nfunc main() {\n\tslog.Info("started")\n\thttp.ListenAndServe(":8080", nil)\n}\n',
    },
    outcome: 'pass',
  },
  'Go: fmt.Println only': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n',
      'main.go':
        'package main\n\nimport (\n\t"fmt"\n\t"net/http"\n)\n\nfunc main() {\n\tfmt.Println("started")\n\thttp.ListenAndServe(":8080", nil)\n}\n',
    },
    outcome: 'fail',
    at: 'main.go:9',
  },
  'Phoenix logs requests by itself': {
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
  'Rails: its own request log': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
    },
    outcome: 'pass',
  },
  '.NET: ILogger': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n</Project>\n',
      'Program.cs':
        'var builder = WebApplication.CreateBuilder(args);\nvar app = builder.Build();\napp.Logger.LogInformation("shop starts");\napp.Run();\n',
    },
    outcome: 'pass',
  },
  'Java: errors by printStackTrace alone': {
    files: {
      'pom.xml':
        '<project><modelVersion>4.0.0</modelVersion><groupId>a</groupId><version>1</version><artifactId>shop</artifactId><dependencies><dependency><groupId>com.sparkjava</groupId><artifactId>spark-core</artifactId><version>2.9.4</version></dependency></dependencies></project>\n',
      'src/main/java/App.java':
        'import static spark.Spark.*;\npublic class App { public static void main(String[] args) { port(Integer.parseInt(System.getenv("PORT"))); get("/", (q, r) -> { try { return load(); } catch (Exception e) { e.printStackTrace(); return ""; } }); } }\n',
    },
    outcome: 'fail',
  },
  'Java: Javalin with an implementation of slf4j': {
    files: {
      'pom.xml':
        '<project><modelVersion>4.0.0</modelVersion><groupId>a</groupId><version>1</version><artifactId>shop</artifactId><dependencies><dependency><groupId>io.javalin</groupId><artifactId>javalin</artifactId><version>6.1.3</version></dependency><dependency><groupId>org.slf4j</groupId><artifactId>slf4j-simple</artifactId><version>2.0.10</version></dependency></dependencies></project>\n',
      'src/main/java/App.java':
        'import io.javalin.Javalin;\npublic class App { public static void main(String[] args) { Javalin.create().start(Integer.parseInt(System.getenv("PORT"))); } }\n',
    },
    outcome: 'pass',
  },
  '.NET: bare Console statements': {
    files: {
      'Worker.csproj':
        '<Project Sdk="Microsoft.NET.Sdk">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n    <OutputType>Exe</OutputType>\n  </PropertyGroup>\n</Project>\n',
      'Program.cs': 'while (true)\n{\n    Console.WriteLine("tick");\n    Thread.Sleep(1000);\n}\n',
      Dockerfile:
        'FROM mcr.microsoft.com/dotnet/aspnet:8.0\nWORKDIR /app\nCOPY out .\nENTRYPOINT ["dotnet", "Shop.dll"]\n',
    },
    outcome: 'fail',
    at: 'Program.cs:3',
  },
  'Java: bare prints': {
    files: {
      'pom.xml':
        '<project>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.eclipse.jetty</groupId><artifactId>jetty-server</artifactId><version>12.0.15</version></dependency>\n  </dependencies>\n</project>\n',
      'src/main/java/shop/App.java':
        'package shop;\n\nimport org.eclipse.jetty.server.Server;\n\npublic class App {\n  public static void main(String[] args) throws Exception {\n    System.out.println("starting");\n    new Server(Integer.parseInt(System.getenv("PORT"))).start();\n  }\n}\n',
    },
    outcome: 'fail',
    at: 'src/main/java/shop/App.java:7',
  },
  'Spring Boot: its own log': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
    },
    outcome: 'pass',
  },
  'Ruby: puts alone': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'roda'\n",
      'app.rb':
        "require 'roda'\n\nclass App < Roda\n  route do |r|\n    puts \"request #{r.path}\"\n    r.root { 'ok' }\n  end\nend\n",
    },
    outcome: 'fail',
    at: 'app.rb:5',
  },
  'PHP: Apache’s request log': {
    files: {
      'index.php': "<?php\necho 'shop';\n",
      Dockerfile: 'FROM php:8.3-apache\nRUN docker-php-ext-install pdo_mysql\nCOPY . /var/www/html/\n',
    },
    outcome: 'pass',
  },
  'Rust: bare println!': {
    files: {
      'Cargo.toml':
        '[package]\nname = "shop"\nversion = "1.0.0"\nedition = "2021"\n\n[dependencies]\naxum = "0.7.5"\ntokio = { version = "1.38", features = ["full"] }\n',
      'src/main.rs':
        'use axum::{routing::get, Router};\n\nasync fn hello() -> &\'static str {\n    println!("hello");\n    "ok"\n}\n\n#[tokio::main]\nasync fn main() {\n    let app = Router::new().route("/", get(|| async { "ok" }));\n    let port = std::env::var("PORT").unwrap_or_else(|_| "3000".to_string());\n    let listener = tokio::net::TcpListener::bind(format!("0.0.0.0:{port}")).await.unwrap();\n    axum::serve(listener, app).await.unwrap();\n}\n',
    },
    outcome: 'fail',
    at: 'src/main.rs:4',
  },
  'Rust: tracing': {
    files: {
      'Cargo.toml':
        '[package]\nname = "shop"\nversion = "1.0.0"\nedition = "2021"\n\n[dependencies]\naxum = "0.7.5"\ntokio = { version = "1.38", features = ["full"] }\n',
      'src/main.rs':
        'use axum::{routing::get, Router};\n\n#[tokio::main]\nasync fn main() {\n    let app = Router::new().route("/", get(|| async { "ok" }));\n    let port = std::env::var("PORT").unwrap_or_else(|_| "3000".to_string());\n    let listener = tokio::net::TcpListener::bind(format!("0.0.0.0:{port}")).await.unwrap();\n    tracing_subscriber::fmt().init();\n    axum::serve(listener, app).await.unwrap();\n}\n',
    },
    outcome: 'pass',
  },
  'Node: a request log, and errors by console': {
    files: {
      'package.json': '{"name":"shop","dependencies":{"express":"4.19.2","morgan":"1.10.0"}}',
      'server.js':
        "const app = require('express')();\napp.use(require('morgan')('combined'));\napp.use((err, req, res, next) => {\n  console.error(err);\n  res.sendStatus(500);\n});\napp.listen(process.env.PORT);\n",
    },
    outcome: 'fail',
    at: 'server.js:4',
    trap: true,
  },
  'Node: a request log, and a line when it is up': {
    files: {
      'package.json': '{"name":"shop","dependencies":{"express":"4.19.2","morgan":"1.10.0"}}',
      'server.js':
        "const app = require('express')();\napp.use(require('morgan')('combined'));\napp.listen(process.env.PORT, () => console.log('up'));\n",
    },
    outcome: 'pass',
    trap: true,
  },
} satisfies Cases;
