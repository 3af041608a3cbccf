/** When code runs: as a process starts, for a request or a connection, or never in a deploy. */
import { readerOf } from '../ecosystems/index.ts';
import type { GatherContext } from '../gatherer.ts';
import type { LocalFunction } from '../source/follow.ts';
import type { LinkedCall, LinkedSources } from '../source/link.ts';
import type { Call, FunctionModel, SourceModule, Value } from '../source/model.ts';
import { packageScripts } from './package-scripts.ts';
import {
  importedFrom,
  modulesStartedBy,
  namesModule,
  servedModules,
  startedIn,
  startsModule,
} from './started.ts';

/** A function of the program: its module's path and its name. */
export type FunctionKey = string;
export const keyOf = (path: string, name: string): FunctionKey => `${path}#${name}`;

export interface Reach {
  /** Functions that run while a process starts. */
  readonly start: ReadonlySet<FunctionKey>;
  /** Those of them that a start runs to their end: called by it, or by what it waits for; no handler of later events. */
  readonly once: ReadonlySet<FunctionKey>;
  readonly request: ReadonlySet<FunctionKey>;
  readonly connection: ReadonlySet<FunctionKey>;
  /** Modules that belong to a deploy: build scripts and helpers that nothing imports are left out. */
  readonly modules: ReadonlySet<string>;
  /** Modules that the deploy hands to browsers, and that no process of it runs. */
  readonly inBrowser: ReadonlySet<string>;
  /** Main blocks (`if __name__ == "__main__"`) of modules that no start command starts, and what only development tools run. */
  readonly dead: ReadonlySet<FunctionKey>;
  /** Functions of subcommands that the deploy doesn't start. */
  readonly commands: ReadonlySet<FunctionKey>;
  /** Modules that run for each request as a whole. */
  readonly pages: ReadonlySet<string>;
}

/** `never`: by no process of the deploy. `command`: somebody runs a subcommand of the program for it, besides what the deploy starts. */
export type When = 'start' | 'request' | 'command' | 'unknown' | 'never';

const known = new WeakMap<LinkedSources, Reach>();

/** What runs when, over all modules of the app as its deploy starts them; worked out once. */
export async function reachIn(context: GatherContext): Promise<Reach> {
  const sources = await context.sources();
  let reach = known.get(sources);
  if (!reach) {
    const handlers = handlersOf(sources);
    const request = functionsFrom(sources, handlers.request, new Set());
    const connection = functionsFrom(sources, handlers.connection, new Set());
    const modules = new Set([
      ...withoutIdlePrograms(
        sources,
        deployedModules(sources),
        await servedModules(context, sources),
        otherScripts(context),
      ),
      ...(await preparingModules(context, sources)),
    ]);
    const dead = new Set([...(await deadEntries(context, sources)), ...toolFunctions(sources)]);
    const registered = new Set([...handlers.request, ...handlers.connection].map(keyOfFunction));
    const words = await startedWords(context);
    const idle = idleCommands(sources, words);
    const stop = new Set([...registered, ...dead, ...idle.map(keyOfFunction)]);
    const pages = new Set(sources.modules.flatMap(({ path, perRequest }) => (perRequest ? [path] : [])));
    // A page has no command line, and many conditions.
    const isAsked = (call: LinkedCall) => pages.has(call.at.path) || !asksForFlag(sources, call, words);
    const startsBy = (goes: (call: LinkedCall) => boolean) =>
      functionsFrom(
        sources,
        startFunctions(sources, modules, goes).filter((one) => !stop.has(keyOfFunction(one))),
        stop,
        (call) => goes(call) && isAsked(call),
      );
    reach = {
      start: startsBy(() => true),
      once: startsBy(
        (call) => callsAtOnce.test(lastName(call.callee)) || sources.calledFunction(call) !== undefined,
      ),
      commands: functionsFrom(sources, idle, registered),
      request,
      connection,
      modules,
      inBrowser: new Set(sources.modules.flatMap((module) => (module.inBrowser ? [module.path] : []))),
      dead,
      pages,
    };
    known.set(sources, reach);
  }
  return reach;
}

/** The call stands in a main block that the deploy never runs. */
export const isDead = ({ dead }: Reach, call: Call): boolean =>
  call.within !== undefined && dead.has(keyOf(call.at.path, call.within));

/** The call is made by a process of the deploy, or in the browsers that it serves. */
export const isDelivered = (reach: Reach, call: Call): boolean =>
  reach.modules.has(call.at.path) && !isDead(reach, call);

/** When a process makes a call; one that both the start and requests make counts for the requests. */
export function reachedAt(reach: Reach, call: Call): When {
  if (!isDelivered(reach, call) || reach.inBrowser.has(call.at.path)) return 'never';
  if (reach.pages.has(call.at.path)) return 'request';
  if (call.within === undefined) return 'start';
  const key = keyOf(call.at.path, call.within);
  if (reach.request.has(key) || reach.connection.has(key)) return 'request';
  if (reach.start.has(key)) return 'start';
  return reach.commands.has(key) ? 'command' : 'unknown';
}

/** Every start makes the call, and nothing later does. */
export const runsOnce = ({ once }: Reach, call: Call): boolean =>
  call.within === undefined || once.has(keyOf(call.at.path, call.within));

const keyOfFunction = ({ module, function: model }: LocalFunction): FunctionKey =>
  keyOf(module.path, model.name);

/** The functions themselves, and all that they call or pass on; `stop` ends the walk. */
function functionsFrom(
  sources: LinkedSources,
  starts: Iterable<LocalFunction>,
  stop: ReadonlySet<FunctionKey>,
  goes: (call: LinkedCall) => boolean = () => true,
): Set<FunctionKey> {
  const index = callsByFunction(sources);
  const seen = new Set<FunctionKey>();
  const queue = [...starts];
  for (let next = queue.pop(); next; next = queue.pop()) {
    const key = keyOfFunction(next);
    if (seen.has(key)) continue;
    seen.add(key);
    for (const call of index.get(key) ?? []) {
      // Most calls run nothing of the program, and whether they are made is the dearer question.
      const onward = functionsOfCall(sources, call);
      if (onward.length === 0 || !goes(call)) continue;
      for (const one of onward) if (!stop.has(keyOfFunction(one))) queue.push(one);
    }
  }
  return seen;
}

const indexes = new WeakMap<LinkedSources, Map<FunctionKey, LinkedCall[]>>();
function callsByFunction(sources: LinkedSources): Map<FunctionKey, LinkedCall[]> {
  let index = indexes.get(sources);
  if (!index) {
    index = new Map();
    for (const call of sources.calls()) {
      const key = keyOf(call.at.path, call.within ?? '');
      const list = index.get(key);
      if (list) list.push(call);
      else index.set(key, [call]);
    }
    indexes.set(sources, index);
  }
  return index;
}

const run = new WeakMap<LinkedCall, readonly LocalFunction[]>();
/** What a call runs: the function called, and functions that it is given. */
function functionsOfCall(sources: LinkedSources, call: LinkedCall): readonly LocalFunction[] {
  let functions = run.get(call);
  if (!functions) {
    functions = [...findFunctionsOfCall(sources, call)];
    run.set(call, functions);
  }
  return functions;
}

function* findFunctionsOfCall(sources: LinkedSources, call: LinkedCall): Generator<LocalFunction> {
  const called = sources.calledFunction(call);
  if (called) yield called;
  for (const { runs } of call.entries) {
    const of = runs && sources.argument(call, runs.class);
    for (const method of of ? (runs?.methods ?? []) : []) {
      const path = [method];
      const found = of && sources.functionOf({ kind: 'member', of, path, at: of.at });
      if (found) yield found;
    }
  }
  for (const { found, handedOut } of givenTo(sources, call)) if (!handedOut) yield found;
}

/** Functions among the arguments, also inside lists and objects of them. */
export function* givenFunctions(sources: LinkedSources, call: Call): Generator<LocalFunction> {
  for (const { found } of givenTo(sources, call)) yield found;
}

/** `handedOut`: a method of an object that something else made; who is given the object doesn't call it there and then. */
function* givenTo(
  sources: LinkedSources,
  call: Call,
): Generator<{ readonly found: LocalFunction; readonly handedOut: boolean }> {
  const queue = [...call.arguments, ...call.named.values()].map((value) => ({ value, handedOut: false }));
  for (let left = 100, next = queue.shift(); next && left > 0; left--, next = queue.shift()) {
    const written = next.value.kind === 'object' || next.value.kind === 'list';
    const value = written ? next.value : sources.follow(next.value);
    const handedOut = next.handedOut || (value.kind === 'object' && next.value.kind === 'call');
    const add = (values: Iterable<Value>) => {
      for (const one of values) queue.push({ value: one, handedOut });
    };
    if (value.kind === 'function') {
      const found = sources.functionOf(value);
      if (found) yield { found, handedOut };
    } else if (value.kind === 'list') add(value.items);
    else if (value.kind === 'object') add(value.entries.values());
    else if (value.kind === 'choice') add(value.options);
    else if (value.kind === 'call') add(value.call.arguments.filter(({ kind }) => kind === 'function'));
  }
}

/** What a language or a module's loading runs by itself. */
function startFunctions(
  sources: LinkedSources,
  modules: ReadonlySet<string>,
  goes: (call: LinkedCall) => boolean,
): LocalFunction[] {
  const starts: LocalFunction[] = [];
  for (const module of sources.modules) {
    if (!modules.has(module.path)) continue;
    for (const model of module.functions) {
      const isInit = module.ecosystem === 'go' && /^(?:main|init)$/.test(model.name);
      if (isInit || model.name === module.entry) starts.push({ module, function: model });
    }
  }
  for (const call of sources.calls())
    if (call.within === undefined && modules.has(call.at.path) && goes(call))
      starts.push(...functionsOfCall(sources, call));
  return starts;
}

/** The call is made only where a flag of the command line is set, and no start command sets it. */
const asksForFlag = (sources: LinkedSources, call: LinkedCall, words: ReadonlySet<string>): boolean =>
  (call.guards ?? []).some(({ value, negated, equals }) => {
    if (negated || equals !== undefined) return false;
    const origin = sources.origin(value);
    return (
      origin.from === 'argument' &&
      /^(?:|0|false)$/.test(origin.literal ?? '') &&
      !origin.variables.some((name) => words.has(`--${name}`) || words.has(`-${name}`))
    );
  });

/** All words of what the deploy's processes run, what goes before the program included. */
async function startedWords(context: GatherContext): Promise<ReadonlySet<string>> {
  const commands = await context.fact('startCommands');
  return new Set(
    commands
      .filter(({ purpose, oneOff }) => purpose === 'deploy' && !oneOff)
      .flatMap(({ steps }) => steps.flatMap(({ words }) => words.flatMap((word) => word.split(/\s+/)))),
  );
}

/**
 * What the subcommands run that the deploy's start commands don't name; without start commands, those that serve nothing
 * in a program of which another part serves.
 */
function idleCommands(sources: LinkedSources, words: ReadonlySet<string>): readonly LocalFunction[] {
  const commands = sources.callsThat('command').map(({ call, means }) => {
    const name = sources.argument(call, means.name);
    const runs = means.runs.flatMap((path) => sources.argument(call, path) ?? []);
    return {
      name: (name && sources.text(name))?.trim().split(/\s+/)[0] ?? '',
      at: placeOf(call),
      functions: runs.flatMap((value) => sources.functionOf(value) ?? []),
      serves: runs.some((value) =>
        sources.reaches(value, ({ entries }) => entries.some(({ listens }) => listens)),
      ),
    };
  });
  if (commands.length < 2) return [];
  const named = commands.filter(({ name, functions }) => functions.length > 0 && words.has(name));
  const added = new Set(
    sources.calls().flatMap((call) =>
      /\.AddCommand$/.test(call.callee)
        ? call.arguments.flatMap((value) => {
            const followed = sources.follow(value);
            return followed.kind === 'call' ? [placeOf(followed.call)] : [];
          })
        : [],
    ),
  );
  const isIdle = (command: (typeof commands)[number]): boolean => {
    if (named.length > 0) return !named.includes(command) && (added.size === 0 || added.has(command.at));
    return !command.serves && commands.some(({ serves }) => serves);
  };
  return commands.filter(isIdle).flatMap(({ functions }) => functions);
}

/** Where the deploy starts servers by their own commands, the main blocks that no command names never run. */
async function deadEntries(context: GatherContext, sources: LinkedSources): Promise<Set<FunctionKey>> {
  const started = await startedIn(context);
  if (!started.some(({ server }) => server)) return new Set();
  return new Set(
    sources.modules.flatMap(({ path, entry, ecosystem }) =>
      entry !== undefined &&
      ecosystem !== 'go' &&
      !started.some(({ words }) => startsModule(sources, words, path))
        ? [keyOf(path, entry)]
        : [],
    ),
  );
}

/** Functions of classes that only development tools make. */
function toolFunctions(sources: LinkedSources): FunctionKey[] {
  return sources.modules.flatMap(({ path, ecosystem, classes, functions }) => {
    const only = readerOf(ecosystem)?.catalogue.toolClasses;
    const owners = only ? classes.filter(({ bases }) => bases.some((base) => only.test(base))) : [];
    return functions
      .filter(({ name }) => owners.some((owner) => name.startsWith(`${owner.name}.`)))
      .map(({ name }) => keyOf(path, name));
  });
}

/** Functions that answer requests, and those that serve a connection that stays open. */
function handlersOf(sources: LinkedSources): {
  readonly request: readonly LocalFunction[];
  readonly connection: readonly LocalFunction[];
} {
  const request: LocalFunction[] = [];
  const connection: LocalFunction[] = [];
  for (const call of sources.calls()) {
    const by = call.entries.find(({ handles }) => handles)?.handles ?? handledBy(sources, call);
    if (by) (by === 'request' ? request : connection).push(...givenFunctions(sources, call));
  }
  const decorating = new Map(sources.callsThat('handles').map(({ call, means }) => [placeOf(call), means]));
  for (const module of sources.modules) {
    for (const model of module.functions) {
      const by = model.decorators
        .map((decorator) => decorating.get(placeOf(decorator)) ?? decoratedBy(sources, decorator))
        .find((found) => found !== undefined);
      const inherited = by ?? inheritedHandler(module, model);
      if (inherited) (inherited === 'request' ? request : connection).push({ module, function: model });
      else if (isRequestMethod(module, model)) request.push({ module, function: model });
    }
  }
  return { request, connection };
}

/** Whose callback runs soon and once for each item: promises, loops, answers of a store, the start of a server. */
const callsAtOnce =
  /^(?:then|finally|all|forEach|map|exec|connect|open|once|sync|authenticate|initialize|transaction|estimatedDocumentCount|countDocuments|count|find\w*|listen)$/;

const placeOf = ({ at }: Call): string => `${at.path}:${at.line}:${at.column}`;
const routePattern = /^(?:[A-Z]{3,7} )?\/|^\^|^\*$/;
const routes =
  /^(?:HandleFunc|Handle|GET|POST|PUT|PATCH|DELETE|Get|Post|Put|Patch|Delete|get|post|put|patch|delete|route|all|Any)$/;
const lastName = (callee: string): string => callee.slice(callee.lastIndexOf('.') + 1);

/** A call that takes a path and a function routes; one that takes the name of a socket's event serves a connection. */
function handledBy(sources: LinkedSources, call: LinkedCall): 'request' | 'connection' | undefined {
  const [first] = call.arguments;
  if (!first) return undefined;
  const name = lastName(call.callee);
  if (first.kind === 'object') {
    const path = first.entries.get('url') ?? first.entries.get('path');
    const text = path && sources.text(path);
    return text !== undefined && routePattern.test(text) ? 'request' : undefined;
  }
  if (first.kind === 'function')
    return /^(?:createServer|use|HandlerFunc)$/.test(name) ? 'request' : undefined;
  const text = sources.text(first);
  // The path may be put together where it can't be followed.
  if (text === undefined) return call.arguments.length > 1 && routes.test(name) ? 'request' : undefined;
  if (/^(?:on|addListener|addEventListener|once)$/.test(name)) {
    if (text === 'request') return 'request';
    // Inside a handler of connections `socket` is a parameter, whose events are the client's.
    return /^(?:connection|connect)$/.test(text) ? 'connection' : undefined;
  }
  return routePattern.test(text) &&
    !/^(?:join|resolve|readFile|readFileSync|log|info|error|warn|exec|fetch|listen)$/.test(name)
    ? 'request'
    : undefined;
}

function decoratedBy(sources: LinkedSources, decorator: Call): 'request' | 'connection' | undefined {
  const name = lastName(decorator.callee.replace(/\(\)$/, ''));
  if (/^(?:websocket|SubscribeMessage|WebSocketGateway)$/.test(name)) return 'connection';
  if (
    /^(?:Get|Post|Put|Patch|Delete|All|MessagePattern|Query|Mutation|api_view|expose|view_config|before_request|after_request|context_processor)$/.test(
      name,
    )
  )
    return 'request';
  if (!/^(?:route|get|post|put|patch|delete|head|options|api_route|view|action)$/.test(name))
    return undefined;
  const [first] = decorator.arguments;
  const text = first
    ? sources.text(first)
    : sources.text(decorator.named.get('path') ?? { kind: 'unknown', text: '', at: decorator.at });
  return name === 'action' || (text !== undefined && routePattern.test(text)) || text === ''
    ? 'request'
    : undefined;
}

/** A method that a framework calls because of what its class derives from. */
function inheritedHandler(module: SourceModule, model: FunctionModel): 'request' | 'connection' | undefined {
  const handlers = readerOf(module.ecosystem)?.catalogue.handlers;
  const dot = model.name.lastIndexOf('.');
  if (!handlers || dot < 0) return undefined;
  const owner = model.name.slice(0, dot);
  const method = model.name.slice(dot + 1);
  const bases = module.classes.find(({ name }) => name === owner)?.bases ?? [];
  return handlers.find((one) => one.methods.test(method) && bases.some((base) => one.bases.test(base)))
    ?.handles;
}

/** Views and resources as classes: methods named after HTTP's, in a class that extends one of a library. */
function isRequestMethod(module: SourceModule, model: FunctionModel): boolean {
  const [owner, method, ...rest] = model.name.split('.');
  if (owner === undefined || method === undefined || rest.length > 0) return false;
  if (method === 'ServeHTTP') return true;
  // Falcon's resources derive from nothing.
  if (/^on_(?:get|post|put|patch|delete|head|options)(?:_\w+)?$/.test(method))
    return module.ecosystem === 'python';
  if (/^on(?:Open|Message|Close|Error|Call|Publish|Subscribe)$/.test(method))
    return module.classes.some(
      ({ name, bases }) =>
        name === owner && bases.some((base) => /(?:Component|WampServer)Interface$/.test(base)),
    );
  if (
    !/^(?:get|post|put|patch|delete|head|options|list|create|retrieve|update|partial_update|destroy|dispatch)$/.test(
      method,
    )
  )
    return false;
  return module.classes.some(
    ({ name, bases }) =>
      name === owner &&
      bases.some((base) => /(?:View|ViewSet|Resource|Handler|Controller|Endpoint|MethodView)$/.test(base)),
  );
}

const asidePath =
  /(?:^|\/)(?:scripts?|tools?|tasks|seeds?|seeders?|benchmarks?|bench|hack|devtools|build-scripts|\.storybook)\//i;
const asideName =
  /(?:^|\/)(?:gruntfile|gulpfile|jakefile|noxfile|fabfile|tasks|setup|conftest|[\w.-]+\.config|[\w.-]*\.stories|\.[\w-]+rc)\.[\w.]+$/i;

function deployedModules(sources: LinkedSources): Set<string> {
  const production = sources.modules;
  const imported = new Set(production.flatMap((module) => sources.importsOf(module)));
  // What a page includes is in no page's way where nothing includes it any more.
  const isLeftOver = (module: SourceModule): boolean =>
    module.perRequest === true &&
    module.classes.length === 0 &&
    /(?:^|\/)(?:includes?|inc|libs?)\//.test(module.path) &&
    !imported.has(module);
  const main = production.filter(
    (module) => !asidePath.test(module.path) && !asideName.test(module.path) && !isLeftOver(module),
  );
  // A helper folder counts as far as the program imports from it.
  return importedFrom(
    sources,
    (main.length > 0 ? main : production).map(({ path }) => path),
  );
}

/** What the deploy's start runs to its end first: a script that waits for the database, or fills it. */
async function preparingModules(context: GatherContext, sources: LinkedSources): Promise<readonly string[]> {
  const commands = await context.fact('startCommands');
  return commands
    .filter(({ purpose, oneOff }) => purpose === 'deploy' && !oneOff)
    .flatMap(({ steps }) => steps.filter(({ role }) => role === 'before'))
    .flatMap(({ words }) => [...modulesStartedBy(sources, words)]);
}

/** Words of the package scripts, which name programs beside the one that is deployed (`node extra/reset-password.js`). */
const otherScripts = ({ repo, app }: GatherContext): readonly string[] =>
  (packageScripts(repo)(app.path)?.list ?? [])
    .flatMap(({ text }) => text.split(/\s+/))
    .filter((word) => /\.[cm]?[jt]s$/.test(word))
    .slice(0, 500);

/** Programs beside the one that the deploy starts, which it doesn't load either: a client for trying the service out. */
function withoutIdlePrograms(
  sources: LinkedSources,
  modules: ReadonlySet<string>,
  served: ReadonlySet<string> | undefined,
  scripts: readonly string[],
): ReadonlySet<string> {
  if (!served) return modules;
  const imported = new Set(sources.modules.flatMap((module) => sources.importsOf(module)));
  const idle = new Set(
    sources.modules.flatMap((module) => {
      const { path, ecosystem, entry } = module;
      if (served.has(path)) return [];
      const isProgram =
        (ecosystem === 'python' && entry !== undefined) ||
        (ecosystem === 'node' && !imported.has(module) && scripts.some((word) => namesModule(word, path)));
      return isProgram ? [path] : [];
    }),
  );
  return new Set([...modules].filter((path) => !idle.has(path)));
}
