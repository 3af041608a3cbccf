import type { Cases } from '../engine/cases.ts';

const node = (source: string) => ({
  'package.json':
    '{"name":"shop","dependencies":{"express":"4.19.2","fastify":"5.0.0","close-with-grace":"2.1.0"}}',
  'server.js': source,
});
const go = (source: string) => ({ 'go.mod': 'module shop\n\ngo 1.22\n', 'main.go': source });

export default {
  'Node: a handler that closes': {
    files: node(
      "const server = require('express')().listen(process.env.PORT);\nprocess.on('SIGTERM', () => {\n  server.close(() => process.exit(0));\n});\n",
    ),
    outcome: 'pass',
  },
  'Node: none': {
    files: node("require('express')().listen(process.env.PORT);\n"),
    outcome: 'fail',
    at: 'server.js:1',
  },
  'Node: only a comment': {
    files: node("// SIGTERM is handled: server.close()\nrequire('express')().listen(process.env.PORT);\n"),
    outcome: 'fail',
    trap: true,
  },
  'Node: a handler that only exits': {
    files: node(
      "require('express')().listen(process.env.PORT);\nprocess.on('SIGTERM', () => process.exit(0));\n",
    ),
    outcome: 'fail',
    at: 'server.js:2',
    trap: true,
  },
  'Node: the handler stands elsewhere and is named': {
    files: {
      ...node(
        "const app = require('fastify')();\nconst { stop } = require('./stop');\napp.listen({ port: process.env.PORT });\nfor (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stop(app));\n",
      ),
      'stop.js': 'exports.stop = async (app) => {\n  await app.close();\n  process.exit(0);\n};\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Node: a library': {
    files: node(
      "const app = require('fastify')();\nconst closeWithGrace = require('close-with-grace');\ncloseWithGrace(async () => { await app.close(); });\napp.listen({ port: process.env.PORT });\n",
    ),
    outcome: 'pass',
  },
  'a language that isn’t read': {
    files: {
      'project.clj': '(defproject shop "1.0.0" :dependencies [[ring "1.12.1"]] :main shop.core)\n',
      'src/shop/core.clj':
        '(ns shop.core (:require [ring.adapter.jetty :as jetty]))\n(defn -main [] (jetty/run-jetty (fn [_] {:status 200}) {:port 3000}))\n',
    },
    outcome: 'unknown',
    trap: true,
  },
  'Node: Nuxt 2 handles no signal': {
    files: {
      'package.json':
        '{"name":"shop","dependencies":{"nuxt":"2.18.1"},"scripts":{"build":"nuxt build","start":"nuxt start"}}',
      'nuxt.config.js': 'export default { ssr: true };\n',
      'pages/index.vue': '<template><p>shop</p></template>\n',
      Dockerfile:
        'FROM node:14.21\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build\nCMD ["npx", "nuxt", "start"]\n',
    },
    outcome: 'fail',
    at: 'Dockerfile:5',
  },
  'Python: gunicorn does it': {
    files: {
      'requirements.txt': 'flask==3.0.3\ngunicorn==22.0.0\n',
      'app.py': 'from flask import Flask\napp = Flask(__name__)\n',
      Procfile: 'web: gunicorn app:app\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Django: a project that nothing starts, with the development server alone': {
    files: {
      'requirements.txt': 'Django==5.1\n',
      'manage.py':
        'import os\nimport sys\nfrom django.core.management import execute_from_command_line\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\nexecute_from_command_line(sys.argv)\n',
      'shop/settings.py': 'ROOT_URLCONF = "shop.urls"\n',
    },
    outcome: 'fail',
    at: 'requirements.txt:1',
  },
  'FastAPI: nothing starts it, and its server drains by itself': {
    files: {
      'requirements.txt': 'fastapi==0.115.0\nuvicorn==0.30.6\n',
      'main.py':
        'from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get("/")\ndef index():\n    return {}\n',
    },
    outcome: 'pass',
  },
  'Python: the development server doesn’t': {
    files: {
      'requirements.txt': 'flask==3.0.3\n',
      'app.py': 'from flask import Flask\napp = Flask(__name__)\napp.run(host="0.0.0.0")\n',
      Dockerfile: 'FROM python:3.12-slim\nCMD ["python", "app.py"]\n',
    },
    outcome: 'fail',
    at: 'app.py:3',
  },
  'Go: Shutdown after the signal': {
    files: go(
      'package main\n\nimport (\n\t"context"\n\t"net/http"\n\t"os/signal"\n\t"syscall"\n)\n\nfunc main() {\n\tctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)\n\tdefer stop()\n\tserver := &http.Server{Addr: ":8080"}\n\tgo server.ListenAndServe()\n\t<-ctx.Done()\n\tserver.Shutdown(context.Background())\n}\n',
    ),
    outcome: 'pass',
  },
  'Go: ListenAndServe alone': {
    files: go('package main\n\nimport "net/http"\n\nfunc main() {\n\thttp.ListenAndServe(":8080", nil)\n}\n'),
    outcome: 'fail',
    at: 'main.go:6',
  },
  'Phoenix drains by itself': {
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
  'Ruby: puma does it': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      Procfile: 'web: bundle exec puma -p $PORT\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Ruby: WEBrick without a trap': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'webrick'\n",
      'server.rb': "require 'webrick'\nserver = WEBrick::HTTPServer.new(Port: ENV['PORT'])\nserver.start\n",
    },
    outcome: 'fail',
    at: 'server.rb:2',
  },
  'Ruby: WEBrick with a trap that shuts it down': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'webrick'\n",
      'server.rb':
        "require 'webrick'\nserver = WEBrick::HTTPServer.new(Port: ENV['PORT'])\ntrap('TERM') { server.shutdown }\nserver.start\n",
    },
    outcome: 'pass',
  },
  'Sinatra: WEBrick by default': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'sinatra'\ngem 'webrick'\n",
      'app.rb': "require 'sinatra'\n\nget('/') { 'ok' }\n",
    },
    outcome: 'fail',
    at: 'app.rb:1',
  },
  'PHP: Apache drains by itself': {
    files: {
      'index.php': "<?php\necho 'shop';\n",
      Dockerfile: 'FROM php:8.3-apache\nRUN docker-php-ext-install pdo_mysql\nCOPY . /var/www/html/\n',
    },
    outcome: 'pass',
  },
  'PHP: its built-in server': {
    files: {
      'index.php': '<?php\n',
      Dockerfile: 'FROM php:8.3-cli\nCOPY . /app\nCMD ["php", "-S", "0.0.0.0:8080", "-t", "/app"]\n',
    },
    outcome: 'fail',
    at: 'Dockerfile:3',
  },
  '.NET: the host stops Kestrel': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n</Project>\n',
      'Program.cs': 'var builder = WebApplication.CreateBuilder(args);\nbuilder.Build().Run();\n',
    },
    outcome: 'pass',
  },
  'Java: a WAR in Tomcat’s image': {
    files: {
      'pom.xml':
        '<project><modelVersion>4.0.0</modelVersion><groupId>a</groupId><version>1</version><artifactId>shop</artifactId><packaging>war</packaging><dependencies><dependency><groupId>javax.servlet</groupId><artifactId>javax.servlet-api</artifactId><version>4.0.1</version></dependency></dependencies></project>\n',
      'src/main/java/Hello.java':
        'import javax.servlet.annotation.WebServlet;\nimport javax.servlet.http.*;\n@WebServlet("/")\npublic class Hello extends HttpServlet { @Override protected void doGet(HttpServletRequest q, HttpServletResponse r) { } }\n',
      Dockerfile: 'FROM tomcat:9-jdk11\nCOPY target/shop.war /usr/local/tomcat/webapps/ROOT.war\n',
    },
    outcome: 'fail',
  },
  '.NET: a bare loop': {
    files: {
      'Worker.csproj':
        '<Project Sdk="Microsoft.NET.Sdk">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n    <OutputType>Exe</OutputType>\n  </PropertyGroup>\n  <ItemGroup>\n    <PackageReference Include="StackExchange.Redis" Version="2.7.33" />\n  </ItemGroup>\n</Project>\n',
      'Program.cs':
        'using StackExchange.Redis;\n\nvar redis = ConnectionMultiplexer.Connect(Environment.GetEnvironmentVariable("REDIS") ?? "localhost");\nwhile (true)\n{\n    var job = redis.GetDatabase().ListLeftPop("jobs");\n    if (job.IsNull) Thread.Sleep(100);\n}\n',
      Dockerfile:
        'FROM mcr.microsoft.com/dotnet/aspnet:8.0\nWORKDIR /app\nCOPY out .\nENTRYPOINT ["dotnet", "Shop.dll"]\n',
    },
    outcome: 'fail',
    at: 'Dockerfile:4',
  },
  '.NET: a worker of the generic host': {
    files: {
      'Worker.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Worker">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n  <ItemGroup>\n    <PackageReference Include="Microsoft.Extensions.Hosting" Version="8.0.0" />\n  </ItemGroup>\n</Project>\n',
      'Program.cs':
        'var builder = Host.CreateApplicationBuilder(args);\nbuilder.Services.AddHostedService<Worker>();\nbuilder.Build().Run();\n',
      'Worker.cs':
        'public class Worker : BackgroundService\n{\n    protected override Task ExecuteAsync(CancellationToken stopping) => Task.CompletedTask;\n}\n',
      Dockerfile:
        'FROM mcr.microsoft.com/dotnet/aspnet:8.0\nWORKDIR /app\nCOPY out .\nENTRYPOINT ["dotnet", "Shop.dll"]\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Spring Boot 3.4 drains by default': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
    },
    outcome: 'pass',
  },
  'Spring Boot 3.3 without server.shutdown': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.3.5</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
    },
    outcome: 'fail',
    at: 'pom.xml:11',
  },
  'Spring Boot 3.3 with server.shutdown=graceful': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.3.5</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'src/main/resources/application.yml': 'server:\n  shutdown: graceful\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Gradle: Spring Boot 2.7 by its plugin': {
    files: {
      'build.gradle':
        "plugins {\n    id 'java'\n    id 'org.springframework.boot' version '2.7.18'\n    id 'io.spring.dependency-management' version '1.1.7'\n}\n\ndependencies {\n    implementation 'org.springframework.boot:spring-boot-starter-web'\n}\n",
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
    },
    outcome: 'fail',
    at: 'build.gradle:8',
  },
  'Quarkus with a shutdown timeout': {
    files: {
      'pom.xml':
        '<project>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencyManagement>\n    <dependencies>\n      <dependency><groupId>io.quarkus.platform</groupId><artifactId>quarkus-bom</artifactId><version>3.17.0</version><type>pom</type><scope>import</scope></dependency>\n    </dependencies>\n  </dependencyManagement>\n  <dependencies>\n    <dependency><groupId>io.quarkus</groupId><artifactId>quarkus-rest</artifactId></dependency>\n  </dependencies>\n</project>\n',
      'src/main/java/com/example/Home.java':
        'package com.example;\n\nimport jakarta.ws.rs.GET;\nimport jakarta.ws.rs.Path;\n\n@Path("/")\npublic class Home {\n  @GET\n  public String home() {\n    return "ok";\n  }\n}\n',
      'src/main/resources/application.properties': 'quarkus.shutdown.timeout=10s\n',
    },
    outcome: 'pass',
  },
  'Quarkus without one': {
    files: {
      'pom.xml':
        '<project>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencyManagement>\n    <dependencies>\n      <dependency><groupId>io.quarkus.platform</groupId><artifactId>quarkus-bom</artifactId><version>3.17.0</version><type>pom</type><scope>import</scope></dependency>\n    </dependencies>\n  </dependencyManagement>\n  <dependencies>\n    <dependency><groupId>io.quarkus</groupId><artifactId>quarkus-rest</artifactId></dependency>\n  </dependencies>\n</project>\n',
      'src/main/java/com/example/Home.java':
        'package com.example;\n\nimport jakarta.ws.rs.GET;\nimport jakarta.ws.rs.Path;\n\n@Path("/")\npublic class Home {\n  @GET\n  public String home() {\n    return "ok";\n  }\n}\n',
    },
    outcome: 'fail',
  },
  'Ktor without a shutdown hook': {
    files: {
      'build.gradle.kts':
        'plugins {\n    kotlin("jvm") version "2.0.21"\n    id("io.ktor.plugin") version "3.0.1"\n}\n\ndependencies {\n    implementation("io.ktor:ktor-server-core:3.0.1")\n    implementation("io.ktor:ktor-server-netty:3.0.1")\n}\n',
      'src/main/kotlin/com/example/App.kt':
        'package com.example\n\nimport io.ktor.server.engine.*\nimport io.ktor.server.netty.Netty\nimport io.ktor.server.response.respondText\nimport io.ktor.server.routing.*\nimport io.ktor.server.application.call\n\nfun main() {\n    embeddedServer(Netty, port = System.getenv("PORT").toInt()) { }.start(wait = true)\n}\n',
    },
    outcome: 'fail',
    at: 'src/main/kotlin/com/example/App.kt:10',
  },
  'Ktor with one': {
    files: {
      'build.gradle.kts':
        'plugins {\n    kotlin("jvm") version "2.0.21"\n    id("io.ktor.plugin") version "3.0.1"\n}\n\ndependencies {\n    implementation("io.ktor:ktor-server-core:3.0.1")\n    implementation("io.ktor:ktor-server-netty:3.0.1")\n}\n',
      'src/main/kotlin/com/example/App.kt':
        'package com.example\n\nimport io.ktor.server.engine.*\nimport io.ktor.server.netty.Netty\nimport io.ktor.server.response.respondText\nimport io.ktor.server.routing.*\nimport io.ktor.server.application.call\n\nfun main() {\n    val server = embeddedServer(Netty, port = System.getenv("PORT").toInt()) { }\n    Runtime.getRuntime().addShutdownHook(Thread { server.stop(1000, 5000) })\n    server.start(wait = true)\n}\n',
    },
    outcome: 'pass',
  },
  'Ruby: rackup with puma in the bundle': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'roda'\ngem 'rackup'\ngem 'puma'\n",
      'config.ru': "require 'roda'\nrun Roda.define { route { |r| r.root { 'ok' } } }\n",
      Procfile: 'web: bundle exec rackup -p $PORT -o 0.0.0.0\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Ruby: rackup with WEBrick': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'roda'\ngem 'rackup'\ngem 'webrick'\n",
      'config.ru': "require 'roda'\nrun Roda.app\n",
      Procfile: 'web: bundle exec rackup -p $PORT -o 0.0.0.0\n',
    },
    outcome: 'fail',
    at: 'Procfile:1',
  },
  'axum without a signal': {
    files: {
      'Cargo.toml':
        '[package]\nname = "shop"\nversion = "1.0.0"\nedition = "2021"\n\n[dependencies]\naxum = "0.7.5"\ntokio = { version = "1.38", features = ["full"] }\n',
      'src/main.rs':
        'use axum::{routing::get, Router};\n\n#[tokio::main]\nasync fn main() {\n    let app = Router::new().route("/", get(|| async { "ok" }));\n    let port = std::env::var("PORT").unwrap_or_else(|_| "3000".to_string());\n    let listener = tokio::net::TcpListener::bind(format!("0.0.0.0:{port}")).await.unwrap();\n    axum::serve(listener, app).await.unwrap();\n}\n',
    },
    outcome: 'fail',
  },
  'axum with graceful shutdown': {
    files: {
      'Cargo.toml':
        '[package]\nname = "shop"\nversion = "1.0.0"\nedition = "2021"\n\n[dependencies]\naxum = "0.7.5"\ntokio = { version = "1.38", features = ["full"] }\n',
      'src/main.rs':
        'use axum::{routing::get, Router};\n\nasync fn shutdown() {\n    tokio::signal::ctrl_c().await.unwrap();\n}\n\n#[tokio::main]\nasync fn main() {\n    let app = Router::new().route("/", get(|| async { "ok" }));\n    let port = std::env::var("PORT").unwrap_or_else(|_| "3000".to_string());\n    let listener = tokio::net::TcpListener::bind(format!("0.0.0.0:{port}")).await.unwrap();\n    axum::serve(listener, app).with_graceful_shutdown(shutdown()).await.unwrap();\n}\n',
    },
    outcome: 'pass',
  },
  'actix-web stops by itself': {
    files: {
      'Cargo.toml':
        '[package]\nname = "shop"\nversion = "1.0.0"\nedition = "2021"\n\n[dependencies]\nactix-web = "4.8"\n',
      'src/main.rs':
        'use actix_web::{web, App, HttpResponse, HttpServer, Responder};\n\n#[actix_web::main]\nasync fn main() -> std::io::Result<()> {\n    HttpServer::new(|| App::new())\n        .bind(("0.0.0.0", 8080))?\n        .run()\n        .await\n}\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Rocket stops by itself': {
    files: {
      'Cargo.toml':
        '[package]\nname = "shop"\nversion = "1.0.0"\nedition = "2021"\n\n[dependencies]\nrocket = "0.5.1"\n',
      'src/main.rs':
        '#[macro_use]\nextern crate rocket;\n\n#[get("/")]\nfn index() -> &\'static str {\n    "ok"\n}\n\n#[launch]\nfn rocket() -> _ {\n    rocket::build().mount("/", routes![index])\n}\n',
    },
    outcome: 'pass',
  },
  'uWSGI: workers that SIGTERM kills at once': {
    files: {
      'requirements.txt': 'Django==5.1\nuwsgi==2.0.26\n',
      'manage.py':
        'import os\nimport sys\nfrom django.core.management import execute_from_command_line\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\nexecute_from_command_line(sys.argv)\n',
      'shop/__init__.py': '',
      'shop/wsgi.py':
        'import os\nfrom django.core.wsgi import get_wsgi_application\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\napplication = get_wsgi_application()\n',
      'shop/settings.py': 'import os\nSECRET_KEY = os.environ["SECRET_KEY"]\n',
      'uwsgi.ini':
        '[uwsgi]\nmodule = shop.wsgi:application\nmaster = true\nhttp-socket = :8000\ndie-on-term = true\n',
      Dockerfile:
        'FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["uwsgi", "--ini", "/app/uwsgi.ini"]\n',
    },
    outcome: 'fail',
    trap: true,
  },
  'uWSGI: a hook that lets workers finish': {
    files: {
      'requirements.txt': 'Django==5.1\nuwsgi==2.0.26\n',
      'manage.py':
        'import os\nimport sys\nfrom django.core.management import execute_from_command_line\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\nexecute_from_command_line(sys.argv)\n',
      'shop/__init__.py': '',
      'shop/wsgi.py':
        'import os\nfrom django.core.wsgi import get_wsgi_application\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\napplication = get_wsgi_application()\n',
      'shop/settings.py': 'import os\nSECRET_KEY = os.environ["SECRET_KEY"]\n',
      'uwsgi.ini':
        '[uwsgi]\nmodule = shop.wsgi:application\nmaster = true\nhttp-socket = :8000\nhook-master-start = unix_signal:15 gracefully_kill_them_all\n',
      Dockerfile:
        'FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["uwsgi", "--ini", "/app/uwsgi.ini"]\n',
    },
    outcome: 'pass',
  },
  'supervisord: a program that drains by itself': {
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
  'Python: a class of its own that derives from a server': {
    files: {
      'requirements.txt': 'requests==2.32.3\n',
      'server.py':
        'import os\nfrom http.server import BaseHTTPRequestHandler, ThreadingHTTPServer\n\nitems = []\n\n\nclass Handler(BaseHTTPRequestHandler):\n    def do_POST(self):\n        items.append(self.path)\n        self.send_response(201)\n        self.end_headers()\n\n\nclass Server(ThreadingHTTPServer):\n    daemon_threads = True\n\n\nif __name__ == "__main__":\n    Server(("", int(os.environ["PORT"])), Handler).serve_forever()\n',
      Dockerfile: 'FROM python:3.12-slim\nCOPY server.py .\nCMD ["python", "server.py"]\n',
    },
    outcome: 'fail',
  },
  'Node: a handler that a function returns, beside one that only cleans up': {
    files: {
      'package.json':
        '{"name":"api","type":"module","dependencies":{"uWebSockets.js":"uNetworking/uWebSockets.js#v20.49.0"}}',
      'auth.js':
        "const timer = setInterval(() => {}, 1000);\nprocess.on('SIGTERM', () => clearInterval(timer));\n",
      'index.js':
        "import uWS from 'uWebSockets.js';\nimport './auth.js';\nconst app = uWS.App().any('/*', (res) => res.end(''));\nfunction listen() {\n  app.listen(Number(process.env.PORT), () => {});\n  return async () => app.close();\n}\nconst close = listen();\nprocess.on('SIGTERM', () => close());\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'PHP: pages mounted into an image of PHP with Apache': {
    files: {
      'src/index.php': "<?php\necho 'shop';\n",
      'docker-compose.yml':
        'services:\n  web:\n    image: php:8.2-apache\n    volumes:\n      - ./src:/var/www/html\n',
    },
    outcome: 'pass',
  },
  'PHP: a distribution’s FPM under supervisord': {
    files: {
      'index.php': "<?php\necho 'shop';\n",
      'supervisord.conf':
        '[program:php]\ncommand=php-fpm82 -F\n[program:nginx]\ncommand=nginx -g "daemon off;"\n',
      Dockerfile:
        'FROM alpine:3.19\nRUN apk add php82-fpm nginx supervisor\nCOPY . /var/www\nCOPY supervisord.conf /etc/supervisord.conf\nCMD ["supervisord", "-n", "-c", "/etc/supervisord.conf"]\n',
    },
    outcome: 'pass',
  },
} satisfies Cases;
