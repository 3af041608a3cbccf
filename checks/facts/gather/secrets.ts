/** Credentials that stand in source, configuration files, manifests, container files and pipelines. */
import type { Place } from '../../engine/place.ts';
import type { Artifacts } from '../artifacts/artifacts.ts';
import { resultOf } from '../artifacts/dockerfile.ts';
import { isAside, isInside, isTestFolder, isVendored, purposeOfPath } from '../artifacts/paths.ts';
import type { ShellCondition } from '../artifacts/shell.ts';
import { expand } from '../artifacts/variables.ts';
import { entriesOf, at as nodeAt, textOf } from '../artifacts/yaml.ts';
import type { EnvEntry, Purpose, Secret } from '../facts.ts';
import type { GatherContext, Gatherer } from '../gatherer.ts';
import { environmentName } from '../source/environment-names.ts';
import { codeSecrets, isExampleAddress, isLocal } from './code-secrets.ts';
import { isOff } from './command-chain.ts';
import { isConfigFormat, readConfigFile } from './config-entries.ts';
import {
  inlinePassword,
  isBlank,
  isInterpolation,
  isInvented,
  isIssuedName,
  isProse,
  isRandom,
  isSecretName,
  knownShape,
  wordsOf,
} from './secret-shapes.ts';

export const gatherSecrets: Gatherer<'secrets'> = async (context) => {
  const artifacts = await context.artifacts();
  const charts = chartSecrets(context, artifacts);
  // A template that puts a chart's value in says nothing that the values don't.
  const ofChart = ({ at, value }: Secret): boolean =>
    charts.some(({ folder, secret }) => secret.value === value && isInside(at.path, folder));
  const secrets = [
    ...charts.map(({ secret }) => secret),
    ...(await codeSecrets(context)),
    ...(await scriptSecrets(context, artifacts)),
    ...(await configFileSecrets(context, artifacts)),
    ...[...(await workloadSecrets(context)), ...manifestSecrets(context, artifacts)].filter(
      (secret) => !ofChart(secret),
    ),
    ...dockerfileSecrets(context, artifacts),
    ...pipelineSecrets(context, artifacts),
  ];
  return [...new Map(secrets.map((one) => [`${one.at.path}:${one.at.line}:${one.name}`, one])).values()];
};

/** The file is this app's; what belongs to none is told once, with the first app. */
function belongs(context: GatherContext, path: string): boolean {
  const { app, apps } = context;
  if (app.path !== '.' && isInside(path, app.path)) return true;
  if (app.path !== '.' && app.path !== apps[0]?.path) return false;
  return !apps.some((other) => other.path !== '.' && other.path !== app.path && isInside(path, other.path));
}

/**
 * A name and its value in a file of settings, as a secret; `undefined` for everything else.
 * What works as it stands counts, however poor it is: a database accepts `postgres` as well as a random key.
 */
function secretOf(
  name: string,
  value: string,
  where: Secret['where'],
  purpose: Purpose,
  at: Place,
): Secret | undefined {
  const secret = (kind: Secret['kind'], text = value): Secret => ({
    name,
    at,
    where,
    purpose,
    kind,
    value: text,
  });
  if (knownShape(value)) return secret('literal');
  const password = inlinePassword(value);
  if (password !== undefined) {
    if (/^(?:\$|\{\{|%\()/.test(password) || isInterpolation(password)) return secret('interpolation');
    return secret(isBlank(password) || isInvented(password) ? 'placeholder' : 'literal', password);
  }
  if (!isSecretName(name)) return undefined;
  if (isInterpolation(value) || /\$\{[^}]+\}|\{\{[^}]+\}\}|\$\([^)]+\)/.test(value))
    return secret('interpolation');
  if (isBlank(value)) return secret('placeholder');
  if (isProse(value)) return undefined;
  if (/^(?:true|false|\d{1,4})$/i.test(value)) return undefined;
  return secret(isInvented(value) ? 'placeholder' : 'literal');
}

const variablesIn = (text: string): readonly string[] => expand(text, () => undefined).variables;

/** The script gets here only outside of production, or where a switch is on that is off by default. */
const isOffInProduction = (conditions: readonly ShellCondition[]): boolean =>
  conditions.some((condition) => {
    const { kind, text } = condition;
    const names = variablesIn(text).filter((name) => environmentName.test(name));
    if (kind === 'case') {
      const patterns = text.slice(text.indexOf(' in ') + 4).split('|');
      return (
        names.length > 0 && patterns.every((pattern) => /^["']?(?:dev|test|local)/i.test(pattern.trim()))
      );
    }
    const value = /\bprod\b/.test(text) ? 'prod' : 'production';
    return isOff([condition], new Map(names.map((name) => [name, value])));
  });

/** What the shell scripts that a deploy starts give to variables. */
async function scriptSecrets(context: GatherContext, artifacts: Artifacts): Promise<Secret[]> {
  const deploys = (await context.fact('startCommands')).filter(({ purpose }) => purpose === 'deploy');
  const found = new Map<string, Secret>();
  for (const path of new Set(deploys.flatMap(({ scripts }) => scripts))) {
    if (isVendored(path) || isTestFolder(path)) continue;
    const purpose = purposeOfPath(path) ?? 'deploy';
    const { assignments } = await artifacts.shell(context.repo.text(path) ?? '', { path, line: 1 });
    for (const { name, value, fallback, at, conditions } of assignments) {
      if (isOffInProduction(conditions)) continue;
      const written = isExampleAddress(value) ? undefined : secretInScript(name, value, purpose, at);
      // `[ -z "$NAME" ] && NAME=…` is a default as much as `${NAME:-…}`.
      const asked = conditions.some(({ text }) => variablesIn(text).includes(name));
      const secret =
        written?.kind === 'literal' || fallback === undefined
          ? written
          : secretInScript(name, fallback, purpose, at);
      if (secret?.kind !== 'literal') continue;
      const isDefault = asked || secret !== written;
      if (isDefault && isLocal(fallback ?? value)) continue;
      const key = `${at.path}:${at.line}:${secret.value}`;
      if (!found.has(key)) found.set(key, { ...secret, kind: isDefault ? 'default' : 'literal' });
    }
  }
  return [...found.values()];
}

/** Invented words work where the app itself accepts anything, as they do in its config files. */
function secretInScript(name: string, value: string, purpose: Purpose, at: Place): Secret | undefined {
  const secret = secretOf(name, value, 'code', purpose, at);
  const works = secret?.kind === 'placeholder' && !isBlank(secret.value) && !isIssuedName(name);
  return secret && works ? { ...secret, kind: 'literal' } : secret;
}

/** Values of containers and services, as the orchestrator sets them. */
async function workloadSecrets(context: GatherContext): Promise<Secret[]> {
  return (await context.fact('workloads'))
    .filter(({ own, at }) => own || belongs(context, at.path))
    .flatMap(({ env, purpose }) => env.flatMap((entry) => envSecret(entry, 'manifest', purpose) ?? []));
}

function envSecret(entry: EnvEntry, where: Secret['where'], purpose: Purpose): Secret | undefined {
  const { name, value, source, at } = entry;
  if (source === 'literal')
    return value === undefined ? undefined : secretOf(name, value, where, purpose, at);
  const isSecret = isSecretName(name) || (value !== undefined && inlinePassword(value) !== undefined);
  if (!isSecret) return undefined;
  if (source === 'interpolation') {
    // A literal password beside an interpolated host is a literal all the same.
    const password = value === undefined ? undefined : inlinePassword(value);
    return { name, at, where, purpose, kind: 'interpolation', value: password ?? value ?? '' };
  }
  return { name, at, where, purpose, kind: 'reference', value: '' };
}

/** Kubernetes Secrets and ConfigMaps, and kustomize's generators. */
function manifestSecrets(context: GatherContext, { kubernetes }: Artifacts): Secret[] {
  const secrets: Secret[] = [];
  for (const { kind, name: resource, node, at } of kubernetes.resources) {
    if (!belongs(context, at.path)) continue;
    const purpose = purposeOfPath(at.path) ?? 'deploy';
    if (/^(?:SealedSecret|ExternalSecret|SecretProviderClass|VaultStaticSecret)$/.test(kind))
      secrets.push({ name: resource, at, where: 'manifest', purpose, kind: 'reference', value: '' });
    if (kind !== 'Secret' && kind !== 'ConfigMap') continue;
    for (const field of ['data', 'stringData']) {
      for (const { key, value, at: place } of entriesOf(nodeAt(node, field))) {
        const written = textOf(value) ?? '';
        const text = kind === 'Secret' && field === 'data' ? decoded(written) : written;
        // In a Secret a key like `value` or `key` is named by the Secret.
        const general =
          kind === 'Secret' && (wordsOf(key).length === 0 || /^(?:value|key|data|pass|config)$/i.test(key));
        const found = secretOf(general ? `${resource}_password` : key, text, 'manifest', purpose, place);
        if (found) secrets.push({ ...found, name: key });
      }
    }
  }
  for (const { generated, path } of kubernetes.kustomizations) {
    if (!belongs(context, path)) continue;
    for (const { kind, literals } of generated)
      for (const { name, value, at } of kind === 'Secret' ? literals : [])
        secrets.push(...toList(secretOf(name, value, 'manifest', purposeOfPath(path) ?? 'deploy', at)));
  }
  return secrets;
}

/** The values of Helm charts. */
function chartSecrets(
  context: GatherContext,
  { kubernetes }: Artifacts,
): readonly { readonly folder: string; readonly secret: Secret }[] {
  return kubernetes.charts.flatMap(({ folder, values }) => {
    if (!values || !belongs(context, values.path)) return [];
    const secrets: Secret[] = [];
    const purpose = purposeOfPath(values.path) ?? 'deploy';
    const walk = (node: typeof values.node, key: string, at: Place): void => {
      if (node.kind === 'map') for (const [name, entry] of node.entries) walk(entry.value, name, entry.at);
      else if (node.kind === 'list') for (const item of node.items) walk(item, key, item.at);
      else if (node.value !== null)
        secrets.push(...toList(secretOf(key, node.text, 'manifest', purpose, at)));
    };
    walk(values.node, '', values.node.at);
    return secrets.map((secret) => ({ folder, secret }));
  });
}

const toList = <T>(value: T | undefined): readonly T[] => (value === undefined ? [] : [value]);

const decoded = (text: string): string => {
  const plain = Buffer.from(text.slice(0, 20_000), 'base64').toString('utf8');
  return plain.includes('�') ? text : plain.trimEnd();
};

function dockerfileSecrets(context: GatherContext, { dockerfiles }: Artifacts): Secret[] {
  return dockerfiles
    .filter(({ path }) => belongs(context, path))
    .flatMap((file) => {
      const { chain } = resultOf(file);
      return file.stages.flatMap((stage) => {
        // An address on the machine itself, in a stage that is left behind, only keeps a build from asking for one.
        const isLeft = !chain.includes(stage) && !stage.command && !stage.entrypoint;
        return stage.variables.flatMap(({ name, value, at }) =>
          value === undefined || (isLeft && isLocal(value))
            ? []
            : toList(secretOf(name, value, 'dockerfile', file.purpose, at)),
        );
      });
    });
}

/** In a pipeline `postgres` and `secret_key` are placeholders of the tests; a key that looks generated opens something. */
function pipelineSecrets(context: GatherContext, { pipelines, platforms }: Artifacts): Secret[] {
  const ofPipelines = pipelines
    .filter(({ path }) => belongs(context, path))
    .flatMap(({ env }) =>
      env.flatMap((entry): Secret[] => {
        const found = envSecret(entry, 'ci', 'deploy');
        if (!found) return [];
        if (found.kind === 'literal' && !knownShape(found.value) && !isRandom(found.value))
          return [{ ...found, kind: 'placeholder' }];
        return [found];
      }),
    );
  const ofPlatforms = platforms
    .filter(({ path }) => belongs(context, path))
    .flatMap(({ env, purpose }) => env.flatMap((entry) => toList(envSecret(entry, 'manifest', purpose))));
  return [...ofPipelines, ...ofPlatforms];
}

const otherConfig =
  /(?:^|\/)(?:package(?:-lock)?|tsconfig[\w.-]*|jsconfig|composer|lerna|nx|turbo|biome|deno|bower|manifest|renovate|\.\w[\w.-]*rc|openapi|swagger|asyncapi|schema|Chart|kustomization|skaffold|mkdocs|pnpm-lock|pnpm-workspace|pubspec|pyproject|Cargo|poetry|Pipfile|setup|tox|pytest|mypy|\.golangci|angular|vercel|firebase\.json)\.(?:jsonc?|ya?ml|toml|cfg|ini)$|(?:^|\/)(?:locales?|i18n|lang|langs|languages|translations?|messages|public|static|assets|migrations)\/|\.lock(?:b)?$/i;
const configName =
  /(?:^|[/._-])(?:config(?:uration)?|conf|settings?|application|appsettings|credentials?|secrets?|env|environment|database|db|datasource|service-?account|bootstrap|connection|ormconfig|knexfile|local|default|production|prod|development|dev|staging)(?:[/._-]|$)/i;

/** Configuration files of the app: JSON, YAML, TOML, INI, properties. */
async function configFileSecrets(context: GatherContext, artifacts: Artifacts): Promise<Secret[]> {
  const manifests = new Set([
    ...artifacts.compose.map(({ path }) => path),
    ...artifacts.pipelines.map(({ path }) => path),
    ...artifacts.platforms.map(({ path }) => path),
    ...artifacts.kubernetes.resources.map(({ at }) => at.path),
    ...artifacts.kubernetes.charts.flatMap(({ folder }) =>
      context.paths.filter((path) => isInside(path, folder)),
    ),
  ]);
  const secrets: Secret[] = [];
  for (const path of context.paths) {
    if (!isConfigFormat(path) || manifests.has(path) || otherConfig.test(path)) continue;
    if (isVendored(path) || isTestFolder(path) || isAside(path) || isExample(path)) continue;
    const text = context.repo.text(path);
    // A cheap look before parsing: only files in which a name or a shape of a credential stands.
    if (
      text === undefined ||
      !/pass|secret|token|key|pwd|:\/\/[^\s/]*@|@(?:tcp|unix)?\(|AKIA|PRIVATE/i.test(text)
    )
      continue;
    const byName = configName.test(path) || !path.includes('/');
    const purpose = purposeOfPath(path) ?? 'deploy';
    const { entries } = await readConfigFile(text, path);
    // Beside a section for production those for development and tests are no deploy's.
    const inProduction = new Set(
      entries.filter(({ key }) => key[0] === 'production').map(({ key }) => key.slice(1).join('.')),
    );
    for (const { key, value, at } of entries) {
      const [section, ...rest] = key;
      if (inProduction.size > 0 && /^(?:development|dev|test|local)$/.test(section ?? '')) continue;
      // What production sets itself takes nothing from the section that it is merged with.
      if (section !== 'production' && rest.length > 0 && inProduction.has(rest.join('.'))) continue;
      const name = key.at(-1) ?? '';
      // A class as a key (`App\Security\PasswordHasher: auto`) is configured, and holds no credential.
      if (name.includes('\\')) continue;
      // The last key may be general (`db.key`): its owner names it then.
      const owned = /^(?:key|value|default)$/i.test(name) ? key.slice(-2).join('_') : name;
      if (!byName && !knownShape(value)) continue;
      const found = secretOf(owned, value, 'configFile', purpose, at);
      if (found)
        secrets.push(
          found.kind === 'placeholder' && !isBlank(value) && !isIssuedName(owned)
            ? { ...found, kind: 'literal' }
            : found,
        );
    }
  }
  return secrets;
}

const isExample = (path: string): boolean =>
  /(?:^|[/._-])(?:example|sample|template|dist|tmpl)(?:[/._-]|$)/i.test(
    path.slice(path.lastIndexOf('/') + 1),
  );
