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
} satisfies Cases;
