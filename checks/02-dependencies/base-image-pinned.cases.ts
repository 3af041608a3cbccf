import type { Cases } from '../engine/cases.ts';

const app = {
  'package.json': '{"name":"shop"}',
  'server.js': "require('http').createServer().listen(process.env.PORT);\n",
};

export default {
  'a version tag': {
    files: { ...app, Dockerfile: 'FROM node:24-slim\nCMD ["node", "server.js"]\n' },
    outcome: 'pass',
  },
  'no tag': {
    files: { ...app, Dockerfile: 'FROM node\nCMD ["node", "server.js"]\n' },
    outcome: 'fail',
    at: 'Dockerfile:1',
  },
  latest: {
    files: { ...app, Dockerfile: 'FROM node:latest\nCMD ["node", "server.js"]\n' },
    outcome: 'fail',
    at: 'Dockerfile:1',
  },
  'a tag that names only a variant': {
    files: { ...app, Dockerfile: 'FROM node:lts-alpine\nCMD ["node", "server.js"]\n' },
    outcome: 'fail',
    trap: true,
  },
  'a stage of the same file is no image': {
    files: {
      ...app,
      Dockerfile: 'FROM node:24 AS build\nRUN npm ci\nFROM build\nCMD ["node", "server.js"]\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'the version in an argument': {
    files: { ...app, Dockerfile: 'ARG NODE=24.4\nFROM node:${NODE}-slim\nCMD ["node", "server.js"]\n' },
    outcome: 'pass',
    trap: true,
  },
  'a release by name': {
    files: { ...app, Dockerfile: 'FROM debian:bookworm\nCMD ["node", "server.js"]\n' },
    outcome: 'pass',
    trap: true,
  },
  'a release of the system is no version of the language': {
    files: { ...app, Dockerfile: 'FROM node:bullseye-slim\nCMD ["node", "server.js"]\n' },
    outcome: 'fail',
    at: 'Dockerfile:1',
    trap: true,
  },
  'a line of Node by name': {
    files: { ...app, Dockerfile: 'FROM node:iron-slim\nCMD ["node", "server.js"]\n' },
    outcome: 'pass',
    trap: true,
  },
  'a compose service without a tag': {
    files: {
      ...app,
      Dockerfile: 'FROM node:24\nCMD ["node", "server.js"]\n',
      'compose.yaml': 'services:\n  web:\n    build: .\n  cache:\n    image: redis\n',
    },
    outcome: 'fail',
    at: 'compose.yaml:5',
  },
  'no containers': { files: app, outcome: 'notApplicable' },
  'a database for developers without a tag': {
    files: {
      'package.json': '{"name":"shop","scripts":{"start":"node server.js"}}',
      'server.js': "require('http').createServer().listen(process.env.PORT);\n",
      'compose.yaml': 'services:\n  db:\n    image: postgres\n',
    },
    outcome: 'fail',
    at: 'compose.yaml:3',
  },
  'Java: a runtime without a tag': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      Dockerfile: 'FROM eclipse-temurin\nCOPY shop.jar /\nCMD ["java", "-jar", "/shop.jar"]\n',
    },
    outcome: 'fail',
    at: 'Dockerfile:1',
  },
  'a tool whose makers named its image after themselves': {
    files: {
      'composer.json': '{"require":{"php":">=8.1"}}',
      'index.php': '<?php\n',
      Dockerfile: 'FROM php:8.2.1-apache\nCOPY . /var/www/html\n',
      'docker-compose.yml': 'services:\n  web:\n    build: .\n  admin:\n    image: phpmyadmin/phpmyadmin\n',
    },
    outcome: 'fail',
    at: 'docker-compose.yml:5',
  },
  'a stage for each processor, of which the build chooses one': {
    files: {
      'Cargo.toml': '[package]\nname = "vault"\nversion = "0.1.0"\n',
      'src/main.rs': 'fn main() {}\n',
      Dockerfile:
        'FROM rust:1.79-alpine AS build_amd64\nFROM rust:1.79-bookworm AS build_arm64\nFROM build_${TARGETARCH}${TARGETVARIANT} AS build\nRUN cargo build --release\nFROM alpine:3.20\nCOPY --from=build /app/vault /vault\nCMD ["/vault"]\n',
    },
    outcome: 'pass',
    trap: true,
  },
} satisfies Cases;
