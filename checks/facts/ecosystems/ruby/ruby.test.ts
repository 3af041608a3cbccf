// What the reader of Ruby says of small sources, Gemfiles, locks and YAML files, and of hostile ones.

import t from 'tap';
import { processorTime } from '../../../engine/fixtures.ts';
import type { Call, SourceModule, Value } from '../../source/model.ts';
import { parseSource } from '../../source/syntax.ts';
import { readLock } from './lock.ts';
import { readManifest } from './manifest.ts';
import { isTestPath, packagesOf, resolveModule, underscored } from './modules.ts';
import { readRuby } from './reader.ts';
import { readYamlSettings } from './yaml-settings.ts';

async function read(text: string, path = 'app.rb'): Promise<SourceModule> {
  const parsed = await parseSource(text, path, 'ruby');
  if ('problem' in parsed) throw new Error(parsed.problem.message);
  return readRuby(parsed.tree, text, path);
}

/** A value in one line: `$NAME:=default!` for the environment, `@Module:NAME` for what another file holds. */
function show(value: Value | undefined): string {
  switch (value?.kind) {
    case undefined:
      return '-';
    case 'literal':
      return value.type === 'string' ? `'${value.text}'` : value.text;
    case 'environment':
      return `$${value.name ?? `(${show(value.computed)})`}${value.fallback ? `:=${show(value.fallback)}` : ''}${value.required ? '!' : ''}`;
    case 'text':
      return value.parts.map(show).join('+');
    case 'object':
      return `{${[...value.entries].map(([key, entry]) => `${key}: ${show(entry)}`).join(', ')}}`;
    case 'list':
      return `[${value.items.map(show).join(', ')}]`;
    case 'call':
      return showCall(value.call);
    case 'choice':
      return value.options.map(show).join(' | ');
    case 'reference':
      return `@${[value.module, ...value.path].join(':')}`;
    case 'configuration':
      return `config ${value.name}`;
    case 'function':
      return `fn ${value.name}`;
    default:
      return value?.kind ?? '-';
  }
}

const showCall = ({ callee, arguments: given, named }: Call): string =>
  `${callee}(${[...given.map(show), ...[...named].map(([key, value]) => `${key}: ${show(value)}`)].join(', ')})`;

t.test('values', async (t) => {
  const table: readonly (readonly [string, string])[] = [
    ["ENV['A']", '$A'],
    ["ENV.fetch('A')", '$A!'],
    ["ENV.fetch('A', 'b')", "$A:='b'"],
    ["ENV.fetch('A') { 3000 }", '$A:=3000'],
    ["ENV.fetch('A') { raise 'no A' }", '$A!'],
    ["ENV['A'] || 'b'", "$A:='b'"],
    ["ENV['A'].presence || 'b'", "$A:='b'"],
    ["Integer(ENV.fetch('A', 5))", '$A:=5'],
    ["::ENV['A'].to_i", '$A'],
    ['ENV[name]', '$(self.name())'],
    ['"tcp://0.0.0.0:#{ENV[\'A\']}"', "'tcp://0.0.0.0:'+$A"],
    ["'a' + 'b'", "'ab'"],
    ["'a' 'b'", "'ab'"],
    ['%w[a b].freeze', "['a', 'b']"],
    ['%i[a b]', "['a', 'b']"],
    [':sym', "'sym'"],
    ["{ a: 1, 'b' => :c }", "{a: 1, b: 'c'}"],
    ['{ a: 1 }.merge(b: 2)', '{a: 1, b: 2}'],
    ['{ a: 1 }[:a]', '1'],
    ["cond ? 'a' : 'b'", "'a' | 'b'"],
    ["case x\nwhen 1 then 'a'\nelse 'b'\nend", "'a' | 'b'"],
    ["Redis.new(url: ENV['A'])", 'Redis(url: $A)'],
    ['Store::ITEMS', '@Store:ITEMS'],
    ['PG::Connection', '@PG.Connection'],
    ['Rails.application.credentials.jwt.secret', 'config credentials.jwt.secret'],
    ['Rails.application.credentials.dig(:jwt, :secret)', 'config credentials.jwt.secret'],
    ['Figaro.env.api_key!', '$API_KEY!'],
    ['`ls #{dir}`', "Kernel.system('ls '+self.dir())"],
    ['$stdout', '@Kernel:stdout'],
  ];
  for (const [source, expected] of table) {
    const { bindings } = await read(`value = ${source}\n`);
    t.equal(show(bindings.find(({ name }) => name === 'value')?.value), expected, source);
  }
});

t.test('a heredoc, read where it begins', async (t) => {
  const { strings, calls } = await read('db.execute(<<~SQL)\n  CREATE TABLE #{name} (id int)\nSQL\n');
  t.match(strings[0]?.text, /CREATE TABLE \{\} \(id int\)/);
  t.match(calls.find(({ callee }) => callee.endsWith('.execute'))?.arguments[0], { kind: 'text' });
});

t.test('calls are named after what `self` is', async (t) => {
  const callees = async (source: string, path?: string) =>
    (await read(source, path)).calls.map(({ callee }) => callee);
  t.same(await callees('port 3000\n', 'config/puma.rb'), ['Puma.DSL.port']);
  t.ok((await callees("require 'sinatra'\nset :port, 1\n")).includes('Sinatra.Base.set'));
  t.ok((await callees('class App < Sinatra::Base\n  set :port, 1\nend\n')).includes('Sinatra.Base.set'));
  t.ok(
    (
      await callees("class Job\n  include Sidekiq::Job\n  def perform\n    system('ls')\n  end\nend\n")
    ).includes('Kernel.system'),
  );
});

t.test('guards', async (t) => {
  const guards = async (source: string, path?: string) =>
    (await read(source, path)).calls
      .find(({ callee }) => callee === 'Kernel.puts')
      ?.guards?.map(
        ({ value, equals, negated }) =>
          `${negated ? 'not ' : ''}${show(value)}${equals === undefined ? '' : `=${equals}`}`,
      );
  t.same(await guards('puts 1 if Rails.env.development?\n'), ['$RAILS_ENV=development']);
  t.same(await guards('puts 1 unless Rails.env.production?\n'), ['not $RAILS_ENV=production']);
  t.same(await guards("if ENV['A'].blank?\n  puts 1\nend\n"), ['not $A']);
  t.same(await guards("if ENV['RACK_ENV'] == 'test'\nelse\n  puts 1\nend\n"), ['not $RACK_ENV=test']);
  t.same(await guards('configure :development do\n  puts 1\nend\n'), ['$RACK_ENV=development']);
  t.same(await guards('puts 1\n', 'config/environments/test.rb'), ['$RAILS_ENV=test']);
});

t.test('who changes what', async (t) => {
  const changed = async (source: string) =>
    (await read(source)).bindings
      .filter(({ changes }) => changes.length > 0)
      .map(({ name, changes }) => `${name} ${changes[0]?.how}`);
  t.same(await changed('$a = []\ndef f\n  $a << 1\nend\n'), ['$a <<']);
  t.same(await changed('class A\n  @@a = {}\n  def f\n    @@a[1] = 2\n  end\nend\n'), ['a =']);
  t.same(await changed('class A\n  B = []\n  def self.f\n    B.push(1)\n  end\nend\n'), ['B push']);
  t.same(await changed('class A\n  def f\n    @a = []\n    @a << 1\n  end\nend\n'), [], 'an instance’s own');
  t.same(await changed('a = []\na << 1\n'), [], 'while the file is loaded');
  t.same(await changed('def f\n  a = []\n  a << 1\nend\n'), [], 'a local of a method');
});

t.test('the block of a program', async (t) => {
  const { program, entry, calls } = await read("if __FILE__ == $0\n  puts 'x'\nend\n");
  t.ok(program);
  t.equal(calls.find(({ callee }) => callee === 'Kernel.puts')?.within, entry);
});

t.test('Gemfiles', async (t) => {
  const { dependencies } = readManifest(
    [
      "source 'https://rubygems.org' # gem 'commented'",
      "gem 'rails', '~> 7.1', '>= 7.1.2'",
      'gem "pg", "1.5.4"',
      "gem 'debug', group: :development",
      "gem 'fork', git: 'https://example.org/fork.git', tag: 'v1'",
      "gem 'local', path: 'engines/local'",
      'group :development, :test do',
      "  gem 'rspec'",
      "  if RUBY_VERSION > '3'",
      "    gem 'debase'",
      '  end',
      'end',
      "group :production do\n  gem 'lograge',\n    '~> 0.14'\nend",
      "=begin\ngem 'hidden'\n=end",
      "gem 'redis'; gem 'dalli'",
    ].join('\n'),
    'Gemfile',
  );
  t.same(
    dependencies.map(
      ({ name, constraint, exact, scope, at }) => `${name}|${constraint}|${exact}|${scope}|${at.line}`,
    ),
    [
      'rails|~> 7.1, >= 7.1.2|false|runtime|2',
      'pg|1.5.4|true|runtime|3',
      'debug||false|development|4',
      'fork|https://example.org/fork.git|true|runtime|5',
      'rspec||false|development|8',
      'debase||false|development|10',
      'lograge|~> 0.14|false|runtime|14',
      'redis||false|runtime|20',
      'dalli||false|runtime|20',
    ],
  );
  t.equal(readManifest("source 'x'\ngemspec\n", 'Gemfile').library, true);
  const gem = readManifest(
    "Gem::Specification.new do |spec|\n  spec.name = 'notes'\n  spec.add_dependency 'rack', '~> 3.0'\n  spec.add_development_dependency 'rspec'\nend\n",
    'notes.gemspec',
  );
  t.match(gem, {
    name: 'notes',
    library: true,
    dependencies: [
      { name: 'rack', scope: 'runtime' },
      { name: 'rspec', scope: 'development' },
    ],
  });
});

t.test('locks', (t) => {
  const lock = (gemfile: string, content: string | undefined) =>
    readLock(
      { path: 'a/Gemfile', file: readManifest(gemfile, 'a/Gemfile') },
      (path) => (path === 'a/Gemfile.lock' ? content : undefined),
      () => true,
    );
  const content = 'GEM\n  specs:\n    rack (3.0.9)\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n  rack (~> 3.0)\n';
  t.match(lock("gem 'rack'", content), { lock: { path: 'a/Gemfile.lock' }, open: [] });
  t.match(lock("gem 'rack'\ngem 'puma'", content).open, [{ name: 'puma', at: { line: 2 } }]);
  t.equal(lock("gem 'rack'", undefined).lock, undefined);
  t.end();
});

t.test('YAML with ERB', (t) => {
  const settings = readYamlSettings(
    "default: &default\n  adapter: postgresql\n  host: <%= ENV.fetch('DB_HOST') { 'localhost' } %>\n<%# a comment %>\nproduction:\n  <<: *default\n  url: postgres://<%= ENV['DB'] %>/shop\n  primary:\n    <<: *default\n    database: a\n",
    'config/database.yml',
  );
  const production = settings?.sections.get('production');
  t.equal(show(production?.values.get('adapter')), "'postgresql'");
  t.equal(show(production?.values.get('host')), "$DB_HOST:='localhost'");
  t.equal(show(production?.values.get('url')), "'postgres://'+$DB+'/shop'");
  t.equal(production?.values.get('url')?.at.line, 7);
  t.equal(show(production?.inner.get('primary')?.get('database')), "'a'");
  t.equal(readYamlSettings('- a\n- b\n', 'x.yml'), undefined);
  t.equal(readYamlSettings('a: [', 'x.yml')?.sections.size ?? 0, 0);
  t.end();
});

t.test('names of modules', (t) => {
  const paths = ['lib/store.rb', 'app/models/api/note_store.rb', 'spec/store.rb'];
  const files = { paths, has: (path: string) => paths.includes(path) };
  t.equal(resolveModule('store', 'app.rb', files, []), 'lib/store.rb');
  t.equal(resolveModule('./store', 'lib/x.rb', files, []), 'lib/store.rb');
  t.equal(resolveModule('Api.NoteStore', 'app.rb', files, []), 'app/models/api/note_store.rb');
  t.equal(resolveModule('../../etc/passwd', 'app.rb', files, []), undefined);
  t.equal(underscored('HTTPServer.OAuthToken'), 'http_server/o_auth_token');
  t.equal(packagesOf('sinatra/base')[0], 'sinatra');
  t.equal(packagesOf('net/ldap')[0], 'net-ldap');
  t.same(packagesOf('Api.NoteStore'), []);
  t.ok(isTestPath('spec/models/note_spec.rb'));
  t.notOk(isTestPath('app/models/note.rb'));
  t.end();
});

t.test('hostile input ends', async (t) => {
  const started = processorTime();
  const nested = `${'['.repeat(3_000)}${']'.repeat(3_000)}`;
  t.ok(await read(`a = ${nested}\n`), 'nesting');
  t.ok(await read(`a = ${Array.from({ length: 3_000 }, () => "'x'").join(' + ')}\n`), 'a long sum');
  t.ok(
    await read(
      `x0 = [1]\n${Array.from({ length: 60 }, (_, n) => `x${n + 1} = [x${n}, x${n}]`).join('\n')}\n`,
    ),
    'doubling',
  );
  t.ok(
    await read('a = b\nb = a\ndef f = f\nclass A < A\nend\nclass B < C\nend\nclass C < B\n  foo\nend\n'),
    'cycles',
  );
  t.ok(await read('class ((( <<~X\n"#{'), 'no Ruby');
  t.ok(await read('__proto__ = {}\n{ __proto__: 1, constructor: 2 }\n'), 'names of prototypes');
  t.ok(readManifest(`gem '${'x'.repeat(100_000)}`, 'Gemfile'), 'a string without end');
  t.ok(readManifest(`${'['.repeat(50_000)}`, 'Gemfile'), 'brackets without end');
  readYamlSettings(
    `a: &a [x]\n${Array.from({ length: 30 }, (_, n) => `b${n}: &b${n} [*a, *a]`).join('\n')}`,
    'x.yml',
  );
  readYamlSettings(`a: ${'{b: '.repeat(5_000)}`, 'x.yml');
  t.ok(processorTime() - started < 15_000, 'in time');
});
