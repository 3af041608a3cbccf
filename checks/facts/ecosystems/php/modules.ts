/** What PHP's module names mean: classes by Composer's rules or by their file's name, included files, and registry packages. */
import type { ManifestFile, SourceFiles } from '../ecosystem.ts';

/** Packages that bring a namespace, likeliest first; a whole framework also brings the parts that it hands out. */
const providers: readonly (readonly [prefix: string, packages: string])[] = [
  ['Illuminate\\', 'laravel/framework laravel/lumen-framework illuminate/support illuminate/database illuminate/http illuminate/container illuminate/contracts'],
  ['Laravel\\Lumen\\', 'laravel/lumen-framework'],
  ['Laravel\\Sanctum\\', 'laravel/sanctum'],
  ['Laravel\\Passport\\', 'laravel/passport'],
  ['Laravel\\Socialite\\', 'laravel/socialite'],
  ['Laravel\\Horizon\\', 'laravel/horizon'],
  ['Laravel\\Octane\\', 'laravel/octane'],
  ['Laravel\\Fortify\\', 'laravel/fortify laravel/jetstream'],
  ['Laravel\\Jetstream\\', 'laravel/jetstream'],
  ['Laravel\\Cashier\\', 'laravel/cashier laravel/cashier-paddle'],
  ['Laravel\\Scout\\', 'laravel/scout'],
  ['Laravel\\Telescope\\', 'laravel/telescope'],
  ['Inertia\\', 'inertiajs/inertia-laravel'],
  ['Livewire\\', 'livewire/livewire filament/filament'],
  ['Filament\\', 'filament/filament filament/forms filament/tables'],
  ['Tymon\\JWTAuth\\', 'tymon/jwt-auth php-open-source-saver/jwt-auth'],
  ['Spatie\\Permission\\', 'spatie/laravel-permission'],
  ['Intervention\\Image\\', 'intervention/image intervention/image-laravel'],
  ['Barryvdh\\DomPDF\\', 'barryvdh/laravel-dompdf'],
  ['Barryvdh\\Cors\\', 'barryvdh/laravel-cors'],
  ['Fruitcake\\Cors\\', 'fruitcake/laravel-cors laravel/framework'],
  ['Maatwebsite\\Excel\\', 'maatwebsite/excel'],
  ['Carbon\\', 'nesbot/carbon laravel/framework laravel/lumen-framework illuminate/support'],
  ['Ramsey\\Uuid\\', 'ramsey/uuid laravel/framework'],
  ['GuzzleHttp\\Psr7\\', 'guzzlehttp/psr7 guzzlehttp/guzzle'],
  ['GuzzleHttp\\Promise\\', 'guzzlehttp/promises guzzlehttp/guzzle'],
  ['GuzzleHttp\\', 'guzzlehttp/guzzle'],
  ['Monolog\\', 'monolog/monolog symfony/monolog-bundle laravel/framework'],
  ['Dotenv\\', 'vlucas/phpdotenv laravel/framework'],
  ['Predis\\', 'predis/predis'],
  ['MongoDB\\Laravel\\', 'mongodb/laravel-mongodb'],
  ['Jenssegers\\Mongodb\\', 'jenssegers/mongodb mongodb/laravel-mongodb'],
  ['PhpAmqpLib\\', 'php-amqplib/php-amqplib'],
  ['Aws\\', 'aws/aws-sdk-php aws/aws-sdk-php-laravel'],
  ['League\\Flysystem\\', 'league/flysystem league/flysystem-bundle league/flysystem-aws-s3-v3 laravel/framework'],
  ['League\\OAuth2\\Client\\', 'league/oauth2-client'],
  ['League\\CommonMark\\', 'league/commonmark laravel/framework'],
  ['League\\Csv\\', 'league/csv'],
  ['League\\Fractal\\', 'league/fractal'],
  ['PHPMailer\\PHPMailer\\', 'phpmailer/phpmailer'],
  ['SendGrid\\', 'sendgrid/sendgrid'],
  ['Stripe\\', 'stripe/stripe-php laravel/cashier'],
  ['Twilio\\', 'twilio/sdk'],
  ['Firebase\\JWT\\', 'firebase/php-jwt'],
  ['Lcobucci\\JWT\\', 'lcobucci/jwt tymon/jwt-auth'],
  ['Slim\\Psr7\\', 'slim/psr7'],
  ['Slim\\Views\\Twig', 'slim/twig-view'],
  ['Slim\\Views\\PhpRenderer', 'slim/php-view'],
  ['Slim\\', 'slim/slim'],
  ['DI\\Bridge\\Slim\\', 'php-di/slim-bridge'],
  ['DI\\', 'php-di/php-di'],
  ['Nyholm\\Psr7\\', 'nyholm/psr7'],
  ['Laminas\\Diactoros\\', 'laminas/laminas-diactoros'],
  ['Twig\\', 'twig/twig symfony/twig-bundle slim/twig-view'],
  ['Smarty\\', 'smarty/smarty'],
  ['Doctrine\\DBAL\\', 'doctrine/dbal doctrine/orm doctrine/doctrine-bundle symfony/orm-pack'],
  ['Doctrine\\ORM\\', 'doctrine/orm symfony/orm-pack'],
  ['Doctrine\\Migrations\\', 'doctrine/migrations doctrine/doctrine-migrations-bundle symfony/orm-pack'],
  ['Doctrine\\Bundle\\DoctrineBundle\\', 'doctrine/doctrine-bundle symfony/orm-pack'],
  ['Doctrine\\Bundle\\FixturesBundle\\', 'doctrine/doctrine-fixtures-bundle'],
  ['Doctrine\\Common\\Collections\\', 'doctrine/collections doctrine/orm symfony/orm-pack'],
  ['Doctrine\\Persistence\\', 'doctrine/persistence doctrine/orm doctrine/doctrine-bundle symfony/orm-pack'],
  ['Symfony\\Bridge\\Doctrine\\', 'symfony/doctrine-bridge doctrine/doctrine-bundle symfony/orm-pack'],
  ['Symfony\\Component\\Mailer\\', 'symfony/mailer laravel/framework'],
  ['Symfony\\Component\\Messenger\\', 'symfony/messenger'],
  ['Symfony\\Component\\Form\\', 'symfony/form'],
  ['Symfony\\Component\\HttpClient\\', 'symfony/http-client'],
  ['Symfony\\Component\\Process\\', 'symfony/process laravel/framework'],
  ['Symfony\\Component\\Yaml\\', 'symfony/yaml'],
  ['ApiPlatform\\', 'api-platform/core api-platform/api-pack api-platform/symfony'],
  ['EasyCorp\\Bundle\\EasyAdminBundle\\', 'easycorp/easyadmin-bundle'],
  ['Lexik\\Bundle\\JWTAuthenticationBundle\\', 'lexik/jwt-authentication-bundle'],
  ['Ratchet\\', 'cboden/ratchet'],
  ['React\\Http\\', 'react/http'],
  ['Workerman\\', 'workerman/workerman'],
  ['Spiral\\RoadRunner\\', 'spiral/roadrunner spiral/roadrunner-http spiral/roadrunner-worker'],
  ['Elasticsearch\\', 'elasticsearch/elasticsearch'],
  ['Elastic\\Elasticsearch\\', 'elasticsearch/elasticsearch'],
  ['Cake\\', 'cakephp/cakephp'],
  ['CodeIgniter\\', 'codeigniter4/framework codeigniter4/codeigniter4'],
  ['yii\\', 'yiisoft/yii2'],
  ['Phinx\\', 'robmorgan/phinx'],
  ['PhpOffice\\PhpSpreadsheet\\', 'phpoffice/phpspreadsheet maatwebsite/excel'],
  ['Dompdf\\', 'dompdf/dompdf barryvdh/laravel-dompdf'],
  ['Mpdf\\', 'mpdf/mpdf'],
  ['OpenApi\\', 'zircote/swagger-php darkaonline/l5-swagger nelmio/api-doc-bundle'],
  ['Sentry\\Laravel\\', 'sentry/sentry-laravel'],
  ['Sentry\\', 'sentry/sentry sentry/sentry-laravel sentry/sentry-symfony'],
  ['Cloudinary\\', 'cloudinary/cloudinary_php cloudinary-labs/cloudinary-laravel'],
  ['Pusher\\', 'pusher/pusher-php-server'],
  ['Faker\\', 'fakerphp/faker fzaninotto/faker'],
  ['Medoo\\', 'catfan/medoo'],
  ['RedBeanPHP\\', 'gabordemooij/redbean'],
  ['FastRoute\\', 'nikic/fast-route slim/slim'],
  ['Bramus\\Router\\', 'bramus/router'],
]; // biome-ignore format: a table

/** PHP's own namespaces and those of extensions; interfaces of PHP's standards group come with every implementation. */
const platform =
  /^(?:Random|Dom|FFI|Ds|parallel|MongoDB\\(?:Driver|BSON)|Swoole|OpenSwoole|Psr|FrankenPHP|Spiral\\RoadRunner\\Env)(?:\\|$)/;

/** Names of PHP and its extensions, and classes without a namespace, which no registry's package is known by. */
export function isPlatformModule(module: string): boolean {
  return (
    platform.test(module) || (!module.includes('\\') && !module.includes('/') && !module.endsWith('.php'))
  );
}

/** None for a namespace that isn't known: it may be the app's own, made by a generator, or anybody's. */
export function packagesOf(module: string): readonly string[] {
  const name = `${module}\\`;
  const known = providers.find(([prefix]) => name.startsWith(prefix));
  return known ? known[1].split(' ') : [];
}

const folderOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0));

interface Index {
  /** Lower case base name → paths. */
  readonly byName: Map<string, string[]>;
}
const indexes = new WeakMap<readonly string[], Index>();

function indexOf({ paths }: SourceFiles): Index {
  let index = indexes.get(paths);
  if (!index) {
    index = { byName: new Map() };
    for (const path of paths) {
      const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
      if (!/\.(?:php|inc|phtml)\b/.test(name)) continue;
      const list = index.byName.get(name);
      if (list) list.push(path);
      else index.byName.set(name, [path]);
    }
    indexes.set(paths, index);
  }
  return index;
}

/** The path without `.` and `..`; undefined for one that leaves the repository. */
function normalised(path: string): string | undefined {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

/** A file of that path, or the template from which a container file makes it (`config.inc.php.dist`). */
function fileAt(path: string | undefined, files: SourceFiles): string | undefined {
  if (path === undefined) return undefined;
  if (files.has(path)) return path;
  for (const suffix of ['.dist', '.example', '.sample', '.template']) {
    const template = `${path}${suffix}`;
    if (files.has(template) && isCopied(template, files)) return template;
  }
  return undefined;
}

const dockerfiles = new WeakMap<readonly string[], readonly string[]>();

function isCopied(template: string, files: SourceFiles): boolean {
  let texts = dockerfiles.get(files.paths);
  if (!texts) {
    texts = files.paths
      .filter((path) => /(?:^|\/)(?:Dockerfile|Containerfile)[^/]*$/.test(path))
      .flatMap((path) => files.text?.(path) ?? []);
    if (files.text) dockerfiles.set(files.paths, texts);
  }
  const name = template.slice(template.lastIndexOf('/') + 1);
  return texts.some((text) =>
    text.split('\n').some((line) => !line.trimStart().startsWith('#') && line.includes(name)),
  );
}

/** The one whose path ends like that, nearest to the file that asks; undefined where several are as near. */
function endingWith(tail: string, from: string, files: SourceFiles): string | undefined {
  const wanted = normalised(tail);
  if (wanted === undefined) return undefined;
  const name = wanted.slice(wanted.lastIndexOf('/') + 1).toLowerCase();
  const lower = wanted.toLowerCase();
  const all = ['', '.dist', '.example', '.sample', '.template'].flatMap((suffix) =>
    (indexOf(files).byName.get(`${name}${suffix}`) ?? []).filter((path) => {
      const plain = path.slice(0, path.length - suffix.length).toLowerCase();
      return (plain === lower || plain.endsWith(`/${lower}`)) && (suffix === '' || isCopied(path, files));
    }),
  );
  const shared = (path: string): number => {
    const one = folderOf(path).split('/');
    const other = folderOf(from).split('/');
    let count = 0;
    while (count < one.length && one[count] === other[count]) count++;
    return count * 100 - path.split('/').length;
  };
  return all.sort((a, b) => shared(b) - shared(a))[0];
}

/**
 * The file that a name means: `./x.php` beside the file or from the root (PHP looks in both), `/x.php` from the root,
 * `*\/x.php` wherever one path ends so; a class by the manifests' autoload rules, else by the file that is called like it.
 */
export function resolveModule(
  module: string,
  from: string,
  files: SourceFiles,
  manifests: readonly { path: string; file: ManifestFile }[],
): string | undefined {
  if (module.startsWith('*/')) return endingWith(module.slice(2), from, files);
  if (module.startsWith('/')) return fileAt(normalised(module), files);
  if (module.startsWith('./')) {
    const rest = module.slice(2);
    const found = fileAt(normalised(`${folderOf(from)}/${rest}`), files) ?? fileAt(normalised(rest), files);
    // An include is looked for from the page that runs: `../lib/x.php` of a file that pages elsewhere include.
    return (
      found ??
      (/\.php$|\.inc$/.test(rest) ? endingWith(rest.replace(/^(?:\.\.?\/)+/, ''), from, files) : undefined)
    );
  }
  if (!/^[A-Za-z_\\][\w\\]*$/.test(module)) return undefined;
  for (const { path, file } of manifests) {
    for (const [prefix, folders] of file.namespaces ?? []) {
      if (!module.startsWith(prefix)) continue;
      const rest = module.slice(prefix.length).replaceAll('\\', '/');
      for (const folder of folders) {
        const found = normalised(`${folderOf(path)}/${folder}/${rest}.php`);
        if (found !== undefined && files.has(found)) return found;
      }
    }
  }
  const segments = module.split('\\');
  const short = (segments.at(-1) ?? '').toLowerCase();
  if (short === '') return undefined;
  if (segments.length > 1) {
    // Two folders alike at least: `Request.php` alone could be anybody's.
    const tail = segments.slice(-2).join('/').toLowerCase();
    const found = (indexOf(files).byName.get(`${short}.php`) ?? []).filter((path) =>
      path.toLowerCase().endsWith(`${tail}.php`),
    );
    return found.length === 1 && packagesOf(module).length === 0 ? found[0] : undefined;
  }
  for (const name of [
    `${short}.php`,
    `class.${short}.php`,
    `${short}.class.php`,
    `class-${short.replaceAll('_', '-')}.php`,
    `${short}.inc.php`,
  ]) {
    const found = indexOf(files).byName.get(name);
    if (found?.length === 1) return found[0];
  }
  return undefined;
}

/** Tests, and what generators and caches write. */
export function isTestPath(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return (
    /(?:Test|TestCase|Cest|Spec)\.php$|^tests?\.php$/.test(name) ||
    /^(?:_ide_helper\w*|\.php-cs-fixer(?:\.dist)?|\.phpstorm\.meta|rector|ecs|phpstan[\w.-]*)\.php$/.test(
      name,
    ) ||
    /(?:^|\/)(?:bootstrap\/cache|storage\/framework|var\/cache|Tests|database\/factories)\//.test(path)
  );
}
