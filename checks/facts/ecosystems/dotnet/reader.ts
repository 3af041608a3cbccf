// From the syntax tree of a C# file to the common source model.
import type { Place, Problem } from '../../../engine/place.ts';
import type {
  Binding,
  Call,
  ClassModel,
  ForeignChange,
  FunctionModel,
  ModuleImport,
  SourceModule,
  Value,
  Write,
} from '../../source/model.ts';
import type { SyntaxNode, SyntaxTree } from '../../source/syntax.ts';
import { type FunctionScope, type Outline, outline, type TypeScope } from './scopes.ts';
import { piecesOf } from './strings.ts';
import { collectionOf, type Evaluation, evaluation } from './values.ts';

type Change = Binding['changes'][number];

/** Reads one file. Types and extension methods of other files are names that all files share. Pure. */
export function readCsharp(tree: SyntaxTree, _text: string, path: string): SourceModule {
  const found = outline(tree.root);
  const values = evaluation(found);
  for (const { node, scope } of [...found.calls, ...found.creations, ...found.indexes])
    values.valueAt(node, scope);
  const classes = [...found.types.values()].map((type) => classModel(type, values));
  const functions = found.functions.map((scope) => functionModel(scope, values));
  const written = writesOf(found, values);
  const changed = changesOf(found, values);
  const attributes = [
    ...functions.flatMap(({ decorators }) => decorators),
    ...classes.flatMap(({ decorators }) => decorators),
  ];
  const main = found.functions.find(({ name }) => name !== undefined && /(?:^|\.)Main$/.test(name));
  const program = found.topLevel || main !== undefined;
  return {
    path,
    ecosystem: 'dotnet',
    imports: importsOf(found, values),
    calls: [...values.calls.values(), ...written.calls, ...attributes].sort(byPlace),
    bindings: bindingsOf(found, values, changed.own),
    functions,
    classes,
    writes: written.writes.sort(byPlace),
    environment: [...values.environment.values()].sort(byPlace),
    strings: found.strings.map((node) => ({ text: textOf(node), at: node.place })),
    ...(changed.foreign.length > 0 ? { foreignChanges: changed.foreign } : {}),
    program,
    ...(main?.name !== undefined && !found.topLevel ? { entry: main.name } : {}),
    problems: problemsOf(tree, found, path),
  };
}

function byPlace(a: { at: Place }, b: { at: Place }): number {
  return (a.at.line ?? 0) - (b.at.line ?? 0) || (a.at.column ?? 0) - (b.at.column ?? 0);
}

const textOf = (node: SyntaxNode): string =>
  piecesOf(node)
    .map((piece) => (typeof piece === 'string' ? piece : '{}'))
    .join('');

function problemsOf(tree: SyntaxTree, found: Outline, path: string): Problem[] {
  const [first] = found.problems;
  if (first)
    return [
      ...tree.problems,
      { ...first.place, message: 'not valid C# from here on; the rest was read as far as it could be' },
    ];
  return tree.hasErrors
    ? [...tree.problems, { path, message: 'not valid C# in places' }]
    : [...tree.problems];
}

/** Namespaces as they are used, and the names that other files of the program may declare. */
function importsOf(found: Outline, values: Evaluation): ModuleImport[] {
  const usings = found.usings.map(({ namespace, node }) => ({
    module: namespace,
    at: node.place,
    typeOnly: false,
    optional: false,
  }));
  const names = [...values.foreign].map(([name, node]) => ({
    module: `::${name}`,
    at: node.place,
    typeOnly: true,
    optional: false,
  }));
  return [...usings, ...names];
}

function functionModel(scope: FunctionScope, values: Evaluation): FunctionModel {
  return {
    name: scope.name ?? '?',
    parameters: scope.parameters.map(({ name, type, fallback }, index) => {
      const told = values.typeName(type);
      return {
        // What an extension method is called on is what other languages call `self`.
        name: scope.extension && index === 0 ? 'self' : name,
        ...(told === undefined ? {} : { type: told }),
        ...(fallback ? { fallback: values.valueAt(fallback, scope) } : {}),
      };
    }),
    returns: scope.returns.map((node) => returned(node, scope, values)),
    decorators: scope.attributes.map((node) => values.attributeCall(node, scope)),
    at: scope.node.place,
  };
}

/** Where a result can't be told, the type that the method declares stands for it. */
function returned(node: SyntaxNode, scope: FunctionScope, values: Evaluation): Value {
  const value = values.valueAt(node, scope);
  const type = values.typeName(scope.node.childForFieldName('returns'));
  const isOpen = value.kind === 'unknown' || value.kind === 'member';
  return isOpen && type !== undefined && type !== 'Task' && type !== 'ValueTask'
    ? { kind: 'parameter', function: '', index: 0, name: '', type, at: value.at }
    : value;
}

function classModel(type: TypeScope, values: Evaluation): ClassModel {
  return {
    name: type.name,
    bases: type.bases.flatMap((base) => values.typeName(base) ?? []),
    ...(type.isInterface ? { isInterface: true as const } : {}),
    decorators: type.attributes.map((node) => values.attributeCall(node, type.initializers)),
    fields: [...type.fields.values()].map((field) => {
      const told = values.typeName(field.type);
      const value = values.fieldValue(type, field);
      return {
        name: field.name,
        ...(told === undefined ? {} : { type: told }),
        ...(value.kind === 'unknown' ? {} : { value }),
        decorators: field.attributes.map((node) => values.attributeCall(node, type.initializers)),
        at: field.node.place,
      };
    }),
    at: type.node.place,
  };
}

/** Assignments to members, as writes and as the setters and subscriptions that they call. */
function writesOf(found: Outline, values: Evaluation): { writes: Write[]; calls: Call[] } {
  const writes: Write[] = [];
  const calls: Call[] = [];
  for (const store of found.stores) {
    const { target, scope, how } = store;
    if (!store.value) continue;
    if (how === '+=' && target.type === 'member_access_expression') {
      const call = values.subscription(store, target, values.valueAt(store.value, scope));
      if (call) calls.push(call);
    }
    if (how !== '=' && how !== '??=') continue;
    const value = values.valueAt(store.value, scope);
    const within = scope.name === undefined ? {} : { within: scope.name };
    if (target.type === 'member_access_expression') {
      const operand = target.childForFieldName('expression');
      if (!operand) continue;
      const name = target.childForFieldName('name')?.text ?? '?';
      const of = values.canonical(values.valueAt(operand, scope));
      writes.push({ target: `${of}.${name}`, value, at: target.place, ...within });
      const call = values.setterCall(store, target, value);
      if (call) calls.push(call);
    } else if (target.type === 'element_access_expression') {
      const operand = target.childForFieldName('expression');
      const key = target.childForFieldName('subscript')?.namedChildren[0];
      const index = key && values.valueAt(key, scope);
      if (operand && index?.kind === 'literal')
        writes.push({
          target: `${values.canonical(values.valueAt(operand, scope))}.${index.text}`,
          value,
          at: target.place,
          ...within,
        });
    }
  }
  return { writes, calls };
}

const mutators =
  /^(?:Add|AddRange|AddOrUpdate|AddFirst|AddLast|Insert|InsertRange|Remove|RemoveAt|RemoveAll|RemoveRange|RemoveWhere|Clear|TryAdd|TryRemove|TryUpdate|GetOrAdd|Enqueue|Dequeue|TryDequeue|Push|Pop|TryPop|TryTake|Take|UnionWith|ExceptWith|Set)$/;

/** The name at the root of `a.B[c].D`, and the members on the way. */
function rootOf(target: SyntaxNode): { root: SyntaxNode | undefined; path: readonly string[] } {
  const path: string[] = [];
  let node: SyntaxNode | undefined = target;
  while (
    node &&
    /^(?:member_access_expression|element_access_expression|conditional_access_expression|parenthesized_expression|postfix_unary_expression)$/.test(
      node.type,
    )
  ) {
    if (node.type === 'member_access_expression') path.unshift(node.childForFieldName('name')?.text ?? '?');
    node =
      node.childForFieldName('expression') ?? node.childForFieldName('condition') ?? node.namedChildren[0];
  }
  return { root: node, path };
}

/** Changes made inside functions to what outlives them: fields, and locals of the program's start. */
function changesOf(
  found: Outline,
  values: Evaluation,
): { own: Map<string, Change[]>; foreign: ForeignChange[] } {
  const own = new Map<string, Change[]>();
  const foreign: ForeignChange[] = [];
  const record = (target: SyntaxNode, scope: FunctionScope, at: Place, how: string) => {
    if (scope.name === undefined || scope.name.endsWith('constructor')) return;
    const { root, path } = rootOf(target);
    if (!root) return;
    const change = { at, within: scope.name, how };
    const note = (name: string) => {
      const list = own.get(name);
      if (list) list.push(change);
      else own.set(name, [change]);
    };
    const isThis = /^(?:this|this_expression)$/.test(root.type);
    const name = isThis ? path[0] : root.type === 'identifier' ? root.text : undefined;
    if (name === undefined) return;
    const owner = values.ownerOf(name, scope);
    if (owner && 'fields' in owner) note(`${owner.name}.${name}`);
    else if (owner) {
      if (isLasting(owner) && owner !== scope) note(name);
    } else if (/^[A-Z]/.test(name) && path[0] !== undefined) {
      // A static member of another type.
      if (found.types.has(name)) note(`${name}.${path[0]}`);
      else
        foreign.push({
          target: { kind: 'reference', module: '', path: [name, path[0]], at: root.place },
          ...change,
        });
    }
  };
  for (const { target, scope, how } of found.stores) record(target, scope, target.place, how);
  for (const { node, scope } of found.calls) {
    const called = node.childForFieldName('function');
    const operand = called?.childForFieldName('expression') ?? called?.childForFieldName('condition');
    const method =
      called?.type === 'conditional_access_expression'
        ? called.namedChildren.at(-1)?.childForFieldName('name')?.text
        : called?.childForFieldName('name')?.text;
    if (operand && method !== undefined && mutators.test(method)) record(operand, scope, node.place, method);
  }
  return { own, foreign };
}

/** The program's start: its locals live as long as the process. */
const isLasting = (scope: FunctionScope): boolean =>
  (scope.name === undefined && scope.parent === undefined) || /(?:^|\.)Main$/.test(scope.name ?? '');

const isCollection = (value: Value): boolean =>
  value.kind === 'choice'
    ? value.options.some(isCollection)
    : value.kind === 'object' || value.kind === 'list';

function bindingsOf(
  found: Outline,
  values: Evaluation,
  changes: ReadonlyMap<string, readonly Change[]>,
): Binding[] {
  const bindings: Binding[] = [];
  for (const type of found.types.values()) {
    for (const field of type.fields.values()) {
      const name = `${type.name}.${field.name}`;
      const value = values.fieldValue(type, field);
      const collection = collectionOf(field.type) !== undefined || isCollection(value);
      const isFixed = field.getter !== undefined && !field.value;
      if (!field.isStatic && !(collection && changes.has(name) && !isFixed)) continue;
      bindings.push({
        name,
        value,
        at: field.node.place,
        exported: true,
        collection: collection && !isFixed,
        changes: changes.get(name) ?? [],
        ...(field.isStatic ? {} : { perInstanceOf: type.name }),
      });
    }
  }
  const starts = [found.root, ...found.functions.filter(isLasting)];
  for (const scope of starts) {
    for (const [name, [first]] of scope.definitions) {
      if (first?.kind !== 'value') continue;
      const value = values.valueAt(first.at, scope);
      bindings.push({
        name,
        value,
        at: first.at.place,
        exported: false,
        collection: isCollection(value),
        changes: changes.get(name) ?? [],
      });
    }
  }
  // Called as if another type had them, they are known by their names alone.
  for (const { extension, name, node } of found.functions) {
    if (!extension || name === undefined) continue;
    const short = name.slice(name.indexOf('.') + 1).replace(/:.*$/, '');
    const value: Value = { kind: 'function', name, at: node.place };
    bindings.push({ name: short, value, at: node.place, exported: true, collection: false, changes: [] });
  }
  return bindings.sort(byPlace);
}
