import type { Cases } from '../engine/cases.ts';

const node = (source: string, dependency: string) => ({
  'package.json': `{"name":"shop","dependencies":{${dependency}}}`,
  'server.js': `${source}\nrequire('http').createServer().listen(process.env.PORT);\n`,
});

export default {
  'Node: pino': {
    files: node("const log = require('pino')();\nlog.info('started');", '"pino":"9.1.0"'),
    outcome: 'pass',
  },
  'Node: winston with a file': {
    files: node(
      "const winston = require('winston');\nwinston.createLogger({ transports: [new winston.transports.File({ filename: 'app.log' })] });",
      '"winston":"3.13.0"',
    ),
    outcome: 'fail',
    at: 'server.js:2',
  },
  'Node: winston on the console': {
    files: node(
      "const winston = require('winston');\n// new winston.transports.File({ filename: 'app.log' })\nwinston.createLogger({ transports: [new winston.transports.Console()] });",
      '"winston":"3.13.0"',
    ),
    outcome: 'pass',
    trap: true,
  },
  'Python: a rotating file': {
    files: {
      'requirements.txt': 'flask==3.0.3\n',
      'app.py':
        'import logging\nfrom logging.handlers import RotatingFileHandler\nfrom flask import Flask\napp = Flask(__name__)\napp.logger.addHandler(RotatingFileHandler("app.log"))\n',
    },
    outcome: 'fail',
    at: 'app.py:5',
  },
  'Python: the stream': {
    files: {
      'requirements.txt': 'flask==3.0.3\n',
      'app.py':
        'import logging\nfrom flask import Flask\nlogging.basicConfig(level=logging.INFO)\napp = Flask(__name__)\n',
    },
    outcome: 'pass',
  },
  'Go: a file': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n',
      'main.go':
        'package main\n\nimport (\n\t"log"\n\t"net/http"\n\t"os"\n)\n\nfunc main() {\n\tfile, _ := os.OpenFile("app.log", os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)\n\tlog.SetOutput(file)\n\thttp.ListenAndServe(":8080", nil)\n}\n',
    },
    outcome: 'fail',
  },
  'the start command redirects into a file': {
    files: { ...node('', ''), Dockerfile: 'FROM node:24-slim\nCMD node server.js >> app.log\n' },
    outcome: 'fail',
    at: 'Dockerfile:2',
  },
  'Elixir: the default logger': {
    files: {
      'mix.exs':
        'defmodule Shop.MixProject do\n  use Mix.Project\n\n  def project, do: [app: :shop, version: "1.0.0", deps: deps()]\n  def application, do: [mod: {Shop.Application, []}]\n\n  defp deps do\n    [\n      {:phoenix, "~> 1.7.14"},\n      {:ecto_sql, "~> 3.12"},\n      {:postgrex, ">= 0.0.0"},\n    ]\n  end\nend\n',
      'lib/shop/application.ex':
        'defmodule Shop.Application do\n  use Application\n\n  def start(_type, _args) do\n    Supervisor.start_link([Shop.Repo, ShopWeb.Endpoint], strategy: :one_for_one)\n  end\nend\n',
      'lib/shop_web/endpoint.ex':
        'defmodule ShopWeb.Endpoint do\n  use Phoenix.Endpoint, otp_app: :shop\n\n  plug Plug.Session, store: :cookie, key: "_shop", signing_salt: "Wq1"\n  plug ShopWeb.Router\nend\n',
      'config/config.exs': 'import Config\nconfig :logger, :console, metadata: [:request_id]\n',
    },
    outcome: 'pass',
  },
  'Elixir: a backend that writes a file': {
    files: {
      'mix.exs':
        'defmodule Shop.MixProject do\n  use Mix.Project\n\n  def project, do: [app: :shop, version: "1.0.0", deps: deps()]\n  def application, do: [mod: {Shop.Application, []}]\n\n  defp deps do\n    [\n      {:phoenix, "~> 1.7.14"},\n      {:logger_file_backend, "~> 0.0.13"},\n    ]\n  end\nend\n',
      'lib/shop/application.ex':
        'defmodule Shop.Application do\n  use Application\n\n  def start(_type, _args) do\n    Supervisor.start_link([Shop.Repo, ShopWeb.Endpoint], strategy: :one_for_one)\n  end\nend\n',
      'lib/shop_web/endpoint.ex':
        'defmodule ShopWeb.Endpoint do\n  use Phoenix.Endpoint, otp_app: :shop\n\n  plug Plug.Session, store: :cookie, key: "_shop", signing_salt: "Wq1"\n  plug ShopWeb.Router\nend\n',
      'config/config.exs':
        'import Config\nconfig :logger, backends: [{LoggerFileBackend, :error_log}]\nconfig :logger, :error_log, path: "/var/log/shop/error.log"\n',
    },
    outcome: 'fail',
    at: 'config/config.exs:3',
  },
  'Rails 7.0: the default file': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      'config/environments/production.rb':
        'Rails.application.configure do\n  config.eager_load = true\nend\n',
    },
    outcome: 'fail',
    at: 'config/environments/production.rb',
  },
  'Rails: a switch for stdout that the image sets': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      'config/environments/production.rb':
        "Rails.application.configure do\n  if ENV['RAILS_LOG_TO_STDOUT'].present?\n    logger = ActiveSupport::Logger.new(STDOUT)\n    config.logger = ActiveSupport::TaggedLogging.new(logger)\n  end\nend\n",
      Dockerfile:
        'FROM ruby:3.3\nENV RAILS_ENV=production RAILS_LOG_TO_STDOUT=1\nCMD ["bin/rails", "server"]\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Rails: a switch for stdout that nobody sets': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      'config/environments/production.rb':
        "Rails.application.configure do\n  if ENV['RAILS_LOG_TO_STDOUT'].present?\n    logger = ActiveSupport::Logger.new(STDOUT)\n    config.logger = ActiveSupport::TaggedLogging.new(logger)\n  end\nend\n",
      Dockerfile: 'FROM ruby:3.3\nENV RAILS_ENV=production\nCMD ["bin/rails", "server"]\n',
    },
    outcome: 'fail',
    at: 'config/environments/production.rb:3',
  },
  'Rails 7.1: stdout by its settings': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      'config/environments/production.rb':
        'Rails.application.configure do\n  config.logger = ActiveSupport::Logger.new(STDOUT)\n    .tap { |logger| logger.formatter = ::Logger::Formatter.new }\n    .then { |logger| ActiveSupport::TaggedLogging.new(logger) }\nend\n',
    },
    outcome: 'pass',
  },
  'Sinatra: a log file': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'sinatra', '~> 4.0'\ngem 'puma', '~> 6.4'\n",
      'app.rb': "require 'sinatra'\nrequire 'logger'\nLOG = Logger.new('log/app.log', 'daily')\n",
    },
    outcome: 'fail',
    at: 'app.rb:3',
  },
  'Sinatra: a logger on $stdout': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'sinatra', '~> 4.0'\ngem 'puma', '~> 6.4'\n",
      'app.rb': "require 'sinatra'\nrequire 'logger'\nLOG = Logger.new($stdout)\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'Laravel: the default stack is a file': {
    files: {
      'composer.json':
        '{"name": "shop/shop", "type": "project", "require": {"php": "^8.2", "laravel/framework": "^11.0"}, "autoload": {"psr-4": {"App\\\\": "app/"}}}',
      'config/logging.php':
        "<?php\n\nuse Monolog\\Handler\\StreamHandler;\n\nreturn [\n    'default' => env('LOG_CHANNEL', 'stack'),\n    'channels' => [\n        'stack' => ['driver' => 'stack', 'channels' => ['single']],\n        'single' => ['driver' => 'single', 'path' => storage_path('logs/laravel.log')],\n        'stderr' => ['driver' => 'monolog', 'handler' => StreamHandler::class, 'with' => ['stream' => 'php://stderr']],\n    ],\n];\n",
      'public/index.php': '<?php\n',
    },
    outcome: 'fail',
    at: 'config/logging.php:6',
  },
  'Laravel: the image sets the channel': {
    files: {
      'composer.json':
        '{"name": "shop/shop", "type": "project", "require": {"php": "^8.2", "laravel/framework": "^11.0"}, "autoload": {"psr-4": {"App\\\\": "app/"}}}',
      'config/logging.php':
        "<?php\n\nuse Monolog\\Handler\\StreamHandler;\n\nreturn [\n    'default' => env('LOG_CHANNEL', 'stack'),\n    'channels' => [\n        'stack' => ['driver' => 'stack', 'channels' => ['single']],\n        'single' => ['driver' => 'single', 'path' => storage_path('logs/laravel.log')],\n        'stderr' => ['driver' => 'monolog', 'handler' => StreamHandler::class, 'with' => ['stream' => 'php://stderr']],\n    ],\n];\n",
      'public/index.php': '<?php\n',
      Dockerfile: 'FROM dunglas/frankenphp:1.2\nENV LOG_CHANNEL=stderr\nCOPY . /app\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Symfony: production writes to stderr': {
    files: {
      'composer.json':
        '{"name": "shop/shop", "type": "project", "require": {"php": ">=8.2", "symfony/framework-bundle": "7.1.*", "symfony/monolog-bundle": "^3.10"}, "autoload": {"psr-4": {"App\\\\": "src/"}}}',
      'config/packages/monolog.yaml':
        "when@dev:\n    monolog:\n        handlers:\n            main:\n                type: stream\n                path: '%kernel.logs_dir%/dev.log'\nwhen@prod:\n    monolog:\n        handlers:\n            nested:\n                type: stream\n                path: php://stderr\n",
      'public/index.php': '<?php\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Monolog: a rotating file': {
    files: {
      'composer.json': '{"require": {"monolog/monolog": "^3.6"}}',
      'index.php':
        "<?php\nuse Monolog\\Handler\\RotatingFileHandler;\nuse Monolog\\Logger;\n$log = new Logger('shop');\n$log->pushHandler(new RotatingFileHandler(__DIR__ . '/logs/shop.log'));\n",
    },
    outcome: 'fail',
    at: 'index.php:5',
  },
  'Monolog: php://stderr': {
    files: {
      'composer.json': '{"require": {"monolog/monolog": "^3.6"}}',
      'index.php':
        "<?php\nuse Monolog\\Handler\\StreamHandler;\nuse Monolog\\Logger;\n$log = new Logger('shop');\n$log->pushHandler(new StreamHandler('php://stderr'));\n",
    },
    outcome: 'pass',
  },
  '.NET: the host’s console log': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n</Project>\n',
      'Program.cs': 'var builder = WebApplication.CreateBuilder(args);\nbuilder.Build().Run();\n',
    },
    outcome: 'pass',
  },
  '.NET: Serilog writes a file': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n  <ItemGroup>\n    <PackageReference Include="Serilog.AspNetCore" Version="8.0.1" />\n  </ItemGroup>\n</Project>\n',
      'Program.cs':
        'var builder = WebApplication.CreateBuilder(args);\nbuilder.Host.UseSerilog((context, log) => log\n    .WriteTo.Console()\n    .WriteTo.File("logs/shop.txt", rollingInterval: RollingInterval.Day));\nbuilder.Build().Run();\n',
    },
    outcome: 'fail',
    at: 'Program.cs:2',
  },
  '.NET: a file among Serilog’s settings': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n  <ItemGroup>\n    <PackageReference Include="Serilog.AspNetCore" Version="8.0.1" />\n  </ItemGroup>\n</Project>\n',
      'Program.cs':
        'var builder = WebApplication.CreateBuilder(args);\nbuilder.Host.UseSerilog((context, log) => log.ReadFrom.Configuration(context.Configuration));\nbuilder.Build().Run();\n',
      'appsettings.json':
        '{\n  "Serilog": {\n    "WriteTo": [\n      { "Name": "Console" },\n      { "Name": "File", "Args": { "path": "/var/log/shop.log" } }\n    ]\n  }\n}\n',
    },
    outcome: 'fail',
    at: 'appsettings.json:5',
  },
  '.NET: a result that is a file': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n</Project>\n',
      'Program.cs':
        'var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddControllers();\nvar app = builder.Build();\napp.MapControllers();\napp.Run();\n',
      'ReportController.cs':
        'using Microsoft.AspNetCore.Mvc;\n\npublic class ReportController : Controller\n{\n    [HttpGet("/report")]\n    public IActionResult Get(byte[] pdf) => File(pdf, "application/pdf", "report.log");\n}\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'logback: a file appender': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'src/main/resources/logback-spring.xml':
        '<configuration>\n  <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender"/>\n  <appender name="FILE" class="ch.qos.logback.core.rolling.RollingFileAppender">\n    <file>logs/shop.log</file>\n  </appender>\n  <root level="INFO">\n    <appender-ref ref="FILE"/>\n  </root>\n</configuration>\n',
    },
    outcome: 'fail',
    at: 'src/main/resources/logback-spring.xml:3',
  },
  'logback: a file appender that no logger uses': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'src/main/resources/logback-spring.xml':
        '<configuration>\n  <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender"/>\n  <appender name="FILE" class="ch.qos.logback.core.rolling.RollingFileAppender">\n    <file>logs/shop.log</file>\n  </appender>\n  <root level="INFO">\n    <appender-ref ref="OUT"/>\n  </root>\n</configuration>\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Spring Boot: logging.file.name': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'src/main/resources/application.properties': 'logging.file.name=/var/log/shop.log\n',
    },
    outcome: 'fail',
    at: 'src/main/resources/application.properties:1',
  },
  'log4j2: a rolling file': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'src/main/resources/log4j2.xml':
        '<Configuration>\n  <Appenders>\n    <RollingFile name="F" fileName="logs/a.log" filePattern="logs/a-%i.log"/>\n  </Appenders>\n  <Loggers>\n    <Root level="info"><AppenderRef ref="F"/></Root>\n  </Loggers>\n</Configuration>\n',
    },
    outcome: 'fail',
    at: 'src/main/resources/log4j2.xml:3',
  },
  'Yii: a file target': {
    files: {
      'composer.json': '{"require": {"yiisoft/yii2": "~2.0"}}',
      'web/index.php': '<?php\n',
      'config/web.php':
        "<?php\nreturn [\n    'components' => [\n        'log' => ['targets' => [['class' => 'yii\\log\\FileTarget', 'levels' => ['error']]]],\n    ],\n];\n",
    },
    outcome: 'fail',
    at: 'config/web.php:4',
  },
  'Ruby: a logger into a string': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'sinatra', '~> 4.0'\ngem 'puma', '~> 6.4'\n",
      'app.rb':
        "require 'sinatra'\nrequire 'logger'\nrequire 'stringio'\n\nget '/' do\n  Logger.new(StringIO.new).info('x')\nend\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'Rails: a Procfile, and the buildpack’s switch': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      'config/environments/production.rb':
        "Rails.application.configure do\n  if ENV['RAILS_LOG_TO_STDOUT'].present?\n    config.logger = ActiveSupport::TaggedLogging.new(ActiveSupport::Logger.new(STDOUT))\n  end\nend\n",
      Procfile: 'web: bundle exec puma -C config/puma.rb\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Rust: a rolling file of tracing': {
    files: {
      'Cargo.toml':
        '[package]\nname = "shop"\nversion = "1.0.0"\nedition = "2021"\n\n[dependencies]\naxum = "0.7.5"\ntokio = { version = "1.38", features = ["full"] }\n',
      'src/main.rs':
        'use axum::{routing::get, Router};\n\n#[tokio::main]\nasync fn main() {\n    let app = Router::new().route("/", get(|| async { "ok" }));\n    let port = std::env::var("PORT").unwrap_or_else(|_| "3000".to_string());\n    let listener = tokio::net::TcpListener::bind(format!("0.0.0.0:{port}")).await.unwrap();\n    let file = tracing_appender::rolling::daily("/var/log/shop", "shop.log");\n    axum::serve(listener, app).await.unwrap();\n}\n',
    },
    outcome: 'fail',
    at: 'src/main.rs:8',
  },
  'PHP: Symfony of the old layout, with a log file in production': {
    files: {
      'composer.json':
        '{"require":{"php":">=7.1","symfony/symfony":"3.4.*","doctrine/doctrine-bundle":"^1.6","doctrine/orm":"^2.5","symfony/monolog-bundle":"^3.1"}}',
      'web/app.php': "<?php\n$kernel = new AppKernel('prod', false);\n",
      'app/config/config_dev.yml':
        'monolog:\n  handlers:\n    main:\n      type: stream\n      path: php://stderr\n',
      'app/config/config_prod.yml':
        'imports:\n  - { resource: config.yml }\nmonolog:\n  handlers:\n    main:\n      type: fingers_crossed\n      handler: nested\n    nested:\n      type: stream\n      path: "%kernel.logs_dir%/%kernel.environment%.log"\n',
    },
    outcome: 'fail',
    at: 'app/config/config_prod.yml:10',
  },
  'PHP: Symfony of the old layout, with a log file in development': {
    files: {
      'composer.json':
        '{"require":{"php":">=7.1","symfony/symfony":"3.4.*","doctrine/doctrine-bundle":"^1.6","doctrine/orm":"^2.5","symfony/monolog-bundle":"^3.1"}}',
      'web/app.php': "<?php\n$kernel = new AppKernel('prod', false);\n",
      'app/config/config_dev.yml':
        'monolog:\n  handlers:\n    main:\n      type: stream\n      path: "%kernel.logs_dir%/dev.log"\n',
      'app/config/config_prod.yml':
        'monolog:\n  handlers:\n    main:\n      type: stream\n      path: php://stderr\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'supervisord: a log file of a program': {
    files: {
      'requirements.txt': 'flask==3.0.3\ngunicorn==22.0.0\n',
      'app.py':
        'from flask import Flask\napp = Flask(__name__)\n\n\n@app.get("/")\ndef index():\n    return "ok"\n',
      'supervisord.conf':
        '[supervisord]\nnodaemon=true\n\n[program:web]\ncommand=gunicorn -b 0.0.0.0:8000 app:app\nstdout_logfile=/var/log/web.log\n',
      Dockerfile:
        'FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt supervisor==4.2.5\nCMD ["supervisord", "-c", "/app/supervisord.conf"]\n',
    },
    outcome: 'fail',
    at: 'supervisord.conf:5',
  },
} satisfies Cases;
