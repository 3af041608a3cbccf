import type { Cases } from '../engine/cases.ts';

const app = {
  'package.json': '{"name":"shop"}',
  'server.js': "require('http').createServer().listen(process.env.PORT);\n",
};

export default {
  'a Dockerfile': {
    files: { ...app, Dockerfile: 'FROM node:24-slim\nCOPY . .\nCMD ["node", "server.js"]\n' },
    outcome: 'pass',
  },
  'a Procfile': { files: { ...app, Procfile: 'web: node server.js\n' }, outcome: 'pass' },
  'only prose': {
    files: { ...app, 'README.md': 'Build it with `docker build .`; there is a Dockerfile.\n' },
    outcome: 'fail',
    trap: true,
  },
  'an empty Dockerfile': { files: { ...app, Dockerfile: '# FROM node:24\n' }, outcome: 'fail', trap: true },
  'Python: nothing': {
    files: {
      'requirements.txt': 'flask==3.0.3\n',
      'app.py': 'from flask import Flask\napp = Flask(__name__)\n',
    },
    outcome: 'fail',
  },
  'Go: a Dockerfile': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n',
      'main.go': 'package main\n\nimport "net/http"\n\nfunc main() { http.ListenAndServe(":8080", nil) }\n',
      Dockerfile:
        'FROM golang:1.22 AS build\nCOPY . .\nRUN go build -o /shop\nFROM debian:bookworm\nCOPY --from=build /shop /shop\nCMD ["/shop"]\n',
    },
    outcome: 'pass',
  },
  'Ruby: a Procfile for the buildpack': {
    files: {
      Gemfile: "source 'https://rubygems.org'\n\ngem 'sinatra', '~> 4.0'\ngem 'puma', '~> 6.4'\n",
      'app.rb': "require 'sinatra'\n",
      Procfile: 'web: bundle exec ruby app.rb\n',
    },
    outcome: 'pass',
  },
  'Java: Jib': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>com.google.cloud.tools</groupId><artifactId>jib-maven-plugin</artifactId><version>3.4.4</version></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
    },
    outcome: 'pass',
  },
  'PHP: a buildpack': {
    files: {
      'composer.json': '{"require": {"slim/slim": "^4.0"}}',
      Procfile: 'web: vendor/bin/heroku-php-nginx public/\n',
      'public/index.php': '<?php\n',
    },
    outcome: 'pass',
  },
} satisfies Cases;
