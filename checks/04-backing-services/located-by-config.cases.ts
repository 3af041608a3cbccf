import type { Cases } from '../engine/cases.ts';

const node = (source: string) => ({
  'package.json': '{"name":"shop","dependencies":{"redis":"4.6.0"}}',
  'server.js': `const { createClient } = require('redis');\n${source}\nrequire('http').createServer().listen(process.env.PORT);\n`,
});

export default {
  'Node: by a variable': { files: node('createClient({ url: process.env.REDIS_URL });'), outcome: 'pass' },
  'Node: a literal': {
    files: node("createClient({ url: 'redis://cache:6379' });"),
    outcome: 'fail',
    at: 'server.js:2',
  },
  'Node: a default beside the variable': {
    files: node(
      "const { REDIS_URL = 'redis://localhost:6379' } = process.env;\ncreateClient({ url: REDIS_URL });",
    ),
    outcome: 'pass',
    trap: true,
  },
  'Node: put together from variables': {
    files: node('createClient({ url: `redis://${process.env.REDIS_HOST}:6379` });'),
    outcome: 'pass',
    trap: true,
  },
  'Python: a literal': {
    files: {
      'requirements.txt': 'flask==3.0.3\nredis==5.0.4\n',
      'app.py':
        'from flask import Flask\nimport redis\napp = Flask(__name__)\ncache = redis.Redis(host="redis", port=6379)\n',
    },
    outcome: 'fail',
    at: 'app.py:4',
  },
  'Python: by a variable': {
    files: {
      'requirements.txt': 'flask==3.0.3\nredis==5.0.4\n',
      'app.py':
        'import os\nfrom flask import Flask\nimport redis\napp = Flask(__name__)\ncache = redis.Redis.from_url(os.environ["REDIS_URL"])\n',
    },
    outcome: 'pass',
  },
  'Go: a literal': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n\nrequire github.com/redis/go-redis/v9 v9.5.1\n',
      'main.go':
        'package main\n\nimport (\n\t"net/http"\n\n\t"github.com/redis/go-redis/v9"\n)\n\nfunc main() {\n\tredis.NewClient(&redis.Options{Addr: "cache:6379"})\n\thttp.ListenAndServe(":8080", nil)\n}\n',
    },
    outcome: 'fail',
    at: 'main.go:10',
  },
  'Go: by a variable': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n\nrequire github.com/redis/go-redis/v9 v9.5.1\n',
      'main.go':
        'package main\n\nimport (\n\t"net/http"\n\t"os"\n\n\t"github.com/redis/go-redis/v9"\n)\n\nfunc main() {\n\tredis.NewClient(&redis.Options{Addr: os.Getenv("REDIS_ADDR")})\n\thttp.ListenAndServe(":8080", nil)\n}\n',
    },
    outcome: 'pass',
  },
  'no backing service': {
    files: {
      'package.json': '{"name":"shop"}',
      'server.js': "// redis://cache:6379\nrequire('http').createServer().listen(process.env.PORT);\n",
    },
    outcome: 'notApplicable',
    trap: true,
  },
  'Node: a client that connects with what its constructor was given': {
    files: {
      'package.json': '{"name":"shop","dependencies":{"mongodb":"6.8.0"}}',
      'server.js':
        "const { MongoClient } = require('mongodb');\nconst client = new MongoClient(process.env.MONGODB_URI);\nrequire('http').createServer(async () => { await client.connect(); }).listen(process.env.PORT);\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'Node: a session store at a literal host': {
    files: {
      'package.json':
        '{"name":"shop","dependencies":{"express":"4.19.2","express-session":"1.18.0","connect-redis":"3.4.0"}}',
      'server.js':
        "const express = require('express');\nconst session = require('express-session');\nconst RedisStore = require('connect-redis')(session);\nconst app = express();\napp.use(session({ secret: process.env.SECRET, store: new RedisStore({ host: 'session-db' }) }));\napp.listen(process.env.PORT);\n",
    },
    outcome: 'fail',
    at: 'server.js:5',
  },
  'Node: other services at literal hosts that are formatted': {
    files: {
      'package.json': '{"name":"shop","dependencies":{"request":"2.88.0","express":"4.19.2"}}',
      'server.js':
        "const util = require('util');\nconst request = require('request');\nconst catalogue = util.format('http://catalogue/%s', 'items');\nconst app = require('express')();\napp.get('/', (_, response) => request.get(catalogue, () => response.end()));\napp.listen(process.env.PORT);\n",
    },
    outcome: 'fail',
    at: 'server.js:3',
  },
  'Ecto: a URL from the environment over local literals': {
    files: {
      'mix.exs':
        'defmodule Shop.MixProject do\n  use Mix.Project\n\n  def project, do: [app: :shop, version: "1.0.0", deps: deps()]\n  def application, do: [mod: {Shop.Application, []}]\n\n  defp deps do\n    [\n      {:phoenix, "~> 1.7.14"},\n      {:ecto_sql, "~> 3.12"},\n      {:postgrex, ">= 0.0.0"},\n    ]\n  end\nend\n',
      'lib/shop/application.ex':
        'defmodule Shop.Application do\n  use Application\n\n  def start(_type, _args) do\n    Supervisor.start_link([Shop.Repo, ShopWeb.Endpoint], strategy: :one_for_one)\n  end\nend\n',
      'lib/shop_web/endpoint.ex':
        'defmodule ShopWeb.Endpoint do\n  use Phoenix.Endpoint, otp_app: :shop\n\n  plug Plug.Session, store: :cookie, key: "_shop", signing_salt: "Wq1"\n  plug ShopWeb.Router\nend\n',
      'config/config.exs':
        'import Config\nconfig :shop, Shop.Repo, hostname: "localhost", database: "shop"\n',
      'config/runtime.exs':
        'import Config\n\nif config_env() == :prod do\n  database_url =\n    System.get_env("DATABASE_URL") ||\n      raise "environment variable DATABASE_URL is missing"\n\n  config :shop, Shop.Repo, url: database_url\nend\n',
    },
    outcome: 'pass',
  },
  'Ecto: a literal host': {
    files: {
      'mix.exs':
        'defmodule Shop.MixProject do\n  use Mix.Project\n\n  def project, do: [app: :shop, version: "1.0.0", deps: deps()]\n  def application, do: [mod: {Shop.Application, []}]\n\n  defp deps do\n    [\n      {:phoenix, "~> 1.7.14"},\n      {:ecto_sql, "~> 3.12"},\n      {:postgrex, ">= 0.0.0"},\n    ]\n  end\nend\n',
      'lib/shop/application.ex':
        'defmodule Shop.Application do\n  use Application\n\n  def start(_type, _args) do\n    Supervisor.start_link([Shop.Repo, ShopWeb.Endpoint], strategy: :one_for_one)\n  end\nend\n',
      'lib/shop_web/endpoint.ex':
        'defmodule ShopWeb.Endpoint do\n  use Phoenix.Endpoint, otp_app: :shop\n\n  plug Plug.Session, store: :cookie, key: "_shop", signing_salt: "Wq1"\n  plug ShopWeb.Router\nend\n',
      'config/config.exs':
        'import Config\nconfig :shop, Shop.Repo, hostname: "db.shop.internal", database: "shop"\n',
    },
    outcome: 'fail',
    at: 'config/config.exs:2',
  },
  'Redix: a literal host in the list of children': {
    files: {
      'mix.exs':
        'defmodule Shop.MixProject do\n  use Mix.Project\n\n  def project, do: [app: :shop, version: "1.0.0", deps: deps()]\n  def application, do: [mod: {Shop.Application, []}]\n\n  defp deps do\n    [\n      {:redix, "~> 1.5"},\n      {:plug_cowboy, "~> 2.7"},\n    ]\n  end\nend\n',
      'lib/shop/application.ex':
        'defmodule Shop.Application do\n  use Application\n\n  def start(_type, _args) do\n    Supervisor.start_link([{Redix, host: "redis.shop.internal", name: :redix}], strategy: :one_for_one)\n  end\nend\n',
    },
    outcome: 'fail',
    at: 'lib/shop/application.ex:5',
  },
  'Python: a host that comes with the data': {
    files: {
      'requirements.txt': 'flask==3.0.3\nrequests==2.32.0\n',
      'app.py':
        'import requests\nfrom flask import Flask, request\napp = Flask(__name__)\n\n@app.post("/ping")\ndef ping():\n    return requests.get("http://" + request.json["host"] + "/register").text\n',
    },
    outcome: 'notApplicable',
    trap: true,
  },
  'Rails: database.yml with ERB': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      'config/database.yml':
        "default: &default\n  adapter: postgresql\n\nproduction:\n  <<: *default\n  url: <%= ENV['DATABASE_URL'] %>\n",
      'db/migrate/20240101000000_create_notes.rb':
        'class CreateNotes < ActiveRecord::Migration[7.0]\n  def change\n    create_table :notes do |t|\n      t.string :title\n    end\n  end\nend\n',
    },
    outcome: 'pass',
  },
  'Ruby: Redis at a literal address': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'sinatra'\ngem 'redis'\n",
      'app.rb': "require 'sinatra'\nrequire 'redis'\nCACHE = Redis.new(host: 'redis.internal', port: 6379)\n",
    },
    outcome: 'fail',
    at: 'app.rb:3',
  },
  'Ruby: Redis by the variable that its client reads': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'sinatra'\ngem 'redis'\n",
      'app.rb': "require 'sinatra'\nrequire 'redis'\nCACHE = Redis.new\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'Rails: Sidekiq’s Redis as a literal': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'rails'\ngem 'puma'\ngem 'sidekiq'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      'config/initializers/sidekiq.rb':
        "Sidekiq.configure_server do |config|\n  config.redis = { url: 'redis://10.0.0.5:6379/0' }\nend\n",
    },
    outcome: 'fail',
    at: 'config/initializers/sidekiq.rb:2',
  },
  'PHP: a host as a literal, two files away': {
    files: {
      'index.php':
        "<?php\nrequire __DIR__ . '/config.php';\n$db = new PDO('mysql:host=' . DB_HOST . ';dbname=shop', DB_USER, DB_PASSWORD);\n",
      'config.php':
        "<?php\ndefine('DB_HOST', 'db1.shop.example.net');\ndefine('DB_USER', 'shop');\ndefine('DB_PASSWORD', 'Tr0ub4dor9');\n",
    },
    outcome: 'fail',
  },
  'PHP: from the environment': {
    files: {
      'index.php':
        "<?php\nrequire __DIR__ . '/config.php';\n$db = new PDO('mysql:host=' . DB_HOST . ';dbname=shop', DB_USER, DB_PASSWORD);\n",
      'config.php':
        "<?php\ndefine('DB_HOST', getenv('DB_HOST') ?: 'localhost');\ndefine('DB_USER', getenv('DB_USER'));\ndefine('DB_PASSWORD', getenv('DB_PASSWORD'));\n",
    },
    outcome: 'pass',
  },
  'PHP: a global that a function takes': {
    files: {
      'index.php':
        "<?php\ninclude 'inc/settings.php';\nfunction connect() { global $settings; return mysqli_connect($settings['host'], $settings['user'], $settings['pass']); }\nconnect();\n",
      'inc/settings.php':
        "<?php\n$settings = array();\n$settings['host'] = getenv('DB_HOST') ?: '127.0.0.1';\n$settings['user'] = getenv('DB_USER');\n$settings['pass'] = getenv('DB_PASS');\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'PHPMailer: a literal host': {
    files: {
      'composer.json': '{"require": {"phpmailer/phpmailer": "^6.9"}}',
      'index.php':
        "<?php\nuse PHPMailer\\PHPMailer\\PHPMailer;\n$mail = new PHPMailer(true);\n$mail->Host = 'smtp.shop.example.net';\n$mail->send();\n",
    },
    outcome: 'fail',
    at: 'index.php:4',
  },
  '.NET: a broker’s host in code': {
    files: {
      'Worker.csproj':
        '<Project Sdk="Microsoft.NET.Sdk">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n    <OutputType>Exe</OutputType>\n  </PropertyGroup>\n  <ItemGroup>\n    <PackageReference Include="RabbitMQ.Client" Version="6.8.1" />\n  </ItemGroup>\n</Project>\n',
      'Program.cs':
        'using RabbitMQ.Client;\n\nvar factory = new ConnectionFactory { HostName = "rabbitmq" };\nusing var connection = factory.CreateConnection();\nConsole.ReadLine();\n',
      Dockerfile:
        'FROM mcr.microsoft.com/dotnet/aspnet:8.0\nWORKDIR /app\nCOPY out .\nENTRYPOINT ["dotnet", "Shop.dll"]\n',
    },
    outcome: 'fail',
    at: 'Program.cs:3',
  },
  'Java: a data source made empty and set from Spring Boot’s settings': {
    files: {
      'pom.xml':
        '<project><modelVersion>4.0.0</modelVersion><parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>3.2.0</version></parent><artifactId>shop</artifactId><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-jdbc</artifactId></dependency><dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId></dependency></dependencies></project>\n',
      'src/main/java/Shop.java':
        'import org.springframework.boot.SpringApplication;\npublic class Shop { public static void main(String[] args) { SpringApplication.run(Shop.class, args); } }\n',
      'src/main/java/Db.java':
        'import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;\nimport org.springframework.context.annotation.*;\nimport org.springframework.jdbc.datasource.DriverManagerDataSource;\n@Configuration\npublic class Db {\n  private final DataSourceProperties properties;\n  public Db(DataSourceProperties properties) { this.properties = properties; }\n  @Bean public DriverManagerDataSource source() {\n    DriverManagerDataSource source = new DriverManagerDataSource();\n    source.setUrl(properties.getUrl());\n    return source;\n  }\n}\n',
      'src/main/resources/application.properties': 'spring.datasource.url=${DB_URL}\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Java: a data source made empty and set to a literal': {
    files: {
      'pom.xml':
        '<project><modelVersion>4.0.0</modelVersion><parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>3.2.0</version></parent><artifactId>shop</artifactId><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-jdbc</artifactId></dependency><dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId></dependency></dependencies></project>\n',
      'src/main/java/Shop.java':
        'import org.springframework.boot.SpringApplication;\npublic class Shop { public static void main(String[] args) { SpringApplication.run(Shop.class, args); } }\n',
      'src/main/java/Db.java':
        'import org.springframework.context.annotation.*;\nimport org.springframework.jdbc.datasource.DriverManagerDataSource;\n@Configuration\npublic class Db {\n  @Bean public DriverManagerDataSource source() {\n    DriverManagerDataSource source = new DriverManagerDataSource();\n    source.setUrl("jdbc:postgresql://db.acme.example/shop");\n    return source;\n  }\n}\n',
    },
    outcome: 'fail',
    at: 'src/main/java/Db.java:7',
  },
  'Java: the overload that takes the deploy’s configuration': {
    files: {
      'pom.xml':
        '<project><modelVersion>4.0.0</modelVersion><groupId>a</groupId><version>1</version><artifactId>shop</artifactId><dependencies><dependency><groupId>io.vertx</groupId><artifactId>vertx-web</artifactId><version>3.7.0</version></dependency><dependency><groupId>io.vertx</groupId><artifactId>vertx-mysql-postgresql-client</artifactId><version>3.7.0</version></dependency></dependencies></project>\n',
      'src/main/java/Settings.java':
        'import io.vertx.core.json.JsonObject;\npublic class Settings {\n  public static JsonObject load() { return new JsonObject(); }\n  public static JsonObject load(JsonObject base) { JsonObject all = base.copy(); System.getenv().forEach(all::put); return all; }\n}\n',
      'src/main/java/Web.java':
        'import io.vertx.core.AbstractVerticle;\nimport io.vertx.ext.asyncsql.MySQLClient;\npublic class Web extends AbstractVerticle {\n  @Override public void start() { MySQLClient.createNonShared(vertx, Settings.load(config())); vertx.createHttpServer().listen(config().getInteger("port")); }\n}\n',
    },
    outcome: 'pass',
  },
  'Java: options of a fluent kind': {
    files: {
      'pom.xml':
        '<project><modelVersion>4.0.0</modelVersion><groupId>a</groupId><version>1</version><artifactId>shop</artifactId><dependencies><dependency><groupId>io.vertx</groupId><artifactId>vertx-web</artifactId><version>4.5.1</version></dependency><dependency><groupId>io.vertx</groupId><artifactId>vertx-pg-client</artifactId><version>4.5.1</version></dependency></dependencies></project>\n',
      'src/main/java/Web.java':
        'import io.vertx.core.*;\nimport io.vertx.pgclient.*;\nimport io.vertx.sqlclient.*;\npublic class Web extends AbstractVerticle {\n  @Override public void start(Promise<Void> p) {\n    PgConnectOptions options = new PgConnectOptions().setPort(5432).setHost("db.acme.example").setDatabase("shop");\n    PgPool.pool(vertx, options, new PoolOptions().setMaxSize(5));\n    vertx.createHttpServer().listen(config().getInteger("port"));\n  }\n}\n',
    },
    outcome: 'fail',
    at: 'src/main/java/Web.java:6',
  },
  'Kotlin: an entry of Ktor’s configuration in a function that extends the application': {
    files: {
      'build.gradle.kts':
        'plugins { kotlin("jvm") version "1.9.22" }\ndependencies {\n  implementation("io.ktor:ktor-server-netty-jvm:2.3.7")\n  implementation("com.zaxxer:HikariCP:5.1.0")\n  implementation("org.postgresql:postgresql:42.7.1")\n}\n',
      'src/main/resources/application.conf':
        'ktor {\n  deployment {\n    port = ${PORT}\n  }\n}\ndatabase {\n  url = ${DATABASE_URL}\n}\n',
      'src/main/kotlin/Application.kt':
        'package com.acme\nimport com.zaxxer.hikari.*\nimport io.ktor.server.application.*\nfun Application.module() {\n  val config = HikariConfig()\n  config.jdbcUrl = environment.config.property("database.url").getString()\n  HikariDataSource(config)\n}\n',
    },
    outcome: 'pass',
  },
  '.NET: Redis by a lambda that sets the options': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n  <ItemGroup>\n    <PackageReference Include="Microsoft.Extensions.Caching.StackExchangeRedis" Version="8.0.4" />\n  </ItemGroup>\n</Project>\n',
      'Program.cs':
        'var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddStackExchangeRedisCache(options =>\n{\n    options.Configuration = "redis:6379";\n});\nbuilder.Build().Run();\n',
    },
    outcome: 'fail',
    at: 'Program.cs:4',
  },
  '.NET: MassTransit by the host’s configuration': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n  <ItemGroup>\n    <PackageReference Include="MassTransit.RabbitMQ" Version="8.2.0" />\n  </ItemGroup>\n</Project>\n',
      'Program.cs':
        'var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddMassTransit(x => x.UsingRabbitMq((context, cfg) => cfg.Host(builder.Configuration["RabbitMq:Host"])));\nbuilder.Build().Run();\n',
    },
    outcome: 'pass',
  },
  '.NET: a context that only design tools make': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n  <ItemGroup>\n    <PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" Version="8.0.4" />\n  </ItemGroup>\n</Project>\n',
      'Program.cs':
        'var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddDbContext<Shop>(o => o.UseNpgsql(builder.Configuration["Db"]));\nbuilder.Build().Run();\n',
      'ShopFactory.cs':
        'using Microsoft.EntityFrameworkCore;\nusing Microsoft.EntityFrameworkCore.Design;\n\npublic class ShopFactory : IDesignTimeDbContextFactory<Shop>\n{\n    public Shop CreateDbContext(string[] args) =>\n        new(new DbContextOptionsBuilder<Shop>().UseNpgsql("Host=localhost;Database=design").Options);\n}\n',
    },
    outcome: 'pass',
    trap: true,
  },
  '.NET: another service’s address in code': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n</Project>\n',
      'Program.cs':
        'var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddHttpClient("orders", client =>\n{\n    client.BaseAddress = new Uri("http://orders:8080");\n});\nbuilder.Build().Run();\n',
    },
    outcome: 'fail',
    at: 'Program.cs:4',
  },
  'Spring Boot: the address by its own key': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency>\n    <dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId><scope>runtime</scope></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'src/main/resources/application.properties':
        'spring.datasource.url=jdbc:postgresql://${DB_HOST:localhost}/shop\n',
    },
    outcome: 'pass',
  },
  'Java: a literal address of another service': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'src/main/java/com/example/shop/Orders.java':
        'package com.example.shop;\n\nimport org.springframework.web.bind.annotation.*;\nimport org.springframework.web.client.RestTemplate;\n\n@RestController\npublic class Orders {\n  private final RestTemplate rest = new RestTemplate();\n\n  @GetMapping("/")\n  String all() {\n    return rest.getForObject("http://stock:8080/items", String.class);\n  }\n}\n',
    },
    outcome: 'fail',
    at: 'src/main/java/com/example/shop/Orders.java:12',
  },
  'Java: the same by @Value': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'src/main/java/com/example/shop/Orders.java':
        'package com.example.shop;\n\nimport org.springframework.web.bind.annotation.*;\nimport org.springframework.beans.factory.annotation.Value;\nimport org.springframework.web.client.RestTemplate;\n\n@RestController\npublic class Orders {\n  @Value("${stock.url:http://localhost:8081}")\n  private String stock;\n  private final RestTemplate rest = new RestTemplate();\n\n  @GetMapping("/")\n  String all() {\n    return rest.getForObject(stock + "/items", String.class);\n  }\n}\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'CodeIgniter 3: a literal in its database file': {
    files: {
      'index.php': "<?php\nrequire_once 'system/core/CodeIgniter.php';\n",
      'application/config/database.php':
        "<?php\n$db['default'] = array(\n\t'hostname' => 'db1.shop.example.net',\n\t'username' => 'shop',\n\t'password' => getenv('DB_PASSWORD'),\n\t'dbdriver' => 'mysqli',\n);\n",
    },
    outcome: 'fail',
    at: 'application/config/database.php:3',
  },
  'CodeIgniter 4: a field that the environment overrides': {
    files: {
      'composer.json': '{"require": {"codeigniter4/framework": "^4.5"}}',
      'public/index.php': '<?php\n',
      'app/Config/Database.php':
        "<?php\nnamespace Config;\nuse CodeIgniter\\Database\\Config;\nclass Database extends Config {\n    public array $default = ['hostname' => 'localhost', 'username' => '', 'password' => '', 'DBDriver' => 'MySQLi'];\n}\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'Yii: a literal in the dsn': {
    files: {
      'composer.json': '{"require": {"yiisoft/yii2": "~2.0"}}',
      'web/index.php': '<?php\n',
      'config/db.php':
        "<?php\nreturn [\n    'class' => 'yii\\db\\Connection',\n    'dsn' => 'mysql:host=db1.shop.example.net;dbname=shop',\n];\n",
    },
    outcome: 'fail',
    at: 'config/db.php:4',
  },
  'Rails: a mail server as a literal': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      'config/environments/production.rb':
        "Rails.application.configure do\n  config.action_mailer.smtp_settings = { address: 'smtp.shop.internal', port: 587 }\nend\n",
    },
    outcome: 'fail',
    at: 'config/environments/production.rb:2',
  },
  'Mongoid: ERB in mongoid.yml': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'sinatra'\ngem 'mongoid'\ngem 'puma'\n",
      'app.rb': "require 'sinatra'\nMongoid.load!('config/mongoid.yml')\n",
      'config/mongoid.yml': "production:\n  clients:\n    default:\n      uri: <%= ENV['MONGODB_URI'] %>\n",
    },
    outcome: 'pass',
  },
  'Spring Boot: the deploy sets the address by relaxed binding': {
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
    outcome: 'pass',
  },
  'sqlx: the address from the environment': {
    files: {
      'Cargo.toml':
        '[package]\nname = "shop"\nversion = "1.0.0"\nedition = "2021"\n\n[dependencies]\naxum = "0.7.5"\ntokio = { version = "1.38", features = ["full"] }\nsqlx = { version = "0.7.4", features = ["postgres"] }\n',
      'src/main.rs':
        'use axum::{routing::get, Router};\n\n#[tokio::main]\nasync fn main() {\n    let app = Router::new().route("/", get(|| async { "ok" }));\n    let port = std::env::var("PORT").unwrap_or_else(|_| "3000".to_string());\n    let listener = tokio::net::TcpListener::bind(format!("0.0.0.0:{port}")).await.unwrap();\n    let pool = sqlx::postgres::PgPoolOptions::new().max_connections(5).connect(&std::env::var("DATABASE_URL").unwrap()).await.unwrap();\n    axum::serve(listener, app).await.unwrap();\n}\n',
    },
    outcome: 'pass',
  },
  'sqlx: a literal address': {
    files: {
      'Cargo.toml':
        '[package]\nname = "shop"\nversion = "1.0.0"\nedition = "2021"\n\n[dependencies]\naxum = "0.7.5"\ntokio = { version = "1.38", features = ["full"] }\nsqlx = { version = "0.7.4", features = ["postgres"] }\n',
      'src/main.rs':
        'use axum::{routing::get, Router};\n\n#[tokio::main]\nasync fn main() {\n    let app = Router::new().route("/", get(|| async { "ok" }));\n    let port = std::env::var("PORT").unwrap_or_else(|_| "3000".to_string());\n    let listener = tokio::net::TcpListener::bind(format!("0.0.0.0:{port}")).await.unwrap();\n    let pool = sqlx::postgres::PgPoolOptions::new().max_connections(5).connect("postgres://shop@db.shop.internal/shop").await.unwrap();\n    axum::serve(listener, app).await.unwrap();\n}\n',
    },
    outcome: 'fail',
    at: 'src/main.rs:8',
  },
  'compose: a variable that points to no service': {
    files: {
      ...node('createClient({ url: process.env.REDIS_URL });'),
      Dockerfile: 'FROM node:24.4-slim\nCOPY . .\nCMD ["node", "server.js"]\n',
      'compose.yaml':
        'services:\n  web:\n    build: .\n    environment:\n      REDIS_URL: redis://cache:6379\n  redis:\n    image: redis:7.4\n',
    },
    outcome: 'fail',
    at: 'compose.yaml:5',
  },
  'compose: a variable that points to its neighbour': {
    files: {
      ...node('createClient({ url: process.env.REDIS_URL });'),
      Dockerfile: 'FROM node:24.4-slim\nCOPY . .\nCMD ["node", "server.js"]\n',
      'compose.yaml':
        'services:\n  web:\n    build: .\n    environment:\n      REDIS_URL: redis://redis:6379\n  redis:\n    image: redis:7.4\n',
    },
    outcome: 'pass',
  },
  'compose: a neighbour of another project, over a network that both join': {
    files: {
      ...node('createClient({ url: process.env.REDIS_URL });'),
      Dockerfile: 'FROM node:24.4-slim\nCOPY . .\nCMD ["node", "server.js"]\n',
      'compose.yaml':
        'services:\n  web:\n    build: .\n    environment:\n      REDIS_URL: redis://cache:6379\n    networks: [shared]\nnetworks:\n  shared:\n    external: true\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Kubernetes: a variable that misses the Service of the cache': {
    files: {
      ...node('createClient({ url: process.env.REDIS_URL });'),
      Dockerfile: 'FROM node:24.4-slim\nCOPY . .\nCMD ["node", "server.js"]\n',
      'k8s/web.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: shop}\nspec:\n  template:\n    spec:\n      containers:\n        - name: shop\n          image: shop:1.0.0\n          env:\n            - name: REDIS_URL\n              value: redis://redis:6379\n',
      'k8s/cache.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: redis}\nspec:\n  template:\n    spec:\n      containers: [{name: redis, image: "redis:7.4"}]\n---\napiVersion: v1\nkind: Service\nmetadata: {name: redis-service}\nspec: {selector: {app: redis}, ports: [{port: 6379}]}\n',
    },
    outcome: 'fail',
    at: 'k8s/web.yaml:12',
  },
  'Kubernetes: a cache that the cluster has of its own': {
    files: {
      ...node('createClient({ url: process.env.REDIS_URL });'),
      Dockerfile: 'FROM node:24.4-slim\nCOPY . .\nCMD ["node", "server.js"]\n',
      'k8s/web.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: shop}\nspec:\n  template:\n    spec:\n      containers:\n        - name: shop\n          image: shop:1.0.0\n          env:\n            - name: REDIS_URL\n              value: redis://redis:6379\n---\napiVersion: v1\nkind: Service\nmetadata: {name: shop}\nspec: {selector: {app: shop}, ports: [{port: 80}]}\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Rust: a structure that is filled from the environment': {
    files: {
      'Cargo.toml':
        '[package]\nname = "shop"\n\n[dependencies]\naxum = "0.7.5"\ndeadpool-postgres = "0.14.0"\n',
      'src/main.rs':
        'use deadpool_postgres::Config;\n\nfn main() {\n    let mut cfg = Config::new();\n    if let Ok(host) = std::env::var("PG_HOST") {\n        cfg.host = Some(host);\n    }\n    cfg.create_pool(None);\n}\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Node: the environment’s name chooses, and production’s entry reads a variable': {
    files: {
      'package.json':
        '{"name":"blog","dependencies":{"express":"4.19.2","mysql2":"3.9.0","sequelize":"6.37.0"}}',
      'config/config.json':
        '{\n  "development": { "username": "root", "database": "blog", "host": "127.0.0.1", "dialect": "mysql" },\n  "production": { "use_env_variable": "DATABASE_URL", "dialect": "mysql" }\n}\n',
      'models/index.js':
        "const Sequelize = require('sequelize');\nconst env = process.env.NODE_ENV || 'development';\nconst config = require('../config/config.json')[env];\nlet sequelize;\nif (config.use_env_variable) sequelize = new Sequelize(process.env[config.use_env_variable], config);\nelse sequelize = new Sequelize(config.database, config.username, config.password, config);\nmodule.exports = { sequelize };\n",
      'server.js': "require('./models');\nrequire('express')().listen(process.env.PORT);\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'Node: the environment’s name chooses, and production’s entry is a literal': {
    files: {
      'package.json': '{"name":"blog","dependencies":{"express":"4.19.2","knex":"3.1.0","pg":"8.11.0"}}',
      'knexfile.js':
        "module.exports = {\n  development: { client: 'pg', connection: process.env.DATABASE_URL },\n  production: { client: 'pg', connection: { host: 'db.internal' } },\n};\n",
      'server.js':
        "const db = require('knex')(require('./knexfile')[process.env.NODE_ENV || 'development']);\nrequire('express')().get('/', (req, res) => db('posts').then((posts) => res.json(posts))).listen(process.env.PORT);\n",
    },
    outcome: 'fail',
    at: 'knexfile.js:3',
    trap: true,
  },
  '.NET: Hangfire’s store by configuration': {
    files: {
      'Jobs.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup><ItemGroup><PackageReference Include="Hangfire.AspNetCore" Version="1.8.9" /><PackageReference Include="Hangfire.SqlServer" Version="1.8.9" /></ItemGroup></Project>\n',
      'Program.cs':
        'using Hangfire;\nvar builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddHangfire(c => c.UseSqlServerStorage(builder.Configuration.GetConnectionString("Hangfire")));\nbuilder.Services.AddHangfireServer();\nbuilder.Build().Run();\n',
    },
    outcome: 'pass',
  },
  '.NET: Hangfire’s store as a literal': {
    files: {
      'Jobs.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup><ItemGroup><PackageReference Include="Hangfire.AspNetCore" Version="1.8.9" /><PackageReference Include="Hangfire.SqlServer" Version="1.8.9" /></ItemGroup></Project>\n',
      'Program.cs':
        'using Hangfire;\nvar builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddHangfire(c => c.UseSqlServerStorage("Server=sql01;Database=jobs;Integrated Security=true"));\nbuilder.Build().Run();\n',
    },
    outcome: 'fail',
    at: 'Program.cs:3',
  },
  'ASP.NET: the server in Web.config': {
    files: {
      'Web/Web.csproj':
        '<Project xmlns="http://schemas.microsoft.com/developer/msbuild/2003"><PropertyGroup><ProjectTypeGuids>{349c5851-65df-11da-9384-00065b846f21}</ProjectTypeGuids></PropertyGroup></Project>\n',
      'Web/Web.config':
        '<?xml version="1.0"?>\n<configuration><connectionStrings>\n<add name="Shop" connectionString="Data Source=sql01.acme.example;Initial Catalog=Shop;Integrated Security=True" providerName="System.Data.SqlClient" />\n</connectionStrings></configuration>\n',
    },
    outcome: 'fail',
    at: 'Web/Web.config:3',
  },
  'ASP.NET: a file beside the program in Web.config': {
    files: {
      'Web/Web.csproj':
        '<Project xmlns="http://schemas.microsoft.com/developer/msbuild/2003"><PropertyGroup><ProjectTypeGuids>{349c5851-65df-11da-9384-00065b846f21}</ProjectTypeGuids></PropertyGroup></Project>\n',
      'Web/Web.config':
        '<?xml version="1.0"?>\n<configuration><connectionStrings>\n<add name="Shop" connectionString="Data Source=|DataDirectory|shop.sdf" providerName="System.Data.SqlServerCe.4.0" />\n</connectionStrings></configuration>\n',
    },
    outcome: 'notApplicable',
    trap: true,
  },
  'PHP: Symfony’s parameters, which each deploy has in a file of its own': {
    files: {
      'composer.json':
        '{"require":{"php":">=7.1","symfony/symfony":"3.4.*","doctrine/doctrine-bundle":"^1.6","doctrine/orm":"^2.5","symfony/monolog-bundle":"^3.1"}}',
      'web/app.php': "<?php\n$kernel = new AppKernel('prod', false);\n",
      'app/config/config.yml': 'doctrine:\n  dbal:\n    driver: pdo_mysql\n    host: "%database_host%"\n',
      'app/config/parameters.yml.dist': 'parameters:\n  database_host: 127.0.0.1\n',
    },
    outcome: 'pass',
  },
  'PHP: Symfony’s parameters with the address in the code': {
    files: {
      'composer.json':
        '{"require":{"php":">=7.1","symfony/symfony":"3.4.*","doctrine/doctrine-bundle":"^1.6","doctrine/orm":"^2.5","symfony/monolog-bundle":"^3.1"}}',
      'web/app.php': "<?php\n$kernel = new AppKernel('prod', false);\n",
      'app/config/config.yml':
        'parameters:\n  database_host: db.example.net\ndoctrine:\n  dbal:\n    driver: pdo_mysql\n    host: "%database_host%"\n',
    },
    outcome: 'fail',
    at: 'app/config/config.yml:6',
  },
  'Go: a public API of somebody else beside an own database': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n\nrequire github.com/lib/pq v1.10.9\n',
      'main.go':
        'package main\n\nimport (\n\t"database/sql"\n\t"net/http"\n\t"os"\n\n\t_ "github.com/lib/pq"\n)\n\nconst rates = "https://api.exchangerate.host/latest"\n\nfunc main() {\n\tsql.Open("postgres", os.Getenv("DATABASE_URL"))\n\thttp.HandleFunc("/rates", func(w http.ResponseWriter, r *http.Request) { http.Get(rates) })\n\thttp.ListenAndServe(":"+os.Getenv("PORT"), nil)\n}\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Go: another service of one’s own on a hosting platform': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n',
      'main.go':
        'package main\n\nimport (\n\t"net/http"\n\t"os"\n)\n\nfunc main() {\n\thttp.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { http.Get("https://shop-stock.herokuapp.com/items") })\n\thttp.ListenAndServe(":"+os.Getenv("PORT"), nil)\n}\n',
    },
    outcome: 'fail',
    at: 'main.go:9',
  },
  'Elixir: a public API as the base of a Tesla client': {
    files: {
      'mix.exs':
        'defmodule Shop.MixProject do\n  use Mix.Project\n\n  def project do\n    [app: :shop, version: "0.1.0", deps: deps()]\n  end\n\n  defp deps do\n    [{:phoenix, "~> 1.7"}, {:tesla, "~> 1.8"}, {:plug_cowboy, "~> 2.6"}]\n  end\nend\n',
      'lib/shop/rates.ex':
        'defmodule Shop.Rates do\n  use Tesla\n\n  plug Tesla.Middleware.BaseUrl, "https://api.exchangerate.host"\n\n  def latest, do: get("/latest")\nend\n',
    },
    outcome: 'notApplicable',
    trap: true,
  },
  'Rust: a service of the cluster by its literal name': {
    files: {
      'Cargo.toml':
        '[package]\nname = "shop"\nversion = "0.1.0"\n\n[dependencies]\naxum = "0.7"\ntokio = { version = "1", features = ["full"] }\nreqwest = "0.12"\n',
      'src/main.rs':
        'use axum::{routing::get, Router};\n\nasync fn stock() -> String {\n    reqwest::get("http://stock:8080/items").await.unwrap().text().await.unwrap()\n}\n\n#[tokio::main]\nasync fn main() {\n    let app = Router::new().route("/", get(stock));\n    let listener = tokio::net::TcpListener::bind(std::env::var("ADDR").unwrap()).await.unwrap();\n    axum::serve(listener, app).await.unwrap();\n}\n',
    },
    outcome: 'fail',
    at: 'src/main.rs:4',
  },
  'Node: a plugin that Fastify’s autoload registers with options from a function': {
    files: {
      'package.json':
        '{"name":"api","dependencies":{"fastify":"5.0.0","fastify-plugin":"5.0.0","knex":"3.1.0","mysql2":"3.9.0"}}',
      'src/server.ts':
        "import Fastify from 'fastify';\nFastify().listen({ port: Number(process.env.PORT) });\n",
      'src/plugins/knex.ts':
        "import fp from 'fastify-plugin';\nimport type { FastifyInstance } from 'fastify';\nimport knex from 'knex';\nexport const autoConfig = (fastify: FastifyInstance) => ({ client: 'mysql2', connection: { host: fastify.config.MYSQL_HOST } });\nexport default fp(async (fastify, opts) => {\n  fastify.decorate('knex', knex(opts));\n});\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'Node: the same with a literal': {
    files: {
      'package.json':
        '{"name":"api","dependencies":{"fastify":"5.0.0","fastify-plugin":"5.0.0","knex":"3.1.0","mysql2":"3.9.0"}}',
      'server.js': "require('fastify')().listen({ port: process.env.PORT });\n",
      'plugins/knex.js':
        "const fp = require('fastify-plugin');\nconst knex = require('knex');\nmodule.exports = fp(async (fastify, opts) => {\n  fastify.decorate('knex', knex(opts));\n});\nmodule.exports.autoConfig = { client: 'mysql2', connection: { host: 'db.internal' } };\n",
    },
    outcome: 'fail',
    at: 'plugins/knex.js:6',
  },
  'Node: a plugin that connects, registered with a variable': {
    files: {
      'package.json':
        '{"name":"api","dependencies":{"fastify":"5.0.0","@fastify/postgres":"6.0.0","pg":"8.11.0"}}',
      'server.js':
        "const app = require('fastify')();\napp.register(require('@fastify/postgres'), { connectionString: process.env.DATABASE_URL });\napp.listen({ port: process.env.PORT });\n",
    },
    outcome: 'pass',
  },
  'Node: an own plugin that is given the address': {
    files: {
      'package.json': '{"name":"api","dependencies":{"fastify":"5.0.0","pg":"8.11.0"}}',
      'server.js':
        "const app = require('fastify')();\napp.register(require('./db'), { url: 'postgres://db.internal/shop' });\napp.listen({ port: process.env.PORT });\n",
      'db.js':
        "const { Pool } = require('pg');\nmodule.exports = async (app, { url }) => {\n  app.decorate('pool', new Pool({ connectionString: url }));\n};\n",
    },
    outcome: 'fail',
    at: 'server.js:2',
  },
  'Node: Nuxt’s runtime configuration, which variables override': {
    files: {
      'package.json': '{"name":"web","dependencies":{"nuxt":"3.11.2","mongoose":"8.3.0"}}',
      'nuxt.config.ts': "export default defineNuxtConfig({ runtimeConfig: { mongoUrl: '' } });\n",
      'server/plugins/mongo.ts':
        "import mongoose from 'mongoose';\nexport default defineNitroPlugin(async () => {\n  await mongoose.connect(useRuntimeConfig().mongoUrl);\n});\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'Node: Adonis, through its environment module': {
    files: {
      'package.json':
        '{"name":"web","type":"module","imports":{"#start/*":"./start/*.js"},"dependencies":{"@adonisjs/core":"6.9.0","@adonisjs/lucid":"20.6.0","pg":"8.12.0"}}',
      'bin/server.ts':
        "import { Ignitor } from '@adonisjs/core';\nnew Ignitor(new URL('../', import.meta.url), { importer: (path) => import(path) }).httpServer().start();\n",
      'start/env.ts':
        "import { Env } from '@adonisjs/core/env';\nexport default await Env.create(new URL('../', import.meta.url), { DB_HOST: Env.schema.string() });\n",
      'config/database.ts':
        "import env from '#start/env';\nimport { defineConfig } from '@adonisjs/lucid';\nexport default defineConfig({ connection: 'pg', connections: { pg: { client: 'pg', connection: { host: env.get('DB_HOST') } } } });\n",
    },
    outcome: 'pass',
  },
  'Python: an entry of a tracked file that the app parses': {
    files: {
      'requirements.txt': 'flask==3.0.3\npymysql==1.1.0\npyyaml==6.0.1\n',
      'config.yaml': 'database:\n  host: db.shop.example.com\n',
      'app.py':
        "import flask\nimport pymysql\nimport yaml\n\nwith open('config.yaml') as file:\n    config = yaml.safe_load(file)\npymysql.connect(host=config['database']['host'], database='shop')\nflask.Flask(__name__).run()\n",
    },
    outcome: 'fail',
    at: 'config.yaml:2',
  },
  'Python: a file that a variable chooses': {
    files: {
      'requirements.txt': 'flask==3.0.3\npymysql==1.1.0\npyyaml==6.0.1\n',
      'config.yaml': 'database:\n  host: db.shop.example.com\n',
      'app.py':
        "import os\nimport flask\nimport pymysql\nimport yaml\n\nwith open(os.environ.get('SHOP_CONFIG', 'config.yaml')) as file:\n    config = yaml.safe_load(file)\npymysql.connect(host=config['database']['host'], database='shop')\nflask.Flask(__name__).run()\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'Node: an entry of a tracked file that the app parses': {
    files: {
      'package.json': '{"name":"shop","dependencies":{"mysql2":"3.6.0"}}',
      'config.json': '{\n  "db": {\n    "host": "db.shop.example.com"\n  }\n}\n',
      'server.js':
        "const fs = require('fs');\nconst config = JSON.parse(fs.readFileSync('./config.json', 'utf8'));\nrequire('mysql2').createConnection({ host: config.db.host, database: 'shop' });\nrequire('http').createServer().listen(process.env.PORT);\n",
    },
    outcome: 'fail',
    at: 'config.json:3',
  },
} satisfies Cases;
