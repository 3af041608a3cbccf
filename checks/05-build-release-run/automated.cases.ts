import type { Cases } from '../engine/cases.ts';

const app = {
  'package.json': '{"name":"shop"}',
  'server.js': "require('http').createServer().listen(process.env.PORT);\n",
};
const workflow = (step: string) =>
  `on: push\njobs:\n  ci:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/checkout@v4\n      - ${step}\n`;

export default {
  'a workflow that tests': {
    files: { ...app, '.github/workflows/ci.yml': workflow('run: npm test') },
    outcome: 'pass',
  },
  GitLab: {
    files: { ...app, '.gitlab-ci.yml': 'test:\n  image: node:24\n  script:\n    - npm ci\n    - npm test\n' },
    outcome: 'pass',
  },
  none: { files: app, outcome: 'fail' },
  'a workflow in a sub-folder never runs': {
    files: { ...app, 'server/.github/workflows/ci.yml': workflow('run: npm test') },
    outcome: 'fail',
    trap: true,
  },
  'a workflow that only greets': {
    files: { ...app, '.github/workflows/greet.yml': workflow('run: echo "npm test"') },
    outcome: 'fail',
    trap: true,
  },
  'Java: mvn verify in a workflow': {
    files: {
      'pom.xml':
        '<project>\n  <parent>\n    <groupId>org.springframework.boot</groupId>\n    <artifactId>spring-boot-starter-parent</artifactId>\n    <version>3.4.1</version>\n  </parent>\n  <groupId>shop</groupId>\n  <artifactId>shop</artifactId>\n  <version>1.0.0</version>\n  <dependencies>\n    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>\n  </dependencies>\n  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>\n</project>\n',
      'src/main/java/com/example/shop/Shop.java':
        'package com.example.shop;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class Shop {\n  public static void main(String[] args) {\n    SpringApplication.run(Shop.class, args);\n  }\n}\n',
      '.github/workflows/ci.yml':
        'on: push\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: ./mvnw -B verify\n',
    },
    outcome: 'pass',
  },
  'Travis: tests in a script of the repository': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n',
      'main.go': 'package main\n\nfunc main() {}\n',
      '.travis.yml':
        'language: go\ninstall:\n  - go get -u github.com/kardianos/govendor\nscript:\n  - bash ./scripts/coverage.sh\n',
      'scripts/coverage.sh': '#!/bin/sh\nfor d in $(find . -type d); do\n  go test -cover $d\ndone\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Travis: a script of the repository that only checks the form': {
    files: {
      'go.mod': 'module shop\n\ngo 1.22\n',
      'main.go': 'package main\n\nfunc main() {}\n',
      '.travis.yml': 'language: go\ninstall: true\nscript:\n  - bash ./scripts/gofmt.sh\n',
      'scripts/gofmt.sh': '#!/bin/sh\ngofmt -l .\n',
    },
    outcome: 'fail',
  },
} satisfies Cases;
