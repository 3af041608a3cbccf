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
} satisfies Cases;
