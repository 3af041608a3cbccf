/** Where the app's events go: standard output, files, the system's log, or a volume for logs. */
import { readerOf } from '../ecosystems/index.ts';
import type { LogSink, Workload } from '../facts.ts';
import type { Gatherer } from '../gatherer.ts';
import type { CatalogueEntry } from '../source/catalogue.ts';
import type { LinkedSources } from '../source/link.ts';
import type { Value } from '../source/model.ts';
import { deployEnvironment } from './deploy-environment.ts';
import { frameworkSettings } from './framework-settings.ts';
import { offByDefault } from './guards.ts';
import { reachedAt, reachIn } from './reach.ts';
import { flagValue } from './server-programs.ts';
import { startedIn } from './started.ts';

export const gatherLogSinks: Gatherer<'logSinks'> = async (context) => {
  const sources = await context.sources();
  const reach = await reachIn(context);
  const set = await deployEnvironment(context);
  const sinks: LogSink[] = [];
  for (const { call, means } of sources.callsThat('logs')) {
    const when = reachedAt(reach, call);
    if (when === 'never') continue;
    const path = means.path === undefined ? undefined : sources.argument(call, means.path);
    // Without a path a call that may take one (`basicConfig(filename=…)`) writes to the standard streams.
    const sink = means.sink === 'file' && means.path !== undefined && !path ? 'stdout' : means.sink;
    const { by, structured, requestsOnly } = means;
    const aboutWork = !structured && (when !== 'start' || /err|warn/i.test(call.callee));
    if (sink !== 'file')
      sinks.push({
        at: call.at,
        sink,
        by,
        structured,
        ...(requestsOnly ? { requestsOnly } : {}),
        ...(aboutWork ? { aboutWork } : {}),
        offByDefault: false,
      });
    else if (!isStream(sources, path)) {
      const off = offByDefault(sources, call, set) || isUnset(sources, path);
      sinks.push({ at: call.at, sink, by, structured, offByDefault: off });
    }
  }
  sinks.push(...describedHandlers(sources));
  const started = await startedIn(context);
  for (const { words, at, server } of started) {
    const file =
      redirection(words) ??
      flagValue(words, ['access-logfile', 'error-logfile', 'log-file', 'access-log', 'logfile', 'logto']);
    if (file !== undefined && !isStreamPath(file))
      sinks.push({
        at,
        sink: 'file',
        by: server?.program.server ?? 'shell',
        structured: false,
        offByDefault: false,
      });
    if (server)
      sinks.push({
        at,
        sink: 'stdout',
        by: server.program.server,
        structured: true,
        // A server that the app is dropped into takes the app's own messages as well; what a front end's server
        // builds prints to the consoles of browsers.
        ...(server.program.container || context.app.ecosystem === 'node' ? {} : { byServer: true }),
        offByDefault: false,
      });
  }
  const framework = Object.values(readerOf(context.app.ecosystem)?.catalogue.frameworks ?? {}).find(
    ({ name, logs }) => logs && name === context.app.framework,
  );
  const [at] = context.app.evidence;
  if (framework && at)
    sinks.push({
      at,
      sink: 'stdout',
      by: framework.name,
      structured: true,
      byServer: true,
      offByDefault: false,
    });
  for (const { at } of logVolumes(await context.fact('workloads')))
    sinks.push({ at, sink: 'volume', by: 'volume', structured: false, offByDefault: false });
  return sinks;
};

/** Handlers that a configuration object names by their class (Python's `LOGGING` and `dictConfig`). */
function describedHandlers(sources: LinkedSources): LogSink[] {
  const described: Value[] = [];
  for (const { setting, value } of frameworkSettings(sources)) if (setting.logs) described.push(value);
  for (const { call, means } of sources.callsThat('configuresLogs')) {
    const value = sources.argument(call, means);
    if (value) described.push(value);
  }
  return described.flatMap((value) => {
    const description = sources.follow(value);
    if (description.kind !== 'object') return [];
    const handlers = entriesOf(sources, description.entries.get('handlers'));
    const used = new Set<string>();
    for (const logger of [
      description.entries.get('root'),
      ...entriesOf(sources, description.entries.get('loggers')).values(),
    ])
      for (const name of itemsOf(sources, entriesOf(sources, logger).get('handlers'))) used.add(name);
    return [...handlers].flatMap(([name, handler]): LogSink[] => {
      // A handler that no logger names receives nothing.
      if (used.size > 0 && !used.has(name)) return [];
      const entries = entriesOf(sources, handler);
      const kind = entries.get('class') ?? entries.get('()');
      const callee = kind && sources.text(kind);
      const means = callee === undefined ? undefined : logCall(sources, callee);
      const file = entries.get('filename');
      const sink = means?.sink === 'file' && file && isStream(sources, file) ? 'stdout' : means?.sink;
      if (!means || !sink) return [];
      return [{ at: handler.at, sink, by: means.by, structured: means.structured, offByDefault: false }];
    });
  });
}

/** What the catalogues say of a call with this canonical name. */
const logCall = (sources: LinkedSources, callee: string): CatalogueEntry['logs'] =>
  [...new Set(sources.modules.map(({ ecosystem }) => ecosystem))]
    .flatMap((ecosystem) => readerOf(ecosystem)?.catalogue.entries ?? [])
    .find(({ logs, calls }) => logs && calls.includes(callee))?.logs;

function entriesOf(sources: LinkedSources, value: Value | undefined): ReadonlyMap<string, Value> {
  const followed = value && sources.follow(value);
  return followed?.kind === 'object' ? followed.entries : new Map();
}

function itemsOf(sources: LinkedSources, value: Value | undefined): readonly string[] {
  const followed = value && sources.follow(value);
  return followed?.kind === 'list' ? followed.items.flatMap((item) => sources.text(item) ?? []) : [];
}

const isStreamPath = (path: string): boolean =>
  path === '-' ||
  /^\/dev\/(?:std(?:out|err)|null|fd\/\d|tty)$|^\/proc\/(?:self|1)\/fd\/\d$|^(?:syslog|std(?:out|err))\b/.test(
    path,
  );

function isStream(sources: LinkedSources, path: Value | undefined): boolean {
  if (!path) return false;
  const text = sources.text(path);
  if (text !== undefined) return isStreamPath(text);
  const name =
    path.kind === 'reference' || path.kind === 'member'
      ? path.path.at(-1)
      : path.kind === 'unknown'
        ? path.text
        : undefined;
  return name !== undefined && /(?:^|\.)(?:std(?:out|err)|Std(?:out|err))$/.test(name);
}

/** The path is a variable without default: nothing is written unless somebody asks for it. */
function isUnset(sources: LinkedSources, path: Value | undefined): boolean {
  if (!path) return false;
  const origin = sources.origin(path);
  return origin.from === 'environment' && origin.literal === undefined && path.kind !== 'text';
}

/** The file that a shell line appends its output to. */
function redirection(words: readonly string[]): string | undefined {
  const line = words.join(' ');
  return /(?:^|[^\d&<>])(?:1|2|&)?>>?\s*([^\s&|;>]+)/.exec(line)?.[1];
}

/** Volumes that keep a log folder of the app's own processes. */
const logVolumes = (workloads: readonly Workload[]) =>
  workloads
    .filter(({ own, purpose }) => own && purpose === 'deploy')
    .flatMap(({ volumes }) => volumes)
    .filter(
      ({ target, kind }) =>
        kind !== 'config' && kind !== 'memory' && /\/logs?\/?$|^\/var\/log(?:\/|$)/.test(target),
    );
