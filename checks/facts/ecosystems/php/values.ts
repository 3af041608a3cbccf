/** What a PHP expression stands for, as far as it can be told without running it. */
import type { Place } from '../../../engine/place.ts';
import type { Call, Guard, Value } from '../../source/model.ts';
import type { SyntaxNode } from '../../source/syntax.ts';
import {
  type Assignment,
  type ClassNode,
  type Condition,
  includeTypes,
  nameText,
  type Outline,
  type Scope,
  variableName,
} from './scopes.ts';

/** Deeper nesting than any person writes: what lies below stays unknown. */
const depthLimit = 100;
const mostOptions = 12;
/** Assignments of one variable that are looked at: a page that is put together with `.=` has hundreds. */
const mostAssignments = 16;
/** Values below one value, shared ones counted each time. */
const sizeLimit = 20_000;
const sizes = new WeakMap<Value, number>();

function sizeOf(value: Value): number {
  const known = sizes.get(value);
  if (known !== undefined) return known;
  let inner: readonly (Value | undefined)[] = [];
  if (value.kind === 'text') inner = value.parts;
  else if (value.kind === 'list') inner = value.items;
  else if (value.kind === 'choice') inner = value.options;
  else if (value.kind === 'object') inner = [...value.entries.values()];
  else if (value.kind === 'member') inner = [value.of];
  else if (value.kind === 'environment') inner = [value.computed, value.fallback];
  else if (value.kind === 'call')
    inner = [value.call.receiver, ...value.call.arguments, ...value.call.named.values()];
  let size = 1 + (value.kind === 'call' ? value.call.callee.length / 10 : 0);
  for (const part of inner) if (part) size = Math.min(size + sizeOf(part), Number.MAX_SAFE_INTEGER);
  sizes.set(value, size);
  return size;
}

type EnvironmentRead = Extract<Value, { kind: 'environment' }>;

export interface Evaluation {
  readonly calls: Map<SyntaxNode, Call>;
  readonly environment: Map<SyntaxNode, EnvironmentRead>;
  valueAt(node: SyntaxNode, scope: Scope): Value;
  /** What a variable of the scope stands for at the end of it. */
  variable(name: string, scope: Scope): Value | undefined;
  /** The full name of a class as written in this file; a class of the file by its short name. */
  className(node: SyntaxNode): string;
  typeName(node: SyntaxNode): string | undefined;
  memberOfClass(definition: ClassNode, name: string): Value | undefined;
  /** Arguments of an attribute or call: in order, and by name. */
  argumentsOf(list: SyntaxNode | null | undefined, scope: Scope): Pick<Call, 'arguments' | 'named'>;
  guardsOf(conditions: readonly Condition[]): { guards?: readonly Guard[] };
  /** The file that an include names, as a module name; undefined for a computed one. */
  includedModule(node: SyntaxNode, scope: Scope): string | undefined;
}

/** The canonical name of a value: what a member of it is called. */
export function canonical(value: Value): string {
  switch (value.kind) {
    case 'reference':
      return [value.module, ...value.path].filter((part) => part !== '').join('.');
    case 'call':
      return `${value.call.callee}()`;
    case 'member':
      return `${canonical(value.of)}.${value.path.join('.')}`;
    case 'parameter':
      return value.type ?? '?';
    case 'function':
      return value.name;
    case 'choice': {
      for (const option of value.options) {
        const name = canonical(option);
        if (!name.startsWith('?')) return name;
      }
      return '?';
    }
    default:
      return '?';
  }
}

/** What a server sets for each request: no variable of a deploy. */
const requestVariable =
  /^(?:HTTP_\w*|HTTPS|REQUEST_\w+|SCRIPT_\w+|SERVER_(?:NAME|ADDR|PORT|PROTOCOL|SOFTWARE|SIGNATURE|ADMIN)|REMOTE_\w+|DOCUMENT_\w+|REDIRECT_\w+|PHP_\w+|QUERY_STRING|CONTENT_\w+|PATH_\w+|ORIG_\w+|GATEWAY_INTERFACE|AUTH_TYPE|CONTEXT_\w+|UNIQUE_ID|SHELL|HOME|PATH|argv|argc)$/;

/** What `getenv` finds in a process that no web server started, too. */
const ofEveryProcess = /^(?:PHP_(?!SELF$|AUTH_)\w*|SHELL|HOME|PATH|SERVER_(?:NAME|PORT)|argv|argc)$/;

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', e: '\x1b', v: '\v', f: '\f' };

export function evaluation(outline: Outline, path: string): Evaluation {
  const calls = new Map<SyntaxNode, Call>();
  const environment: Evaluation['environment'] = new Map();
  const readAt = new Map<Value, SyntaxNode>();
  const memo = new Map<SyntaxNode, Value>();
  const open = new Set<SyntaxNode>();
  const merged = new Map<Scope, Map<string, Map<number, Value | undefined>>>();
  const classes = new Map(outline.classes.map((definition) => [definition.name.toLowerCase(), definition]));
  const functions = new Map(
    outline.functions
      .filter((f) => !f.owner)
      .map((definition) => [definition.name.toLowerCase(), definition]),
  );
  const guards = new Map<SyntaxNode, readonly Condition[]>();
  for (const { node, guards: around } of outline.calls) guards.set(node, around);
  const constants = new Map(outline.constants.map((constant) => [constant.name, constant]));
  for (const { node, scope } of outline.calls) {
    const [name, value] = definedConstant(node);
    if (name !== undefined && value && !constants.has(name))
      constants.set(name, { name, value, node, scope });
  }
  let depth = 0;

  const unknown = (node: SyntaxNode): Value => ({
    kind: 'unknown',
    text: node.text.slice(0, 80),
    at: node.place,
  });
  const literal = (text: string, at: Place): Value => ({ kind: 'literal', type: 'string', text, at });

  function text(parts: readonly Value[], at: Place): Value {
    const flat: Value[] = [];
    for (const part of parts.flatMap((one) => (one.kind === 'text' ? one.parts : [one]))) {
      const last = flat.at(-1);
      if (part.kind === 'literal' && part.type !== 'null' && last?.kind === 'literal')
        flat[flat.length - 1] = { ...last, type: 'string', text: last.text + part.text };
      else if (part.kind !== 'literal' || part.type !== 'null') flat.push(part);
    }
    const [only] = flat;
    if (!only) return literal('', at);
    if (flat.length === 1 && only.kind === 'literal') return { ...only, type: 'string', at };
    return { kind: 'text', parts: flat, at };
  }

  function choice(options: readonly Value[], at: Place): Value {
    const isNull = (value: Value) =>
      value.kind === 'literal' && (value.type === 'null' || value.text === 'false');
    const known = options.filter((option) => !isNull(option));
    const real = [
      ...new Set(
        (known.length > 0 ? known : options.slice(0, 1)).flatMap((o) =>
          o.kind === 'choice' ? o.options : [o],
        ),
      ),
    ];
    const [read, other] = real;
    // `getenv('X') ?: 'default'`.
    if (real.length === 2 && read?.kind === 'environment' && !read.fallback && other) {
      const defaulted: EnvironmentRead = { ...read, fallback: other, required: false };
      const node = readAt.get(read);
      if (node) environment.set(node, defaulted);
      return defaulted;
    }
    return real.length === 1 && read ? read : { kind: 'choice', options: real.slice(0, mostOptions), at };
  }

  function read(
    node: SyntaxNode,
    key: Value | undefined,
    fallback: Value | undefined,
    required: boolean,
  ): Value {
    const name = key?.kind === 'literal' ? key.text : undefined;
    const value: EnvironmentRead = {
      kind: 'environment',
      ...(name === undefined ? {} : { name }),
      ...(name === undefined && key ? { computed: key } : {}),
      ...(fallback && !(fallback.kind === 'literal' && fallback.type === 'null') ? { fallback } : {}),
      required,
      at: node.place,
    };
    environment.set(node, value);
    readAt.set(value, node);
    return value;
  }

  // Names ---------------------------------------------------------------------------------------------------------

  function className(node: SyntaxNode): string {
    const written = nameText(node);
    if (written.startsWith('\\')) return local(written.slice(1));
    const [head = '', ...rest] = written.split('\\');
    if (head.toLowerCase() === 'namespace') return local([outline.namespace, ...rest].join('\\'));
    const used = outline.uses.get(head.toLowerCase());
    if (used) return [used.module, ...rest].join('\\');
    if (rest.length === 0 && classes.has(head.toLowerCase()))
      return classes.get(head.toLowerCase())?.name ?? head;
    return outline.namespace === '' ? written : `${outline.namespace}\\${written}`;
  }

  /** A full name that is a class of this very file, by its short name. */
  function local(name: string): string {
    const short = name.slice(name.lastIndexOf('\\') + 1);
    const own = outline.namespace === '' ? short : `${outline.namespace}\\${short}`;
    return own === name ? (classes.get(short.toLowerCase())?.name ?? name) : name;
  }

  const classNamed = (name: string): ClassNode | undefined => classes.get(name.toLowerCase());

  function typeName(node: SyntaxNode): string | undefined {
    if (node.type === 'named_type' && node.namedChildren[0]) return typeName(node.namedChildren[0]);
    if (node.type === 'name' || node.type === 'qualified_name') {
      const name = className(node);
      return /^(?:self|static|mixed|callable|iterable|object)$/i.test(name) ? undefined : name;
    }
    if (node.type === 'optional_type' || node.type === 'union_type') {
      for (const child of node.namedChildren) {
        const found = typeName(child);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }

  /** The class that a name before `::` means, as a value: a function of this file, or a reference. */
  function classValue(node: SyntaxNode, scope: Scope): Value {
    const at = node.place;
    const owner = scope.owner ?? enclosingOwner(scope);
    if (node.type === 'relative_scope') {
      if (!owner) return unknown(node);
      if (node.text !== 'parent') return { kind: 'function', name: owner.name, at };
      const [base] = owner.bases;
      return base ? classValue(base, scope) : unknown(node);
    }
    if (node.type !== 'name' && node.type !== 'qualified_name') return valueAt(node, scope);
    const name = className(node);
    return classNamed(name)
      ? { kind: 'function', name: classNamed(name)?.name ?? name, at }
      : { kind: 'reference', module: name, path: [], at };
  }

  const enclosingOwner = (scope: Scope): ClassNode | undefined => {
    for (let current: Scope | undefined = scope; current; current = current.parent)
      if (current.owner) return current.owner;
    return undefined;
  };

  function memberOfClass(definition: ClassNode, name: string): Value | undefined {
    const values: Value[] = [];
    for (const field of definition.fields) {
      if (field.name !== name) continue;
      if (field.parameter !== undefined) values.push(parameterValue(`$${name}`, field.scope, field.node));
      else if (field.value) values.push(valueAt(field.value, field.scope));
    }
    for (const { node, scope } of (definition.assigned.get(name) ?? []).slice(0, mostOptions))
      values.push(valueAt(node, scope));
    const [first] = values;
    if (first) {
      const value = choice(values, first.at);
      if (!(value.kind === 'literal' && value.type === 'null')) return value;
    }
    const typed = definition.fields.find((field) => field.name === name && field.type);
    const type = typed?.type && typeName(typed.type);
    return type === undefined
      ? first
      : { kind: 'parameter', function: '', index: -2, name, type, at: { path } };
  }

  function parameterValue(name: string, scope: Scope, node: SyntaxNode): Value {
    const parameter = scope.parameters.get(name);
    const type = parameter?.node.childForFieldName('type');
    return {
      kind: 'parameter',
      function: scope.within ?? '',
      index: parameter?.index ?? 0,
      name: name.slice(1),
      ...(type ? { type: typeName(type) } : {}),
      at: { ...node.place, path },
    };
  }

  // Variables -----------------------------------------------------------------------------------------------------

  function variable(
    name: string,
    scope: Scope,
    position = Number.MAX_SAFE_INTEGER,
    node?: SyntaxNode,
  ): Value | undefined {
    if (name === '$this') {
      const owner = enclosingOwner(scope);
      return (
        owner && {
          kind: 'parameter',
          function: scope.within ?? '',
          index: -1,
          name: 'this',
          type: owner.name,
          at: { path },
        }
      );
    }
    const shared = scope.shared.get(name);
    if (shared === 'global') return fileVariable(name, node);
    if (shared === 'outer' && scope.parent && !scope.variables.has(name)) return variable(name, scope.parent);
    const assignments = scope.variables.get(name);
    const start =
      scope.parameters.has(name) && node
        ? parameterValue(name, scope, scope.parameters.get(name)?.node ?? node)
        : undefined;
    if (assignments) {
      const value = assigned(scope, name, assignments, position, start);
      if (value) return value;
    }
    if (start) return start;
    if (scope.kind === 'arrow' && scope.parent) return variable(name, scope.parent, position, node);
    return scope.kind === 'file' && node ? sharedName(name, node) : undefined;
  }

  const fileVariable = (name: string, node: SyntaxNode | undefined): Value | undefined =>
    outline.file.variables.has(name) ? variable(name, outline.file) : node && sharedName(name, node);

  /** A name that another file of the program declares, if any does. */
  const sharedName = (name: string, node: SyntaxNode): Value => ({
    kind: 'reference',
    module: '',
    path: [name],
    at: node.place,
  });

  function assigned(
    scope: Scope,
    name: string,
    all: readonly Assignment[],
    position: number,
    start: Value | undefined,
  ): Value | undefined {
    const count = all.filter((one) => one.position < position).length;
    const seen = count > 0 ? count : position === Number.MAX_SAFE_INTEGER ? all.length : 0;
    if (seen === 0) return undefined;
    const byName = merged.get(scope) ?? new Map<string, Map<number, Value | undefined>>();
    merged.set(scope, byName);
    const results = byName.get(name) ?? new Map<number, Value | undefined>();
    byName.set(name, results);
    if (results.has(seen)) return results.get(seen);
    // While it is worked out, the name stands for nothing: `$x = $x . 'a'` asks for what was before.
    results.set(seen, start);
    const before = all.slice(0, seen);
    const last = before.findLastIndex((one) => !one.conditional && one.how === '=' && one.path.length === 0);
    let value: Value | undefined = last >= 0 ? undefined : start;
    // Entries are put into what another file made, if this one doesn't make it.
    const [first] = before;
    if (!value && last < 0 && scope.kind === 'file' && first && first.path.length > 0)
      value = sharedName(name, first.node);
    for (const one of before.slice(Math.max(last, 0)).slice(0, mostAssignments)) value = applied(value, one);
    results.set(seen, value);
    return value;
  }

  function applied(value: Value | undefined, one: Assignment): Value | undefined {
    const at = one.node.place;
    let given = one.how === 'opaque' ? unknown(one.node) : valueAt(one.node, one.scope);
    if (one.how === 'element') {
      given =
        given.kind === 'list' && given.items.length > 0
          ? choice(given.items, given.at)
          : given.kind === 'object' && given.entries.size > 0
            ? choice([...given.entries.values()], given.at)
            : unknown(one.node);
    }
    if (one.part !== undefined)
      given =
        given.kind === 'list'
          ? (given.items[Number(one.part)] ?? unknown(one.node))
          : { kind: 'member', of: given, path: [one.part], at };
    if (one.path.length > 0) return stored(value, one.path, given, one.scope, at);
    if (one.how === '.=') return text(value ? [value, given] : [given], value?.at ?? at);
    if (one.how === '??=') return value && value.kind !== 'unknown' ? choice([value, given], at) : given;
    return one.conditional && value ? choice([value, given], value.at) : given;
  }

  /** The array with one entry set; what isn't known to be an array becomes one. */
  function stored(
    value: Value | undefined,
    keys: Assignment['path'],
    given: Value,
    scope: Scope,
    at: Place,
  ): Value {
    const [key, ...rest] = keys;
    if (key === undefined) return given;
    const name = key === null ? undefined : valueAt(key, scope);
    if (key === null || name?.kind !== 'literal') {
      if (value?.kind === 'object') return value;
      const items = value?.kind === 'list' ? value.items : [];
      return {
        kind: 'list',
        items: [...items.slice(0, 200), rest.length > 0 ? stored(undefined, rest, given, scope, at) : given],
        at: value?.at ?? at,
      };
    }
    const entries = new Map<string, Value>(value?.kind === 'object' ? value.entries : []);
    if (value && value.kind !== 'object' && !(value.kind === 'list' && value.items.length === 0))
      entries.set('...', value);
    entries.set(name.text, rest.length > 0 ? stored(entries.get(name.text), rest, given, scope, at) : given);
    return { kind: 'object', entries, at: value?.at ?? at };
  }

  // Members -------------------------------------------------------------------------------------------------------

  function member(of: Value, name: string, at: Place): Value {
    if (of.kind === 'reference') return { ...of, path: [...of.path, name], at };
    if (of.kind === 'object') {
      const entry = of.entries.get(name);
      if (entry) return entry;
    }
    if (of.kind === 'list') {
      const item = of.items[Number(name)];
      if (item) return item;
    }
    const definition =
      of.kind === 'function'
        ? classNamed(of.name)
        : of.kind === 'parameter' && of.type
          ? classNamed(of.type)
          : of.kind === 'call' && of.call.constructs
            ? classNamed(of.call.callee)
            : undefined;
    const found = definition && memberOfClass(definition, name);
    if (found) return found;
    if (of.kind === 'member') return { ...of, path: [...of.path, name], at };
    return { kind: 'member', of, path: [name], at };
  }

  function subscript(node: SyntaxNode, scope: Scope): Value {
    const [object, index] = node.namedChildren;
    if (!object || !index) return unknown(node);
    const key: Value =
      index.type === 'name' &&
      node.parent?.type !== 'subscript_expression' &&
      node.parent?.type === 'encapsed_string'
        ? literal(index.text, index.place)
        : valueAt(index, scope);
    const name = variableName(object);
    if (name === '$_ENV' || name === '$_SERVER') {
      if (key.kind !== 'literal') return name === '$_ENV' ? read(node, key, undefined, false) : unknown(node);
      if (name === '$_SERVER' && requestVariable.test(key.text)) return unknown(node);
      return read(node, key, undefined, isDemanded(node));
    }
    if (name === '$GLOBALS' && key.kind === 'literal')
      return fileVariable(`$${key.text}`, node) ?? unknown(node);
    const of = valueAt(object, scope);
    if (key.kind !== 'literal') {
      const entries = of.kind === 'object' ? [...of.entries.values()] : of.kind === 'list' ? of.items : [];
      return entries.length > 0
        ? choice(entries, node.place)
        : { kind: 'member', of, path: ['?'], at: node.place };
    }
    return member(of, key.text, node.place);
  }

  // Calls ---------------------------------------------------------------------------------------------------------

  function argumentsOf(
    list: SyntaxNode | null | undefined,
    scope: Scope,
  ): { arguments: Value[]; named: Map<string, Value> } {
    const positional: Value[] = [];
    const named = new Map<string, Value>();
    for (const argument of list?.namedChildren ?? []) {
      if (argument.type !== 'argument') continue;
      const name = argument.childForFieldName('name');
      const inner = argument.namedChildren.filter(
        (child) => child !== name && child.type !== 'comment' && child.type !== 'reference_modifier',
      )[0];
      if (!inner) continue;
      if (inner.type === 'variadic_unpacking') {
        const value = inner.namedChildren[0] ? valueAt(inner.namedChildren[0], scope) : undefined;
        if (value?.kind === 'list') positional.push(...value.items);
        else if (value?.kind === 'object') for (const [key, entry] of value.entries) named.set(key, entry);
        else if (value) positional.push(value);
      } else if (name) named.set(name.text, valueAt(inner, scope));
      else positional.push(valueAt(inner, scope));
    }
    return { arguments: positional, named };
  }

  interface Called {
    readonly name: string;
    readonly receiver?: Value;
    readonly target?: Value;
    readonly constructs?: true;
  }

  function called(node: SyntaxNode, scope: Scope): Called {
    const at = node.place;
    if (node.type === 'object_creation_expression') {
      const name = node.namedChildren[0];
      if (!name) return { name: '?' };
      if (name.type === 'anonymous_class') {
        const definition = outline.classAt.get(name);
        return {
          name: definition?.name ?? '?',
          target: definition && { kind: 'function', name: definition.name, at },
          constructs: true,
        };
      }
      const target = classValue(name, scope);
      return { name: canonical(target), target, constructs: true };
    }
    if (node.type === 'scoped_call_expression') {
      const of = node.childForFieldName('scope');
      const method = node.childForFieldName('name');
      if (!of || method?.type !== 'name') return { name: '?' };
      const receiver = classValue(of, scope);
      const own = receiver.kind === 'function' ? ownMethod(receiver.name, method.text, at) : undefined;
      if (own?.kind === 'function') return { name: own.name, target: own };
      return { name: `${canonical(receiver)}.${method.text}`, receiver };
    }
    if (node.type !== 'function_call_expression') {
      const object = node.childForFieldName('object');
      const method = node.childForFieldName('name');
      if (!object || method?.type !== 'name') return { name: '?' };
      const receiver = valueAt(object, scope);
      const type =
        receiver.kind === 'parameter'
          ? receiver.type
          : receiver.kind === 'call' && receiver.call.constructs
            ? receiver.call.callee
            : undefined;
      const own = type === undefined ? undefined : ownMethod(type, method.text, at);
      if (own?.kind === 'function') return { name: own.name, receiver, target: own };
      return { name: `${canonical(receiver)}.${method.text}`, receiver };
    }
    const name = node.childForFieldName('function');
    if (name?.type === 'name') {
      const own = functions.get(name.text.toLowerCase());
      if (own) return { name: own.name, target: { kind: 'function', name: own.name, at: own.node.place } };
      const used = outline.functionUses.get(name.text.toLowerCase());
      if (used !== undefined) return { name: used };
      return { name: name.text, target: sharedName(name.text, name) };
    }
    if (name?.type === 'qualified_name') {
      const written = nameText(name).replace(/^\\/, '');
      return { name: written, target: sharedName(written.slice(written.lastIndexOf('\\') + 1), name) };
    }
    if (!name) return { name: '?' };
    const target = valueAt(name, scope);
    return { name: target.kind === 'function' ? target.name : '?', target };
  }

  /** A method of a class of this file, or of one that it extends here. */
  function ownMethod(type: string, method: string, at: Place): Value | undefined {
    const seen = new Set<ClassNode>();
    for (let definition = classNamed(type); definition && !seen.has(definition); ) {
      seen.add(definition);
      const name = `${definition.name}.${method}`;
      if (outline.functions.some((one) => one.name === name)) return { kind: 'function', name, at };
      const [base] = definition.bases;
      definition = base ? classNamed(className(base)) : undefined;
    }
    return undefined;
  }

  function callValue(node: SyntaxNode, scope: Scope): Value {
    const list =
      node.childForFieldName('arguments') ?? node.namedChildren.find((child) => child.type === 'arguments');
    const { arguments: positional, named } = argumentsOf(list, scope);
    const { name, receiver, target, constructs } = called(node, scope);
    const [first, second] = positional;
    const at = node.place;
    const isLocal = target?.kind === 'function';
    if (!isLocal && !receiver) {
      if (/^(?:getenv|apache_getenv)$/i.test(name)) {
        const isOfRequest = first?.kind === 'literal' && requestVariable.test(first.text);
        if (isOfRequest && !ofEveryProcess.test(first.text)) return unknown(node);
        return read(node, first, undefined, isDemanded(node));
      }
      if (/^env$/i.test(name) && first) return read(node, first, second ?? named.get('default'), false);
      if (/^constant$/i.test(name) && first?.kind === 'literal') return constantValue(first.text, node);
      if (/^config$/i.test(name) && first?.kind === 'literal') {
        const [file = '', ...keys] = first.text.split('.');
        const entry: Value = { kind: 'reference', module: `*/config/${file}.php`, path: keys, at };
        return second ? choice([entry, second], at) : entry;
      }
      if (/^(?:dirname)$/i.test(name) && first?.kind === 'literal') {
        const levels = second?.kind === 'literal' ? Number(second.text) || 1 : 1;
        return literal(parentOf(first.text, Math.min(levels, 20)), at);
      }
      if (/^(?:realpath|strval|trim|rtrim|ltrim|value)$/i.test(name) && first && first.kind !== 'function')
        return first;
      if (/^sprintf$/i.test(name) && first?.kind === 'literal')
        return formatted(first.text, positional.slice(1), node);
      if (/^array_merge(?:_recursive)?$|^array_replace(?:_recursive)?$/i.test(name) && positional.length > 0)
        return mergedArrays(positional, at);
      if (/^compact$/i.test(name)) {
        const entries = new Map<string, Value>();
        for (const one of positional) {
          const value =
            one.kind === 'literal' ? variable(`$${one.text}`, scope, node.startIndex, node) : undefined;
          if (one.kind === 'literal' && value) entries.set(one.text, value);
        }
        return { kind: 'object', entries, at };
      }
    }
    if (/(?:^|\\)Env\.get(?:OrFail)?$/.test(name) && first)
      return read(node, first, second, name.endsWith('OrFail'));
    const call: Call = {
      callee: name,
      ...(receiver ? { receiver } : {}),
      ...(target ? { target } : {}),
      arguments: positional,
      named,
      at,
      ...(scope.within !== undefined ? { within: scope.within } : {}),
      constructs: constructs ?? false,
      ...guardsOf(guards.get(node) ?? []),
    };
    calls.set(node, call);
    return { kind: 'call', call, at };
  }

  function mergedArrays(values: readonly Value[], at: Place): Value {
    const entries = new Map<string, Value>();
    for (const value of values) {
      if (value.kind === 'object') for (const [key, entry] of value.entries) entries.set(key, entry);
      else entries.set('...', value);
    }
    return { kind: 'object', entries, at };
  }

  function formatted(template: string, values: readonly Value[], node: SyntaxNode): Value {
    const parts: Value[] = [];
    let from = 0;
    let next = 0;
    for (const match of template.matchAll(/%(?:(\d)\$)?[-+0-9.']{0,8}([bcdeEfFgGosuxX%])/g)) {
      parts.push(literal(template.slice(from, match.index), node.place));
      from = match.index + match[0].length;
      if (match[2] === '%') parts.push(literal('%', node.place));
      else parts.push(values[match[1] ? Number(match[1]) - 1 : next++] ?? unknown(node));
    }
    parts.push(literal(template.slice(from), node.place));
    return text(parts, node.place);
  }

  function constantValue(name: string, node: SyntaxNode): Value {
    const own = constants.get(name);
    if (own) return valueAt(own.value, own.scope);
    return sharedName(name, node);
  }

  /** Nothing beside the read says what happens where the variable isn't set. */
  function isDemanded(node: SyntaxNode): boolean {
    for (let inner = node, parent = node.parent; parent; inner = parent, parent = parent.parent) {
      const operator = parent.childForFieldName('operator')?.text ?? '';
      if (/^(?:\?\?=?|\|\||&&|or|and|===?|!==?|<>|<|>)$/.test(operator)) return false;
      if (/^(?:conditional_expression|unary_op_expression|if_statement|while_statement)$/.test(parent.type))
        return false;
      const called =
        parent.type === 'function_call_expression' ? parent.childForFieldName('function')?.text : '';
      if (/^(?:isset|empty|unset|is_\w+|filter_var|in_array|array_key_exists|defined)$/i.test(called ?? ''))
        return false;
      if (/_statement$|_declaration$|^(?:anonymous_function|arrow_function)$/.test(parent.type))
        return inner !== node || parent.type !== 'expression_statement';
    }
    return true;
  }

  // Conditions ----------------------------------------------------------------------------------------------------

  function guardsOf(conditions: readonly Condition[]): { guards?: readonly Guard[] } {
    return conditions.length === 0 ? {} : { guards: conditions.slice(-8).map(guardOf) };
  }

  function guardOf({ node, scope, negated }: Condition): Guard {
    let inner: SyntaxNode = node;
    let not = negated;
    for (let step = 0; step < 20; step++) {
      const [child] = inner.namedChildren.filter((one) => one.type !== 'comment');
      if (inner.type === 'parenthesized_expression' && child) inner = child;
      else if (inner.type === 'unary_op_expression' && inner.childForFieldName('operator')?.text === '!') {
        not = !not;
        inner = inner.childForFieldName('argument') ?? inner;
      } else break;
    }
    if (inner.type === 'binary_expression') {
      const operator = inner.childForFieldName('operator')?.text ?? '';
      const left = inner.childForFieldName('left');
      const right = inner.childForFieldName('right');
      if (left && right && /^[!=]==?$/.test(operator)) {
        const sides = [valueAt(left, scope), valueAt(right, scope)];
        const constant = sides.find((side) => side.kind === 'literal');
        const value = sides.find((side) => side.kind !== 'literal');
        const isNot = operator.startsWith('!');
        if (value && constant?.kind === 'literal') {
          if (constant.type === 'null') return { value, negated: isNot ? not : !not };
          return { value, equals: constant.text, negated: isNot ? !not : not };
        }
        // `$backend == SQLITE`: the constant may stand in another file.
        const name = right.type === 'name' ? 1 : left.type === 'name' ? 0 : -1;
        const compared = sides[name];
        const tested = sides[1 - name];
        if (compared && tested) return { value: tested, compared, negated: isNot ? !not : not };
      }
    }
    return { value: valueAt(inner, scope), negated: not };
  }

  // Expressions ---------------------------------------------------------------------------------------------------

  function stringParts(node: SyntaxNode, scope: Scope): Value[] {
    const parts: Value[] = [];
    const holder = node.type === 'heredoc' || node.type === 'nowdoc' ? node.childForFieldName('value') : node;
    for (const child of holder?.namedChildren ?? []) {
      if (child.type === 'string_content' || child.type === 'nowdoc_string')
        parts.push(
          literal(
            node.type === 'string' ? child.text.replaceAll(/\\([\\'])/g, '$1') : child.text,
            node.place,
          ),
        );
      else if (child.type === 'escape_sequence') {
        const letter = child.text.slice(1);
        parts.push(literal(Object.hasOwn(escapes, letter) ? (escapes[letter] ?? '') : letter, node.place));
      } else parts.push(valueAt(child, scope));
    }
    return parts;
  }

  function concatenated(node: SyntaxNode, scope: Scope): Value {
    const parts: Value[] = [];
    let current: SyntaxNode | null = node;
    while (current?.type === 'binary_expression' && current.childForFieldName('operator')?.text === '.') {
      const right = current.childForFieldName('right');
      if (right) parts.unshift(valueAt(right, scope));
      current = current.childForFieldName('left');
    }
    if (current) parts.unshift(valueAt(current, scope));
    return text(parts, node.place);
  }

  function arrayValue(node: SyntaxNode, scope: Scope): Value {
    const items: Value[] = [];
    const entries = new Map<string, Value>();
    let keyed = false;
    for (const element of node.namedChildren) {
      if (element.type !== 'array_element_initializer') continue;
      const [first, second] = element.namedChildren.filter((child) => child.type !== 'comment');
      if (!first) continue;
      if (first.type === 'variadic_unpacking') {
        const value = first.namedChildren[0] ? valueAt(first.namedChildren[0], scope) : undefined;
        if (value?.kind === 'object') for (const [name, entry] of value.entries) entries.set(name, entry);
        else if (value?.kind === 'list') items.push(...value.items);
        else if (value) entries.set('...', value);
        keyed ||= value?.kind !== 'list';
      } else if (second) {
        keyed = true;
        const key = valueAt(first, scope);
        entries.set(key.kind === 'literal' ? key.text : first.text.slice(0, 80), valueAt(second, scope));
      } else items.push(valueAt(first, scope));
    }
    if (!keyed) return { kind: 'list', items, at: node.place };
    for (const [index, item] of items.entries()) entries.set(String(index), item);
    return { kind: 'object', entries, at: node.place };
  }

  function evaluate(node: SyntaxNode, scope: Scope): Value {
    const at = node.place;
    const inner = (field: string): Value | undefined => {
      const child = node.childForFieldName(field);
      return child ? valueAt(child, scope) : undefined;
    };
    switch (node.type) {
      case 'string':
      case 'encapsed_string':
      case 'heredoc':
      case 'nowdoc':
        return text(stringParts(node, scope), at);
      case 'integer':
      case 'float':
        return { kind: 'literal', type: 'number', text: node.text.replaceAll('_', ''), at };
      case 'boolean':
        return { kind: 'literal', type: 'boolean', text: node.text.toLowerCase(), at };
      case 'null':
        return { kind: 'literal', type: 'null', text: 'null', at };
      case 'variable_name': {
        const name = variableName(node);
        if (name === '$_ENV') return { kind: 'environment', required: false, at };
        return (name !== undefined && variable(name, scope, node.startIndex, node)) || unknown(node);
      }
      case 'name':
        if (node.text === '__DIR__') return literal(`/${folderOf(path)}`, at);
        if (node.text === '__FILE__') return literal(`/${path}`, at);
        if (node.text === 'PHP_EOL') return literal('\n', at);
        if (node.text === 'DIRECTORY_SEPARATOR') return literal('/', at);
        return constantValue(node.text, node);
      case 'qualified_name':
        return constantValue(nameText(node).split('\\').at(-1) ?? '', node);
      case 'parenthesized_expression':
      case 'error_suppression_expression':
      case 'clone_expression':
      case 'by_ref':
      case 'print_intrinsic': {
        const child = node.namedChildren.find((one) => one.type !== 'comment');
        return child ? valueAt(child, scope) : unknown(node);
      }
      case 'cast_expression':
        return inner('value') ?? unknown(node);
      case 'assignment_expression':
      case 'reference_assignment_expression':
        return inner('right') ?? unknown(node);
      case 'binary_expression': {
        const operator = node.childForFieldName('operator')?.text ?? '';
        if (operator === '.') return concatenated(node, scope);
        const left = inner('left');
        const right = inner('right');
        if (!left || !right) return unknown(node);
        if (operator === '??' || operator === '||' || operator === 'or') return choice([left, right], at);
        if (operator === '+' && left.kind === 'object') return mergedArrays([right, left], at);
        // A comparison is decided by what is compared.
        const deciding = [left, right].filter((one) => one.kind !== 'literal' && one.kind !== 'unknown');
        if (deciding.length === 0) return unknown(node);
        return {
          kind: 'call',
          call: { callee: 'boolval', arguments: deciding, named: new Map(), at, constructs: false },
          at,
        };
      }
      case 'unary_op_expression': {
        const argument =
          inner('argument') ?? (node.namedChildren[0] ? valueAt(node.namedChildren[0], scope) : undefined);
        if (!argument) return unknown(node);
        if (argument.kind === 'literal' && argument.type === 'number')
          return { ...argument, text: node.text.replaceAll(/[_\s]/g, ''), at };
        return {
          kind: 'call',
          call: { callee: 'boolval', arguments: [argument], named: new Map(), at, constructs: false },
          at,
        };
      }
      case 'conditional_expression': {
        const body = node.childForFieldName('body') ?? node.childForFieldName('condition');
        const alternative = node.childForFieldName('alternative');
        return body && alternative
          ? choice([valueAt(body, scope), valueAt(alternative, scope)], at)
          : unknown(node);
      }
      case 'match_expression': {
        const results: Value[] = [];
        for (const arm of node.childForFieldName('body')?.namedChildren ?? []) {
          const result = arm.childForFieldName('return_expression') ?? arm.namedChildren.at(-1);
          if (result && /^match_(?:conditional|default)_expression$/.test(arm.type))
            results.push(valueAt(result, scope));
        }
        return results.length > 0 ? choice(results, at) : unknown(node);
      }
      case 'array_creation_expression':
        return arrayValue(node, scope);
      case 'subscript_expression':
        return subscript(node, scope);
      case 'member_access_expression':
      case 'nullsafe_member_access_expression': {
        const object = inner('object');
        const name = node.childForFieldName('name');
        return object && name?.type === 'name' ? member(object, name.text, at) : unknown(node);
      }
      case 'scoped_property_access_expression': {
        const of = node.childForFieldName('scope');
        const name = variableName(node.childForFieldName('name'));
        return of && name ? member(classValue(of, scope), name.slice(1), at) : unknown(node);
      }
      case 'class_constant_access_expression': {
        const [of, constant] = node.namedChildren;
        if (!of || !constant) return unknown(node);
        const owner = classValue(of, scope);
        return constant.text === 'class' ? owner : member(owner, constant.text, at);
      }
      case 'function_call_expression':
      case 'member_call_expression':
      case 'nullsafe_member_call_expression':
      case 'scoped_call_expression':
      case 'object_creation_expression':
        return callValue(node, scope);
      case 'shell_command_expression': {
        const call: Call = {
          callee: 'shell_exec',
          arguments: [text(stringParts(node, scope), at)],
          named: new Map(),
          at,
          ...(scope.within !== undefined ? { within: scope.within } : {}),
          constructs: false,
          ...guardsOf(guards.get(node) ?? []),
        };
        calls.set(node, call);
        return { kind: 'call', call, at };
      }
      case 'anonymous_function':
      case 'arrow_function':
        return { kind: 'function', name: outline.functionAt.get(node)?.name ?? '<anonymous>', at };
      default: {
        if (!includeTypes.has(node.type)) return unknown(node);
        const module = includedModule(node, scope);
        return module === undefined ? unknown(node) : { kind: 'reference', module, path: [], at };
      }
    }
  }

  function includedModule(node: SyntaxNode, scope: Scope): string | undefined {
    const argument = node.namedChildren.find((child) => child.type !== 'comment');
    const value = argument && valueAt(argument, scope);
    if (!value) return undefined;
    if (value.kind === 'literal') {
      // `__DIR__` begins with a slash and leads from the repository's root; a bare name is looked for from here.
      return value.text.startsWith('/') ? value.text : `./${value.text.replace(/^\.\//, '')}`;
    }
    const last = value.kind === 'text' ? value.parts.at(-1) : undefined;
    // `APP_ROOT . '/config.php'`: what is written out tells the file where only one is called so.
    return last?.kind === 'literal' && /\.\w+$/.test(last.text)
      ? `*/${last.text.replace(/^\/+/, '')}`
      : undefined;
  }

  function valueAt(node: SyntaxNode, scope: Scope): Value {
    const known = memo.get(node);
    if (known) return known;
    if (open.has(node) || depth >= depthLimit) return unknown(node);
    open.add(node);
    depth++;
    const value = evaluate(node, scope);
    depth--;
    open.delete(node);
    const bounded = sizeOf(value) > sizeLimit ? unknown(node) : value;
    if (depth < depthLimit - 1) memo.set(node, bounded);
    return bounded;
  }

  return {
    calls,
    environment,
    valueAt,
    variable: (name, scope) => variable(name, scope),
    className,
    typeName,
    memberOfClass,
    argumentsOf,
    guardsOf,
    includedModule,
  };
}

/** `define('NAME', value)` as a name and the node of its value. */
export function definedConstant(node: SyntaxNode): [string, SyntaxNode] | [] {
  if (
    node.type !== 'function_call_expression' ||
    node.childForFieldName('function')?.text.toLowerCase() !== 'define'
  )
    return [];
  const [name, value] = (node.childForFieldName('arguments')?.namedChildren ?? [])
    .filter((child) => child.type === 'argument')
    .map((child) => child.namedChildren[0]);
  const text =
    name?.type === 'string' || name?.type === 'encapsed_string' ? name.namedChildren[0]?.text : undefined;
  return text !== undefined && value ? [text, value] : [];
}

const folderOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0));
const parentOf = (path: string, levels: number): string => {
  let current = path;
  for (let step = 0; step < levels; step++) current = current.slice(0, Math.max(current.lastIndexOf('/'), 0));
  return current;
};
