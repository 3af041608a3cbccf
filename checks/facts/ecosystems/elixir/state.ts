// State that processes of an Elixir module hold: GenServers, Agents and ETS tables that bear a name.
import type { Place } from '../../../engine/place.ts';
import type { Binding, Call, Value } from '../../source/model.ts';
import type { SyntaxNode } from '../../source/syntax.ts';
import type { Clause, Reading } from './evaluate.ts';
import { atomText } from './literals.ts';
import type { ModuleScope } from './scopes.ts';

type Change = Binding['changes'][number];

const lastPart = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/** The module in which a call stands. */
export function moduleOf(reading: Reading, { within }: Call): ModuleScope | undefined {
  if (within === undefined) return undefined;
  let best: ModuleScope | undefined;
  for (const module of reading.modules)
    if (within.startsWith(`${module.name}.`) && module.name.length > (best?.name.length ?? -1)) best = module;
  return best;
}

/** Each kept state as a binding whose changes are what clients make the process do. */
export function stateBindings(reading: Reading): Binding[] {
  return [...servers(reading), ...agents(reading), ...tables(reading)];
}

const bindingAt = (name: string, at: Place, changes: readonly Change[]): Binding => ({
  name,
  value: { kind: 'object', entries: new Map(), at },
  at,
  exported: false,
  collection: true,
  changes,
});

function servers(reading: Reading): Binding[] {
  return reading.modules.flatMap((module): Binding[] => {
    if (!module.bases.includes('GenServer')) return [];
    const isNamed = reading.calls.some(
      (call) =>
        /^GenServer\.start(?:_link)?$/.test(call.callee) &&
        call.named.has('name') &&
        moduleOf(reading, call) === module,
    );
    const own = reading.clauses.filter((clause) => clause.module === module);
    const initial = own
      .filter((clause) => clause.function === 'init')
      .flatMap(({ ends }) => ends)
      .map((end) => (atomText(end.namedChildren[0]) === 'ok' ? end.namedChildren[1] : undefined))
      .find((state) => state && isCollection(state));
    if (!isNamed || !initial) return [];
    const changes = own
      .filter((clause) => /^handle_(?:call|cast)$/.test(clause.function))
      .flatMap((clause) =>
        clause.ends
          .filter((end) => handsOnNewState(end, clause))
          .map(
            (end): Change => ({ at: end.place, within: `${module.name}.${clause.function}`, how: 'state' }),
          ),
      );
    return [bindingAt(lastPart(module.name), initial.place, changes)];
  });
}

const isCollection = (node: SyntaxNode): boolean =>
  node.type === 'map' ||
  node.type === 'list' ||
  (node.type === 'call' &&
    /^(?:Map|MapSet|Keyword|:queue|:gb_trees|:dict)\.new$/.test(
      node.childForFieldName('target')?.text ?? '',
    ));

/** `{:reply, reply, state}`: the last part isn't the state that the callback was given. */
function handsOnNewState(end: SyntaxNode, clause: Clause): boolean {
  if (end.type !== 'tuple' || !/^(?:reply|noreply)$/.test(atomText(end.namedChildren[0]) ?? '')) return false;
  const handed = end.namedChildren[atomText(end.namedChildren[0]) === 'reply' ? 2 : 1];
  if (!handed) return false;
  const given = clause.parameters.at(-1);
  const name = given?.type === 'identifier' ? given.text : undefined;
  if (handed.type !== 'identifier' || handed.text !== name) return true;
  return clause.bodies.some((body) => bindsAgain(body, name));
}

function bindsAgain(body: SyntaxNode, name: string): boolean {
  for (const node of body.walk())
    if (
      node.type === 'binary_operator' &&
      node.childForFieldName('operator')?.text === '=' &&
      node.childForFieldName('left')?.text === name
    )
      return true;
  return false;
}

function agents(reading: Reading): Binding[] {
  return reading.calls.flatMap((call): Binding[] => {
    if (!/^Agent\.start(?:_link)?$/.test(call.callee) || !call.named.has('name')) return [];
    const module = moduleOf(reading, call);
    const changes = reading.calls
      .filter(({ callee }) => /^Agent\.(?:update|get_and_update|cast)$/.test(callee))
      .map(({ at, within = '', callee }): Change => ({ at, within, how: callee }));
    return [bindingAt(lastPart(module?.name ?? 'Agent'), call.at, changes)];
  });
}

function tables(reading: Reading): Binding[] {
  return reading.calls.flatMap((call): Binding[] => {
    if (call.callee !== ':ets.new') return [];
    const table = nameOf(call.arguments[0]);
    const changes = reading.calls
      .filter(
        ({ callee, arguments: [first] }) =>
          /^:ets\.(?:insert|insert_new|delete|delete_object|update_counter|update_element|take)$/.test(
            callee,
          ) &&
          (nameOf(first) === undefined || nameOf(first) === table),
      )
      .map(({ at, within = '', callee }): Change => ({ at, within, how: callee }));
    const module = lastPart(moduleOf(reading, call)?.name ?? '');
    return [
      bindingAt([module, lastPart(table ?? '')].filter((part) => part !== '').join('.'), call.at, changes),
    ];
  });
}

const nameOf = (value: Value | undefined): string | undefined =>
  value?.kind === 'reference' && value.path.length === 0 ? value.module.replace(/^:/, '') : undefined;

/** What a message makes a process do, as calls: `GenServer.call(server, …)` runs the `handle_call` of the server's module. */
export function messageCalls(reading: Reading): Call[] {
  return reading.calls.flatMap((call): Call[] => {
    const callback =
      call.callee === 'GenServer.call'
        ? 'handle_call'
        : call.callee === 'GenServer.cast'
          ? 'handle_cast'
          : undefined;
    if (callback === undefined) return [];
    const own = moduleOf(reading, call);
    const [server] = call.arguments;
    const isOther =
      server?.kind === 'reference' && /^[A-Z]/.test(server.module) && server.module !== own?.name;
    if (isOther)
      return [
        {
          ...call,
          callee: `${server.module}.${callback}`,
          target: { ...server, path: [callback] },
          arguments: [],
        },
      ];
    if (!own?.functions.has(callback)) return [];
    const name = `${own.name}.${callback}`;
    return [{ ...call, callee: callback, target: { kind: 'function', name, at: call.at }, arguments: [] }];
  });
}

/** A message to come, `Process.send_after(self(), :work, 1000)`, with the callback that will take it as its job. */
export function withJob(reading: Reading, call: Call): Call {
  if (!/^(?:Process\.send_after|:timer\.send_(?:interval|after))$/.test(call.callee)) return call;
  const own = moduleOf(reading, call);
  if (!own?.functions.has('handle_info')) return call;
  const job: Value = { kind: 'function', name: `${own.name}.handle_info`, at: call.at };
  return { ...call, arguments: [...call.arguments, job] };
}
