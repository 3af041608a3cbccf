// What a Ruby expression stands for, as far as it can be told without running it.
import type { Place } from '../../../engine/place.ts';
import type { Call, Guard, Value } from '../../source/model.ts';
import { bounded } from '../../source/size.ts';
import type { SyntaxNode } from '../../source/syntax.ts';
import {
  type ClassScope,
  type Condition,
  constantPath,
  type FunctionNode,
  homeOf,
  keyOfName,
  type Occurrence,
  type Outline,
  type Scope,
  statementsOf,
} from './scopes.ts';
import { selfOfFile } from './settings-files.ts';
import { unescaped } from './strings.ts';

/** Deeper nesting than any person writes: what lies below stays unknown. */
const depthLimit = 120;
const choiceLimit = 12;
export type EnvironmentValue = Extract<Value, { kind: 'environment' }>;

export interface Evaluation {
  readonly outline: Outline;
  readonly calls: Map<SyntaxNode, Call>;
  readonly environment: Map<SyntaxNode, EnvironmentValue>;
  valueAt(node: SyntaxNode, scope: Scope): Value;
  /** Canonical name of a class that is named in source. */
  className(node: SyntaxNode, scope: Scope): string | undefined;
}

/** The canonical name of a value: what a member of it is called. */
export function canonical(value: Value): string {
  switch (value.kind) {
    case 'reference':
      return [value.module, ...value.path].join('.');
    case 'call':
      return `${value.call.callee}()`;
    case 'member':
      return `${canonical(value.of)}.${value.path.join('.')}`;
    case 'parameter':
      return value.type ?? '?';
    case 'function':
      return value.name;
    case 'text':
      return 'String';
    case 'environment':
      return 'String';
    case 'list':
      return 'Array';
    case 'object':
      return 'Hash';
    case 'literal':
      return value.type === 'string' ? 'String' : '?';
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

/** Methods of every object, of Kernel: what a call without receiver means where the class doesn't say otherwise. */
const kernel = new Set(
  `puts print p pp printf putc warn system exec spawn fork popen trap sleep rand srand require require_relative load autoload
  raise fail loop catch throw at_exit exit exit! abort binding block_given? caller catch eval format sprintf gets lambda proc
  open select test Integer Float String Array Hash Rational`.split(/\s+/),
);
/** Their result is the text or number of what they are called on. */
const sameValue = new Set(
  `freeze dup clone to_s to_str to_i to_f to_sym to_a to_h presence strip chomp lstrip rstrip downcase upcase itself squish
  html_safe deep_dup symbolize_keys deep_symbolize_keys with_indifferent_access stringify_keys compact inquiry expand_path`.split(
    /\s+/,
  ),
);
/** Questions about a value: decided by it. */
const tests =
  /^(?:present|blank|nil|empty|any|zero|positive|key|has_key|include|member|eql|start_with|end_with|match)\?$/;
const environmentNames = new Map([
  ['Rails.env', 'RAILS_ENV'],
  ['Rack.env', 'RACK_ENV'],
  ['Sinatra.Base.environment', 'RACK_ENV'],
  ['Sinatra.Application.environment', 'RACK_ENV'],
  ['Hanami.env', 'HANAMI_ENV'],
]);
const environmentTests = /^(development|production|test|staging|local)\?$/;
const conversions = /^(?:Integer|Float|String|Array|Hash|Rational)$/;

export function evaluation(outline: Outline, path: string): Evaluation {
  const calls = new Map<SyntaxNode, Call>();
  const environment: Evaluation['environment'] = new Map();
  const memo = new Map<SyntaxNode, Value>();
  const open = new Set<SyntaxNode>();
  const classes = new Map(outline.classes.map((definition) => [definition.name, definition]));
  const occurrences = new Map(outline.calls.map((occurrence) => [occurrence.node, occurrence]));
  const fileSelf = selfOfFile(path, outline);
  let depth = 0;

  const unknown = (node: SyntaxNode): Value => ({
    kind: 'unknown',
    text: node.text.slice(0, 80),
    at: node.place,
  });
  const literal = (
    text: string,
    node: SyntaxNode,
    type: 'string' | 'number' | 'boolean' | 'null' = 'string',
  ): Value => ({
    kind: 'literal',
    type,
    text,
    at: node.place,
  });

  function choice(options: readonly Value[], at: Place): Value {
    const filled = options.filter((option) => option.kind !== 'literal' || option.type !== 'null');
    const flat = [
      ...new Set(
        (filled.length > 0 ? filled : options.slice(0, 1)).flatMap((option) =>
          option.kind === 'choice' ? option.options : [option],
        ),
      ),
    ];
    const [first] = flat;
    return flat.length === 1 && first ? first : { kind: 'choice', options: flat.slice(0, choiceLimit), at };
  }

  /** `a || b`: what stands beside the environment is its default. */
  function either(values: readonly Value[], at: Place): Value {
    const [first, second] = values;
    if (first?.kind === 'environment' && !first.fallback && second)
      return { ...first, fallback: second, required: false };
    return choice(values, at);
  }

  function environmentRead(
    node: SyntaxNode,
    key: Value | undefined,
    fallback: Value | undefined,
    required: boolean,
  ): Value {
    const name = key?.kind === 'literal' ? key.text : undefined;
    const value: EnvironmentValue = {
      kind: 'environment',
      name,
      ...(name === undefined && key ? { computed: key } : {}),
      ...(fallback && !(fallback.kind === 'literal' && fallback.type === 'null') ? { fallback } : {}),
      required,
      at: node.place,
    };
    environment.set(node, value);
    return value;
  }

  // Names ---------------------------------------------------------------------------------------------------------

  function lookup(node: SyntaxNode, scope: Scope): Value | undefined {
    const key = keyOfName(node, scope);
    let home: Scope | undefined = scope;
    let definitions = homeOf(scope, node, outline).get(key);
    if (node.type === 'identifier')
      while (!definitions && home?.kind === 'block') {
        home = home.parent;
        definitions = home?.definitions.get(key);
      }
    if (node.type === 'instance_variable' && !definitions)
      definitions = scope.owner?.definitions.get(node.text);
    if (node.type === 'constant') {
      let owner: ClassScope | undefined = scope.owner;
      while (!definitions && owner) {
        definitions = owner.definitions.get(key);
        owner = owner.outer.owner;
      }
      definitions ??= outline.fileLevel.get(key);
    }
    if (!definitions) return undefined;
    const visible =
      node.type === 'identifier' && home === scope
        ? definitions.filter(({ position }) => position < node.startIndex)
        : definitions;
    const seen = visible.length > 0 ? visible : definitions;
    const last = seen.findLastIndex(({ conditional, defaulting }) => !conditional && !defaulting);
    const values: Value[] = [];
    for (const { meaning, defaulting } of seen.slice(Math.max(last, 0))) {
      const value = meaningOf(meaning);
      const before = values.at(-1);
      if (defaulting && before) values[values.length - 1] = either([before, value], before.at);
      else values.push(value);
    }
    const [first] = values;
    return first ? choice(values, first.at) : undefined;
  }

  function meaningOf(
    meaning: (typeof outline.fileLevel extends Map<string, (infer Definition)[]>
      ? Definition
      : never)['meaning'],
  ): Value {
    if (meaning.kind === 'parameter') {
      const { function: model, index } = meaning;
      const name = model.parameters[index]?.name ?? '?';
      return {
        kind: 'parameter',
        function: model.name,
        index,
        name,
        type: blockParameterType(model, name),
        at: { path },
      };
    }
    const value = valueAt(meaning.node, meaning.scope);
    if (meaning.part === undefined) return value;
    return value.kind === 'list' && value.items[meaning.part]
      ? (value.items[meaning.part] as Value)
      : { kind: 'member', of: value, path: [String(meaning.part)], at: value.at };
  }

  /** What `config` is in `Sidekiq.configure_server { |config| … }`: named after the call that gives it. */
  function blockParameterType(model: FunctionNode, name: string): string | undefined {
    if (!model.call || model.node.parent?.type === 'lambda') return undefined;
    const callee = calleeOf(model.call, model.outer);
    return callee.startsWith('?') ||
      /\.(?:each|map|tap|then|times|select|reject|inject|reduce|with_index)$/.test(callee)
      ? undefined
      : `${callee}.${name}`;
  }

  function calleeOf(node: SyntaxNode, scope: Scope): string {
    const receiver = node.childForFieldName('receiver');
    const method = node.childForFieldName('method')?.text ?? '?';
    if (!receiver) return implicit(method, scope).name;
    return `${canonical(valueAt(receiver, scope))}.${method}`;
  }

  function className(node: SyntaxNode, scope: Scope): string | undefined {
    const name = constantPath(node);
    if (name !== undefined) return localClass(name, scope)?.name ?? name;
    // `Class.new(Base)`, `Struct.new(:a)`, `ActiveRecord::Migration[7.0]`.
    if (node.type === 'element_reference') {
      const object = node.childForFieldName('object');
      return object ? className(object, scope) : undefined;
    }
    const value = canonical(valueAt(node, scope));
    return value.startsWith('?') ? undefined : value.replace(/\(\)$/, '');
  }

  function localClass(name: string, scope: Scope): ClassScope | undefined {
    for (let owner = scope.owner; owner; owner = owner.outer.owner) {
      const found = classes.get(`${owner.name}.${name}`);
      if (found) return found;
    }
    return classes.get(name);
  }

  function constantValue(node: SyntaxNode, scope: Scope): Value {
    const name = constantPath(node);
    if (name === undefined) return unknown(node);
    if (/^STD(?:OUT|ERR)$/.test(name)) return stream(name, node);
    const own = localClass(name, scope);
    if (own) return { kind: 'function', name: own.name, at: own.node.place };
    if (node.type === 'constant') {
      const found = lookup(node, scope);
      if (found) return found;
    }
    const parts = name.split('.');
    const last = parts.at(-1) ?? '';
    // `Store::ITEMS` is a constant of `Store`; a single word in capitals (`PG`, `ENV`) is a module of its own.
    if (parts.length > 1 && /^[A-Z][A-Z0-9_]+$/.test(last)) {
      const local = localClass(parts.slice(0, -1).join('.'), scope);
      const definitions = local?.definitions.get(last)?.at(-1)?.meaning;
      if (definitions) return meaningOf(definitions);
      return { kind: 'reference', module: parts.slice(0, -1).join('.'), path: [last], at: node.place };
    }
    return { kind: 'reference', module: name, path: [], at: node.place };
  }

  // Calls ---------------------------------------------------------------------------------------------------------

  /** The method of a class of this file, also one of its superclasses and mixins. */
  function methodOf(owner: ClassScope | undefined, method: string): FunctionNode | undefined {
    const tried = new Set<ClassScope>();
    const queue = owner ? [owner] : [];
    for (let current = queue.shift(); current; current = queue.shift()) {
      if (tried.has(current)) continue;
      tried.add(current);
      const found = current.methods.get(method);
      if (found) return found;
      for (const base of [current.superclass, ...current.mixins]) {
        const name = base && constantPath(base);
        const parent = name === undefined ? undefined : localClass(name, current.outer);
        if (parent) queue.push(parent);
      }
    }
    return undefined;
  }

  /** What `self` is: the class from outside that this one extends, or what the file is evaluated in. */
  function selfType(scope: Scope): string | undefined {
    for (let current: Scope | undefined = scope; current; current = current.parent) {
      const call = current.kind === 'block' ? current.function?.call : undefined;
      if (
        call &&
        /(?:^|\.)application(?:\(\))?\.configure$|^Rails\.application\.config$/i.test(
          calleeOf(call, current.function?.outer ?? scope),
        )
      )
        return 'Rails.application';
      if (current.owner) return superclassOf(current.owner) ?? current.owner.name;
    }
    return fileSelf;
  }

  function superclassOf(owner: ClassScope): string | undefined {
    let current: ClassScope | undefined = owner;
    for (let hops = 0; current && hops < 8; hops++) {
      const name = current.superclass && className(current.superclass, current.outer);
      if (name === undefined) break;
      const parent = classes.get(name);
      if (!parent) return name;
      current = parent;
    }
    // A mixin of a library makes its methods one's own: `include Sidekiq::Worker`.
    for (const mixin of owner.mixins) {
      const name = constantPath(mixin);
      if (name !== undefined && !localClass(name, owner.outer)) return name;
    }
    return undefined;
  }

  function implicit(method: string, scope: Scope): { name: string; target?: Value } {
    const own = methodOf(scope.owner, method);
    if (own) return { name: own.name, target: { kind: 'function', name: own.name, at: own.node.place } };
    const file = outline.functions.find(({ name, owner }) => name === method && !owner);
    if (file) return { name: file.name, target: { kind: 'function', name: file.name, at: file.node.place } };
    const self = selfType(scope);
    if (kernel.has(method) && !(self !== undefined && method === 'load')) return { name: `Kernel.${method}` };
    return { name: self === undefined ? `self.${method}` : `${self}.${method}` };
  }

  function argumentsOf(node: SyntaxNode, scope: Scope): { positional: Value[]; named: Map<string, Value> } {
    const positional: Value[] = [];
    const named = new Map<string, Value>();
    for (const argument of node.childForFieldName('arguments')?.namedChildren ?? []) {
      if (argument.type === 'comment' || argument.type === 'heredoc_body') continue;
      if (argument.type === 'pair') {
        const [key, value] = pairOf(argument, scope);
        if (value) named.set(key, value);
      } else if (argument.type === 'hash_splat_argument') {
        const value = argument.namedChildren[0] ? valueAt(argument.namedChildren[0], scope) : undefined;
        if (value?.kind === 'object') for (const [name, entry] of value.entries) named.set(name, entry);
        else if (value) positional.push(value);
      } else if (argument.type === 'splat_argument') {
        const value = argument.namedChildren[0] ? valueAt(argument.namedChildren[0], scope) : undefined;
        if (value?.kind === 'list') positional.push(...value.items);
        else if (value) positional.push(value);
      } else if (argument.type === 'block_argument') {
        const value = argument.namedChildren[0] ? valueAt(argument.namedChildren[0], scope) : undefined;
        if (value && value.kind !== 'literal') positional.push(value);
      } else positional.push(valueAt(argument, scope));
    }
    const block = node.childForFieldName('block');
    const model = block ? outline.blocks.get(block) : undefined;
    if (model) positional.push({ kind: 'function', name: model.name, at: model.node.place });
    return { positional, named };
  }

  function pairOf(pair: SyntaxNode, scope: Scope): [string, Value | undefined] {
    const key = pair.childForFieldName('key');
    const value = pair.childForFieldName('value');
    const name =
      key?.type === 'hash_key_symbol'
        ? key.text
        : key
          ? ((known) => (known.kind === 'literal' ? known.text : key.text.slice(0, 80)))(valueAt(key, scope))
          : '?';
    // `url:` alone stands for `url: url`.
    if (!value && key?.type === 'hash_key_symbol') return [name, lookup(key, scope) ?? unknown(key)];
    return [name, value ? valueAt(value, scope) : undefined];
  }

  /** A question about a value, decided by it as the value is. */
  function test(values: readonly Value[], node: SyntaxNode): Value {
    const deciding = values.filter(({ kind }) => kind !== 'literal' && kind !== 'unknown' && kind !== 'list');
    if (deciding.length === 0) return unknown(node);
    const at = node.place;
    return {
      kind: 'call',
      call: { callee: 'Kernel.test', arguments: deciding, named: new Map(), at, constructs: false },
      at,
    };
  }

  function runtimeName(receiver: Value): string | undefined {
    return environmentNames.get(
      canonical(receiver)
        .replace(/\(\)/g, '')
        .replace(/^self\.environment$/, 'Sinatra.Base.environment'),
    );
  }

  function callValue(node: SyntaxNode, scope: Scope): Value {
    const receiverNode = node.childForFieldName('receiver');
    const method = node.childForFieldName('method')?.text ?? 'call';
    const { positional, named } = argumentsOf(node, scope);
    const at = node.place;

    if (receiverNode?.text === 'ENV' || receiverNode?.text === '::ENV') {
      if (method === 'fetch') {
        const block = positional.find(({ kind }) => kind === 'function');
        const given = positional[1] === block ? undefined : positional[1];
        const fallback = given ?? (block?.kind === 'function' ? resultOfBlock(block.name) : undefined);
        const raises = fallback?.kind === 'call' && /\.(?:raise|fail|abort)$/.test(fallback.call.callee);
        return environmentRead(
          node,
          positional[0],
          raises ? undefined : fallback,
          (positional.length < 2 && !block) || raises,
        );
      }
      if (/^(?:key\?|has_key\?|include\?|member\?|delete|dig|store)$/.test(method))
        return environmentRead(node, positional[0], undefined, false);
      if (/^(?:to_h|to_hash|dup|slice|values_at|select|each)$/.test(method))
        return { kind: 'environment', required: false, at };
    }

    const receiver = receiverNode && receiverNode.type !== 'self' ? valueAt(receiverNode, scope) : undefined;
    if (receiver) {
      if (
        sameValue.has(method) &&
        positional.length === 0 &&
        receiver.kind !== 'reference' &&
        !isOpenCall(receiver)
      )
        return receiver;
      if (
        /^(?:\[\]|dig|fetch)$/.test(method) &&
        positional[0]?.kind === 'literal' &&
        (receiver.kind === 'object' || receiver.kind === 'environment')
      )
        return either([member(receiver, positional[0].text, node), ...positional.slice(1, 2)], at);
      const runtime = environmentTests.test(method) ? runtimeName(receiver) : undefined;
      if (runtime !== undefined)
        return test([{ kind: 'environment', name: runtime, required: false, at }], node);
      if (tests.test(method) && receiver.kind !== 'reference') return test([receiver, ...positional], node);
      if ((method === 'merge' || method === 'reverse_merge') && receiver.kind === 'object') {
        const entries = new Map(receiver.entries);
        const others = [...(positional[0]?.kind === 'object' ? positional[0].entries : []), ...named];
        for (const [name, entry] of others)
          if (method === 'merge' || !entries.has(name)) entries.set(name, entry);
        return { kind: 'object', entries, at };
      }
      if (method === 'join' && receiver.kind === 'list') {
        const [separator] = positional;
        return text(
          receiver.items.flatMap((item, index) => (index > 0 && separator ? [separator, item] : [item])),
          node,
        );
      }
      const store = configurationName(receiver, method, positional);
      if (store) return { ...store, at };
    } else if (conversions.test(method) && positional[0]) return positional[0];
    else if (method === 'lambda' || method === 'proc') {
      const block = positional.find(({ kind }) => kind === 'function');
      if (block) return block;
    }

    return makeCall(node, receiver, method, positional, named, scope);
  }

  /** Encrypted credentials and files of settings that Rails loads for a deploy; Figaro's reads of the environment. */
  function configurationName(
    receiver: Value,
    method: string,
    positional: readonly Value[],
  ):
    | { kind: 'configuration'; name: string }
    | { kind: 'environment'; name: string; required: boolean }
    | undefined {
    if (receiver.kind === 'configuration' && !/[?!=]$/.test(method) && method !== 'new') {
      const keys = /^(?:\[\]|dig|fetch)$/.test(method)
        ? positional.flatMap((key) => (key.kind === 'literal' ? [key.text] : []))
        : sameValue.has(method)
          ? []
          : [method];
      return { kind: 'configuration', name: [receiver.name, ...keys].join('.') };
    }
    const name = canonical(receiver).replace(/\(\)/g, '');
    if (name === 'Rails.application' && /^(?:credentials|secrets|config_for)$/.test(method))
      return { kind: 'configuration', name: method };
    if (name === 'Figaro.env')
      return {
        kind: 'environment',
        name: method.replace(/[?!]$/, '').toUpperCase(),
        required: method.endsWith('!'),
      };
    return undefined;
  }

  const isOpenCall = (value: Value): boolean => value.kind === 'call' && value.call.constructs;

  function resultOfBlock(name: string): Value | undefined {
    const result = outline.functions.find((one) => one.name === name)?.returns[0];
    return result && valueAt(result.node, result.scope);
  }

  function makeCall(
    node: SyntaxNode,
    receiver: Value | undefined,
    method: string,
    positional: readonly Value[],
    named: ReadonlyMap<string, Value>,
    scope: Scope,
  ): Value {
    const at = node.place;
    let callee: string;
    let target: Value | undefined;
    let constructs = false;
    if (receiver) {
      const name = canonical(receiver);
      // `instance` of a singleton, and what `new` makes, are instances alike.
      const isClass = receiver.kind === 'function' || receiver.kind === 'reference';
      if (method === 'new' || (method === 'instance' && isClass && positional.length === 0)) {
        callee = name;
        target = isClass ? receiver : undefined;
        constructs = true;
      } else {
        const local =
          receiver.kind === 'function'
            ? classes.get(receiver.name)
            : receiver.kind === 'call' && receiver.call.constructs
              ? classes.get(receiver.call.callee)
              : undefined;
        const own = methodOf(local, method);
        callee = own ? own.name : `${local ? (superclassOf(local) ?? name) : name}.${method}`;
        if (own) target = { kind: 'function', name: own.name, at: own.node.place };
      }
    } else {
      const found =
        method === 'new' && scope.owner
          ? { name: scope.owner.name, target: undefined }
          : implicit(method, scope);
      callee = found.name;
      target = found.target;
      constructs = method === 'new';
    }
    const call: Call = {
      callee,
      // The linker names a call after its receiver, and an instance is named after its class.
      ...(receiver && !constructs ? { receiver } : {}),
      ...(target ? { target } : {}),
      arguments: positional,
      named,
      at,
      ...(scope.within === undefined ? {} : { within: scope.within }),
      constructs,
      ...guardsOf(node),
    };
    calls.set(node, call);
    return { kind: 'call', call, at };
  }

  // Guards --------------------------------------------------------------------------------------------------------

  function guardsOf(node: SyntaxNode): { guards?: readonly Guard[] } {
    const occurrence: Occurrence | undefined = occurrences.get(node);
    const guards = [
      ...(occurrence?.guards ?? []).map(guardOf),
      ...(occurrence ? configuredFor(occurrence.scope) : []),
      ...fileGuards,
    ];
    return guards.length === 0 ? {} : { guards: guards.slice(-8) };
  }

  /** Rails loads `config/environments/test.rb` in tests alone. */
  const fileEnvironment = /(?:^|\/)config\/environments\/(\w+)\.rb$/.exec(path)?.[1];
  const fileGuards: readonly Guard[] =
    fileEnvironment === undefined
      ? []
      : [
          {
            value: { kind: 'environment', name: 'RAILS_ENV', required: false, at: { path } },
            equals: fileEnvironment,
            negated: false,
          },
        ];

  /** `configure :development do`: Sinatra runs the block in that environment only. */
  function configuredFor(scope: Scope): Guard[] {
    for (let current: Scope | undefined = scope; current; current = current.parent) {
      const call = current.kind === 'block' ? current.function?.call : undefined;
      if (call?.childForFieldName('method')?.text !== 'configure' || call.childForFieldName('receiver'))
        continue;
      const symbols = (call.childForFieldName('arguments')?.namedChildren ?? []).filter(
        ({ type }) => type === 'simple_symbol',
      );
      const [only] = symbols;
      if (only && symbols.length === 1)
        return [
          {
            value: { kind: 'environment', name: 'RACK_ENV', required: false, at: only.place },
            equals: only.text.slice(1),
            negated: false,
          },
        ];
    }
    return [];
  }

  function guardOf({ node, scope, negated }: Condition): Guard {
    let inner = node;
    let not = negated;
    for (let next: SyntaxNode | undefined = inner; next; ) {
      inner = next;
      next = undefined;
      if (inner.type === 'unary' && /^(?:!|not)/.test(inner.text)) {
        not = !not;
        next = inner.childForFieldName('operand') ?? undefined;
      } else if (inner.type === 'parenthesized_statements') next = inner.namedChildren[0];
    }
    if (inner.type === 'binary') {
      const operator = inner.childForFieldName('operator')?.text;
      const left = inner.childForFieldName('left');
      const right = inner.childForFieldName('right');
      if (left && right && (operator === '==' || operator === '!=')) {
        const sides = [runtimeValue(left, scope), runtimeValue(right, scope)];
        const fixed = sides.find(({ kind }) => kind === 'literal');
        const value = sides.find(({ kind }) => kind !== 'literal');
        if (value && fixed?.kind === 'literal')
          return { value, equals: fixed.text, negated: operator === '!=' ? !not : not };
      }
    }
    if (inner.type === 'call') {
      const method = inner.childForFieldName('method')?.text ?? '';
      const receiver = inner.childForFieldName('receiver');
      const named = environmentTests.exec(method)?.[1];
      const runtime =
        named === undefined ? undefined : receiver ? runtimeName(valueAt(receiver, scope)) : 'RACK_ENV';
      if (named !== undefined && runtime !== undefined)
        return {
          value: { kind: 'environment', name: runtime, required: false, at: inner.place },
          equals: named === 'local' ? 'development' : named,
          negated: not,
        };
      if (/^(?:nil|blank|empty)\?$/.test(method) && receiver)
        return { value: valueAt(receiver, scope), negated: !not };
    }
    if (inner.type === 'identifier' && environmentTests.test(inner.text))
      return {
        value: { kind: 'environment', name: 'RACK_ENV', required: false, at: inner.place },
        equals: inner.text.slice(0, -1),
        negated: not,
      };
    return { value: valueAt(inner, scope), negated: not };
  }

  /** `Rails.env` as the variable that it is. */
  function runtimeValue(node: SyntaxNode, scope: Scope): Value {
    const value = valueAt(node, scope);
    const name = value.kind === 'call' ? runtimeName(value) : undefined;
    const bare = value.kind === 'call' ? environmentNames.get(value.call.callee) : undefined;
    const variable = name ?? bare;
    return variable === undefined
      ? value
      : { kind: 'environment', name: variable, required: false, at: node.place };
  }

  const stream = (name: string, node: SyntaxNode): Value => ({
    kind: 'reference',
    module: 'Kernel',
    path: [name.toLowerCase()],
    at: node.place,
  });

  // Expressions ---------------------------------------------------------------------------------------------------

  /** Text of parts; nothing but literals is a literal. */
  function text(parts: readonly Value[], node: SyntaxNode): Value {
    const flat = parts.flatMap((part) => (part.kind === 'text' ? part.parts : [part]));
    return flat.every((part) => part.kind === 'literal')
      ? literal(flat.map((part) => (part.kind === 'literal' ? part.text : '')).join(''), node)
      : { kind: 'text', parts: flat, at: node.place };
  }

  function pieces(node: SyntaxNode, scope: Scope): Value[] {
    return node.namedChildren.flatMap((child): Value[] => {
      if (child.type === 'interpolation') {
        const inner = statementsOf(child).at(-1);
        return inner ? [valueAt(inner, scope)] : [];
      }
      if (child.type === 'heredoc_end') return [];
      return [literal(child.type === 'escape_sequence' ? unescaped(child.text) : child.text, child)];
    });
  }

  function member(of: Value, name: string, node: SyntaxNode): Value {
    if (of.kind === 'object') {
      const entry = of.entries.get(name);
      if (entry) return entry;
    }
    if (of.kind === 'reference') return { ...of, path: [...of.path, name], at: node.place };
    if (of.kind === 'member') return { ...of, path: [...of.path, name], at: node.place };
    return { kind: 'member', of, path: [name], at: node.place };
  }

  function branches(node: SyntaxNode, scope: Scope): Value {
    const options: Value[] = [];
    for (const field of ['consequence', 'alternative', 'body']) {
      const part = node.childForFieldName(field);
      if (!part) continue;
      const last = /^(?:then|else)$/.test(part.type) ? statementsOf(part).at(-1) : part;
      if (last) options.push(valueAt(last, scope));
    }
    if (node.type === 'case')
      for (const child of node.namedChildren) {
        const body =
          child.type === 'when' ? child.childForFieldName('body') : child.type === 'else' ? child : null;
        const last = statementsOf(body).at(-1);
        if (last) options.push(valueAt(last, scope));
      }
    return options.length > 0 ? choice(options, node.place) : unknown(node);
  }

  function binaryValue(node: SyntaxNode, scope: Scope): Value {
    const operator = node.childForFieldName('operator')?.text ?? '';
    if (operator === '+') {
      // A sum of thousands of strings nests as deeply on the left: taken apart by a loop.
      const operands: SyntaxNode[] = [];
      let left: SyntaxNode | null = node;
      while (left?.type === 'binary' && left.childForFieldName('operator')?.text === '+') {
        const right = left.childForFieldName('right');
        if (right) operands.unshift(right);
        left = left.childForFieldName('left');
      }
      if (left) operands.unshift(left);
      const parts = operands.map((operand) => valueAt(operand, scope));
      if (parts.every((part) => part.kind === 'list'))
        return {
          kind: 'list',
          items: parts.flatMap((part) => (part.kind === 'list' ? part.items : [])),
          at: node.place,
        };
      return parts.some((part) => part.kind === 'literal' && part.type === 'number')
        ? unknown(node)
        : text(parts, node);
    }
    const left = node.childForFieldName('left');
    const right = node.childForFieldName('right');
    if (!left || !right) return unknown(node);
    const values = [valueAt(left, scope), valueAt(right, scope)];
    if (operator === '||' || operator === 'or') return either(values, node.place);
    if (operator === '&&' || operator === 'and') return values[1] ?? unknown(node);
    if (/^(?:==|!=|===|=~|!~|<|>|<=|>=)$/.test(operator))
      return test([runtimeValue(left, scope), runtimeValue(right, scope)], node);
    return unknown(node);
  }

  function evaluate(node: SyntaxNode, scope: Scope): Value {
    switch (node.type) {
      case 'string':
      case 'bare_string':
      case 'heredoc_body': {
        const parts = pieces(node, scope);
        return parts.length === 0 ? literal('', node) : text(parts, node);
      }
      case 'chained_string':
        return text(
          node.namedChildren.flatMap((child) => pieces(child, scope)),
          node,
        );
      case 'heredoc_beginning': {
        const body = outline.heredocs.get(node);
        return body ? text(pieces(body, scope), node) : unknown(node);
      }
      case 'simple_symbol':
        return literal(node.text.slice(1), node);
      case 'delimited_symbol':
      case 'bare_symbol':
        return text(pieces(node, scope), node);
      case 'hash_key_symbol':
        return literal(node.text, node);
      case 'integer':
      case 'float':
        return literal(node.text.replaceAll('_', ''), node, 'number');
      case 'true':
      case 'false':
        return literal(node.type, node, 'boolean');
      case 'nil':
        return literal('', node, 'null');
      case 'array':
      case 'string_array':
      case 'symbol_array':
      case 'right_assignment_list':
        return {
          kind: 'list',
          items: node.namedChildren
            .filter(({ type }) => type !== 'comment')
            .flatMap((child): Value[] => {
              if (child.type !== 'splat_argument' || !child.namedChildren[0]) return [valueAt(child, scope)];
              const inner = valueAt(child.namedChildren[0], scope);
              return inner.kind === 'list' ? [...inner.items] : [inner];
            }),
          at: node.place,
        };
      case 'hash': {
        const entries = new Map<string, Value>();
        for (const child of node.namedChildren) {
          if (child.type === 'pair') {
            const [name, value] = pairOf(child, scope);
            if (value) entries.set(name, value);
          } else if (child.type === 'hash_splat_argument' && child.namedChildren[0]) {
            const inner = valueAt(child.namedChildren[0], scope);
            if (inner.kind === 'object') for (const [name, entry] of inner.entries) entries.set(name, entry);
            else entries.set('...', inner);
          }
        }
        return { kind: 'object', entries, at: node.place };
      }
      case 'identifier': {
        const local = lookup(node, scope);
        if (local) return local;
        // A name that no assignment made is a call without arguments.
        const parent = node.parent?.type ?? '';
        if (
          /parameter|^(?:method|singleton_method|alias|undef)$/.test(parent) ||
          node.field === 'method' ||
          node.text.startsWith('__')
        )
          return unknown(node);
        return makeCall(node, undefined, node.text, [], new Map(), scope);
      }
      case 'instance_variable':
      case 'class_variable':
      case 'global_variable':
        if (/^\$std(?:out|err)$/.test(node.text)) return stream(node.text.slice(1), node);
        return lookup(node, scope) ?? unknown(node);
      case 'constant':
      case 'scope_resolution':
        return constantValue(node, scope);
      case 'self':
        return scope.owner
          ? { kind: 'function', name: scope.owner.name, at: scope.owner.node.place }
          : unknown(node);
      case 'call':
        return callValue(node, scope);
      case 'element_reference': {
        const object = node.childForFieldName('object');
        const index = node.namedChildren.find((child) => child !== object);
        if (!object || !index) return unknown(node);
        const key = valueAt(index, scope);
        if (object.text === 'ENV' || object.text === '::ENV')
          return environmentRead(node, key, undefined, false);
        const of = valueAt(object, scope);
        if (key.kind !== 'literal') {
          const entries = of.kind === 'object' ? [...of.entries.values()] : [];
          return entries.length > 0
            ? choice(entries, node.place)
            : { kind: 'member', of, path: ['?'], at: node.place };
        }
        if (of.kind === 'list' && key.type === 'number')
          return of.items.at(Number(key.text)) ?? unknown(node);
        return member(of, key.text, node);
      }
      case 'subshell':
        return makeCall(node, undefined, 'system', [text(pieces(node, scope), node)], new Map(), scope);
      case 'binary':
        return binaryValue(node, scope);
      case 'unary': {
        const operand = node.childForFieldName('operand');
        if (!operand) return unknown(node);
        return /^(?:!|not)/.test(node.text) ? test([valueAt(operand, scope)], node) : unknown(node);
      }
      case 'assignment':
      case 'operator_assignment': {
        const right = node.childForFieldName('right');
        return right ? valueAt(right, scope) : unknown(node);
      }
      case 'parenthesized_statements':
      case 'begin':
      case 'body_statement':
      case 'block_body':
      case 'then':
      case 'else': {
        const last = statementsOf(node).at(-1);
        return last ? valueAt(last, scope) : unknown(node);
      }
      case 'if':
      case 'unless':
      case 'elsif':
      case 'conditional':
      case 'case':
      case 'if_modifier':
      case 'unless_modifier':
        return branches(node, scope);
      case 'rescue_modifier': {
        const body = node.childForFieldName('body');
        return body ? valueAt(body, scope) : unknown(node);
      }
      case 'lambda': {
        const model = outline.blocks.get(node);
        return model ? { kind: 'function', name: model.name, at: model.node.place } : unknown(node);
      }
      case 'method':
      case 'argument_list':
        return node.namedChildren[0] && node.type === 'argument_list'
          ? valueAt(node.namedChildren[0], scope)
          : unknown(node);
      default:
        return unknown(node);
    }
  }

  function valueAt(node: SyntaxNode, scope: Scope): Value {
    const known = memo.get(node);
    if (known) return known;
    // A name that is defined by itself, or nesting beyond what people write.
    if (open.has(node) || depth >= depthLimit) return unknown(node);
    open.add(node);
    depth++;
    const value = evaluate(node, scope);
    depth--;
    open.delete(node);
    // Values are shared, not copied, so a few lines can stand for billions of them: what is too large stays unknown.
    const result = bounded(value);
    if (depth < depthLimit - 1) memo.set(node, result);
    return result;
  }

  return { outline, calls, environment, valueAt, className };
}
