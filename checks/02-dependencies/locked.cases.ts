import type { Cases } from '../engine/cases.ts';

const server = { 'server.js': "require('express')().listen(process.env.PORT);\n" };
const manifest = '{"name":"shop","version":"1.0.0","dependencies":{"express":"^4.19.2"}}';
const lock =
  '{"name":"shop","lockfileVersion":3,"packages":{"":{"dependencies":{"express":"^4.19.2"}},"node_modules/express":{"version":"4.19.2"}}}';
const flask = {
  'app.py': 'from flask import Flask\napp = Flask(__name__)\n',
  Procfile: 'web: gunicorn app:app\n',
};
const go = {
  'main.go':
    'package main\n\nimport (\n\t"net/http"\n\t_ "github.com/lib/pq"\n)\n\nfunc main() { http.ListenAndServe(":8080", nil) }\n',
};

export default {
  'Node: a lock beside the manifest': {
    files: { ...server, 'package.json': manifest, 'package-lock.json': lock },
    outcome: 'pass',
  },
  'Node: no lock': { files: { ...server, 'package.json': manifest }, outcome: 'fail' },
  'Node: an empty file named like a lock': {
    files: { ...server, 'package.json': manifest, 'package-lock.json': '' },
    outcome: 'fail',
    trap: true,
  },
  'Node: a lock that misses a dependency': {
    files: {
      ...server,
      'package.json': '{"name":"shop","dependencies":{"express":"^4.19.2","pg":"^8.0.0"}}',
      'package-lock.json': lock,
    },
    outcome: 'fail',
    trap: true,
  },
  'Python: every line pinned': {
    files: { ...flask, 'requirements.txt': 'flask==3.0.3\ngunicorn==22.0.0\n' },
    outcome: 'pass',
  },
  'Python: an open line': {
    files: { ...flask, 'requirements.txt': 'flask==3.0.3\ngunicorn\n' },
    outcome: 'fail',
    at: 'requirements.txt:2',
  },
  'Go: sums': {
    files: {
      ...go,
      'go.mod': 'module shop\n\ngo 1.22\n\nrequire github.com/lib/pq v1.10.9\n',
      'go.sum': 'github.com/lib/pq v1.10.9 h1:a\ngithub.com/lib/pq v1.10.9/go.mod h1:b\n',
    },
    outcome: 'pass',
  },
  'Go: no sums': {
    files: { ...go, 'go.mod': 'module shop\n\ngo 1.22\n\nrequire github.com/lib/pq v1.10.9\n' },
    outcome: 'fail',
  },
  'Go: only the standard library needs none': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n',
      'main.go': 'package main\n\nimport "net/http"\n\nfunc main() { http.ListenAndServe(":8080", nil) }\n',
    },
    outcome: 'notApplicable',
    trap: true,
  },
  'Go before modules: govendor fixes revisions in its manifest': {
    files: {
      ...go,
      'vendor/vendor.json':
        '{"rootPath": "github.com/acme/shop", "package": [{"path": "github.com/lib/pq", "revision": "b7fe2a1b"}]}\n',
    },
    outcome: 'pass',
  },
  'Go before modules: dep without its lock': {
    files: {
      ...go,
      'Gopkg.toml': '[[constraint]]\n  name = "github.com/lib/pq"\n  version = "1.0.0"\n',
    },
    outcome: 'fail',
    at: 'Gopkg.toml',
  },
  'Go before modules: glide’s lock misses an import': {
    files: {
      ...go,
      'glide.yaml': 'package: github.com/acme/shop\nimport:\n- package: github.com/lib/pq\n',
      'glide.lock': 'hash: a\nimports:\n- name: github.com/gorilla/mux\n  version: b7fe2a1b\n',
    },
    outcome: 'fail',
    at: 'glide.yaml:3',
  },
  'Go before modules: an entry of gvt’s manifest without a revision': {
    files: {
      ...go,
      'vendor/manifest':
        '{\n"dependencies": [\n{"importpath": "github.com/lib/pq", "branch": "master"}\n]\n}\n',
    },
    outcome: 'fail',
    trap: true,
  },
  'Go: what dep left behind asks for no lock beside go.mod': {
    files: {
      ...go,
      'go.mod': 'module shop\n\ngo 1.22\n\nrequire github.com/lib/pq v1.10.9\n',
      'go.sum': 'github.com/lib/pq v1.10.9 h1:a\n',
      'Gopkg.toml': '[[constraint]]\n  name = "github.com/lib/pq"\n  version = "1.0.0"\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'mix.lock beside mix.exs': {
    files: {
      'mix.exs':
        'defmodule Shop.MixProject do\n  use Mix.Project\n\n  def project, do: [app: :shop, version: "1.0.0", deps: deps()]\n  def application, do: [mod: {Shop.Application, []}]\n\n  defp deps do\n    [\n      {:phoenix, "~> 1.7.14"},\n      {:ecto_sql, "~> 3.12"},\n      {:postgrex, ">= 0.0.0"},\n    ]\n  end\nend\n',
      'lib/shop/application.ex':
        'defmodule Shop.Application do\n  use Application\n\n  def start(_type, _args) do\n    Supervisor.start_link([Shop.Repo, ShopWeb.Endpoint], strategy: :one_for_one)\n  end\nend\n',
      'lib/shop_web/endpoint.ex':
        'defmodule ShopWeb.Endpoint do\n  use Phoenix.Endpoint, otp_app: :shop\n\n  plug Plug.Session, store: :cookie, key: "_shop", signing_salt: "Wq1"\n  plug ShopWeb.Router\nend\n',
      'mix.lock':
        '%{\n  "phoenix": {:hex, :phoenix, "1.0.0", "abc", [:mix], [], "hexpm", "def"},\n  "ecto_sql": {:hex, :ecto_sql, "1.0.0", "abc", [:mix], [], "hexpm", "def"},\n  "postgrex": {:hex, :postgrex, "1.0.0", "abc", [:mix], [], "hexpm", "def"},\n}\n',
    },
    outcome: 'pass',
  },
  'mix.exs without a lock': {
    files: {
      'mix.exs':
        'defmodule Shop.MixProject do\n  use Mix.Project\n\n  def project, do: [app: :shop, version: "1.0.0", deps: deps()]\n  def application, do: [mod: {Shop.Application, []}]\n\n  defp deps do\n    [\n      {:phoenix, "~> 1.7.14"},\n      {:ecto_sql, "~> 3.12"},\n      {:postgrex, ">= 0.0.0"},\n    ]\n  end\nend\n',
      'lib/shop/application.ex':
        'defmodule Shop.Application do\n  use Application\n\n  def start(_type, _args) do\n    Supervisor.start_link([Shop.Repo, ShopWeb.Endpoint], strategy: :one_for_one)\n  end\nend\n',
      'lib/shop_web/endpoint.ex':
        'defmodule ShopWeb.Endpoint do\n  use Phoenix.Endpoint, otp_app: :shop\n\n  plug Plug.Session, store: :cookie, key: "_shop", signing_salt: "Wq1"\n  plug ShopWeb.Router\nend\n',
    },
    outcome: 'fail',
    at: 'mix.exs',
  },
  'mix.lock that lacks a dependency': {
    files: {
      'mix.exs':
        'defmodule Shop.MixProject do\n  use Mix.Project\n\n  def project, do: [app: :shop, version: "1.0.0", deps: deps()]\n  def application, do: [mod: {Shop.Application, []}]\n\n  defp deps do\n    [\n      {:phoenix, "~> 1.7.14"},\n      {:ecto_sql, "~> 3.12"},\n      {:postgrex, ">= 0.0.0"},\n    ]\n  end\nend\n',
      'lib/shop/application.ex':
        'defmodule Shop.Application do\n  use Application\n\n  def start(_type, _args) do\n    Supervisor.start_link([Shop.Repo, ShopWeb.Endpoint], strategy: :one_for_one)\n  end\nend\n',
      'lib/shop_web/endpoint.ex':
        'defmodule ShopWeb.Endpoint do\n  use Phoenix.Endpoint, otp_app: :shop\n\n  plug Plug.Session, store: :cookie, key: "_shop", signing_salt: "Wq1"\n  plug ShopWeb.Router\nend\n',
      'mix.lock':
        '%{\n  "phoenix": {:hex, :phoenix, "1.0.0", "abc", [:mix], [], "hexpm", "def"},\n  "ecto_sql": {:hex, :ecto_sql, "1.0.0", "abc", [:mix], [], "hexpm", "def"},\n}\n',
    },
    outcome: 'fail',
    at: 'mix.exs:11',
  },
  'an umbrella’s lock above its members': {
    files: {
      'mix.exs':
        'defmodule Shop.Umbrella do\n  use Mix.Project\n  def project, do: [apps_path: "apps", deps: []]\nend\n',
      'mix.lock':
        '%{\n  "phoenix": {:hex, :phoenix, "1.0.0", "abc", [:mix], [], "hexpm", "def"},\n  "ecto_sql": {:hex, :ecto_sql, "1.0.0", "abc", [:mix], [], "hexpm", "def"},\n  "postgrex": {:hex, :postgrex, "1.0.0", "abc", [:mix], [], "hexpm", "def"},\n}\n',
      'apps/shop/mix.exs':
        'defmodule Shop.MixProject do\n  use Mix.Project\n\n  def project, do: [app: :shop, version: "1.0.0", deps: deps()]\n  def application, do: [mod: {Shop.Application, []}]\n\n  defp deps do\n    [\n      {:phoenix, "~> 1.7.14"},\n      {:ecto_sql, "~> 3.12"},\n      {:postgrex, ">= 0.0.0"},\n    ]\n  end\nend\n',
      'apps/shop/lib/shop/application.ex':
        'defmodule Shop.Application do\n  use Application\n\n  def start(_type, _args) do\n    Supervisor.start_link([Shop.Repo, ShopWeb.Endpoint], strategy: :one_for_one)\n  end\nend\n',
      'apps/shop/lib/shop_web/endpoint.ex':
        'defmodule ShopWeb.Endpoint do\n  use Phoenix.Endpoint, otp_app: :shop\n\n  plug Plug.Session, store: :cookie, key: "_shop", signing_salt: "Wq1"\n  plug ShopWeb.Router\nend\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Ruby: Gemfile.lock': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'sinatra', '~> 4.0'\n",
      'Gemfile.lock':
        'GEM\n  remote: https://rubygems.org/\n  specs:\n    rack (3.0.9)\n    sinatra (4.0.0)\n      rack (>= 3.0.0, < 4)\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n  sinatra (~> 4.0)\n\nBUNDLED WITH\n   2.5.6\n',
      'app.rb': "require 'sinatra'\n",
    },
    outcome: 'pass',
  },
  'Ruby: no Gemfile.lock': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'sinatra', '4.0.0'\n",
      'app.rb': "require 'sinatra'\n",
    },
    outcome: 'fail',
    at: 'Gemfile',
  },
  'Ruby: a gem that the lock doesn’t know': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'sinatra', '~> 4.0'\ngem 'redis'\n",
      'Gemfile.lock':
        'GEM\n  remote: https://rubygems.org/\n  specs:\n    rack (3.0.9)\n    sinatra (4.0.0)\n      rack (>= 3.0.0, < 4)\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n  sinatra (~> 4.0)\n\nBUNDLED WITH\n   2.5.6\n',
      'app.rb': "require 'sinatra'\n",
    },
    outcome: 'fail',
    at: 'Gemfile:4',
    trap: true,
  },
  'PHP: composer.lock': {
    files: {
      'composer.json': '{"require": {"php": "^8.2", "ext-pdo": "*", "slim/slim": "^4.0"}}',
      'composer.lock':
        '{"packages": [{"name": "slim/slim", "version": "1.0.0"}, {"name": "slim/psr7", "version": "1.0.0"}]}',
      'index.php': '<?php\n',
    },
    outcome: 'pass',
  },
  'PHP: no composer.lock': {
    files: {
      'composer.json': '{"require": {"slim/slim": "4.12.0"}}',
      'index.php': '<?php\n',
    },
    outcome: 'fail',
    at: 'composer.json',
  },
  'PHP: only the platform is required': {
    files: {
      'composer.json': '{"require": {"php": "^8.2", "ext-mbstring": "*"}}',
      'index.php': '<?php\n',
    },
    outcome: 'notApplicable',
    trap: true,
  },
  '.NET: literal versions': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n  <ItemGroup>\n    <PackageReference Include="Dapper" Version="2.1.35" />\n    <PackageReference Include="Npgsql" Version="8.0.3" />\n  </ItemGroup>\n</Project>\n',
      'Program.cs': 'var builder = WebApplication.CreateBuilder(args);\nbuilder.Build().Run();\n',
    },
    outcome: 'pass',
  },
  '.NET: a floating version': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n  <ItemGroup>\n    <PackageReference Include="Dapper" Version="2.*" />\n    <PackageReference Include="Npgsql" Version="8.0.3" />\n  </ItemGroup>\n</Project>\n',
      'Program.cs': 'var builder = WebApplication.CreateBuilder(args);\nbuilder.Build().Run();\n',
    },
    outcome: 'fail',
    at: 'Shop.csproj:6',
  },
  '.NET: versions in the central list': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n  <ItemGroup>\n    <PackageReference Include="Dapper" />\n    <PackageReference Include="Microsoft.EntityFrameworkCore" />\n  </ItemGroup>\n</Project>\n',
      'Program.cs': 'var builder = WebApplication.CreateBuilder(args);\nbuilder.Build().Run();\n',
      'Directory.Packages.props':
        '<Project>\n  <PropertyGroup>\n    <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>\n    <EfVersion>8.0.4</EfVersion>\n  </PropertyGroup>\n  <ItemGroup>\n    <PackageVersion Include="Dapper" Version="2.1.35" />\n    <PackageVersion Include="Microsoft.EntityFrameworkCore" Version="$(EfVersion)" />\n  </ItemGroup>\n</Project>\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Maven: versions by a parent with a literal version': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n    <dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId><scope>runtime</scope></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
    },
    outcome: 'pass',
  },
  'Maven: a range': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n    <dependency><groupId>com.google.guava</groupId><artifactId>guava</artifactId><version>[30,)</version></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
    },
    outcome: 'fail',
    at: 'pom.xml:12',
  },
  'Maven: a SNAPSHOT by a property': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <properties>\n    <rules>2.0-SNAPSHOT</rules>\n  </properties>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n    <dependency><groupId>org.acme</groupId><artifactId>rules</artifactId><version>${rules}</version></dependency>\n  </dependencies>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
    },
    outcome: 'fail',
    at: 'pom.xml:15',
  },
  'Maven: modules of the same build bear its SNAPSHOT version': {
    files: {
      'pom.xml':
        '<project>\n  <groupId>shop</groupId>\n  <artifactId>all</artifactId>\n  <version>1.0-SNAPSHOT</version>\n  <packaging>pom</packaging>\n  <modules><module>web</module></modules>\n  <dependencyManagement><dependencies><dependency><groupId>org.eclipse.jetty</groupId><artifactId>jetty-server</artifactId><version>12.0.15</version></dependency></dependencies></dependencyManagement>\n</project>\n',
      'web/pom.xml':
        '<project>\n  <parent><groupId>shop</groupId><artifactId>all</artifactId><version>1.0-SNAPSHOT</version></parent>\n  <artifactId>web</artifactId>\n  <dependencies>\n    <dependency><groupId>org.eclipse.jetty</groupId><artifactId>jetty-server</artifactId></dependency>\n    <dependency><groupId>shop</groupId><artifactId>core</artifactId><version>${project.version}</version></dependency>\n  </dependencies>\n</project>\n',
      'web/src/main/java/shop/Web.java':
        'package shop;\n\npublic class Web {\n  public static void main(String[] args) throws Exception {\n    new org.eclipse.jetty.server.Server(8080).start();\n  }\n}\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Gradle: a moving version without a lock file': {
    files: {
      'build.gradle':
        "plugins {\n    id 'java'\n    id 'org.springframework.boot' version '3.4.1'\n    id 'io.spring.dependency-management' version '1.1.7'\n}\n\ndependencies {\n    implementation 'org.springframework.boot:spring-boot-starter-web'\n    implementation 'com.google.guava:guava:33.+'\n}\n",
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
    },
    outcome: 'fail',
    at: 'build.gradle:9',
  },
  'Gradle: the same with gradle.lockfile': {
    files: {
      'build.gradle':
        "plugins {\n    id 'java'\n    id 'org.springframework.boot' version '3.4.1'\n    id 'io.spring.dependency-management' version '1.1.7'\n}\n\ndependencies {\n    implementation 'org.springframework.boot:spring-boot-starter-web'\n    implementation 'com.google.guava:guava:33.+'\n}\n",
      'gradle.lockfile':
        'com.google.guava:guava:33.3.1-jre=runtimeClasspath\norg.springframework.boot:spring-boot-starter-web:3.4.1=runtimeClasspath\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
    },
    outcome: 'pass',
  },
  'Gradle: versions by a catalog': {
    files: {
      'build.gradle.kts': 'dependencies {\n    implementation(libs.ktor.server.netty)\n}\n',
      'gradle/libs.versions.toml':
        '[versions]\nktor = "3.0.1"\n\n[libraries]\nktor-server-netty = { module = "io.ktor:ktor-server-netty", version.ref = "ktor" }\n',
      'src/main/kotlin/com/example/App.kt': 'fun main() {}\n',
    },
    outcome: 'pass',
  },
  'Node: a version that the workspace’s root decides': {
    files: {
      'package.json':
        '{"name":"root","private":true,"workspaces":["web"],"resolutions":{"left-pad":"1.2.0"}}',
      'web/package.json': '{"name":"web","dependencies":{"left-pad":"1.3.0"}}',
      'web/server.js': "require('left-pad');\nrequire('http').createServer().listen(process.env.PORT);\n",
      'yarn.lock': '__metadata:\n  version: 8\n\n"left-pad@npm:1.2.0":\n  version: 1.2.0\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Cargo.lock beside Cargo.toml': {
    files: {
      'Cargo.toml':
        '[package]\nname = "shop"\nversion = "1.0.0"\nedition = "2021"\n\n[dependencies]\naxum = "0.7.5"\ntokio = { version = "1.38", features = ["full"] }\n',
      'src/main.rs':
        'use axum::{routing::get, Router};\n\n#[tokio::main]\nasync fn main() {\n    let app = Router::new().route("/", get(|| async { "ok" }));\n    let port = std::env::var("PORT").unwrap_or_else(|_| "3000".to_string());\n    let listener = tokio::net::TcpListener::bind(format!("0.0.0.0:{port}")).await.unwrap();\n    axum::serve(listener, app).await.unwrap();\n}\n',
      'Cargo.lock':
        'version = 3\n\n[[package]]\nname = "axum"\nversion = "1.0.0"\n\n[[package]]\nname = "tokio"\nversion = "1.0.0"\n\n',
    },
    outcome: 'pass',
  },
  'Cargo.toml without a lock': {
    files: {
      'Cargo.toml':
        '[package]\nname = "shop"\nversion = "1.0.0"\nedition = "2021"\n\n[dependencies]\naxum = "0.7.5"\ntokio = { version = "1.38", features = ["full"] }\n',
      'src/main.rs':
        'use axum::{routing::get, Router};\n\n#[tokio::main]\nasync fn main() {\n    let app = Router::new().route("/", get(|| async { "ok" }));\n    let port = std::env::var("PORT").unwrap_or_else(|_| "3000".to_string());\n    let listener = tokio::net::TcpListener::bind(format!("0.0.0.0:{port}")).await.unwrap();\n    axum::serve(listener, app).await.unwrap();\n}\n',
    },
    outcome: 'fail',
    at: 'Cargo.toml',
  },
  'Cargo.lock that lacks a crate': {
    files: {
      'Cargo.toml':
        '[package]\nname = "shop"\nversion = "1.0.0"\nedition = "2021"\n\n[dependencies]\naxum = "0.7.5"\ntokio = { version = "1.38", features = ["full"] }\n',
      'src/main.rs':
        'use axum::{routing::get, Router};\n\n#[tokio::main]\nasync fn main() {\n    let app = Router::new().route("/", get(|| async { "ok" }));\n    let port = std::env::var("PORT").unwrap_or_else(|_| "3000".to_string());\n    let listener = tokio::net::TcpListener::bind(format!("0.0.0.0:{port}")).await.unwrap();\n    axum::serve(listener, app).await.unwrap();\n}\n',
      'Cargo.lock': 'version = 3\n\n[[package]]\nname = "axum"\nversion = "1.0.0"\n\n',
    },
    outcome: 'fail',
    at: 'Cargo.toml:8',
  },
  '.NET: the framework’s metapackage takes its version from the SDK': {
    files: {
      'Web.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>netcoreapp2.1</TargetFramework></PropertyGroup><ItemGroup><PackageReference Include="Microsoft.AspNetCore.App" /><PackageReference Include="Dapper" Version="1.60.1" /></ItemGroup></Project>\n',
      'Program.cs': 'using Dapper;\nWebHost.CreateDefaultBuilder(args).Build().Run();\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Go: what builds the documents is no part of the app': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n\nrequire github.com/lib/pq v1.10.9\n',
      'go.sum': 'github.com/lib/pq v1.10.9 h1:x=\ngithub.com/lib/pq v1.10.9/go.mod h1:x=\n',
      'main.go':
        'package main\n\nimport "net/http"\n\nfunc main() {\n\thttp.ListenAndServe(":8080", nil)\n}\n',
      'requirements.txt': 'mkdocs-material\nmkdocs-minify-plugin\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Go: a Python worker beside it': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n\nrequire github.com/lib/pq v1.10.9\n',
      'go.sum': 'github.com/lib/pq v1.10.9 h1:x=\ngithub.com/lib/pq v1.10.9/go.mod h1:x=\n',
      'main.go':
        'package main\n\nimport "net/http"\n\nfunc main() {\n\thttp.ListenAndServe(":8080", nil)\n}\n',
      'requirements.txt': 'requests\n',
      'worker.py': 'import requests\n\nrequests.get("https://api.exchangerate.host/latest")\n',
    },
    outcome: 'fail',
  },
} satisfies Cases;
