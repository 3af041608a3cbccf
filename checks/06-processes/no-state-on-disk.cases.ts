import type { Cases } from '../engine/cases.ts';

const node = (source: string, dependencies = '"express":"4.19.2"') => ({
  'package.json': `{"name":"shop","dependencies":{${dependencies}}}`,
  'server.js': `const express = require('express');\nconst fs = require('node:fs');\nconst app = express();\n${source}\napp.listen(process.env.PORT);\n`,
});

export default {
  'Node: nothing is written': {
    files: node("app.get('/', (request, response) => response.send(fs.readFileSync('page.html')));"),
    outcome: 'pass',
  },
  'Node: uploads on disk': {
    files: node(
      "const upload = require('multer')({ dest: 'uploads/' });\napp.post('/photo', upload.single('photo'), (request, response) => response.end());",
      '"express":"4.19.2","multer":"1.4.4"',
    ),
    outcome: 'fail',
    at: 'server.js:4',
  },
  'Node: a JSON file as the store': {
    files: node(
      "app.post('/orders', (request, response) => {\n  fs.writeFileSync('orders.json', JSON.stringify(request.body));\n  response.end();\n});",
    ),
    outcome: 'fail',
    at: 'server.js:5',
  },
  'Node: a temporary file within a request': {
    files: node(
      "const os = require('node:os');\nconst path = require('node:path');\napp.post('/convert', (request, response) => {\n  const file = path.join(os.tmpdir(), 'in.png');\n  fs.writeFileSync(file, request.body);\n  fs.unlinkSync(file);\n  response.end();\n});",
    ),
    outcome: 'pass',
    trap: true,
  },
  'Python: uploads on disk': {
    files: {
      'requirements.txt': 'flask==3.0.3\n',
      'app.py':
        'from flask import Flask, request\napp = Flask(__name__)\n\n@app.post("/photo")\ndef photo():\n    request.files["photo"].save("static/photos/photo.png")\n    return ""\n',
    },
    outcome: 'fail',
    at: 'app.py:6',
  },
  'Go: a file that lasts': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n',
      'main.go':
        'package main\n\nimport (\n\t"net/http"\n\t"os"\n)\n\nfunc save(w http.ResponseWriter, r *http.Request) {\n\tos.WriteFile("data/orders.json", []byte(r.URL.Path), 0o644)\n}\n\nfunc main() {\n\thttp.HandleFunc("/", save)\n\thttp.ListenAndServe(":8080", nil)\n}\n',
    },
    outcome: 'fail',
    at: 'main.go:9',
  },
  'Node: uploads written by an object that a plugin hands out': {
    files: {
      'package.json': '{"name":"shop","dependencies":{"fastify":"5.1.0"}}',
      'server.js':
        "const fs = require('fs');\nconst app = require('fastify')();\nfunction createFiles() {\n  return {\n    async upload(file, path) { file.pipe(fs.createWriteStream(path)); },\n  };\n}\napp.decorate('files', createFiles());\napp.post('/uploads', async (request) => { await app.files.upload(request.raw, `uploads/${request.id}`); });\napp.listen({ port: process.env.PORT });\n",
    },
    outcome: 'fail',
    at: 'server.js:5',
  },
  'Phoenix: uploads copied to a folder': {
    files: {
      'mix.exs':
        'defmodule Shop.MixProject do\n  use Mix.Project\n\n  def project, do: [app: :shop, version: "1.0.0", deps: deps()]\n  def application, do: [mod: {Shop.Application, []}]\n\n  defp deps do\n    [\n      {:phoenix, "~> 1.7.14"},\n      {:ecto_sql, "~> 3.12"},\n      {:postgrex, ">= 0.0.0"},\n    ]\n  end\nend\n',
      'lib/shop/application.ex':
        'defmodule Shop.Application do\n  use Application\n\n  def start(_type, _args) do\n    Supervisor.start_link([Shop.Repo, ShopWeb.Endpoint], strategy: :one_for_one)\n  end\nend\n',
      'lib/shop_web/endpoint.ex':
        'defmodule ShopWeb.Endpoint do\n  use Phoenix.Endpoint, otp_app: :shop\n\n  plug Plug.Session, store: :cookie, key: "_shop", signing_salt: "Wq1"\n  plug ShopWeb.Router\nend\n',
      'lib/shop_web/controllers/upload_controller.ex':
        'defmodule ShopWeb.UploadController do\n  use ShopWeb, :controller\n\n  def create(conn, %{"file" => upload}) do\n    File.cp!(upload.path, Path.join("priv/static/uploads", upload.filename))\n    json(conn, %{})\n  end\nend\n',
    },
    outcome: 'fail',
    at: 'lib/shop_web/controllers/upload_controller.ex:5',
  },
  'Phoenix: a file for the time of a request': {
    files: {
      'mix.exs':
        'defmodule Shop.MixProject do\n  use Mix.Project\n\n  def project, do: [app: :shop, version: "1.0.0", deps: deps()]\n  def application, do: [mod: {Shop.Application, []}]\n\n  defp deps do\n    [\n      {:phoenix, "~> 1.7.14"},\n      {:ecto_sql, "~> 3.12"},\n      {:postgrex, ">= 0.0.0"},\n    ]\n  end\nend\n',
      'lib/shop/application.ex':
        'defmodule Shop.Application do\n  use Application\n\n  def start(_type, _args) do\n    Supervisor.start_link([Shop.Repo, ShopWeb.Endpoint], strategy: :one_for_one)\n  end\nend\n',
      'lib/shop_web/endpoint.ex':
        'defmodule ShopWeb.Endpoint do\n  use Phoenix.Endpoint, otp_app: :shop\n\n  plug Plug.Session, store: :cookie, key: "_shop", signing_salt: "Wq1"\n  plug ShopWeb.Router\nend\n',
      'lib/shop_web/controllers/upload_controller.ex':
        'defmodule ShopWeb.UploadController do\n  use ShopWeb, :controller\n\n  def create(conn, %{"file" => upload}) do\n    File.cp!(upload.path, Path.join(System.tmp_dir!(), upload.filename))\n    json(conn, %{})\n  end\nend\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Rails: Active Storage on the local disk': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      'config/environments/production.rb':
        'Rails.application.configure do\n  config.active_storage.service = :local\nend\n',
      'config/storage.yml': 'local:\n  service: Disk\n  root: <%= Rails.root.join("storage") %>\n',
      'app/models/note.rb': 'class Note < ApplicationRecord\n  has_one_attached :file\nend\n',
    },
    outcome: 'fail',
    at: 'config/environments/production.rb:2',
  },
  'Rails: Active Storage on S3': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      'config/environments/production.rb':
        'Rails.application.configure do\n  config.active_storage.service = :amazon\nend\n',
      'config/storage.yml':
        "local:\n  service: Disk\n  root: storage\n\namazon:\n  service: S3\n  bucket: <%= ENV['BUCKET'] %>\n",
      'app/models/note.rb': 'class Note < ApplicationRecord\n  has_one_attached :file\nend\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Rails: Active Storage that no model uses': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      'config/environments/production.rb':
        'Rails.application.configure do\n  config.active_storage.service = :local\nend\n',
      'config/storage.yml': 'local:\n  service: Disk\n  root: storage\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Sinatra: an upload written beside the program': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'sinatra', '~> 4.0'\ngem 'puma', '~> 6.4'\n",
      'app.rb':
        "require 'sinatra'\n\npost '/files' do\n  File.open(\"uploads/#{params[:name]}\", 'wb') { |f| f.write(params[:file][:tempfile].read) }\nend\n",
    },
    outcome: 'fail',
    at: 'app.rb:4',
  },
  'Sinatra: a temporary file': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'sinatra', '~> 4.0'\ngem 'puma', '~> 6.4'\n",
      'app.rb':
        "require 'sinatra'\nrequire 'tempfile'\n\npost '/files' do\n  file = Tempfile.new('upload')\n  File.write(file.path, params[:text])\nend\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'PHP: file sessions': {
    files: {
      'index.php': "<?php\nsession_start();\n$_SESSION['cart'][] = $_POST['item'];\n",
    },
    outcome: 'fail',
    at: 'index.php:2',
  },
  'PHP: sessions in Redis': {
    files: {
      'index.php':
        "<?php\nini_set('session.save_handler', 'redis');\nini_set('session.save_path', getenv('REDIS_URL'));\nsession_start();\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'PHP: an upload': {
    files: {
      'upload.php':
        "<?php\nmove_uploaded_file($_FILES['photo']['tmp_name'], 'uploads/' . basename($_FILES['photo']['name']));\n",
      'index.php': "<?php\necho 'shop';\n",
    },
    outcome: 'fail',
    at: 'upload.php:2',
  },
  'PHP: a file that is gone with the request': {
    files: {
      'index.php':
        "<?php\n$file = tempnam(sys_get_temp_dir(), 'shop');\nfile_put_contents($file, $_POST['csv']);\nfile_put_contents('php://stderr', 'read');\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'Laravel: the disk is chosen by config': {
    files: {
      'composer.json':
        '{"name": "shop/shop", "type": "project", "require": {"php": "^8.2", "laravel/framework": "^11.0"}, "autoload": {"psr-4": {"App\\\\": "app/"}}}',
      'app/Http/Controllers/PhotoController.php':
        "<?php\nnamespace App\\Http\\Controllers;\nuse Illuminate\\Http\\Request;\nuse Illuminate\\Support\\Facades\\Storage;\nclass PhotoController {\n    public function store(Request $request) { return Storage::put('photos', $request->file('photo')); }\n}\n",
    },
    outcome: 'pass',
  },
  'Laravel: into the public folder': {
    files: {
      'composer.json':
        '{"name": "shop/shop", "type": "project", "require": {"php": "^8.2", "laravel/framework": "^11.0"}, "autoload": {"psr-4": {"App\\\\": "app/"}}}',
      'app/Http/Controllers/PhotoController.php':
        "<?php\nnamespace App\\Http\\Controllers;\nuse Illuminate\\Http\\Request;\nclass PhotoController {\n    public function store(Request $request) {\n        $request->file('photo')->move(public_path('photos'), 'a.png');\n    }\n}\n",
    },
    outcome: 'fail',
    at: 'app/Http/Controllers/PhotoController.php:6',
  },
  'Symfony: sessions of a login form': {
    files: {
      'composer.json':
        '{"name": "shop/shop", "type": "project", "require": {"php": ">=8.2", "symfony/framework-bundle": "7.1.*"}, "autoload": {"psr-4": {"App\\\\": "src/"}}}',
      'config/packages/framework.yaml': "framework:\n    secret: '%env(APP_SECRET)%'\n    session: true\n",
      'config/packages/security.yaml':
        'security:\n    firewalls:\n        main:\n            form_login:\n                login_path: login\n',
      'public/index.php': '<?php\n',
    },
    outcome: 'fail',
    at: 'config/packages/framework.yaml:3',
  },
  '.NET: uploads in the web root': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n</Project>\n',
      'Program.cs':
        'var builder = WebApplication.CreateBuilder(args);\nvar app = builder.Build();\napp.MapPost("/photos", async (IFormFile photo) =>\n{\n    var path = Path.Combine("wwwroot", "photos", photo.FileName);\n    using var stream = new FileStream(path, FileMode.Create);\n    await photo.CopyToAsync(stream);\n});\napp.Run();\n',
    },
    outcome: 'fail',
    at: 'Program.cs:6',
  },
  '.NET: a file of one request': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n</Project>\n',
      'Program.cs':
        'var builder = WebApplication.CreateBuilder(args);\nvar app = builder.Build();\napp.MapPost("/photos", async (IFormFile photo) =>\n{\n    var path = Path.Combine(Path.GetTempPath(), photo.FileName);\n    using var stream = new FileStream(path, FileMode.Create);\n    await photo.CopyToAsync(stream);\n});\napp.Run();\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Spring: an upload kept in a file': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'src/main/java/com/example/shop/Orders.java':
        'package com.example.shop;\n\nimport org.springframework.web.bind.annotation.*;\nimport java.io.File;\nimport org.springframework.web.multipart.MultipartFile;\n\n@RestController\npublic class Orders {\n  @PostMapping("/photos")\n  void add(@RequestParam MultipartFile photo) throws Exception {\n    photo.transferTo(new File("/data/photos/" + photo.getOriginalFilename()));\n  }\n}\n',
    },
    outcome: 'fail',
    at: 'src/main/java/com/example/shop/Orders.java:11',
  },
  'CodeIgniter 3: sessions in files': {
    files: {
      'index.php': '<?php\n',
      'application/config/config.php':
        "<?php\n$config['base_url'] = '';\n$config['sess_driver'] = 'files';\n",
      'application/controllers/Login.php':
        "<?php\nclass Login extends CI_Controller {\n    public function index() { $this->session->set_userdata('user', 1); }\n}\n",
    },
    outcome: 'fail',
    at: 'application/config/config.php:3',
  },
  'Rust: an upload written to a folder': {
    files: {
      'Cargo.toml':
        '[package]\nname = "shop"\nversion = "1.0.0"\nedition = "2021"\n\n[dependencies]\naxum = "0.7.5"\ntokio = { version = "1.38", features = ["full"] }\n',
      'src/main.rs':
        'use axum::{routing::get, Router};\n\nasync fn upload(body: String) -> impl axum::response::IntoResponse {\n    std::fs::write("uploads/latest", body).unwrap();\n    "ok"\n}\n\n#[tokio::main]\nasync fn main() {\n    let app = Router::new().route("/", get(|| async { "ok" }));\n    let port = std::env::var("PORT").unwrap_or_else(|_| "3000".to_string());\n    let listener = tokio::net::TcpListener::bind(format!("0.0.0.0:{port}")).await.unwrap();\n    axum::serve(listener, app).await.unwrap();\n}\n',
    },
    outcome: 'fail',
    at: 'src/main.rs:4',
  },
  '.NET: an in-memory database, which is on no disk': {
    files: {
      'Todo.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup><ItemGroup><PackageReference Include="Microsoft.EntityFrameworkCore.InMemory" Version="8.0.0" /></ItemGroup></Project>\n',
      'Program.cs':
        'var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddDbContext<Todos>(o => o.UseInMemoryDatabase("todos"));\nbuilder.Build().Run();\n',
    },
    outcome: 'pass',
    trap: true,
  },
  '.NET: LiteDB’s file': {
    files: {
      'Todo.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup><ItemGroup><PackageReference Include="LiteDB" Version="5.0.17" /></ItemGroup></Project>\n',
      'Program.cs':
        'using LiteDB;\nvar builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddSingleton(new LiteDatabase("todos.db"));\nbuilder.Build().Run();\n',
    },
    outcome: 'fail',
    at: 'Program.cs:3',
  },
  'PHP: Symfony of the old layout keeps sessions in files': {
    files: {
      'composer.json':
        '{"require":{"php":">=7.1","symfony/symfony":"3.4.*","doctrine/doctrine-bundle":"^1.6","doctrine/orm":"^2.5","symfony/monolog-bundle":"^3.1"}}',
      'web/app.php': "<?php\n$kernel = new AppKernel('prod', false);\n",
      'app/config/config.yml':
        'framework:\n  session:\n    handler_id: session.handler.native_file\n    save_path: "%kernel.root_dir%/../var/sessions"\n',
      'app/config/security.yml': 'security:\n  firewalls:\n    main:\n      form_login: ~\n',
    },
    outcome: 'fail',
    at: 'app/config/config.yml:3',
  },
  'Node: Koa’s multer into a folder': {
    files: {
      'package.json':
        '{"name":"shop","dependencies":{"koa":"2.15.0","@koa/multer":"3.0.2","multer":"1.4.4"}}',
      'index.js':
        "const Koa = require('koa');\nconst upload = require('@koa/multer')({ dest: 'uploads/' });\nconst app = new Koa();\napp.use(upload.single('photo'));\napp.listen(process.env.PORT);\n",
    },
    outcome: 'fail',
    at: 'index.js:2',
  },
} satisfies Cases;
