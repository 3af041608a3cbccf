/** What happens to each long-running process on SIGTERM: the server stops by itself, code does it, or nobody. */
import type { StopHandling } from '../facts.ts';
import type { Gatherer } from '../gatherer.ts';
import type { ArgumentPath } from '../source/catalogue.ts';
import type { LinkedSources } from '../source/link.ts';
import type { Call, Value } from '../source/model.ts';
import { likelyServer } from './likely-server.ts';
import { sourceListens } from './listens.ts';
import { flagValue } from './server-programs.ts';
import { startedIn } from './started.ts';

export const gatherStopHandling: Gatherer<'stopHandling'> = async (context) => {
  const sources = await context.sources();
  const started = await startedIn(context);
  const { manifests } = await context.fact('dependencies');
  const declared = new Set(
    manifests.flatMap(({ dependencies }) =>
      dependencies.filter(({ scope }) => scope !== 'development').map(({ name }) => name),
    ),
  );
  const handling: StopHandling[] = [];
  for (const { server, at } of started) {
    if (!server || server.program.static) continue;
    const { stops, stopsWith, drainsWith, server: what } = server.program;
    const chosen = flagValue(server.arguments, ['s', 'server', 'u', 'using']);
    const stopsItself =
      stops === 'server' ||
      server.arguments.some((word) => drainsWith?.test(word)) ||
      (stopsWith ?? []).some((name) => (chosen === undefined ? declared.has(name) : chosen === name));
    // A server that is started by its own command runs the app's code; a handler in it could only exit.
    handling.push({ at, by: stopsItself ? 'server' : 'none', what, closes: stopsItself });
  }
  const handler = signalHandler(sources);
  for (const { call, means } of await sourceListens(context, started)) {
    if (means.stops === 'server')
      handling.push({ at: call.at, by: 'server', what: means.server, closes: true });
    else handling.push(handler ?? { at: call.at, by: 'none', what: means.server, closes: false });
  }
  if (handling.length === 0 && handler) handling.push(handler);
  const likely = handling.length === 0 ? await likelyServer(context) : undefined;
  if (likely) {
    const closes = likely.server.program.stops === 'server';
    handling.push({
      at: likely.at,
      by: closes ? 'server' : 'none',
      what: likely.server.program.server,
      closes,
    });
  }
  // Of a language that can't be read here nothing is known.
  if (handling.length === 0 && context.app.kind === 'worker' && sources.modules.length > 0) {
    const at = started[0]?.at ?? context.app.evidence[0];
    if (at) handling.push({ at, by: 'none', what: 'the worker', closes: false });
  }
  return [...new Map(handling.map((one) => [`${one.at.path}:${one.at.line}:${one.by}`, one])).values()];
};

/** The best handler of SIGTERM that the source registers; one that closes wins over one that only exits. */
function signalHandler(sources: LinkedSources): StopHandling | undefined {
  const [whole] = sources.callsThat('stopsGracefully');
  if (whole) return { at: whole.call.at, by: 'handler', what: whole.means, closes: true };
  const handlers = sources
    .callsThat('handlesSignal')
    .filter(({ call, means }) => {
      // A hook for every end of the process.
      if (means.signal === undefined) return means.handler !== undefined;
      const signals = argumentsFrom(sources, call, means.signal);
      // Go's `signal.Notify(c)` without a signal means all of them.
      if (signals.length === 0) return means.signal !== undefined && !means.handler;
      return signals.some((value) => namesSigterm(sources, value, call.at.path));
    })
    .map(({ call, means }): StopHandling => {
      const target = means.handler === undefined ? undefined : sources.argument(call, means.handler);
      // A channel or a context has no handler of its own: whoever waits for it closes.
      const closes = target
        ? sources.reaches(target, ({ entries }) => entries.some((entry) => entry.closes))
        : sources.callsThat('closes').length > 0;
      return { at: call.at, by: 'handler', what: 'SIGTERM handler', closes };
    });
  return handlers.find(({ closes }) => closes) ?? handlers[0];
}

/** The arguments from a path on: Go names several signals one after the other. */
function argumentsFrom(sources: LinkedSources, call: Call, path: ArgumentPath | undefined): readonly Value[] {
  if (path === undefined) return [];
  if (/^\d+$/.test(path)) return call.arguments.slice(Number(path)).map((value) => sources.follow(value));
  const value = sources.argument(call, path);
  return value ? [value] : [];
}

const signalName = /^(?:SIG)?TERM$/;

function namesSigterm(sources: LinkedSources, value: Value, path: string): boolean {
  switch (value.kind) {
    case 'literal':
      // 15 is its number on every platform that has it.
      return signalName.test(value.text) || value.text === '15';
    case 'reference':
    case 'member':
      return signalName.test(value.path.at(-1) ?? '');
    case 'list':
      return value.items.some((item) => namesSigterm(sources, item, path));
    case 'choice':
      return value.options.some((option) => namesSigterm(sources, option, path));
    case 'unknown':
      if (/\b(?:SIG)?TERM\b/.test(value.text)) return true;
      break;
    default:
      break;
  }
  // `['SIGTERM', 'SIGINT'].forEach((signal) => process.on(signal, …))`: the list stands beside the call.
  return sources.modules.some(
    (module) => module.path === path && module.strings.some(({ text }) => text === 'SIGTERM'),
  );
}
