/** Platform descriptors: Procfiles, app.json, fly.toml, render.yaml and their like, systemd units. */
import type { Place, Problem } from '../../engine/place.ts';
import type { CommandLine, EnvEntry, Purpose } from '../facts.ts';
import { folderOf, isInside, joinPath, nameOf } from './paths.ts';
import { at, entriesOf, itemsOf, nestsDeeply, readYaml, textOf, type YamlNode } from './yaml.ts';

/** A process that a platform starts. */
export interface PlatformProcess {
  readonly name: string;
  readonly command?: CommandLine;
  readonly oneOff: boolean;
  readonly at: Place;
}

export interface PlatformSpec {
  readonly path: string;
  readonly platform:
    | 'procfile'
    | 'heroku'
    | 'fly'
    | 'render'
    | 'digitalocean'
    | 'railway'
    | 'systemd'
    | 'vercel'
    | 'appengine'
    | 'cloudfoundry'
    | 'nixpacks'
    | 'netlify'
    | 'skaffold'
    | 'supervisor'
    | 'pm2';
  readonly purpose: Purpose;
  /** The folder whose app it deploys. */
  readonly folder: string;
  readonly processes: readonly PlatformProcess[];
  /** A command of the build. */
  readonly builds: readonly Place[];
  /** It builds by a buildpack or from a Dockerfile by itself. */
  readonly buildsImage: boolean;
  readonly images: readonly { readonly reference: string; readonly at: Place }[];
  readonly env: readonly EnvEntry[];
  readonly healthCheck?: Place;
  /** The format has a way to declare a health check. */
  readonly canCheckHealth: boolean;
  /** Services that the platform attaches (`addons`, `databases`). */
  readonly services: readonly { readonly name: string; readonly at: Place }[];
}

type Reader = (text: string, path: string) => Promise<{ file?: PlatformSpec; problems: readonly Problem[] }>;

const MAX_LENGTH = 256 * 1024;

/** The reader for a path, by the names that platforms look for. */
export const platformReader = (path: string): Reader | undefined => {
  const name = nameOf(path);
  const lower = name.toLowerCase();
  if (/^procfile(?:\.[\w-]+)?$/.test(lower)) return limited(readProcfile);
  if (lower === 'app.json') return limited(readAppJson);
  if (/^fly(?:\.[\w-]+)?\.toml$/.test(lower)) return limited(readFly);
  if (/^render\.ya?ml$/.test(lower)) return limited(readRender);
  if (/^app\.ya?ml$/.test(lower) && folderOf(path).split('/').at(-1) === '.do')
    return limited(readDigitalOcean);
  if (/^app(?:\.[\w-]+)?\.ya?ml$/.test(lower)) return limited(readAppEngine);
  if (lower === 'heroku.yml') return limited(readHeroku);
  if (/^railway\.(?:json|toml)$/.test(lower)) return limited(readRailway);
  if (lower === 'nixpacks.toml') return limited(readNixpacks);
  if (lower === 'vercel.json') return limited(readVercel);
  if (/^manifest(?:[-.][\w-]+)?\.ya?ml$/.test(lower)) return limited(readCloudFoundry);
  if (/\.service$/.test(lower)) return limited(readUnit);
  return undefined;
};

const limited =
  (read: Reader): Reader =>
  async (text, path) =>
    text.length > MAX_LENGTH
      ? { problems: [{ path, message: 'The file is too large to be read.' }] }
      : read(text, path);

const spec = (
  path: string,
  platform: PlatformSpec['platform'],
  fields: Partial<PlatformSpec>,
): PlatformSpec => ({
  path,
  platform,
  purpose: 'deploy',
  folder: folderOf(path),
  processes: [],
  builds: [],
  buildsImage: false,
  images: [],
  env: [],
  canCheckHealth: true,
  services: [],
  ...fields,
});

const shell = (text: string, place: Place): CommandLine => ({ form: 'shell', words: [text], at: place });

const readProcfile: Reader = async (text, path) => {
  const suffix = nameOf(path).split('.')[1];
  const processes = text.split(/\r\n|\n|\r/).flatMap((line, index): PlatformProcess[] => {
    const [, name, command] = /^([\w-]{1,100}):\s*(\S.*)$/.exec(line.slice(0, 8192)) ?? [];
    if (name === undefined || command === undefined) return [];
    const place = { path, line: index + 1 };
    return [
      {
        name,
        command: shell(command, place),
        oneOff: name === 'release' || name === 'postdeploy',
        at: place,
      },
    ];
  });
  if (processes.length === 0) return { problems: [] };
  const purpose = suffix && /^(?:dev|development|local)$/i.test(suffix) ? 'development' : 'deploy';
  return {
    file: spec(path, 'procfile', { processes, purpose, buildsImage: true, canCheckHealth: false }),
    problems: [],
  };
};

const entryOf = (key: string, value: YamlNode): EnvEntry => {
  const text = textOf(value) ?? textOf(at(value, 'value'));
  return text === undefined
    ? { name: key, source: 'interpolation', at: value.at }
    : { name: key, value: text, source: 'literal', at: value.at };
};

const readAppJson: Reader = async (text, path) => {
  const { documents, problems } = await readYaml(text, path);
  const root = documents[0];
  const isHeroku = [
    'addons',
    'buildpacks',
    'formation',
    'env',
    'stack',
    'scripts',
    'dokku',
    'healthchecks',
  ].some((key) => at(root, key));
  // Expo's app.json has nothing of a deploy.
  if (!isHeroku || at(root, 'expo')) return { problems: [] };
  const processes = ['postdeploy', 'predeploy', 'pr-predestroy'].flatMap((name): PlatformProcess[] => {
    const script = at(root, 'scripts', name) ?? at(root, 'scripts', 'dokku', name);
    const command = textOf(script);
    return script && command !== undefined
      ? [{ name, command: shell(command, script.at), oneOff: true, at: script.at }]
      : [];
  });
  return {
    file: spec(path, 'heroku', {
      processes,
      buildsImage: at(root, 'buildpacks') !== undefined,
      env: entriesOf(at(root, 'env')).map(({ key, value }) => entryOf(key, value)),
      healthCheck: at(root, 'healthchecks')?.at,
      canCheckHealth: at(root, 'healthchecks') !== undefined,
      services: itemsOf(at(root, 'addons')).map((item) => ({
        name: textOf(item) ?? textOf(at(item, 'plan')) ?? '',
        at: item.at,
      })),
    }),
    problems,
  };
};

const readHeroku: Reader = async (text, path) => {
  const { documents, problems } = await readYaml(text, path);
  const root = documents[0];
  const processes = entriesOf(at(root, 'run')).flatMap(({ key, value, at: place }): PlatformProcess[] => {
    const parts = at(value, 'command') ?? value;
    const command = textOf(parts) ?? itemsOf(parts).map(textOf).join(' ');
    return command === '' ? [] : [{ name: key, command: shell(command, parts.at), oneOff: false, at: place }];
  });
  const release = at(root, 'release', 'command');
  const commands = itemsOf(release).map(textOf).join(' && ');
  if (release && commands)
    processes.push({ name: 'release', command: shell(commands, release.at), oneOff: true, at: release.at });
  const build = at(root, 'build');
  return {
    file: spec(path, 'heroku', {
      processes,
      builds: build ? [build.at] : [],
      buildsImage: build !== undefined,
      canCheckHealth: false,
      services: itemsOf(at(root, 'setup', 'addons')).map((item) => ({
        name: textOf(at(item, 'plan')) ?? '',
        at: item.at,
      })),
    }),
    problems,
  };
};

const readRender: Reader = async (text, path) => {
  const { documents, problems } = await readYaml(text, path);
  const root = documents[0];
  const services = itemsOf(at(root, 'services'));
  if (services.length === 0 && !at(root, 'databases')) return { problems };
  const processes = services.flatMap((service): PlatformProcess[] => {
    const name = textOf(at(service, 'name')) ?? 'service';
    const type = textOf(at(service, 'type'));
    const start = at(service, 'startCommand') ?? at(service, 'dockerCommand');
    const before = at(service, 'preDeployCommand');
    const main: PlatformProcess = {
      name,
      command: start && shell(textOf(start) ?? '', start.at),
      oneOff: type === 'cron',
      at: service.at,
    };
    const release = before && {
      name: `${name} preDeployCommand`,
      command: shell(textOf(before) ?? '', before.at),
      oneOff: true,
      at: before.at,
    };
    return type === 'redis' || type === 'keyvalue' ? [] : release ? [release, main] : [main];
  });
  const env = services.flatMap((service) =>
    itemsOf(at(service, 'envVars')).flatMap((item): EnvEntry[] => {
      const name = textOf(at(item, 'key'));
      const value = at(item, 'value');
      return name === undefined
        ? []
        : [value ? entryOf(name, value) : { name, source: 'interpolation', at: item.at }];
    }),
  );
  return {
    file: spec(path, 'render', {
      processes,
      env,
      builds: services.flatMap((service) => at(service, 'buildCommand')?.at ?? []),
      buildsImage: true,
      healthCheck: services.map((service) => at(service, 'healthCheckPath')?.at).find((place) => place),
      services: [
        ...itemsOf(at(root, 'databases')).map((item) => ({ name: 'postgres', at: item.at })),
        ...services
          .filter((service) => /redis|keyvalue/.test(textOf(at(service, 'type')) ?? ''))
          .map((service) => ({ name: 'redis', at: service.at })),
      ],
    }),
    problems,
  };
};

const readDigitalOcean: Reader = async (text, path) => {
  const { documents, problems } = await readYaml(text, path);
  const root = at(documents[0], 'spec') ?? documents[0];
  const components = (['services', 'workers', 'jobs'] as const).flatMap((kind) =>
    itemsOf(at(root, kind)).map((node) => ({ kind, node })),
  );
  return {
    file: spec(path, 'digitalocean', {
      folder: joinPath(folderOf(path), '..') ?? '.',
      processes: components.map(({ kind, node }) => {
        const run = at(node, 'run_command');
        return {
          name: textOf(at(node, 'name')) ?? kind,
          command: run && shell(textOf(run) ?? '', run.at),
          oneOff: kind === 'jobs',
          at: node.at,
        };
      }),
      builds: components.flatMap(
        ({ node }) => at(node, 'build_command')?.at ?? at(node, 'dockerfile_path')?.at ?? [],
      ),
      buildsImage: true,
      env: [
        ...itemsOf(at(root, 'envs')),
        ...components.flatMap(({ node }) => itemsOf(at(node, 'envs'))),
      ].flatMap((item): EnvEntry[] => {
        const name = textOf(at(item, 'key'));
        const value = textOf(at(item, 'value'));
        if (name === undefined) return [];
        // App platform stores encrypted values as `EV[…]`, and takes `${db.URL}` from its components.
        return value === undefined || value.startsWith('EV[') || value.includes('${')
          ? [{ name, source: 'secret', at: item.at }]
          : [{ name, value, source: 'literal', at: item.at }];
      }),
      healthCheck: components.map(({ node }) => at(node, 'health_check')?.at).find((place) => place),
      services: itemsOf(at(root, 'databases')).map((item) => ({
        name: textOf(at(item, 'engine')) ?? 'postgres',
        at: item.at,
      })),
    }),
    problems,
  };
};

const readAppEngine: Reader = async (text, path) => {
  const { documents, problems } = await readYaml(text, path);
  const root = documents[0];
  const runtime = at(root, 'runtime');
  if (!runtime) return { problems: [] };
  const entrypoint = at(root, 'entrypoint');
  return {
    file: spec(path, 'appengine', {
      processes: [
        {
          name: 'default',
          command: entrypoint && shell(textOf(entrypoint) ?? '', entrypoint.at),
          oneOff: false,
          at: runtime.at,
        },
      ],
      buildsImage: true,
      env: entriesOf(at(root, 'env_variables')).map(({ key, value }) => entryOf(key, value)),
      healthCheck: (at(root, 'readiness_check') ?? at(root, 'liveness_check'))?.at,
    }),
    problems,
  };
};

const readCloudFoundry: Reader = async (text, path) => {
  const { documents, problems } = await readYaml(text, path);
  const root = documents[0];
  const applications = itemsOf(at(root, 'applications'));
  if (applications.length === 0) return { problems: [] };
  return {
    file: spec(path, 'cloudfoundry', {
      processes: applications.map((node) => {
        const command = at(node, 'command');
        return {
          name: textOf(at(node, 'name')) ?? 'app',
          command: command && shell(textOf(command) ?? '', command.at),
          oneOff: false,
          at: node.at,
        };
      }),
      buildsImage: true,
      env: applications.flatMap((node) =>
        entriesOf(at(node, 'env')).map(({ key, value }) => entryOf(key, value)),
      ),
      // The platform checks the port by itself where nothing else is said.
      healthCheck: applications[0]?.at,
    }),
    problems,
  };
};

const readVercel: Reader = async (text, path) => {
  const { documents, problems } = await readYaml(text, path);
  const root = documents[0];
  if (!root) return { problems };
  return {
    file: spec(path, 'vercel', {
      buildsImage: true,
      canCheckHealth: false,
      builds: [(at(root, 'builds') ?? at(root, 'buildCommand') ?? root).at],
      env: entriesOf(at(root, 'env')).map(({ key, value }) => entryOf(key, value)),
    }),
    problems,
  };
};

type Table = ReadonlyMap<string, unknown>;
const tableOf = (value: unknown): Table =>
  new Map(typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : []);

const readToml = async (
  text: string,
  path: string,
): Promise<{ root: Table; problems: readonly Problem[] }> => {
  if (nestsDeeply(text))
    return { root: new Map(), problems: [{ path, message: 'The file is nested too deeply to be read.' }] };
  const { parse } = await import('smol-toml');
  try {
    return { root: tableOf(parse(text)), problems: [] };
  } catch {
    return { root: new Map(), problems: [{ path, message: 'The file is no valid TOML.' }] };
  }
};

/** TOML's parser keeps no places: the line on which a key is written. */
const lineOf = (text: string, path: string, key: string): Place => {
  const index = text.split('\n').findIndex((line) => {
    const start = line.trimStart().replace(/^\[+/, '');
    return start.startsWith(key) && /^[\s=\].]/.test(start.slice(key.length, key.length + 1));
  });
  return index < 0 ? { path } : { path, line: index + 1 };
};

const readFly: Reader = async (text, path) => {
  const { root, problems } = await readToml(text, path);
  const deploy = tableOf(root.get('deploy'));
  const build = tableOf(root.get('build'));
  const processes: PlatformProcess[] = [...tableOf(root.get('processes'))].map(([name, command]) => {
    const place = lineOf(text, path, name);
    return {
      name,
      command: typeof command === 'string' && command ? shell(command, place) : undefined,
      oneOff: false,
      at: place,
    };
  });
  const release = deploy.get('release_command');
  if (typeof release === 'string') {
    const place = lineOf(text, path, 'release_command');
    processes.push({ name: 'release', command: shell(release, place), oneOff: true, at: place });
  }
  if (!processes.some(({ oneOff }) => !oneOff))
    processes.push({ name: 'app', oneOff: false, at: lineOf(text, path, 'app') });
  const image = build.get('image');
  const checked = [
    'checks',
    'http_checks',
    'tcp_checks',
    '[http_service.checks',
    '[services.http_checks',
  ].some((key) => text.includes(key));
  return {
    file: spec(path, 'fly', {
      processes,
      buildsImage: image === undefined,
      images: typeof image === 'string' ? [{ reference: image, at: lineOf(text, path, 'image') }] : [],
      env: [...tableOf(root.get('env'))].map(([name, value]) => ({
        name,
        value: String(value),
        source: 'literal',
        at: lineOf(text, path, name),
      })),
      healthCheck: checked && hasChecks(root) ? lineOf(text, path, checksKey(text)) : undefined,
    }),
    problems,
  };
};

const checksKey = (text: string): string =>
  ['http_service.checks', 'services.http_checks', 'services.tcp_checks', 'checks'].find((key) =>
    text.includes(key),
  ) ?? 'checks';

const hasChecks = (root: Table): boolean => {
  const services = root.get('services');
  const tables = [root.get('http_service'), ...(Array.isArray(services) ? services : [services])].map(
    tableOf,
  );
  return (
    root.has('checks') ||
    tables.some((table) => ['checks', 'http_checks', 'tcp_checks'].some((key) => table.has(key)))
  );
};

const readRailway: Reader = async (text, path) => {
  const fields = new Map<string, { value: string; at: Place }>();
  let problems: readonly Problem[] = [];
  if (path.endsWith('.json')) {
    const read = await readYaml(text, path);
    problems = read.problems;
    for (const { key, value } of [
      ...entriesOf(at(read.documents[0], 'deploy')),
      ...entriesOf(at(read.documents[0], 'build')),
    ])
      fields.set(key, { value: textOf(value) ?? '', at: value.at });
  } else {
    const read = await readToml(text, path);
    problems = read.problems;
    for (const [key, value] of [...tableOf(read.root.get('deploy')), ...tableOf(read.root.get('build'))])
      fields.set(key, { value: String(value), at: lineOf(text, path, key) });
  }
  const start = fields.get('startCommand');
  const release = fields.get('preDeployCommand');
  const build = fields.get('buildCommand') ?? fields.get('builder');
  const processes: PlatformProcess[] = [
    { name: 'app', command: start && shell(start.value, start.at), oneOff: false, at: start?.at ?? { path } },
  ];
  if (release)
    processes.push({
      name: 'preDeployCommand',
      command: shell(release.value, release.at),
      oneOff: true,
      at: release.at,
    });
  return {
    file: spec(path, 'railway', {
      processes,
      builds: build ? [build.at] : [],
      buildsImage: true,
      healthCheck: fields.get('healthcheckPath')?.at,
    }),
    problems,
  };
};

const readNixpacks: Reader = async (text, path) => {
  const { root, problems } = await readToml(text, path);
  const command = tableOf(root.get('start')).get('cmd');
  const place = lineOf(text, path, 'cmd');
  return {
    file: spec(path, 'nixpacks', {
      processes:
        typeof command === 'string'
          ? [{ name: 'app', command: shell(command, place), oneOff: false, at: place }]
          : [],
      buildsImage: true,
      canCheckHealth: false,
    }),
    problems,
  };
};

const readUnit: Reader = async (text, path) => {
  const processes: PlatformProcess[] = [];
  const env: EnvEntry[] = [];
  let healthCheck: Place | undefined;
  let type = '';
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    const [, key, value = ''] = /^([A-Za-z]+)\s{0,10}=\s{0,10}(.*)$/.exec(line.slice(0, 8192)) ?? [];
    const place = { path, line: index + 1 };
    if (key === 'Type') type = value.trim();
    if (key === 'ExecStart')
      processes.push({
        name: nameOf(path).replace(/\.service$/, ''),
        // systemd starts the words itself; prefixes such as `-` and `@` change only how it judges the result.
        command: {
          form: 'exec',
          words: value
            .replace(/^[-@:+!]+/, '')
            .trim()
            .split(/\s+/),
          at: place,
        },
        oneOff: false,
        at: place,
      });
    if (key === 'ExecStartPre')
      processes.push({
        name: 'ExecStartPre',
        command: {
          form: 'exec',
          words: value
            .replace(/^[-@:+!]+/, '')
            .trim()
            .split(/\s+/),
          at: place,
        },
        oneOff: true,
        at: place,
      });
    if (key === 'WatchdogSec') healthCheck = place;
    if (key === 'Environment') {
      const [, name, content] = /^"?([A-Za-z_]\w*)=([^"]*)"?$/.exec(value.trim()) ?? [];
      if (name !== undefined) env.push({ name, value: content, source: 'literal', at: place });
    }
  }
  if (processes.length === 0) return { problems: [] };
  const oneOff = type === 'oneshot';
  return {
    file: spec(path, 'systemd', {
      processes: processes.map((process) => ({ ...process, oneOff: oneOff || process.oneOff })),
      env,
      healthCheck,
    }),
    problems: [],
  };
};

/** Whether the spec deploys the app in this folder. */
export const deploysFolder = (file: PlatformSpec, folder: string): boolean =>
  file.folder === folder || isInside(file.folder, folder);
