/** Composer's files, what names mean in a program, and what frameworks say without source. */
import t from 'tap';
import { readConventions } from './conventions.ts';
import { readLock } from './lock.ts';
import { readManifest } from './manifest.ts';
import { isPlatformModule, packagesOf, resolveModule } from './modules.ts';

const composer = JSON.stringify(
  {
    name: 'shop/shop',
    type: 'project',
    require: { php: '^8.2', 'ext-pdo': '*', 'slim/slim': '4.12.0' },
    'require-dev': { 'phpunit/phpunit': '^11' },
    autoload: { 'psr-4': { 'App\\': ['src/', 'lib/'] } },
    scripts: { start: ['@build', 'php -S localhost:8000'] },
  },
  null,
  2,
);

t.test('composer.json', async (t) => {
  const file = readManifest(composer, 'composer.json');
  t.same(
    file.dependencies.map(({ name, exact, scope, at }) => [name, exact, scope, at.line]),
    [
      ['slim/slim', true, 'runtime', 7],
      ['phpunit/phpunit', false, 'development', 10],
    ],
  );
  t.same([...(file.namespaces ?? [])], [['App\\', ['src/', 'lib/']]]);
  t.equal(file.library, false);
  t.equal(readManifest('{"name":"a/b","type":"library"}', 'composer.json').library, true);
  t.equal(readManifest('{"require": {', 'composer.json').problems.length, 1);
  t.same(readManifest('['.repeat(100_000), 'composer.json').dependencies, []);
});

t.test('composer.lock', async (t) => {
  const manifest = { path: 'api/composer.json', file: readManifest(composer, 'api/composer.json') };
  const lockOf = (text: string | undefined) =>
    readLock(
      manifest,
      (path) => (path === 'api/composer.lock' ? text : undefined),
      () => true,
    );
  const held = (...names: string[]) => JSON.stringify({ packages: names.map((name) => ({ name })) });
  t.same(lockOf(held('slim/slim', 'phpunit/phpunit')).open, []);
  t.same(
    lockOf(held('slim/slim')).open.map(({ name }) => name),
    ['phpunit/phpunit'],
  );
  t.equal(lockOf(undefined).lock, undefined);
  t.equal(lockOf('{broken').lock, undefined);
});

t.test('names', async (t) => {
  const paths = [
    'index.php',
    'src/Orders.php',
    'inc/db.php',
    'admin/page.php',
    'admin/inc/menu.php',
    'config/app.php.dist',
    'Dockerfile',
    'lib/class.cart.php',
  ];
  const files = {
    has: (path: string) => paths.includes(path),
    paths,
    text: (path: string) => (path === 'Dockerfile' ? 'COPY config/app.php.dist config/app.php' : ''),
  };
  const manifests = [{ path: 'composer.json', file: readManifest(composer, 'composer.json') }];
  const resolve = (module: string, from: string) => resolveModule(module, from, files, manifests);
  t.equal(resolve('App\\Orders', 'index.php'), 'src/Orders.php');
  t.equal(resolve('./inc/db.php', 'index.php'), 'inc/db.php');
  t.equal(resolve('./inc/menu.php', 'admin/page.php'), 'admin/inc/menu.php');
  t.equal(resolve('/admin/../inc/db.php', 'admin/page.php'), 'inc/db.php');
  t.equal(resolve('*/inc/db.php', 'admin/page.php'), 'inc/db.php');
  t.equal(
    resolve('./config/app.php', 'index.php'),
    'config/app.php.dist',
    'made from its template by the image',
  );
  t.equal(resolve('Cart', 'index.php'), 'lib/class.cart.php');
  t.equal(resolve('Slim\\Orders', 'index.php'), undefined);
  t.equal(resolve('./../../etc/passwd', 'index.php'), undefined);
  t.same(
    [isPlatformModule('PDO'), isPlatformModule('Psr\\Log\\LoggerInterface'), isPlatformModule('App\\Orders')],
    [true, true, false],
  );
  t.same(packagesOf('Slim\\Psr7\\Response'), ['slim/psr7']);
  t.same(packagesOf('Anybody\\Thing'), []);
});

t.test('conventions', async (t) => {
  const conventions = (files: Record<string, string>) => {
    const texts = new Map(Object.entries(files));
    return readConventions({ paths: [...texts.keys()], text: (path) => texts.get(path), modules: [] })
      .flatMap(({ calls }) => calls.map(({ callee }) => callee))
      .sort();
  };
  const requires = (...names: string[]) =>
    JSON.stringify({ require: Object.fromEntries(names.map((name) => [name, '^7.0'])) });
  t.same(conventions({ 'composer.json': requires('slim/slim') }), []);
  t.same(conventions({ 'composer.json': requires('laravel/framework') }), ['laravel.log', 'laravel.session']);
  t.same(
    conventions({
      'composer.json': requires('symfony/framework-bundle'),
      'config/packages/doctrine.yaml': "doctrine:\n  dbal:\n    url: '%env(DATABASE_URL)%'\n",
      'config/packages/test/monolog.yaml': 'monolog:\n  handlers:\n    main: { type: stream, path: x.log }\n',
      'config/packages/broken.yaml': 'a: [b: {',
    }),
    ['symfony.database'],
  );
});
