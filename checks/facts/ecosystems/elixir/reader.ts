// From the syntax tree of an Elixir file to the common source model.
import type { Place, Problem } from '../../../engine/place.ts';
import type { Binding, ClassModel, FunctionModel, SourceModule } from '../../source/model.ts';
import type { SyntaxTree } from '../../source/syntax.ts';
import { configWrites } from './config.ts';
import { type Reading, readTree } from './evaluate.ts';
import { handlerCalls } from './handlers.ts';
import { messageCalls, stateBindings, withJob } from './state.ts';

/** Reads one file. Modules are classes that derive from what they `use`. Pure. */
export function readElixir(tree: SyntaxTree, _text: string, path: string): SourceModule {
  const reading = readTree(tree.root);
  const calls = [
    ...reading.calls.map((call) => withJob(reading, call)),
    ...messageCalls(reading),
    ...handlerCalls(reading),
  ].sort(byPlace);
  const application = reading.modules.find(({ bases }) => bases.includes('Application'));
  return {
    path,
    ecosystem: 'elixir',
    imports: importsOf(reading),
    calls,
    bindings: [...attributeBindings(reading), ...functionBindings(reading), ...stateBindings(reading)],
    functions: reading.functions.map(
      ({ name, parameters, returns, at }): FunctionModel => ({
        name,
        parameters: Array.from(parameters, (parameter) => parameter ?? { name: '_' }),
        returns,
        decorators: [],
        at,
      }),
    ),
    classes: reading.modules.map(
      ({ name, bases, node }): ClassModel => ({ name, bases, decorators: [], fields: [], at: node.place }),
    ),
    writes: configWrites(calls, path),
    environment: reading.environment,
    strings: reading.strings,
    program: application !== undefined,
    ...(application ? { entry: `${application.name}.start` } : {}),
    problems: problemsOf(tree, reading, path),
  };
}

const byPlace = (a: { at: Place }, b: { at: Place }): number =>
  (a.at.line ?? 0) - (b.at.line ?? 0) || (a.at.column ?? 0) - (b.at.column ?? 0);

/** Modules that are named by directives, and those whose functions are called by their full name. */
function importsOf({ imports, calls }: Reading): SourceModule['imports'] {
  const seen = new Set(imports.map(({ module }) => module));
  const called = calls.flatMap(({ target, at }) => {
    const name = target?.kind === 'reference' && /^[A-Z:]/.test(target.module) ? target.module : undefined;
    if (name === undefined || seen.has(name)) return [];
    seen.add(name);
    return [{ module: name, at, typeOnly: true, optional: false }];
  });
  return [...imports, ...called];
}

/** `@name value` of a module. */
function attributeBindings({ modules }: Reading): Binding[] {
  return modules.flatMap(({ attributes }) =>
    [...attributes].map(
      ([name, value]): Binding => ({
        name: `@${name}`,
        value,
        at: value.at,
        exported: false,
        collection: false,
        changes: [],
      }),
    ),
  );
}

/** Functions by the name that other modules call them by: a file holds one module as a rule. */
function functionBindings({ functions, modules }: Reading): Binding[] {
  const [main] = modules;
  if (!main) return [];
  return functions
    .filter(
      ({ name, module }) => module === main && name.startsWith(`${main.name}.`) && !name.includes('.<fn:'),
    )
    .map(
      ({ name, at }): Binding => ({
        name: name.slice(main.name.length + 1),
        value: { kind: 'function', name, at },
        at,
        exported: true,
        collection: false,
        changes: [],
      }),
    );
}

function problemsOf(tree: SyntaxTree, { errors: [first] }: Reading, path: string): Problem[] {
  if (first)
    return [
      ...tree.problems,
      { ...first.place, message: 'not valid Elixir from here on; the rest was read as far as it could be' },
    ];
  return tree.hasErrors
    ? [...tree.problems, { path, message: 'not valid Elixir in places' }]
    : [...tree.problems];
}
