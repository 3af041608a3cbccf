import type { Cases } from '../engine/cases.ts';

const node = (source: string) => ({
  'package.json': '{"name":"shop","dependencies":{"pg":"8.11.0"}}',
  'server.js': source,
});
const python = (source: string) => ({
  'requirements.txt': 'flask==3.0.3\npsycopg2==2.9.9\n',
  'app.py': source,
});
const go = (source: string) => ({
  'go.mod': 'module shop\n\ngo 1.22\n\nrequire github.com/lib/pq v1.10.9\n',
  'main.go': source,
});

export default {
  'Node: read where it is used': {
    files: node(
      "const { Pool } = require('pg');\nnew Pool({ connectionString: process.env.DATABASE_URL });\nrequire('http').createServer().listen(process.env.PORT);\n",
    ),
    outcome: 'pass',
  },
  'Node: a literal address': {
    files: node(
      "const { Pool } = require('pg');\nnew Pool({ connectionString: 'postgres://db.internal:5432/shop' });\nrequire('http').createServer().listen(process.env.PORT);\n",
    ),
    outcome: 'fail',
    at: 'server.js:2',
  },
  'Node: a default is no literal': {
    files: node(
      "const { Pool } = require('pg');\nnew Pool({ connectionString: process.env.DATABASE_URL ?? 'postgres://localhost/dev' });\nrequire('http').createServer().listen(process.env.PORT || 3000);\n",
    ),
    outcome: 'pass',
    trap: true,
  },
  'Node: followed through a config module': {
    files: {
      ...node(
        "const { Pool } = require('pg');\nconst config = require('./config');\nnew Pool({ connectionString: config.database.url });\nrequire('http').createServer().listen(config.port);\n",
      ),
      'config.js':
        'module.exports = { port: process.env.PORT, database: { url: process.env.DATABASE_URL } };\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Node: a config module full of literals': {
    files: {
      ...node(
        "const { Pool } = require('pg');\nconst config = require('./config');\nnew Pool({ connectionString: config.database.url });\nrequire('http').createServer().listen(process.env.PORT);\n",
      ),
      'config.js':
        "// url: process.env.DATABASE_URL\nmodule.exports = { database: { url: 'postgres://db.internal/shop' } };\n",
    },
    outcome: 'fail',
    at: 'config.js:2',
    trap: true,
  },
  'Python: from the environment': {
    files: python(
      'import os\nimport psycopg2\nfrom flask import Flask\napp = Flask(__name__)\npsycopg2.connect(os.environ["DATABASE_URL"])\n',
    ),
    outcome: 'pass',
  },
  'Python: a literal address': {
    files: python(
      'import psycopg2\nfrom flask import Flask\napp = Flask(__name__)\npsycopg2.connect("postgresql://db.internal/shop")\n',
    ),
    outcome: 'fail',
    at: 'app.py:4',
  },
  'Go: through a function of its own': {
    files: go(
      'package main\n\nimport (\n\t"database/sql"\n\t"net/http"\n\t"os"\n\n\t_ "github.com/lib/pq"\n)\n\nfunc getEnv(key, fallback string) string {\n\tif value, ok := os.LookupEnv(key); ok {\n\t\treturn value\n\t}\n\treturn fallback\n}\n\nfunc main() {\n\tsql.Open("postgres", getEnv("DATABASE_URL", "postgres://localhost/dev"))\n\thttp.ListenAndServe(":"+getEnv("PORT", "8080"), nil)\n}\n',
    ),
    outcome: 'pass',
    trap: true,
  },
  'Go: a literal address': {
    files: go(
      'package main\n\nimport (\n\t"database/sql"\n\t"net/http"\n\t"os"\n\n\t_ "github.com/lib/pq"\n)\n\nfunc main() {\n\tsql.Open("postgres", "postgres://db.internal/shop")\n\thttp.ListenAndServe(":"+os.Getenv("PORT"), nil)\n}\n',
    ),
    outcome: 'fail',
    at: 'main.go:12',
  },
  'nothing varies': {
    files: {
      'package.json': '{"name":"pad","main":"index.js"}',
      'index.js': 'module.exports = (text) => text.padStart(8);\n',
    },
    outcome: 'notApplicable',
  },
  'Node: a default after a conversion': {
    files: node(
      "const { Pool } = require('pg');\nconst password = process.env.DB_PASSWORD.trim() || 'password';\nnew Pool({ host: process.env.DB_HOST, password });\nrequire('http').createServer().listen(process.env.PORT);\n",
    ),
    outcome: 'pass',
    trap: true,
  },
  'Node: the port of the development server of pages': {
    files: {
      'package.json':
        '{"name":"shop","scripts":{"start":"vite serve","build":"vite build"},"dependencies":{"react":"18.3.1"},"devDependencies":{"vite":"5.4.10"}}',
      'index.html': '<div id="root"></div>\n',
      'src/main.js': "import 'react';\nconsole.log(import.meta.env.VITE_API_URL);\n",
    },
    outcome: 'notApplicable',
    trap: true,
  },
  'Ecto: the address from the environment': {
    files: {
      'mix.exs':
        'defmodule Shop.MixProject do\n  use Mix.Project\n\n  def project, do: [app: :shop, version: "1.0.0", deps: deps()]\n  def application, do: [mod: {Shop.Application, []}]\n\n  defp deps do\n    [\n      {:phoenix, "~> 1.7.14"},\n      {:ecto_sql, "~> 3.12"},\n      {:postgrex, ">= 0.0.0"},\n    ]\n  end\nend\n',
      'lib/shop/application.ex':
        'defmodule Shop.Application do\n  use Application\n\n  def start(_type, _args) do\n    Supervisor.start_link([Shop.Repo, ShopWeb.Endpoint], strategy: :one_for_one)\n  end\nend\n',
      'lib/shop_web/endpoint.ex':
        'defmodule ShopWeb.Endpoint do\n  use Phoenix.Endpoint, otp_app: :shop\n\n  plug Plug.Session, store: :cookie, key: "_shop", signing_salt: "Wq1"\n  plug ShopWeb.Router\nend\n',
      'config/runtime.exs':
        'import Config\n\nif config_env() == :prod do\n  config :shop, Shop.Repo, url: System.fetch_env!("DATABASE_URL")\n  port = String.to_integer(System.get_env("PORT") || "4000")\n  config :shop, ShopWeb.Endpoint, http: [port: port]\nend\n',
    },
    outcome: 'pass',
  },
  'Ecto: a literal host for production': {
    files: {
      'mix.exs':
        'defmodule Shop.MixProject do\n  use Mix.Project\n\n  def project, do: [app: :shop, version: "1.0.0", deps: deps()]\n  def application, do: [mod: {Shop.Application, []}]\n\n  defp deps do\n    [\n      {:phoenix, "~> 1.7.14"},\n      {:ecto_sql, "~> 3.12"},\n      {:postgrex, ">= 0.0.0"},\n    ]\n  end\nend\n',
      'lib/shop/application.ex':
        'defmodule Shop.Application do\n  use Application\n\n  def start(_type, _args) do\n    Supervisor.start_link([Shop.Repo, ShopWeb.Endpoint], strategy: :one_for_one)\n  end\nend\n',
      'lib/shop_web/endpoint.ex':
        'defmodule ShopWeb.Endpoint do\n  use Phoenix.Endpoint, otp_app: :shop\n\n  plug Plug.Session, store: :cookie, key: "_shop", signing_salt: "Wq1"\n  plug ShopWeb.Router\nend\n',
      'config/config.exs': 'import Config\nimport_config "#{Mix.env()}.exs"\n',
      'config/prod.exs':
        'import Config\nconfig :shop, Shop.Repo, hostname: "db.shop.internal", database: "shop", username: "shop"\n',
    },
    outcome: 'fail',
    at: 'config/prod.exs:2',
  },
  'Go: the default of a flag, with a password': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n\nrequire github.com/lib/pq v1.10.9\n',
      'main.go':
        'package main\n\nimport (\n\t"database/sql"\n\t"flag"\n\t"net/http"\n\t"os"\n\n\t_ "github.com/lib/pq"\n)\n\nfunc main() {\n\tdsn := flag.String("dsn", "postgres://shop:Zx81spectrum@db/shop", "where the database is")\n\tflag.Parse()\n\tsql.Open("postgres", *dsn)\n\thttp.ListenAndServe(":"+os.Getenv("PORT"), nil)\n}\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Ruby: ENV with a default': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'sinatra'\ngem 'pg'\n",
      'app.rb':
        "require 'sinatra'\nset :port, ENV.fetch('PORT') { 4567 }\nDB = PG.connect(ENV['DATABASE_URL'] || 'postgres://localhost/shop')\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'Ruby: a database’s host as a literal': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'sinatra'\ngem 'pg'\n",
      'app.rb': "require 'sinatra'\nDB = PG.connect(host: 'db.internal.example', dbname: 'shop')\n",
    },
    outcome: 'fail',
    at: 'app.rb:2',
  },
  'Rails: DATABASE_URL wins over database.yml': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      'config/database.yml': 'production:\n  adapter: postgresql\n  host: db.internal\n  database: shop\n',
      'db/migrate/20240101000000_create_notes.rb':
        'class CreateNotes < ActiveRecord::Migration[7.0]\n  def change\n    create_table :notes do |t|\n      t.string :title\n    end\n  end\nend\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'PHP: constants from the environment': {
    files: {
      'index.php':
        "<?php\nrequire __DIR__ . '/config.php';\n$db = new PDO('mysql:host=' . DB_HOST . ';dbname=shop', DB_USER, DB_PASSWORD);\n",
      'config.php':
        "<?php\ndefine('DB_HOST', getenv('DB_HOST') ?: 'localhost');\ndefine('DB_USER', getenv('DB_USER'));\ndefine('DB_PASSWORD', getenv('DB_PASSWORD'));\n",
    },
    outcome: 'pass',
  },
  'PHP: constants as literals of an included file': {
    files: {
      'index.php':
        "<?php\nrequire __DIR__ . '/config.php';\n$db = new PDO('mysql:host=' . DB_HOST . ';dbname=shop', DB_USER, DB_PASSWORD);\n",
      'config.php':
        "<?php\ndefine('DB_HOST', 'db1.shop.example.net');\ndefine('DB_USER', 'shop');\ndefine('DB_PASSWORD', 'Tr0ub4dor9');\n",
    },
    outcome: 'fail',
  },
  'Laravel: a literal default beside env()': {
    files: {
      'composer.json':
        '{"name": "shop/shop", "type": "project", "require": {"php": "^8.2", "laravel/framework": "^11.0"}, "autoload": {"psr-4": {"App\\\\": "app/"}}}',
      'config/database.php':
        "<?php\n\nreturn [\n    'default' => env('DB_CONNECTION', 'mysql'),\n    'connections' => [\n        'mysql' => [\n            'driver' => 'mysql',\n            'host' => env('DB_HOST', '127.0.0.1'),\n            'password' => env('DB_PASSWORD', ''),\n        ],\n        'sqlite' => ['driver' => 'sqlite', 'database' => env('DB_DATABASE', database_path('database.sqlite'))],\n    ],\n];\n",
      'database/migrations/2024_01_01_000000_create_orders.php':
        "<?php\n\nuse Illuminate\\Database\\Migrations\\Migration;\nuse Illuminate\\Support\\Facades\\Schema;\n\nreturn new class extends Migration {\n    public function up(): void { Schema::create('orders', function ($table) { $table->id(); }); }\n};\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'Symfony: %env()% in YAML': {
    files: {
      'composer.json':
        '{"name": "shop/shop", "type": "project", "require": {"php": ">=8.2", "symfony/framework-bundle": "7.1.*", "doctrine/doctrine-bundle": "^2.12"}, "autoload": {"psr-4": {"App\\\\": "src/"}}}',
      'config/packages/framework.yaml': "framework:\n    secret: '%env(APP_SECRET)%'\n    session: true\n",
      'config/packages/doctrine.yaml': "doctrine:\n    dbal:\n        url: '%env(resolve:DATABASE_URL)%'\n",
      'public/index.php': '<?php\n',
    },
    outcome: 'pass',
  },
  'Go: a configuration file that the environment overrides': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n\nrequire github.com/spf13/viper v1.18.0\n',
      'config.yaml': 'port: 8080\nsmtp_password: Zx81spectrum\n',
      'main.go':
        'package main\n\nimport (\n\t"net/http"\n\n\t"github.com/spf13/viper"\n)\n\nfunc main() {\n\tviper.SetConfigFile("config.yaml")\n\tviper.AutomaticEnv()\n\tviper.ReadInConfig()\n\thttp.ListenAndServe(":"+viper.GetString("port"), nil)\n}\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Go: a configuration file that nothing overrides': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n\nrequire github.com/spf13/viper v1.18.0\n',
      'config.yaml': 'port: 8080\nsmtp_password: Zx81spectrum\n',
      'main.go':
        'package main\n\nimport (\n\t"net/http"\n\n\t"github.com/spf13/viper"\n)\n\nfunc main() {\n\tviper.SetConfigFile("config.yaml")\n\tviper.SetConfigType("yaml")\n\tviper.ReadInConfig()\n\thttp.ListenAndServe(":"+viper.GetString("port"), nil)\n}\n',
    },
    outcome: 'fail',
    at: 'config.yaml:1',
  },
  '.NET: a connection string that the host reads': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n  <ItemGroup>\n    <PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" Version="8.0.4" />\n  </ItemGroup>\n</Project>\n',
      'Program.cs':
        'var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddDbContext<Shop>(o => o.UseNpgsql(builder.Configuration.GetConnectionString("Shop")));\nvar app = builder.Build();\napp.Run();\n',
      'appsettings.json': '{\n  "ConnectionStrings": {\n    "Shop": "Host=localhost;Database=shop"\n  }\n}\n',
    },
    outcome: 'pass',
  },
  '.NET: a connection string in code': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n  <ItemGroup>\n    <PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" Version="8.0.4" />\n  </ItemGroup>\n</Project>\n',
      'Program.cs':
        'var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddDbContext<Shop>(o =>\n    o.UseNpgsql("Host=db;Database=shop;Username=shop"));\nvar app = builder.Build();\napp.Run();\n',
    },
    outcome: 'fail',
    at: 'Program.cs:3',
  },
  '.NET: a settings file that is read without the environment': {
    files: {
      'Worker.csproj':
        '<Project Sdk="Microsoft.NET.Sdk">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n    <OutputType>Exe</OutputType>\n  </PropertyGroup>\n  <ItemGroup>\n    <PackageReference Include="Npgsql" Version="8.0.3" />\n    <PackageReference Include="Microsoft.Extensions.Configuration.Json" Version="8.0.0" />\n  </ItemGroup>\n</Project>\n',
      'Program.cs':
        'using Microsoft.Extensions.Configuration;\nusing Npgsql;\n\nvar config = new ConfigurationBuilder()\n    .AddJsonFile("appsettings.json")\n    .Build();\nusing var db = new NpgsqlConnection(config["Db"]);\nwhile (true) Thread.Sleep(1000);\n',
      'appsettings.json': '{ "Db": "Host=db;Database=shop" }\n',
      Dockerfile:
        'FROM mcr.microsoft.com/dotnet/aspnet:8.0\nWORKDIR /app\nCOPY out .\nENTRYPOINT ["dotnet", "Shop.dll"]\n',
    },
    outcome: 'fail',
    at: 'Program.cs:7',
    trap: true,
  },
  '.NET: the same file with the environment over it': {
    files: {
      'Worker.csproj':
        '<Project Sdk="Microsoft.NET.Sdk">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n    <OutputType>Exe</OutputType>\n  </PropertyGroup>\n  <ItemGroup>\n    <PackageReference Include="Npgsql" Version="8.0.3" />\n    <PackageReference Include="Microsoft.Extensions.Configuration.Json" Version="8.0.0" />\n  </ItemGroup>\n</Project>\n',
      'Program.cs':
        'using Microsoft.Extensions.Configuration;\nusing Npgsql;\n\nvar config = new ConfigurationBuilder()\n    .AddJsonFile("appsettings.json")\n    .AddEnvironmentVariables()\n    .Build();\nusing var db = new NpgsqlConnection(config["Db"]);\nwhile (true) Thread.Sleep(1000);\n',
      'appsettings.json': '{ "Db": "Host=db;Database=shop" }\n',
      Dockerfile:
        'FROM mcr.microsoft.com/dotnet/aspnet:8.0\nWORKDIR /app\nCOPY out .\nENTRYPOINT ["dotnet", "Shop.dll"]\n',
    },
    outcome: 'pass',
  },
  '.NET: options bound from a section': {
    files: {
      'Worker.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Worker">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n  <ItemGroup>\n    <PackageReference Include="StackExchange.Redis" Version="2.7.33" />\n  </ItemGroup>\n</Project>\n',
      'Program.cs':
        'var builder = Host.CreateApplicationBuilder(args);\nbuilder.Services.Configure<RedisOptions>(builder.Configuration.GetSection("Redis"));\nbuilder.Services.AddHostedService<Worker>();\nbuilder.Build().Run();\n',
      'Worker.cs':
        'using Microsoft.Extensions.Options;\nusing StackExchange.Redis;\n\npublic class RedisOptions\n{\n    public string Address { get; set; } = "localhost:6379";\n}\n\npublic class Worker(IOptions<RedisOptions> options) : BackgroundService\n{\n    protected override async Task ExecuteAsync(CancellationToken stopping)\n    {\n        var redis = await ConnectionMultiplexer.ConnectAsync(options.Value.Address);\n        await redis.GetSubscriber().SubscribeAsync("orders", (_, _) => { });\n    }\n}\n',
    },
    outcome: 'pass',
  },
  '.NET: an address put together from variables in an extension method': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n  <ItemGroup>\n    <PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" Version="8.0.4" />\n  </ItemGroup>\n</Project>\n',
      'Program.cs':
        'var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddStore();\nvar app = builder.Build();\napp.Run();\n',
      'StoreExtensions.cs':
        'namespace Shop;\n\npublic static class StoreExtensions\n{\n    public static IServiceCollection AddStore(this IServiceCollection services)\n    {\n        var host = Environment.GetEnvironmentVariable("DB_HOST") ?? "localhost";\n        services.AddDbContext<Store>(o => o.UseNpgsql($"Host={host};Database=shop"));\n        return services;\n    }\n}\n',
    },
    outcome: 'pass',
  },
  'Spring Boot: literals of application.properties, which the environment overrides': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency>\n    <dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId><scope>runtime</scope></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'src/main/resources/application.properties':
        'server.port=9090\nspring.datasource.url=jdbc:postgresql://localhost/shop\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Java: a literal address in code': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'src/main/java/com/example/shop/Orders.java':
        'package com.example.shop;\n\nimport org.springframework.web.bind.annotation.*;\n\n@RestController\npublic class Orders {\n  @GetMapping("/")\n  Object all() throws Exception {\n    return java.sql.DriverManager.getConnection("jdbc:postgresql://db.shop.de/shop");\n  }\n}\n',
    },
    outcome: 'fail',
    at: 'src/main/java/com/example/shop/Orders.java:9',
  },
  'Kotlin: the port and the address from variables': {
    files: {
      'build.gradle.kts':
        'plugins {\n    kotlin("jvm") version "2.0.21"\n    id("io.ktor.plugin") version "3.0.1"\n}\n\ndependencies {\n    implementation("io.ktor:ktor-server-core:3.0.1")\n    implementation("io.ktor:ktor-server-netty:3.0.1")\n}\n',
      'src/main/kotlin/com/example/App.kt':
        'package com.example\n\nimport io.ktor.server.engine.*\nimport io.ktor.server.netty.Netty\nimport io.ktor.server.response.respondText\nimport io.ktor.server.routing.*\nimport io.ktor.server.application.call\nimport org.jetbrains.exposed.sql.Database\n\nfun main() {\n    val port = System.getenv("PORT")?.toInt() ?: 8080\n    Database.connect(System.getenv("DATABASE_URL"))\n    embeddedServer(Netty, port = port) { }.start(wait = true)\n}\n',
    },
    outcome: 'pass',
  },
  'WordPress: constants from the environment': {
    files: {
      'index.php': "<?php\nrequire __DIR__ . '/wp-config.php';\n",
      'wp-config.php':
        "<?php\ndefine('DB_HOST', getenv('DB_HOST') ?: 'localhost');\ndefine('DB_PASSWORD', getenv('DB_PASSWORD'));\n",
    },
    outcome: 'pass',
  },
  'Rails: mail by settings of the environment': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      'config/environments/production.rb':
        "Rails.application.configure do\n  config.action_mailer.smtp_settings = { address: ENV.fetch('SMTP_HOST'), port: 587 }\nend\n",
      '.env.example': 'SMTP_HOST=\n',
    },
    outcome: 'pass',
  },
  'Spring Boot: a literal password in application.yml, which the environment overrides': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency>\n    <dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId><scope>runtime</scope></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'src/main/resources/application.yml':
        'spring:\n  datasource:\n    url: jdbc:postgresql://localhost/shop\n    password: s3cret-shop\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Java: a literal password of a file that code reads by itself': {
    files: {
      'pom.xml':
        '<project>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>io.javalin</groupId><artifactId>javalin</artifactId><version>6.3.0</version></dependency>\n  </dependencies>\n</project>\n',
      'src/main/resources/config.properties': 'db.password=s3cret-shop\n',
      'src/main/java/shop/App.java':
        'package shop;\n\nimport io.javalin.Javalin;\n\npublic class App {\n  public static void main(String[] args) {\n    Javalin.create().start(Integer.parseInt(System.getenv("PORT")));\n  }\n}\n',
    },
    outcome: 'fail',
    at: 'src/main/resources/config.properties:1',
  },
  'Rust: a literal address of the database': {
    files: {
      'Cargo.toml':
        '[package]\nname = "shop"\nversion = "1.0.0"\nedition = "2021"\n\n[dependencies]\naxum = "0.7.5"\ntokio = { version = "1.38", features = ["full"] }\nsqlx = { version = "0.7.4", features = ["postgres"] }\n',
      'src/main.rs':
        'use axum::{routing::get, Router};\n\n#[tokio::main]\nasync fn main() {\n    let app = Router::new().route("/", get(|| async { "ok" }));\n    let port = std::env::var("PORT").unwrap_or_else(|_| "3000".to_string());\n    let listener = tokio::net::TcpListener::bind(format!("0.0.0.0:{port}")).await.unwrap();\n    let pool = sqlx::postgres::PgPoolOptions::new().max_connections(5).connect("postgres://shop@db.shop.internal/shop").await.unwrap();\n    axum::serve(listener, app).await.unwrap();\n}\n',
    },
    outcome: 'fail',
    at: 'src/main.rs:8',
  },
  'clap: arguments that variables set': {
    files: {
      'Cargo.toml':
        '[package]\nname = "shop"\nversion = "1.0.0"\nedition = "2021"\n\n[dependencies]\naxum = "0.7.5"\ntokio = { version = "1.38", features = ["full"] }\nclap = { version = "4.5", features = ["derive", "env"] }\n',
      'src/main.rs':
        'use axum::Router;\nuse clap::Parser;\n\n#[derive(Parser)]\nstruct Args {\n    #[arg(long, env = "PORT", default_value = "3000")]\n    port: String,\n}\n\n#[tokio::main]\nasync fn main() {\n    let args = Args::parse();\n    let listener = tokio::net::TcpListener::bind(format!("0.0.0.0:{}", args.port)).await.unwrap();\n    axum::serve(listener, Router::new()).await.unwrap();\n}\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Flask: the debug switch of the class made for development': {
    files: {
      'requirements.txt': 'flask==3.0.3\nFlask-SQLAlchemy==3.1.1\npsycopg2-binary==2.9.9\ngunicorn==22.0.0\n',
      'config.py':
        'import os\n\n\nclass Config:\n    SECRET_KEY = os.environ["SECRET_KEY"]\n    SQLALCHEMY_DATABASE_URI = os.environ.get("DATABASE_URL")\n\n\nclass DevelopmentConfig(Config):\n    DEBUG = True\n\n\nclass ProductionConfig(Config):\n    DEBUG = False\n\n\nconfig = {"development": DevelopmentConfig, "production": ProductionConfig}\n',
      'app.py':
        'import os\nfrom flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\nfrom config import config\n\napp = Flask(__name__)\napp.config.from_object(config[os.environ.get("FLASK_CONFIG", "production")])\ndb = SQLAlchemy(app)\n',
      Procfile: 'web: gunicorn app:app\n',
    },
    outcome: 'pass',
    trap: true,
  },
} satisfies Cases;
