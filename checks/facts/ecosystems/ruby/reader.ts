// From the syntax tree of a Ruby file to the common source model.
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
import { underscored } from './modules.ts';
import {
  type ClassScope,
  constantPath,
  type Definition,
  keyOfName,
  mainBlock,
  type Outline,
  outline,
  type Scope,
} from './scopes.ts';
import { serverSettings } from './settings-files.ts';
import { canonical, type Evaluation, evaluation } from './values.ts';

type Change = Binding['changes'][number];

/** Methods that change the collection they are called on. */
const mutators = new Set(
  `<< push append unshift prepend insert concat add add? delete delete_at delete_if reject! select! map! keep_if clear merge!
  update store replace pop shift compact! uniq! sort! reverse! shuffle! []= filter! slice! transform_values! enq increment`.split(
    /\s+/,
  ),
);
const collectionCalls =
  /^(?:Array|Hash|Set|SortedSet|Queue|Thread\.Queue|SizedQueue|Concurrent\.(?:Map|Hash|Array|Set)|ThreadSafe\.\w+|ObjectSpace\.WeakMap)$/;

/** Reads one file. Pure; what the parser couldn't make sense of is among the module's problems. */
export function readRuby(tree: SyntaxTree, _text: string, path: string): SourceModule {
  const found = outline(tree.root);
  const values = evaluation(found, path);
  for (const { node, scope } of found.calls) values.valueAt(node, scope);
  const changes = changesOf(found, values);
  const calls = [...values.calls.values()].sort(byPlace);
  return {
    path,
    ecosystem: 'ruby',
    imports: importsOf(found, values),
    calls,
    bindings: [...bindingsOf(found, values, changes), ...settingsOf(calls)],
    functions: functionsOf(found, values, path),
    classes: found.classes.map((definition) => classModel(definition, values)),
    writes: writesOf(found, values),
    environment: [...values.environment.values()].sort(byPlace),
    strings: found.strings.flatMap((node) => stringOf(node, found)),
    foreignChanges: changes.foreign,
    program: found.program,
    ...(found.program ? { entry: mainBlock } : {}),
    problems: problemsOf(tree, found, path),
  };
}

function byPlace(a: { at: Place }, b: { at: Place }): number {
  return (a.at.line ?? 0) - (b.at.line ?? 0) || (a.at.column ?? 0) - (b.at.column ?? 0);
}

function problemsOf(tree: SyntaxTree, found: Outline, path: string): Problem[] {
  const [first] = found.problems;
  if (first)
    return [
      ...tree.problems,
      { ...first.place, message: 'not valid Ruby from here on; the rest was read as far as it could be' },
    ];
  return tree.hasErrors
    ? [...tree.problems, { path, message: 'not valid Ruby in places' }]
    : [...tree.problems];
}

/** What `require` names, and the constants of other files: Ruby's programs load those by their name alone. */
function importsOf(found: Outline, values: Evaluation): ModuleImport[] {
  const imports: ModuleImport[] = [];
  for (const { node, optional } of found.calls) {
    const call = node.type === 'call' ? values.calls.get(node) : undefined;
    const method = /^Kernel\.(require|require_relative|load)$/.exec(call?.callee ?? '')?.[1];
    const [first] = call?.arguments ?? [];
    if (!call || method === undefined || first?.kind !== 'literal') continue;
    const module =
      method === 'require_relative' && !first.text.startsWith('.') ? `./${first.text}` : first.text;
    imports.push({ module, at: call.at, typeOnly: false, optional });
  }
  const seen = new Set<string>();
  const own = new Set(found.classes.map(({ name }) => name));
  for (const { node } of found.constants) {
    const name = constantPath(node);
    if (name === undefined || seen.has(name) || own.has(name)) continue;
    seen.add(name);
    imports.push({ module: name, at: node.place, typeOnly: false, optional: false });
  }
  return imports;
}

function stringOf(node: SyntaxNode, found: Outline): { text: string; at: Place }[] {
  const body = node.type === 'heredoc_beginning' ? found.heredocs.get(node) : node;
  if (!body) return [];
  const parts =
    body.type === 'chained_string'
      ? body.namedChildren.flatMap((part) => part.namedChildren)
      : body.namedChildren;
  const text = parts
    .map((part) => (part.type === 'interpolation' ? '{}' : part.type === 'heredoc_end' ? '' : part.text))
    .join('');
  return [{ text, at: node.place }];
}

function functionsOf(found: Outline, values: Evaluation, path: string): FunctionModel[] {
  const functions = found.functions.map(
    ({ name, node, scope, parameters, returns }): FunctionModel => ({
      name,
      parameters: parameters.map((parameter) => ({
        name: parameter.name,
        ...(parameter.fallback ? { fallback: values.valueAt(parameter.fallback, scope) } : {}),
      })),
      returns: returns.map((result) => values.valueAt(result.node, result.scope)),
      decorators: [],
      at: node.place,
    }),
  );
  if (found.program)
    functions.push({ name: mainBlock, parameters: [], returns: [], decorators: [], at: { path } });
  return functions;
}

/** Calls in a class body that say what its instances are (`include X`) and what stands in constants and class variables. */
function classModel(definition: ClassScope, values: Evaluation): ClassModel {
  const { name, node, outer, superclass, mixins } = definition;
  const bases = [superclass, ...mixins].flatMap((base) =>
    base ? (values.className(base, outer) ?? []) : [],
  );
  const fields = [...definition.definitions].flatMap(([key, definitions]) => {
    const value = firstValue(definitions, values);
    return value ? [{ name: key.replace(/^(?:self)?@@?/, ''), value, decorators: [], at: value.at }] : [];
  });
  return { name, bases, decorators: [], fields, at: node.place };
}

function firstValue(definitions: readonly Definition[], values: Evaluation): Value | undefined {
  for (const { meaning } of definitions)
    if (meaning.kind === 'expression' && meaning.part === undefined)
      return values.valueAt(meaning.node, meaning.scope);
  return undefined;
}

function isCollection(value: Value, node: SyntaxNode | undefined): boolean {
  if (value.kind === 'choice') return value.options.some((option) => isCollection(option, undefined));
  // What is frozen can't grow.
  if (node?.type === 'call' && node.childForFieldName('method')?.text === 'freeze') return false;
  if (value.kind === 'list' || value.kind === 'object') return true;
  return value.kind === 'call' && value.call.constructs && collectionCalls.test(value.call.callee);
}

interface Changes {
  /** By where the name is kept, and the name's key. */
  readonly names: Map<Map<string, Definition[]>, Map<string, Change[]>>;
  readonly settings: Map<string, Change[]>;
  readonly foreign: ForeignChange[];
}

type Root =
  | { readonly home: Map<string, Definition[]>; readonly key: string }
  | { readonly setting: string }
  | { readonly foreign: Value };

/** Who changes which name from inside a function: by assignment, by an index, by a method. */
function changesOf(found: Outline, values: Evaluation): Changes {
  const changes: Changes = { names: new Map(), settings: new Map(), foreign: [] };
  const classes = new Map(found.classes.map((definition) => [definition.name, definition]));
  const record = (target: SyntaxNode, scope: Scope, at: Place, how: string) => {
    const { within } = scope;
    // What a constructor sets up is made there.
    if (within === undefined || within === mainBlock || /(?:^|\.)initialize$/.test(within)) return;
    const root = rootOf(target, scope, found, values, classes);
    if (!root) return;
    const change = { at, within, how };
    if ('foreign' in root) changes.foreign.push({ target: root.foreign, ...change });
    else if ('setting' in root)
      changes.settings.set(root.setting, [...(changes.settings.get(root.setting) ?? []), change]);
    else {
      const inner = changes.names.get(root.home) ?? new Map<string, Change[]>();
      inner.set(root.key, [...(inner.get(root.key) ?? []), change]);
      changes.names.set(root.home, inner);
    }
  };
  for (const { target, scope, how } of found.stores) {
    // A constant or a shared name that is set for the first time is made, not changed.
    if (how === '||=' || (how === '=' && target.type === 'identifier')) continue;
    if (target.type === 'call' && target.childForFieldName('receiver')) continue;
    record(target, scope, target.place, how);
  }
  for (const { node, scope } of found.calls) {
    if (node.type === 'binary' && node.childForFieldName('operator')?.text === '<<') {
      const left = node.childForFieldName('left');
      if (left) record(left, scope, node.place, '<<');
    } else if (node.type === 'call') {
      const method = node.childForFieldName('method')?.text ?? '';
      const receiver = node.childForFieldName('receiver');
      if (receiver && mutators.has(method)) record(receiver, scope, node.place, method);
    }
  }
  return changes;
}

/** The shared name at the root of `ITEMS[id]`, `@@items`, `Store.items`, `settings.items`. */
function rootOf(
  target: SyntaxNode,
  scope: Scope,
  found: Outline,
  values: Evaluation,
  classes: ReadonlyMap<string, ClassScope>,
): Root | undefined {
  let node = target;
  while (node.type === 'element_reference') {
    const object = node.childForFieldName('object');
    if (!object) return undefined;
    node = object;
  }
  if (node.type === 'call') {
    const receiver = node.childForFieldName('receiver');
    const method = node.childForFieldName('method')?.text ?? '';
    if (!receiver) return undefined;
    if (receiver.text === 'settings') return { setting: method };
    if (/^(?:dig|fetch)$/.test(method)) return rootOf(receiver, scope, found, values, classes);
    const value = values.valueAt(receiver, scope);
    if (value.kind === 'reference' && value.path.length === 0)
      return { foreign: { ...value, path: [method] } };
    const owner = value.kind === 'function' ? classes.get(value.name) : undefined;
    return owner && accessed(owner, method);
  }
  if (node.type === 'global_variable') return { home: found.fileLevel, key: node.text };
  if (node.type === 'class_variable') return scope.owner && { home: scope.owner.definitions, key: node.text };
  if (node.type === 'instance_variable') {
    if (!scope.owner) return undefined;
    return { home: scope.owner.definitions, key: keyOfName(node, scope) };
  }
  if (node.type === 'scope_resolution') {
    const value = values.valueAt(node, scope);
    if (value.kind === 'reference' && value.path.length > 0) return { foreign: value };
    const parts = constantPath(node)?.split('.') ?? [];
    const key = parts.pop() ?? '';
    const owner = classes.get(parts.join('.'));
    return owner?.definitions.has(key) ? { home: owner.definitions, key } : undefined;
  }
  if (node.type === 'constant') {
    for (let owner = scope.owner; owner; owner = owner.outer.owner)
      if (owner.definitions.has(node.text)) return { home: owner.definitions, key: node.text };
    return found.fileLevel.has(node.text) ? { home: found.fileLevel, key: node.text } : undefined;
  }
  if (node.type === 'identifier') {
    // A local name of the file that a block sees: `items = []; post('/x') { items << 1 }`.
    for (
      let current: Scope | undefined = scope;
      current;
      current = current.kind === 'block' ? current.parent : undefined
    )
      if (current.definitions.has(node.text))
        return current.kind === 'file' || (current.kind === 'class' && current !== scope)
          ? { home: current.definitions, key: node.text }
          : undefined;
    return scope.owner && accessed(scope.owner, node.text);
  }
  return undefined;
}

/** The class's own variable that a method of this name gives out: `def self.items = @items`, `attr_reader :items`. */
function accessed(owner: ClassScope, method: string): Root | undefined {
  for (const key of [`self@${method}`, `@@${method}`])
    if (owner.definitions.has(key)) return { home: owner.definitions, key };
  return undefined;
}

function bindingsOf(found: Outline, values: Evaluation, changes: Changes): Binding[] {
  const bindings: Binding[] = [];
  const add = (home: Map<string, Definition[]>, isKept: (key: string) => boolean) => {
    for (const [key, definitions] of home) {
      const value = firstValue(definitions, values);
      if (!value || !isKept(key)) continue;
      const expression = definitions.map(({ meaning }) => meaning).find(({ kind }) => kind === 'expression');
      const node = expression?.kind === 'expression' ? expression.node : undefined;
      bindings.push({
        name: key.replace(/^(?:self)?@@?/, ''),
        value,
        at: node?.parent?.place ?? value.at,
        exported: true,
        collection: isCollection(value, node),
        changes: changes.names.get(home)?.get(key) ?? [],
      });
    }
  };
  add(found.fileLevel, (key) => !key.startsWith('@'));
  add(found.file.definitions, () => true);
  for (const { definitions, mixins, name } of found.classes) {
    // An instance's variables outlive a request only where there is one instance for the whole process.
    const isSingleton =
      mixins.some((mixin) => constantPath(mixin) === 'Singleton') || hasSharedInstance(found, values, name);
    add(definitions, (key) => !key.startsWith('@') || key.startsWith('@@') || isSingleton);
  }
  for (const [node, call] of values.calls) bindings.push(...declared(node, call, changes));
  const exported = mainClass(found, values);
  if (exported)
    bindings.push({
      name: 'module.exports',
      value: { kind: 'function', name: exported.name, at: exported.node.place },
      at: exported.node.place,
      exported: true,
      collection: false,
      changes: [],
    });
  return bindings;
}

function hasSharedInstance(found: Outline, values: Evaluation, name: string): boolean {
  const homes = [found.fileLevel, ...found.classes.map(({ definitions }) => definitions)];
  return homes.some((home) =>
    [...home].some(([key, definitions]) => {
      if (key.startsWith('@') && !key.startsWith('@@')) return false;
      const value = firstValue(definitions, values);
      return value?.kind === 'call' && value.call.constructs && value.call.callee === name;
    }),
  );
}

/** `set :items, []` of Sinatra and `mattr_accessor :items, default: []` of Rails. */
function declared(node: SyntaxNode, call: Call, changes: Changes): Binding[] {
  const method = call.callee.slice(call.callee.lastIndexOf('.') + 1);
  const [first, second] = call.arguments;
  if (first?.kind !== 'literal') return [];
  const value =
    method === 'set'
      ? second
      : /^(?:[cm]attr_accessor|class_attribute|thread_mattr_accessor)$/.test(method)
        ? call.named.get('default')
        : undefined;
  if (!value || !/^(?:self|Sinatra)\b|attr/.test(call.callee)) return [];
  const nodes = node.childForFieldName('arguments')?.namedChildren ?? [];
  return [
    {
      name: first.text,
      value,
      at: call.at,
      exported: true,
      collection: isCollection(value, nodes[1]),
      changes: changes.settings.get(first.text) ?? [],
    },
  ];
}

/** The class for which the file stands, by Ruby's custom that `todo_store.rb` holds `TodoStore`. */
function mainClass(found: Outline, _values: Evaluation): ClassScope | undefined {
  const [path] = found.classes.map(({ node }) => node.place.path);
  const named = found.classes.filter(({ name }) => path?.replace(/\.rb$/, '').endsWith(underscored(name)));
  return (
    named.sort((a, b) => b.name.length - a.name.length)[0] ??
    (found.classes.length === 1 ? found.classes[0] : undefined)
  );
}

/** Servers' settings that their files make by calls, as the names that they set; a socket's file is no port. */
function settingsOf(calls: readonly Call[]): Binding[] {
  const found = calls.flatMap((call) => {
    const name = serverSettings.get(call.callee);
    const [value] = call.arguments;
    const begins = value?.kind === 'text' ? value.parts[0] : value;
    if (name === undefined || !value || (begins?.kind === 'literal' && /^(?:unix:|\/)/.test(begins.text)))
      return [];
    return [{ name, value, at: call.at, exported: true, collection: false, changes: [] }];
  });
  // Of several the one that a deploy can set.
  const rank = ({ value }: Binding) => (value.kind === 'literal' ? 1 : 0);
  return found.sort((a, b) => rank(a) - rank(b));
}

function writesOf(found: Outline, values: Evaluation): Write[] {
  const writes: Write[] = [];
  for (const { target, value, scope, how } of found.stores) {
    if (!value || (how !== '=' && how !== '||=')) continue;
    const within = scope.within;
    const object = target.childForFieldName(target.type === 'call' ? 'receiver' : 'object');
    if (!object || !/^(?:call|element_reference)$/.test(target.type)) continue;
    const key =
      target.type === 'call'
        ? target.childForFieldName('method')?.text
        : keyText(target, object, scope, values);
    if (key === undefined) continue;
    const root =
      object.type === 'self' ? 'self' : canonical(values.valueAt(object, scope)).replaceAll('()', '');
    writes.push({
      target: `${root}.${key}`,
      value: values.valueAt(value, scope),
      at: target.place,
      ...(within === undefined ? {} : { within }),
    });
  }
  return writes.sort(byPlace);
}

function keyText(
  target: SyntaxNode,
  object: SyntaxNode,
  scope: Scope,
  values: Evaluation,
): string | undefined {
  const index = target.namedChildren.find((child) => child !== object);
  const key = index && values.valueAt(index, scope);
  return key?.kind === 'literal' ? key.text : undefined;
}
