import type { Cases } from '../engine/cases.ts';

const app = {
  'package.json': '{"name":"shop","dependencies":{}}',
  'server.js': "require('node:http').createServer().listen(process.env.PORT);\n",
};

export default {
  'only source is tracked': { files: app, outcome: 'pass' },
  'installed packages are tracked': {
    files: {
      ...app,
      'node_modules/express/package.json': '{"name":"express"}',
      'node_modules/express/index.js': '',
    },
    outcome: 'fail',
  },
  'compiled Python is tracked': {
    files: {
      'requirements.txt': 'flask==3.0.3\n',
      'app.py': 'import flask\n',
      '__pycache__/app.cpython-312.pyc': 'x',
    },
    outcome: 'fail',
  },
  'a folder named build that holds source': {
    files: { ...app, 'build/release.js': 'console.log(1)\n', 'docs/target/audience.md': 'text' },
    outcome: 'pass',
    trap: true,
  },
  'a Go vendor folder that its tool manages': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n\nrequire github.com/lib/pq v1.10.9\n',
      'main.go': 'package main\n\nfunc main() {}\n',
      'vendor/modules.txt': '# github.com/lib/pq v1.10.9\n## explicit\ngithub.com/lib/pq\n',
      'vendor/github.com/lib/pq/conn.go': 'package pq\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'a stray .DS_Store': { files: { ...app, '.DS_Store': 'x' }, outcome: 'pass', trap: true },
  '.NET: what a build left behind': {
    files: {
      'Shop.csproj':
        '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n</Project>\n',
      'Program.cs': 'var builder = WebApplication.CreateBuilder(args);\nbuilder.Build().Run();\n',
      'bin/Debug/net8.0/Shop.dll': 'MZ',
      'obj/project.assets.json': '{}\n',
    },
    outcome: 'fail',
  },
  'Java: target/ is tracked': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      'target/classes/com/example/shop/Shop.class': 'x',
    },
    outcome: 'fail',
  },
  'Java: the wrapper of the build is tracked': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      '.mvn/wrapper/maven-wrapper.properties': 'distributionUrl=https://repo.maven.apache.org/x.zip\n',
      'gradle/wrapper/gradle-wrapper.jar': 'x',
    },
    outcome: 'pass',
    trap: true,
  },
  'Go: a tree that gvt keeps, with what its upstreams track': {
    files: {
      'main.go': 'package main\n\nimport _ "github.com/lib/pq"\n\nfunc main() {}\n',
      'vendor/manifest': '{"dependencies": [{"importpath": "github.com/lib/pq", "revision": "b7fe2a1b"}]}\n',
      'vendor/github.com/lib/pq/pq.go': 'package pq\n',
      'vendor/github.com/lib/pq/testing.o': 'x',
    },
    outcome: 'pass',
    trap: true,
  },
  'Go: a compiled file beside a tree that dep keeps': {
    files: {
      'main.go': 'package main\n\nimport _ "github.com/lib/pq"\n\nfunc main() {}\n',
      'Gopkg.toml': '[[constraint]]\n  name = "github.com/lib/pq"\n  version = "1.0.0"\n',
      'Gopkg.lock': '[[projects]]\n  name = "github.com/lib/pq"\n  revision = "b7fe2a1b"\n',
      'vendor/github.com/lib/pq/pq.go': 'package pq\n',
      'main.o': 'x',
    },
    outcome: 'fail',
  },
  'PHP: Composer’s packages': {
    files: {
      'composer.json': '{"require": {"slim/slim": "^4.0"}}',
      'index.php': '<?php\n',
      'vendor/autoload.php': '<?php\n',
      'vendor/slim/slim/Slim/App.php': '<?php\n',
    },
    outcome: 'fail',
  },
  'Node: scripts of the bundler in a folder named build': {
    files: {
      'package.json': '{"name":"shop","scripts":{"build":"node build/build.js"}}',
      'src/main.js': 'console.log(1)\n',
      'build/build.js': "require('webpack')(require('./webpack.prod.conf'));\n",
      'build/webpack.prod.conf.js': 'module.exports = {};\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Node: compiled source in a folder named build': {
    files: {
      'package.json': '{"name":"shop","main":"build/server.js"}',
      'src/server.ts': 'export const a = 1;\n',
      'build/server.js': 'exports.a = 1;\n',
    },
    outcome: 'fail',
  },
} satisfies Cases;
