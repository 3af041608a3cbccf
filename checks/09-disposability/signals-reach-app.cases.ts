import type { Cases } from '../engine/cases.ts';

const app = {
  'package.json': '{"name":"shop","scripts":{"start":"node server.js"}}',
  'server.js': "require('http').createServer().listen(process.env.PORT);\n",
};
const image = (lines: string) => ({ ...app, Dockerfile: `FROM node:24-slim\nCOPY . .\n${lines}\n` });

const chart = {
  'package.json': '{"name":"shop","main":"server.js","scripts":{"start":"node server.js"}}',
  'server.js': "require('http').createServer().listen(process.env.PORT);\n",
  Dockerfile: 'FROM node:20.11.0\nCOPY . .\nCMD ["node", "server.js"]\n',
  'chart/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\nappVersion: 2.1.0\n',
};

export default {
  'exec form': { files: image('CMD ["node", "server.js"]'), outcome: 'pass' },
  'shell form with work before the program': {
    files: image('CMD mkdir -p /tmp/x && node server.js'),
    outcome: 'fail',
    at: 'Dockerfile:3',
  },
  'shell form': { files: image('CMD node server.js'), outcome: 'fail', at: 'Dockerfile:3' },
  'shell form that hands over': { files: image('CMD exec node server.js'), outcome: 'pass', trap: true },
  'npm start in exec form': {
    files: image('CMD ["npm", "start"]'),
    outcome: 'fail',
    at: 'Dockerfile:3',
    trap: true,
  },
  'an entry script that hands over': {
    files: {
      ...image('ENTRYPOINT ["./entrypoint.sh"]\nCMD ["node", "server.js"]'),
      'entrypoint.sh': '#!/bin/sh\nset -e\necho starting\nexec "$@"\n',
    },
    outcome: 'pass',
  },
  'an entry script that doesn’t': {
    files: {
      ...image('ENTRYPOINT ["./entrypoint.sh"]'),
      'entrypoint.sh': '#!/bin/sh\n# exec node server.js\nnode server.js\n',
    },
    outcome: 'fail',
    trap: true,
  },
  'an init in front': {
    files: image('ENTRYPOINT ["tini", "--"]\nCMD ["node", "server.js"]'),
    outcome: 'pass',
  },
  'no container': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n',
      'main.go': 'package main\n\nimport "net/http"\n\nfunc main() { http.ListenAndServe(":8080", nil) }\n',
    },
    outcome: 'notApplicable',
  },
  'Ruby: bundle exec hands its process over': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'sinatra', '~> 4.0'\ngem 'puma', '~> 6.4'\n",
      'app.rb': "require 'sinatra'\n",
      Dockerfile: 'FROM ruby:3.3\nCOPY . .\nCMD ["bundle", "exec", "ruby", "app.rb"]\n',
    },
    outcome: 'pass',
    trap: true,
  },
  '.NET: the shell form': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n</Project>\n',
      'Program.cs': 'var builder = WebApplication.CreateBuilder(args);\nbuilder.Build().Run();\n',
      Dockerfile:
        'FROM mcr.microsoft.com/dotnet/aspnet:8.0\nWORKDIR /app\nCOPY out .\nENTRYPOINT dotnet Shop.dll\n',
    },
    outcome: 'fail',
    at: 'Dockerfile:4',
  },
  'Java: a shell-form jar': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      Dockerfile: 'FROM eclipse-temurin:21-jre\nCOPY shop.jar /\nENTRYPOINT java $JAVA_OPTS -jar /shop.jar\n',
    },
    outcome: 'fail',
    at: 'Dockerfile:3',
  },
  'Java: a shell that execs the jar': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      Dockerfile:
        'FROM eclipse-temurin:21-jre\nCOPY shop.jar /\nENTRYPOINT ["sh", "-c", "exec java $JAVA_OPTS -jar /shop.jar"]\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'PHP: a script that hands over': {
    files: {
      'index.php': '<?php\n',
      Dockerfile: 'FROM php:8.3-apache\nCOPY . /var/www/html\nCMD ["./start.sh"]\n',
      'start.sh': '#!/bin/sh\nphp artisan config:cache\nexec apache2-foreground\n',
    },
    outcome: 'pass',
  },
  'PHP: a script that stays': {
    files: {
      'index.php': '<?php\n',
      Dockerfile: 'FROM php:8.3-apache\nCOPY . /var/www/html\nCMD ["./start.sh"]\n',
      'start.sh': '#!/bin/sh\nphp artisan config:cache\napache2-foreground\n',
    },
    outcome: 'fail',
  },
  'Helm: a command that a template builds': {
    files: {
      ...chart,
      'chart/values.yaml': 'command: npm start\n',
      'chart/templates/deployment.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      containers:\n        - name: shop\n          image: shop:{{ .Chart.AppVersion }}\n          command: ["sh", "-c", "{{ .Values.command }}"]\n',
    },
    outcome: 'fail',
    at: 'chart/templates/deployment.yaml:11',
  },
  'Python: a line of a Procfile, without container or script': {
    files: {
      'requirements.txt': 'flask==3.0.3\ngunicorn==22.0.0\n',
      'app.py':
        'from flask import Flask\napp = Flask(__name__)\n\n\n@app.get("/")\ndef index():\n    return "ok"\n',
      Procfile: 'web: gunicorn app:app\n',
    },
    outcome: 'notApplicable',
  },
  'Python: a line of a Procfile that starts a script without exec': {
    files: {
      'requirements.txt': 'flask==3.0.3\ngunicorn==22.0.0\n',
      'app.py':
        'from flask import Flask\napp = Flask(__name__)\n\n\n@app.get("/")\ndef index():\n    return "ok"\n',
      Procfile: 'web: ./start.sh\n',
      'start.sh': '#!/bin/sh\necho starting\ngunicorn app:app\n',
    },
    outcome: 'fail',
    trap: true,
  },
} satisfies Cases;
