import type { Cases } from '../engine/cases.ts';

const shop = (image: string) => ({
  'package.json': '{"name":"shop"}',
  'server.js':
    "const { execFile } = require('node:child_process');\nrequire('node:http').createServer((request, response) => {\n  execFile('convert', ['in.png', 'out.jpg'], () => response.end());\n}).listen(process.env.PORT);\n",
  Dockerfile: image,
});

export default {
  'Node: installed by the image': {
    files: shop(
      'FROM node:24-slim\nRUN apt-get update && apt-get install -y imagemagick\nCMD ["node", "server.js"]\n',
    ),
    outcome: 'pass',
  },
  'Node: installed nowhere': {
    files: shop('FROM node:24-slim\nCMD ["node", "server.js"]\n'),
    outcome: 'fail',
    at: 'server.js:3',
  },
  'Python: installed nowhere': {
    files: {
      'requirements.txt': 'flask==3.0.3\n',
      'app.py':
        'import subprocess\nfrom flask import Flask\napp = Flask(__name__)\n\n@app.get("/")\ndef index():\n    return subprocess.check_output(["ffmpeg", "-version"])\n',
      Dockerfile: 'FROM python:3.12-slim\nCMD ["gunicorn", "app:app"]\n',
    },
    outcome: 'fail',
    at: 'app.py:7',
  },
  'Go: installed by the image': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n',
      'main.go':
        'package main\n\nimport (\n\t"net/http"\n\t"os/exec"\n)\n\nfunc main() {\n\texec.Command("git", "version").Run()\n\thttp.ListenAndServe(":8080", nil)\n}\n',
      Dockerfile: 'FROM alpine:3.20\nRUN apk add --no-cache git\nCMD ["/shop"]\n',
    },
    outcome: 'pass',
  },
  'no program is started': {
    files: {
      'package.json': '{"name":"shop"}',
      'server.js': "// execFile('convert')\nrequire('node:http').createServer().listen(process.env.PORT);\n",
    },
    outcome: 'notApplicable',
    trap: true,
  },
  'Elixir: a program that the image lacks': {
    files: {
      'mix.exs':
        'defmodule Shop.MixProject do\n  use Mix.Project\n\n  def project, do: [app: :shop, version: "1.0.0", deps: deps()]\n  def application, do: [mod: {Shop.Application, []}]\n\n  defp deps do\n    [\n      {:phoenix, "~> 1.7.14"},\n      {:ecto_sql, "~> 3.12"},\n      {:postgrex, ">= 0.0.0"},\n    ]\n  end\nend\n',
      'lib/shop/application.ex':
        'defmodule Shop.Application do\n  use Application\n\n  def start(_type, _args) do\n    Supervisor.start_link([Shop.Repo, ShopWeb.Endpoint], strategy: :one_for_one)\n  end\nend\n',
      'lib/shop_web/endpoint.ex':
        'defmodule ShopWeb.Endpoint do\n  use Phoenix.Endpoint, otp_app: :shop\n\n  plug Plug.Session, store: :cookie, key: "_shop", signing_salt: "Wq1"\n  plug ShopWeb.Router\nend\n',
      'lib/shop/thumbs.ex':
        'defmodule Shop.Thumbs do\n  def make(path), do: System.cmd("convert", [path, "out.png"])\nend\n',
    },
    outcome: 'fail',
    at: 'lib/shop/thumbs.ex:2',
  },
  'Ruby: backticks': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'sinatra', '~> 4.0'\ngem 'puma', '~> 6.4'\n",
      'app.rb': "require 'sinatra'\n\nget '/' do\n  `convert #{params[:file]} -resize 50x50 out.png`\nend\n",
    },
    outcome: 'fail',
    at: 'app.rb:4',
  },
  'Ruby: Open3, installed by the image': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'sinatra', '~> 4.0'\ngem 'puma', '~> 6.4'\n",
      'app.rb':
        "require 'sinatra'\nrequire 'open3'\n\nget '/' do\n  Open3.capture3('pdftotext', params[:file])\nend\n",
      Dockerfile:
        'FROM ruby:3.3-slim\nRUN apt-get update && apt-get install -y poppler-utils\nCMD ["ruby", "app.rb"]\n',
    },
    outcome: 'pass',
  },
  'Ruby: a string that looks like a command': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'sinatra', '~> 4.0'\ngem 'puma', '~> 6.4'\n",
      'app.rb': "require 'sinatra'\n\nget '/' do\n  'convert a.png b.png' # `convert`\nend\n",
    },
    outcome: 'notApplicable',
    trap: true,
  },
  'PHP: a program that no image installs': {
    files: {
      'index.php': "<?php\nshell_exec('convert ' . escapeshellarg($_GET['f']) . ' out.png');\n",
      Dockerfile: 'FROM php:8.3-apache\nCOPY . /var/www/html/\n',
    },
    outcome: 'fail',
    at: 'index.php:2',
  },
  'PHP: backticks, installed by the image': {
    files: {
      'index.php': "<?php\n$out = `ping -c 1 {$_GET['host']}`;\n",
      Dockerfile:
        'FROM php:8.3-apache\nRUN apt-get update && apt-get install -y iputils-ping\nCOPY . /var/www/html/\n',
    },
    outcome: 'pass',
  },
  '.NET: a program that the image installs': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n</Project>\n',
      'Program.cs':
        'using System.Diagnostics;\n\nvar builder = WebApplication.CreateBuilder(args);\nvar app = builder.Build();\napp.MapPost("/thumbs", (string path) => Process.Start("ffmpeg", $"-i {path} out.png"));\napp.Run();\n',
      Dockerfile:
        'FROM mcr.microsoft.com/dotnet/aspnet:8.0\nRUN apt-get update && apt-get install -y ffmpeg\nWORKDIR /app\nCOPY out .\nENTRYPOINT ["dotnet", "Shop.dll"]\n',
    },
    outcome: 'pass',
  },
  '.NET: a program that nothing installs': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n</Project>\n',
      'Program.cs':
        'using System.Diagnostics;\n\nvar builder = WebApplication.CreateBuilder(args);\nvar app = builder.Build();\napp.MapPost("/thumbs", (string path) => Process.Start(new ProcessStartInfo { FileName = "ffmpeg", Arguments = path }));\napp.Run();\n',
      Dockerfile:
        'FROM mcr.microsoft.com/dotnet/aspnet:8.0\nWORKDIR /app\nCOPY out .\nENTRYPOINT ["dotnet", "Shop.dll"]\n',
    },
    outcome: 'fail',
    at: 'Program.cs:5',
  },
  'Rust: a program that nothing installs': {
    files: {
      'Cargo.toml':
        '[package]\nname = "shop"\nversion = "1.0.0"\nedition = "2021"\n\n[dependencies]\naxum = "0.7.5"\ntokio = { version = "1.38", features = ["full"] }\n',
      'src/main.rs':
        'use axum::{routing::get, Router};\n\nfn thumb() {\n    std::process::Command::new("convert").arg("x.png").status().unwrap();\n}\n\n#[tokio::main]\nasync fn main() {\n    let app = Router::new().route("/", get(|| async { "ok" }));\n    let port = std::env::var("PORT").unwrap_or_else(|_| "3000".to_string());\n    let listener = tokio::net::TcpListener::bind(format!("0.0.0.0:{port}")).await.unwrap();\n    axum::serve(listener, app).await.unwrap();\n}\n',
    },
    outcome: 'fail',
  },
  'Python: a program of the repository itself': {
    files: {
      'requirements.txt': 'flask==3.0.3\n',
      'app.py':
        'import os\nfrom flask import Flask\napp = Flask(__name__)\n\n@app.get("/")\ndef index():\n    os.system("./util/straighten in.png out.png")\n    return ""\n',
      'util/straighten': 'binary\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Node: a script that the start runs first': {
    files: {
      'package.json':
        '{"name":"shop","scripts":{"start":"node scripts/check-db.js && node server.js"},"dependencies":{"express":"4.19.2"}}',
      Dockerfile: 'FROM node:20-alpine\nCOPY . .\nCMD ["npm", "start"]\n',
      'scripts/check-db.js': "require('child_process').execSync('pg_isready');\n",
      'server.js': "require('express')().listen(process.env.PORT);\n",
    },
    outcome: 'fail',
    at: 'scripts/check-db.js:1',
  },
} satisfies Cases;
