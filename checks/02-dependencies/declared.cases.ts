import type { Cases } from '../engine/cases.ts';

export default {
  'Node: declared': {
    files: {
      'package.json': '{"name":"shop","dependencies":{"express":"4.19.2"}}',
      'server.js': "const express = require('express');\nexpress().listen(process.env.PORT);\n",
    },
    outcome: 'pass',
  },
  'Node: an import that no manifest knows': {
    files: {
      'package.json': '{"name":"shop","dependencies":{"express":"4.19.2"}}',
      'server.js':
        "const express = require('express');\nconst pg = require('pg');\nexpress().listen(process.env.PORT);\n",
    },
    outcome: 'fail',
    at: 'server.js:2',
  },
  'Node: the platform, local files and types need no declaration': {
    files: {
      'package.json': '{"name":"shop","dependencies":{}}',
      'server.ts':
        "import { createServer } from 'node:http';\nimport type { Pool } from 'pg';\nimport { handle } from './handle.js';\nexport type P = Pool;\ncreateServer(handle).listen(process.env.PORT);\n",
      'handle.ts': 'export const handle = () => {};\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Node: an import in a comment': {
    files: {
      'package.json': '{"name":"shop","dependencies":{}}',
      'server.js': "// const pg = require('pg');\nrequire('http').createServer().listen(process.env.PORT);\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'Python: declared under another name': {
    files: {
      'requirements.txt': 'PyYAML==6.0.2\nFlask==3.0.3\n',
      'app.py': 'import yaml\nfrom flask import Flask\napp = Flask(__name__)\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Python: undeclared': {
    files: {
      'requirements.txt': 'Flask==3.0.3\n',
      'app.py': 'import requests\nfrom flask import Flask\napp = Flask(__name__)\n',
    },
    outcome: 'fail',
    at: 'app.py:1',
  },
  'Python: a package installed by name in the image': {
    files: {
      'requirements.txt': 'Flask==3.0.3\n',
      'app.py': 'from flask import Flask\napp = Flask(__name__)\n',
      Dockerfile: 'FROM python:3.12-slim\nRUN pip install gunicorn\nCOPY . .\nCMD ["gunicorn", "app:app"]\n',
    },
    outcome: 'fail',
    at: 'Dockerfile:2',
  },
  'Node: a manifest that can’t be read': {
    files: {
      'package.json': '{ "dependencies": ',
      'server.js': "require('express')().listen(process.env.PORT);\n",
    },
    outcome: 'unknown',
    trap: true,
  },
  'Go: declared': {
    files: {
      'go.mod': 'module example.org/shop\n\ngo 1.22\n\nrequire github.com/lib/pq v1.10.9\n',
      'go.sum': 'github.com/lib/pq v1.10.9 h1:x\n',
      'main.go':
        'package main\n\nimport (\n\t"net/http"\n\t_ "github.com/lib/pq"\n)\n\nfunc main() { http.ListenAndServe(":8080", nil) }\n',
    },
    outcome: 'pass',
  },
  'Go: undeclared': {
    files: {
      'go.mod': 'module example.org/shop\n\ngo 1.22\n',
      'main.go':
        'package main\n\nimport (\n\t"net/http"\n\t"github.com/gorilla/mux"\n)\n\nfunc main() { http.ListenAndServe(":8080", mux.NewRouter()) }\n',
    },
    outcome: 'fail',
    at: 'main.go:5',
  },
  'Go before modules: declared to gvt, with the program’s own packages under its path in GOPATH': {
    files: {
      'vendor/manifest':
        '{\n\t"version": 0,\n\t"dependencies": [\n\t\t{\n\t\t\t"importpath": "github.com/lib/pq",\n\t\t\t"revision": "b7fe2a1b"\n\t\t}\n\t]\n}\n',
      'shop.go': '// Package shop sells.\npackage shop\n\nfunc Open() {}\n',
      'store/store.go': 'package store\n\nfunc Open() {}\n',
      'cmd/shop/main.go':
        'package main\n\nimport (\n\t"net/http"\n\t"github.com/acme/shop"\n\t"github.com/acme/shop/store"\n\t_ "github.com/lib/pq"\n)\n\nfunc main() {\n\tshop.Open()\n\tstore.Open()\n\thttp.ListenAndServe(":8080", nil)\n}\n',
    },
    outcome: 'pass',
  },
  'Go before modules: dep locks what the source imports without a constraint': {
    files: {
      'Gopkg.toml': '[prune]\n  unused-packages = true\n',
      'Gopkg.lock':
        '[[projects]]\n  name = "github.com/lib/pq"\n  packages = ["."]\n  revision = "b7fe2a1b"\n',
      'main.go':
        'package main\n\nimport (\n\t"net/http"\n\t_ "github.com/lib/pq"\n)\n\nfunc main() { http.ListenAndServe(":8080", nil) }\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Go before modules: a tree that glide doesn’t know of': {
    files: {
      'glide.yaml':
        'package: github.com/acme/shop\nimport:\n- package: github.com/gorilla/mux\n  version: v1.6.0\n',
      'vendor/github.com/lib/pq/pq.go': 'package pq\n',
      'main.go':
        'package main\n\nimport (\n\t"net/http"\n\t_ "github.com/lib/pq"\n)\n\nfunc main() { http.ListenAndServe(":8080", nil) }\n',
    },
    outcome: 'fail',
    at: 'main.go:5',
  },
  'Go before modules: what a vendored package declares is not the program’s': {
    files: {
      'Godeps/Godeps.json': '{"ImportPath": "github.com/acme/shop", "Deps": []}\n',
      'vendor/github.com/gorilla/mux/Godeps/Godeps.json':
        '{"ImportPath": "github.com/gorilla/mux", "Deps": [{"ImportPath": "github.com/lib/pq", "Rev": "b7fe2a1b"}]}\n',
      'main.go':
        'package main\n\nimport (\n\t"net/http"\n\t_ "github.com/lib/pq"\n)\n\nfunc main() { http.ListenAndServe(":8080", nil) }\n',
    },
    outcome: 'fail',
    at: 'main.go:5',
    trap: true,
  },
  'Elixir: Plug arrives through Phoenix, which may expose it': {
    files: {
      'mix.exs':
        'defmodule Shop.MixProject do\n  use Mix.Project\n\n  def project, do: [app: :shop, version: "1.0.0", deps: deps()]\n  def application, do: [mod: {Shop.Application, []}]\n\n  defp deps do\n    [\n      {:phoenix, "~> 1.7.14"},\n      {:ecto_sql, "~> 3.12"},\n      {:postgrex, ">= 0.0.0"},\n    ]\n  end\nend\n',
      'lib/shop/application.ex':
        'defmodule Shop.Application do\n  use Application\n\n  def start(_type, _args) do\n    Supervisor.start_link([Shop.Repo, ShopWeb.Endpoint], strategy: :one_for_one)\n  end\nend\n',
      'lib/shop_web/endpoint.ex':
        'defmodule ShopWeb.Endpoint do\n  use Phoenix.Endpoint, otp_app: :shop\n\n  plug Plug.Session, store: :cookie, key: "_shop", signing_salt: "Wq1"\n  plug ShopWeb.Router\nend\n',
      'mix.lock':
        '%{\n  "phoenix": {:hex, :phoenix, "1.0.0", "abc", [:mix], [], "hexpm", "def"},\n  "ecto_sql": {:hex, :ecto_sql, "1.0.0", "abc", [:mix], [], "hexpm", "def"},\n  "postgrex": {:hex, :postgrex, "1.0.0", "abc", [:mix], [], "hexpm", "def"},\n  "plug": {:hex, :plug, "1.0.0", "abc", [:mix], [], "hexpm", "def"},\n}\n',
      'lib/shop_web/auth.ex':
        'defmodule ShopWeb.Auth do\n  import Plug.Conn\n\n  def call(conn, _), do: halt(conn)\nend\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Elixir: a package that nothing declares': {
    files: {
      'mix.exs':
        'defmodule Shop.MixProject do\n  use Mix.Project\n\n  def project, do: [app: :shop, version: "1.0.0", deps: deps()]\n  def application, do: [mod: {Shop.Application, []}]\n\n  defp deps do\n    [\n      {:phoenix, "~> 1.7.14"},\n      {:ecto_sql, "~> 3.12"},\n      {:postgrex, ">= 0.0.0"},\n    ]\n  end\nend\n',
      'lib/shop/application.ex':
        'defmodule Shop.Application do\n  use Application\n\n  def start(_type, _args) do\n    Supervisor.start_link([Shop.Repo, ShopWeb.Endpoint], strategy: :one_for_one)\n  end\nend\n',
      'lib/shop_web/endpoint.ex':
        'defmodule ShopWeb.Endpoint do\n  use Phoenix.Endpoint, otp_app: :shop\n\n  plug Plug.Session, store: :cookie, key: "_shop", signing_salt: "Wq1"\n  plug ShopWeb.Router\nend\n',
      'mix.lock':
        '%{\n  "phoenix": {:hex, :phoenix, "1.0.0", "abc", [:mix], [], "hexpm", "def"},\n  "ecto_sql": {:hex, :ecto_sql, "1.0.0", "abc", [:mix], [], "hexpm", "def"},\n  "postgrex": {:hex, :postgrex, "1.0.0", "abc", [:mix], [], "hexpm", "def"},\n}\n',
      'lib/shop/jobs.ex': 'defmodule Shop.Jobs do\n  use Oban.Worker\n\n  def perform(_), do: :ok\nend\n',
    },
    outcome: 'fail',
    at: 'lib/shop/jobs.ex:2',
  },
  'Python 2: its own library, and a package under another name': {
    files: {
      'requirements.txt': 'Flask==0.10\nsqlalchemy-migrate==0.7.2\n',
      'app.py':
        'from StringIO import StringIO\nfrom migrate.versioning import api\nfrom flask import Flask\napp = Flask(__name__)\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Python: a distribution below a namespace': {
    files: {
      'requirements.txt': 'Flask==3.0.3\ngoogle-cloud-secret-manager==2.20.0\n',
      'app.py': 'from google.cloud import secretmanager_v1\nfrom flask import Flask\napp = Flask(__name__)\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Ruby: a gem that the Gemfile names': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'sinatra'\ngem 'redis'\n",
      'app.rb': "require 'sinatra'\nrequire 'json'\nrequire 'redis'\n",
    },
    outcome: 'pass',
  },
  'Ruby: a gem that nobody names': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'sinatra'\n",
      'app.rb': "require 'sinatra'\nrequire 'redis'\n",
    },
    outcome: 'fail',
    at: 'app.rb:2',
  },
  'Ruby: files of its own, and parts of a gem': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'sinatra', '~> 4.0'\ngem 'puma', '~> 6.4'\n",
      'app.rb': "require 'sinatra/base'\nrequire_relative 'lib/store'\nrequire 'store'\n",
      'lib/store.rb': 'class Store\nend\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Ruby: a gem for tests alone': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\ngem 'sinatra'\ngroup :development, :test do\n  gem 'httparty'\nend\n",
      'app.rb': "require 'sinatra'\nrequire 'httparty'\n",
    },
    outcome: 'pass',
  },
  'PHP: a package that composer.json has not': {
    files: {
      'composer.json': '{"require": {"slim/slim": "^4.0"}}',
      'public/index.php':
        '<?php\nuse GuzzleHttp\\Client;\nuse Slim\\Factory\\AppFactory;\n$app = AppFactory::create();\n$client = new Client();\n',
    },
    outcome: 'fail',
    at: 'public/index.php:2',
  },
  'PHP: declared, with classes of its own': {
    files: {
      'composer.json': '{"require": {"slim/slim": "^4.0"}, "autoload": {"psr-4": {"App\\\\": "src/"}}}',
      'public/index.php':
        '<?php\nuse App\\Orders;\nuse Slim\\Factory\\AppFactory;\n$app = AppFactory::create();\nnew Orders();\n',
      'src/Orders.php': '<?php\nnamespace App;\nclass Orders {}\n',
    },
    outcome: 'pass',
  },
  'PHP: a name that is only a type, and Laravel’s own parts': {
    files: {
      'composer.json':
        '{"name": "shop/shop", "type": "project", "require": {"php": "^8.2", "laravel/framework": "^11.0"}, "autoload": {"psr-4": {"App\\\\": "app/"}}}',
      'app/Orders.php':
        "<?php\nnamespace App;\nuse Carbon\\Carbon;\nuse Monolog\\Logger;\nuse Stripe\\StripeClient;\nuse Psr\\Log\\LoggerInterface;\nclass Orders {\n    public function __construct(private LoggerInterface $log, private ?StripeClient $stripe = null) { Carbon::now(); new \\PDO('sqlite::memory:'); }\n}\n",
    },
    outcome: 'pass',
    trap: true,
  },
  '.NET: packages in the project file': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n  <ItemGroup>\n    <PackageReference Include="Dapper" Version="2.1.35" />\n  </ItemGroup>\n</Project>\n',
      'Program.cs':
        'using Dapper;\n\nvar builder = WebApplication.CreateBuilder(args);\nvar app = builder.Build();\napp.Run();\n',
    },
    outcome: 'pass',
  },
  'TypeScript: a pattern that only the bundler’s types know': {
    files: {
      'package.json': '{"name":"ui","dependencies":{"express":"4.19.2"}}',
      'server.ts':
        'import express from "express";\nlet worker: typeof import("*?worker");\nexpress().listen(process.env.PORT);\n',
    },
    outcome: 'pass',
    trap: true,
  },
  '.NET: a namespace that no package brings': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n</Project>\n',
      'Program.cs':
        'using Dapper;\n\nvar builder = WebApplication.CreateBuilder(args);\nvar app = builder.Build();\napp.Run();\n',
    },
    outcome: 'fail',
    at: 'Program.cs:1',
  },
  '.NET: a package of a project that this one is built with': {
    files: {
      'src/Web/Web.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n  <ItemGroup>\n    <ProjectReference Include="..\\Data\\Data.csproj" />\n  </ItemGroup>\n</Project>\n',
      'src/Web/Program.cs':
        'using Dapper;\n\nvar builder = WebApplication.CreateBuilder(args);\nbuilder.Build().Run();\n',
      'src/Data/Data.csproj':
        '<Project Sdk="Microsoft.NET.Sdk">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n  <ItemGroup>\n    <PackageReference Include="Dapper" Version="2.1.35" />\n  </ItemGroup>\n</Project>\n',
      'src/Data/Store.cs': 'namespace Shop.Data;\n\npublic class Store { }\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Java: what a declared package exposes': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'src/main/java/com/example/shop/Orders.java':
        'package com.example.shop;\n\nimport org.springframework.web.bind.annotation.*;\nimport com.fasterxml.jackson.databind.ObjectMapper;\n\n@RestController\npublic class Orders {\n  @GetMapping("/")\n  String all() {\n    return "ok";\n  }\n}\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Node: what a package of the workspace imports, its own manifest declares': {
    files: {
      'package.json': '{"name":"root","private":true,"workspaces":["web","common"]}',
      'web/package.json': '{"name":"web","dependencies":{"common":"workspace:*"}}',
      'web/server.js': "require('common');\nrequire('http').createServer().listen(process.env.PORT);\n",
      'common/package.json': '{"name":"common","main":"index.js","dependencies":{"left-pad":"1.3.0"}}',
      'common/index.js': "module.exports = require('left-pad');\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'Rust: a crate that nothing declares': {
    files: {
      'Cargo.toml':
        '[package]\nname = "shop"\nversion = "1.0.0"\nedition = "2021"\n\n[dependencies]\naxum = "0.7.5"\ntokio = { version = "1.38", features = ["full"] }\n',
      'src/main.rs':
        'use axum::{routing::get, Router};\nuse redis::Commands;\n#[tokio::main]\nasync fn main() {\n    let app = Router::new().route("/", get(|| async { "ok" }));\n    let port = std::env::var("PORT").unwrap_or_else(|_| "3000".to_string());\n    let listener = tokio::net::TcpListener::bind(format!("0.0.0.0:{port}")).await.unwrap();\n    axum::serve(listener, app).await.unwrap();\n}\n',
    },
    outcome: 'fail',
    at: 'src/main.rs:2',
  },
  'Rust: a module inside the file is no crate': {
    files: {
      'Cargo.toml':
        '[package]\nname = "shop"\nversion = "1.0.0"\nedition = "2021"\n\n[dependencies]\naxum = "0.7.5"\ntokio = { version = "1.38", features = ["full"] }\n',
      'src/main.rs':
        'use axum::{routing::get, Router};\nuse inner::hello;\nmod inner {\n    pub fn hello() {}\n}\n\n#[tokio::main]\nasync fn main() {\n    let app = Router::new().route("/", get(|| async { "ok" }));\n    let port = std::env::var("PORT").unwrap_or_else(|_| "3000".to_string());\n    let listener = tokio::net::TcpListener::bind(format!("0.0.0.0:{port}")).await.unwrap();\n    axum::serve(listener, app).await.unwrap();\n}\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Node: apps that share the manifest of the folder above': {
    files: {
      'package.json':
        '{"name":"shop","private":true,"dependencies":{"@nestjs/common":"10.0.0","@nestjs/core":"10.0.0","@nestjs/platform-express":"10.0.0"}}',
      'libs/common/src/index.ts': "export { Logger } from '@nestjs/common';\n",
      'apps/orders/Dockerfile': 'FROM node:20\nCOPY . .\nCMD ["node", "dist/apps/orders/main"]\n',
      'apps/orders/src/main.ts':
        "import { NestFactory } from '@nestjs/core';\nimport { OrdersModule } from './orders.module';\nNestFactory.create(OrdersModule).then((app) => app.listen(process.env.PORT));\n",
      'apps/orders/src/orders.module.ts':
        "import { Module } from '@nestjs/common';\n@Module({})\nexport class OrdersModule {}\n",
      'apps/billing/Dockerfile': 'FROM node:20\nCOPY . .\nCMD ["node", "dist/apps/billing/main"]\n',
      'apps/billing/src/main.ts':
        "import { NestFactory } from '@nestjs/core';\nimport { Module } from '@nestjs/common';\n@Module({})\nclass BillingModule {}\nNestFactory.createMicroservice(BillingModule).then((app) => app.listen());\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'Node: the folder above doesn’t declare it either': {
    files: {
      'package.json': '{"name":"shop","private":true,"dependencies":{"express":"4.19.2"}}',
      'apps/orders/Dockerfile': 'FROM node:20\nCOPY . .\nCMD ["node", "main.js"]\n',
      'apps/orders/main.js': "require('express')().listen(process.env.PORT);\nrequire('lodash');\n",
      'apps/billing/Dockerfile': 'FROM node:20\nCOPY . .\nCMD ["node", "main.js"]\n',
      'apps/billing/main.js': "require('express')().listen(process.env.PORT);\n",
    },
    outcome: 'fail',
    at: 'apps/orders/main.js:2',
  },
  'Rust: a member of the workspace inside the app, and a name of the file that is exported anew': {
    files: {
      'Cargo.toml':
        '[workspace]\nmembers = ["macros"]\n\n[package]\nname = "vault"\nversion = "0.1.0"\n\n[dependencies]\nrocket = "0.5"\nmacros = { path = "./macros" }\n',
      'src/main.rs':
        'use macros::Route;\n\npub fn is_global_hardcoded() -> bool {\n    true\n}\n\npub use is_global_hardcoded as is_global;\n\n#[rocket::launch]\nfn rocket() -> _ {\n    rocket::build()\n}\n',
      'macros/Cargo.toml':
        '[package]\nname = "macros"\nversion = "0.1.0"\n\n[lib]\nproc-macro = true\n\n[dependencies]\nquote = "1"\n',
      'macros/src/lib.rs': 'use quote::quote;\n',
      'Cargo.lock':
        'version = 4\n\n[[package]]\nname = "macros"\nversion = "0.1.0"\n\n[[package]]\nname = "quote"\nversion = "1.0.0"\n\n[[package]]\nname = "rocket"\nversion = "0.5.1"\n',
    },
    outcome: 'pass',
    trap: true,
  },
} satisfies Cases;
