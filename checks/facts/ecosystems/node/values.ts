/** What a JavaScript expression stands for, as far as it can be told without running it. */
import type { Place } from '../../../engine/place.ts';
import { environmentName, forProduction, ofEnvironment } from '../../source/environment-names.ts';
import type { Call, Guard, Value } from '../../source/model.ts';
import type { SyntaxNode } from '../../source/syntax.ts';
import {
  bare,
  type Declaration,
  type Meaning,
  memberChain,
  type Outline,
  piece,
  requiredModule,
  type Scope,
  stringOf,
} from './scopes.ts';

/** Expressions in expressions, names of names: what lies deeper stays unknown. */
const deepest = 250;
const longestName = 300;
const mostOptions = 12;

/** Stands for the value of a node while it is evaluated. */
const unfinished: Value = { kind: 'unknown', text: '', at: { path: '' } };

/** JavaScript names no arguments: one map serves its calls, which are many. */
export const nothingNamed: Call['named'] = new Map();

type EnvironmentRead = Extract<Value, { kind: 'environment' }>;

export interface Evaluation {
  readonly calls: ReadonlyMap<SyntaxNode, Call>;
  readonly environment: readonly EnvironmentRead[];
  valueAt(node: SyntaxNode, scope: Scope): Value;
  /** What a name of a scope stands for. */
  meaningOf(declaration: Declaration, at: Place): Value;
  find(name: string, scope: Scope): Declaration | undefined;
  /** Canonical name of a type annotation, base class or interface. */
  typeName(node: SyntaxNode, scope: Scope): string | undefined;
}

/** The canonical name of a value, as far as this file tells: what a member of it is called. */
export function canonical(value: Value): string {
  switch (value.kind) {
    case 'reference': {
      const path = value.path[0] === 'default' ? value.path.slice(1) : value.path;
      return [value.module.replace(/^node:/, ''), ...path].join('.');
    }
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

export function evaluation(outline: Outline): Evaluation {
  const calls = new Map<SyntaxNode, Call>();
  const environment: EnvironmentRead[] = [];
  const memo = new Map<SyntaxNode, Value>();
  const meanings = new Map<Declaration, Value>();
  const open = new Set<Declaration>();
  let depth = 0;

  const unknown = (node: SyntaxNode): Value => ({
    kind: 'unknown',
    text: node.text.slice(0, 80),
    at: node.place,
  });

  function find(name: string, scope: Scope): Declaration | undefined {
    for (let current: Scope | undefined = scope; current; current = current.parent) {
      const found = current.names.get(name);
      if (found) return found;
    }
    return undefined;
  }

  // Combining -----------------------------------------------------------------------------------------------------

  const isNothing = (value: Value) => value.kind === 'literal' && value.type === 'null';

  /** `a`, else `b`: a default where `a` is a variable or a flag that has none yet. */
  function orElse(first: Value, second: Value, at: Place): Value {
    if (first === second || isNothing(second)) return first;
    if (isNothing(first)) return second;
    if (first.kind === 'environment' || first.kind === 'argument') {
      const fallback = first.fallback ? orElse(first.fallback, second, at) : second;
      const read = { ...first, fallback };
      return read.kind === 'environment'
        ? replaceRead(first as EnvironmentRead, { ...read, required: false })
        : read;
    }
    return choice([first, second], at);
  }

  /** Keeps the list of reads at the version that knows most of each. */
  function replaceRead(old: EnvironmentRead, read: EnvironmentRead): EnvironmentRead {
    const index = environment.indexOf(old);
    if (index >= 0) environment[index] = read;
    else environment.push(read);
    return read;
  }

  function choice(options: readonly Value[], at: Place): Value {
    const flat = new Set<Value>();
    for (const option of options) {
      if (option.kind === 'choice') for (const inner of option.options) flat.add(inner);
      else flat.add(option);
    }
    const real = [...flat].filter((option) => !isNothing(option));
    const kept = real.length > 0 ? real : [...flat];
    const [first] = kept;
    if (first && kept.length === 1) return first;
    return { kind: 'choice', options: kept.slice(0, mostOptions), at };
  }

  function textOf(parts: readonly Value[], node: SyntaxNode): Value {
    const flat = parts.flatMap((part) => (part.kind === 'text' ? part.parts : [part]));
    if (flat.every((part) => part.kind === 'literal'))
      return {
        kind: 'literal',
        type: 'string',
        text: flat.map((part) => part.text).join(''),
        at: node.place,
      };
    return { kind: 'text', parts: flat, at: node.place };
  }

  // Members -------------------------------------------------------------------------------------------------------

  function select(of: Value, key: string, node: SyntaxNode): Value {
    switch (of.kind) {
      case 'reference':
        if (isEnvironment(of)) return readEnvironment(key, undefined, node);
        if (/^(node:)?process$/.test(of.module) && of.path.length === 0 && key === 'argv')
          return { kind: 'argument', at: node.place };
        return { ...of, path: [...of.path, key], at: node.place };
      case 'object': {
        const entry = key === ofEnvironment ? forProduction(of.entries) : of.entries.get(key);
        if (entry) return entry;
        if ((key === '?' || key === ofEnvironment) && of.entries.size > 0)
          return choice([...of.entries.values()], node.place);
        break;
      }
      case 'list': {
        const item = of.items[Number(key)];
        if (item) return item;
        break;
      }
      case 'member':
        return { ...of, path: [...of.path, key], at: node.place };
    }
    return { kind: 'member', of, path: [key], at: node.place };
  }

  /** `process.env`, however it was brought here; `Bun.env` is the same. */
  const isEnvironment = ({ module, path }: Extract<Value, { kind: 'reference' }>): boolean => {
    const names = path[0] === 'default' ? path.slice(1) : path;
    return (/^(node:)?process$/.test(module) || module === 'Bun') && names.length === 1 && names[0] === 'env';
  };

  function readEnvironment(name: string | undefined, computed: Value | undefined, node: SyntaxNode): Value {
    const read: EnvironmentRead = {
      kind: 'environment',
      name,
      computed,
      required: isDemanded(node),
      ...(isAsked(node) ? { asked: true } : {}),
      at: node.place,
    };
    environment.push(read);
    return read;
  }

  /** The environment as a whole, where it is passed on: its members are the variables. */
  const whole = (value: Value): Value =>
    value.kind === 'reference' && isEnvironment(value)
      ? { kind: 'environment', required: false, at: value.at }
      : value;

  // Names ---------------------------------------------------------------------------------------------------------

  function named(name: string, node: SyntaxNode, scope: Scope): Value {
    const declaration = find(name, scope);
    if (!declaration) {
      if (name === 'undefined') return { kind: 'literal', type: 'null', text: 'undefined', at: node.place };
      return { kind: 'reference', module: name, path: [], at: node.place };
    }
    declaration.used = true;
    return meaningOf(declaration, node.place);
  }

  function meaningOf(declaration: Declaration, at: Place): Value {
    const { of } = declaration;
    if (of.kind === 'import') return { kind: 'reference', module: of.module, path: of.path, at };
    const known = meanings.get(declaration);
    if (known) return known;
    if (open.has(declaration)) return { kind: 'unknown', text: declaration.name, at };
    open.add(declaration);
    try {
      const value = withStores(declaration, meaning(declaration));
      meanings.set(declaration, value);
      return value;
    } finally {
      open.delete(declaration);
    }
  }

  function meaning(declaration: Declaration): Value {
    const { of, node } = declaration;
    switch (of.kind) {
      case 'function':
        return { kind: 'function', name: of.function.name, at: of.function.node.place };
      case 'class':
        return { kind: 'function', name: of.class.name, at: of.class.node.place };
      case 'parameter': {
        const [first] = declaration.meanings;
        const parameter = parameterValue(of.function.name, of.index, first?.node ?? node, of.function.outer);
        if (!first || first.path.length === 0) return parameter;
        const member: Value = { kind: 'member', of: parameter, path: first.path, at: node.place };
        return first.fallback ? orElse(member, valueAt(first.fallback, first.scope), node.place) : member;
      }
      case 'variable': {
        let value: Value | undefined;
        for (const one of declaration.meanings) {
          const next = meant(one, node);
          value = value === undefined || isNothing(value) ? next : orElse(value, next, value.at);
        }
        return value ?? unknown(node);
      }
      default:
        return unknown(node);
    }
  }

  function meant({ node, scope, path, fallback, element }: Meaning, name: SyntaxNode): Value {
    let value = valueAt(node, scope);
    if (element) {
      if (value.kind !== 'list' || value.items.length === 0) return unknown(node);
      value = choice(value.items, value.at);
    }
    for (const key of path) value = select(value, key, name);
    return fallback ? orElse(value, valueAt(fallback, scope), name.place) : value;
  }

  /** `const config = {}; config.port = …`: what is assigned to members of an object that is written down here. */
  function withStores(declaration: Declaration, value: Value): Value {
    if (value.kind !== 'object' || declaration.stores.length === 0) return value;
    let result: Extract<Value, { kind: 'object' }> = value;
    for (const { path, node, scope } of declaration.stores.slice(0, 200)) {
      const assigned = valueAt(node, scope);
      result = stored(result, path, assigned);
    }
    return result;
  }

  function stored(
    object: Extract<Value, { kind: 'object' }>,
    path: readonly string[],
    value: Value,
  ): Extract<Value, { kind: 'object' }> {
    const [head, ...rest] = path;
    if (head === undefined) return object;
    const entries = new Map(object.entries);
    const before = entries.get(head);
    if (rest.length === 0) entries.set(head, before ? orElse(before, value, value.at) : value);
    else if (!before || before.kind === 'object')
      entries.set(head, stored(before ?? { kind: 'object', entries: new Map(), at: value.at }, rest, value));
    return { ...object, entries };
  }

  function parameterValue(name: string, index: number, node: SyntaxNode, scope: Scope): Value {
    const type = node.childForFieldName('type');
    const pattern = node.childForFieldName('pattern') ?? node;
    return {
      kind: 'parameter',
      function: name,
      index,
      name: pattern.type === 'identifier' ? pattern.text : '',
      type: type ? typeName(type, scope) : undefined,
      at: node.place,
    };
  }

  function typeName(node: SyntaxNode, scope: Scope): string | undefined {
    let inner: SyntaxNode | undefined = node;
    for (let step = 0; inner && step < 8; step++) {
      switch (inner.type) {
        case 'type_annotation':
        case 'parenthesized_type':
        case 'readonly_type':
          inner = inner.namedChildren[0];
          break;
        case 'union_type':
          inner = inner.namedChildren.find((child) => !/^(literal_type|predefined_type)$/.test(child.type));
          break;
        case 'generic_type':
          inner = inner.childForFieldName('name') ?? inner.namedChildren[0];
          break;
        case 'type_identifier':
        case 'identifier':
        case 'nested_type_identifier':
        case 'nested_identifier':
        case 'member_expression': {
          const [head, ...rest] = inner.text.split('.');
          if (head === undefined || inner.text.length > longestName || /[^\w$.]/.test(inner.text))
            return undefined;
          const declaration = find(head, scope);
          if (!declaration) return inner.text;
          if (declaration.of.kind === 'class') return [declaration.of.class.name, ...rest].join('.');
          const name = canonical(meaningOf(declaration, inner.place));
          return name.startsWith('?') ? undefined : [name, ...rest].join('.');
        }
        case 'call_expression':
          inner = inner.childForFieldName('function') ?? undefined;
          break;
        default:
          return undefined;
      }
    }
    return undefined;
  }

  // Expressions ---------------------------------------------------------------------------------------------------

  function childValue(node: SyntaxNode, field: string, scope: Scope): Value {
    const found = node.childForFieldName(field);
    return found ? valueAt(found, scope) : unknown(node);
  }

  function evaluate(node: SyntaxNode, scope: Scope): Value {
    switch (node.type) {
      case 'identifier':
      case 'shorthand_property_identifier':
        return named(node.text, node, scope);
      case 'string':
        return { kind: 'literal', type: 'string', text: stringOf(node) ?? '', at: node.place };
      case 'number':
        return { kind: 'literal', type: 'number', text: node.text.replaceAll('_', ''), at: node.place };
      case 'true':
      case 'false':
        return { kind: 'literal', type: 'boolean', text: node.type, at: node.place };
      case 'null':
      case 'undefined':
        return { kind: 'literal', type: 'null', text: node.type, at: node.place };
      case 'template_string':
        return templateValue(node, scope);
      case 'parenthesized_expression':
      case 'as_expression':
      case 'satisfies_expression':
      case 'await_expression':
      case 'non_null_expression': {
        const inner = node.namedChildren.find((part) => part.type !== 'comment');
        return inner ? valueAt(inner, scope) : unknown(node);
      }
      case 'type_assertion':
      case 'sequence_expression': {
        const inner = node.namedChildren.findLast((part) => part.type !== 'comment');
        return inner ? valueAt(inner, scope) : unknown(node);
      }
      case 'assignment_expression':
        return childValue(node, 'right', scope);
      case 'member_expression': {
        const object = node.childForFieldName('object');
        const property = node.childForFieldName('property')?.text;
        return object && property !== undefined
          ? select(valueAt(object, scope), property, node)
          : unknown(node);
      }
      case 'subscript_expression':
        return subscriptValue(node, scope);
      case 'binary_expression':
        return binaryValue(node, scope);
      case 'unary_expression': {
        const operator = node.childForFieldName('operator')?.text;
        const operand = childValue(node, 'argument', scope);
        if (operator === '+') return operand;
        if (operator === '-' && operand.kind === 'literal' && operand.type === 'number')
          return { ...operand, text: `-${operand.text}`, at: node.place };
        return unknown(node);
      }
      case 'ternary_expression': {
        const yes = childValue(node, 'consequence', scope);
        const no = childValue(node, 'alternative', scope);
        // `x === undefined ? fallback : x`
        if (no.kind === 'environment' && yes.kind !== 'environment') return orElse(no, yes, node.place);
        return orElse(yes, no, node.place);
      }
      case 'object':
        return objectValue(node, scope);
      case 'array':
        return {
          kind: 'list',
          items: node.namedChildren.flatMap((item): Value[] => {
            if (item.type === 'comment') return [];
            if (item.type !== 'spread_element') return [whole(valueAt(item, scope))];
            const inner = item.namedChildren[0] ? valueAt(item.namedChildren[0], scope) : unknown(item);
            return inner.kind === 'list' ? [...inner.items] : [inner];
          }),
          at: node.place,
        };
      case 'this': {
        const owner = scope.owner;
        if (!owner) return unknown(node);
        return {
          kind: 'parameter',
          function: scope.within ?? owner.name,
          index: -1,
          name: 'this',
          type: owner.name,
          at: node.place,
        };
      }
      case 'call_expression':
      case 'new_expression':
        return callValue(node, scope);
      default: {
        const made = outline.functionAt.get(node) ?? outline.classAt.get(node);
        return made ? { kind: 'function', name: made.name, at: node.place } : unknown(node);
      }
    }
  }

  function templateValue(node: SyntaxNode, scope: Scope): Value {
    const parts: Value[] = [];
    for (const child of node.children) {
      if (child.type === 'template_substitution') {
        const inner = child.namedChildren.find((part) => part.type !== 'comment');
        parts.push(inner ? valueAt(inner, scope) : unknown(child));
        continue;
      }
      const text = piece(child);
      if (text !== '') parts.push({ kind: 'literal', type: 'string', text, at: child.place });
    }
    return textOf(parts, node);
  }

  function subscriptValue(node: SyntaxNode, scope: Scope): Value {
    const object = node.childForFieldName('object');
    const index = node.childForFieldName('index');
    if (!object || !index) return unknown(node);
    const of = valueAt(object, scope);
    const key = valueAt(index, scope);
    if (of.kind === 'reference' && isEnvironment(of))
      return key.kind === 'literal'
        ? readEnvironment(key.text, undefined, node)
        : readEnvironment(undefined, key, node);
    const isEnvironmentsName = key.kind === 'environment' && environmentName.test(key.name ?? '');
    return select(of, key.kind === 'literal' ? key.text : isEnvironmentsName ? ofEnvironment : '?', node);
  }

  function binaryValue(node: SyntaxNode, scope: Scope): Value {
    const operator = node.childForFieldName('operator')?.text;
    const left = node.childForFieldName('left');
    const right = node.childForFieldName('right');
    if (!left || !right) return unknown(node);
    if (operator === '||' || operator === '??')
      return orElse(valueAt(left, scope), valueAt(right, scope), node.place);
    if (operator === '&&') return valueAt(right, scope);
    if (operator !== '+') return arithmetic(operator, valueAt(left, scope), valueAt(right, scope), node);
    const parts = [valueAt(left, scope), valueAt(right, scope)];
    if (parts.every((part) => part.kind === 'literal' && part.type === 'number'))
      return arithmetic('+', parts[0] as Value, parts[1] as Value, node);
    return textOf(parts, node);
  }

  function arithmetic(operator: string | undefined, left: Value, right: Value, node: SyntaxNode): Value {
    if (
      left.kind !== 'literal' ||
      right.kind !== 'literal' ||
      left.type !== 'number' ||
      right.type !== 'number'
    )
      return unknown(node);
    const [a, b] = [Number(left.text), Number(right.text)];
    const result =
      operator === '+' ? a + b : operator === '-' ? a - b : operator === '*' ? a * b : Number.NaN;
    return Number.isFinite(result)
      ? { kind: 'literal', type: 'number', text: String(result), at: node.place }
      : unknown(node);
  }

  function objectValue(node: SyntaxNode, scope: Scope): Value {
    const entries = new Map<string, Value>();
    const spreads: Value[] = [];
    for (const child of node.namedChildren) {
      if (child.type === 'pair') {
        const key = child.childForFieldName('key');
        const value = child.childForFieldName('value');
        const name = key ? keyOf(key, scope) : undefined;
        if (value && name !== undefined) entries.set(name, whole(valueAt(value, scope)));
      } else if (child.type === 'shorthand_property_identifier')
        entries.set(child.text, valueAt(child, scope));
      else if (child.type === 'method_definition') {
        const name = child.childForFieldName('name');
        const made = outline.functionAt.get(child);
        const getter = child.children.some((part) => part.type === 'get');
        const key = name ? keyOf(name, scope) : undefined;
        if (!made || key === undefined) continue;
        const [returned] = made.returns;
        if (getter && made.returns.length === 1 && returned)
          entries.set(key, valueAt(returned.node, returned.scope));
        else if (!getter) entries.set(key, { kind: 'function', name: made.name, at: child.place });
      } else if (child.type === 'spread_element' && child.namedChildren[0]) {
        const inner = whole(valueAt(child.namedChildren[0], scope));
        if (inner.kind === 'object') for (const [name, entry] of inner.entries) entries.set(name, entry);
        else spreads.push(inner);
      }
    }
    if (spreads.length > 0) entries.set('...', choice(spreads, node.place));
    return { kind: 'object', entries, at: node.place };
  }

  function keyOf(key: SyntaxNode, scope: Scope): string | undefined {
    if (key.type === 'computed_property_name') {
      const inner = key.namedChildren[0] ? valueAt(key.namedChildren[0], scope) : undefined;
      return inner?.kind === 'literal' ? inner.text : undefined;
    }
    return stringOf(key) ?? key.text;
  }

  // Calls ---------------------------------------------------------------------------------------------------------

  function argumentsOf(node: SyntaxNode, scope: Scope): Value[] {
    const list = node.childForFieldName('arguments');
    if (!list) return [];
    if (list.type === 'template_string') return [valueAt(list, scope)];
    return list.namedChildren.flatMap((argument): Value[] => {
      if (argument.type === 'comment') return [];
      if (argument.type !== 'spread_element') return [whole(valueAt(argument, scope))];
      const inner = argument.namedChildren[0] ? valueAt(argument.namedChildren[0], scope) : unknown(argument);
      return inner.kind === 'list' ? [...inner.items] : [inner];
    });
  }

  function callValue(node: SyntaxNode, scope: Scope): Value {
    const module = requiredModule(node);
    if (module !== undefined) return { kind: 'reference', module, path: [], at: node.place };
    const constructs = node.type === 'new_expression';
    const callee = node.childForFieldName(constructs ? 'constructor' : 'function');
    if (!callee) return unknown(node);
    const inner = bare(callee);
    // Which module it is depends on the run.
    if (
      inner.type === 'import' ||
      (inner.type === 'identifier' && inner.text === 'require' && !find('require', scope))
    )
      return unknown(node);
    const given = argumentsOf(node, scope);
    const property =
      inner.type === 'member_expression' ? inner.childForFieldName('property')?.text : undefined;
    const object = property === undefined ? null : inner.childForFieldName('object');
    const receiver = object ? valueAt(object, scope) : undefined;
    const folded =
      receiver && property !== undefined ? foldMethod(receiver, property, given, node) : undefined;
    if (folded) return folded;

    const target = receiver ? undefined : valueAt(inner, scope);
    const base = receiver ? canonical(receiver) : target ? canonical(target) : '?';
    const name = property === undefined ? base : `${base}.${property}`;
    const call: Call = {
      callee: name.length > longestName ? `?.${property ?? ''}` : name,
      receiver: receiver && whole(receiver),
      target,
      arguments: given,
      named: nothingNamed,
      at: node.place,
      within: scope.within,
      constructs,
      guards: guardsOf(node, scope),
    };
    calls.set(node, call);
    return { kind: 'call', call, at: call.at };
  }

  /** Calls whose result is as plain as their arguments. */
  function foldMethod(
    receiver: Value,
    method: string,
    given: readonly Value[],
    node: SyntaxNode,
  ): Value | undefined {
    const [first] = given;
    if (receiver.kind === 'reference' && receiver.module === 'Object' && receiver.path.length === 0) {
      if (method === 'freeze' || method === 'seal') return first;
      if (method === 'assign' && first) {
        const entries = new Map<string, Value>();
        for (const part of given) {
          if (part.kind === 'object') for (const [name, entry] of part.entries) entries.set(name, entry);
          else
            entries.set(
              '...',
              choice([...(entries.has('...') ? [entries.get('...') as Value] : []), part], part.at),
            );
        }
        return { kind: 'object', entries, at: node.place };
      }
    }
    if (receiver.kind === 'list' && method === 'join') {
      const separator: Value = first ?? { kind: 'literal', type: 'string', text: ',', at: node.place };
      return textOf(
        receiver.items.flatMap((item, index) => (index > 0 ? [separator, item] : [item])),
        node,
      );
    }
    if (
      method === 'concat' &&
      (receiver.kind === 'text' || (receiver.kind === 'literal' && receiver.type === 'string'))
    )
      return textOf([receiver, ...given], node);
    return undefined;
  }

  // Conditions ----------------------------------------------------------------------------------------------------

  /** The conditions around a node, up to its function. */
  function guardsOf(node: SyntaxNode, scope: Scope): Guard[] | undefined {
    const guards: Guard[] = [];
    let child = node;
    for (
      let outer = node.parent;
      outer && !outline.functionAt.has(outer);
      child = outer, outer = outer.parent
    ) {
      if (outer.type === 'if_statement' || outer.type === 'ternary_expression') {
        const condition = outer.childForFieldName('condition');
        if (!condition || condition === child) continue;
        guards.unshift(...conditions(condition, child.field === 'alternative', scope));
      } else if (outer.type === 'binary_expression' && child.field === 'right') {
        const left = outer.childForFieldName('left');
        const operator = outer.childForFieldName('operator')?.text;
        if (left && operator === '&&') guards.unshift(...conditions(left, false, scope));
        if (left && operator === '||') guards.unshift(...conditions(left, true, scope));
      }
    }
    return guards.length > 0 ? guards : undefined;
  }

  function conditions(condition: SyntaxNode, negated: boolean, scope: Scope): Guard[] {
    const node = bare(condition);
    const operator = node.childForFieldName('operator')?.text;
    const left = node.childForFieldName('left');
    const right = node.childForFieldName('right');
    if (node.type === 'unary_expression' && operator === '!') {
      const argument = node.childForFieldName('argument');
      return argument ? conditions(argument, !negated, scope) : [];
    }
    if (node.type === 'binary_expression' && left && right) {
      if (operator === (negated ? '||' : '&&'))
        return [...conditions(left, negated, scope), ...conditions(right, negated, scope)];
      if (/^[!=]==?$/.test(operator ?? '')) {
        const [a, b] = [valueAt(left, scope), valueAt(right, scope)];
        const [value, literal] = b.kind === 'literal' ? [a, b] : [b, a];
        const isNegated = negated !== operator?.startsWith('!');
        return literal.kind === 'literal' ? [{ value, equals: literal.text, negated: isNegated }] : [];
      }
      return [];
    }
    return [{ value: valueAt(node, scope), negated }];
  }

  function valueAt(node: SyntaxNode, scope: Scope): Value {
    const known = memo.get(node);
    if (known && known !== unfinished) return known;
    if (known || depth >= deepest) return unknown(node);
    memo.set(node, unfinished);
    depth++;
    const value = evaluate(node, scope);
    memo.set(node, value);
    depth--;
    return value;
  }

  return { calls, environment, valueAt, meaningOf, find, typeName };
}

/** `process.env.X!`, or the test of `if (!process.env.X) throw …`: the program asks for it. */
function isDemanded(node: SyntaxNode): boolean {
  let child = node;
  let outer = node.parent;
  if (outer?.type === 'non_null_expression') return true;
  while (outer && /^(unary_expression|binary_expression|parenthesized_expression)$/.test(outer.type)) {
    child = outer;
    outer = outer.parent;
  }
  if (outer?.type !== 'if_statement' || child.field !== 'condition') return false;
  if (!/^(\(*!|.*[!=]==?\s*(undefined|null|''|""))/s.test(child.text.slice(0, 200))) return false;
  const then = outer.childForFieldName('consequence');
  return then !== null && stops(then);
}

/** `!!process.env.X`, `Boolean(process.env.X)`, `if (process.env.X)`, `process.env.X && …`: asks whether it is set. */
function isAsked(node: SyntaxNode): boolean {
  const { parent } = node;
  if (parent?.type === 'unary_expression') return parent.parent?.type === 'unary_expression';
  if (parent?.type === 'arguments')
    return /^Boolean\b/.test(parent.parent?.childForFieldName('function')?.text ?? '');
  if (parent?.type === 'binary_expression')
    return node.field === 'left' && parent.childForFieldName('operator')?.text === '&&';
  if (parent?.type === 'parenthesized_expression') return parent.field === 'condition';
  return parent?.type === 'ternary_expression' && node.field === 'condition';
}

function stops(node: SyntaxNode): boolean {
  for (const inner of node.walk()) {
    if (inner.type === 'throw_statement') return true;
    if (inner.type === 'call_expression') {
      const { root, path } = memberChain(inner.childForFieldName('function') ?? inner);
      if (root.text === 'process' && path[0] === 'exit') return true;
    }
  }
  return false;
}
