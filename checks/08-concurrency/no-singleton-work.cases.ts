import type { Cases } from '../engine/cases.ts';

const node = (source: string) => ({
  'package.json': '{"name":"shop","dependencies":{"express":"4.19.2","node-cron":"3.0.3"}}',
  'server.js': `const app = require('express')();\n${source}\napp.listen(process.env.PORT);\n`,
});

export default {
  'Node: no scheduler': {
    files: node("app.get('/', (request, response) => response.end());"),
    outcome: 'pass',
  },
  'Node: a cron job in the web process': {
    files: node("require('node-cron').schedule('0 8 * * *', () => sendMails());"),
    outcome: 'fail',
    at: 'server.js:2',
  },
  'Node: cron in a comment': {
    files: node("// require('node-cron').schedule('0 8 * * *', () => sendMails());"),
    outcome: 'pass',
    trap: true,
  },
  'Python: a scheduler in the web process': {
    files: {
      'requirements.txt': 'flask==3.0.3\napscheduler==3.10.4\n',
      'app.py':
        'from apscheduler.schedulers.background import BackgroundScheduler\nfrom flask import Flask\napp = Flask(__name__)\nscheduler = BackgroundScheduler()\nscheduler.add_job(print, "interval", hours=1)\nscheduler.start()\n',
    },
    outcome: 'fail',
  },
  'Kubernetes: a port of the host': {
    files: {
      ...node(''),
      Dockerfile: 'FROM node:24-slim\nCMD ["node", "server.js"]\n',
      'k8s/web.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n  selector: {matchLabels: {app: shop}}\n  template:\n    metadata: {labels: {app: shop}}\n    spec:\n      containers:\n        - name: web\n          image: shop:1.0.0\n          ports:\n            - containerPort: 3000\n              hostPort: 80\n',
    },
    outcome: 'fail',
    at: 'k8s/web.yaml:15',
  },
  'Kubernetes: one copy is no pin': {
    files: {
      ...node(''),
      Dockerfile: 'FROM node:24-slim\nCMD ["node", "server.js"]\n',
      'k8s/web.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n  replicas: 1\n  selector: {matchLabels: {app: shop}}\n  template:\n    metadata: {labels: {app: shop}}\n    spec:\n      containers:\n        - name: web\n          image: shop:1.0.0\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Quantum in the web process': {
    files: {
      'mix.exs':
        'defmodule Shop.MixProject do\n  use Mix.Project\n\n  def project, do: [app: :shop, version: "1.0.0", deps: deps()]\n  def application, do: [mod: {Shop.Application, []}]\n\n  defp deps do\n    [\n      {:phoenix, "~> 1.7.14"},\n      {:quantum, "~> 3.5"},\n    ]\n  end\nend\n',
      'lib/shop/application.ex':
        'defmodule Shop.Application do\n  use Application\n\n  def start(_type, _args) do\n    Supervisor.start_link([Shop.Repo, ShopWeb.Endpoint], strategy: :one_for_one)\n  end\nend\n',
      'lib/shop_web/endpoint.ex':
        'defmodule ShopWeb.Endpoint do\n  use Phoenix.Endpoint, otp_app: :shop\n\n  plug Plug.Session, store: :cookie, key: "_shop", signing_salt: "Wq1"\n  plug ShopWeb.Router\nend\n',
      'lib/shop/scheduler.ex': 'defmodule Shop.Scheduler do\n  use Quantum, otp_app: :shop\nend\n',
    },
    outcome: 'fail',
    at: 'lib/shop/scheduler.ex:2',
  },
  'Oban’s cron, which elects one node': {
    files: {
      'mix.exs':
        'defmodule Shop.MixProject do\n  use Mix.Project\n\n  def project, do: [app: :shop, version: "1.0.0", deps: deps()]\n  def application, do: [mod: {Shop.Application, []}]\n\n  defp deps do\n    [\n      {:phoenix, "~> 1.7.14"},\n      {:oban, "~> 2.18"},\n    ]\n  end\nend\n',
      'lib/shop/application.ex':
        'defmodule Shop.Application do\n  use Application\n\n  def start(_type, _args) do\n    Supervisor.start_link([Shop.Repo, ShopWeb.Endpoint], strategy: :one_for_one)\n  end\nend\n',
      'lib/shop_web/endpoint.ex':
        'defmodule ShopWeb.Endpoint do\n  use Phoenix.Endpoint, otp_app: :shop\n\n  plug Plug.Session, store: :cookie, key: "_shop", signing_salt: "Wq1"\n  plug ShopWeb.Router\nend\n',
      'config/config.exs':
        'import Config\nconfig :shop, Oban, repo: Shop.Repo, plugins: [{Oban.Plugins.Cron, crontab: [{"0 * * * *", Shop.Mailing}]}]\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Ruby: rufus-scheduler inside the web process': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'rails'\ngem 'puma'\ngem 'rufus-scheduler'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      'config/initializers/jobs.rb':
        "require 'rufus-scheduler'\n\nRufus::Scheduler.singleton.cron '0 8 * * *' do\n  DigestMailer.daily.deliver_now\n  Mailer.send_all\nend\n",
    },
    outcome: 'fail',
    at: 'config/initializers/jobs.rb:3',
  },
} satisfies Cases;
