import type { Cases } from '../engine/cases.ts';

const express = (source: string, more = '') => ({
  'package.json': `{"name":"shop","dependencies":{"express":"4.19.2","express-session":"1.18.0","connect-redis":"7.1.1","redis":"4.6.0"${more}}}`,
  'server.js': `const express = require('express');\nconst session = require('express-session');\nconst app = express();\n${source}\napp.listen(process.env.PORT);\n`,
});

export default {
  'Node: sessions in Redis': {
    files: express(
      "const { default: RedisStore } = require('connect-redis');\nconst { createClient } = require('redis');\napp.use(session({ secret: process.env.SECRET, store: new RedisStore({ client: createClient({ url: process.env.REDIS_URL }) }) }));",
    ),
    outcome: 'pass',
  },
  'Node: sessions in the default store': {
    files: express('app.use(session({ secret: process.env.SECRET }));'),
    outcome: 'fail',
    at: 'server.js:4',
  },
  'Node: Redis only in a comment': {
    files: express('app.use(session({ secret: process.env.SECRET /* store: new RedisStore() */ }));'),
    outcome: 'fail',
    trap: true,
  },
  'Node: a list that handlers change': {
    files: express(
      "const orders = [];\napp.post('/orders', (request, response) => { orders.push(request.body); response.end(); });\napp.get('/orders', (request, response) => response.json(orders));",
    ),
    outcome: 'fail',
    at: 'server.js:5',
  },
  'Node: a list that is filled once': {
    files: express(
      "const routes = [];\nroutes.push('/health');\napp.get('/', (request, response) => response.json(routes));",
    ),
    outcome: 'pass',
    trap: true,
  },
  'Python: a dictionary that handlers change': {
    files: {
      'requirements.txt': 'flask==3.0.3\n',
      'app.py':
        'from flask import Flask, request\napp = Flask(__name__)\nusers = {}\n\n@app.post("/users")\ndef add():\n    users[request.json["id"]] = request.json\n    return "", 201\n\n@app.get("/users")\ndef index():\n    return users\n',
    },
    outcome: 'fail',
    at: 'app.py:7',
  },
  'Python: sessions in signed cookies': {
    files: {
      'requirements.txt': 'flask==3.0.3\n',
      'app.py':
        'import os\nfrom flask import Flask, session\napp = Flask(__name__)\napp.secret_key = os.environ["SECRET_KEY"]\n\n@app.get("/")\ndef index():\n    session["seen"] = True\n    return ""\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Go: a map that handlers change': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n',
      'main.go':
        'package main\n\nimport "net/http"\n\nvar carts = map[string]int{}\n\nfunc add(w http.ResponseWriter, r *http.Request) {\n\tcarts[r.URL.Path]++\n}\n\nfunc list(w http.ResponseWriter, r *http.Request) {\n\tif carts[r.URL.Path] > 0 {\n\t\tw.WriteHeader(200)\n\t}\n}\n\nfunc main() {\n\thttp.HandleFunc("/add", add)\n\thttp.HandleFunc("/", list)\n\thttp.ListenAndServe(":8080", nil)\n}\n',
    },
    outcome: 'fail',
    at: 'main.go:8',
  },
  'Node: a plugin of sessions without a store': {
    files: {
      'package.json':
        '{"name":"shop","dependencies":{"fastify":"5.1.0","fastify-plugin":"5.0.1","@fastify/session":"11.0.0","@fastify/cookie":"11.0.0"}}',
      'server.js':
        "const app = require('fastify')();\napp.register(require('./session'));\napp.listen({ port: process.env.PORT });\n",
      'session.js':
        "const fp = require('fastify-plugin');\nmodule.exports = fp(async (fastify) => {\n  fastify.register(require('@fastify/cookie'));\n  fastify.register(require('@fastify/session'), { secret: process.env.SECRET });\n});\n",
    },
    outcome: 'fail',
    at: 'session.js:4',
  },
  'Elixir: a GenServer that keeps the carts': {
    files: {
      'mix.exs':
        'defmodule Shop.MixProject do\n  use Mix.Project\n\n  def project, do: [app: :shop, version: "1.0.0", deps: deps()]\n  def application, do: [mod: {Shop.Application, []}]\n\n  defp deps do\n    [\n      {:phoenix, "~> 1.7.14"},\n      {:ecto_sql, "~> 3.12"},\n      {:postgrex, ">= 0.0.0"},\n    ]\n  end\nend\n',
      'lib/shop/application.ex':
        'defmodule Shop.Application do\n  use Application\n\n  def start(_type, _args) do\n    Supervisor.start_link([Shop.Repo, ShopWeb.Endpoint], strategy: :one_for_one)\n  end\nend\n',
      'lib/shop_web/endpoint.ex':
        'defmodule ShopWeb.Endpoint do\n  use Phoenix.Endpoint, otp_app: :shop\n\n  plug Plug.Session, store: :cookie, key: "_shop", signing_salt: "Wq1"\n  plug ShopWeb.Router\nend\n',
      'lib/shop_web/controllers/cart_controller.ex':
        'defmodule ShopWeb.CartController do\n  use ShopWeb, :controller\n\n  def create(conn, params) do\n    Shop.Carts.add(params["id"], params)\n    json(conn, %{})\n  end\nend\n',
      'lib/shop/carts.ex':
        'defmodule Shop.Carts do\n  use GenServer\n\n  def start_link(_), do: GenServer.start_link(__MODULE__, nil, name: __MODULE__)\n  def add(id, item), do: GenServer.call(__MODULE__, {:add, id, item})\n\n  def init(_), do: {:ok, %{}}\n\n  def handle_call({:add, id, item}, _from, state) do\n    {:reply, :ok, Map.put(state, id, item)}\n  end\nend\n',
    },
    outcome: 'fail',
    at: 'lib/shop/carts.ex:10',
  },
  'Elixir: a GenServer that keeps a cache': {
    files: {
      'mix.exs':
        'defmodule Shop.MixProject do\n  use Mix.Project\n\n  def project, do: [app: :shop, version: "1.0.0", deps: deps()]\n  def application, do: [mod: {Shop.Application, []}]\n\n  defp deps do\n    [\n      {:phoenix, "~> 1.7.14"},\n      {:ecto_sql, "~> 3.12"},\n      {:postgrex, ">= 0.0.0"},\n    ]\n  end\nend\n',
      'lib/shop/application.ex':
        'defmodule Shop.Application do\n  use Application\n\n  def start(_type, _args) do\n    Supervisor.start_link([Shop.Repo, ShopWeb.Endpoint], strategy: :one_for_one)\n  end\nend\n',
      'lib/shop_web/endpoint.ex':
        'defmodule ShopWeb.Endpoint do\n  use Phoenix.Endpoint, otp_app: :shop\n\n  plug Plug.Session, store: :cookie, key: "_shop", signing_salt: "Wq1"\n  plug ShopWeb.Router\nend\n',
      'lib/shop_web/controllers/cart_controller.ex':
        'defmodule ShopWeb.CartController do\n  use ShopWeb, :controller\n\n  def create(conn, params) do\n    Shop.CartCache.add(params["id"], params)\n    json(conn, %{})\n  end\nend\n',
      'lib/shop/cart_cache.ex':
        'defmodule Shop.CartCache do\n  use GenServer\n\n  def start_link(_), do: GenServer.start_link(__MODULE__, nil, name: __MODULE__)\n  def add(id, item), do: GenServer.call(__MODULE__, {:add, id, item})\n\n  def init(_), do: {:ok, %{}}\n\n  def handle_call({:add, id, item}, _from, state) do\n    {:reply, :ok, Map.put(state, id, item)}\n  end\nend\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Elixir: a table of ETS that keeps the carts': {
    files: {
      'mix.exs':
        'defmodule Shop.MixProject do\n  use Mix.Project\n\n  def project, do: [app: :shop, version: "1.0.0", deps: deps()]\n  def application, do: [mod: {Shop.Application, []}]\n\n  defp deps do\n    [\n      {:phoenix, "~> 1.7.14"},\n      {:ecto_sql, "~> 3.12"},\n      {:postgrex, ">= 0.0.0"},\n    ]\n  end\nend\n',
      'lib/shop/application.ex':
        'defmodule Shop.Application do\n  use Application\n\n  def start(_type, _args) do\n    Supervisor.start_link([Shop.Repo, ShopWeb.Endpoint], strategy: :one_for_one)\n  end\nend\n',
      'lib/shop_web/endpoint.ex':
        'defmodule ShopWeb.Endpoint do\n  use Phoenix.Endpoint, otp_app: :shop\n\n  plug Plug.Session, store: :cookie, key: "_shop", signing_salt: "Wq1"\n  plug ShopWeb.Router\nend\n',
      'lib/shop_web/controllers/cart_controller.ex':
        'defmodule ShopWeb.CartController do\n  use ShopWeb, :controller\n\n  def create(conn, params) do\n    Shop.Carts.add(params["id"], params)\n    json(conn, %{})\n  end\nend\n',
      'lib/shop/carts.ex':
        'defmodule Shop.Carts do\n  def start, do: :ets.new(:carts, [:named_table, :public])\n  def add(id, item), do: :ets.insert(:carts, {id, item})\nend\n',
    },
    outcome: 'fail',
    at: 'lib/shop/carts.ex:3',
  },
  'Plug: sessions in ETS': {
    files: {
      'mix.exs':
        'defmodule Shop.MixProject do\n  use Mix.Project\n\n  def project, do: [app: :shop, version: "1.0.0", deps: deps()]\n  def application, do: [mod: {Shop.Application, []}]\n\n  defp deps do\n    [\n      {:phoenix, "~> 1.7.14"},\n      {:ecto_sql, "~> 3.12"},\n      {:postgrex, ">= 0.0.0"},\n    ]\n  end\nend\n',
      'lib/shop/application.ex':
        'defmodule Shop.Application do\n  use Application\n\n  def start(_type, _args) do\n    Supervisor.start_link([Shop.Repo, ShopWeb.Endpoint], strategy: :one_for_one)\n  end\nend\n',
      'lib/shop_web/endpoint.ex':
        'defmodule ShopWeb.Endpoint do\n  use Phoenix.Endpoint, otp_app: :shop\n\n  plug Plug.Session, store: :ets, key: "_shop", signing_salt: "Wq1"\n  plug ShopWeb.Router\nend\n',
    },
    outcome: 'fail',
    at: 'lib/shop_web/endpoint.ex:4',
  },
  'Go: a file is removed': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n',
      'main.go':
        'package main\n\nimport (\n\t"net/http"\n\t"os"\n)\n\nfunc remove(w http.ResponseWriter, r *http.Request) {\n\tos.Remove(os.TempDir() + r.URL.Path)\n}\n\nfunc main() {\n\thttp.HandleFunc("/", remove)\n\thttp.ListenAndServe(":8080", nil)\n}\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Python: a list of one call, which an inner function changes': {
    files: {
      'requirements.txt': 'flask==3.0.3\n',
      'app.py':
        'from flask import Flask\napp = Flask(__name__)\n\n@app.get("/")\ndef index():\n    seen = []\n    def visit(item):\n        seen.append(item)\n    visit(1)\n    return str(seen)\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Sinatra: a global list': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'sinatra', '~> 4.0'\ngem 'puma', '~> 6.4'\n",
      'app.rb': "require 'sinatra'\n$todos = []\n\npost '/todos' do\n  $todos << params[:title]\nend\n",
    },
    outcome: 'fail',
    at: 'app.rb:5',
  },
  'Sinatra: a local of the file that a block changes': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'sinatra', '~> 4.0'\ngem 'puma', '~> 6.4'\n",
      'app.rb': "require 'sinatra'\ntodos = []\n\npost '/todos' do\n  todos.push(params[:title])\nend\n",
    },
    outcome: 'fail',
    at: 'app.rb:5',
  },
  'Rails: a class variable of a controller': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      'app/controllers/notes_controller.rb':
        'class NotesController < ApplicationController\n  @@notes = {}\n\n  def create\n    @@notes[params[:id]] = params[:text]\n    head :created\n  end\nend\n',
    },
    outcome: 'fail',
    at: 'app/controllers/notes_controller.rb:5',
  },
  'Rails: a store in another file': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      'app/controllers/notes_controller.rb':
        'class NotesController < ApplicationController\n  def create\n    NoteStore.add(params[:text])\n  end\nend\n',
      'app/models/note_store.rb':
        'class NoteStore\n  ITEMS = []\n\n  def self.add(text)\n    ITEMS << text\n  end\nend\n',
    },
    outcome: 'fail',
    at: 'app/models/note_store.rb:5',
  },
  'Rails: cookie sessions, frozen lists and instance variables': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      'app/controllers/notes_controller.rb':
        'class NotesController < ApplicationController\n  KINDS = %w[a b].freeze\n\n  def index\n    @notes = []\n    @notes << params[:q]\n    session[:last] = params[:q]\n  end\nend\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Rack: sessions in a pool': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'sinatra'\ngem 'rackup'\ngem 'puma'\n",
      'app.rb':
        "require 'sinatra/base'\n\nclass App < Sinatra::Base\n  use Rack::Session::Pool\n\n  get('/') { session[:n].to_s }\nend\n",
      'config.ru': "require_relative 'app'\nrun App\n",
    },
    outcome: 'fail',
    at: 'app.rb:4',
  },
  'PHP: a static list lives as long as the request': {
    files: {
      'index.php':
        "<?php\nclass Orders {\n    private static array $all = [];\n    public static function add($order) { self::$all[] = $order; }\n}\nOrders::add($_POST['order']);\n",
    },
    outcome: 'pass',
    trap: true,
  },
  'PHP: rooms of a server that keeps running': {
    files: {
      'composer.json': '{"require": {"cboden/ratchet": "^0.4"}}',
      'server.php':
        "<?php\nuse Ratchet\\Server\\IoServer;\nuse Ratchet\\MessageComponentInterface;\nclass Chat implements MessageComponentInterface {\n    protected $messages = [];\n    public function onMessage($from, $text) { $this->messages[] = $text; }\n}\n$server = IoServer::factory(new Chat(), getenv('PORT') ?: 8080);\n$server->run();\n",
    },
    outcome: 'fail',
  },
  '.NET: a static list that a controller changes': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n</Project>\n',
      'Program.cs':
        'var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddControllers();\nvar app = builder.Build();\napp.MapControllers();\napp.Run();\n',
      'Controllers/TodoController.cs':
        'using Microsoft.AspNetCore.Mvc;\n\n[ApiController]\n[Route("todos")]\npublic class TodoController : ControllerBase\n{\n    private static readonly List<string> Todos = new();\n\n    [HttpPost]\n    public IActionResult Create([FromBody] string todo)\n    {\n        Todos.Add(todo);\n        return Ok();\n    }\n}\n',
    },
    outcome: 'fail',
    at: 'Controllers/TodoController.cs:12',
  },
  '.NET: a dictionary of a singleton, behind its interface': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n</Project>\n',
      'Program.cs':
        'var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddSingleton<ITodoStore, TodoStore>();\nvar app = builder.Build();\napp.MapPost("/todos", (string todo, ITodoStore store) => store.Add(todo));\napp.Run();\n',
      'TodoStore.cs':
        'using System.Collections.Concurrent;\n\npublic interface ITodoStore\n{\n    void Add(string todo);\n}\n\npublic class TodoStore : ITodoStore\n{\n    private readonly ConcurrentDictionary<Guid, string> _todos = new();\n\n    public void Add(string todo) => _todos[Guid.NewGuid()] = todo;\n}\n',
    },
    outcome: 'fail',
    at: 'TodoStore.cs:12',
  },
  '.NET: a list of the program’s start': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n</Project>\n',
      'Program.cs':
        'var builder = WebApplication.CreateBuilder(args);\nvar app = builder.Build();\nvar todos = new List<string>();\napp.MapPost("/todos", (string todo) => todos.Add(todo));\napp.Run();\n',
    },
    outcome: 'fail',
    at: 'Program.cs:4',
  },
  '.NET: a list of an object that each request gets anew': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n</Project>\n',
      'Program.cs':
        'var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddScoped<Basket>();\nvar app = builder.Build();\napp.MapPost("/basket", (string item, Basket basket) => basket.Add(item));\napp.Run();\n',
      'Basket.cs':
        'public class Basket\n{\n    private readonly List<string> _items = new();\n\n    public void Add(string item) => _items.Add(item);\n}\n',
    },
    outcome: 'pass',
    trap: true,
  },
  '.NET: sessions in the memory cache': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n</Project>\n',
      'Program.cs':
        'var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddDistributedMemoryCache();\nbuilder.Services.AddSession();\nvar app = builder.Build();\napp.UseSession();\napp.Run();\n',
    },
    outcome: 'fail',
    at: 'Program.cs:3',
  },
  '.NET: sessions in Redis': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n</Project>\n',
      'Program.cs':
        'var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddStackExchangeRedisCache(o => o.Configuration = builder.Configuration["Redis"]);\nbuilder.Services.AddSession();\nvar app = builder.Build();\napp.UseSession();\napp.Run();\n',
    },
    outcome: 'pass',
  },
  'Spring: a map that a controller changes': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'src/main/java/com/example/shop/Orders.java':
        'package com.example.shop;\n\nimport org.springframework.web.bind.annotation.*;\nimport java.util.Map;\nimport java.util.concurrent.ConcurrentHashMap;\n\n@RestController\npublic class Orders {\n  private final Map<String, String> orders = new ConcurrentHashMap<>();\n\n  @PostMapping("/orders")\n  void add(@RequestParam String id) {\n    orders.put(id, "new");\n  }\n}\n',
    },
    outcome: 'fail',
    at: 'src/main/java/com/example/shop/Orders.java:13',
  },
  'Spring: a service’s list, changed over its interface-less class': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'src/main/java/com/example/shop/Orders.java':
        'package com.example.shop;\n\nimport org.springframework.web.bind.annotation.*;\n\n@RestController\npublic class Orders {\n  private final Shelf shelf;\n\n  public Orders(Shelf shelf) {\n    this.shelf = shelf;\n  }\n\n  @PostMapping("/orders")\n  void add(@RequestParam String id) {\n    shelf.keep(id);\n  }\n}\n',
      'src/main/java/com/example/shop/Shelf.java':
        'package com.example.shop;\n\nimport java.util.ArrayList;\nimport java.util.List;\nimport org.springframework.stereotype.Service;\n\n@Service\npublic class Shelf {\n  private final List<String> items = new ArrayList<>();\n\n  public void keep(String id) {\n    items.add(id);\n  }\n}\n',
    },
    outcome: 'fail',
    at: 'src/main/java/com/example/shop/Shelf.java:12',
  },
  'Spring: a map of one request': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'src/main/java/com/example/shop/Orders.java':
        'package com.example.shop;\n\nimport org.springframework.web.bind.annotation.*;\nimport java.util.HashMap;\nimport java.util.Map;\n\n@RestController\npublic class Orders {\n  @PostMapping("/orders")\n  Map<String, String> add(@RequestParam String id) {\n    Map<String, String> found = new HashMap<>();\n    found.put(id, "new");\n    return found;\n  }\n}\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Spring: HttpSession without a store': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'src/main/java/com/example/shop/Orders.java':
        'package com.example.shop;\n\nimport org.springframework.web.bind.annotation.*;\nimport jakarta.servlet.http.HttpSession;\n\n@RestController\npublic class Orders {\n  @PostMapping("/cart")\n  void add(HttpSession session, @RequestParam String id) {\n    session.setAttribute("cart", id);\n  }\n}\n',
    },
    outcome: 'fail',
    at: 'src/main/java/com/example/shop/Orders.java:10',
  },
  'Spring: HttpSession kept in Redis by Spring Session': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n    <dependency><groupId>org.springframework.session</groupId><artifactId>spring-session-data-redis</artifactId></dependency>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-redis</artifactId></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'src/main/java/com/example/shop/Orders.java':
        'package com.example.shop;\n\nimport org.springframework.web.bind.annotation.*;\nimport jakarta.servlet.http.HttpSession;\n\n@RestController\npublic class Orders {\n  @PostMapping("/cart")\n  void add(HttpSession session, @RequestParam String id) {\n    session.setAttribute("cart", id);\n  }\n}\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Ktor: a top-level list that a route changes': {
    files: {
      'build.gradle.kts':
        'plugins {\n    kotlin("jvm") version "2.0.21"\n    id("io.ktor.plugin") version "3.0.1"\n}\n\ndependencies {\n    implementation("io.ktor:ktor-server-core:3.0.1")\n    implementation("io.ktor:ktor-server-netty:3.0.1")\n}\n',
      'src/main/kotlin/com/example/App.kt':
        'package com.example\n\nimport io.ktor.server.engine.*\nimport io.ktor.server.netty.Netty\nimport io.ktor.server.response.respondText\nimport io.ktor.server.routing.*\nimport io.ktor.server.application.call\n\nval orders = mutableListOf<String>()\n\nfun main() {\n    embeddedServer(Netty, port = System.getenv("PORT").toInt()) {\n        routing {\n            post("/orders") { orders.add("x") }\n        }\n    }.start(wait = true)\n}\n',
    },
    outcome: 'fail',
    at: 'src/main/kotlin/com/example/App.kt:14',
  },
  'Sinatra: a list among the settings': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'sinatra', '~> 4.0'\ngem 'puma', '~> 6.4'\n",
      'app.rb':
        "require 'sinatra'\nset :todos, []\n\npost '/todos' do\n  settings.todos << params[:title]\nend\n",
    },
    outcome: 'fail',
    at: 'app.rb:5',
  },
  'Ruby: a list of a class that another file fills': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'sinatra'\ngem 'puma'\n",
      'app.rb':
        "require 'sinatra/base'\nrequire_relative 'store'\n\nclass App < Sinatra::Base\n  post '/todos' do\n    Store.items << params[:title]\n    201\n  end\nend\n",
      'store.rb': 'class Store\n  @items = []\n\n  class << self\n    attr_reader :items\n  end\nend\n',
      'config.ru': "require_relative 'app'\nrun App\n",
    },
    outcome: 'fail',
    at: 'app.rb:6',
  },
  'Grape: a constant that an endpoint changes': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'grape'\ngem 'puma'\n",
      'api.rb':
        "require 'grape'\n\nmodule Shop\n  class API < Grape::API\n    ITEMS = {}\n\n    resource :items do\n      post do\n        ITEMS[params[:id]] = params[:name]\n      end\n    end\n  end\nend\n",
      'config.ru': "require_relative 'api'\nrun Shop::API\n",
    },
    outcome: 'fail',
    at: 'api.rb:9',
  },
  'Rails: a singleton that a controller asks': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      'app/controllers/notes_controller.rb':
        'module Api\n  class NotesController < ApplicationController\n    def create\n      NoteStore.instance.add(params[:text])\n    end\n  end\nend\n',
      'app/models/note_store.rb':
        'class NoteStore\n  include Singleton\n\n  def initialize\n    @notes = []\n  end\n\n  def add(text)\n    @notes << text\n  end\nend\n',
    },
    outcome: 'fail',
    at: 'app/models/note_store.rb:9',
  },
  'Rails: a cache that can be rebuilt': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      'app/controllers/notes_controller.rb':
        'class NotesController < ApplicationController\n  RENDER_CACHE = {}\n\n  def show\n    RENDER_CACHE[params[:id]] ||= Note.find(params[:id]).render\n  end\nend\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Spring: form login without a store for sessions': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-security</artifactId></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'src/main/java/com/example/shop/Safe.java':
        'package com.example.shop;\n\nimport org.springframework.context.annotation.Bean;\nimport org.springframework.security.config.annotation.web.builders.HttpSecurity;\nimport org.springframework.security.web.SecurityFilterChain;\n\n@org.springframework.context.annotation.Configuration\npublic class Safe {\n  @Bean\n  SecurityFilterChain chain(HttpSecurity http) throws Exception {\n    return http.authorizeHttpRequests(a -> a.anyRequest().authenticated()).formLogin(f -> f.loginPage("/login")).build();\n  }\n}\n',
    },
    outcome: 'fail',
  },
  'Rust: a static list behind a lock': {
    files: {
      'Cargo.toml':
        '[package]\nname = "shop"\nversion = "1.0.0"\nedition = "2021"\n\n[dependencies]\naxum = "0.7.5"\ntokio = { version = "1.38", features = ["full"] }\n',
      'src/main.rs':
        'use axum::{routing::get, Router};\nuse axum::response::IntoResponse;\nuse std::sync::Mutex;\nstatic TODOS: Mutex<Vec<String>> = Mutex::new(Vec::new());\n\nasync fn add(body: String) -> impl IntoResponse {\n    TODOS.lock().unwrap().push(body);\n    "ok"\n}\n\n#[tokio::main]\nasync fn main() {\n    let app = Router::new().route("/", get(|| async { "ok" }));\n    let port = std::env::var("PORT").unwrap_or_else(|_| "3000".to_string());\n    let listener = tokio::net::TcpListener::bind(format!("0.0.0.0:{port}")).await.unwrap();\n    axum::serve(listener, app).await.unwrap();\n}\n',
    },
    outcome: 'fail',
  },
  'actix-web: a list in the shared state': {
    files: {
      'Cargo.toml':
        '[package]\nname = "shop"\nversion = "1.0.0"\nedition = "2021"\n\n[dependencies]\nactix-web = "4.8"\n',
      'src/main.rs':
        'use actix_web::{web, App, HttpResponse, HttpServer, Responder};\n\nstruct AppState {\n    todos: std::sync::Mutex<Vec<String>>,\n}\n\nasync fn add(state: web::Data<AppState>, body: String) -> impl Responder {\n    state.todos.lock().unwrap().push(body);\n    HttpResponse::Ok()\n}\n\n#[actix_web::main]\nasync fn main() -> std::io::Result<()> {\n    HttpServer::new(|| App::new().route("/", web::post().to(add)))\n        .bind(("0.0.0.0", 8080))?\n        .run()\n        .await\n}\n',
    },
    outcome: 'fail',
  },
  'Rust: tests change a static list': {
    files: {
      'Cargo.toml':
        '[package]\nname = "shop"\nversion = "1.0.0"\nedition = "2021"\n\n[dependencies]\naxum = "0.7.5"\ntokio = { version = "1.38", features = ["full"] }\n',
      'src/main.rs':
        'use axum::{routing::get, Router};\n\n#[cfg(test)]\nmod tests {\n    static SEEN: std::sync::Mutex<Vec<String>> = std::sync::Mutex::new(Vec::new());\n\n    async fn add() -> impl axum::response::IntoResponse {\n        SEEN.lock().unwrap().push(String::new());\n        "ok"\n    }\n}\n\n#[tokio::main]\nasync fn main() {\n    let app = Router::new().route("/", get(|| async { "ok" }));\n    let port = std::env::var("PORT").unwrap_or_else(|_| "3000".to_string());\n    let listener = tokio::net::TcpListener::bind(format!("0.0.0.0:{port}")).await.unwrap();\n    axum::serve(listener, app).await.unwrap();\n}\n',
    },
    outcome: 'pass',
    trap: true,
  },
  '.NET: sessions without another cache, which MVC keeps in memory': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup></Project>\n',
      'Program.cs':
        'var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddRazorPages();\nbuilder.Services.AddSession();\nvar app = builder.Build();\napp.UseSession();\napp.Run();\n',
    },
    outcome: 'fail',
    at: 'Program.cs:3',
  },
  '.NET: a memory cache that no session uses': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup></Project>\n',
      'Program.cs':
        'var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddDistributedMemoryCache();\nvar app = builder.Build();\napp.Run();\n',
    },
    outcome: 'pass',
    trap: true,
  },
  '.NET: data in EF Core’s in-memory database': {
    files: {
      'Todo.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup><ItemGroup><PackageReference Include="Microsoft.EntityFrameworkCore.InMemory" Version="8.0.0" /></ItemGroup></Project>\n',
      'Program.cs':
        'var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddDbContext<Todos>(o => o.UseInMemoryDatabase("todos"));\nbuilder.Build().Run();\n',
    },
    outcome: 'fail',
    at: 'Program.cs:2',
  },
  'Node: data in SQLite’s memory': {
    files: {
      'package.json': '{"dependencies":{"express":"4.19.2","better-sqlite3":"9.4.3"}}',
      'server.js':
        "const express = require('express');\nconst Database = require('better-sqlite3');\nconst db = new Database(':memory:');\nexpress().get('/', (req, res) => res.json(db.prepare('select 1').all())).listen(process.env.PORT);\n",
    },
    outcome: 'fail',
    at: 'server.js:3',
  },
  'Java: data in H2’s memory': {
    files: {
      'pom.xml':
        '<project><modelVersion>4.0.0</modelVersion><parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>3.2.0</version></parent><artifactId>a</artifactId>\n<dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency>\n<dependency><groupId>com.h2database</groupId><artifactId>h2</artifactId></dependency></dependencies></project>\n',
      'src/main/java/Shop.java':
        'import org.springframework.boot.SpringApplication;\npublic class Shop { public static void main(String[] args) { SpringApplication.run(Shop.class, args); } }\n',
      'src/main/resources/application.properties': 'spring.datasource.url=jdbc:h2:mem:shop\n',
    },
    outcome: 'fail',
    at: 'src/main/resources/application.properties:1',
  },
  'Java: data in a file of H2’s, which is no memory': {
    files: {
      'pom.xml':
        '<project><modelVersion>4.0.0</modelVersion><parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>3.2.0</version></parent><artifactId>a</artifactId>\n<dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency>\n<dependency><groupId>com.h2database</groupId><artifactId>h2</artifactId></dependency></dependencies></project>\n',
      'src/main/java/Shop.java':
        'import org.springframework.boot.SpringApplication;\npublic class Shop { public static void main(String[] args) { SpringApplication.run(Shop.class, args); } }\n',
      'src/main/resources/application.properties': 'spring.datasource.url=jdbc:h2:file:./data/shop\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Python: a request handler of the standard library': {
    files: {
      'requirements.txt': 'requests==2.32.3\n',
      'server.py':
        'import os\nfrom http.server import BaseHTTPRequestHandler, ThreadingHTTPServer\n\nitems = []\n\n\nclass Handler(BaseHTTPRequestHandler):\n    def do_POST(self):\n        items.append(self.path)\n        self.send_response(201)\n        self.end_headers()\n\n\nclass Server(ThreadingHTTPServer):\n    daemon_threads = True\n\n\nif __name__ == "__main__":\n    Server(("", int(os.environ["PORT"])), Handler).serve_forever()\n',
      Dockerfile: 'FROM python:3.12-slim\nCOPY server.py .\nCMD ["python", "server.py"]\n',
    },
    outcome: 'fail',
    at: 'server.py:9',
  },
  'Tornado: sockets of one process where several are declared': {
    files: {
      'requirements.txt': 'tornado==6.4\n',
      'server.py':
        'import os\nimport tornado.ioloop\nimport tornado.web\nimport tornado.websocket\n\nclients = set()\n\n\nclass Chat(tornado.websocket.WebSocketHandler):\n    def open(self):\n        clients.add(self)\n\n    def on_message(self, message):\n        for client in clients:\n            client.write_message(message)\n\n\nif __name__ == "__main__":\n    tornado.web.Application([("/", Chat)]).listen(os.environ["PORT"])\n    tornado.ioloop.IOLoop.current().start()\n',
      Dockerfile: 'FROM python:3.12-slim\nCOPY server.py .\nCMD ["python", "server.py"]\n',
      'docker-compose.yml': 'services:\n  chat:\n    build: .\n    deploy:\n      replicas: 3\n',
    },
    outcome: 'fail',
    at: 'server.py:11',
  },
  'Falcon: a resource that derives from nothing': {
    files: {
      'requirements.txt': 'falcon==3.1.3\ngunicorn==22.0.0\n',
      'app.py':
        'import falcon\n\nitems = {}\n\n\nclass Items:\n    def on_post(self, req, resp):\n        items[req.media["name"]] = req.media\n\n\napp = falcon.App()\napp.add_route("/items", Items())\n',
      Procfile: 'web: gunicorn app:app\n',
    },
    outcome: 'fail',
    at: 'app.py:8',
  },
  'gRPC in Python: a servicer': {
    files: {
      'requirements.txt': 'grpcio==1.66.0\n',
      'server.py':
        'import grpc\nimport todo_pb2_grpc\n\ntodos = []\n\n\nclass Todo(todo_pb2_grpc.TodoServicer):\n    def Add(self, request, context):\n        todos.append(request.title)\n',
      'todo_pb2_grpc.py': 'class TodoServicer(object):\n    pass\n',
      Procfile: 'web: python server.py\n',
    },
    outcome: 'fail',
    at: 'server.py:9',
  },
  'Go: scs with a store of Redis in its field': {
    files: {
      'go.mod':
        'module shop\n\ngo 1.22\n\nrequire (\n\tgithub.com/alexedwards/scs/v2 v2.8.0\n\tgithub.com/alexedwards/scs/redisstore v0.0.0-20240316134038-7e11d57e8885\n)\n',
      'main.go':
        'package main\n\nimport (\n\t"net/http"\n\t"os"\n\n\t"github.com/alexedwards/scs/redisstore"\n\t"github.com/alexedwards/scs/v2"\n\t"github.com/gomodule/redigo/redis"\n)\n\nfunc main() {\n\tpool := &redis.Pool{Dial: func() (redis.Conn, error) { return redis.DialURL(os.Getenv("REDIS_URL")) }}\n\tsessions := scs.New()\n\tsessions.Store = redisstore.New(pool)\n\thttp.ListenAndServe(":"+os.Getenv("PORT"), sessions.LoadAndSave(http.NewServeMux()))\n}\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Node: a chat that keeps who is there in memory alone': {
    files: {
      'package.json': '{"name":"chat","dependencies":{"express":"4.19.2","socket.io":"4.7.5"}}',
      'index.js':
        "const http = require('http').Server(require('express')());\nconst io = require('socket.io')(http);\nconst users = {};\nio.on('connection', (socket) => {\n  socket.on('join', (name) => {\n    users[name] = socket.id;\n  });\n});\nhttp.listen(process.env.PORT);\n",
    },
    outcome: 'fail',
    at: 'index.js:6',
  },
  'Node: presence of one process, beside a database': {
    files: {
      'package.json': '{"name":"chat","dependencies":{"express":"4.19.2","socket.io":"4.7.5","pg":"8.11.0"}}',
      'index.js':
        "const { Pool } = require('pg');\nconst pool = new Pool({ connectionString: process.env.DATABASE_URL });\nconst http = require('http').Server(require('express')());\nconst io = require('socket.io')(http);\nconst users = {};\nio.on('connection', (socket) => {\n  socket.on('join', (name) => {\n    users[name] = socket.id;\n  });\n  socket.on('say', (text) => pool.query('INSERT INTO messages VALUES ($1)', [text]));\n});\nhttp.listen(process.env.PORT);\n",
    },
    outcome: 'pass',
    trap: true,
  },
} satisfies Cases;
