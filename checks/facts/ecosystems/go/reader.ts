// From the syntax tree of a Go file to the common source model.
import type { Place, Problem } from '../../../engine/place.ts';
import type {
  Binding,
  Call,
  ClassModel,
  FunctionModel,
  ModuleImport,
  SourceModule,
  Value,
  Write,
} from '../../source/model.ts';
import type { SyntaxNode, SyntaxTree } from '../../source/syntax.ts';
import { type FunctionScope, type Outline, outline, stringText } from './scopes.ts';
import { type Environment, type Evaluation, evaluation } from './values.ts';

type Change = Binding['changes'][number];

/** Reads one file. Names of the package that other files declare are references to the module `.`. Pure. */
export function readGo(tree: SyntaxTree, _text: string, path: string): SourceModule {
  const found = outline(tree.root);
  const values = evaluation(found);
  for (const { node, scope } of [...found.calls, ...found.composites, ...found.indexes])
    values.valueAt(node, scope);
  const classes = [...found.structs.values()].map((struct) => structModel(struct, found, values));
  const environment = new Map<SyntaxNode, Environment>(values.environment);
  for (const struct of found.structs.values()) {
    for (const field of struct.fields) {
      const tagged = values.tagOf(struct, field);
      if (tagged?.kind === 'environment') environment.set(field.node, tagged);
    }
  }
  const bindings = bindingsOf(found, values);
  const functions = found.functions.map((scope) => functionModel(scope, values));
  const calls = [...values.calls.values()].sort(byPlace);
  const writes = [...writesOf(found, values), ...calls.flatMap(defaultOf)].sort(byPlace);
  const program = found.packageName === 'main' && found.functionNames.has('main');
  return {
    path,
    ecosystem: 'go',
    imports: importsOf(found, values),
    calls,
    bindings,
    functions,
    classes,
    writes,
    environment: [...environment.values()].sort(byPlace),
    strings: stringsOf(found),
    program,
    ...(program ? { entry: 'main' } : {}),
    problems: problemsOf(tree, found, path),
  };
}

function byPlace(a: { at: Place }, b: { at: Place }): number {
  return (a.at.line ?? 0) - (b.at.line ?? 0) || (a.at.column ?? 0) - (b.at.column ?? 0);
}

function importsOf(found: Outline, values: Evaluation): ModuleImport[] {
  const imports = found.imports.map(({ path, node }) => ({
    module: path,
    at: node.place,
    typeOnly: false,
    optional: false,
  }));
  // The package's other files: names of theirs are used here.
  if (values.usesPackage())
    imports.push({
      module: '.',
      at: { ...imports[0]?.at, path: found.imports[0]?.node.place.path ?? '' },
      typeOnly: false,
      optional: false,
    });
  return imports;
}

function problemsOf(tree: SyntaxTree, found: Outline, path: string): Problem[] {
  const [first] = found.problems;
  if (first)
    return [
      ...tree.problems,
      { ...first.place, message: 'not valid Go from here on; the rest was read as far as it could be' },
    ];
  return tree.hasErrors
    ? [...tree.problems, { path, message: 'not valid Go in places' }]
    : [...tree.problems];
}

function stringsOf(found: Outline): { text: string; at: Place }[] {
  return found.strings.map((node) => ({ text: stringText(node), at: node.place }));
}

function functionModel(scope: FunctionScope, values: Evaluation): FunctionModel {
  const parameters: { name: string; type?: string }[] = [];
  for (const [name, definitions] of scope.definitions) {
    for (const { meaning } of definitions) {
      if (meaning.kind !== 'parameter' || meaning.index < 0) continue;
      const type = values.typeName(meaning.type);
      parameters[meaning.index] = { name, ...(type ? { type } : {}) };
    }
  }
  return {
    name: scope.name,
    parameters: [...parameters].map((parameter) => parameter ?? { name: '_' }),
    returns: returnsOf(scope, values),
    decorators: [],
    at: scope.node.place,
  };
}

/** Of several results the first. Where its value can't be told, the type that the function declares stands for it. */
function returnsOf(scope: FunctionScope, values: Evaluation): Value[] {
  const result = scope.node.childForFieldName('result');
  const first =
    result?.type === 'parameter_list' ? result.namedChildren[0]?.childForFieldName('type') : result;
  const type = values.typeName(first);
  return scope.returns
    .map((node) => values.valueAt(node, scope))
    .filter((value) => value.kind !== 'literal' || value.type !== 'null')
    .map((value) =>
      type !== undefined && (value.kind === 'unknown' || value.kind === 'member')
        ? { kind: 'parameter', function: '', index: 0, name: '', type, at: value.at }
        : value,
    );
}

/** viper's and koanf's `SetDefault("port", 8080)`: an entry of configuration with its default. */
function defaultOf(call: Call): Write[] {
  const base = /^(.*)\.SetDefault$/.exec(call.callee)?.[1];
  const [name, fallback] = call.arguments;
  if (base === undefined || name?.kind !== 'literal' || !fallback) return [];
  const value: Value = { kind: 'configuration', name: name.text, fallback, at: call.at };
  return [
    { target: `${base}.${name.text}`, value, at: call.at, ...(call.within ? { within: call.within } : {}) },
  ];
}

function structModel(
  struct: Parameters<Evaluation['fieldValue']>[0],
  _found: Outline,
  values: Evaluation,
): ClassModel {
  return {
    name: struct.name,
    bases: struct.fields
      .filter((field) => field.embedded)
      .flatMap((field) => values.typeName(field.type) ?? []),
    decorators: [],
    fields: struct.fields.map((field) => {
      const value = values.fieldValue(struct, field.name);
      const type = values.typeName(field.type);
      return {
        name: field.name,
        ...(type ? { type } : {}),
        ...(value ? { value } : {}),
        decorators: [],
        at: field.node.place,
      };
    }),
    at: struct.node.place,
  };
}

function isCollection(value: Value): boolean {
  if (value.kind === 'choice') return value.options.some(isCollection);
  return value.kind === 'object' || value.kind === 'list';
}

/** The name at the root of `a.b["c"].d`, and the steps on the way. */
function rootOf(target: SyntaxNode): { root: SyntaxNode | undefined; path: string[] } {
  const path: string[] = [];
  let node: SyntaxNode | null = target;
  while (
    node &&
    /^(selector_expression|index_expression|parenthesized_expression|unary_expression|slice_expression)$/.test(
      node.type,
    )
  ) {
    if (node.type === 'selector_expression') path.unshift(node.childForFieldName('field')?.text ?? '?');
    else if (node.type === 'index_expression') path.unshift('[]');
    node = node.childForFieldName('operand') ?? node.namedChildren[0] ?? null;
  }
  return { root: node ?? undefined, path };
}

const changingMethod = /^(Store|LoadOrStore|Delete|LoadAndDelete|Swap|PushBack|PushFront|Remove)$/;
const sharing = /^sync\.(RW)?Mutex$/;

function bindingsOf(found: Outline, values: Evaluation): Binding[] {
  const changes = new Map<string, Change[]>();
  const note = (name: string, change: Change) => changes.set(name, [...(changes.get(name) ?? []), change]);
  const elsewhere = new Map<string, SyntaxNode>();
  const record = (target: SyntaxNode, scope: FunctionScope | undefined, at: Place, how: string) => {
    if (!scope || scope.name === 'init') return;
    const { root, path } = rootOf(target);
    if (root?.type !== 'identifier') return;
    const owner = values.ownerOf(root.text, scope);
    const change = { at, within: scope.name, how };
    if (owner === 'package' && found.definitions.get(root.text)?.some((definition) => definition.declares)) {
      note(root.text, change);
      const struct = values.structOf(values.packageValue(root.text) ?? { kind: 'unknown', text: '', at });
      if (struct && path[0] !== undefined && path[0] !== '[]') note(`${struct.name}.${path[0]}`, change);
      return;
    }
    if (owner === undefined || owner === 'package') {
      // Declared in another file of the package, or in a package that is imported: only a member's change shows a collection.
      const value = values.valueAt(root, scope);
      const isReference = value.kind === 'reference' || owner === 'package';
      const name =
        value.kind === 'reference' && value.module !== '.'
          ? `${root.text}.${path[0] ?? '?'}`
          : `${found.packageName}.${root.text}`;
      // A function of an imported package (`os.Remove(path)`) changes nothing that the package's name holds.
      const callsPackage = path.length === 0 && value.kind === 'reference' && value.module !== '.';
      if (
        isReference &&
        !(callsPackage && changingMethod.test(how)) &&
        (path.at(-1) === '[]' || how === 'delete' || how === 'append' || changingMethod.test(how))
      ) {
        elsewhere.set(name, root);
        note(name, change);
      }
      return;
    }
    const struct = values.structOf(values.valueAt(root, scope));
    if (struct && path[0] !== undefined && path[0] !== '[]' && owner.receiver?.name === root.text)
      note(`${struct.name}.${path[0]}`, change);
  };
  for (const { target, value, scope, how } of found.stores) {
    const appends =
      value?.type === 'call_expression' && value.childForFieldName('function')?.text === 'append';
    record(target, scope, target.place, appends ? 'append' : how);
  }
  for (const { node, scope } of found.calls) {
    const method = node.childForFieldName('function');
    const name =
      method?.type === 'selector_expression' ? (method.childForFieldName('field')?.text ?? '') : '';
    const operand = method?.childForFieldName('operand');
    if (operand && changingMethod.test(name)) record(operand, scope, node.place, name);
  }
  const bindings: Binding[] = [];
  const held = new Set<string>();
  for (const [name, definitions] of found.definitions) {
    const [first] = definitions.filter((definition) => definition.declares);
    const value = first && values.packageValue(name);
    if (!first || !value) continue;
    const struct = values.structOf(value);
    if (struct) held.add(struct.name);
    bindings.push({
      name,
      value,
      at: first.at.place,
      exported: /^[A-Z]/.test(name),
      collection: isCollection(value),
      changes: changes.get(name) ?? [],
    });
  }
  for (const struct of found.structs.values()) {
    // One that guards itself against several goroutines, or stands at package level, outlives a request.
    const lasting =
      held.has(struct.name) || struct.fields.some((field) => sharing.test(values.typeName(field.type) ?? ''));
    for (const field of struct.fields) {
      const name = `${struct.name}.${field.name}`;
      const changed = changes.get(name);
      if (!lasting || !changed) continue;
      const holds =
        /^(map_type|slice_type)$/.test(field.type.type) || values.typeName(field.type) === 'sync.Map';
      const value: Value = { kind: 'object', entries: new Map(), at: field.node.place };
      bindings.push({
        name,
        value,
        at: field.node.place,
        exported: false,
        collection: holds,
        changes: changed,
      });
    }
  }
  for (const [name, root] of elsewhere) {
    const value: Value = { kind: 'reference', module: '.', path: [root.text], at: root.place };
    bindings.push({
      name,
      value,
      at: root.place,
      exported: false,
      collection: true,
      changes: changes.get(name) ?? [],
    });
  }
  return bindings.sort(byPlace);
}

/** Assignments to members of what isn't a local collection: `http.DefaultClient.Timeout = …`, `cfg.Port = …`. */
function writesOf(found: Outline, values: Evaluation): Write[] {
  return found.stores
    .flatMap(({ target, value, scope, how }): Write[] => {
      if (
        !value ||
        (how !== '=' && how !== 'flag') ||
        !/^(selector_expression|index_expression)$/.test(target.type)
      )
        return [];
      const operand = target.childForFieldName('operand');
      if (!operand) return [];
      const index = target.childForFieldName('index');
      const indexed = index ? values.valueAt(index, scope) : undefined;
      const key =
        target.childForFieldName('field')?.text ?? (indexed?.kind === 'literal' ? indexed.text : '?');
      return [
        {
          target: `${values.canonical(values.valueAt(operand, scope))}.${key}`,
          value: how === 'flag' ? values.flagValue(value, scope) : values.valueAt(value, scope),
          at: target.place,
          ...(scope ? { within: scope.name } : {}),
        },
      ];
    })
    .sort(byPlace);
}
