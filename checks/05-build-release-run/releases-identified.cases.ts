import type { Cases } from '../engine/cases.ts';

const deployment = (image: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n  selector: {matchLabels: {app: shop}}\n  template:\n    metadata: {labels: {app: shop}}\n    spec:\n      containers:\n        - name: web\n          image: ${image}\n`;
const app = {
  'package.json': '{"name":"shop"}',
  'server.js': "require('http').createServer().listen(process.env.PORT);\n",
  Dockerfile: 'FROM node:24-slim\nCOPY . .\nCMD ["node", "server.js"]\n',
};

export default {
  'a version': {
    files: { ...app, 'k8s/web.yaml': deployment('registry.example.com/shop:1.4.2') },
    outcome: 'pass',
  },
  latest: {
    files: { ...app, 'k8s/web.yaml': deployment('registry.example.com/shop:latest') },
    outcome: 'fail',
    at: 'k8s/web.yaml:12',
  },
  'no tag': {
    files: { ...app, 'k8s/web.yaml': deployment('registry.example.com/shop') },
    outcome: 'fail',
    at: 'k8s/web.yaml:12',
  },
  'a constant word': {
    files: { ...app, 'k8s/web.yaml': deployment('registry.example.com/shop:stable') },
    outcome: 'fail',
    trap: true,
  },
  'a word with a number in it': {
    files: { ...app, 'k8s/web.yaml': deployment('registry.example.com/shop:course24') },
    outcome: 'fail',
    trap: true,
  },
  'a commit': {
    files: { ...app, 'k8s/web.yaml': deployment('registry.example.com/shop:main-3f2a9c1') },
    outcome: 'pass',
  },
  'a value substituted by compose': {
    files: {
      ...app,
      'compose.yaml': 'services:\n  web:\n    image: registry.example.com/shop:${RELEASE:?}\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'compose that builds in place': {
    files: { ...app, 'compose.yaml': 'services:\n  web:\n    build: .\n' },
    outcome: 'notApplicable',
  },
  'a third-party image without a tag is another claim’s': {
    files: { ...app, 'compose.yaml': 'services:\n  web:\n    build: .\n  cache:\n    image: redis\n' },
    outcome: 'notApplicable',
    trap: true,
  },
  'an image named after the product, of a server with its pages inside': {
    files: {
      'mix.exs':
        'defmodule Chat.MixProject do\n  use Mix.Project\n\n  def project do\n    [app: :chat_api, version: "0.1.0", deps: [{:phoenix, "~> 1.7"}, {:plug_cowboy, "~> 2.6"}]]\n  end\nend\n',
      'lib/chat_api/application.ex': 'defmodule ChatApi.Application do\n  use Application\nend\n',
      'assets/package.json':
        '{"name":"assets","dependencies":{"react":"17.0.2","react-scripts":"4.0.3","react-dom":"17.0.2"}}',
      'assets/src/index.js': "import React from 'react';\n",
      Dockerfile:
        'FROM elixir:1.17-alpine\nCOPY . .\nRUN mix release\nCMD ["_build/prod/rel/chat_api/bin/chat_api", "start"]\n',
      'docker-compose.yml':
        'services:\n  web:\n    image: paperclip/paperclip:latest\n  db:\n    image: postgres:17\n',
    },
    outcome: 'fail',
    at: 'docker-compose.yml:3',
    trap: true,
  },
  'PHP: Sail’s image is built where it runs': {
    files: {
      'composer.json': '{"require":{"laravel/framework":"^11.0"},"require-dev":{"laravel/sail":"^1.26"}}',
      artisan: '#!/usr/bin/env php\n',
      'public/index.php': '<?php\n',
      'docker-compose.yml':
        'services:\n  laravel.test:\n    build:\n      context: ./vendor/laravel/sail/runtimes/8.3\n    image: sail-8.3/app\n  phpmyadmin:\n    image: phpmyadmin/phpmyadmin\n',
    },
    outcome: 'notApplicable',
    trap: true,
  },
  'Java: a migration tool’s own image beside a built service': {
    files: {
      'pom.xml':
        '<project><modelVersion>4.0.0</modelVersion><parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>3.4.0</version></parent><artifactId>shop</artifactId><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency></dependencies></project>\n',
      'src/main/java/Shop.java':
        'import org.springframework.boot.SpringApplication;\npublic class Shop { public static void main(String[] args) { SpringApplication.run(Shop.class, args); } }\n',
      Dockerfile:
        'FROM eclipse-temurin:17\nCOPY target/shop.jar app.jar\nENTRYPOINT ["java","-jar","app.jar"]\n',
      'compose.yaml':
        'services:\n  web:\n    build: .\n  migrate:\n    image: flyway/flyway:10\n    command: migrate\n',
    },
    outcome: 'notApplicable',
    trap: true,
  },
} satisfies Cases;
