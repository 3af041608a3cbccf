import type { Cases } from '../engine/cases.ts';

const app = {
  'package.json': '{"name":"shop","dependencies":{"pg":"8.11.0"}}',
  'server.js':
    "const { Pool } = require('pg');\nnew Pool({ connectionString: process.env.DATABASE_URL });\nrequire('http').createServer().listen(process.env.PORT || 3000);\n",
};

export default {
  'an example file': {
    files: { ...app, '.env.example': '# where the database is\nDATABASE_URL=\n' },
    outcome: 'pass',
  },
  'an address put together from variables that nothing names': {
    files: {
      'package.json': '{"name":"shop","dependencies":{"mongoose":"8.0.0"}}',
      'server.js':
        "const mongoose = require('mongoose');\nconst { MONGO_USER, MONGO_HOST } = process.env;\nmongoose.connect(`mongodb://${MONGO_USER}@${MONGO_HOST}/shop`);\nrequire('http').createServer().listen(process.env.PORT || 3000);\n",
    },
    outcome: 'fail',
    at: 'server.js:2',
  },
  'named nowhere': { files: app, outcome: 'fail', at: 'server.js:2' },
  'an example file that misses it': {
    files: { ...app, '.env.example': 'LOG_LEVEL=info\n' },
    outcome: 'fail',
    trap: true,
  },
  'a README with a table': {
    files: {
      ...app,
      'README.md':
        '# shop\n\n| variable | meaning |\n| --- | --- |\n| `DATABASE_URL` | where the database is |\n',
    },
    outcome: 'pass',
  },
  'set in compose, explained nowhere': {
    files: {
      ...app,
      'compose.yaml':
        'services:\n  web:\n    build: .\n    environment:\n      DATABASE_URL: postgres://db/shop\n',
    },
    outcome: 'fail',
    trap: true,
  },
  'Python: an example file': {
    files: {
      'requirements.txt': 'flask==3.0.3\n',
      'app.py':
        'import os\nfrom flask import Flask\napp = Flask(__name__)\napp.config["DB"] = os.environ["DATABASE_URL"]\n',
      '.env.example': 'DATABASE_URL=\n',
    },
    outcome: 'pass',
  },
  'PHP: what a web server says of each request': {
    files: {
      'composer.json': '{"require":{"php":">=8.1"}}',
      'index.php':
        "<?php\nglobal $client;\n$client = getenv('HTTP_X_FORWARDED_FOR') ?: getenv('REMOTE_ADDR');\necho getenv('REQUEST_URI'), getenv('SHOP_NAME') ?: 'shop';\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'no variable at all': {
    files: {
      'package.json': '{"name":"shop"}',
      'server.js': "// process.env.PORT\nrequire('http').createServer().listen(3000);\n",
    },
    outcome: 'notApplicable',
    trap: true,
  },
  'Elixir: a required variable that nothing names': {
    files: {
      'mix.exs':
        'defmodule Shop.MixProject do\n  use Mix.Project\n\n  def project, do: [app: :shop, version: "1.0.0", deps: deps()]\n  def application, do: [mod: {Shop.Application, []}]\n\n  defp deps do\n    [\n      {:phoenix, "~> 1.7.14"},\n      {:ecto_sql, "~> 3.12"},\n      {:postgrex, ">= 0.0.0"},\n    ]\n  end\nend\n',
      'lib/shop/application.ex':
        'defmodule Shop.Application do\n  use Application\n\n  def start(_type, _args) do\n    Supervisor.start_link([Shop.Repo, ShopWeb.Endpoint], strategy: :one_for_one)\n  end\nend\n',
      'lib/shop_web/endpoint.ex':
        'defmodule ShopWeb.Endpoint do\n  use Phoenix.Endpoint, otp_app: :shop\n\n  plug Plug.Session, store: :cookie, key: "_shop", signing_salt: "Wq1"\n  plug ShopWeb.Router\nend\n',
      'config/runtime.exs':
        'import Config\n\nif config_env() == :prod do\n  config :shop, Shop.Repo, url: System.fetch_env!("DATABASE_URL")\nend\n',
    },
    outcome: 'fail',
    at: 'config/runtime.exs:4',
  },
  'Python: a variable whose absence is caught': {
    files: {
      'requirements.txt': 'flask==3.0.3\n',
      'app.py':
        'import os\nfrom flask import Flask\napp = Flask(__name__)\ntry:\n    if os.environ["TRACING"] == "1":\n        app.config["TRACING"] = True\nexcept KeyError:\n    pass\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Ruby: a required variable that .env.example names': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'sinatra', '~> 4.0'\ngem 'puma', '~> 6.4'\n",
      'app.rb': "require 'sinatra'\nKEY = ENV.fetch('API_KEY')\n",
      '.env.example': 'API_KEY=\n',
    },
    outcome: 'pass',
  },
  'Ruby: a required variable that nothing names': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'sinatra', '~> 4.0'\ngem 'puma', '~> 6.4'\n",
      'app.rb': "require 'sinatra'\nKEY = ENV.fetch('API_KEY')\n",
    },
    outcome: 'fail',
    at: 'app.rb:2',
  },
  'Ruby: a block with a default': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'sinatra', '~> 4.0'\ngem 'puma', '~> 6.4'\n",
      'app.rb': "require 'sinatra'\nset :port, ENV.fetch('PORT') { 4567 }\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'PHP: a variable that nobody names': {
    files: {
      'index.php': "<?php\n$db = new PDO(getenv('SHOP_DSN'));\n",
      'README.md': '# Shop\n',
    },
    outcome: 'fail',
    at: 'index.php:2',
  },
  'PHP: named in the example file': {
    files: {
      'index.php': "<?php\n$db = new PDO($_ENV['SHOP_DSN']);\n",
      '.env.example': '# Where the database is\nSHOP_DSN=\n',
    },
    outcome: 'pass',
  },
  'PHP: what the web server sets is no variable of the deploy': {
    files: {
      'index.php': "<?php\necho $_SERVER['REQUEST_URI'], $_SERVER['HTTP_HOST'];\n",
    },
    outcome: 'notApplicable',
    trap: true,
  },
  '.NET: a variable that the start asks for': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n</Project>\n',
      'Program.cs':
        'var builder = WebApplication.CreateBuilder(args);\nvar url = Environment.GetEnvironmentVariable("ORDERS_URL") ?? throw new InvalidOperationException("ORDERS_URL is missing");\nvar app = builder.Build();\napp.Run();\n',
    },
    outcome: 'fail',
  },
  'Spring Boot: a placeholder without a default, documented nowhere': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency>\n    <dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId><scope>runtime</scope></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'src/main/resources/application.properties': 'spring.datasource.url=${DB_URL}\n',
    },
    outcome: 'fail',
    at: 'src/main/resources/application.properties:1',
  },
  'Spring Boot: named in the README': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency>\n    <dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId><scope>runtime</scope></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'src/main/resources/application.properties': 'spring.datasource.url=${DB_URL}\n',
      'README.md':
        '# Shop\n\n| variable | meaning |\n| --- | --- |\n| `DB_URL` | address of the database |\n',
    },
    outcome: 'pass',
  },
  'the address of a replica that may be missing': {
    files: {
      'package.json': '{"name":"shop","dependencies":{"pg":"8.11.0"}}',
      '.env.example': 'DATABASE_URL=\n',
      'server.js':
        "const { Pool } = require('pg');\nnew Pool({ connectionString: process.env.DATABASE_URL });\nif (process.env.REPLICA_URL) new Pool({ connectionString: process.env.REPLICA_URL });\nrequire('http').createServer().listen(process.env.PORT || 3000);\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'Django: no variable but the name of its own settings': {
    files: {
      'requirements.txt': 'Django==5.1\ngunicorn==22.0.0\n',
      'manage.py':
        'import os\nimport sys\nfrom django.core.management import execute_from_command_line\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\nexecute_from_command_line(sys.argv)\n',
      'shop/__init__.py': '',
      'shop/wsgi.py':
        'import os\nfrom django.core.wsgi import get_wsgi_application\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\napplication = get_wsgi_application()\n',
      'shop/settings.py': 'ROOT_URLCONF = "shop.urls"\n',
      Procfile: 'web: python manage.py migrate\n',
    },
    outcome: 'notApplicable',
    trap: true,
  },
  'Go: what ends the process where it is missing': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n',
      'main.go':
        'package main\n\nimport (\n\t"log"\n\t"net/http"\n\t"os"\n)\n\nfunc main() {\n\tkey := os.Getenv("PAYMENT_KEY")\n\tif key == "" {\n\t\tlog.Fatal("PAYMENT_KEY must be set")\n\t}\n\thttp.ListenAndServe(":8080", nil)\n}\n',
      'README.md': '# shop\n\nA shop.\n',
    },
    outcome: 'fail',
    at: 'main.go:10',
  },
  'Go: what is only logged where it is missing': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n',
      'main.go':
        'package main\n\nimport (\n\t"log"\n\t"net/http"\n\t"os"\n)\n\nfunc main() {\n\tkey := os.Getenv("PAYMENT_KEY")\n\tif key == "" {\n\t\tlog.Println("payments are off")\n\t}\n\thttp.ListenAndServe(":8080", nil)\n}\n',
      'README.md': '# shop\n\nA shop.\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Rust: a variable that is expected, and its example': {
    files: {
      'Cargo.toml': '[package]\nname = "shop"\nversion = "0.1.0"\n\n[dependencies]\nrocket = "0.5"\n',
      'src/main.rs':
        '#[rocket::launch]\nfn rocket() -> _ {\n    let key = std::env::var("PAYMENT_KEY").expect("PAYMENT_KEY");\n    rocket::build().manage(key)\n}\n',
      '.env.example': 'PAYMENT_KEY=\n',
    },
    outcome: 'pass',
  },
  'Rust: a variable that is expected and named nowhere': {
    files: {
      'Cargo.toml': '[package]\nname = "shop"\nversion = "0.1.0"\n\n[dependencies]\nrocket = "0.5"\n',
      'src/main.rs':
        '#[rocket::launch]\nfn rocket() -> _ {\n    let key = std::env::var("PAYMENT_KEY").expect("PAYMENT_KEY");\n    rocket::build().manage(key)\n}\n',
      'README.md': '# shop\n',
    },
    outcome: 'fail',
    at: 'src/main.rs:3',
  },
} satisfies Cases;
