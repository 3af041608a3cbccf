import type { Cases } from '../engine/cases.ts';

const app = {
  'package.json': '{"name":"shop","scripts":{"start":"node server.js"}}',
  'server.js': "require('http').createServer().listen(process.env.PORT);\n",
};

export default {
  'a Procfile': { files: { ...app, Procfile: 'web: node server.js\n' }, outcome: 'pass' },
  'the command of an image': {
    files: { ...app, Dockerfile: 'FROM node:24-slim\nCOPY . .\nCMD ["node", "server.js"]\n' },
    outcome: 'pass',
  },
  'PHP: pages mounted into an image of PHP with Apache': {
    files: {
      'src/index.php': "<?php\necho 'shop';\n",
      'docker-compose.yml':
        'services:\n  web:\n    image: php:8.2-apache\n    ports: ["8080:80"]\n    volumes:\n      - ./src:/var/www/html\n',
    },
    outcome: 'pass',
  },
  'Node: source mounted into the runtime’s image': {
    files: {
      ...app,
      'docker-compose.yml':
        'services:\n  web:\n    image: node:20\n    working_dir: /app\n    command: npm start\n    volumes: [".:/app"]\n',
    },
    outcome: 'pass',
  },
  'a runtime’s image in which other files are mounted': {
    files: {
      ...app,
      'docs/index.md': 'words\n',
      'docker-compose.yml':
        'services:\n  docs:\n    image: python:3.12\n    command: python -m http.server\n    volumes: ["./docs:/docs"]\n',
    },
    outcome: 'fail',
    trap: true,
  },
  'only a package script': { files: app, outcome: 'fail', trap: true },
  'only prose': {
    files: {
      'requirements.txt': 'flask==3.0.3\n',
      'app.py': 'from flask import Flask\napp = Flask(__name__)\n',
      'README.md': 'Procfile\n\n    web: gunicorn app:app\n',
    },
    outcome: 'fail',
    trap: true,
  },
  'an empty Procfile': {
    files: { ...app, Procfile: '# web: node server.js\n' },
    outcome: 'fail',
    trap: true,
  },
  '.NET: an image': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n</Project>\n',
      'Program.cs': 'var builder = WebApplication.CreateBuilder(args);\nbuilder.Build().Run();\n',
      Dockerfile:
        'FROM mcr.microsoft.com/dotnet/aspnet:8.0\nWORKDIR /app\nCOPY out .\nENTRYPOINT ["dotnet", "Shop.dll"]\n',
    },
    outcome: 'pass',
  },
  'Java: WildFly’s image starts itself': {
    files: {
      'pom.xml':
        '<project><modelVersion>4.0.0</modelVersion><groupId>a</groupId><version>1</version><artifactId>shop</artifactId><packaging>war</packaging><dependencies><dependency><groupId>javax.servlet</groupId><artifactId>javax.servlet-api</artifactId><version>4.0.1</version></dependency></dependencies></project>\n',
      'src/main/java/Hello.java':
        'import javax.servlet.annotation.WebServlet;\nimport javax.servlet.http.*;\n@WebServlet("/")\npublic class Hello extends HttpServlet { @Override protected void doGet(HttpServletRequest q, HttpServletResponse r) { } }\n',
      Dockerfile:
        'FROM quay.io/wildfly/wildfly:27.0.0.Final-jdk17\nCOPY target/shop.war /opt/jboss/wildfly/standalone/deployments/\n',
    },
    outcome: 'pass',
  },
  'Java: a Procfile': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      Procfile: 'web: java -jar target/shop.jar\n',
    },
    outcome: 'pass',
  },
  'Java: a Deployment of an image made by buildpacks': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'k8s/shop.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: shop}\nspec:\n  selector: {matchLabels: {app: shop}}\n  template:\n    metadata: {labels: {app: shop}}\n    spec:\n      containers:\n        - name: shop\n          image: registry.shop.de/shop:1.4.0\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'PHP: the base image’s own command': {
    files: {
      'index.php': "<?php\necho 'shop';\n",
      Dockerfile: 'FROM php:8.3-apache\nRUN docker-php-ext-install pdo_mysql\nCOPY . /var/www/html/\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'PHP: pages and nothing that starts them': {
    files: {
      'index.php': "<?php\necho 'shop';\n",
    },
    outcome: 'fail',
  },
  'Node: a program for the desktop': {
    files: {
      'package.json':
        '{"name":"notes","main":"main.js","scripts":{"start":"electron ."},"devDependencies":{"electron":"28.0.0"}}',
      'main.js':
        "const { app, BrowserWindow } = require('electron');\napp.whenReady().then(() => new BrowserWindow().loadFile('index.html'));\n",
    },
    outcome: 'notApplicable',
    trap: true,
  },
} satisfies Cases;
