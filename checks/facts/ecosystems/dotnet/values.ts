// What a C# expression stands for, as far as it can be told without running it.
import type { Place } from '../../../engine/place.ts';
import type { Call, Guard, Value } from '../../source/model.ts';
import { bounded } from '../../source/size.ts';
import type { SyntaxNode } from '../../source/syntax.ts';
import {
  type Condition,
  type Definition,
  type Field,
  type FunctionScope,
  type Occurrence,
  type Outline,
  simpleType,
  stringNodes,
  type TypeScope,
  typeArguments,
} from './scopes.ts';
import { piecesOf } from './strings.ts';

const depthLimit = 120;
const choiceLimit = 12;

export type Environment = Extract<Value, { kind: 'environment' }>;

export interface Evaluation {
  readonly outline: Outline;
  readonly calls: Map<SyntaxNode, Call>;
  readonly environment: Map<SyntaxNode, Environment>;
  /** Names of types and of methods that other files may declare. */
  readonly foreign: Map<string, SyntaxNode>;
  valueAt(node: SyntaxNode, scope: FunctionScope): Value;
  /** What a field or property stands for: its initializer, what constructors assign, or its type. */
  fieldValue(type: TypeScope, field: Field): Value;
  typeName(node: SyntaxNode | null | undefined): string | undefined;
  canonical(value: Value): string;
  /** What an attribute says, as the call that it is. */
  attributeCall(node: SyntaxNode, scope: FunctionScope): Call;
  /** `x.Port = 80` sets by a method. */
  setterCall(occurrence: Occurrence, target: SyntaxNode, value: Value): Call | undefined;
  /** `x.Stopping += handler`. */
  subscription(occurrence: Occurrence, target: SyntaxNode, handler: Value): Call | undefined;
  /** A local that the file's start declares, or a field; with the type for a field. */
  ownerOf(name: string, scope: FunctionScope): FunctionScope | TypeScope | undefined;
}

const listTypes =
  /^(?:List|IList|HashSet|ISet|SortedSet|Queue|Stack|LinkedList|ConcurrentBag|ConcurrentQueue|ConcurrentStack|BlockingCollection|Collection|ObservableCollection|ICollection|ArrayList|Channel)$/;
const mapTypes =
  /^(?:Dictionary|IDictionary|ConcurrentDictionary|SortedDictionary|SortedList|Hashtable|ConditionalWeakTable|NameValueCollection)$/;
/** First words of namespaces, and words that stand between them and a type. */
const namespaceRoots = /^(?:System|Microsoft|global)$/;
const namespaceWords =
  /^(?:IO|Net|Http|Threading|Tasks|Text|Json|Collections|Generic|Concurrent|Diagnostics|Linq|Data|SqlClient|AspNetCore|EntityFrameworkCore|Extensions|Hosting|Builder|Security|Cryptography|Reflection|Runtime|InteropServices|Loader|Globalization|Mail|Sockets|WebSockets|Timers|Common)$/;
/** What the host hands to constructors as the deploy's configuration. */
const injectedSettings = /^(?:IOptions|IOptionsSnapshot|IOptionsMonitor)$|^[A-Z]\w*(?:Settings|Config)$/;

/** Whether a declared type is a collection that can grow. */
export function collectionOf(type: SyntaxNode | null | undefined): 'list' | 'map' | undefined {
  let node = type ?? undefined;
  if (node?.type === 'nullable_type') node = node.childForFieldName('type') ?? undefined;
  if (node?.type === 'array_type') return 'list';
  const name = simpleType(node) ?? '';
  return mapTypes.test(name) ? 'map' : listTypes.test(name) ? 'list' : undefined;
}

export function evaluation(outline: Outline): Evaluation {
  const calls = new Map<SyntaxNode, Call>();
  const environment = new Map<SyntaxNode, Environment>();
  const foreign = new Map<string, SyntaxNode>();
  const memo = new Map<SyntaxNode, Value>();
  const open = new Set<SyntaxNode>();
  const openFields = new Set<Field>();
  const conditions = new Map(
    [...outline.calls, ...outline.creations].map(({ node, guards }) => [node, guards] as const),
  );
  const aliases = new Map(
    outline.usings.flatMap(({ alias, namespace }) =>
      alias === undefined ? [] : [[alias, namespace.slice(namespace.lastIndexOf('.') + 1)] as const],
    ),
  );
  const namespaces = outline.usings.map(({ namespace }) => namespace).concat(outline.namespaces);
  const roots = new Set(
    namespaces.filter((name) => name.includes('.')).map((name) => name.split('.')[0] ?? ''),
  );
  const segments = new Set(namespaces.flatMap((name) => name.split('.')));
  const initialized = new Map([...outline.types.values()].map((type) => [type.initializers, type]));
  const assigned = assignedFields();
  let depth = 0;

  const unknown = (node: SyntaxNode): Value => ({
    kind: 'unknown',
    text: node.text.slice(0, 80),
    at: node.place,
  });
  const literal = (text: string, node: SyntaxNode): Value => ({
    kind: 'literal',
    type: 'string',
    text,
    at: node.place,
  });
  const ofType = (type: string, name: string, at: Place): Value => ({
    kind: 'parameter',
    function: '',
    index: 0,
    name,
    type,
    at,
  });
  const self = (type: TypeScope, scope: FunctionScope, node: SyntaxNode): Value => ({
    kind: 'parameter',
    function: scope.name ?? '',
    index: -1,
    name: 'this',
    type: type.name,
    at: node.place,
  });
  /** A type by its name: of this file, or one that the linker looks for. */
  const typeReference = (name: string, node: SyntaxNode): Value => {
    const own = outline.types.get(name);
    if (own) return { kind: 'function', name: own.name, at: own.node.place };
    if (!foreign.has(name)) foreign.set(name, node);
    return { kind: 'reference', module: '', path: [name], at: node.place };
  };

  function canonical(value: Value): string {
    switch (value.kind) {
      case 'reference':
        return value.path.join('.');
      case 'call':
        return `${value.call.callee}()`;
      case 'member':
        return `${canonical(value.of)}.${value.path.join('.')}`;
      case 'parameter':
        return value.type ?? '?';
      case 'function':
        return value.name;
      case 'choice':
        return value.options.map(canonical).find((name) => !name.startsWith('?')) ?? '?';
      default:
        return '?';
    }
  }

  function typeName(node: SyntaxNode | null | undefined): string | undefined {
    const name = simpleType(node);
    if (name === undefined || node?.type === 'predefined_type' || name === 'var') return undefined;
    const real = aliases.get(name) ?? name;
    if (node && !outline.types.has(real) && !foreign.has(real)) foreign.set(real, node);
    return real;
  }

  function choice(options: readonly Value[], at: Place): Value {
    const isEmpty = (option: Value) =>
      option.kind === 'literal' && (option.type === 'null' || option.text === '');
    const told = options.filter((option) => !isEmpty(option));
    const known = told.filter((option) => option.kind !== 'unknown');
    const kept = known.length > 0 ? known : told.length > 0 ? told : options.slice(0, 1);
    const flat = [
      ...new Set(kept.flatMap((option) => (option.kind === 'choice' ? option.options : [option]))),
    ];
    const [first] = flat;
    return flat.length === 1 && first ? first : { kind: 'choice', options: flat.slice(0, choiceLimit), at };
  }

  /** What a name of a type holds before anything is assigned. */
  function emptyOf(type: SyntaxNode | undefined, name: string, at: SyntaxNode): Value | undefined {
    const collection = collectionOf(type);
    if (collection === 'map') return { kind: 'object', entries: new Map(), at: at.place };
    if (collection === 'list') return { kind: 'list', items: [], at: at.place };
    const told = typeName(type);
    return told === undefined ? undefined : ofType(told, name, at.place);
  }

  // Names ---------------------------------------------------------------------------------------------------------

  function meaning({ at, kind, value, type, index, scope }: Definition, name: string): Value | undefined {
    switch (kind) {
      case 'parameter':
        return parameter(scope, index, name, type, at);
      case 'configuration':
        return { kind: 'configuration', at: at.place };
      case 'opaque':
        if (value?.type === 'local_function_statement') return localFunction(value);
        return emptyOf(type, name, at) ?? { kind: 'unknown', text: name, at: at.place };
      case 'value': {
        const found = value && valueAt(value, scope);
        if (!found || found.kind === 'unknown' || (found.kind === 'literal' && found.type === 'null'))
          return emptyOf(type, name, at) ?? found;
        return found;
      }
    }
  }

  function parameter(
    scope: FunctionScope,
    index: number,
    name: string,
    type: SyntaxNode | undefined,
    at: SyntaxNode,
  ): Value {
    const told =
      typeName(type) ??
      (scope.givenTo === undefined ? undefined : `${scope.givenTo}${index > 0 ? `.${index}` : ''}`);
    if (type?.type === 'array_type' && name === 'args' && /(?:^|\.)Main$/.test(scope.name ?? ''))
      return { kind: 'argument', at: at.place };
    const isConstructor = scope.name?.endsWith('.constructor') ?? false;
    if (isConstructor && told !== undefined && injectedSettings.test(told))
      return { kind: 'configuration', at: at.place };
    return {
      kind: 'parameter',
      function: scope.name ?? '',
      index,
      name,
      ...(told === undefined ? {} : { type: told }),
      at: at.place,
    };
  }

  function localFunction(node: SyntaxNode): Value {
    const scope = outline.functions.find((one) => one.node === node);
    return { kind: 'function', name: scope?.name ?? '?', at: node.place };
  }

  function fromDefinitions(all: readonly Definition[], name: string): Value | undefined {
    const values = all.slice(0, 2 * choiceLimit).flatMap((definition) => meaning(definition, name) ?? []);
    const [first] = values;
    return first && choice(values, first.at);
  }

  function ownerOf(name: string, scope: FunctionScope): FunctionScope | TypeScope | undefined {
    let last = scope;
    for (let at: FunctionScope | undefined = scope; at; at = at.parent) {
      if (at.definitions.has(name)) return at;
      last = at;
    }
    const type = scope.owner ?? last.owner;
    return type?.fields.has(name) ? type : undefined;
  }

  /** The type in which a scope stands. */
  function typeOf(scope: FunctionScope): TypeScope | undefined {
    for (let at: FunctionScope | undefined = scope; at; at = at.parent) if (at.owner) return at.owner;
    return initialized.get(scope);
  }

  function named(node: SyntaxNode, scope: FunctionScope): Value {
    const name = node.text;
    for (let at: FunctionScope | undefined = scope; at; at = at.parent) {
      const all = at.definitions.get(name);
      const value = all && fromDefinitions(all, name);
      if (value) return value;
    }
    const type = typeOf(scope);
    if (type) {
      const field = type.fields.get(name);
      if (field) return fieldValue(type, field);
      const primary = type.initializers.definitions.get(name);
      const given = primary && fromDefinitions(primary, name);
      if (given) return given;
      const method = type.methods.get(name);
      if (method?.name !== undefined) return { kind: 'function', name: method.name, at: method.node.place };
    }
    const local = outline.locals.get(name);
    if (local?.name !== undefined) return { kind: 'function', name: local.name, at: local.node.place };
    if (name === 'args' && outline.topLevel) return { kind: 'argument', at: node.place };
    const alias = aliases.get(name);
    if (alias !== undefined) return typeReference(alias, node);
    return /^[A-Z]/.test(name) ? typeReference(name, node) : unknown(node);
  }

  function assignedFields(): Map<string, { node: SyntaxNode; scope: FunctionScope }[]> {
    const found = new Map<string, { node: SyntaxNode; scope: FunctionScope }[]>();
    for (const { target, value, scope, how } of outline.stores) {
      if (!value || (how !== '=' && how !== '??=')) continue;
      const isThis =
        target.type === 'member_access_expression' &&
        /^(?:this|this_expression)$/.test(target.childForFieldName('expression')?.type ?? '');
      const name = isThis
        ? target.childForFieldName('name')?.text
        : target.type === 'identifier'
          ? target.text
          : undefined;
      if (name === undefined) continue;
      const type = typeOf(scope);
      if (!type?.fields.has(name)) continue;
      let shadowed = false;
      for (let at: FunctionScope | undefined = scope; at && !isThis; at = at.parent)
        if (at.definitions.has(name)) shadowed = true;
      if (shadowed) continue;
      const key = `${type.name}.${name}`;
      const list = found.get(key);
      if (list && list.length < choiceLimit) list.push({ node: value, scope });
      else if (!list) found.set(key, [{ node: value, scope }]);
    }
    return found;
  }

  function fieldValue(type: TypeScope, field: Field): Value {
    const nothing: Value = { kind: 'unknown', text: field.name, at: field.node.place };
    if (openFields.has(field)) return nothing;
    openFields.add(field);
    const values: Value[] = [];
    if (field.value) values.push(valueAt(field.value, type.initializers));
    for (const result of field.getter?.returns ?? [])
      values.push(valueAt(result, field.getter as FunctionScope));
    for (const { node, scope } of (assigned.get(`${type.name}.${field.name}`) ?? []).slice(0, choiceLimit))
      values.push(valueAt(node, scope));
    openFields.delete(field);
    const told = values.filter((value) => value.kind !== 'unknown');
    const isNull = (value: Value) => value.kind === 'literal' && value.type === 'null';
    const [first] = told.filter((value) => !isNull(value));
    if (first) return choice(told, first.at);
    const isRecord = field.node.type === 'parameter_list';
    if (isRecord) {
      const index = type.initializers.parameters.findIndex(({ name }) => name === field.name);
      return {
        kind: 'parameter',
        function: `${type.name}.constructor`,
        index,
        name: field.name,
        at: field.node.place,
      };
    }
    return emptyOf(field.type, field.name, field.node) ?? values[0] ?? nothing;
  }

  function member(of: Value, name: string, node: SyntaxNode): Value {
    if (of.kind === 'reference') {
      // `System.IO.File` is `File`.
      if (of.path.length === 1 && isNamespace(of.path[0] ?? ''))
        return namespaceWords.test(name) || (segments.has(name) && !outline.types.has(name))
          ? { ...of, path: [`System.${name}`], at: node.place }
          : typeReference(name, node);
      return { ...of, path: [...of.path, name], at: node.place };
    }
    if (of.kind === 'object') {
      const entry = of.entries.get(name);
      if (entry) return entry;
    }
    if (of.kind === 'function') {
      const type = outline.types.get(of.name);
      const field = type?.fields.get(name);
      if (type && field) return fieldValue(type, field);
      const method = type?.methods.get(name);
      if (method?.name !== undefined) return { kind: 'function', name: method.name, at: method.node.place };
    }
    if (of.kind === 'parameter' && of.index === -1) {
      const type = outline.types.get(of.type ?? '');
      const field = type?.fields.get(name);
      if (type && field) return fieldValue(type, field);
    }
    if (of.kind === 'call' && of.call.constructs) {
      const given = of.call.named.get(name);
      if (given) return given;
    }
    if (of.kind === 'member') return { ...of, path: [...of.path, name], at: node.place };
    return { kind: 'member', of, path: [name], at: node.place };
  }
  const isNamespace = (name: string): boolean =>
    namespaceRoots.test(name) || name.startsWith('System.') || (roots.has(name) && !outline.types.has(name));

  // Calls ---------------------------------------------------------------------------------------------------------

  function text(parts: readonly Value[], node: SyntaxNode): Value {
    const flat = parts.flatMap((part) => (part.kind === 'text' ? part.parts : [part]));
    if (flat.every((part) => part.kind === 'literal'))
      return literal(flat.map((part) => part.text).join(''), node);
    return { kind: 'text', parts: flat, at: node.place };
  }

  function concatenated(node: SyntaxNode, scope: FunctionScope): Value {
    const operands: SyntaxNode[] = [];
    let left: SyntaxNode | null = node;
    while (left?.type === 'binary_expression' && left.childForFieldName('operator')?.text === '+') {
      const right = left.childForFieldName('right');
      if (right) operands.unshift(right);
      left = left.childForFieldName('left');
    }
    if (left) operands.unshift(left);
    const parts = operands.map((operand) => valueAt(operand, scope));
    return parts.every((part) => part.kind === 'literal' && part.type === 'number')
      ? unknown(node)
      : text(parts, node);
  }

  /** `string.Format("{0}:{1}", host, port)`. */
  function formatted(format: Value | undefined, values: readonly Value[], node: SyntaxNode): Value {
    if (format?.kind !== 'literal') return text(format ? [format, ...values] : values, node);
    const parts: Value[] = [];
    let from = 0;
    for (const match of format.text.matchAll(/\{(\d{1,3})(?:[,:][^{}]{0,40})?\}/g)) {
      if (match.index > from) parts.push({ ...format, text: format.text.slice(from, match.index) });
      from = match.index + match[0].length;
      parts.push(values[Number(match[1])] ?? unknown(node));
    }
    if (from < format.text.length) parts.push({ ...format, text: format.text.slice(from) });
    return text(parts, node);
  }

  /** Questions to the host for its environment, `IsDevelopment()`, and what the answer is compared with. */
  const environments: ReadonlyMap<string, string> = new Map([
    ['IsDevelopment', 'Development'],
    ['IsProduction', 'Production'],
    ['IsStaging', 'Staging'],
  ]);

  function guardOf({ node, scope, negated }: Condition): Guard {
    let inner = node;
    let not = negated;
    for (let step = 0; step < 20; step++) {
      const isNot =
        inner.type === 'prefix_unary_expression' && inner.children.some(({ type }) => type === '!');
      const next = inner.namedChildren[0];
      if ((!isNot && inner.type !== 'parenthesized_expression') || !next) break;
      if (isNot) not = !not;
      inner = next;
    }
    if (inner.type === 'invocation_expression') {
      const called = inner.childForFieldName('function');
      const method = (called?.childForFieldName('name') ?? called)?.text ?? '';
      const argument = inner.childForFieldName('arguments')?.namedChildren[0]?.namedChildren.at(-1);
      const given = argument && valueAt(argument, scope);
      const environmentAsked =
        environments.get(method) ??
        (method === 'IsEnvironment' && given?.kind === 'literal' ? given.text : undefined);
      if (environmentAsked !== undefined) {
        const name = 'ASPNETCORE_ENVIRONMENT';
        const value: Value = { kind: 'environment', name, required: false, at: inner.place };
        return { value, equals: environmentAsked, negated: not };
      }
      if (/^IsNullOr(?:Empty|WhiteSpace)$/.test(method) && given) return { value: given, negated: !not };
    }
    const operator =
      inner.type === 'binary_expression' ? inner.childForFieldName('operator')?.text : undefined;
    const left = inner.childForFieldName('left');
    const right = inner.childForFieldName('right');
    if ((operator === '==' || operator === '!=') && left && right) {
      const sides = [valueAt(left, scope), valueAt(right, scope)];
      const constant = sides.find((side) => side.kind === 'literal');
      const value = sides.find((side) => side.kind !== 'literal');
      if (value && constant?.kind === 'literal') {
        const isNot = operator === '!=';
        if (constant.type === 'null' || constant.text === '') return { value, negated: isNot ? not : !not };
        return { value, equals: constant.text, negated: isNot ? !not : not };
      }
    }
    return { value: valueAt(inner, scope), negated: not };
  }

  function guardsOf(guards: readonly Condition[] | undefined): { guards?: readonly Guard[] } {
    return guards === undefined || guards.length === 0 ? {} : { guards: guards.slice(-8).map(guardOf) };
  }

  function record(
    node: SyntaxNode,
    scope: FunctionScope,
    call: Partial<Call> & Pick<Call, 'callee'>,
    guards: readonly Condition[] | undefined = conditions.get(node),
  ): Call {
    const made: Call = {
      arguments: [],
      named: new Map(),
      constructs: false,
      ...call,
      at: node.place,
      ...(scope.name === undefined ? {} : { within: scope.name }),
      ...guardsOf(guards),
    };
    return made;
  }

  function given(list: SyntaxNode | null, scope: FunctionScope) {
    const positional: Value[] = [];
    const named = new Map<string, Value>();
    for (const argument of list?.namedChildren ?? []) {
      if (argument.type !== 'argument') continue;
      const name = argument.childForFieldName('name')?.text;
      const expression = argument.namedChildren.filter((child) => child.field !== 'name').at(-1);
      if (!expression) continue;
      const value = valueAt(expression, scope);
      if (name === undefined) positional.push(value);
      else named.set(name, value);
    }
    return { positional, named };
  }

  function callValue(node: SyntaxNode, scope: FunctionScope): Value {
    const called = node.childForFieldName('function');
    const { positional, named: byName } = given(node.childForFieldName('arguments'), scope);
    if (!called) return unknown(node);
    const { name, receiver, target, types } = callee(called, scope);
    types.forEach((type, index) => {
      const told = typeName(type);
      if (told !== undefined) byName.set(`<${index}>`, typeReference(told, type));
    });
    // What the host makes of the command line decides nothing that is later asked of it.
    if (/\bCreate\w*(?:Builder|Host)$/.test(name))
      positional.forEach((value, index) => {
        if (value.kind === 'argument' && value.name === undefined)
          positional[index] = { kind: 'unknown', text: 'args', at: value.at };
      });
    if (name === 'Environment.GetEnvironmentVariable') return environmentRead(node, positional[0]);
    if (name === 'nameof' && positional.length > 0) {
      const argument = node.childForFieldName('arguments')?.namedChildren[0]?.text ?? '';
      return literal(argument.slice(argument.lastIndexOf('.') + 1), node);
    }
    // `args.Contains("--migrate")` asks for that flag.
    if (receiver?.kind === 'argument' && receiver.name === undefined) {
      const asked = positional[0]?.kind === 'literal' ? positional[0].text : undefined;
      return { kind: 'argument', ...(asked === undefined ? {} : { name: asked }), at: node.place };
    }
    const method = name.slice(name.lastIndexOf('.') + 1);
    const extension: Value | undefined =
      receiver && /^[A-Z]\w*$/.test(method)
        ? { kind: 'reference', module: '', path: [method], at: node.place }
        : undefined;
    if (extension && !foreign.has(`${method}()`)) foreign.set(`${method}()`, node);
    const call = record(node, scope, {
      callee: name,
      arguments: positional,
      named: byName,
      ...(receiver ? { receiver } : {}),
      ...(target ? { target } : {}),
      ...(extension ? { extension } : {}),
    });
    calls.set(node, call);
    switch (name) {
      case 'string.Format':
      case 'String.Format':
        return formatted(positional[0], positional.slice(1), node);
      case 'string.Concat':
      case 'String.Concat':
        return text(positional, node);
      case 'Path.Combine':
      case 'Path.Join':
        return text(
          positional.flatMap((part, index) => (index > 0 ? [literal('/', node), part] : [part])),
          node,
        );
      case 'string.Join':
      case 'String.Join': {
        const [separator, list] = positional;
        const items = list?.kind === 'list' ? list.items : positional.slice(1);
        if (separator)
          return text(
            items.flatMap((item, index) => (index > 0 ? [separator, item] : [item])),
            node,
          );
        break;
      }
    }
    return { kind: 'call', call, at: node.place };
  }

  function environmentRead(node: SyntaxNode, key: Value | undefined): Value {
    const name = key?.kind === 'literal' ? key.text : undefined;
    const read: Environment = {
      kind: 'environment',
      name,
      ...(name === undefined && key ? { computed: key } : {}),
      required: false,
      at: node.place,
    };
    environment.set(node, read);
    return read;
  }

  function callee(
    node: SyntaxNode,
    scope: FunctionScope,
  ): { name: string; receiver?: Value; target?: Value; types: readonly SyntaxNode[] } {
    if (node.type === 'member_access_expression' || node.type === 'conditional_access_expression') {
      const binding = node.namedChildren.at(-1);
      const isAccess = node.type === 'member_access_expression';
      const nameNode = isAccess
        ? node.childForFieldName('name')
        : (binding?.childForFieldName('name') ?? null);
      const operand = isAccess ? node.childForFieldName('expression') : node.childForFieldName('condition');
      const name = simpleType(nameNode) ?? '?';
      const types = typeArguments(nameNode);
      if (!operand) return { name: `?.${name}`, types };
      const receiver = valueAt(operand, scope);
      if (receiver.kind === 'reference') {
        const target = member(receiver, name, node);
        return { name: canonical(target), target, types };
      }
      if (receiver.kind === 'function' && outline.types.has(receiver.name)) {
        const target = member(receiver, name, node);
        return { name: `${receiver.name}.${name}`, target, types };
      }
      return { name: `${canonical(receiver)}.${name}`, receiver, types };
    }
    const name = simpleType(node) ?? '?';
    const types = typeArguments(node);
    if (node.type === 'identifier' || node.type === 'generic_name') {
      if (name === 'nameof') return { name, types };
      const identifier = node.type === 'identifier' ? node : (node.namedChildren[0] as SyntaxNode);
      const value = named(identifier, scope);
      if (value.kind === 'function') return { name: value.name, target: value, types };
      const type = typeOf(scope);
      // A method that the base class declares.
      if (type && value.kind === 'reference')
        return { name: `${type.name}.${name}`, receiver: self(type, scope, node), types };
      return { name: canonical(value) === '?' ? `?.${name}` : canonical(value), target: value, types };
    }
    const value = valueAt(node, scope);
    return { name: canonical(value), target: value, types };
  }

  /** The type of `new()`, which stands where the value goes. */
  function expectedType(node: SyntaxNode): SyntaxNode | null | undefined {
    const parent = node.parent;
    if (!parent) return undefined;
    if (parent.type === 'variable_declarator') return parent.parent?.childForFieldName('type');
    if (parent.type === 'property_declaration') return parent.childForFieldName('type');
    if (parent.type === 'arrow_expression_clause')
      return parent.parent?.childForFieldName('returns') ?? parent.parent?.childForFieldName('type');
    if (parent.type === 'assignment_expression') {
      const left = parent.childForFieldName('left');
      for (const type of outline.types.values()) {
        const field = left && type.fields.get(left.text);
        if (field) return field.type;
      }
    }
    return undefined;
  }

  function creation(node: SyntaxNode, scope: FunctionScope): Value {
    const type = node.childForFieldName('type') ?? expectedType(node);
    const list =
      node.childForFieldName('arguments') ??
      node.namedChildren.find((child) => child.type === 'argument_list') ??
      null;
    const { positional, named: byName } = given(list, scope);
    const initializer =
      node.childForFieldName('initializer') ??
      node.namedChildren.find((child) => child.type === 'initializer_expression');
    const items: Value[] = [];
    for (const part of initializer?.namedChildren ?? []) {
      if (part.type === 'assignment_expression') {
        const left = part.childForFieldName('left');
        const right = part.childForFieldName('right');
        if (!left || !right) continue;
        const key =
          left.type === 'element_binding_expression' ? left.namedChildren[0]?.namedChildren[0] : undefined;
        const keyValue = key && valueAt(key, scope);
        const entry = keyValue
          ? keyValue.kind === 'literal'
            ? keyValue.text
            : key.text.slice(0, 80)
          : left.text;
        byName.set(entry, valueAt(right, scope));
      } else if (part.type === 'initializer_expression') {
        const [key, value] = part.namedChildren;
        const name = key && valueAt(key, scope);
        if (name?.kind === 'literal' && value) byName.set(name.text, valueAt(value, scope));
      } else if (part.type !== 'comment') items.push(valueAt(part, scope));
    }
    const collection = collectionOf(type);
    if (collection === 'list') return { kind: 'list', items, at: node.place };
    if (collection === 'map') return { kind: 'object', entries: byName, at: node.place };
    const name = createdName(typeName(type) ?? '?', scope);
    types(type).forEach((argument, index) => {
      const told = typeName(argument);
      if (told !== undefined) byName.set(`<${index}>`, typeReference(told, argument));
    });
    const call = record(node, scope, {
      callee: name,
      constructs: true,
      arguments: positional,
      named: byName,
      ...(name === '?' ? {} : { target: typeReference(name, type ?? node) }),
    });
    calls.set(node, call);
    return { kind: 'call', call, at: node.place };
  }
  /** Configuration built without the environment can't be overridden from outside: it goes by another name. */
  function createdName(name: string, scope: FunctionScope): string {
    if (name !== 'ConfigurationBuilder') return name;
    const outermost = (one: FunctionScope): FunctionScope => {
      let at = one;
      while (at.parent?.name !== undefined) at = at.parent;
      return at;
    };
    const around = outermost(scope);
    const isOpen = outline.calls.some(
      ({ node, scope: other }) =>
        outermost(other) === around &&
        /^Add(?:EnvironmentVariables|CommandLine|Configuration|AzureKeyVault|AzureAppConfiguration|SystemsManager|Consul|KeyPerFile|DotEnv\w*|Vault\w*)$/.test(
          simpleType(node.childForFieldName('function')?.childForFieldName('name')) ?? '',
        ),
    );
    return isOpen ? name : 'FileConfigurationBuilder';
  }
  const types = (type: SyntaxNode | null | undefined) => typeArguments(type);

  function attributeCall(node: SyntaxNode, scope: FunctionScope): Call {
    const name = simpleType(node.childForFieldName('name')) ?? '?';
    const positional: Value[] = [];
    const named = new Map<string, Value>();
    const list = node.namedChildren.find((child) => child.type === 'attribute_argument_list');
    for (const argument of list?.namedChildren ?? []) {
      const key = argument.childForFieldName('name')?.text;
      const expression = argument.namedChildren.filter((child) => child.field !== 'name').at(-1);
      if (!expression) continue;
      const value = valueAt(expression, scope);
      if (key === undefined) positional.push(value);
      else named.set(key, value);
    }
    return {
      callee: name.replace(/(?<=.)Attribute$/, ''),
      arguments: positional,
      named,
      at: node.place,
      constructs: false,
    };
  }

  function accessed(target: SyntaxNode, scope: FunctionScope): { of: Value; name: string } | undefined {
    if (target.type !== 'member_access_expression') return undefined;
    const operand = target.childForFieldName('expression');
    const name = simpleType(target.childForFieldName('name'));
    return operand && name !== undefined ? { of: valueAt(operand, scope), name } : undefined;
  }

  function setterCall(
    { node, scope, guards }: Occurrence,
    target: SyntaxNode,
    value: Value,
  ): Call | undefined {
    const found = accessed(target, scope);
    if (!found || (found.of.kind === 'parameter' && found.of.index === -1)) return undefined;
    const { of, name } = found;
    const callee = `${canonical(of)}.set_${name}`;
    return record(node, scope, { callee, receiver: of, arguments: [value] }, guards);
  }

  function subscription(
    { node, scope, guards }: Occurrence,
    target: SyntaxNode,
    handler: Value,
  ): Call | undefined {
    const found = accessed(target, scope);
    if (!found) return undefined;
    const callee = `${canonical(found.of)}.${found.name}.add`;
    return record(node, scope, { callee, arguments: [handler] }, guards);
  }

  // Expressions ---------------------------------------------------------------------------------------------------

  function evaluate(node: SyntaxNode, scope: FunctionScope): Value {
    if (stringNodes.test(node.type)) {
      const parts = piecesOf(node).map((piece) =>
        typeof piece === 'string' ? literal(piece, node) : valueAt(piece, scope),
      );
      return parts.length === 0 ? literal('', node) : text(parts, node);
    }
    switch (node.type) {
      case 'identifier':
        return named(node, scope);
      case 'generic_name':
      case 'qualified_name':
      case 'alias_qualified_name': {
        const name = simpleType(node);
        return name === undefined ? unknown(node) : typeReference(aliases.get(name) ?? name, node);
      }
      case 'predefined_type':
        return { kind: 'reference', module: '', path: [node.text], at: node.place };
      case 'character_literal':
        return literal(node.text.slice(1, -1), node);
      case 'integer_literal':
      case 'real_literal':
        return {
          kind: 'literal',
          type: 'number',
          text: node.text.replaceAll('_', '').replace(/[uUlLmMfFdD]+$/, ''),
          at: node.place,
        };
      case 'boolean_literal':
        return { kind: 'literal', type: 'boolean', text: node.text, at: node.place };
      case 'null_literal':
      case 'default_expression':
        return { kind: 'literal', type: 'null', text: 'null', at: node.place };
      case 'this':
      case 'this_expression':
      case 'base':
      case 'base_expression': {
        const type = typeOf(scope);
        return type ? self(type, scope, node) : unknown(node);
      }
      case 'parenthesized_expression':
      case 'await_expression':
      case 'checked_expression':
      case 'postfix_unary_expression':
      case 'arrow_expression_clause':
      case 'expression_element':
      case 'collection_element':
      case 'argument': {
        const inner = node.namedChildren.find((child) => child.type !== 'comment' && child.field !== 'name');
        return inner ? valueAt(inner, scope) : unknown(node);
      }
      case 'prefix_unary_expression': {
        const inner = node.namedChildren[0];
        if (!inner) return unknown(node);
        if (node.children.some(({ type }) => type === '!')) return tested([valueAt(inner, scope)], node);
        return inner.type === 'integer_literal'
          ? { kind: 'literal', type: 'number', text: node.text, at: node.place }
          : unknown(node);
      }
      case 'cast_expression': {
        const value = node.childForFieldName('value');
        return value ? valueAt(value, scope) : unknown(node);
      }
      case 'as_expression':
      case 'with_expression': {
        const value = node.childForFieldName('left') ?? node.namedChildren[0];
        return value ? valueAt(value, scope) : unknown(node);
      }
      case 'member_access_expression': {
        const operand = node.childForFieldName('expression');
        const name = simpleType(node.childForFieldName('name'));
        return operand && name !== undefined ? member(valueAt(operand, scope), name, node) : unknown(node);
      }
      case 'conditional_access_expression': {
        const condition = node.childForFieldName('condition');
        const last = node.namedChildren.at(-1);
        if (!condition || !last) return unknown(node);
        if (last.type !== 'member_binding_expression') return valueAt(last, scope);
        return member(valueAt(condition, scope), simpleType(last.childForFieldName('name')) ?? '?', node);
      }
      case 'member_binding_expression': {
        // `a?.B.C`: what stands before the question mark is further out.
        const name = simpleType(node.childForFieldName('name')) ?? '?';
        for (let at = node.parent; at; at = at.parent) {
          const condition =
            at.type === 'conditional_access_expression' ? at.childForFieldName('condition') : undefined;
          if (condition) return member(valueAt(condition, scope), name, node);
        }
        return unknown(node);
      }
      case 'element_access_expression':
        return indexed(node, scope);
      case 'invocation_expression':
        return callValue(node, scope);
      case 'object_creation_expression':
      case 'implicit_object_creation_expression':
        return creation(node, scope);
      case 'array_creation_expression':
      case 'implicit_array_creation_expression':
      case 'implicit_stackalloc_expression': {
        const list = node.namedChildren.find((child) => child.type === 'initializer_expression');
        return { kind: 'list', items: itemsOf(list, scope), at: node.place };
      }
      case 'initializer_expression':
      case 'collection_expression':
        return { kind: 'list', items: itemsOf(node, scope), at: node.place };
      case 'anonymous_object_creation_expression': {
        const entries = new Map<string, Value>();
        const parts = node.namedChildren;
        node.children.forEach((child, index) => {
          const before = node.children[index - 1];
          if (child.type !== '=' || !before) return;
          const value = node.children[index + 1];
          if (value) entries.set(before.text, valueAt(value, scope));
        });
        for (const part of parts) if (part.type === 'member_access_expression') valueAt(part, scope);
        return { kind: 'object', entries, at: node.place };
      }
      case 'typeof_expression': {
        const type = node.namedChildren.at(-1);
        const name = typeName(type);
        return name === undefined ? unknown(node) : typeReference(name, type ?? node);
      }
      case 'lambda_expression':
      case 'anonymous_method_expression':
        return { kind: 'function', name: outline.lambdas.get(node)?.name ?? '?', at: node.place };
      case 'conditional_expression': {
        const yes = node.childForFieldName('consequence');
        const no = node.childForFieldName('alternative');
        if (!yes || !no) return unknown(node);
        const [first, second] = [valueAt(yes, scope), valueAt(no, scope)];
        return first.kind === 'literal'
          ? withFallback(second, first, node)
          : withFallback(first, second, node);
      }
      case 'switch_expression': {
        const arms = node.namedChildren.filter((child) => child.type === 'switch_expression_arm');
        const results = arms.flatMap((arm) => {
          const result = arm.namedChildren.at(-1);
          return result && result.type !== 'throw_expression' ? [valueAt(result, scope)] : [];
        });
        return results.length > 0 ? choice(results, node.place) : unknown(node);
      }
      case 'assignment_expression': {
        const right = node.childForFieldName('right');
        return right ? valueAt(right, scope) : unknown(node);
      }
      case 'binary_expression':
        return binary(node, scope);
      case 'is_pattern_expression':
      case 'is_expression': {
        const operand = node.namedChildren[0];
        return operand ? tested([valueAt(operand, scope)], node) : unknown(node);
      }
      default:
        return unknown(node);
    }
  }

  const itemsOf = (list: SyntaxNode | undefined, scope: FunctionScope): Value[] =>
    (list?.namedChildren ?? [])
      .filter(({ type }) => type !== 'comment')
      .map((child) => valueAt(child, scope));

  /** A variable beside a literal has it as its default. */
  function withFallback(value: Value, fallback: Value, node: SyntaxNode): Value {
    if (
      value.kind !== 'environment' ||
      value.fallback ||
      fallback.kind !== 'literal' ||
      fallback.type === 'null'
    )
      return choice([value, fallback], node.place);
    const read: Environment = { ...value, fallback };
    for (const [at, known] of environment) if (known === value) environment.set(at, read);
    return read;
  }

  function binary(node: SyntaxNode, scope: FunctionScope): Value {
    const operator = node.childForFieldName('operator')?.text ?? '';
    const left = node.childForFieldName('left');
    const right = node.childForFieldName('right');
    if (!left || !right) return unknown(node);
    if (operator === '+') return concatenated(node, scope);
    if (operator === '??') {
      const value = valueAt(left, scope);
      if (right.type === 'throw_expression') {
        for (const child of right.namedChildren) valueAt(child, scope);
        if (value.kind !== 'environment') return value;
        const required: Environment = { ...value, required: true };
        for (const [at, read] of environment) if (read === value) environment.set(at, required);
        return required;
      }
      return withFallback(value, valueAt(right, scope), node);
    }
    return tested([valueAt(left, scope), valueAt(right, scope)], node);
  }

  /** An indexer is a method; on a collection that is written out it gives the entry. */
  function indexed(node: SyntaxNode, scope: FunctionScope): Value {
    const operand = node.childForFieldName('expression');
    const subscript = node.childForFieldName('subscript');
    const key = subscript?.namedChildren[0]?.namedChildren.at(-1);
    if (!operand || !key) return unknown(node);
    const of = valueAt(operand, scope);
    const index = valueAt(key, scope);
    if (of.kind === 'argument') return { kind: 'argument', name: key.text, at: node.place };
    if (of.kind === 'configuration' && index.kind === 'literal') return member(of, index.text, node);
    if (of.kind === 'object') {
      const entry = index.kind === 'literal' ? of.entries.get(index.text) : undefined;
      return entry ?? { kind: 'member', of, path: ['?'], at: node.place };
    }
    if (of.kind === 'list') {
      const item = index.kind === 'literal' ? of.items[Number(index.text)] : undefined;
      return item ?? { kind: 'member', of, path: ['?'], at: node.place };
    }
    const call = record(node, scope, {
      callee: `${canonical(of)}.get_Item`,
      ...(of.kind === 'reference' ? {} : { receiver: of }),
      ...(of.kind === 'reference' ? { target: { ...of, path: [...of.path, 'get_Item'] } } : {}),
      arguments: [index],
    });
    calls.set(node, call);
    return { kind: 'call', call, at: node.place };
  }

  /** A test of a value is decided by it. */
  function tested(operands: readonly Value[], node: SyntaxNode): Value {
    const deciding = operands.filter((operand) => operand.kind !== 'literal' && operand.kind !== 'unknown');
    if (deciding.length === 0) return unknown(node);
    const call: Call = {
      callee: 'bool',
      arguments: deciding,
      named: new Map(),
      at: node.place,
      constructs: false,
    };
    return { kind: 'call', call, at: node.place };
  }

  function valueAt(node: SyntaxNode, scope: FunctionScope): Value {
    const known = memo.get(node);
    if (known) return known;
    if (open.has(node) || depth >= depthLimit) return unknown(node);
    open.add(node);
    depth++;
    const value = bounded(evaluate(node, scope));
    depth--;
    open.delete(node);
    if (depth < depthLimit - 1) memo.set(node, value);
    return value;
  }

  return {
    outline,
    calls,
    environment,
    foreign,
    valueAt,
    fieldValue,
    typeName,
    canonical,
    attributeCall,
    setterCall,
    subscription,
    ownerOf,
  };
}
