// Packages of Java and Kotlin: which folder an import means, what the platform brings, which artifact a package comes from.
import type { SourceFiles } from '../ecosystem.ts';

/** The platform's packages, and those of the languages themselves. `.` is the file's own package. */
export function isPlatformModule(module: string): boolean {
  return (
    module === '.' ||
    /^(?:java|javax\.(?:net|crypto|xml|sql|naming|management|swing|imageio|script|security)|jdk|sun|com\.sun|kotlin)(?:\.|$)/.test(
      module,
    )
  );
}

/** Artifacts that bring a package, where one is known for a driver; whatever compiles is declared, or exposed by what is. */
export function packagesOf(module: string): readonly string[] {
  for (const [prefix, artifact] of artifacts)
    if (module === prefix || module.startsWith(`${prefix}.`)) return [artifact];
  return [];
}

/** Only of packages whose import shows that a service is used. */
const artifacts: readonly (readonly [string, string])[] = [
  ['com.mongodb', 'org.mongodb:mongodb-driver-sync'],
  ['redis.clients.jedis', 'redis.clients:jedis'],
  ['io.lettuce.core', 'io.lettuce:lettuce-core'],
  ['org.redisson', 'org.redisson:redisson'],
  ['com.rabbitmq.client', 'com.rabbitmq:amqp-client'],
  ['org.apache.kafka.clients', 'org.apache.kafka:kafka-clients'],
  ['io.nats.client', 'io.nats:jnats'],
];

const folderOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0)) || '.';

const indexes = new WeakMap<readonly string[], Map<string, string[]>>();

/** Folders by package: as files say in their header, else as the folder below a source root is called. */
function foldersByPackage({ paths, text }: SourceFiles): Map<string, string[]> {
  let found = indexes.get(paths);
  if (found) return found;
  found = new Map();
  const seen = new Set<string>();
  for (const path of paths) {
    if (!/\.(?:java|kt)$/.test(path)) continue;
    const folder = folderOf(path);
    const isOther = path.endsWith('.kt');
    // One file tells for its folder; Kotlin's folders may leave out what all packages begin with.
    if (seen.has(`${folder} ${isOther}`)) continue;
    seen.add(`${folder} ${isOther}`);
    const header =
      isOther && text
        ? /^\s*package\s+([\w.`]{1,300})/m.exec((text(path) ?? '').slice(0, 5_000))?.[1]
        : undefined;
    const below = /(?:^|\/)(?:src\/(?:[\w-]+\/)?(?:java|kotlin)|src|app)\/(.+)$/.exec(folder)?.[1] ?? folder;
    const name = header?.replaceAll('`', '') ?? below.replaceAll('/', '.');
    const list = found.get(name) ?? [];
    if (!list.includes(folder)) list.push(folder);
    found.set(name, list);
  }
  indexes.set(paths, found);
  return found;
}

/** How far two paths go together. */
const common = (a: string, b: string): number => {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
};

/** The folder of a package; of several (modules, both languages) the one nearest to the importing file that is not its own. */
export function resolveModule(module: string, from: string, files: SourceFiles): string | undefined {
  if (module === '.') return folderOf(from);
  const folders = (foldersByPackage(files).get(module) ?? []).filter(
    (folder) => !/(?:^|\/)src\/(?:test|\w+Test|testFixtures)\//.test(`${folder}/`),
  );
  return [...folders].sort((a, b) => common(b, from) - common(a, from))[0];
}

/** Tests and what other programs generate. */
export function isTestPath(path: string): boolean {
  return (
    /(?:^|\/)(?:src\/(?:test|\w+Test|it|testFixtures|jmh)|generated|generated-sources|target|build|buildSrc|\.mvn)\//.test(
      path,
    ) || /(?:Test|Tests|IT|Spec|TestCase)\.(?:java|kt)$/.test(path)
  );
}
