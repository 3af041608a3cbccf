import type { Cases } from '../engine/cases.ts';

const node = (source: string) => ({
  'package.json': '{"name":"shop","dependencies":{"express":"4.19.2","fastify":"5.0.0"}}',
  'server.js': source,
});
const go = (source: string) => ({ 'go.mod': 'module shop\n\ngo 1.22\n', 'main.go': source });

export default {
  'Node: from PORT': { files: node("require('express')().listen(process.env.PORT);\n"), outcome: 'pass' },
  'Node: a literal': {
    files: node("const app = require('express')();\napp.listen(3000);\n"),
    outcome: 'fail',
    at: 'server.js:2',
  },
  'Node: a default beside the variable': {
    files: node(
      "const port = Number(process.env.PORT || 3000);\nrequire('express')().listen(port, () => console.log(port));\n",
    ),
    outcome: 'pass',
    trap: true,
  },
  'Node: PORT only in a comment': {
    files: node("const port = 3000; // process.env.PORT\nrequire('fastify')().listen({ port });\n"),
    outcome: 'fail',
    at: 'server.js:1',
    trap: true,
  },
  'Node: a worker with no port': {
    files: {
      'package.json': '{"name":"mailer","dependencies":{"amqplib":"0.10.4"}}',
      'worker.js': "require('amqplib').connect(process.env.AMQP_URL);\n",
      Procfile: 'worker: node worker.js\n',
    },
    outcome: 'notApplicable',
  },
  'Python: from PORT': {
    files: {
      'requirements.txt': 'flask==3.0.3\n',
      'app.py':
        'import os\nfrom flask import Flask\napp = Flask(__name__)\n\nif __name__ == "__main__":\n    app.run(port=int(os.environ.get("PORT", 5000)))\n',
    },
    outcome: 'pass',
  },
  'Django: a project that nothing starts, whose server takes the port as an argument': {
    files: {
      'requirements.txt': 'Django==5.1\n',
      'manage.py':
        'import os\nimport sys\nfrom django.core.management import execute_from_command_line\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\nexecute_from_command_line(sys.argv)\n',
      'shop/settings.py': 'ROOT_URLCONF = "shop.urls"\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'FastAPI: nothing starts it, and its server takes the port as an argument': {
    files: {
      'requirements.txt': 'fastapi==0.115.0\nuvicorn==0.30.6\n',
      'main.py':
        'from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get("/")\ndef index():\n    return {}\n',
    },
    outcome: 'pass',
  },
  'Streamlit: a literal on its command line': {
    files: {
      'requirements.txt': 'streamlit==1.38.0\n',
      'app.py': 'import streamlit as st\n\nst.title("Sales")\n',
      Dockerfile:
        'FROM python:3.12-slim\nCOPY . .\nRUN pip install -r requirements.txt\nENTRYPOINT ["streamlit", "run", "app.py", "--server.port=8501"]\n',
    },
    outcome: 'fail',
    at: 'Dockerfile:4',
  },
  'Streamlit: the variable that it reads by itself': {
    files: {
      'requirements.txt': 'streamlit==1.38.0\n',
      'app.py': 'import streamlit as st\n\nst.title("Sales")\n',
      Procfile: 'web: streamlit run app.py\n',
    },
    outcome: 'pass',
  },
  'Python: a literal': {
    files: {
      'requirements.txt': 'fastapi==0.111.0\nuvicorn==0.30.0\n',
      'main.py':
        'import uvicorn\nfrom fastapi import FastAPI\napp = FastAPI()\n\nif __name__ == "__main__":\n    uvicorn.run(app, port=8000)\n',
    },
    outcome: 'fail',
    at: 'main.py:6',
  },
  'Go: a flag': {
    files: go(
      'package main\n\nimport (\n\t"flag"\n\t"net/http"\n)\n\nfunc main() {\n\taddr := flag.String("addr", ":8080", "where to listen")\n\tflag.Parse()\n\thttp.ListenAndServe(*addr, nil)\n}\n',
    ),
    outcome: 'pass',
    trap: true,
  },
  'Go: a literal': {
    files: go(
      'package main\n\nimport "net/http"\n\nfunc main() {\n\tserver := &http.Server{Addr: ":8080"}\n\tserver.ListenAndServe()\n}\n',
    ),
    outcome: 'fail',
    at: 'main.go:6',
  },
  'Phoenix: from the environment while it starts': {
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
      'config/runtime.exs':
        'import Config\n\nif config_env() == :prod do\n  port = String.to_integer(System.get_env("PORT") || "4000")\n  config :shop, ShopWeb.Endpoint, http: [port: port]\nend\n',
    },
    outcome: 'pass',
  },
  'Phoenix: a literal for production': {
    files: {
      'mix.exs':
        'defmodule Shop.MixProject do\n  use Mix.Project\n\n  def project, do: [app: :shop, version: "1.0.0", deps: deps()]\n  def application, do: [mod: {Shop.Application, []}]\n\n  defp deps do\n    [\n      {:phoenix, "~> 1.7.14"},\n      {:ecto_sql, "~> 3.12"},\n      {:postgrex, ">= 0.0.0"},\n    ]\n  end\nend\n',
      'lib/shop/application.ex':
        'defmodule Shop.Application do\n  use Application\n\n  def start(_type, _args) do\n    Supervisor.start_link([Shop.Repo, ShopWeb.Endpoint], strategy: :one_for_one)\n  end\nend\n',
      'lib/shop_web/endpoint.ex':
        'defmodule ShopWeb.Endpoint do\n  use Phoenix.Endpoint, otp_app: :shop\n\n  plug Plug.Session, store: :cookie, key: "_shop", signing_salt: "Wq1"\n  plug ShopWeb.Router\nend\n',
      'config/config.exs': 'import Config\nimport_config "#{config_env()}.exs"\n',
      'config/prod.exs': 'import Config\nconfig :shop, ShopWeb.Endpoint, http: [port: 4000]\n',
    },
    outcome: 'fail',
    at: 'config/prod.exs:2',
  },
  'Phoenix: a literal that runtime.exs overrides': {
    files: {
      'mix.exs':
        'defmodule Shop.MixProject do\n  use Mix.Project\n\n  def project, do: [app: :shop, version: "1.0.0", deps: deps()]\n  def application, do: [mod: {Shop.Application, []}]\n\n  defp deps do\n    [\n      {:phoenix, "~> 1.7.14"},\n      {:ecto_sql, "~> 3.12"},\n      {:postgrex, ">= 0.0.0"},\n    ]\n  end\nend\n',
      'lib/shop/application.ex':
        'defmodule Shop.Application do\n  use Application\n\n  def start(_type, _args) do\n    Supervisor.start_link([Shop.Repo, ShopWeb.Endpoint], strategy: :one_for_one)\n  end\nend\n',
      'lib/shop_web/endpoint.ex':
        'defmodule ShopWeb.Endpoint do\n  use Phoenix.Endpoint, otp_app: :shop\n\n  plug Plug.Session, store: :cookie, key: "_shop", signing_salt: "Wq1"\n  plug ShopWeb.Router\nend\n',
      'config/config.exs': 'import Config\nconfig :shop, ShopWeb.Endpoint, http: [port: 4000]\n',
      'config/runtime.exs':
        'import Config\n\nif config_env() == :prod do\n  port = String.to_integer(System.get_env("PORT") || "4000")\n  config :shop, ShopWeb.Endpoint, http: [port: port]\nend\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Plug: a literal in the list of children': {
    files: {
      'mix.exs':
        'defmodule Shop.MixProject do\n  use Mix.Project\n\n  def project, do: [app: :shop, version: "1.0.0", deps: deps()]\n  def application, do: [mod: {Shop.Application, []}]\n\n  defp deps do\n    [\n      {:plug_cowboy, "~> 2.7"},\n    ]\n  end\nend\n',
      'lib/shop/application.ex':
        'defmodule Shop.Application do\n  use Application\n\n  def start(_type, _args) do\n    Supervisor.start_link([{Plug.Cowboy, scheme: :http, plug: Shop.Router, options: [port: 4001]}], strategy: :one_for_one)\n  end\nend\n',
    },
    outcome: 'fail',
    at: 'lib/shop/application.ex:5',
  },
  'Puma: the port of its file': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      'config/puma.rb': "port ENV.fetch('PORT', 3000)\nworkers 2\n",
      Procfile: 'web: bundle exec puma -C config/puma.rb\n',
    },
    outcome: 'pass',
  },
  'Puma: a fixed port': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      'config/puma.rb': 'threads 5, 5\nport 3000\n',
      Procfile: 'web: bundle exec puma -C config/puma.rb\n',
    },
    outcome: 'fail',
    at: 'config/puma.rb:2',
  },
  'Puma: a bound address with a variable in it': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      'config/puma.rb': 'bind "tcp://0.0.0.0:#{ENV.fetch(\'PORT\') { 3000 }}"\n',
      Procfile: 'web: bundle exec puma -C config/puma.rb\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Sinatra: a fixed port': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'sinatra', '~> 4.0'\ngem 'puma', '~> 6.4'\n",
      'app.rb': "require 'sinatra'\nset :port, 8080\n\nget('/') { 'ok' }\n",
    },
    outcome: 'fail',
    at: 'app.rb:2',
  },
  'Sinatra: the variable that it reads by itself': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'sinatra', '~> 4.0'\ngem 'puma', '~> 6.4'\n",
      'app.rb': "require 'sinatra'\n\nget('/') { 'ok' }\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'PHP: the port that a buildpack hands to Apache': {
    files: {
      'composer.json': '{"require": {"slim/slim": "^4.0"}}',
      Procfile: 'web: vendor/bin/heroku-php-apache2 public/\n',
      'public/index.php': '<?php\n',
    },
    outcome: 'pass',
  },
  'PHP: Apache’s port 80': {
    files: {
      'index.php': "<?php\necho 'shop';\n",
      Dockerfile: 'FROM php:8.3-apache\nRUN docker-php-ext-install pdo_mysql\nCOPY . /var/www/html/\n',
    },
    outcome: 'fail',
    at: 'Dockerfile:1',
  },
  'PHP: a literal for its own server': {
    files: {
      'index.php': '<?php\n',
      Dockerfile: 'FROM php:8.3-cli\nCOPY . /app\nCMD ["php", "-S", "0.0.0.0:8080", "-t", "/app"]\n',
    },
    outcome: 'fail',
    at: 'Dockerfile:3',
  },
  '.NET: Kestrel reads its addresses from the environment': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n</Project>\n',
      'Program.cs':
        'var builder = WebApplication.CreateBuilder(args);\nvar app = builder.Build();\napp.Run();\n',
      Dockerfile:
        'FROM mcr.microsoft.com/dotnet/aspnet:8.0\nWORKDIR /app\nCOPY out .\nENTRYPOINT ["dotnet", "Shop.dll"]\n',
    },
    outcome: 'pass',
  },
  'Java: a shared Tomcat’s port is fixed in its image': {
    files: {
      'pom.xml':
        '<project><modelVersion>4.0.0</modelVersion><groupId>a</groupId><version>1</version><artifactId>shop</artifactId><packaging>war</packaging><dependencies><dependency><groupId>javax.servlet</groupId><artifactId>javax.servlet-api</artifactId><version>4.0.1</version></dependency></dependencies></project>\n',
      'src/main/java/Hello.java':
        'import javax.servlet.annotation.WebServlet;\nimport javax.servlet.http.*;\n@WebServlet("/")\npublic class Hello extends HttpServlet { @Override protected void doGet(HttpServletRequest q, HttpServletResponse r) { } }\n',
      Dockerfile: 'FROM tomcat:9-jdk11\nCOPY target/shop.war /usr/local/tomcat/webapps/ROOT.war\n',
    },
    outcome: 'fail',
    at: 'Dockerfile:1',
  },
  'Java: Micronaut known by its build plugin': {
    files: {
      'build.gradle':
        "plugins {\n  id('io.micronaut.application') version '4.3.2'\n}\nmicronaut { runtime('netty') }\n",
      'src/main/java/App.java':
        'import io.micronaut.runtime.Micronaut;\npublic class App { public static void main(String[] args) { Micronaut.run(App.class, args); } }\n',
    },
    outcome: 'pass',
  },
  '.NET: UseUrls with a literal': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n</Project>\n',
      'Program.cs':
        'var builder = WebApplication.CreateBuilder(args);\nbuilder.WebHost.UseUrls("http://*:5000");\nvar app = builder.Build();\napp.Run();\n',
      Dockerfile:
        'FROM mcr.microsoft.com/dotnet/aspnet:8.0\nWORKDIR /app\nCOPY out .\nENTRYPOINT ["dotnet", "Shop.dll"]\n',
    },
    outcome: 'fail',
    at: 'Program.cs:2',
  },
  '.NET: UseUrls with PORT': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n</Project>\n',
      'Program.cs':
        'var builder = WebApplication.CreateBuilder(args);\nvar port = Environment.GetEnvironmentVariable("PORT") ?? "8080";\nbuilder.WebHost.UseUrls($"http://*:{port}");\nvar app = builder.Build();\napp.Run();\n',
      Dockerfile:
        'FROM mcr.microsoft.com/dotnet/aspnet:8.0\nWORKDIR /app\nCOPY out .\nENTRYPOINT ["dotnet", "Shop.dll"]\n',
    },
    outcome: 'pass',
    trap: true,
  },
  '.NET: an endpoint of Kestrel in code': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n</Project>\n',
      'Program.cs':
        'public class Program\n{\n    public static void Main(string[] args) => CreateHostBuilder(args).Build().Run();\n\n    public static IHostBuilder CreateHostBuilder(string[] args) =>\n        Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(web =>\n        {\n            web.ConfigureKestrel(options => options.ListenAnyIP(5001));\n            web.UseStartup<Startup>();\n        });\n}\n',
      'Startup.cs':
        'public class Startup\n{\n    public void Configure(IApplicationBuilder app) => app.UseRouting();\n}\n',
    },
    outcome: 'fail',
    at: 'Program.cs:8',
  },
  'Spring Boot: server.port is a literal that SERVER_PORT overrides': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'src/main/resources/application.properties': 'server.port=8081\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Ktor: a literal port': {
    files: {
      'build.gradle.kts':
        'plugins {\n    kotlin("jvm") version "2.0.21"\n    id("io.ktor.plugin") version "3.0.1"\n}\n\ndependencies {\n    implementation("io.ktor:ktor-server-core:3.0.1")\n    implementation("io.ktor:ktor-server-netty:3.0.1")\n}\n',
      'src/main/kotlin/com/example/App.kt':
        'package com.example\n\nimport io.ktor.server.engine.*\nimport io.ktor.server.netty.Netty\nimport io.ktor.server.response.respondText\nimport io.ktor.server.routing.*\nimport io.ktor.server.application.call\n\nfun main() {\n    embeddedServer(Netty, port = 8080) { }.start(wait = true)\n}\n',
    },
    outcome: 'fail',
    at: 'src/main/kotlin/com/example/App.kt:10',
  },
  'Javalin: a port from the environment over a method': {
    files: {
      'pom.xml':
        '<project>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>io.javalin</groupId><artifactId>javalin</artifactId><version>6.3.0</version></dependency>\n  </dependencies>\n</project>\n',
      'src/main/java/shop/App.java':
        'package shop;\n\nimport io.javalin.Javalin;\n\npublic class App {\n  public static void main(String[] args) {\n    Javalin.create().start(port());\n  }\n\n  private static int port() {\n    String port = System.getenv("PORT");\n    return port == null ? 7070 : Integer.parseInt(port);\n  }\n}\n',
    },
    outcome: 'pass',
  },
  'Vert.x: a literal port': {
    files: {
      'pom.xml':
        '<project>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>io.vertx</groupId><artifactId>vertx-web</artifactId><version>4.5.11</version></dependency>\n  </dependencies>\n</project>\n',
      'src/main/java/shop/App.java':
        'package shop;\n\nimport io.vertx.core.AbstractVerticle;\n\npublic class App extends AbstractVerticle {\n  @Override\n  public void start() {\n    vertx.createHttpServer().requestHandler(r -> r.response().end()).listen(8080);\n  }\n}\n',
    },
    outcome: 'fail',
    at: 'src/main/java/shop/App.java:8',
  },
  'Rails: a port on the command line of compose': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      Dockerfile: 'FROM ruby:3.3\nCOPY . .\n',
      'docker-compose.yml':
        'services:\n  web:\n    build: .\n    command: bundle exec rails s -p 3000 -b 0.0.0.0\n',
    },
    outcome: 'fail',
    at: 'docker-compose.yml:4',
  },
  'Node: a program beside the app that a package script starts': {
    files: {
      'package.json':
        '{"name":"shop","scripts":{"start":"node server/server.js","mqtt":"node extra/mqtt-server.js"}}',
      'server/server.js': "require('http').createServer().listen(process.env.PORT);\n",
      'extra/mqtt-server.js': "require('net').createServer().listen(10000);\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'axum: the port from the environment': {
    files: {
      'Cargo.toml':
        '[package]\nname = "shop"\nversion = "1.0.0"\nedition = "2021"\n\n[dependencies]\naxum = "0.7.5"\ntokio = { version = "1.38", features = ["full"] }\n',
      'src/main.rs':
        'use axum::{routing::get, Router};\n\n#[tokio::main]\nasync fn main() {\n    let app = Router::new().route("/", get(|| async { "ok" }));\n    let port = std::env::var("PORT").unwrap_or_else(|_| "3000".to_string());\n    let listener = tokio::net::TcpListener::bind(format!("0.0.0.0:{port}")).await.unwrap();\n    axum::serve(listener, app).await.unwrap();\n}\n',
    },
    outcome: 'pass',
  },
  'axum: a literal address': {
    files: {
      'Cargo.toml':
        '[package]\nname = "shop"\nversion = "1.0.0"\nedition = "2021"\n\n[dependencies]\naxum = "0.7.5"\ntokio = { version = "1.38", features = ["full"] }\n',
      'src/main.rs':
        'use axum::{routing::get, Router};\n\n#[tokio::main]\nasync fn main() {\n    let app = Router::new().route("/", get(|| async { "ok" }));\n    let listener = tokio::net::TcpListener::bind("0.0.0.0:3000").await.unwrap();\n    axum::serve(listener, app).await.unwrap();\n}\n',
    },
    outcome: 'fail',
    at: 'src/main.rs:6',
  },
  'actix-web: a literal pair': {
    files: {
      'Cargo.toml':
        '[package]\nname = "shop"\nversion = "1.0.0"\nedition = "2021"\n\n[dependencies]\nactix-web = "4.8"\n',
      'src/main.rs':
        'use actix_web::{web, App, HttpResponse, HttpServer, Responder};\n\n#[actix_web::main]\nasync fn main() -> std::io::Result<()> {\n    HttpServer::new(|| App::new())\n        .bind(("0.0.0.0", 8080))?\n        .run()\n        .await\n}\n',
    },
    outcome: 'fail',
    at: 'src/main.rs:6',
  },
  'Rocket reads ROCKET_PORT by itself': {
    files: {
      'Cargo.toml':
        '[package]\nname = "shop"\nversion = "1.0.0"\nedition = "2021"\n\n[dependencies]\nrocket = "0.5.1"\n',
      'src/main.rs':
        '#[macro_use]\nextern crate rocket;\n\n#[get("/")]\nfn index() -> &\'static str {\n    "ok"\n}\n\n#[launch]\nfn rocket() -> _ {\n    rocket::build().mount("/", routes![index])\n}\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'uWSGI: a literal in its file': {
    files: {
      'requirements.txt': 'Django==5.1\nuwsgi==2.0.26\n',
      'manage.py':
        'import os\nimport sys\nfrom django.core.management import execute_from_command_line\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\nexecute_from_command_line(sys.argv)\n',
      'shop/__init__.py': '',
      'shop/wsgi.py':
        'import os\nfrom django.core.wsgi import get_wsgi_application\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\napplication = get_wsgi_application()\n',
      'shop/settings.py': 'import os\nSECRET_KEY = os.environ["SECRET_KEY"]\n',
      'uwsgi.ini':
        '[uwsgi]\nmodule = shop.wsgi:application\nmaster = true\n; http-socket = :$(PORT)\nhttp-socket = :8000\n',
      Dockerfile:
        'FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["uwsgi", "--ini", "/app/uwsgi.ini"]\n',
    },
    outcome: 'fail',
    at: 'uwsgi.ini:5',
  },
  'uWSGI: a variable in its file': {
    files: {
      'requirements.txt': 'Django==5.1\nuwsgi==2.0.26\n',
      'manage.py':
        'import os\nimport sys\nfrom django.core.management import execute_from_command_line\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\nexecute_from_command_line(sys.argv)\n',
      'shop/__init__.py': '',
      'shop/wsgi.py':
        'import os\nfrom django.core.wsgi import get_wsgi_application\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\napplication = get_wsgi_application()\n',
      'shop/settings.py': 'import os\nSECRET_KEY = os.environ["SECRET_KEY"]\n',
      'uwsgi.ini': '[uwsgi]\nmodule = shop.wsgi:application\nmaster = true\nhttp = 0.0.0.0:$(PORT)\n',
      Dockerfile:
        'FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["uwsgi", "--ini", "/app/uwsgi.ini"]\n',
    },
    outcome: 'pass',
  },
  'supervisord: a literal in the line of a program': {
    files: {
      'requirements.txt': 'flask==3.0.3\ngunicorn==22.0.0\n',
      'app.py':
        'from flask import Flask\napp = Flask(__name__)\n\n\n@app.get("/")\ndef index():\n    return "ok"\n',
      'supervisord.conf':
        '[supervisord]\nnodaemon=true\n\n[program:web]\ncommand=gunicorn -b 0.0.0.0:8000 app:app\nstdout_logfile=/dev/stdout\n',
      Dockerfile:
        'FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt supervisor==4.2.5\nCMD ["supervisord", "-c", "/app/supervisord.conf"]\n',
    },
    outcome: 'fail',
    at: 'supervisord.conf:5',
  },
  'Python: a class of its own that derives from a server': {
    files: {
      'requirements.txt': 'requests==2.32.3\n',
      'server.py':
        'import os\nfrom http.server import BaseHTTPRequestHandler, ThreadingHTTPServer\n\nitems = []\n\n\nclass Handler(BaseHTTPRequestHandler):\n    def do_POST(self):\n        items.append(self.path)\n        self.send_response(201)\n        self.end_headers()\n\n\nclass Server(ThreadingHTTPServer):\n    daemon_threads = True\n\n\nif __name__ == "__main__":\n    Server(("", int(os.environ["PORT"])), Handler).serve_forever()\n',
      Dockerfile: 'FROM python:3.12-slim\nCOPY server.py .\nCMD ["python", "server.py"]\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Tornado: an option of the command line': {
    files: {
      'requirements.txt': 'tornado==6.4\n',
      'server.py':
        'import tornado.ioloop\nimport tornado.web\nfrom tornado.options import define, options, parse_command_line\n\ndefine("port", default=8888, type=int)\n\nif __name__ == "__main__":\n    parse_command_line()\n    tornado.web.Application([]).listen(options.port)\n    tornado.ioloop.IOLoop.current().start()\n',
    },
    outcome: 'pass',
  },
  'Go: redirects and a profiler beside the port that a flag sets': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n',
      'main.go':
        'package main\n\nimport (\n\t"flag"\n\t"net/http"\n\t_ "net/http/pprof"\n)\n\nfunc main() {\n\taddr := flag.String("addr", ":8443", "address")\n\tflag.Parse()\n\tgo http.ListenAndServe("localhost:6060", nil)\n\tgo http.ListenAndServe(":http", http.RedirectHandler("https://shop.example.com", 301))\n\thttp.ListenAndServeTLS(*addr, "cert.pem", "key.pem", nil)\n}\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Go: redirects beside a port that is fixed as well': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n',
      'main.go':
        'package main\n\nimport "net/http"\n\nfunc main() {\n\tgo http.ListenAndServe(":80", http.RedirectHandler("https://shop.example.com", 301))\n\thttp.ListenAndServeTLS(":8443", "cert.pem", "key.pem", nil)\n}\n',
    },
    outcome: 'fail',
    trap: true,
  },
  'Ruby: the image’s entry script hands on what compose says': {
    files: {
      Gemfile: "source 'https://rubygems.org'\ngem 'rails', '7.1.2'\ngem 'puma', '6.4.0'\n",
      'config.ru': "require_relative 'config/environment'\nrun Rails.application\n",
      'config/application.rb':
        "require 'rails/all'\nmodule Shop\n  class Application < Rails::Application\n  end\nend\n",
      'bin/docker-entrypoint': '#!/bin/bash -e\nexec "${@}"\n',
      Dockerfile:
        'FROM ruby:3.3.0\nWORKDIR /rails\nCOPY . .\nENTRYPOINT ["/rails/bin/docker-entrypoint"]\nCMD ["./bin/rails", "server"]\n',
      'docker-compose.yml': 'services:\n  web:\n    build: .\n    command: bundle exec rails s -p 3000\n',
    },
    outcome: 'fail',
    at: 'docker-compose.yml:4',
  },
  'Node: uWebSockets.js on a variable': {
    files: {
      'package.json':
        '{"name":"api","dependencies":{"uWebSockets.js":"uNetworking/uWebSockets.js#v20.49.0"}}',
      'index.js':
        "const uWS = require('uWebSockets.js');\nuWS.App().get('/*', (res) => res.end('')).listen(Number(process.env.PORT), () => {});\n",
    },
    outcome: 'pass',
  },
  'Node: Adonis reads the port by itself, and listens to a signal by its name': {
    files: {
      'package.json': '{"name":"web","type":"module","dependencies":{"@adonisjs/core":"6.9.0"}}',
      'bin/server.ts':
        "import { Ignitor } from '@adonisjs/core';\nnew Ignitor(new URL('../', import.meta.url), { importer: (path) => import(path) })\n  .tap((app) => {\n    app.listen('SIGTERM', () => app.terminate());\n  })\n  .httpServer()\n  .start();\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'Node: pm2 is told what to start by a module': {
    files: {
      'package.json':
        '{"name":"api","scripts":{"start":"pm2-runtime ecosystem.config.js","dev":"nodemon src/server.js"},"dependencies":{"express":"4.19.2","pm2":"5.3.0"}}',
      'ecosystem.config.js': "module.exports = { apps: [{ name: 'api', script: 'src/server.js' }] };\n",
      'src/server.js': "require('express')().listen(3000);\n",
    },
    outcome: 'fail',
    at: 'src/server.js:1',
    trap: true,
  },
  'Python: CherryPy’s own settings': {
    files: {
      'requirements.txt': 'cherrypy==18.9.0\n',
      'app.py':
        "import os\nimport cherrypy\n\ncherrypy.config.update({'server.socket_port': int(os.environ.get('PORT', 8080))})\ncherrypy.quickstart(object())\n",
    },
    outcome: 'pass',
  },
  'Python: CherryPy’s own settings with a literal': {
    files: {
      'requirements.txt': 'cherrypy==18.9.0\n',
      'app.py':
        "import cherrypy\n\ncherrypy.quickstart(object(), '/', {'global': {'server.socket_port': 9090}})\n",
    },
    outcome: 'fail',
    at: 'app.py:3',
  },
  'Python: an entry of a tracked file that configparser reads': {
    files: {
      'requirements.txt': 'flask==3.0.3\n',
      'config.ini': '[server]\nport = 8080\n',
      'app.py':
        "import configparser\nfrom flask import Flask\n\nconfig = configparser.ConfigParser()\nconfig.read('config.ini')\napp = Flask(__name__)\napp.run(port=config.getint('server', 'port'))\n",
    },
    outcome: 'fail',
    at: 'config.ini:2',
  },
  'Go: viper without the environment': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n\nrequire github.com/spf13/viper v1.18.2\n',
      'config.yaml': 'server:\n  port: 8080\n',
      'main.go':
        'package main\n\nimport (\n\t"net/http"\n\n\t"github.com/spf13/viper"\n)\n\nfunc main() {\n\tviper.SetConfigName("config")\n\tviper.AddConfigPath(".")\n\tviper.ReadInConfig()\n\thttp.ListenAndServe(":"+viper.GetString("server.port"), nil)\n}\n',
    },
    outcome: 'fail',
    at: 'config.yaml:2',
  },
  'Go: viper with the environment over the file': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n\nrequire github.com/spf13/viper v1.18.2\n',
      'config.yaml': 'server:\n  port: 8080\n',
      'main.go':
        'package main\n\nimport (\n\t"net/http"\n\n\t"github.com/spf13/viper"\n)\n\nfunc main() {\n\tviper.SetConfigName("config")\n\tviper.AddConfigPath(".")\n\tviper.AutomaticEnv()\n\tviper.ReadInConfig()\n\thttp.ListenAndServe(":"+viper.GetString("server.port"), nil)\n}\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Go: viper looks into a folder of the deploy as well': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n\nrequire github.com/spf13/viper v1.18.2\n',
      'config.yaml': 'server:\n  port: 8080\n',
      'main.go':
        'package main\n\nimport (\n\t"net/http"\n\n\t"github.com/spf13/viper"\n)\n\nfunc main() {\n\tviper.SetConfigName("config")\n\tviper.AddConfigPath("/etc/shop")\n\tviper.AddConfigPath(".")\n\tviper.ReadInConfig()\n\thttp.ListenAndServe(":"+viper.GetString("server.port"), nil)\n}\n',
    },
    outcome: 'pass',
    trap: true,
  },
} satisfies Cases;
