// From the syntax tree of a Python file to the common source model.
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
import { type ClassScope, mainBlock, type Outline, outline, type Scope, targetScope } from './scopes.ts';
import { fieldDeclarations, isSettingsClass, settingsVariable } from './settings.ts';
import { piecesOf } from './strings.ts';
import { canonical, type Evaluation, evaluation, isProperty } from './values.ts';

/** Methods that change the collection they are called on. */
const mutators = new Set(
  `append add extend insert update setdefault pop popitem remove discard clear appendleft popleft extendleft rotate
  sort reverse put put_nowait move_to_end subtract intersection_update difference_update`.split(/\s+/),
);
const collectionCalls =
  /^(builtins\.(list|dict|set|bytearray)|collections\.(deque|defaultdict|OrderedDict|Counter)|queue\.\w*Queue|weakref\.Weak\w+|cachetools\.\w*Cache)$/;
const comprehensions = /^(list|dictionary|set)_comprehension$/;

type Change = { at: Place; within: string; how: string };

/** Reads one file. Pure; what the parser couldn't make sense of is among the module's problems. */
export function readPython(tree: SyntaxTree, _text: string, path: string): SourceModule {
  const found = outline(tree.root);
  const values = evaluation(found, path);
  for (const { node, scope } of [...found.calls, ...found.subscripts]) values.valueAt(node, scope);
  const environment = new Map(values.environment);
  for (const { node, scope } of found.comparisons) {
    const read = presenceTest(node, scope, values);
    if (read) environment.set(node, read);
  }
  for (const definition of found.classes) {
    if (!isSettingsClass(definition, values)) continue;
    for (const field of fieldDeclarations(definition)) {
      const read = settingsVariable(definition, field.name, values);
      if (read?.kind === 'environment') environment.set(field.node, read);
    }
  }
  const changes = changesOf(found, values);
  const calls = [...values.calls.values(), ...startCalls(found, values)].sort(byPlace);
  const bindings = bindingsOf(found, values, changes);
  return {
    path,
    ecosystem: 'python',
    imports: [
      ...found.imports.map(({ module, node, typeOnly, optional }) => ({
        module,
        at: node.place,
        typeOnly,
        optional,
      })),
      ...dynamicImports(calls),
      ...djangoModules([...environment.values()], bindings, calls),
    ],
    calls,
    bindings,
    functions: functionsOf(found, values, path),
    classes: found.classes.map((definition) => classModel(definition, values)),
    writes: [...writesOf(found, values), ...calls.flatMap(writesOfCall)].sort(byPlace),
    environment: [...environment.values()].sort(byPlace),
    strings: stringsOf(found.strings),
    program: found.program,
    ...(found.program ? { entry: mainBlock } : {}),
    problems: problemsOf(tree, found, path),
  };
}

function byPlace(a: { at: Place }, b: { at: Place }): number {
  return (a.at.line ?? 0) - (b.at.line ?? 0) || (a.at.column ?? 0) - (b.at.column ?? 0);
}

/** `'X' in os.environ` reads the variable too. */
function presenceTest(node: SyntaxNode, scope: Scope, values: Evaluation) {
  const [left, right] = node.namedChildren;
  if (!left || !right || !node.children.some((child) => /^(not )?in$/.test(child.type))) return undefined;
  const of = values.valueAt(right, scope);
  const key = values.valueAt(left, scope);
  if (
    of.kind !== 'reference' ||
    of.module !== 'os' ||
    of.path.join('.') !== 'environ' ||
    key.kind !== 'literal'
  )
    return undefined;
  return { kind: 'environment', name: key.text, required: false, at: node.place } as const;
}

const startDecorator =
  /(^|\.)(on_event|before_first_request|before_serving|listener|before_server_start|on_startup)$/;

/** A function decorated to run when the app starts is handed to the app as an argument would be. */
function startCalls(found: Outline, values: Evaluation): Call[] {
  return found.functions.flatMap(({ name, node, outer, decorators }): Call[] =>
    decorators
      .flatMap((decorator) => decoratorCall(decorator, outer, values))
      .filter(
        ({ callee, arguments: [event] }) =>
          startDecorator.test(callee) && (event?.kind !== 'literal' || /start/.test(event.text)),
      )
      .map((decorator) => ({
        callee: `${decorator.callee}()`,
        arguments: [{ kind: 'function', name, at: node.place }],
        named: new Map(),
        at: decorator.at,
        ...(outer.within !== undefined ? { within: outer.within } : {}),
        constructs: false,
      })),
  );
}

/** `importlib.import_module('x')`, where the name is written out. */
function dynamicImports(calls: readonly Call[]) {
  return calls
    .filter((call) => call.callee === 'importlib.import_module' || call.callee === 'builtins.__import__')
    .flatMap((call) => {
      const name = call.arguments[0];
      return name?.kind === 'literal'
        ? [{ module: name.text, at: call.at, typeOnly: false, optional: false }]
        : [];
    });
}

/** Modules that Django imports by the names that its skeleton gives: settings, addresses, apps. */
function djangoModules(
  environment: readonly Extract<Value, { kind: 'environment' }>[],
  bindings: readonly Binding[],
  calls: readonly Call[],
): ModuleImport[] {
  const named: (Value | undefined)[] = environment
    .filter(({ name }) => name === 'DJANGO_SETTINGS_MODULE')
    .map(({ fallback }) => fallback);
  const apps: Value[] = [];
  for (const { name, value } of bindings) {
    if (name === 'ROOT_URLCONF') named.push(value);
    if (/^(?:INSTALLED|LOCAL|PROJECT)_APPS$/.test(name) && value.kind === 'list') apps.push(...value.items);
  }
  for (const { callee, arguments: given } of calls)
    if (callee === 'django.urls.include' || callee === 'django.conf.urls.include') named.push(given[0]);
  const imported = (value: Value | undefined, part = ''): ModuleImport[] =>
    value?.kind === 'literal' && /^\w+(?:\.\w+)*$/.test(value.text)
      ? [{ module: `${value.text}${part}`, at: value.at, typeOnly: false, optional: true }]
      : [];
  return [
    ...named.flatMap((value) => imported(value)),
    ...apps.flatMap((value) => [...imported(value), ...imported(value, '.models')]),
  ];
}

function problemsOf(tree: SyntaxTree, found: Outline, path: string): Problem[] {
  const problems = [...tree.problems];
  const [first] = found.problems;
  if (first)
    problems.push({
      ...first.place,
      message: 'not valid Python from here on; the rest was read as far as it could be',
    });
  else if (tree.hasErrors) problems.push({ path, message: 'not valid Python in places' });
  return problems;
}

function stringsOf(nodes: readonly SyntaxNode[]): { text: string; at: Place }[] {
  return nodes.map((node) => {
    const parts =
      node.type === 'concatenated_string'
        ? node.namedChildren.filter((part) => part.type === 'string')
        : [node];
    const text = parts.flatMap(piecesOf).map((piece) => (typeof piece === 'string' ? piece : '{}'));
    return { text: text.join(''), at: node.place };
  });
}

function functionsOf(found: Outline, values: Evaluation, path: string): FunctionModel[] {
  const functions = found.functions.map(
    ({ name, node, scope, outer, decorators, returns }): FunctionModel => {
      const parameters: { name: string; type?: string; fallback?: Value }[] = [];
      for (const definitions of scope.definitions.values()) {
        for (const { meaning } of definitions) {
          if (meaning.kind !== 'parameter') continue;
          const declaration = node.childForFieldName('parameters')?.namedChildren.find((parameter) => {
            const identifier =
              parameter.type === 'identifier'
                ? parameter
                : (parameter.childForFieldName('name') ?? parameter.namedChildren[0]);
            return identifier?.text === meaning.name;
          });
          const fallback = declaration?.childForFieldName('value');
          parameters[meaning.index] = {
            name: meaning.name,
            type: meaning.self?.name ?? (meaning.type ? values.typeName(meaning.type, outer) : undefined),
            ...(fallback ? { fallback: values.valueAt(fallback, outer) } : {}),
          };
        }
      }
      return {
        name,
        parameters: [...parameters].map((parameter) => parameter ?? { name: '?' }),
        returns: returns.map((entry) => {
          const value = values.valueAt(entry.node, entry.scope);
          const annotation = node.childForFieldName('return_type');
          // Where the value can't be told, the type that the function declares stands for it.
          const isOpen =
            value.kind === 'unknown' ||
            value.kind === 'member' ||
            (value.kind === 'call' && value.call.callee.includes('?'));
          const type = annotation && isOpen ? values.typeName(annotation, outer) : undefined;
          return type === undefined || type.startsWith('builtins.')
            ? value
            : { kind: 'parameter', function: '', index: 0, name: '', type, at: value.at };
        }),
        decorators: decorators.flatMap((decorator) => decoratorCall(decorator, outer, values)),
        at: node.place,
      };
    },
  );
  if (found.program)
    functions.push({ name: mainBlock, parameters: [], returns: [], decorators: [], at: { path } });
  return functions;
}

/** A decorator as the call that it is; one without brackets is called with the function alone. */
function decoratorCall(decorator: SyntaxNode, scope: Scope, values: Evaluation): Call[] {
  const expression = decorator.namedChildren[0];
  if (!expression) return [];
  const value = values.valueAt(expression, scope);
  const made = values.calls.get(expression);
  if (made) return [made];
  return [
    { callee: canonical(value), arguments: [], named: new Map(), at: decorator.place, constructs: false },
  ];
}

function classModel(definition: ClassScope, values: Evaluation): ClassModel {
  const { name, node, scope, outer } = definition;
  const bases = (node.childForFieldName('superclasses')?.namedChildren ?? [])
    .filter((base) => base.type !== 'keyword_argument' && base.type !== 'comment')
    .map((base) => values.typeName(base, outer) ?? canonical(values.valueAt(base, outer)));
  const decorators =
    node.parent?.type === 'decorated_definition'
      ? node.parent.namedChildren.filter((child) => child.type === 'decorator')
      : [];
  return {
    name,
    bases,
    decorators: decorators.flatMap((decorator) => decoratorCall(decorator, outer, values)),
    fields: [
      ...fieldDeclarations(definition).map((field) => {
        const value =
          settingsVariable(definition, field.name, values) ??
          (field.value ? values.valueAt(field.value, scope) : undefined);
        return {
          name: field.name,
          type: field.type ? values.typeName(field.type, scope) : undefined,
          ...(value ? { value } : {}),
          decorators: [],
          at: field.node.place,
        };
      }),
      ...instanceFields(definition, values),
    ],
    at: node.place,
  };
}

/** What methods set on the instance, and properties: read from outside as fields are. */
function instanceFields(definition: ClassScope, values: Evaluation): ClassModel['fields'] {
  const declared = new Set(fieldDeclarations(definition).map((field) => field.name));
  const names = new Map<string, Place>();
  for (const [name, set] of definition.attributes) if (set[0]) names.set(name, set[0].at.place);
  for (const [name, method] of definition.methods) if (isProperty(method)) names.set(name, method.node.place);
  return [...names].flatMap(([name, at]) => {
    const value = declared.has(name) ? undefined : values.memberOfClass(definition.name, name);
    return value ? [{ name, value, decorators: [], at }] : [];
  });
}

function isCollection(value: Value, node: SyntaxNode | undefined): boolean {
  if (node && comprehensions.test(node.type)) return true;
  if (value.kind === 'choice') return value.options.some((option) => isCollection(option, undefined));
  // A tuple can't grow.
  if (value.kind === 'list') return node?.type !== 'tuple' && node?.type !== 'expression_list';
  if (value.kind === 'object') return true;
  return value.kind === 'call' && collectionCalls.test(value.call.callee);
}

interface Changes {
  /** By scope and name. */
  readonly names: Map<Scope['definitions'], Map<string, Change[]>>;
  /** By class and attribute, for `self.items.append(…)`. */
  readonly members: Map<string, Map<string, Change[]>>;
}

/** Who changes which name from inside a function: by assignment, by a member, by a method. */
function changesOf(found: Outline, values: Evaluation): Changes {
  const names: Changes['names'] = new Map();
  const members: Changes['members'] = new Map();
  const classes = new Map(found.classes.map((definition) => [definition.name, definition]));
  const note = <Key>(map: Map<Key, Map<string, Change[]>>, key: Key, name: string, change: Change) => {
    const inner = map.get(key) ?? new Map<string, Change[]>();
    inner.set(name, [...(inner.get(name) ?? []), change]);
    map.set(key, inner);
  };
  const record = (target: SyntaxNode, scope: Scope, at: Place, how: string) => {
    const within = scope.within;
    if (within === undefined || within === mainBlock) return;
    const { root, path } = rootOf(target);
    if (root?.type !== 'identifier') return;
    const home =
      how === '=' && path.length === 0 ? targetScope(scope, root.text) : values.owner(root.text, scope);
    if (!home || home.definitions === scope.definitions) {
      // `self.items` of a method: the instance's, or the class's own.
      const value = values.lookup(root.text, scope, root.startIndex);
      const owner = value?.kind === 'parameter' && value.type ? classes.get(value.type) : undefined;
      if (owner && path[0] !== undefined && (how !== '=' || path.length > 1) && !isConstructor(within)) {
        note(members, owner.name, path[0], { at, within, how });
      }
      return;
    }
    if (home.kind === 'class') return;
    const value = values.lookup(root.text, scope, root.startIndex);
    // `db.session.add(…)` changes what the library keeps, not a collection of this module.
    const foreign =
      value?.kind === 'reference'
        ? mutators.has(how)
        : value?.kind === 'call' && !classes.has(value.call.callee);
    if (foreign && path.some((step) => step !== '[]')) return;
    note(names, home.definitions, root.text, { at, within, how });
    if (value?.kind === 'function' && path[0] !== undefined && classes.has(value.name)) {
      note(members, value.name, path[0], { at, within, how });
    }
  };
  for (const { target, scope, how } of found.stores) record(target, scope, target.place, how);
  for (const { node, scope } of found.calls) {
    const method = node.childForFieldName('function');
    const name = method?.type === 'attribute' ? method.childForFieldName('attribute')?.text : undefined;
    const object = method?.childForFieldName('object');
    if (name && object && mutators.has(name)) record(object, scope, node.place, name);
  }
  return { names, members };
}

const isConstructor = (within: string) => /(^|\.)(__init__|__new__|__post_init__)$/.test(within);

/** The name at the root of `a.b['c'].d`, and the members on the way. */
function rootOf(target: SyntaxNode): { root: SyntaxNode | undefined; path: string[] } {
  const path: string[] = [];
  let node: SyntaxNode | null = target;
  while (node && (node.type === 'attribute' || node.type === 'subscript')) {
    path.unshift(node.type === 'attribute' ? (node.childForFieldName('attribute')?.text ?? '?') : '[]');
    node = node.childForFieldName(node.type === 'attribute' ? 'object' : 'value');
  }
  return { root: node ?? undefined, path };
}

function bindingsOf(found: Outline, values: Evaluation, changes: Changes): Binding[] {
  const bindings: Binding[] = [];
  const instances: { name: string; type: string; at: Place; exported: boolean }[] = [];
  const classes = new Map(found.classes.map((definition) => [definition.name, definition]));
  const end = Number.MAX_SAFE_INTEGER;
  for (const [name, definitions] of found.module.definitions) {
    const first = definitions[0]?.meaning;
    if (!first || !/^(module|expression|element)$/.test(first.kind)) continue;
    const value = values.lookup(name, found.module, end);
    if (!value) continue;
    const at = 'node' in first ? nameNode(first.node).place : value.at;
    const exported = !name.startsWith('_');
    const collection = definitions.some(
      ({ meaning }) =>
        meaning.kind === 'expression' && meaning.part === undefined && isCollection(value, meaning.node),
    );
    bindings.push({
      name,
      value,
      at,
      exported,
      collection,
      changes: changes.names.get(found.module.definitions)?.get(name) ?? [],
    });
    if (value.kind === 'call' && classes.has(value.call.callee))
      instances.push({ name, type: value.call.callee, at, exported });
  }
  for (const definition of found.classes) {
    const members = new Map<string, { at: Place; node?: SyntaxNode }>();
    for (const field of fieldDeclarations(definition))
      members.set(field.name, { at: field.node.place, node: field.value });
    for (const [name, set] of definition.attributes)
      if (!members.has(name) && set[0]) members.set(name, { at: set[0].at.place, node: set[0].node });
    for (const [name, { at, node }] of members) {
      const value = values.memberOfClass(definition.name, name);
      if (!value) continue;
      const collection = isCollection(value, node);
      // An instance's own collection is state of the process only where the instance is: see below.
      const own = definition.attributes.has(name) && !definition.scope.definitions.has(name);
      const changed = changes.members.get(definition.name)?.get(name) ?? [];
      bindings.push({
        name: `${definition.name}.${name}`,
        value,
        at,
        exported: true,
        collection,
        changes: own ? [] : changed,
      });
      if (!own || !collection) continue;
      for (const instance of instances) {
        if (instance.type !== definition.name) continue;
        bindings.push({
          name: `${instance.name}.${name}`,
          value,
          at,
          exported: instance.exported,
          collection,
          changes: changed,
        });
      }
    }
  }
  for (const star of found.stars) {
    const value: Value = { kind: 'reference', module: star, path: [], at: { path: values.path } };
    bindings.push({ name: '*', value, at: value.at, exported: true, collection: false, changes: [] });
  }
  // What a factory's inner functions share lives as long as the app that it makes.
  for (const { scope, name: within } of found.functions) {
    for (const [name, changed] of changes.names.get(scope.definitions) ?? []) {
      const definition = scope.definitions.get(name)?.[0];
      if (definition?.meaning.kind !== 'expression') continue;
      const value = values.valueAt(definition.meaning.node, scope);
      bindings.push({
        name: `${within}.${name}`,
        value,
        at: value.at,
        exported: false,
        collection: isCollection(value, definition.meaning.node),
        changes: changed,
      });
    }
  }
  return bindings.sort(byPlace);
}

/** The statement that binds a name, where the value is a part of it. */
function nameNode(value: SyntaxNode): SyntaxNode {
  return value.parent?.type === 'assignment' ? value.parent : value;
}

/** Assignments to members of what isn't a local name, and the calls that set several at once. */
function writesOf(found: Outline, values: Evaluation): Write[] {
  const writes: Write[] = [];
  for (const { target, value, part, scope, how } of found.stores) {
    if (!value || how === 'del' || target.type === 'identifier') continue;
    const name = targetName(target, scope, values);
    if (!name) continue;
    const whole = values.valueAt(value, scope);
    const written: Value =
      part === undefined
        ? whole
        : whole.kind === 'list' && whole.items[part]
          ? whole.items[part]
          : { kind: 'member', of: whole, path: [String(part)], at: whole.at };
    writes.push({
      target: name,
      value: written,
      at: target.place,
      ...(scope.within !== undefined ? { within: scope.within } : {}),
    });
  }
  return writes;
}

/** `config.update(A=…)` and Flask's `config.from_mapping(…)`, `config.from_object(…)` set members as assignments do. */
function writesOfCall(call: Call): Write[] {
  const method = /^(.*)\.(update|from_mapping|from_object)$/.exec(call.callee);
  const base = method?.[1];
  if (!base || base.startsWith('builtins.')) return [];
  const within = call.within !== undefined ? { within: call.within } : {};
  const [first] = call.arguments;
  if (method[2] === 'from_object') {
    if (!first) return [];
    const dot = first.kind === 'literal' ? first.text.lastIndexOf('.') : -1;
    const value: Value =
      first.kind === 'literal'
        ? {
            kind: 'reference',
            module: dot < 0 ? first.text : first.text.slice(0, dot),
            path: dot < 0 ? [] : [first.text.slice(dot + 1)],
            at: first.at,
          }
        : first;
    return [{ target: base, value, at: call.at, ...within }];
  }
  const entries = [...(first?.kind === 'object' ? first.entries : []), ...call.named];
  return entries.map(([name, value]) => ({ target: `${base}.${name}`, value, at: value.at, ...within }));
}

/** `app.config['X']` as `flask.Flask().config.X`; computed keys are `?`. */
function targetName(target: SyntaxNode, scope: Scope, values: Evaluation): string | undefined {
  const isAttribute = target.type === 'attribute';
  const object = target.childForFieldName(isAttribute ? 'object' : 'value');
  if (!object) return undefined;
  let key = target.childForFieldName('attribute')?.text;
  if (!isAttribute) {
    const index = target.childForFieldName('subscript');
    const value = index ? values.valueAt(index, scope) : undefined;
    key = value?.kind === 'literal' ? value.text : '?';
  }
  return `${canonical(values.valueAt(object, scope))}.${key}`;
}
