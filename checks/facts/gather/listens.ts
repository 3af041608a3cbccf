/** What binds a port, in source and in start commands, and where the port comes from. */
import type { Place } from '../../engine/place.ts';
import { purposeOfPath } from '../artifacts/paths.ts';
import { expand } from '../artifacts/variables.ts';
import type { Listen, Origin } from '../facts.ts';
import type { GatherContext, Gatherer } from '../gatherer.ts';
import type { Listens } from '../source/catalogue.ts';
import type { LinkedSources, Match } from '../source/link.ts';
import type { Call, Value } from '../source/model.ts';
import { deployEnvironment } from './deploy-environment.ts';
import { likelyServer } from './likely-server.ts';
import { originOf } from './origins.ts';
import { reachedAt, reachIn } from './reach.ts';
import { flagValue, type StartedServer } from './server-programs.ts';
import { type StartedProgram, startedIn, startsModule } from './started.ts';

export const gatherListens: Gatherer<'listens'> = async (context) => {
  const sources = await context.sources();
  const started = await startedIn(context);
  const listens: Listen[] = [];
  for (const one of started) {
    if (one.server?.program.role !== 'web') continue;
    const listen = listenOfCommand(one.server, one, sources);
    const isDevelopment = await runsInDevelopment(context, one.server, one);
    if (!isDevelopment && one.server.program.listensInSource) continue;
    listens.push(isDevelopment ? { ...listen, server: `${listen.server} as development server` } : listen);
  }
  for (const listening of await sourceListens(context, started))
    listens.push(listenOfCall(sources, listening));
  const likely = listens.length === 0 ? await likelyServer(context) : undefined;
  // Whoever starts it names the port on the command line.
  if (likely)
    listens.push({
      at: likely.at,
      port: { from: 'argument', variables: [], literal: likely.server.program.defaultPort, at: likely.at },
      server: likely.server.program.server,
      loopback: false,
    });
  return withoutCompanions(listens);
};

/**
 * Beside the port that config chooses: listeners on HTTP's own ports, which certificates and redirects need to be there, and
 * those for somebody on the machine itself (profilers). They export nothing that a platform would route to.
 */
function withoutCompanions(listens: readonly Listen[]): readonly Listen[] {
  const isCompanion = ({ port: { from, literal }, loopback }: Listen): boolean =>
    from === 'literal' && (loopback || /^(?:80|443|.{0,100}:https?)$/.test(literal ?? ''));
  return listens.some(({ port }) => port.from !== 'literal')
    ? listens.filter((one) => !isCompanion(one))
    : listens;
}

/** A server that serves as its environment says, and neither the command nor the deploy names one for production. */
async function runsInDevelopment(
  context: GatherContext,
  { program, arguments: rest }: StartedServer,
  { words, workload }: StartedProgram,
): Promise<boolean> {
  const { production } = program;
  if (!production) return false;
  const flagged = flagValue(rest, production.flags);
  const assigned = words.find((word) => production.variables.some((name) => word.startsWith(`${name}=`)));
  const set = await deployEnvironment(context, workload);
  const variable = production.variables.find((name) => set.has(name));
  const named =
    flagged ??
    assigned?.slice(assigned.indexOf('=') + 1) ??
    (variable && (set.get(variable) ?? 'production'));
  return named === undefined || /^(?:dev|test|local)/.test(named);
}

/**
 * Listening calls of the modules that a deploy starts. Where a start command names a server by itself (`gunicorn app:app`),
 * a call like `app.run()` in a module that nothing starts as a program is never reached.
 */
export async function sourceListens(
  context: GatherContext,
  started: readonly StartedProgram[],
): Promise<readonly Match<'listens'>[]> {
  const sources = await context.sources();
  const reach = await reachIn(context);
  const contained = (await context.fact('serverContainers')).length > 0;
  const calls = sources
    .callsThat('listens')
    .filter(({ call, means }) => reachedAt(reach, call) !== 'never' && !(contained && means.embedded));
  const isOwn = ({ server }: StartedProgram) => !server?.program.listensInSource;
  if (!started.some((one) => one.server?.program.role === 'web' && isOwn(one))) return withoutLocal(calls);
  return calls.filter(({ call }) => started.some(({ words }) => startsModule(sources, words, call.at.path)));
}

/** Listeners that only development and tests configure say nothing of the deploy, where it has one of its own. */
function withoutLocal(calls: readonly Match<'listens'>[]): readonly Match<'listens'>[] {
  const deployed = calls.filter(({ call }) => purposeOfPath(call.at.path) === undefined);
  return deployed.length > 0 ? deployed : calls;
}

function listenOfCall(sources: LinkedSources, { call, means }: Match<'listens'>): Listen {
  const address = means.address && sources.argument(call, means.address);
  // Each place by itself: what stands at the first may be no object that could hold a host.
  const host = (means.host ?? [])
    .map((path) => sources.argument(call, path))
    .map((value) => value && sources.text(value))
    .concat(textOf(sources, keyed(sources, means, 'host')))
    .find((text) => text !== undefined);
  const hostText = host ?? (address && hostOf(sources.text(address) ?? ''));
  return {
    at: call.at,
    port: portOf(sources, call, means, address),
    server:
      means.development && !means.server.endsWith('development server')
        ? `${means.server} development server`
        : means.server,
    loopback: isLoopback(hostText),
  };
}

const textOf = (sources: LinkedSources, value: Value | undefined) => value && sources.text(value);

/** What the program puts under a key of the library's own settings: `cherrypy.config.update({'server.socket_port': 80})`. */
function keyed(sources: LinkedSources, { keys }: Listens, which: 'port' | 'host'): Value | undefined {
  if (!keys) return undefined;
  const key = keys[which];
  for (const call of sources.calls()) {
    if (!keys.of.test(call.callee)) continue;
    for (const given of [...call.arguments, ...call.named.values()]) {
      const value = sources.follow(given);
      if (value.kind !== 'object') continue;
      const inner = [value, ...value.entries.values()].map((one) => sources.follow(one));
      for (const one of inner) {
        const found = one.kind === 'object' ? one.entries.get(key) : undefined;
        if (found) return found;
      }
    }
  }
  return sources.writes().find(({ target }) => keys.of.test(target) && target.endsWith(`.${key}`))?.value;
}

function portOf(sources: LinkedSources, call: Call, means: Listens, address: Value | undefined): Origin {
  const port = (means.port && sources.argument(call, means.port)) ?? keyed(sources, means, 'port');
  if (port) return originOf(sources, port);
  if (address) {
    const origin = originOf(sources, address);
    if (origin.literal === undefined) return origin;
    const port = portPart(origin.literal);
    // A literal without a port is a host alone, or a field that is set elsewhere.
    return origin.from === 'literal' && !/^(?:\d{1,5}|[^:]{0,100}:https?)$/.test(port)
      ? { ...origin, from: 'unknown', literal: undefined }
      : { ...origin, literal: port };
  }
  if (means.variables?.length) return readsByItself(means.variables, means.defaultPort, call.at);
  if (means.defaultPort !== undefined)
    return { from: 'literal', variables: [], literal: means.defaultPort, at: call.at };
  return { from: 'unknown', variables: [], at: call.at };
}

function listenOfCommand(
  { program, arguments: rest }: StartedServer,
  { words, written, at }: StartedProgram,
  sources: LinkedSources,
): Listen {
  const flagged =
    flagValue(rest, program.ports ?? []) ?? (program.positional ? rest.find(isAddress) : undefined);
  const host = flagValue(rest, program.hosts ?? []) ?? (flagged === undefined ? undefined : hostOf(flagged));
  const loopback = isLoopback(host);
  const listen = (port: Origin): Listen => ({
    at,
    port,
    server: program.server,
    loopback,
    ...(program.container ? { container: true } : {}),
  });
  if (flagged !== undefined) {
    const asWritten =
      flagValue(written, program.ports ?? []) ??
      (program.positional ? written.find((word) => word.includes('$')) : undefined);
    return listen(originOfWord(flagged, asWritten ?? flagged, at));
  }
  if (program.config) {
    const file =
      flagValue(rest, program.config.flags)?.replace(/^(?:file|python):/, '') ?? program.config.file;
    const binding = sources.modules
      .find(({ path }) => `/${path}`.endsWith(`/${file.replace(/^\.?\//, '')}`))
      ?.bindings.find(({ name }) => name === program.config?.name);
    if (binding) {
      const origin = sources.origin(binding.value);
      return listen(origin.literal === undefined ? origin : { ...origin, literal: portPart(origin.literal) });
    }
  }
  // A variable in front of the program (`PORT=80 next start`) decides like a flag does.
  const assigned = words.find((word) => program.variables?.some((name) => word.startsWith(`${name}=`)));
  if (assigned) {
    const value = assigned.slice(assigned.indexOf('=') + 1);
    return listen(originOfWord(value, value, at));
  }
  if (program.variables) return listen(readsByItself(program.variables, program.defaultPort, at));
  if (program.defaultPort !== undefined)
    return listen({ from: 'literal', variables: [], literal: program.defaultPort, at });
  return listen({ from: 'unknown', variables: [], at });
}

const readsByItself = (variables: readonly string[], fallback: string | undefined, at: Place): Origin => ({
  from: 'environment',
  variables,
  literal: fallback,
  at,
});

/** Where a word of a start command gets its value: `$PORT`, `0.0.0.0:${PORT:-80}`, or as it stands. */
function originOfWord(word: string, written: string, at: Place): Origin {
  // Kubernetes puts variables in as `$(NAME)`.
  const { text, variables, resolved } = expand(written.replace(/\$\((\w+)\)/g, '${$1}'), () => undefined);
  if (variables.length === 0) return { from: 'literal', variables, literal: portPart(word), at };
  const fallback = resolved ? text : word.includes('$') ? undefined : word;
  return { from: 'environment', variables, literal: fallback && portPart(fallback), at };
}

const isAddress = (word: string): boolean => /^(?:[\w.[\]-]*:)?(?:\d{2,5}|\$.*)$/.test(word);
const hostOf = (address: string): string | undefined =>
  /^(?:\w+:\/\/)?(\[[^\]]*\]|[^:/]+):/.exec(address)?.[1];
/** `:8080`, `0.0.0.0:8080`, `tcp://0.0.0.0:8080` → `8080`. */
const portPart = (address: string): string => /:(\d{1,5})\/?$/.exec(address)?.[1] ?? address;
const isLoopback = (host: string | undefined): boolean =>
  host !== undefined && /^(?:localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/.test(host);
