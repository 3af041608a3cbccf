/** What CodeIgniter, Yii, CakePHP and WordPress read from PHP files of theirs that no call of the app names. */
import type { Place } from '../../../engine/place.ts';
import type { Call, SourceModule, Value } from '../../source/model.ts';
import type { ConventionSource } from '../ecosystem.ts';

type Calls = (callee: string, at: Place, given: readonly Value[]) => Call;

/** Databases, sessions and logs of configuration files, as calls that the catalogue knows. Pure. */
export function readConfigFiles({ modules }: ConventionSource, call: Calls): readonly Call[] {
  return modules.flatMap((module) => [
    ...databases(module, call),
    ...sessions(module, modules, call),
    ...logs(module, call),
  ]);
}

const bindingOf = (module: SourceModule, name: string): Value | undefined =>
  module.bindings.find((binding) => binding.name === name)?.value;
const entry = (of: Value | undefined, ...keys: readonly string[]): Value | undefined =>
  keys.reduce<Value | undefined>(
    (value, key) => (value?.kind === 'object' ? value.entries.get(key) : undefined),
    of,
  );
const literal = (text: string, at: Place): Value => ({ kind: 'literal', type: 'string', text, at });

/** The name of a class: written out, or as `Some\Name::class`. */
const className = (value: Value | undefined): string =>
  value?.kind === 'literal' ? value.text : value?.kind === 'reference' ? value.module : '';

function databases(module: SourceModule, call: Calls): Call[] {
  const { path } = module;
  const connect = (
    address: Value | undefined,
    driver: Value | undefined,
    fallback: string,
    overriddenBy?: string,
  ): Call[] => {
    if (!address || (address.kind === 'literal' && address.text === '')) return [];
    const { at } = address;
    const given: Value =
      overriddenBy !== undefined && address.kind === 'literal'
        ? { kind: 'configuration', name: overriddenBy, fallback: address, at }
        : address;
    const scheme = driver?.kind === 'literal' && driver.text !== '' ? driver : literal(fallback, at);
    return [call('php.database', at, [{ kind: 'text', parts: [scheme, literal('://', at), given], at }])];
  };
  // CodeIgniter 3: `$db['default'] = array('hostname' => …)`.
  if (/(?:^|\/)application\/config\/(?:production\/)?database\.php$/.test(path)) {
    const group = entry(bindingOf(module, '$db'), 'default');
    return connect(entry(group, 'hostname') ?? entry(group, 'dsn'), entry(group, 'dbdriver'), 'mysqli');
  }
  // CodeIgniter 4 puts `database.default.hostname` of the environment over the class's fields.
  if (/(?:^|\/)app\/Config\/Database\.php$/.test(path)) {
    const group = module.classes[0]?.fields.find(({ name }) => name === 'default')?.value;
    return connect(entry(group, 'hostname'), entry(group, 'DBDriver'), 'mysqli', 'database.default.hostname');
  }
  if (/(?:^|\/)wp-config\.php$/.test(path)) return connect(bindingOf(module, 'DB_HOST'), undefined, 'mysql');
  if (!/(?:^|\/)config\/[\w-]+\.php$/.test(path)) return [];
  const root = bindingOf(module, 'module.exports');
  // Yii: a component of the class `yii\db\Connection`; CakePHP: `Datasources`.
  const yii = [root, entry(root, 'components', 'db')].find((value) =>
    /(?:^|\\)db\\Connection$/.test(className(entry(value, 'class'))),
  );
  if (yii) {
    const dsn = entry(yii, 'dsn');
    return dsn ? [call('php.database', dsn.at, [dsn])] : [];
  }
  const cake = entry(root, 'Datasources', 'default');
  return connect(entry(cake, 'url') ?? entry(cake, 'host'), undefined, 'mysql');
}

/** CodeIgniter's `sess_driver`, where the app asks for a session. */
function sessions(module: SourceModule, modules: readonly SourceModule[], call: Calls): Call[] {
  const three = /(?:^|\/)application\/config\/config\.php$/.test(module.path);
  const four = /(?:^|\/)app\/Config\/(?:Session|App)\.php$/.test(module.path);
  if (!three && !four) return [];
  const driver = three
    ? entry(bindingOf(module, '$config'), 'sess_driver')
    : module.classes[0]?.fields.find(({ name }) => name === 'driver' || name === 'sessionDriver')?.value;
  const asks = modules.some(({ calls }) =>
    calls.some(({ callee }) => /(?:^|\.)session(?:\(\))?(?:\.\w+)?$/.test(callee)),
  );
  if (!driver || !asks) return [];
  const name = className(driver);
  const given = /FileHandler$/.test(name)
    ? literal('files', driver.at)
    : /(?:Database|Redis|Memcached)Handler$/.test(name)
      ? literal('database', driver.at)
      : driver;
  return [call('php.session', driver.at, [given])];
}

/** Targets of log configurations that are files: Yii's FileTarget, CakePHP's FileLog, CodeIgniter's FileHandler. */
function logs(module: SourceModule, call: Calls): Call[] {
  const isConfig = /(?:^|\/)(?:config\/[\w-]+|app\/Config\/Logger)\.php$/.test(module.path);
  if (!isConfig) return [];
  const handlers = module.path.endsWith('Logger.php')
    ? module.classes[0]?.fields.find(({ name }) => name === 'handlers')?.value
    : undefined;
  const queue = [bindingOf(module, 'module.exports')];
  for (
    let left = 2_000, next = queue.shift();
    left > 0 && (next || queue.length > 0);
    left--, next = queue.shift()
  ) {
    if (next?.kind === 'list') queue.push(...next.items);
    if (next?.kind !== 'object') continue;
    const name = className(next.entries.get('class') ?? next.entries.get('className'));
    if (/^(?:yii\\log\\FileTarget|(?:Cake\\Log\\Engine\\)?FileLog)$/.test(name))
      return [call('php.log', next.at, [literal('logs', next.at)])];
    queue.push(...next.entries.values());
  }
  if (handlers?.kind === 'object')
    for (const [key, value] of handlers.entries)
      if (/(?:^|\\)FileHandler/.test(key))
        return [call('php.log', value.at, [literal('writable/logs', value.at)])];
  return [];
}
