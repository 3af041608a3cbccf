import type { Cases } from '../engine/cases.ts';

const node = (source: string) => ({
  'package.json': '{"name":"shop","dependencies":{"express":"4.19.2","express-session":"1.18.0"}}',
  'server.js': source,
});
const python = (source: string) => ({ 'requirements.txt': 'flask==3.0.3\n', 'app.py': source });
const go = (source: string) => ({
  'go.mod': 'module shop\n\ngo 1.22\n\nrequire github.com/lib/pq v1.10.9\n',
  'main.go': source,
});

const script = (lines: string) => ({
  ...node("require('express')().listen(process.env.PORT);\n"),
  Dockerfile:
    'FROM node:20\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["./entrypoint.sh"]\nCMD ["node", "server.js"]\n',
  'entrypoint.sh': `#!/bin/sh\nset -e\n${lines}\nexec "$@"\n`,
});

export default {
  'Node: from the environment': {
    files: node(
      "const express = require('express');\nconst session = require('express-session');\nconst app = express();\napp.use(session({ secret: process.env.SESSION_SECRET }));\napp.listen(process.env.PORT);\n",
    ),
    outcome: 'pass',
  },
  'Node: a literal': {
    files: node(
      "const express = require('express');\nconst session = require('express-session');\nconst app = express();\napp.use(session({ secret: 'k3yb0ard-c4t-9f21' }));\napp.listen(process.env.PORT);\n",
    ),
    outcome: 'fail',
    at: 'server.js:4',
  },
  'Node: a default that production would accept': {
    files: node(
      "const express = require('express');\nconst session = require('express-session');\nconst app = express();\napp.use(session({ secret: process.env.SESSION_SECRET || 'changeme' }));\napp.listen(process.env.PORT);\n",
    ),
    outcome: 'fail',
    trap: true,
  },
  'Node: a name of a secret, no secret': {
    files: node(
      "const TOKEN_HEADER = 'x-auth-token';\nconst PASSWORD_FIELD = 'password';\nrequire('express')().get('/', (q, r) => r.send(q.get(TOKEN_HEADER) + PASSWORD_FIELD)).listen(process.env.PORT);\n",
    ),
    outcome: 'pass',
    trap: true,
  },
  'Node: a password put into an address': {
    files: {
      'package.json': '{"name":"shop","dependencies":{"mongoose":"8.4.0"}}',
      'config.js': "module.exports = { PASSWORD: 'k3yb0ard-c4t', HOST: 'db' };\n",
      'server.js':
        "const mongoose = require('mongoose');\nconst { PASSWORD, HOST } = require('./config');\nmongoose.connect(`mongodb://shop:${PASSWORD}@${HOST}/shop`);\n",
    },
    outcome: 'fail',
    at: 'config.js:1',
  },
  'Node: a port put into an address': {
    files: {
      'package.json': '{"name":"shop","dependencies":{"mongoose":"8.4.0"}}',
      'config.js': "module.exports = { HOST: '0.0.0.0', PORT: 27017 };\n",
      'server.js':
        "const mongoose = require('mongoose');\nconst { HOST, PORT } = require('./config');\nmongoose.connect(`mongodb://${HOST}:${PORT}/shop`);\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'Node: only in a test': {
    files: {
      ...node("require('express')().listen(process.env.PORT);\n"),
      'test/login.test.js': "const password = 's3cr3t-Pa55word';\nlogin(password);\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'Python: a literal secret key': {
    files: python(
      'from flask import Flask\napp = Flask(__name__)\napp.config["SECRET_KEY"] = "8f42a73054b1749f8f58848be5e6502c"\n',
    ),
    outcome: 'fail',
    at: 'app.py:3',
  },
  'Python: only in a comment': {
    files: python(
      'import os\nfrom flask import Flask\napp = Flask(__name__)\n# app.config["SECRET_KEY"] = "8f42a73054b1749f8f58848be5e6502c"\napp.config["SECRET_KEY"] = os.environ["SECRET_KEY"]\n',
    ),
    outcome: 'pass',
    trap: true,
  },
  'Go: a connection string with a password': {
    files: go(
      'package main\n\nimport (\n\t"database/sql"\n\t"net/http"\n\n\t_ "github.com/lib/pq"\n)\n\nfunc main() {\n\tsql.Open("postgres", "postgres://shop:Zx81spectrum@db/shop")\n\thttp.ListenAndServe(":8080", nil)\n}\n',
    ),
    outcome: 'fail',
    at: 'main.go:11',
  },
  'Go: a password put into a connection string': {
    files: go(
      'package main\n\nimport (\n\t"database/sql"\n\t"fmt"\n\t"net/http"\n\t"os"\n\n\t_ "github.com/lib/pq"\n)\n\nfunc main() {\n\tsql.Open("postgres", fmt.Sprintf("host=%s user=shop password=%s", os.Getenv("DB_HOST"), "Zx81spectrum"))\n\thttp.ListenAndServe(":8080", nil)\n}\n',
    ),
    outcome: 'fail',
    at: 'main.go:13',
  },
  'Go: tokens are signed with a constant': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n\nrequire github.com/golang-jwt/jwt/v5 v5.2.1\n',
      'main.go':
        'package main\n\nimport (\n\t"net/http"\n\n\t"github.com/golang-jwt/jwt/v5"\n)\n\nconst phrase = "Four words and a bang!"\n\nfunc issue() string {\n\ttoken := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{})\n\tsigned, _ := token.SignedString([]byte(phrase))\n\treturn signed\n}\n\nfunc main() {\n\thttp.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { w.Write([]byte(issue())) })\n\thttp.ListenAndServe(":8080", nil)\n}\n',
    },
    outcome: 'fail',
    at: 'main.go:9',
  },
  'Go: the default of a flag': {
    files: go(
      'package main\n\nimport (\n\t"database/sql"\n\t"flag"\n\t"net/http"\n\n\t_ "github.com/lib/pq"\n)\n\nfunc main() {\n\tdsn := flag.String("dsn", "postgres://shop:Zx81spectrum@db/shop", "where the database is")\n\tflag.Parse()\n\tsql.Open("postgres", *dsn)\n\thttp.ListenAndServe(":8080", nil)\n}\n',
    ),
    outcome: 'fail',
    at: 'main.go:12',
  },
  'Go: from the environment': {
    files: go(
      'package main\n\nimport (\n\t"database/sql"\n\t"net/http"\n\t"os"\n\n\t_ "github.com/lib/pq"\n)\n\nfunc main() {\n\tsql.Open("postgres", os.Getenv("DATABASE_URL"))\n\thttp.ListenAndServe(":8080", nil)\n}\n',
    ),
    outcome: 'pass',
  },
  'Node: keys of texts, names of attributes and lifetimes': {
    files: node(
      "exports.labels = { password: 'label.password', newPassword: 'label.new-password' };\nexports.attributes = { accesskey: 'accessKey' };\nexports.ttl = { AccessToken: 3600 };\n",
    ),
    outcome: 'pass',
    trap: true,
  },
  'Node: a default after a conversion': {
    files: node(
      "const { Pool } = require('pg');\nconst password = process.env.DB_PASSWORD.trim() || 'Zx81spectrum';\nnew Pool({ password });\n",
    ),
    outcome: 'fail',
    at: 'server.js:2',
  },
  'Phoenix: a signing key that production uses': {
    files: {
      'mix.exs':
        'defmodule Shop.MixProject do\n  use Mix.Project\n\n  def project, do: [app: :shop, version: "1.0.0", deps: deps()]\n  def application, do: [mod: {Shop.Application, []}]\n\n  defp deps do\n    [\n      {:phoenix, "~> 1.7.14"},\n      {:ecto_sql, "~> 3.12"},\n      {:postgrex, ">= 0.0.0"},\n    ]\n  end\nend\n',
      'lib/shop/application.ex':
        'defmodule Shop.Application do\n  use Application\n\n  def start(_type, _args) do\n    Supervisor.start_link([Shop.Repo, ShopWeb.Endpoint], strategy: :one_for_one)\n  end\nend\n',
      'lib/shop_web/endpoint.ex':
        'defmodule ShopWeb.Endpoint do\n  use Phoenix.Endpoint, otp_app: :shop\n\n  plug Plug.Session, store: :cookie, key: "_shop", signing_salt: "Wq1"\n  plug ShopWeb.Router\nend\n',
      'config/config.exs':
        'import Config\nconfig :shop, ShopWeb.Endpoint, secret_key_base: "q1+JyWdXVJmf+sMkNNq4x2oTEJp98o60V6bJyE62DqvOCVpo36I4dzn+yrjGkk6V"\n',
    },
    outcome: 'fail',
    at: 'config/config.exs:2',
  },
  'Phoenix: a signing key that runtime.exs overrides': {
    files: {
      'mix.exs':
        'defmodule Shop.MixProject do\n  use Mix.Project\n\n  def project, do: [app: :shop, version: "1.0.0", deps: deps()]\n  def application, do: [mod: {Shop.Application, []}]\n\n  defp deps do\n    [\n      {:phoenix, "~> 1.7.14"},\n      {:ecto_sql, "~> 3.12"},\n      {:postgrex, ">= 0.0.0"},\n    ]\n  end\nend\n',
      'lib/shop/application.ex':
        'defmodule Shop.Application do\n  use Application\n\n  def start(_type, _args) do\n    Supervisor.start_link([Shop.Repo, ShopWeb.Endpoint], strategy: :one_for_one)\n  end\nend\n',
      'lib/shop_web/endpoint.ex':
        'defmodule ShopWeb.Endpoint do\n  use Phoenix.Endpoint, otp_app: :shop\n\n  plug Plug.Session, store: :cookie, key: "_shop", signing_salt: "Wq1"\n  plug ShopWeb.Router\nend\n',
      'config/config.exs':
        'import Config\nconfig :shop, ShopWeb.Endpoint, secret_key_base: "q1+JyWdXVJmf+sMkNNq4x2oTEJp98o60V6bJyE62DqvOCVpo36I4dzn+yrjGkk6V"\n',
      'config/runtime.exs':
        'import Config\n\nif config_env() == :prod do\n  config :shop, ShopWeb.Endpoint, secret_key_base: System.fetch_env!("SECRET_KEY_BASE")\nend\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Phoenix: a signing key for development alone': {
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
    },
    outcome: 'pass',
  },
  'Ruby: a session secret as a literal': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'sinatra', '~> 4.0'\ngem 'puma', '~> 6.4'\n",
      'app.rb':
        "require 'sinatra'\nenable :sessions\nset :session_secret, '8f2b6c1d9e4a7f305b8c6d2e1f4a9b7c8d3e5f60718293a4b5c6d7e8f9012345'\n",
    },
    outcome: 'fail',
    at: 'app.rb:3',
  },
  'Rails: secrets.yml with ERB for production alone': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      'config/secrets.yml':
        'development:\n  secret_key_base: 1c9d7be2ab6c8a1f4e03d5b6a7980c2d1e0f\n\nproduction:\n  secret_key_base: <%= ENV["SECRET_KEY_BASE"] %>\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Rails: a production secret in secrets.yml': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      'config/secrets.yml': 'production:\n  secret_key_base: 1c9d7be2ab6c8a1f4e03d5b6a7980c2d1e0f\n',
    },
    outcome: 'fail',
    at: 'config/secrets.yml:2',
  },
  'Rails: a JWT signed with a literal': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      'app/services/tokens.rb':
        "class Tokens\n  SECRET = 'b7e23ec29af22b0b4e41da31e868d572'\n\n  def self.issue(user)\n    JWT.encode({ id: user.id }, SECRET, 'HS256')\n  end\nend\n",
    },
    outcome: 'fail',
    at: 'app/services/tokens.rb:2',
  },
  'Rails: encrypted credentials': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      'app/services/tokens.rb':
        "class Tokens\n  def self.issue(user)\n    JWT.encode({ id: user.id }, Rails.application.credentials.jwt_secret, 'HS256')\n  end\nend\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'PHP: a password as a constant': {
    files: {
      'index.php':
        "<?php\nrequire __DIR__ . '/config.php';\n$db = new PDO('mysql:host=' . DB_HOST . ';dbname=shop', DB_USER, DB_PASSWORD);\n",
      'config.php':
        "<?php\ndefine('DB_HOST', 'db1.shop.example.net');\ndefine('DB_USER', 'shop');\ndefine('DB_PASSWORD', 'Tr0ub4dor9');\n",
    },
    outcome: 'fail',
    at: 'config.php:4',
  },
  'PHP: the third argument of mysqli': {
    files: {
      'index.php': "<?php\n$c = mysqli_connect(getenv('DB_HOST'), 'shop', 'Tr0ub4dor9', 'shop');\n",
    },
    outcome: 'fail',
    at: 'index.php:2',
  },
  'PHP: a default that production accepts': {
    files: {
      'index.php': "<?php\n$key = getenv('JWT_SECRET') ?: 'changeme';\n",
    },
    outcome: 'fail',
    at: 'index.php:2',
  },
  'PHP: a statement that names a column, and fields of a form': {
    files: {
      'index.php':
        "<?php\n$db = new PDO(getenv('DSN'), getenv('DB_USER'), getenv('DB_PASSWORD'));\n// $password = 'Tr0ub4dor9';\n$q = $db->prepare('SELECT id FROM users WHERE user = (:user) AND password = (:password)');\n$q->execute(['user' => $_POST['user'], 'password' => $_POST['password']]);\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'Laravel: env() with an empty default': {
    files: {
      'composer.json':
        '{"name": "shop/shop", "type": "project", "require": {"php": "^8.2", "laravel/framework": "^11.0"}, "autoload": {"psr-4": {"App\\\\": "app/"}}}',
      'config/database.php':
        "<?php\n\nreturn [\n    'default' => env('DB_CONNECTION', 'mysql'),\n    'connections' => [\n        'mysql' => [\n            'driver' => 'mysql',\n            'host' => env('DB_HOST', '127.0.0.1'),\n            'password' => env('DB_PASSWORD', ''),\n        ],\n        'sqlite' => ['driver' => 'sqlite', 'database' => env('DB_DATABASE', database_path('database.sqlite'))],\n    ],\n];\n",
      'config/services.php':
        "<?php\nreturn ['ses' => ['key' => env('SES_KEY'), 'secret' => env('SES_SECRET')], 'sqs' => ['key' => 'your-public-key', 'secret' => 'your-secret-key']];\n",
    },
    outcome: 'pass',
    trap: true,
  },
  '.NET: a signing key in code': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n</Project>\n',
      'Program.cs':
        'using System.Text;\nusing Microsoft.IdentityModel.Tokens;\n\nvar builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddAuthentication().AddJwtBearer(o => o.TokenValidationParameters = new TokenValidationParameters\n{\n    IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes("s3cr3t-signing-key-of-the-shop-2024")),\n});\nvar app = builder.Build();\napp.Run();\n',
    },
    outcome: 'fail',
    at: 'Program.cs:7',
  },
  'Java: a mail password as Google shows it': {
    files: {
      'pom.xml':
        '<project><modelVersion>4.0.0</modelVersion><parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>3.4.0</version></parent><artifactId>shop</artifactId><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-mail</artifactId></dependency></dependencies></project>\n',
      'src/main/java/Shop.java':
        'import org.springframework.boot.SpringApplication;\npublic class Shop { public static void main(String[] args) { SpringApplication.run(Shop.class, args); } }\n',
      'src/main/resources/application.properties':
        'spring.mail.username=shop@gmail.com\nspring.mail.password=abcd efgh ijkl mnop\n',
    },
    outcome: 'fail',
    at: 'src/main/resources/application.properties:2',
  },
  'Java: users that the program brings with it': {
    files: {
      'pom.xml':
        '<project><modelVersion>4.0.0</modelVersion><parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>3.4.0</version></parent><artifactId>shop</artifactId><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-security</artifactId></dependency></dependencies></project>\n',
      'src/main/java/Shop.java':
        'import org.springframework.boot.SpringApplication;\npublic class Shop { public static void main(String[] args) { SpringApplication.run(Shop.class, args); } }\n',
      'src/main/java/Users.java':
        'import org.springframework.context.annotation.*;\nimport org.springframework.security.core.userdetails.User;\nimport org.springframework.security.provisioning.InMemoryUserDetailsManager;\n@Configuration\npublic class Users {\n  @Bean InMemoryUserDetailsManager users() {\n    return new InMemoryUserDetailsManager(User.withUsername("admin").password("{noop}letmein42").roles("ADMIN").build());\n  }\n}\n',
    },
    outcome: 'fail',
    at: 'src/main/java/Users.java:7',
  },
  'Java: a password that a user gives': {
    files: {
      'pom.xml':
        '<project><modelVersion>4.0.0</modelVersion><parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>3.4.0</version></parent><artifactId>shop</artifactId><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-security</artifactId></dependency></dependencies></project>\n',
      'src/main/java/Shop.java':
        'import org.springframework.boot.SpringApplication;\npublic class Shop { public static void main(String[] args) { SpringApplication.run(Shop.class, args); } }\n',
      'src/main/java/Register.java':
        'import org.springframework.security.crypto.password.PasswordEncoder;\nimport org.springframework.web.bind.annotation.*;\n@RestController\npublic class Register {\n  private final PasswordEncoder encoder;\n  public Register(PasswordEncoder encoder) { this.encoder = encoder; }\n  @PostMapping("/users") public String add(@RequestParam String password) { return encoder.encode(password); }\n}\n',
    },
    outcome: 'pass',
    trap: true,
  },
  '.NET: a password in appsettings.json': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n  <ItemGroup>\n    <PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" Version="8.0.4" />\n  </ItemGroup>\n</Project>\n',
      'Program.cs':
        'var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddDbContext<Shop>(o => o.UseNpgsql(builder.Configuration.GetConnectionString("Shop")));\nbuilder.Build().Run();\n',
      'appsettings.json':
        '{\n  "ConnectionStrings": {\n    "Shop": "Host=db;Database=shop;Username=shop;Password=Tr0ub4dor"\n  }\n}\n',
    },
    outcome: 'fail',
    at: 'appsettings.json:3',
  },
  '.NET: integrated security and a key from the environment': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n</Project>\n',
      'Program.cs':
        'using System.Text;\nusing Microsoft.IdentityModel.Tokens;\n\nvar builder = WebApplication.CreateBuilder(args);\nvar key = builder.Configuration["Jwt:Key"] ?? throw new InvalidOperationException("Jwt:Key is missing");\nbuilder.Services.AddSingleton(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key)));\nvar app = builder.Build();\napp.Run();\n',
      'appsettings.json':
        '{\n  "ConnectionStrings": {\n    "Shop": "Server=(localdb)\\\\mssqllocaldb;Database=Shop;Trusted_Connection=True"\n  },\n  "Jwt": { "Key": "" }\n}\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Spring Boot: a password in application.yml': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency>\n    <dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId><scope>runtime</scope></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'src/main/resources/application.yml':
        'spring:\n  datasource:\n    url: jdbc:postgresql://localhost/shop\n    username: shop\n    password: s3cret-shop\n',
    },
    outcome: 'fail',
    at: 'src/main/resources/application.yml:5',
  },
  'Spring Boot: a placeholder with a default for the password': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency>\n    <dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId><scope>runtime</scope></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'src/main/resources/application.properties': 'spring.datasource.password=${DB_PASSWORD:s3cret-shop}\n',
    },
    outcome: 'fail',
    at: 'src/main/resources/application.properties:1',
  },
  'Spring Boot: a placeholder without a default': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency>\n    <dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId><scope>runtime</scope></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'src/main/resources/application.properties': 'spring.datasource.password=${DB_PASSWORD}\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Java: a signing key in code': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n    <dependency><groupId>com.auth0</groupId><artifactId>java-jwt</artifactId><version>4.4.0</version></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'src/main/java/com/example/shop/Orders.java':
        'package com.example.shop;\n\nimport org.springframework.web.bind.annotation.*;\n\n@RestController\npublic class Orders {\n  @GetMapping("/token")\n  String token() {\n    return com.auth0.jwt.JWT.create().sign(com.auth0.jwt.algorithms.Algorithm.HMAC256("8d969eef6ecad3c29a3a"));\n  }\n}\n',
    },
    outcome: 'fail',
    at: 'src/main/java/com/example/shop/Orders.java:9',
  },
  'WordPress: salts as literals': {
    files: {
      'index.php': "<?php\nrequire __DIR__ . '/wp-config.php';\n",
      'wp-config.php':
        "<?php\ndefine('DB_HOST', getenv('DB_HOST'));\ndefine('DB_PASSWORD', getenv('DB_PASSWORD'));\ndefine('AUTH_KEY', 'k3Jd8sLq0ZxPwv71mNbT');\n",
    },
    outcome: 'fail',
    at: 'wp-config.php:4',
  },
  'Rails: a password for development that production replaces': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      'config/database.yml':
        "default: &default\n  adapter: postgresql\n  username: postgres\n  password: s3cretpw\n\ndevelopment:\n  <<: *default\n\nproduction:\n  <<: *default\n  password: <%= ENV['DB_PASSWORD'] %>\n",
      'db/migrate/20240101000000_create_notes.rb':
        'class CreateNotes < ActiveRecord::Migration[7.0]\n  def change\n    create_table :notes do |t|\n      t.string :title\n    end\n  end\nend\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Rails: a password that production takes as well': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      'config/database.yml':
        'default: &default\n  adapter: postgresql\n  username: postgres\n  password: s3cretpw\n\nproduction:\n  <<: *default\n  database: shop\n',
      'db/migrate/20240101000000_create_notes.rb':
        'class CreateNotes < ActiveRecord::Migration[7.0]\n  def change\n    create_table :notes do |t|\n      t.string :title\n    end\n  end\nend\n',
    },
    outcome: 'fail',
    at: 'config/database.yml:4',
  },
  'PHP: a copy of a library put in by hand': {
    files: {
      'index.php':
        "<?php\nrequire 'lib/PHPMailer/class.phpmailer.php';\n$mail = new PHPMailer();\n$mail->Password = getenv('SMTP_PASSWORD');\n",
      'lib/PHPMailer/class.phpmailer.php':
        "<?php\nclass PHPMailer {\n    public $Password = 'Tr0ub4dor9';\n}\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'Rust: a signing key as a constant': {
    files: {
      'Cargo.toml':
        '[package]\nname = "shop"\nversion = "1.0.0"\nedition = "2021"\n\n[dependencies]\naxum = "0.7.5"\ntokio = { version = "1.38", features = ["full"] }\n',
      'src/main.rs':
        'use axum::{routing::get, Router};\n\nconst JWT_SECRET: &str = "kX92jdPq41mzRt88sLwe0vBn";\n\n#[tokio::main]\nasync fn main() {\n    let app = Router::new().route("/", get(|| async { "ok" }));\n    let port = std::env::var("PORT").unwrap_or_else(|_| "3000".to_string());\n    let listener = tokio::net::TcpListener::bind(format!("0.0.0.0:{port}")).await.unwrap();\n    axum::serve(listener, app).await.unwrap();\n}\n',
    },
    outcome: 'fail',
    at: 'src/main.rs:3',
  },
  'Rust: a number of iterations is no password': {
    files: {
      'Cargo.toml':
        '[package]\nname = "shop"\nversion = "1.0.0"\nedition = "2021"\n\n[dependencies]\naxum = "0.7.5"\ntokio = { version = "1.38", features = ["full"] }\n',
      'src/main.rs':
        'use axum::{routing::get, Router};\n\nconst PASSWORD_ITER: i32 = 100_000;\n\n#[tokio::main]\nasync fn main() {\n    let app = Router::new().route("/", get(|| async { "ok" }));\n    let port = std::env::var("PORT").unwrap_or_else(|_| "3000".to_string());\n    let listener = tokio::net::TcpListener::bind(format!("0.0.0.0:{port}")).await.unwrap();\n    axum::serve(listener, app).await.unwrap();\n}\n',
    },
    outcome: 'pass',
    trap: true,
  },
  '.NET: a password that production would accept as default': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n  <ItemGroup>\n    <PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" Version="8.0.4" />\n  </ItemGroup>\n</Project>\n',
      'Program.cs':
        'var builder = WebApplication.CreateBuilder(args);\nvar password = Environment.GetEnvironmentVariable("DB_PASSWORD") ?? "s3cret-shop";\nbuilder.Services.AddDbContext<Shop>(o => o.UseNpgsql($"Host=db;Username=shop;Password={password}"));\nbuilder.Build().Run();\n',
    },
    outcome: 'fail',
    at: 'Program.cs:2',
  },
  'Shell: the entry script exports a literal': {
    files: script('export DB_PASSWORD=Zx81spectrum'),
    outcome: 'fail',
    at: 'entrypoint.sh:3',
  },
  'Shell: a default that production would accept': {
    files: script('export DATABASE_URL="${DATABASE_URL:-postgres://shop:Zx81spectrum@db/shop}"'),
    outcome: 'fail',
    at: 'entrypoint.sh:3',
  },
  'Shell: a default assigned in place': {
    files: script(': "${SECRET_KEY:=b7e1c9d2f40a4e5f}"'),
    outcome: 'fail',
    at: 'entrypoint.sh:3',
  },
  'Shell: only in a comment': {
    files: script('# export DB_PASSWORD=Zx81spectrum'),
    outcome: 'pass',
    trap: true,
  },
  'Shell: a variable without which it does not start': {
    files: script(': "${DB_PASSWORD:?DB_PASSWORD is not set}"\nexport PGPASSWORD="$DB_PASSWORD"'),
    outcome: 'pass',
    trap: true,
  },
  'Shell: a script that nothing starts': {
    files: { ...script('echo starting'), 'restore.sh': 'export DB_PASSWORD=Zx81spectrum\npsql shop\n' },
    outcome: 'pass',
    trap: true,
  },
  '.NET: an administrator seeded with a literal password': {
    files: {
      'Web.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup><ItemGroup><PackageReference Include="Microsoft.AspNetCore.Identity.EntityFrameworkCore" Version="8.0.0" /></ItemGroup></Project>\n',
      'Program.cs':
        'using Microsoft.AspNetCore.Identity;\nvar builder = WebApplication.CreateBuilder(args);\nvar app = builder.Build();\nusing (var scope = app.Services.CreateScope()) {\n  var users = scope.ServiceProvider.GetRequiredService<UserManager<IdentityUser>>();\n  await users.CreateAsync(new IdentityUser { UserName = "admin@shop.example" }, "Admin123!");\n}\napp.Run();\n',
    },
    outcome: 'fail',
    at: 'Program.cs:6',
  },
  '.NET: a user who registers with a password of their own': {
    files: {
      'Web.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup><ItemGroup><PackageReference Include="Microsoft.AspNetCore.Identity.EntityFrameworkCore" Version="8.0.0" /></ItemGroup></Project>\n',
      'Program.cs': 'WebApplication.CreateBuilder(args).Build().Run();\n',
      'AccountController.cs':
        'using Microsoft.AspNetCore.Identity;\nusing Microsoft.AspNetCore.Mvc;\npublic class AccountController : Controller {\n  private readonly UserManager<IdentityUser> _users;\n  public AccountController(UserManager<IdentityUser> users) { _users = users; }\n  [HttpPost] public async Task<IActionResult> Register(RegisterModel m) {\n    await _users.CreateAsync(new IdentityUser { UserName = m.Email }, m.Password);\n    return Ok();\n  }\n}\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'PHP: where in the session something is kept': {
    files: {
      'composer.json': '{"require":{"php":">=8.1"}}',
      'index.php':
        "<?php\n$form->add('captcha', CaptchaType::class, ['session_key' => 'administrator_user_creation']);\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'environs: a default in second place': {
    files: {
      'requirements.txt': 'flask==3.0.3\nenvirons==11.0.0\n',
      'app.py':
        'from environs import Env\nfrom flask import Flask\n\nenv = Env()\napp = Flask(__name__)\napp.config["SECRET_KEY"] = env.str("SECRET_KEY", "k3j4h5g6f7d8s9a0")\n',
    },
    outcome: 'fail',
    at: 'app.py:6',
  },
  'django-environ: a conversion in second place': {
    files: {
      'requirements.txt': 'Django==5.1\ndjango-environ==0.11.2\n',
      'manage.py':
        'import os\nimport sys\nfrom django.core.management import execute_from_command_line\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\nexecute_from_command_line(sys.argv)\n',
      'shop/__init__.py': '',
      'shop/wsgi.py':
        'import os\nfrom django.core.wsgi import get_wsgi_application\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\napplication = get_wsgi_application()\n',
      'shop/settings.py': 'import environ\n\nenv = environ.Env()\nSECRET_KEY = env("SECRET_KEY", str)\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Go: keys of settings that are named after what stands under them': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n',
      'main.go':
        'package main\n\nimport "net/http"\n\ntype Key string\n\nconst (\n\tServiceSecret Key = "service.secret"\n\tMailerPassword Key = "mailer.password"\n)\n\nfunc main() {\n\thttp.ListenAndServe(":8080", nil)\n}\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Go: a DSN of the MySQL driver in a configuration file': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n\nrequire github.com/spf13/viper v1.18.2\n',
      'config/app.yaml': 'database:\n  dsn: shop:s3cretQ9@tcp(10.0.0.5:3306)/shop\n',
      'main.go':
        'package main\n\nimport (\n\t"net/http"\n\n\t"github.com/spf13/viper"\n)\n\nfunc main() {\n\tviper.SetConfigFile("config/app.yaml")\n\tviper.ReadInConfig()\n\thttp.ListenAndServe(viper.GetString("addr"), nil)\n}\n',
    },
    outcome: 'fail',
    at: 'config/app.yaml:2',
  },
  'Go: the key of an in-memory session store of gin': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n\nrequire github.com/gin-contrib/sessions v1.0.0\n',
      'main.go':
        'package main\n\nimport (\n\t"github.com/gin-contrib/sessions"\n\t"github.com/gin-contrib/sessions/memstore"\n\t"github.com/gin-gonic/gin"\n)\n\nfunc main() {\n\tr := gin.Default()\n\tr.Use(sessions.Sessions("shop", memstore.NewStore([]byte("secret"))))\n\tr.Run()\n}\n',
    },
    outcome: 'fail',
    at: 'main.go:11',
  },
  'Node: a public key in what every visitor loads': {
    files: {
      'package.json': '{"name":"shop","dependencies":{"react":"18.2.0","react-scripts":"5.0.1"}}',
      'src/analytics.js':
        "export const token = process.env.REACT_APP_POSTHOG_TOKEN || 'cQo4wipq5ipWWXhTN8kTacBItgqo457yDRtzCKrGyvY';\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'Node: a seed that makes an administrator with a known password': {
    files: {
      'package.json':
        '{"name":"shop","scripts":{"seed":"node scripts/seed.js"},"dependencies":{"express":"4.19.2","mongoose":"8.3.0","bcryptjs":"2.4.3"}}',
      'models/user.js':
        "const mongoose = require('mongoose');\nmodule.exports = mongoose.model('User', new mongoose.Schema({ email: String }));\n",
      'scripts/seed.js':
        "const bcrypt = require('bcryptjs');\nconst User = require('../models/user');\nUser.insertMany([\n  { email: 'admin@shop.test', role: 'admin', password: bcrypt.hashSync('Spring2024', 10) },\n]);\n",
      'server.js': "require('./models/user');\nrequire('express')().listen(process.env.PORT);\n",
    },
    outcome: 'fail',
    at: 'scripts/seed.js:4',
  },
  'Node: Koa’s signing keys': {
    files: {
      'package.json': '{"name":"shop","dependencies":{"koa":"2.15.0","koa-session":"6.4.0"}}',
      'index.js':
        "const Koa = require('koa');\nconst app = new Koa();\napp.keys = ['v3ry-Secret-81'];\napp.use(require('koa-session')(app));\napp.listen(process.env.PORT);\n",
    },
    outcome: 'fail',
    at: 'index.js:3',
  },
} satisfies Cases;
