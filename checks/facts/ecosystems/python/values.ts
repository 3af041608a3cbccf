// What a Python expression stands for, as far as it can be told without running it.
import type { Place } from '../../../engine/place.ts';
import type { Call, Guard, Value } from '../../source/model.ts';
import { largestValue, sizeOf } from '../../source/size.ts';
import type { SyntaxNode } from '../../source/syntax.ts';
import type { ClassScope, Condition, Definition, FunctionNode, Outline, Scope } from './scopes.ts';
import { settingsVariable } from './settings.ts';
import { piecesOf, templatePieces } from './strings.ts';

/** Deeper nesting than any person writes: what lies below stays unknown. */
const depthLimit = 120;
const choiceLimit = 12;

export interface Evaluation {
  readonly path: string;
  readonly outline: Outline;
  readonly calls: Map<SyntaxNode, Call>;
  readonly environment: Map<SyntaxNode, Extract<Value, { kind: 'environment' }>>;
  valueAt(node: SyntaxNode, scope: Scope): Value;
  /** What a name means where it is used; undefined for one that the module doesn't define. */
  lookup(name: string, scope: Scope, position: number): Value | undefined;
  /** Which scope's name it is. */
  owner(name: string, scope: Scope): Scope | undefined;
  /** Canonical name of a type annotation or base class. */
  typeName(node: SyntaxNode, scope: Scope): string | undefined;
  memberOfClass(name: string, member: string): Value | undefined;
}

/** The canonical name of a value: what a member of it is called. */
export function canonical(value: Value): string {
  switch (value.kind) {
    case 'reference':
      return value.path.length > 0 ? joined(value.module, value.path.join('.')) : value.module;
    case 'call':
      return `${value.call.callee}()`;
    case 'member':
      return `${canonical(value.of)}.${value.path.join('.')}`;
    case 'parameter':
      return value.type ?? '?';
    case 'function':
      return value.name;
    case 'text':
    case 'environment':
      return 'builtins.str';
    case 'list':
      return 'builtins.list';
    case 'object':
      return 'builtins.dict';
    case 'literal':
      return value.type === 'string' ? 'builtins.str' : '?';
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

/** `a` and `b` as `a.b`; relative modules keep their dots: `.` and `config` are `.config`. */
function joined(module: string, path: string): string {
  return module.endsWith('.') ? `${module}${path}` : `${module}.${path}`;
}

/** A method that is read as a field is. */
export function isProperty(method: FunctionNode): boolean {
  return method.decorators.some((decorator) =>
    /(^|\.)(cached_)?property$/.test(decorator.namedChildren[0]?.text ?? ''),
  );
}

const builtinNames = new Set(
  `abs all any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex delattr dict dir divmod
  enumerate eval exec exit filter float format frozenset getattr globals hasattr hash hex id input int isinstance
  issubclass iter len list locals map max memoryview min next object oct open ord pow print property quit range repr
  reversed round set setattr slice sorted staticmethod str sum super tuple type unicode vars zip __import__`.split(
    /\s+/,
  ),
);

const environmentCalls = new Set([
  'os.getenv',
  'os.environ.get',
  'os.environ.setdefault',
  'os.environ.pop',
  'os.getenvb',
]);

export function evaluation(outline: Outline, path: string): Evaluation {
  const calls = new Map<SyntaxNode, Call>();
  const environment: Evaluation['environment'] = new Map();
  const memo = new Map<SyntaxNode, Value>();
  const open = new Set<SyntaxNode>();
  const classes = new Map(outline.classes.map((definition) => [definition.name, definition]));
  const functions = new Map(outline.functions.map((definition) => [definition.name, definition]));
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

  function environmentRead(
    node: SyntaxNode,
    key: Value | undefined,
    fallback: Value | undefined,
    required: boolean,
  ): Value {
    const name = key?.kind === 'literal' ? key.text : undefined;
    const value = {
      kind: 'environment',
      name,
      ...(name === undefined && key ? { computed: key } : {}),
      fallback,
      required: required && !(name !== undefined && toleratesAbsence(node, name)),
      at: node.place,
    } as const;
    environment.set(node, value);
    return value;
  }

  function meaning(definition: Definition): Value | undefined {
    const { meaning } = definition;
    switch (meaning.kind) {
      case 'module':
        return { kind: 'reference', module: meaning.module, path: meaning.path, at: meaning.node.place };
      case 'expression': {
        const value = valueAt(meaning.node, meaning.scope);
        return meaning.part === undefined ? value : partOf(value, meaning.part);
      }
      case 'element': {
        const value = valueAt(meaning.node, meaning.scope);
        if (value.kind === 'list' && value.items.length > 0) return choice(value.items, value.at);
        return { kind: 'unknown', text: meaning.node.text.slice(0, 80), at: meaning.node.place };
      }
      case 'function':
        return { kind: 'function', name: meaning.name, at: meaning.node.place };
      case 'class':
        return { kind: 'function', name: meaning.definition.name, at: meaning.definition.node.place };
      case 'parameter':
        return {
          kind: 'parameter',
          function: meaning.function,
          index: meaning.index,
          name: meaning.name,
          type:
            meaning.self?.name ??
            (meaning.type ? typeName(meaning.type, outerOf(meaning.function)) : undefined),
          at: { path },
        };
      case 'opaque':
        return { kind: 'unknown', text: meaning.node.text.slice(0, 80), at: meaning.node.place };
    }
  }
  const outerOf = (name: string): Scope => functions.get(name)?.outer ?? outline.module;

  function partOf(value: Value, part: number): Value {
    if (value.kind === 'list' && value.items[part]) return value.items[part];
    return { kind: 'member', of: value, path: [String(part)], at: value.at };
  }

  function choice(options: readonly Value[], at: Place): Value {
    const real = options.some((o) => o.kind !== 'literal' || o.type !== 'null')
      ? options.filter((o) => o.kind !== 'literal' || o.type !== 'null')
      : options.slice(0, 1);
    const flat = [
      ...new Set(real.flatMap((option) => (option.kind === 'choice' ? option.options : [option]))),
    ];
    const first = flat[0];
    return flat.length === 1 && first ? first : { kind: 'choice', options: flat.slice(0, choiceLimit), at };
  }

  function owner(name: string, scope: Scope): Scope | undefined {
    let current: Scope | undefined = scope;
    while (current) {
      const skipped = current !== scope && current.kind === 'class';
      if (
        !skipped &&
        !current.globals.has(name) &&
        !current.nonlocals.has(name) &&
        current.definitions.has(name)
      )
        return current;
      current = current.globals.has(name) ? outline.module : current.parent;
    }
    return undefined;
  }

  function lookup(name: string, scope: Scope, position: number): Value | undefined {
    const home = owner(name, scope);
    if (!home) {
      // A name of a star import, where only one can have brought it.
      const [star] = outline.stars;
      if (star && outline.stars.length === 1 && !builtinNames.has(name)) {
        return { kind: 'reference', module: star, path: [name], at: { path } };
      }
      return undefined;
    }
    const all = home.definitions.get(name) ?? [];
    const sameCode = home.definitions === scope.definitions;
    const visible = sameCode ? all.filter((d) => d.position < position) : all;
    const seen = visible.length > 0 ? visible : all;
    const last = seen.findLastIndex((definition) => !definition.conditional);
    const options = seen.slice(Math.max(last, 0));
    const values: Value[] = [];
    for (const definition of options) {
      const value = meaning(definition);
      if (!value) continue;
      const before = values.at(-1);
      if (
        definition.defaulting &&
        before?.kind === 'environment' &&
        !before.fallback &&
        values.length === 1
      ) {
        // `if not port: port = 8000` is a default of the variable.
        values[0] = { ...before, fallback: value, required: false };
      } else values.push(value);
    }
    const [first] = values;
    return first ? choice(values, first.at) : undefined;
  }

  /** `a.b.c` where `import a.b` was written is the name `c` of `a.b`. */
  function withSubmodule(module: string, path: readonly string[], at: Place): Value {
    let name = module;
    let rest = path;
    while (
      rest[0] !== undefined &&
      [...outline.dotted].some(
        (dotted) => dotted === `${name}.${rest[0]}` || dotted.startsWith(`${name}.${rest[0]}.`),
      )
    ) {
      name = `${name}.${rest[0]}`;
      rest = rest.slice(1);
    }
    return { kind: 'reference', module: name, path: rest, at };
  }

  function classOf(value: Value): ClassScope | undefined {
    if (value.kind === 'call' && value.call.constructs) return classes.get(value.call.callee);
    if (value.kind === 'parameter' && value.type) return classes.get(value.type);
    if (value.kind === 'choice') return value.options.map(classOf).find((found) => found);
    return undefined;
  }

  function memberOfClass(name: string, member: string): Value | undefined {
    const tried = new Set<string>();
    const queue = [name];
    for (let current = queue.shift(); current !== undefined; current = queue.shift()) {
      const definition = classes.get(current);
      if (!definition || tried.has(current)) continue;
      tried.add(current);
      const field = definition.scope.definitions.get(member);
      const variable = settingsVariable(definition, member, evaluator);
      if (variable) return variable;
      const set = definition.attributes.get(member);
      if (set && set.length > 0) {
        const values = set.map((entry) => {
          const value = valueAt(entry.node, entry.scope);
          return entry.part === undefined ? value : partOf(value, entry.part);
        });
        return choice(values, values[0]?.at ?? { path });
      }
      const method = definition.methods.get(member);
      if (method) {
        if (isProperty(method) && method.returns.length > 0) {
          return choice(
            method.returns.map((entry) => valueAt(entry.node, entry.scope)),
            method.node.place,
          );
        }
        return { kind: 'function', name: method.name, at: method.node.place };
      }
      if (field) {
        const values = field.map((d) => meaning(d)).filter((value) => value !== undefined);
        const [first] = values;
        if (first) return choice(values, first.at);
      }
      for (const parent of basesOf(definition)) queue.push(parent);
    }
    return undefined;
  }

  function basesOf(definition: ClassScope): string[] {
    const list = definition.node.childForFieldName('superclasses');
    return (list?.namedChildren ?? [])
      .filter((base) => base.type === 'identifier' || base.type === 'attribute')
      .map((base) => canonical(valueAt(base, definition.outer)));
  }

  function member(of: Value, name: string, node: SyntaxNode): Value {
    // `Path(__file__).resolve().parent` is a path like the one it begins with.
    if (name === 'parent' && of.kind === 'call' && /(^|\.)(Path|resolve|absolute)$/.test(of.call.callee))
      return of;
    if (of.kind === 'reference') return withSubmodule(of.module, [...of.path, name], node.place);
    if (of.kind === 'object') {
      const entry = of.entries.get(name);
      if (entry) return entry;
    }
    if (of.kind === 'function' && classes.has(of.name)) {
      const found = memberOfClass(of.name, name);
      if (found) return found;
    }
    const instance = classOf(of);
    if (instance) {
      const found = memberOfClass(instance.name, name);
      if (found) return found;
    }
    if (of.kind === 'member') return { ...of, path: [...of.path, name], at: node.place };
    return { kind: 'member', of, path: [name], at: node.place };
  }

  function typeName(node: SyntaxNode, scope: Scope): string | undefined {
    let inner: SyntaxNode | undefined = node;
    for (let step = 0; inner && step < 8; step++) {
      if (inner.type === 'type' || inner.type === 'parenthesized_expression') inner = inner.namedChildren[0];
      else if (inner.type === 'generic_type' || inner.type === 'subscript') {
        const outer: SyntaxNode | undefined = inner.namedChildren[0];
        const name = outer?.text.split('.').at(-1) ?? '';
        if (!/^(Optional|Annotated|Final|ClassVar|Type|Union)$/.test(name)) {
          inner = outer;
          continue;
        }
        const argument: SyntaxNode | undefined = inner.namedChildren[1];
        inner = argument?.type === 'type_parameter' ? argument.namedChildren[0] : argument;
      } else if (
        inner.type === 'union_type' ||
        (inner.type === 'binary_operator' && inner.childForFieldName('operator')?.text === '|')
      ) {
        inner = inner.namedChildren[0];
      } else if (inner.type === 'string') {
        const [text] = piecesOf(inner);
        return typeof text === 'string' && /^\w{1,80}$/.test(text)
          ? canonical(named(text, inner, scope))
          : undefined;
      } else if (inner.type === 'identifier' || inner.type === 'attribute' || inner.type === 'member_type') {
        const name = canonical(valueAt(inner, scope));
        return name.startsWith('?') ? undefined : name;
      } else return undefined;
    }
    return undefined;
  }

  function named(name: string, node: SyntaxNode, scope: Scope): Value {
    const found = lookup(name, scope, node.startIndex);
    if (found) return found.kind === 'reference' ? { ...found, at: node.place } : found;
    // Where the code lies is as fixed as a literal.
    if (name === '__file__') return { kind: 'literal', type: 'string', text: path, at: node.place };
    if (builtinNames.has(name))
      return { kind: 'reference', module: 'builtins', path: [name], at: node.place };
    return unknown(node);
  }

  function concatenated(node: SyntaxNode, scope: Scope): Value {
    // A sum of thousands of strings nests as deeply on the left: taken apart by a loop.
    const operands: SyntaxNode[] = [];
    let left: SyntaxNode | null = node;
    while (left?.type === 'binary_operator' && left.childForFieldName('operator')?.text === '+') {
      const right = left.childForFieldName('right');
      if (right) operands.unshift(right);
      left = left.childForFieldName('left');
    }
    if (left) operands.unshift(left);
    const parts = operands.map((operand) => valueAt(operand, scope));
    if (parts.every((part) => part.kind === 'list'))
      return { kind: 'list', items: parts.flatMap((part) => part.items), at: node.place };
    if (parts.some((part) => part.kind === 'literal' && part.type === 'number')) return unknown(node);
    return text(parts, node);
  }

  /** Text of parts; nothing but literals is a literal. */
  function text(parts: readonly Value[], node: SyntaxNode): Value {
    const flat = parts.flatMap((part) => (part.kind === 'text' ? part.parts : [part]));
    if (flat.every((part) => part.kind === 'literal'))
      return literal(flat.map((part) => part.text).join(''), node);
    return { kind: 'text', parts: flat, at: node.place };
  }

  function stringValue(node: SyntaxNode, scope: Scope): Value {
    const strings =
      node.type === 'concatenated_string' ? node.namedChildren.filter((c) => c.type === 'string') : [node];
    const pieces = strings.flatMap(piecesOf);
    if (pieces.every((piece) => typeof piece === 'string')) return literal(pieces.join(''), node);
    return text(
      pieces.map((piece) => (typeof piece === 'string' ? literal(piece, node) : valueAt(piece, scope))),
      node,
    );
  }

  function template(
    template: Value,
    style: '%' | 'format',
    positional: readonly Value[],
    named: ReadonlyMap<string, Value>,
    node: SyntaxNode,
  ): Value {
    if (template.kind !== 'literal') return text([template, ...positional], node);
    const parts = templatePieces(template.text, style).map((piece): Value => {
      if (typeof piece === 'string') return { ...template, text: piece };
      const value =
        typeof piece.argument === 'number' ? positional[piece.argument] : named.get(piece.argument);
      return value ?? unknown(node);
    });
    return text(parts, node);
  }

  function callee(
    node: SyntaxNode,
    scope: Scope,
  ): { name: string; receiver?: Value; target?: Value; constructs: boolean } {
    if (node.type === 'attribute') {
      const object = node.childForFieldName('object');
      const attribute = node.childForFieldName('attribute')?.text ?? '';
      if (!object) return { name: `?.${attribute}`, constructs: false };
      const receiver = valueAt(object, scope);
      const target = member(receiver, attribute, node);
      if (target.kind === 'function')
        return { name: target.name, receiver, constructs: classes.has(target.name) };
      const isModule = receiver.kind === 'reference' && receiver.path.length === 0;
      const name = target.kind === 'reference' ? canonical(target) : `${canonical(receiver)}.${attribute}`;
      return { name, ...(isModule ? {} : { receiver }), constructs: /(^|\.)[A-Z]\w*$/.test(name) };
    }
    const value = valueAt(node, scope);
    if (value.kind === 'function')
      return { name: value.name, target: value, constructs: classes.has(value.name) };
    const name = canonical(value);
    if (value.kind === 'reference')
      return {
        name,
        ...(value.module === 'builtins' ? {} : { target: value }),
        constructs: /(^|\.)[A-Z]\w*$/.test(name),
      };
    return { name: /^builtins\.(str|list|dict)$/.test(name) ? '?' : name, target: value, constructs: false };
  }

  const conditions = new Map(outline.calls.map((occurrence) => [occurrence.node, occurrence.guards]));

  function guardsOf(node: SyntaxNode): { guards?: readonly Guard[] } {
    const found = conditions.get(node) ?? [];
    return found.length === 0 ? {} : { guards: found.slice(-8).map(guardOf) };
  }

  /** `DEBUG`, `not DEBUG`, `ENV == 'test'`; other tests ask for the truth of what they are. */
  function guardOf({ node, scope, negated }: Condition): Guard {
    let inner = node;
    let not = negated;
    for (let next: SyntaxNode | undefined = inner; next; ) {
      inner = next;
      next = undefined;
      if (inner.type === 'not_operator') {
        not = !not;
        next = inner.childForFieldName('argument') ?? undefined;
      } else if (inner.type === 'parenthesized_expression') next = inner.namedChildren[0];
    }
    if (inner.type === 'comparison_operator') {
      const [left, right] = inner.namedChildren;
      const operator = inner.children.find((child) => !child.isNamed)?.type;
      if (left && right && operator && /^(==|!=|is|is not)$/.test(operator)) {
        const sides = [valueAt(left, scope), valueAt(right, scope)];
        const literal = sides.find((side) => side.kind === 'literal');
        const value = sides.find((side) => side.kind !== 'literal');
        const isNot = operator === '!=' || operator === 'is not';
        if (value && literal?.kind === 'literal') {
          // `x is not None` asks for its truth.
          if (literal.type === 'null') return { value, negated: isNot ? not : !not };
          return { value, equals: literal.text, negated: isNot ? !not : not };
        }
      }
    }
    return { value: valueAt(inner, scope), negated: not };
  }

  function callValue(node: SyntaxNode, scope: Scope): Value {
    const target = node.childForFieldName('function');
    const list = node.childForFieldName('arguments');
    const positional: Value[] = [];
    const named = new Map<string, Value>();
    for (const argument of list?.type === 'argument_list' ? list.namedChildren : list ? [list] : []) {
      if (argument.type === 'comment') continue;
      if (argument.type === 'keyword_argument') {
        const name = argument.childForFieldName('name')?.text ?? '';
        const value = argument.childForFieldName('value');
        if (value) named.set(name, valueAt(value, scope));
      } else if (argument.type === 'dictionary_splat') {
        const value = argument.namedChildren[0] ? valueAt(argument.namedChildren[0], scope) : undefined;
        if (value?.kind === 'object') for (const [name, entry] of value.entries) named.set(name, entry);
      } else if (argument.type === 'list_splat') {
        const value = argument.namedChildren[0] ? valueAt(argument.namedChildren[0], scope) : undefined;
        if (value?.kind === 'list') positional.push(...value.items);
        else if (value) positional.push(value);
      } else positional.push(valueAt(argument, scope));
    }
    const called = target ? callee(target, scope) : { name: '?', constructs: false };
    const { name, receiver, constructs } = called;

    if (environmentCalls.has(name)) {
      return environmentRead(
        node,
        positional[0] ?? named.get('key'),
        positional[1] ?? named.get('default'),
        false,
      );
    }
    if (name === 'builtins.dict' && positional.length === 0)
      return { kind: 'object', entries: named, at: node.place };
    if (name === 'builtins.getattr' && positional[0] && positional[1]?.kind === 'literal') {
      const found = member(positional[0], positional[1].text, node);
      return positional[2] ? choice([found, positional[2]], node.place) : found;
    }
    if (name === 'builtins.str.format' && receiver)
      return template(receiver, 'format', positional, named, node);
    if (name === 'builtins.str.join' && receiver?.kind === 'literal' && positional[0]?.kind === 'list') {
      return text(
        positional[0].items.flatMap((item, index) => (index > 0 ? [receiver, item] : [item])),
        node,
      );
    }
    if (
      (name === 'builtins.dict.get' || name === 'builtins.dict.pop') &&
      receiver?.kind === 'object' &&
      positional[0]?.kind === 'literal'
    ) {
      const entry = receiver.entries.get(positional[0].text);
      if (entry) return entry;
    }
    const call: Call = {
      callee: name,
      ...(receiver ? { receiver } : {}),
      ...(called.target ? { target: called.target } : {}),
      arguments: positional,
      named,
      at: node.place,
      ...(scope.within !== undefined ? { within: scope.within } : {}),
      constructs,
      ...guardsOf(node),
    };
    calls.set(node, call);
    if (name === 'os.path.join' && positional.length > 0) {
      const slash = literal('/', node);
      return text(
        positional.flatMap((part, index) => (index > 0 ? [slash, part] : [part])),
        node,
      );
    }
    return { kind: 'call', call, at: call.at };
  }

  function evaluate(node: SyntaxNode, scope: Scope): Value {
    switch (node.type) {
      case 'identifier':
        return named(node.text, node, scope);
      case 'string':
      case 'concatenated_string':
        return stringValue(node, scope);
      case 'integer':
      case 'float':
        return { kind: 'literal', type: 'number', text: node.text.replaceAll('_', ''), at: node.place };
      case 'true':
      case 'false':
        return { kind: 'literal', type: 'boolean', text: node.type, at: node.place };
      case 'none':
        return { kind: 'literal', type: 'null', text: 'None', at: node.place };
      case 'unary_operator': {
        const operand = node.childForFieldName('argument');
        if (operand && /^(integer|float)$/.test(operand.type)) {
          return {
            kind: 'literal',
            type: 'number',
            text: node.text.replaceAll(/[_\s]/g, ''),
            at: node.place,
          };
        }
        return unknown(node);
      }
      case 'parenthesized_expression':
      case 'await':
      case 'expression_statement':
      case 'as_pattern': {
        const inner = node.namedChildren.find((child) => child.type !== 'comment');
        return inner ? valueAt(inner, scope) : unknown(node);
      }
      case 'named_expression': {
        const value = node.childForFieldName('value');
        return value ? valueAt(value, scope) : unknown(node);
      }
      case 'attribute': {
        const object = node.childForFieldName('object');
        const attribute = node.childForFieldName('attribute');
        return object && attribute ? member(valueAt(object, scope), attribute.text, node) : unknown(node);
      }
      case 'subscript': {
        const object = node.childForFieldName('value');
        const index = node.childForFieldName('subscript');
        if (!object || !index) return unknown(node);
        const of = valueAt(object, scope);
        const key = valueAt(index, scope);
        if (of.kind === 'reference' && of.module === 'os' && /^environb?$/.test(of.path.join('.'))) {
          return environmentRead(node, key, undefined, true);
        }
        if (key.kind !== 'literal') {
          // `configurations[name]`: one of those that are written out.
          const entries = of.kind === 'object' ? [...of.entries.values()] : [];
          return entries.length > 0
            ? choice(entries, node.place)
            : { kind: 'member', of, path: ['?'], at: node.place };
        }
        if (of.kind === 'list' && key.type === 'number') {
          const item = of.items.at(Number(key.text));
          if (item) return item;
        }
        return member(of, key.text, node);
      }
      case 'call':
        return callValue(node, scope);
      case 'boolean_operator': {
        const left = node.childForFieldName('left');
        const right = node.childForFieldName('right');
        if (!left || !right) return unknown(node);
        const values = [valueAt(left, scope), valueAt(right, scope)];
        return node.childForFieldName('operator')?.text === 'or'
          ? choice(values, node.place)
          : (values[1] ?? unknown(node));
      }
      // A test of a value is decided by it: `os.environ.get('DEBUG') == '1'` comes from the environment.
      case 'comparison_operator':
      case 'not_operator': {
        const operands = node.namedChildren
          .filter((child) => child.type !== 'comment')
          .map((child) => valueAt(child, scope));
        const deciding = operands.filter(
          (operand) => operand.kind !== 'literal' && operand.kind !== 'unknown' && operand.kind !== 'list',
        );
        if (deciding.length === 0) return unknown(node);
        const at = node.place;
        return {
          kind: 'call',
          call: { callee: 'builtins.bool', arguments: deciding, named: new Map(), at, constructs: false },
          at,
        };
      }
      case 'conditional_expression': {
        const [yes, , no] = node.namedChildren.filter((child) => child.type !== 'comment');
        return yes && no ? choice([valueAt(yes, scope), valueAt(no, scope)], node.place) : unknown(node);
      }
      case 'binary_operator': {
        const operator = node.childForFieldName('operator')?.text;
        const left = node.childForFieldName('left');
        const right = node.childForFieldName('right');
        if (operator === '+') return concatenated(node, scope);
        if (!left || !right) return unknown(node);
        if (operator === '%' && /string$/.test(left.type)) {
          const value = valueAt(right, scope);
          const positional = value.kind === 'list' ? value.items : [value];
          return template(
            valueAt(left, scope),
            '%',
            positional,
            value.kind === 'object' ? value.entries : new Map(),
            node,
          );
        }
        // `Path(a) / 'b'`; a quotient of numbers has no literal text in it.
        if (operator === '/') {
          const parts = [valueAt(left, scope), valueAt(right, scope)];
          if (
            parts.some((part) => part.kind === 'text' || (part.kind === 'literal' && part.type === 'string'))
          ) {
            return text([parts[0] as Value, literal('/', node), parts[1] as Value], node);
          }
        }
        return unknown(node);
      }
      case 'list':
      case 'tuple':
      case 'set':
      case 'expression_list':
        return {
          kind: 'list',
          items: node.namedChildren
            .filter((child) => child.type !== 'comment')
            .flatMap((child): Value[] => {
              if (child.type !== 'list_splat' || !child.namedChildren[0]) return [valueAt(child, scope)];
              const inner = valueAt(child.namedChildren[0], scope);
              return inner.kind === 'list' ? [...inner.items] : [inner];
            }),
          at: node.place,
        };
      case 'dictionary': {
        const entries = new Map<string, Value>();
        for (const child of node.namedChildren) {
          if (child.type === 'pair') {
            const key = child.childForFieldName('key');
            const value = child.childForFieldName('value');
            const name = key ? valueAt(key, scope) : undefined;
            // A key that isn't a literal is told apart by how it is written.
            if (key && value)
              entries.set(
                name?.kind === 'literal' ? name.text : key.text.slice(0, 80),
                valueAt(value, scope),
              );
          } else if (child.type === 'dictionary_splat' && child.namedChildren[0]) {
            const inner = valueAt(child.namedChildren[0], scope);
            if (inner.kind === 'object') for (const [name, entry] of inner.entries) entries.set(name, entry);
          }
        }
        return { kind: 'object', entries, at: node.place };
      }
      case 'lambda':
        return { kind: 'function', name: lambdaNames.get(node) ?? '<lambda>', at: node.place };
      default:
        return unknown(node);
    }
  }

  const lambdaNames = new Map(
    outline.functions.filter((f) => f.node.type === 'lambda').map((f) => [f.node, f.name]),
  );

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
    const bounded = sizeOf(value) > largestValue ? unknown(node) : value;
    if (depth < depthLimit - 1) memo.set(node, bounded);
    return bounded;
  }

  const evaluator: Evaluation = {
    path,
    outline,
    calls,
    environment,
    valueAt,
    lookup,
    owner,
    typeName,
    memberOfClass,
  };
  return evaluator;
}

/** The read stands where a missing variable is expected: in a `try` that catches it, or behind a question for its name. */
function toleratesAbsence(node: SyntaxNode, name: string): boolean {
  let child = node;
  for (
    let left = 60, parent = node.parent;
    parent && left > 0;
    left--, child = parent, parent = parent.parent
  ) {
    if (/^(?:function_definition|class_definition)$/.test(parent.type)) return false;
    if (parent.type === 'try_statement' && child.field === 'body') {
      const clauses = parent.namedChildren.filter(({ type }) => type === 'except_clause');
      if (
        clauses.some((clause) =>
          /^except(?:\s*:|[^:]*\b(?:KeyError|LookupError|Exception)\b)/.test(clause.text.slice(0, 200)),
        )
      )
        return true;
    }
    const asked = /^(?:if_statement|conditional_expression|elif_clause)$/.test(parent.type)
      ? (parent.childForFieldName('condition') ?? parent.namedChildren[1])
      : undefined;
    if (asked && /\bin\s+(?:os\.)?environ\b/.test(asked.text.slice(0, 300)) && asked.text.includes(name))
      return true;
  }
  return false;
}
