/** The kinds of files that an audit reads, with pieces of which each is made. */

export interface FileKind {
  readonly paths: readonly string[];
  readonly pieces: readonly string[];
}

const kind = (paths: string, pieces: string): FileKind => ({
  paths: paths.split(' '),
  // Pieces stand between bars, so that they can hold line ends.
  pieces: pieces.split('¦').map((piece) => piece.replaceAll('\\n', '\n')),
});

export const fileKinds: readonly FileKind[] = [
  kind(
    'server.js lib/app.js src/index.mjs',
    `const express = require('express');¦import fastify from 'fastify';¦const app = express();¦app.listen(process.env.PORT || 3000);¦app.listen({ port: config.port });¦const config = require('./config');¦module.exports = { port: process.env.PORT ?? 3000 };¦process.on('SIGTERM', () => server.close());¦const sessions = {};¦app.get('/', (req, res) => { sessions[req.id] = 1; res.end(); });¦app.use(session({ secret: 'x', store }));¦fs.writeFileSync('data.json', x);¦class A extends B { constructor() { super(); } }¦async function* f({ a = 1, ...b }) { yield* a?.b?.[c]; }¦const { a: { b } = {}, ...rest } = process.env;¦(¦)¦{¦}¦\`¦=>¦/*¦'`,
  ),
  kind(
    'src/server.ts src/view.tsx',
    `import { NestFactory } from '@nestjs/core';¦const pool = new Pool({ connectionString: process.env.DATABASE_URL });¦@Injectable() export class S { constructor(private readonly c: ConfigService) {} }¦type A<T> = T extends infer U ? U : never;¦enum E { A = 1 }¦export default <div>{x}</div>;¦await app.listen(3000);¦<¦>¦{¦}¦as const satisfies X`,
  ),
  kind(
    'app.py shop/settings.py shop/__init__.py',
    `import os, flask¦from flask import Flask¦app = Flask(__name__)¦app.config['SECRET_KEY'] = os.environ.get('KEY', 'x')¦if __name__ == '__main__':¦    app.run(port=5000)¦def f(a, *b, c=1, **d):¦    return [x for x in a if x]¦DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3'}}¦class C(Base, metaclass=M):¦    x: int = Field(default=1)¦logging.FileHandler('a.log')¦@app.route('/')¦f"{x!r:>{w}}"¦"""¦(¦)¦:¦\t¦match x:¦    case {'a': [1, *_]}: pass`,
  ),
  kind(
    'main.go cmd/web/main.go internal/config.go',
    `package main¦import ("net/http"; "os")¦func main() {¦http.ListenAndServe(":8080", nil)¦port := os.Getenv("PORT")¦var m = map[string]int{}¦signal.Notify(c, syscall.SIGTERM)¦srv.Shutdown(ctx)¦type C struct { Port string \`env:"PORT"\` }¦viper.GetString("db.host")¦go func() { for range t.C {} }()¦}¦{¦(¦\`¦func (c *C) M() (int, error) { return 0, nil }¦const x = iota`,
  ),
  kind(
    'src/main/java/App.java',
    `package a;¦import org.springframework.boot.*;¦@SpringBootApplication public class App {¦public static void main(String[] a) { SpringApplication.run(App.class, a); }¦@Value("\${port:80}") int p;¦@Scheduled(fixedRate = 5) void f() {}¦static final Map<String, String> M = new HashMap<>();¦System.getenv("X")¦}¦{¦record R(int a) {}¦"""¦switch (x) { case A a -> 1; }`,
  ),
  kind(
    'src/main/kotlin/App.kt build.gradle.kts',
    `package a¦fun main() { embeddedServer(Netty, port = 80) { }.start() }¦val p = System.getenv("P") ?: "1"¦plugins { id("x") version "1" }¦dependencies { implementation("a:b:1") }¦object O { val m = mutableMapOf<String, Int>() }¦"\${x}"¦{¦}¦when (x) { is A -> 1 }`,
  ),
  kind(
    'app.rb config.ru config/puma.rb config/environments/production.rb',
    `require 'sinatra'¦port ENV.fetch('PORT') { 3000 }¦run App¦class App < Sinatra::Base¦  get('/') { @@x ||= {} }¦end¦Rails.application.configure do¦  config.logger = Logger.new('log/a.log')¦%w[a b]¦<<~SQL¦SQL¦def f(a, *b, c:, **d, &e)¦->(x) { x }¦#{¦do |x|`,
  ),
  kind(
    'index.php public/index.php config/database.php src/A.php',
    `<?php¦session_start();¦$db = new PDO('mysql:host=db', 'root', getenv('P'));¦return ['host' => env('DB_HOST', 'x')];¦namespace A;¦use B\\\\C;¦class A extends B { public function f(): ?int { return $this->a['b']; } }¦file_put_contents('a.log', $x);¦?>¦<html>¦<?= $x ?>¦<<<EOT¦EOT;¦fn($x) => $x¦match(true) { default => 1 }`,
  ),
  kind(
    'lib/app.ex config/runtime.exs mix.exs',
    `defmodule A do¦use Application¦def start(_, _), do: Supervisor.start_link([A], strategy: :one_for_one)¦end¦config :a, A.Repo, url: System.get_env("DATABASE_URL") || raise("x")¦import Config¦if config_env() == :prod do¦defp deps do [{:phoenix, "~> 1.7"}] end¦%{a | b: 1}¦"#{x}"¦~s(¦|> f()¦fn x -> x end`,
  ),
  kind(
    'Program.cs Web.csproj appsettings.json',
    `var builder = WebApplication.CreateBuilder(args);¦builder.Services.AddSession();¦app.Run("http://*:80");¦builder.Configuration["A:B"]¦public class A : B { private static readonly Dictionary<string, int> M = new(); }¦<Project Sdk="Microsoft.NET.Sdk.Web">¦<PackageReference Include="A" Version="1" />¦</Project>¦{"ConnectionStrings": {"A": "Host=db"}}¦{¦}¦$"{x}"¦"""`,
  ),
  kind(
    'src/main.rs Cargo.toml',
    `use axum::Router;¦#[tokio::main] async fn main() {¦let p = std::env::var("PORT").unwrap_or("80".into());¦axum::serve(l, app).await.unwrap();¦}¦static M: Lazy<Mutex<HashMap<u8, u8>>> = Lazy::new(|| x);¦[dependencies]¦axum = "0.7"¦impl<T: A> B for C<T> where T: D {}¦match x { Some(y) if y > 1 => {} _ => () }¦r#"¦macro_rules! m { () => {} }`,
  ),
  kind(
    'Dockerfile web/Dockerfile',
    `FROM node:20 AS build¦FROM \${BASE}¦ARG BASE=node:latest¦ENV PORT=80 A="b c"¦RUN npm ci && npm run build¦COPY --from=build /a /b¦CMD ["node", "server.js"]¦CMD npm start¦ENTRYPOINT ./start.sh¦HEALTHCHECK CMD curl x¦USER node¦EXPOSE 80¦RUN <<EOF¦EOF¦# syntax=x¦ONBUILD¦\\\\¦VOLUME /data`,
  ),
  kind(
    'compose.yaml docker-compose.prod.yml',
    `services:¦  web:¦    image: shop:\${TAG:-latest}¦    build: .¦    ports: ["80:80"]¦    environment:¦      DB_PASSWORD: x¦      - A=b¦    command: npm start¦    depends_on: [db]¦  db:¦    image: postgres¦    volumes: [a:/var/lib]¦    extends: web¦    <<: *a¦x: &a¦    healthcheck: {test: [CMD, a]}¦    env_file: .env¦include: [compose.yaml]`,
  ),
  kind(
    'k8s/web.yaml k8s/kustomization.yaml',
    `apiVersion: apps/v1¦kind: Deployment¦metadata: {name: web}¦spec:¦  replicas: 3¦  template:¦    spec:¦      containers:¦        - name: web¦          image: shop:latest¦          env: [{name: A, valueFrom: {secretKeyRef: {name: s, key: k}}}]¦          ports: [{containerPort: 80}]¦---¦kind: Secret¦stringData: {a: b}¦resources: [web.yaml]¦images: [{name: shop, newTag: "1"}]¦{{ .Values.x }}¦kind: Service`,
  ),
  kind(
    'Procfile fly.toml render.yaml app.json web.service supervisord.conf',
    `web: node server.js¦release: npm run migrate¦[http_service]¦internal_port = 80¦services:¦- type: web¦  startCommand: npm start¦{"formation": {"web": {}}}¦[Service]¦ExecStart=/usr/bin/node server.js¦[program:web]¦command=gunicorn app:app`,
  ),
  kind(
    '.github/workflows/ci.yml .gitlab-ci.yml Jenkinsfile',
    `on: push¦jobs:¦  a:¦    runs-on: x¦    steps:¦      - run: npm test¦      - uses: docker/build-push-action@v5¦    env: {TOKEN: x}¦test:¦  script: [npm ci, npm test]¦pipeline { agent any; stages { stage('a') { steps { sh 'npm test' } } } }¦include: x¦\${{ secrets.A }}`,
  ),
  kind(
    'package.json package-lock.json',
    `{¦}¦"name": "a",¦"dependencies": {"express": "^4"},¦"scripts": {"start": "node server.js", "build": "tsc"}¦"workspaces": ["a/*"],¦"type": "module"¦,¦[¦]¦"lockfileVersion": 3,¦"packages": {"": {}}`,
  ),
  kind(
    'requirements.txt pyproject.toml Pipfile setup.py',
    `flask==3.0¦-r other.txt¦-e .¦[project]¦dependencies = ["flask"]¦[tool.poetry.dependencies]¦python = "^3"¦[packages]¦flask = "*"¦setup(install_requires=['a'])¦a[b]>=1; python_version < "3"¦--hash=sha256:x`,
  ),
  kind(
    'pom.xml build.gradle',
    `<project>¦<dependencies>¦<dependency><groupId>a</groupId><artifactId>b</artifactId><version>\${v}</version></dependency>¦</dependencies>¦<parent><artifactId>spring-boot-starter-parent</artifactId><version>3.4.0</version></parent>¦</project>¦plugins { id 'java' }¦dependencies { implementation "a:b:$v" }¦<!--¦<![CDATA[¦&a;`,
  ),
  kind(
    'Gemfile composer.json go.mod',
    `source 'https://rubygems.org'¦gem 'rails', '~> 7'¦group :development do¦end¦{"require": {"php": "^8", "slim/slim": "^4"}}¦module a¦go 1.22¦require (¦github.com/gin-gonic/gin v1.9.0¦)¦replace a => ../b`,
  ),
  kind(
    'start.sh bin/migrate',
    `#!/bin/sh¦set -e¦exec node server.js¦npm run migrate &&¦if [ "$A" = b ]; then¦fi¦for x in *; do¦done¦node server.js >> a.log 2>&1 &¦"\${A:-b}"¦$(cat x)¦<<EOF¦EOF¦case $1 in¦esac¦exec "$@"`,
  ),
  kind(
    '.env .env.example config/production.json config/application.yml README.md',
    `PORT=3000¦DATABASE_URL=postgres://a:b@c/d¦export A='b c'¦{"a": {"b": "c"}}¦spring:¦  datasource: {url: "\${DB:x}"}¦# Shop¦| PORT | the port |¦\`\`\`sh¦\`\`\``,
  ),
  kind(
    'migrations/001_a.sql schema.sql db/schema.rb',
    `create table a (id int);¦-- Up¦drop table a;¦ActiveRecord::Schema.define do¦create_table :a¦end¦'¦$$`,
  ),
];
