import type { Cases } from '../engine/cases.ts';

const node = (source: string) => ({
  'package.json': '{"name":"shop","dependencies":{"express":"4.19.2","node-cron":"3.0.3"}}',
  'server.js': `const app = require('express')();\n${source}\napp.listen(process.env.PORT);\n`,
});

const timer = "setInterval(() => api.post('/reminders'), 60_000);";
const withPage = {
  'package.json':
    '{"name":"shop","type":"module","dependencies":{"express":"4.19.2","react":"19.2.0","react-dom":"19.2.0"}}',
  'server.js': "import express from 'express';\nconst app = express();\napp.listen(process.env.PORT);\n",
  'page/main.jsx':
    "import { createRoot } from 'react-dom/client';\nimport { App } from './app';\ncreateRoot(document.getElementById('root')).render(<App />);\n",
};

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
  'Node: a timer of the page, which browsers run': {
    files: {
      ...withPage,
      'page/app.jsx': `import { api } from './api';\n${timer}\nexport const App = () => null;\n`,
      'page/api.js': 'export const api = { post: () => {} };\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Node: a timer in what server and page share': {
    files: {
      ...withPage,
      'page/app.jsx': "import { api } from '../shared.js';\nexport const App = () => api;\n",
      'shared.js': `export const api = { post: () => {} };\n${timer}\n`,
      'server.js': `import './shared.js';\n${withPage['server.js']}`,
    },
    outcome: 'fail',
    at: 'shared.js:2',
  },
  'Node: a server that names a global of browsers, and is imported by a page': {
    files: {
      ...withPage,
      'page/app.jsx': "import '../server.js';\nexport const App = () => null;\n",
      'server.js': `${withPage['server.js']}globalThis.page = () => window.open();\n${timer}\n`,
    },
    outcome: 'fail',
    at: 'server.js:5',
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
  '.NET: a background service that sends once an hour': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n</Project>\n',
      'Program.cs':
        'var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddHostedService<Digest>();\nbuilder.Build().Run();\n',
      'Digest.cs':
        'public class Digest(IMailer mailer) : BackgroundService\n{\n    protected override async Task ExecuteAsync(CancellationToken stopping)\n    {\n        while (!stopping.IsCancellationRequested)\n        {\n            await mailer.SendDigestAsync();\n            await Task.Delay(TimeSpan.FromHours(1), stopping);\n        }\n    }\n}\n',
    },
    outcome: 'fail',
    at: 'Digest.cs:8',
  },
  '.NET: jobs that Hangfire takes from its storage': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n</Project>\n',
      'Program.cs':
        'var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddHangfire(c => c.UsePostgreSqlStorage(builder.Configuration["Db"]));\nbuilder.Services.AddHangfireServer();\nvar app = builder.Build();\nRecurringJob.AddOrUpdate<Digest>("digest", digest => digest.SendAsync(), Cron.Hourly);\napp.Run();\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Spring: @Scheduled in the web process': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'src/main/java/com/example/shop/Orders.java':
        'package com.example.shop;\n\nimport org.springframework.web.bind.annotation.*;\nimport org.springframework.scheduling.annotation.Scheduled;\n\n@RestController\npublic class Orders {\n  private final Mailer mailer;\n\n  @Scheduled(cron = "0 0 8 * * *")\n  public void remind() {\n    mailer.send("remind");\n  }\n}\n',
    },
    outcome: 'fail',
    at: 'src/main/java/com/example/shop/Orders.java:10',
  },
  'Spring: @Scheduled under ShedLock': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n    <dependency><groupId>net.javacrumbs.shedlock</groupId><artifactId>shedlock-spring</artifactId><version>6.0.2</version></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'src/main/java/com/example/shop/Orders.java':
        'package com.example.shop;\n\nimport org.springframework.web.bind.annotation.*;\nimport net.javacrumbs.shedlock.spring.annotation.SchedulerLock;\nimport org.springframework.scheduling.annotation.Scheduled;\n\n@RestController\npublic class Orders {\n  private final Mailer mailer;\n\n  @Scheduled(cron = "0 0 8 * * *")\n  @SchedulerLock(name = "remind")\n  public void remind() {\n    mailer.send("remind");\n  }\n}\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'PHP: jobs by cron and not in the pages': {
    files: {
      'composer.json':
        '{"name": "shop/shop", "type": "project", "require": {"php": "^8.2", "laravel/framework": "^11.0"}, "autoload": {"psr-4": {"App\\\\": "app/"}}}',
      'routes/console.php':
        "<?php\nuse Illuminate\\Support\\Facades\\Schedule;\nSchedule::command('mails:send')->daily();\n",
      Procfile: 'web: vendor/bin/heroku-php-apache2 public/\n',
    },
    outcome: 'pass',
    trap: true,
  },
  '.NET: a ticker that inserts by SQL': {
    files: {
      'Web.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup><ItemGroup><PackageReference Include="Npgsql" Version="8.0.1" /><PackageReference Include="Dapper" Version="2.1.24" /></ItemGroup></Project>\n',
      'Program.cs':
        'var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddHostedService<InvoiceJob>();\nvar app = builder.Build();\napp.MapGet("/", () => "ok");\napp.Run();\n',
      'InvoiceJob.cs':
        'using Npgsql;\nusing Dapper;\npublic class InvoiceJob : BackgroundService {\n  protected override async Task ExecuteAsync(CancellationToken t) {\n    using var timer = new PeriodicTimer(TimeSpan.FromHours(1));\n    while (await timer.WaitForNextTickAsync(t)) { await db.ExecuteAsync("insert into invoice(total) select sum(x) from orders"); }\n  }\n}\n',
    },
    outcome: 'fail',
    at: 'InvoiceJob.cs:5',
  },
  '.NET: a ticker that only reads': {
    files: {
      'Web.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup><ItemGroup><PackageReference Include="Npgsql" Version="8.0.1" /><PackageReference Include="Dapper" Version="2.1.24" /></ItemGroup></Project>\n',
      'Program.cs':
        'var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddHostedService<Rates>();\nvar app = builder.Build();\napp.MapGet("/", () => "ok");\napp.Run();\n',
      'Rates.cs':
        'using Npgsql;\nusing Dapper;\npublic class Rates : BackgroundService {\n  protected override async Task ExecuteAsync(CancellationToken t) {\n    using var timer = new PeriodicTimer(TimeSpan.FromHours(1));\n    while (await timer.WaitForNextTickAsync(t)) { rates = await db.QueryAsync("select * from rates"); }\n  }\n}\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Go: a ticker that mails under a mutex of the process': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n',
      'main.go':
        'package main\n\nimport (\n\t"net/http"\n\t"os"\n\t"sync"\n\t"time"\n)\n\nvar mu sync.Mutex\n\nfunc remind() {\n\tt := time.NewTicker(time.Hour)\n\tfor range t.C {\n\t\tmu.Lock()\n\t\tpurgeExpired()\n\t\tsendReminderMails()\n\t\tmu.Unlock()\n\t}\n}\n\nfunc purgeExpired() {}\n\nfunc sendReminderMails() {}\n\nfunc main() {\n\tgo remind()\n\thttp.ListenAndServe(":"+os.Getenv("PORT"), nil)\n}\n',
    },
    outcome: 'fail',
    at: 'main.go:13',
    trap: true,
  },
  'Rust: a scheduler whose jobs purge and mail': {
    files: {
      'Cargo.toml':
        '[package]\nname = "vault"\nversion = "0.1.0"\n\n[dependencies]\nrocket = "0.5"\njob_scheduler_ng = "2"\n',
      'src/main.rs':
        'use std::thread;\n\nuse job_scheduler_ng::{Job, JobScheduler};\n\nfn purge_trash() {}\n\nfn send_login_notifications() {}\n\nfn schedule_jobs() {\n    thread::spawn(move || {\n        let mut sched = JobScheduler::new();\n        sched.add(Job::new("0 5 * * * *".parse().unwrap(), || purge_trash()));\n        sched.add(Job::new("0 6 * * * *".parse().unwrap(), || send_login_notifications()));\n    });\n}\n\n#[rocket::launch]\nfn rocket() -> _ {\n    schedule_jobs();\n    rocket::build()\n}\n',
    },
    outcome: 'fail',
    at: 'src/main.rs:11',
  },
  'Rust: an interval that only cleans up': {
    files: {
      'Cargo.toml':
        '[package]\nname = "vault"\nversion = "0.1.0"\n\n[dependencies]\naxum = "0.7"\ntokio = { version = "1", features = ["full"] }\n',
      'src/main.rs':
        'use axum::Router;\n\nasync fn purge_expired_sessions() {}\n\n#[tokio::main]\nasync fn main() {\n    tokio::spawn(async {\n        let mut every = tokio::time::interval(std::time::Duration::from_secs(60));\n        loop {\n            every.tick().await;\n            purge_expired_sessions().await;\n        }\n    });\n    let listener = tokio::net::TcpListener::bind(std::env::var("ADDR").unwrap()).await.unwrap();\n    axum::serve(listener, Router::new()).await.unwrap();\n}\n',
    },
    outcome: 'pass',
    trap: true,
  },
} satisfies Cases;
