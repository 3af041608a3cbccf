import type { Cases } from '../engine/cases.ts';

const long = (name: string) =>
  `${Array.from({ length: 90 }, (_, i) => `exports.${name}${i} = (order) => order.items.filter((item) => item.price > ${i * 7}).map((item) => item.id + ${i});`).join('\n')}\n`;
const shop = (folder: string, port: string) => ({
  [`${folder}/package.json`]: '{"name":"shop","dependencies":{}}',
  [`${folder}/server.js`]: `require('node:http').createServer(require('./orders.js')).listen(process.env.PORT ?? ${port});\n`,
  [`${folder}/orders.js`]: long('order'),
  [`${folder}/prices.js`]: long('price'),
  [`${folder}/stock.js`]: long('stock'),
});

export default {
  'one app, one copy': { files: shop('shop', '3000'), outcome: 'pass' },
  'a copy for production beside the one for development': {
    files: { ...shop('app_dev', '3000'), ...shop('app_prod', '80') },
    outcome: 'fail',
  },
  'two different apps': {
    files: {
      ...shop('shop', '3000'),
      'mail/package.json': '{"name":"mail"}',
      'mail/server.js': "require('node:http').createServer().listen(process.env.PORT);\n",
    },
    outcome: 'pass',
  },
  'versions of an interface side by side': {
    files: {
      'package.json': '{"name":"shop"}',
      'server.js':
        "require('./v1/routes.js'); require('./v2/routes.js'); require('node:http').createServer().listen(process.env.PORT);\n",
      'v1/routes.js': 'exports.list = () => [];\n',
      'v2/routes.js': 'exports.list = (page) => [page];\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Java: an older version of all services in a folder of its own': {
    files: {
      'orders/pom.xml':
        '<project><modelVersion>4.0.0</modelVersion><parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>3.2.0</version></parent><artifactId>shop</artifactId><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency></dependencies></project>\n',
      'orders/src/main/java/Main.java':
        'import org.springframework.boot.SpringApplication;\npublic class Shop { public static void main(String[] args) { SpringApplication.run(Shop.class, args); } }\n',
      'orders/src/main/java/Orders.java':
        'package shop;\npublic class Orders {\n  public int line0(int a) { return a * 0 + 6; }\n  public int line1(int a) { return a * 1 + 6; }\n  public int line2(int a) { return a * 2 + 6; }\n  public int line3(int a) { return a * 3 + 6; }\n  public int line4(int a) { return a * 4 + 6; }\n  public int line5(int a) { return a * 5 + 6; }\n  public int line6(int a) { return a * 6 + 6; }\n  public int line7(int a) { return a * 7 + 6; }\n  public int line8(int a) { return a * 8 + 6; }\n  public int line9(int a) { return a * 9 + 6; }\n  public int line10(int a) { return a * 10 + 6; }\n  public int line11(int a) { return a * 11 + 6; }\n  public int line12(int a) { return a * 12 + 6; }\n  public int line13(int a) { return a * 13 + 6; }\n}\n',
      'orders/src/main/java/OrderItem.java':
        'package shop;\npublic class OrderItem {\n  public int line0(int a) { return a * 0 + 9; }\n  public int line1(int a) { return a * 1 + 9; }\n  public int line2(int a) { return a * 2 + 9; }\n  public int line3(int a) { return a * 3 + 9; }\n  public int line4(int a) { return a * 4 + 9; }\n  public int line5(int a) { return a * 5 + 9; }\n  public int line6(int a) { return a * 6 + 9; }\n  public int line7(int a) { return a * 7 + 9; }\n  public int line8(int a) { return a * 8 + 9; }\n  public int line9(int a) { return a * 9 + 9; }\n  public int line10(int a) { return a * 10 + 9; }\n  public int line11(int a) { return a * 11 + 9; }\n  public int line12(int a) { return a * 12 + 9; }\n  public int line13(int a) { return a * 13 + 9; }\n}\n',
      'stock/pom.xml':
        '<project><modelVersion>4.0.0</modelVersion><parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>3.2.0</version></parent><artifactId>shop</artifactId><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency></dependencies></project>\n',
      'stock/src/main/java/Main.java':
        'import org.springframework.boot.SpringApplication;\npublic class Shop { public static void main(String[] args) { SpringApplication.run(Shop.class, args); } }\n',
      'stock/src/main/java/Stock.java':
        'package shop;\npublic class Stock {\n  public int line0(int a) { return a * 0 + 5; }\n  public int line1(int a) { return a * 1 + 5; }\n  public int line2(int a) { return a * 2 + 5; }\n  public int line3(int a) { return a * 3 + 5; }\n  public int line4(int a) { return a * 4 + 5; }\n  public int line5(int a) { return a * 5 + 5; }\n  public int line6(int a) { return a * 6 + 5; }\n  public int line7(int a) { return a * 7 + 5; }\n  public int line8(int a) { return a * 8 + 5; }\n  public int line9(int a) { return a * 9 + 5; }\n  public int line10(int a) { return a * 10 + 5; }\n  public int line11(int a) { return a * 11 + 5; }\n  public int line12(int a) { return a * 12 + 5; }\n  public int line13(int a) { return a * 13 + 5; }\n}\n',
      'v1-without-registry/orders/pom.xml':
        '<project><modelVersion>4.0.0</modelVersion><parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>3.2.0</version></parent><artifactId>shop</artifactId><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency></dependencies></project>\n',
      'v1-without-registry/orders/src/main/java/Main.java':
        'import org.springframework.boot.SpringApplication;\npublic class Shop { public static void main(String[] args) { SpringApplication.run(Shop.class, args); } }\n',
      'v1-without-registry/orders/src/main/java/Orders.java':
        'package shop;\npublic class Orders {\n  public int line0(int a) { return a * 0 + 6; }\n  public int line1(int a) { return a * 1 + 6; }\n  public int line2(int a) { return a * 2 + 6; }\n  public int line3(int a) { return a * 3 + 6; }\n  public int line4(int a) { return a * 4 + 6; }\n  public int line5(int a) { return a * 5 + 6; }\n  public int line6(int a) { return a * 6 + 6; }\n  public int line7(int a) { return a * 7 + 6; }\n  public int line8(int a) { return a * 8 + 6; }\n  public int line9(int a) { return a * 9 + 6; }\n  public int line10(int a) { return a * 10 + 6; }\n  public int line11(int a) { return a * 11 + 6; }\n  public int line12(int a) { return a * 12 + 6; }\n  public int line13(int a) { return a * 13 + 6; }\n}\n',
      'v1-without-registry/orders/src/main/java/OrderItem.java':
        'package shop;\npublic class OrderItem {\n  public int line0(int a) { return a * 0 + 9; }\n  public int line1(int a) { return a * 1 + 9; }\n  public int line2(int a) { return a * 2 + 9; }\n  public int line3(int a) { return a * 3 + 9; }\n  public int line4(int a) { return a * 4 + 9; }\n  public int line5(int a) { return a * 5 + 9; }\n  public int line6(int a) { return a * 6 + 9; }\n  public int line7(int a) { return a * 7 + 9; }\n  public int line8(int a) { return a * 8 + 9; }\n  public int line9(int a) { return a * 9 + 9; }\n  public int line10(int a) { return a * 10 + 9; }\n  public int line11(int a) { return a * 11 + 9; }\n  public int line12(int a) { return a * 12 + 9; }\n  public int line13(int a) { return a * 13 + 9; }\n}\n',
      'v1-without-registry/stock/pom.xml':
        '<project><modelVersion>4.0.0</modelVersion><parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>3.2.0</version></parent><artifactId>shop</artifactId><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency></dependencies></project>\n',
      'v1-without-registry/stock/src/main/java/Main.java':
        'import org.springframework.boot.SpringApplication;\npublic class Shop { public static void main(String[] args) { SpringApplication.run(Shop.class, args); } }\n',
      'v1-without-registry/stock/src/main/java/Stock.java':
        'package shop;\npublic class Stock {\n  public int line0(int a) { return a * 0 + 5; }\n  public int line1(int a) { return a * 1 + 5; }\n  public int line2(int a) { return a * 2 + 5; }\n  public int line3(int a) { return a * 3 + 5; }\n  public int line4(int a) { return a * 4 + 5; }\n  public int line5(int a) { return a * 5 + 5; }\n  public int line6(int a) { return a * 6 + 5; }\n  public int line7(int a) { return a * 7 + 5; }\n  public int line8(int a) { return a * 8 + 5; }\n  public int line9(int a) { return a * 9 + 5; }\n  public int line10(int a) { return a * 10 + 5; }\n  public int line11(int a) { return a * 11 + 5; }\n  public int line12(int a) { return a * 12 + 5; }\n  public int line13(int a) { return a * 13 + 5; }\n}\n',
    },
    outcome: 'fail',
  },
  'Java: services that only share a skeleton': {
    files: {
      'orders/pom.xml':
        '<project><modelVersion>4.0.0</modelVersion><parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>3.2.0</version></parent><artifactId>shop</artifactId><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency></dependencies></project>\n',
      'orders/src/main/java/Main.java':
        'import org.springframework.boot.SpringApplication;\npublic class Shop { public static void main(String[] args) { SpringApplication.run(Shop.class, args); } }\n',
      'orders/src/main/java/Orders.java':
        'package shop;\npublic class Orders {\n  public int line0(int a) { return a * 0 + 6; }\n  public int line1(int a) { return a * 1 + 6; }\n  public int line2(int a) { return a * 2 + 6; }\n  public int line3(int a) { return a * 3 + 6; }\n  public int line4(int a) { return a * 4 + 6; }\n  public int line5(int a) { return a * 5 + 6; }\n  public int line6(int a) { return a * 6 + 6; }\n  public int line7(int a) { return a * 7 + 6; }\n  public int line8(int a) { return a * 8 + 6; }\n  public int line9(int a) { return a * 9 + 6; }\n  public int line10(int a) { return a * 10 + 6; }\n  public int line11(int a) { return a * 11 + 6; }\n  public int line12(int a) { return a * 12 + 6; }\n  public int line13(int a) { return a * 13 + 6; }\n}\n',
      'orders/src/main/java/OrderItem.java':
        'package shop;\npublic class OrderItem {\n  public int line0(int a) { return a * 0 + 9; }\n  public int line1(int a) { return a * 1 + 9; }\n  public int line2(int a) { return a * 2 + 9; }\n  public int line3(int a) { return a * 3 + 9; }\n  public int line4(int a) { return a * 4 + 9; }\n  public int line5(int a) { return a * 5 + 9; }\n  public int line6(int a) { return a * 6 + 9; }\n  public int line7(int a) { return a * 7 + 9; }\n  public int line8(int a) { return a * 8 + 9; }\n  public int line9(int a) { return a * 9 + 9; }\n  public int line10(int a) { return a * 10 + 9; }\n  public int line11(int a) { return a * 11 + 9; }\n  public int line12(int a) { return a * 12 + 9; }\n  public int line13(int a) { return a * 13 + 9; }\n}\n',
      'stock/pom.xml':
        '<project><modelVersion>4.0.0</modelVersion><parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>3.2.0</version></parent><artifactId>shop</artifactId><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency></dependencies></project>\n',
      'stock/src/main/java/Main.java':
        'import org.springframework.boot.SpringApplication;\npublic class Shop { public static void main(String[] args) { SpringApplication.run(Shop.class, args); } }\n',
      'stock/src/main/java/Stock.java':
        'package shop;\npublic class Stock {\n  public int line0(int a) { return a * 0 + 5; }\n  public int line1(int a) { return a * 1 + 5; }\n  public int line2(int a) { return a * 2 + 5; }\n  public int line3(int a) { return a * 3 + 5; }\n  public int line4(int a) { return a * 4 + 5; }\n  public int line5(int a) { return a * 5 + 5; }\n  public int line6(int a) { return a * 6 + 5; }\n  public int line7(int a) { return a * 7 + 5; }\n  public int line8(int a) { return a * 8 + 5; }\n  public int line9(int a) { return a * 9 + 5; }\n  public int line10(int a) { return a * 10 + 5; }\n  public int line11(int a) { return a * 11 + 5; }\n  public int line12(int a) { return a * 12 + 5; }\n  public int line13(int a) { return a * 13 + 5; }\n}\n',
      'v1-notes/README.md': '# What the first version did\n',
    },
    outcome: 'pass',
    trap: true,
  },
} satisfies Cases;
