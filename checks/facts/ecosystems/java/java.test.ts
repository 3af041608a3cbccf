// Java and Kotlin as they are read: source, manifests, locks, configuration.
import t from 'tap';
import type { SourceModule, Value } from '../../source/model.ts';
import { parseSource } from '../../source/syntax.ts';
import { readConventions } from './conventions.ts';
import { java } from './index.ts';
import { isAtLeast, readLock, readManifest, versionOf } from './manifest.ts';
import { placeholderValue } from './placeholders.ts';
import { readProperties } from './properties.ts';
import { readXml } from './xml.ts';

async function read(path: string, text: string): Promise<SourceModule> {
  const parsed = await parseSource(text, path, path.endsWith('.kt') ? 'kotlin' : 'java');
  if ('problem' in parsed) throw new Error(parsed.problem.message);
  return java.readSource(parsed.tree, text, path);
}

/** A value in a word or two. */
function shown(value: Value | undefined): string {
  if (!value) return '-';
  switch (value.kind) {
    case 'literal':
      return value.text;
    case 'environment':
    case 'configuration':
    case 'argument':
      return `${value.kind}:${value.name ?? '?'}${value.fallback ? `=${shown(value.fallback)}` : ''}`;
    case 'text':
      return value.parts.map(shown).join('+');
    case 'choice':
      return value.options.map(shown).join('|');
    case 'reference':
      return `${value.module}.${value.path.join('.')}`;
    case 'parameter':
      return `<${value.type ?? value.name}>`;
    case 'call':
      return `${value.call.callee}()`;
    default:
      return value.kind;
  }
}

const method = (body: string, before = '') =>
  `package shop;\n\nimport com.foo.Bar;\nimport java.util.*;\n${before}\nclass A {\n  static final int PORT = 8080;\n  void run(String given) {\n${body}\n  }\n}\n`;

t.test('Java: what an argument stands for', async (t) => {
  const cases: readonly (readonly [string, string])[] = [
    ['use("a" + 1);', 'a+1'],
    ['use(System.getenv("X"));', 'environment:X'],
    ['use(System.getenv().getOrDefault("X", "y"));', 'environment:X=y'],
    ['use(Optional.ofNullable(System.getenv("X")).orElse("y"));', 'environment:X=y'],
    ['use(Objects.requireNonNullElse(System.getenv("X"), "y"));', 'environment:X=y'],
    ['String x = System.getenv("X"); use(x != null ? x : "y");', 'environment:X|y'],
    ['String x = "a"; if (given == null) { x = "b"; } use(x);', 'b|a'],
    ['String x = "a"; x = "b"; use(x);', 'b'],
    ['use(System.getProperty("p", "d"));', 'argument:p=d'],
    ['use(PORT);', '8080'],
    ['use(given);', '<java.lang.String>'],
    ['use(Bar.LIMIT);', 'com.foo.Bar.LIMIT'],
    ['use(new Bar(1));', 'com.foo.Bar()'],
    ['use(Other.X);', '..Other.X'],
    ['use(List.of("a", "b"));', 'list'],
    ['use(Integer.parseInt("1"));', 'java.lang.Integer.parseInt()'],
    ['use(() -> 1);', 'function'],
    ['new Thread(() -> {}).start(); use(this::run);', 'function'],
  ];
  for (const [body, expected] of cases) {
    const { calls, problems } = await read('src/main/java/shop/A.java', method(body));
    t.equal(shown(calls.find(({ callee }) => callee.endsWith('use'))?.arguments[0]), expected, body);
    t.same(problems, [], body);
  }
});

t.test('Kotlin: what an argument stands for', async (t) => {
  const cases: readonly (readonly [string, string])[] = [
    ['use(System.getenv("X") ?: "y")', 'environment:X=y'],
    ['use(System.getenv()["X"])', 'environment:X'],
    ['val x = "p"\n  use("a${x}b $x!")', 'a+p+b +p+!'],
    ['use("""raw""")', 'raw'],
    ['use(name = "n")', '-'],
    ['val c = Config().apply { url = "u" }\n  use(c)', 'com.foo.Config()'],
    ['use(if (a) "b" else "c")', 'b|c'],
    ['use(LIMIT)', '7'],
    ['use(listOf("a"))', 'list'],
    ['use(::main)', 'function'],
  ];
  for (const [body, expected] of cases) {
    const text = `package shop\n\nimport com.foo.Config\n\nconst val LIMIT = 7\n\nfun main() {\n  ${body}\n}\n`;
    const { calls, problems, entry } = await read('src/main/kotlin/App.kt', text);
    t.equal(shown(calls.find(({ callee }) => callee.endsWith('use'))?.arguments[0]), expected, body);
    t.equal(entry, 'main');
    t.same(problems, [], body);
  }
});

t.test('Kotlin: a property of a library’s object is set by its setter', async (t) => {
  const { calls } = await read(
    'A.kt',
    'import com.zaxxer.hikari.HikariConfig\n\nfun pool() = HikariConfig().apply { jdbcUrl = "jdbc:x" }\n',
  );
  t.match(
    calls.find(({ callee }) => callee === 'com.zaxxer.hikari.HikariConfig().setJdbcUrl'),
    { arguments: [{ text: 'jdbc:x' }] },
  );
});

t.test('names of a star import are those that the catalogue knows', async (t) => {
  const { calls } = await read(
    'A.kt',
    'import io.ktor.server.engine.*\n\nfun main() {\n  embeddedServer(Netty, port = 80) { }\n  helper()\n}\n',
  );
  t.ok(calls.some(({ callee }) => callee === 'io.ktor.server.engine.embeddedServer'));
  t.ok(calls.some(({ callee }) => callee === '..helper'));
});

t.test('annotations: injected values, decorators, profiles', async (t) => {
  const { classes, functions, calls } = await read(
    'A.java',
    `import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.GetMapping;

@Profile("dev")
class A {
  @Value("\${a.b:1}") int one;
  @Value("\${DB_URL}") String two;
  @GetMapping("/x") String get() { open(); return ""; }
}
`,
  );
  t.same(
    classes[0]?.fields.map(({ value }) => shown(value)),
    ['configuration:a.b=1', 'environment:DB_URL'],
  );
  t.same(
    functions.find(({ name }) => name === 'A.get')?.decorators.map(({ callee }) => callee),
    ['org.springframework.web.bind.annotation.GetMapping'],
  );
  t.match(calls.find(({ callee }) => callee.endsWith('open'))?.guards, [{ equals: 'dev', negated: false }]);
});

t.test('collections of what lives as long as the process', async (t) => {
  const text = (annotation: string) => `package shop;

import java.util.*;
import org.springframework.stereotype.Service;

${annotation}
class A {
  private final List<String> items = new ArrayList<>();
  void add(String one) { items.add(one); }
}
`;
  const service = await read('A.java', text('@Service'));
  t.match(service.bindings, [
    { name: 'A.items', collection: true, changes: [{ within: 'A.add', how: 'add' }] },
  ]);
  t.same((await read('A.java', text(''))).bindings, []);
});

t.test('hostile source ends in a problem', async (t) => {
  const deep = await read('A.java', `class A { int x = ${'('.repeat(5_000)}1${')'.repeat(5_000)}; }`);
  t.match(deep.problems, [{ message: /deeper/ }]);
  t.match((await read('A.java', 'class A { void ( }')).problems, [{ message: /not valid Java/ }]);
  t.match((await read('A.kt', 'class A { fun ( }')).problems, [{ message: /not valid Kotlin/ }]);
  t.equal((await read('A.java', `class A { int x = 1${' +\n1'.repeat(20_000)}; }`)).classes.length, 1);
});

t.test('placeholders', (t) => {
  const at = { path: 'a' };
  const cases: readonly (readonly [string, string])[] = [
    ['plain', 'plain'],
    ['', ''],
    ['${X}', 'environment:X'],
    ['${X:y}', 'environment:X=y'],
    ['${X:-y}', 'environment:X=y'],
    ['a${X:b${Y:c}}d', 'a+environment:X=b+environment:Y=c+d'],
    ['${a.b:1}', 'configuration:a.b=1'],
    ['${open', '${open'],
    ['${X:http://h:1/p}', 'environment:X=http://h:1/p'],
  ];
  for (const [text, expected] of cases) t.equal(shown(placeholderValue(text, at)), expected, text);
  t.ok(placeholderValue('${a:'.repeat(10_000), at));
  t.end();
});

t.test('properties, YAML and HOCON by profile', async (t) => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['application.properties', '# c\na.b=1\nc: 2\nd 3\n', ['a.b=1', 'c=2', 'd=3']],
    ['application.properties', 'a=1\\\n  2\n', ['a=12']],
    ['application.properties', '%prod.a=1\n', ['prod a=1']],
    ['application-dev.properties', 'a=1\n', ['dev a=1']],
    [
      'application.properties',
      'a=1\n#---\nspring.config.activate.on-profile=prod\na=2\n',
      ['a=1', 'prod spring.config.activate.on-profile=prod', 'prod a=2'],
    ],
    [
      'application.yml',
      'a:\n  b: 1\n---\nspring.config.activate.on-profile: prod\na.b: 2\n',
      ['a.b=1', 'prod spring.config.activate.on-profile=prod', 'prod a.b=2'],
    ],
    ['application.yaml', '"%dev":\n  a: 1\n', ['dev a=1']],
    ['application.conf', 'ktor {\n  port = 80\n  port = ${?PORT}\n}\n', ['ktor.port=${PORT:80}']],
  ];
  for (const [path, text, expected] of cases) {
    const found = await readProperties(text, path);
    t.same(
      found.map(({ key, value, profile }) => `${profile === undefined ? '' : `${profile} `}${key}=${value}`),
      expected,
      text,
    );
  }
});

t.test('XML', (t) => {
  t.match(readXml('<?xml version="1.0"?>\n<!-- <x> -->\n<a k="&lt;v">\n<b/>t<![CDATA[<c>]]></a>'), {
    name: 'a',
    line: 3,
    text: 't<c>',
    children: [{ name: 'b', line: 4 }],
  });
  t.equal(readXml('<a>'.repeat(100_000)), undefined);
  t.equal(readXml(''), undefined);
  t.end();
});

const files = (given: Readonly<Record<string, string>>) => (path: string) =>
  Object.hasOwn(given, path) ? given[path] : undefined;

t.test('Gradle: both dialects', (t) => {
  const cases: readonly (readonly [string, string])[] = [
    ["implementation 'a:b:1.0'", 'a:b 1.0 runtime'],
    ['implementation("a:b:1.0")', 'a:b 1.0 runtime'],
    ["implementation group: 'a', name: 'b', version: '1.0'", 'a:b 1.0 runtime'],
    ['implementation("a:b:$v")', 'a:b 2.5 runtime'],
    ['testImplementation("a:b:1.0") { exclude(group = "c") }', 'a:b 1.0 development'],
    ["developmentOnly 'a:b'", 'a:b  development'],
    ['implementation(libs.a.b)', 'a:b 3.0 runtime'],
    ['implementation(project(":core"))', ''],
    ["implementation platform('a:bom:1.0')", ''],
    ["// implementation 'a:b:1.0'", ''],
    ["if (x) { } else {\n implementation 'a:b:1.0',\n   'c:d:2.0'\n}", 'a:b 1.0 runtime,c:d 2.0 runtime'],
    ["constraints { implementation 'a:b:1.0' }", ''],
  ];
  const catalog = '[versions]\nab = "3.0"\n[libraries]\na-b = { module = "a:b", version.ref = "ab" }\n';
  for (const [line, expected] of cases) {
    const text = `def v = "2.5"\ndependencies {\n    ${line}\n}\n`;
    const { dependencies } = readManifest(
      text,
      'build.gradle',
      files({ 'gradle/libs.versions.toml': catalog }),
    );
    t.equal(
      dependencies.map(({ name, constraint, scope }) => `${name} ${constraint} ${scope}`).join(),
      expected,
      line,
    );
  }
  t.end();
});

t.test('versions: by parent, property, BOM, plugin and catalog', (t) => {
  const boot = /^org\.springframework\.boot(?::|$)/;
  const parent = (version: string) =>
    `<project><parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>${version}</version></parent></project>`;
  t.equal(versionOf('pom.xml', files({ 'pom.xml': parent('3.3.1') }), boot), '3.3.1');
  const inner =
    '<project><parent><groupId>s</groupId><artifactId>all</artifactId><version>1</version></parent></project>';
  const outer =
    '<project><artifactId>all</artifactId><properties><b>3.2.0</b></properties><dependencyManagement><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-dependencies</artifactId><version>${b}</version></dependency></dependencies></dependencyManagement></project>';
  t.equal(versionOf('web/pom.xml', files({ 'web/pom.xml': inner, 'pom.xml': outer }), boot), '3.2.0');
  const kts = 'plugins {\n    id("org.springframework.boot") version "3.1.0"\n}\n';
  t.equal(versionOf('build.gradle.kts', files({ 'build.gradle.kts': kts }), boot), '3.1.0');
  const alias = 'plugins {\n    alias(libs.plugins.boot)\n}\n';
  const toml = '[plugins]\nboot = { id = "org.springframework.boot", version = "3.5.0" }\n';
  t.equal(
    versionOf(
      'build.gradle.kts',
      files({ 'build.gradle.kts': alias, 'gradle/libs.versions.toml': toml }),
      boot,
    ),
    '3.5.0',
  );
  t.ok(isAtLeast('3.4.1', '3.4'));
  t.notOk(isAtLeast('3.3.12', '3.4'));
  t.ok(isAtLeast('10.0', '3.4'));
  t.end();
});

t.test('locks', (t) => {
  const open = (path: string, given: Readonly<Record<string, string>>) => {
    const text = files(given);
    const file = readManifest(given[path] ?? '', path, text);
    return readLock({ path, file }, text, () => true).open.map(({ name }) => name);
  };
  const pom = (version: string) =>
    `<project><dependencies><dependency><groupId>a</groupId><artifactId>b</artifactId><version>${version}</version></dependency></dependencies></project>`;
  t.same(open('pom.xml', { 'pom.xml': pom('1.0') }), []);
  for (const version of ['[1,2)', '1.0-SNAPSHOT', 'LATEST', '${unknown}', ''])
    t.same(open('pom.xml', { 'pom.xml': pom(version) }), ['a:b'], version);
  const gradle = (version: string) => `dependencies {\n    implementation 'a:b${version}'\n}\n`;
  t.same(open('build.gradle', { 'build.gradle': gradle(':1.0') }), []);
  for (const version of [':1.+', ':latest.release', ''])
    t.same(open('build.gradle', { 'build.gradle': gradle(version) }), ['a:b'], version);
  const platform = "dependencies {\n    implementation platform('a:bom:1.0')\n    implementation 'a:b'\n}\n";
  t.same(open('build.gradle', { 'build.gradle': platform }), []);
  t.end();
});

t.test('packages are looked for by folder and by header', (t) => {
  const paths = ['src/main/java/com/foo/A.java', 'src/main/kotlin/B.kt', 'src/test/java/com/foo/ATest.java'];
  const text = files({ 'src/main/kotlin/B.kt': 'package com.foo.web\n' });
  const source = { has: (path: string) => paths.includes(path), paths, text };
  t.equal(java.resolveModule('com.foo', 'x/C.java', source, []), 'src/main/java/com/foo');
  t.equal(java.resolveModule('com.foo.web', 'x/C.java', source, []), 'src/main/kotlin');
  t.equal(java.resolveModule('org.bar', 'x/C.java', source, []), undefined);
  t.end();
});

t.test('Spring Boot by its configuration alone', async (t) => {
  const pom = `<project><parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>3.2.0</version></parent>
<dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency></dependencies></project>`;
  const callsOf = async (properties: string) => {
    const given = { 'pom.xml': pom, 'src/main/resources/application.properties': properties };
    const modules = await readConventions({
      paths: Object.keys(given).sort(),
      text: files(given),
      modules: [],
    });
    return modules
      .flatMap(({ calls }) => calls)
      .map(
        ({ callee, named, at }) =>
          `${callee} ${shown(named.get('port') ?? named.get('url'))} ${at.path}:${at.line}`,
      );
  };
  const path = 'src/main/resources/application.properties';
  t.ok((await callsOf('')).includes('spring-boot.server.immediate configuration:server.port=8080 pom.xml:2'));
  t.ok(
    (await callsOf('server.shutdown=graceful\nserver.port=${PORT:1}\n')).includes(
      `spring-boot.server environment:PORT=1 ${path}:2`,
    ),
  );
  t.ok(
    (await callsOf('spring.rabbitmq.host=mq\n')).includes(
      `jvm.amqp configuration:spring.rabbitmq.host=mq ${path}:1`,
    ),
  );
});
