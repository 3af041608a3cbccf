// What a Go expression stands for, as far as it can be told without running it.
import type { Place } from '../../../engine/place.ts';
import type { Call, Guard, Value } from '../../source/model.ts';
import { largestValue, sizeOf } from '../../source/size.ts';
import type { SyntaxNode } from '../../source/syntax.ts';
import {
  type Condition,
  type Definition,
  type FunctionScope,
  nameOfType,
  type Outline,
  type StructType,
  stringText,
} from './scopes.ts';
import { taggedValue } from './tags.ts';

const depthLimit = 120;
const choiceLimit = 12;

export type Environment = Extract<Value, { kind: 'environment' }>;

export interface Evaluation {
  readonly outline: Outline;
  readonly calls: Map<SyntaxNode, Call>;
  readonly environment: Map<SyntaxNode, Environment>;
  valueAt(node: SyntaxNode, scope: FunctionScope | undefined): Value;
  typeName(node: SyntaxNode | null | undefined): string | undefined;
  /** What a package-level name stands for. */
  packageValue(name: string): Value | undefined;
  /** What a field of a struct of this file stands for: what it is set to, its tag, or its type. */
  fieldValue(struct: StructType, field: string): Value | undefined;
  /** The scope that declares a name; `package` for names of this file's package level. */
  ownerOf(name: string, scope: FunctionScope | undefined): FunctionScope | 'package' | undefined;
  structOf(value: Value): StructType | undefined;
  canonical(value: Value): string;
  /** The value of a flag's definition, `flag.IntVar(&port, "port", 8080, "…")`. */
  flagValue(call: SyntaxNode, scope: FunctionScope | undefined): Value;
  /** What a field's tag says that it stands for. */
  tagOf(struct: StructType, field: StructType['fields'][number]): Value | undefined;
  /** Another file of the package is referred to. */
  usesPackage(): boolean;
}

const builtinTypes = new Set(
  `bool string error any comparable rune byte int int8 int16 int32 int64 uint uint8 uint16 uint32 uint64 uintptr float32 float64
  complex64 complex128`.split(/\s+/),
);
const builtinNames = new Set(
  `append cap clear close complex copy delete imag len make max min new panic print println real recover iota`.split(
    ' ',
  ),
);

/** `gopkg.in/yaml.v3` and `github.com/go-chi/chi/v5` without their versions: what a package's members are called by. */
export function withoutVersion(path: string): string {
  return path.replace(/\/v\d+$/, '').replace(/\.v\d+$/, '');
}

/** Names by which code can call a package, likeliest first: the last part of its path, as packages are commonly named. */
function packageNames(path: string): string[] {
  const last = withoutVersion(path).split('/').at(-1) ?? path;
  const plain = last.replace(/^go-|^go\.|-go$|\.go$/g, '');
  return [
    last,
    plain,
    last.replaceAll('-', ''),
    plain.replaceAll('-', ''),
    last.replaceAll('-', '_'),
    plain.split('-')[0] ?? plain,
    plain.split('-').at(-1) ?? plain,
  ];
}

export function evaluation(outline: Outline): Evaluation {
  const calls = new Map<SyntaxNode, Call>();
  const environment = new Map<SyntaxNode, Environment>();
  const memo = new Map<SyntaxNode, Value>();
  const open = new Set<SyntaxNode>();
  const conditions = new Map(
    [...outline.calls, ...outline.composites].map((occurrence) => [occurrence.node, occurrence.guards]),
  );
  let depth = 0;
  let packageUsed = false;

  const packages = new Map<string, string>();
  for (const { path, alias } of [...outline.imports].reverse()) {
    if (alias === '_' || alias === '.') continue;
    for (const name of alias ? [alias] : packageNames(path).reverse())
      packages.set(name, withoutVersion(path));
  }
  const dotImport = outline.imports.find(({ alias }) => alias === '.')?.path;

  let processed: Map<string, string> | undefined;
  /** Structs that `envconfig.Process(prefix, &config)` fills, by name, with their prefix. */
  function envconfigStructs(): ReadonlyMap<string, string> {
    if (processed) return processed;
    processed = new Map();
    if (!outline.imports.some(({ path }) => path === 'github.com/kelseyhightower/envconfig'))
      return processed;
    for (const { node, scope } of outline.calls) {
      const called = node.childForFieldName('function');
      if (!/^(Must)?Process$/.test(called?.childForFieldName('field')?.text ?? '')) continue;
      const [first, second] = node.childForFieldName('arguments')?.namedChildren ?? [];
      const prefix = first ? valueAt(first, scope) : undefined;
      const struct = second ? structOf(valueAt(second, scope)) : undefined;
      if (struct) processed.set(struct.name, prefix?.kind === 'literal' ? prefix.text : '');
    }
    return processed;
  }

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
  const typed = (type: string, name: string, at: Place): Value => ({
    kind: 'parameter',
    function: '',
    index: 0,
    name,
    type,
    at,
  });
  const inPackage = (name: string, at: Place): Value => {
    packageUsed = true;
    return { kind: 'reference', module: '.', path: [name], at };
  };

  function canonical(value: Value): string {
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
      case 'choice':
        return value.options.map(canonical).find((name) => !name.startsWith('?')) ?? '?';
      default:
        return '?';
    }
  }

  function typeName(node: SyntaxNode | null | undefined): string | undefined {
    const name = nameOfType(node);
    if (!name) return undefined;
    if (name.type === 'qualified_type') {
      const path = packages.get(name.childForFieldName('package')?.text ?? '');
      return path ? `${path}.${name.childForFieldName('name')?.text ?? ''}` : undefined;
    }
    if (builtinTypes.has(name.text)) return undefined;
    if (outline.structs.has(name.text) || outline.types.has(name.text)) return name.text;
    packageUsed = true;
    return `..${name.text}`;
  }

  /** What a variable of a type holds before anything is assigned. */
  function zeroOf(type: SyntaxNode, at: SyntaxNode): Value | undefined {
    if (type.type === 'map_type') return { kind: 'object', entries: new Map(), at: at.place };
    if (type.type === 'slice_type') return { kind: 'list', items: [], at: at.place };
    const name = typeName(type);
    if (name === 'sync.Map' || name === 'container/list.List')
      return { kind: 'object', entries: new Map(), at: at.place };
    return name ? typed(name, at.text.slice(0, 40), at.place) : undefined;
  }

  function choice(options: readonly Value[], at: Place): Value {
    const isEmpty = (option: Value) =>
      option.kind === 'literal' && (option.type === 'null' || option.text === '');
    const isBare = (option: Value) => option.kind === 'parameter' && option.function === '';
    const told = options.filter((option) => !isEmpty(option) && !isBare(option));
    const kept = told.length > 0 ? told : options.slice(0, 1);
    const flat = [
      ...new Set(kept.flatMap((option) => (option.kind === 'choice' ? option.options : [option]))),
    ];
    const [first] = flat;
    return flat.length === 1 && first ? first : { kind: 'choice', options: flat.slice(0, choiceLimit), at };
  }

  function meaning({ meaning, at, scope }: Definition): Value | undefined {
    switch (meaning.kind) {
      case 'expression': {
        const value = valueAt(meaning.node, scope);
        // Of several results the first is what the call is about; `ok` and `err` say nothing of it.
        if (meaning.part > 0)
          return value.kind === 'unknown'
            ? value
            : { kind: 'member', of: value, path: [String(meaning.part)], at: at.place };
        if ((value.kind === 'literal' && value.type === 'null') || value.kind === 'unknown')
          return (meaning.type && zeroOf(meaning.type, at)) ?? value;
        return value;
      }
      case 'typed':
        return zeroOf(meaning.type, at) ?? { kind: 'unknown', text: at.text.slice(0, 80), at: at.place };
      case 'parameter': {
        const type = meaning.type && typeName(meaning.type);
        return {
          kind: 'parameter',
          function: scope?.name ?? '',
          index: meaning.index,
          name: at.type === 'identifier' ? at.text : '',
          ...(type ? { type } : {}),
          at: at.place,
        };
      }
      case 'flag':
        return flagValue(meaning.call, scope);
      case 'configuration':
        return { kind: 'configuration', at: meaning.call.place };
      case 'opaque':
        return { kind: 'unknown', text: meaning.node.text.slice(0, 80), at: meaning.node.place };
    }
  }

  function flagValue(call: SyntaxNode, scope: FunctionScope | undefined): Value {
    const [, name, ...rest] =
      call.childForFieldName('arguments')?.namedChildren.filter((child) => child.type !== 'comment') ?? [];
    const method = call.childForFieldName('function')?.text ?? '';
    const fallback = method.endsWith('P') ? rest[1] : rest[0];
    const value = fallback ? valueAt(fallback, scope) : undefined;
    return {
      kind: 'argument',
      name: name && /string_literal$/.test(name.type) ? stringText(name) : undefined,
      ...(value && !isUnset(value) ? { fallback: value } : {}),
      at: call.place,
    };
  }
  const isUnset = (value: Value) => value.kind === 'literal' && value.text === '' && value.type === 'string';

  function ownerOf(name: string, scope: FunctionScope | undefined): FunctionScope | 'package' | undefined {
    for (let at = scope; at; at = at.parent) if (at.definitions.has(name)) return at;
    return outline.definitions.has(name) || outline.functionNames.has(name) ? 'package' : undefined;
  }

  function fromDefinitions(all: readonly Definition[], use: number | undefined): Value | undefined {
    const visible = all.filter(
      (definition) =>
        use === undefined ||
        (definition.at.startIndex < use &&
          (!definition.declares || (definition.from <= use && use <= definition.until))),
    );
    const seen = visible.length > 0 || use !== undefined ? visible : all;
    const isCertain = (definition: Definition) =>
      use === undefined ? definition.declares : definition.from <= use && use <= definition.until;
    const last = seen.findLastIndex(isCertain);
    const values: Value[] = [];
    for (const definition of seen.slice(Math.max(last, 0))) {
      const value = meaning(definition);
      if (!value) continue;
      const [before] = values;
      if (
        definition.defaulting &&
        before?.kind === 'environment' &&
        !before.fallback &&
        values.length === 1
      ) {
        values[0] = { ...before, fallback: value, required: false };
      } else values.push(value);
    }
    const [first] = values;
    return first && choice(values, first.at);
  }

  function packageValue(name: string): Value | undefined {
    const all = outline.definitions.get(name);
    if (!all) return undefined;
    // Assigned here and declared in another file of the package.
    if (!all.some((definition) => definition.declares)) return undefined;
    return fromDefinitions(all, undefined);
  }

  function named(node: SyntaxNode, scope: FunctionScope | undefined): Value {
    const name = node.text;
    for (let at = scope; at; at = at.parent) {
      const all = at.definitions.get(name);
      const value = all && fromDefinitions(all, node.startIndex);
      if (value) return value;
    }
    const value = packageValue(name);
    if (value) return value;
    if (outline.functionNames.has(name))
      return { kind: 'function', name, at: (outline.functionNames.get(name) as FunctionScope).node.place };
    const struct = outline.structs.get(name);
    if (struct) return { kind: 'function', name, at: struct.node.place };
    const path = packages.get(name);
    if (path) return { kind: 'reference', module: path, path: [], at: node.place };
    if (name === 'iota' || builtinNames.has(name) || builtinTypes.has(name)) return unknown(node);
    if (dotImport && /^[A-Z]/.test(name))
      return { kind: 'reference', module: withoutVersion(dotImport), path: [name], at: node.place };
    return inPackage(name, node.place);
  }

  function structOf(value: Value): StructType | undefined {
    if (value.kind === 'call' && value.call.constructs) return outline.structs.get(value.call.callee);
    if (value.kind === 'parameter' && value.type) return outline.structs.get(value.type);
    if (value.kind === 'choice') return value.options.map(structOf).find((found) => found);
    return undefined;
  }

  const setFields = new Map<string, { node: SyntaxNode; scope: FunctionScope | undefined; flag?: true }[]>();
  const noteField = (
    struct: string,
    field: string,
    entry: { node: SyntaxNode; scope: FunctionScope | undefined; flag?: true },
  ) => {
    const key = `${struct}.${field}`;
    setFields.set(key, [...(setFields.get(key) ?? []), entry]);
  };
  // Before the first value is asked for: assignments to fields are told by what the left side holds.
  const openFields = new Set<string>();
  for (const { node, scope } of outline.composites) {
    const type = nameOfType(node.childForFieldName('type'))?.text ?? '';
    const struct = outline.structs.get(type);
    if (!struct) continue;
    let index = 0;
    for (const element of node.childForFieldName('body')?.namedChildren ?? []) {
      if (element.type === 'keyed_element') {
        const [key, value] = element.namedChildren;
        const inner = value?.namedChildren[0];
        if (key && inner) noteField(type, key.text, { node: inner, scope });
      } else if (element.type === 'literal_element' && element.namedChildren[0]) {
        const field = struct.fields[index++];
        if (field) noteField(type, field.name, { node: element.namedChildren[0], scope });
      }
    }
  }
  for (const { target, value, scope, how } of outline.stores) {
    if (target.type !== 'selector_expression' || !value || (how !== '=' && how !== 'flag')) continue;
    const operand = target.childForFieldName('operand');
    const field = target.childForFieldName('field')?.text;
    if (operand?.type !== 'identifier' || !field) continue;
    const struct = structOf(valueAt(operand, scope));
    if (struct)
      noteField(struct.name, field, { node: value, scope, ...(how === 'flag' ? { flag: true } : {}) });
  }
  function tagOf(struct: StructType, field: StructType['fields'][number]): Value | undefined {
    return taggedValue(field, envconfigStructs().get(struct.name));
  }

  function fieldValue(struct: StructType, name: string): Value | undefined {
    const key = `${struct.name}.${name}`;
    const field = struct.fields.find((one) => one.name === name);
    if (!field || openFields.has(key)) return undefined;
    openFields.add(key);
    const set = (setFields.get(key) ?? []).map(({ node, scope, flag }) =>
      flag ? flagValue(node, scope) : valueAt(node, scope),
    );
    openFields.delete(key);
    const tagged = tagOf(struct, field);
    const values = [...(tagged ? [tagged] : []), ...set.filter((value) => value.kind !== 'unknown')];
    const [first] = values;
    return first ? choice(values, first.at) : zeroOf(field.type, field.node);
  }

  function member(of: Value, name: string, node: SyntaxNode, embeddings = 0): Value {
    if (of.kind === 'reference') return { ...of, path: [...of.path, name], at: node.place };
    if (of.kind === 'object') {
      const entry = of.entries.get(name);
      if (entry) return entry;
    }
    const given = of.kind === 'call' && of.call.constructs ? of.call.named.get(name) : undefined;
    if (given) return given;
    const struct = structOf(of);
    if (struct) {
      const method = outline.functionNames.get(`${struct.name}.${name}`);
      if (method) return { kind: 'function', name: method.name, at: method.node.place };
      const field = fieldValue(struct, name);
      if (field) return field;
      // An embedded struct's members are its own.
      for (const { embedded, type } of struct.fields) {
        const inner = embedded && embeddings < 4 ? typeName(type) : undefined;
        const promoted =
          inner && outline.structs.has(inner)
            ? member(typed(inner, name, node.place), name, node, embeddings + 1)
            : undefined;
        if (promoted && promoted.kind !== 'member') return promoted;
      }
    }
    if (of.kind === 'member') return { ...of, path: [...of.path, name], at: node.place };
    return { kind: 'member', of, path: [name], at: node.place };
  }

  function text(parts: readonly Value[], node: SyntaxNode): Value {
    const flat = parts.flatMap((part) => (part.kind === 'text' ? part.parts : [part]));
    if (flat.every((part) => part.kind === 'literal'))
      return literal(flat.map((part) => part.text).join(''), node);
    return { kind: 'text', parts: flat, at: node.place };
  }

  function concatenated(node: SyntaxNode, scope: FunctionScope | undefined): Value {
    const operands: SyntaxNode[] = [];
    let left: SyntaxNode | null = node;
    while (left?.type === 'binary_expression' && left.childForFieldName('operator')?.text === '+') {
      const right = left.childForFieldName('right');
      if (right) operands.unshift(right);
      left = left.childForFieldName('left');
    }
    if (left) operands.unshift(left);
    const parts = operands.map((operand) => valueAt(operand, scope));
    return parts.some((part) => part.kind === 'literal' && part.type === 'number')
      ? unknown(node)
      : text(parts, node);
  }

  /** `fmt.Sprintf`'s format as text; a format that isn't written out joins what it is given. */
  function formatted(format: Value | undefined, values: readonly Value[], node: SyntaxNode): Value {
    if (format?.kind !== 'literal') return text(format ? [format, ...values] : values, node);
    const parts: Value[] = [];
    let from = 0;
    let next = 0;
    for (const match of format.text.matchAll(
      /%[-+# 0]{0,5}\d{0,5}(?:\.\d{1,5})?(?:\[\d{1,3}\])?[a-zA-Z%]/g,
    )) {
      if (match.index > from) parts.push({ ...format, text: format.text.slice(from, match.index) });
      from = match.index + match[0].length;
      if (match[0] === '%%') parts.push({ ...format, text: '%' });
      else parts.push(values[next++] ?? unknown(node));
    }
    if (from < format.text.length) parts.push({ ...format, text: format.text.slice(from) });
    return text(parts, node);
  }

  function guardOf({ node, scope, negated }: Condition): Guard {
    let inner = node;
    let not = negated;
    while (
      inner.type === 'parenthesized_expression' ||
      (inner.type === 'unary_expression' && inner.childForFieldName('operator')?.text === '!')
    ) {
      if (inner.type === 'unary_expression') not = !not;
      const next = inner.childForFieldName('operand') ?? inner.namedChildren[0];
      if (!next) break;
      inner = next;
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
        // `x != ""` and `x != nil` ask for its truth.
        if (constant.type === 'null' || constant.text === '') return { value, negated: isNot ? not : !not };
        return { value, equals: constant.text, negated: isNot ? !not : not };
      }
    }
    return { value: valueAt(inner, scope), negated: not };
  }

  function guardsOf(node: SyntaxNode): { guards?: readonly Guard[] } {
    const found = conditions.get(node) ?? [];
    return found.length === 0 ? {} : { guards: found.slice(-8).map(guardOf) };
  }

  function record(
    node: SyntaxNode,
    scope: FunctionScope | undefined,
    call: Pick<Call, 'callee' | 'constructs' | 'arguments'> & Partial<Call>,
  ): Call {
    const made: Call = {
      named: new Map(),
      ...call,
      at: node.place,
      ...(scope ? { within: scope.name } : {}),
      ...guardsOf(node),
    };
    calls.set(node, made);
    return made;
  }

  function callValue(node: SyntaxNode, scope: FunctionScope | undefined): Value {
    const called = node.childForFieldName('function');
    const nodes = (node.childForFieldName('arguments')?.namedChildren ?? []).filter(
      (child) => child.type !== 'comment',
    );
    if (called?.type === 'identifier' && !ownerOf(called.text, scope)) {
      const [first] = nodes;
      if (called.text === 'make' && first) {
        const zero = zeroOf(first, first);
        return zero && zero.kind !== 'parameter' ? { ...zero, at: node.place } : unknown(node);
      }
      if (called.text === 'new' && first)
        return { kind: 'call', call: record(node, scope, construct(first)), at: node.place };
      if (called.text === 'append') {
        const values = nodes.map((child) => valueAt(child, scope));
        const items = values[0]?.kind === 'list' ? [...values[0].items, ...values.slice(1)] : values.slice(1);
        return { kind: 'list', items: items.slice(0, 200), at: node.place };
      }
      // A conversion: `string(x)`, `int(x)`.
      if (builtinTypes.has(called.text) && first) return valueAt(first, scope);
    }
    const positional = nodes.map((child) =>
      valueAt(child.type === 'variadic_argument' ? (child.namedChildren[0] ?? child) : child, scope),
    );
    const { name, receiver, target } = called
      ? callee(called, scope)
      : { name: '?', receiver: undefined, target: undefined };
    if (name === 'os.Getenv' || name === 'os.LookupEnv' || name === 'syscall.Getenv') {
      const [key] = positional;
      const literalName = key?.kind === 'literal' ? key.text : undefined;
      const read: Environment = {
        kind: 'environment',
        name: literalName,
        ...(literalName === undefined && key ? { computed: key } : {}),
        required: false,
        at: node.place,
      };
      environment.set(node, read);
      return read;
    }
    const call = record(node, scope, {
      callee: name,
      constructs: false,
      arguments: positional,
      ...(receiver ? { receiver } : {}),
      ...(target ? { target } : {}),
    });
    switch (name) {
      case 'fmt.Sprintf':
        return formatted(positional[0], positional.slice(1), node);
      case 'fmt.Sprint':
        return text(positional, node);
      case 'net.JoinHostPort':
        return text(
          [positional[0] ?? literal('', node), literal(':', node), positional[1] ?? literal('', node)],
          node,
        );
      case 'path/filepath.Join':
      case 'path.Join':
        return text(
          positional.flatMap((part, index) => (index > 0 ? [literal('/', node), part] : [part])),
          node,
        );
      case 'strings.Join': {
        const [list, separator] = positional;
        if (list?.kind === 'list' && separator)
          return text(
            list.items.flatMap((item, index) => (index > 0 ? [separator, item] : [item])),
            node,
          );
        break;
      }
      case 'cmp.Or':
        return choice(positional, node.place);
    }
    return { kind: 'call', call, at: node.place };
  }

  function callee(
    node: SyntaxNode,
    scope: FunctionScope | undefined,
  ): { name: string; receiver?: Value; target?: Value } {
    if (node.type === 'selector_expression') {
      const operand = node.childForFieldName('operand');
      const field = node.childForFieldName('field')?.text ?? '';
      if (!operand) return { name: `?.${field}` };
      const receiver = valueAt(operand, scope);
      const isPackage = receiver.kind === 'reference' && receiver.path.length === 0;
      if (isPackage)
        return {
          name: `${receiver.module}.${field}`,
          target: { ...receiver, path: [field], at: node.place },
        };
      const found = member(receiver, field, node);
      return { name: found.kind === 'function' ? found.name : `${canonical(receiver)}.${field}`, receiver };
    }
    const value = valueAt(node, scope);
    if (value.kind === 'unknown') return { name: builtinNames.has(node.text) ? `builtin.${node.text}` : '?' };
    return { name: canonical(value), target: value };
  }

  function construct(type: SyntaxNode): Pick<Call, 'callee' | 'constructs' | 'arguments' | 'target'> {
    const name = typeName(type);
    const struct = name === undefined ? undefined : outline.structs.get(name);
    const target: Value | undefined = struct
      ? { kind: 'function', name: struct.name, at: struct.node.place }
      : name?.startsWith('..')
        ? inPackage(name.slice(2), type.place)
        : undefined;
    const dot = name?.lastIndexOf('.') ?? -1;
    const foreign: Value | undefined =
      !target && name && dot > 0
        ? { kind: 'reference', module: name.slice(0, dot), path: [name.slice(dot + 1)], at: type.place }
        : undefined;
    const made = target ?? foreign;
    return { callee: name ?? '?', constructs: true, arguments: [], ...(made ? { target: made } : {}) };
  }

  function compositeValue(node: SyntaxNode, scope: FunctionScope | undefined): Value {
    const type = node.childForFieldName('type');
    const body = node.childForFieldName('body');
    const items: Value[] = [];
    const entries = new Map<string, Value>();
    const isMap = type?.type === 'map_type';
    for (const element of body?.namedChildren ?? []) {
      if (element.type === 'keyed_element') {
        const [keyElement, valueElement] = element.namedChildren;
        const key = keyElement?.namedChildren[0];
        const inner = valueElement?.namedChildren[0];
        if (!key || !inner) continue;
        const name = !isMap && key.type === 'identifier' ? key.text : literalKey(key, scope);
        if (name !== undefined) entries.set(name, elementValue(inner, type, scope));
        else valueAt(inner, scope);
      } else if (element.type === 'literal_element' && element.namedChildren[0])
        items.push(elementValue(element.namedChildren[0], type, scope));
    }
    if (isMap) return { kind: 'object', entries, at: node.place };
    if (!type || /^(slice_type|array_type|implicit_length_array_type)$/.test(type.type)) {
      if (entries.size > 0 && items.length === 0) return { kind: 'object', entries, at: node.place };
      return { kind: 'list', items, at: node.place };
    }
    if (type.type === 'struct_type') return { kind: 'object', entries, at: node.place };
    return {
      kind: 'call',
      call: record(node, scope, { ...construct(type), arguments: items, named: entries }),
      at: node.place,
    };
  }

  /** `{…}` inside a literal of a map or slice takes its type from outside. */
  function elementValue(node: SyntaxNode, outer: SyntaxNode | null, scope: FunctionScope | undefined): Value {
    if (node.type !== 'literal_value') return valueAt(node, scope);
    const entries = new Map<string, Value>();
    const items: Value[] = [];
    for (const element of node.namedChildren) {
      if (element.type === 'keyed_element') {
        const [key, value] = element.namedChildren;
        const inner = value?.namedChildren[0];
        if (key && inner) entries.set(key.text.replace(/^"|"$/g, ''), elementValue(inner, null, scope));
      } else if (element.namedChildren[0]) items.push(elementValue(element.namedChildren[0], outer, scope));
    }
    return entries.size > 0
      ? { kind: 'object', entries, at: node.place }
      : { kind: 'list', items, at: node.place };
  }

  function literalKey(node: SyntaxNode, scope: FunctionScope | undefined): string | undefined {
    const value = valueAt(node, scope);
    return value.kind === 'literal' ? value.text : undefined;
  }

  function evaluate(node: SyntaxNode, scope: FunctionScope | undefined): Value {
    switch (node.type) {
      case 'identifier':
        return named(node, scope);
      case 'interpreted_string_literal':
      case 'raw_string_literal':
        return literal(stringText(node), node);
      case 'rune_literal':
        return literal(node.text.slice(1, -1), node);
      case 'int_literal':
      case 'float_literal':
        return { kind: 'literal', type: 'number', text: node.text.replaceAll('_', ''), at: node.place };
      case 'true':
      case 'false':
        return { kind: 'literal', type: 'boolean', text: node.type, at: node.place };
      case 'nil':
        return { kind: 'literal', type: 'null', text: 'nil', at: node.place };
      case 'selector_expression': {
        const operand = node.childForFieldName('operand');
        const field = node.childForFieldName('field');
        return operand && field ? member(valueAt(operand, scope), field.text, node) : unknown(node);
      }
      case 'call_expression':
        return callValue(node, scope);
      case 'composite_literal':
        return compositeValue(node, scope);
      case 'func_literal':
        return { kind: 'function', name: outline.literals.get(node)?.name ?? '?', at: node.place };
      case 'unary_expression': {
        const operand = node.childForFieldName('operand');
        const operator = node.childForFieldName('operator')?.text;
        if (!operand) return unknown(node);
        if (operator === '&' || operator === '*') return valueAt(operand, scope);
        if (operator === '-' && /_literal$/.test(operand.type))
          return { kind: 'literal', type: 'number', text: node.text, at: node.place };
        return operator === '!' ? tested([valueAt(operand, scope)], node) : unknown(node);
      }
      case 'parenthesized_expression':
      case 'slice_expression':
      case 'type_assertion_expression':
      case 'expression_statement':
      case 'literal_element': {
        const inner =
          node.childForFieldName('operand') ?? node.namedChildren.find((child) => child.type !== 'comment');
        return inner ? valueAt(inner, scope) : unknown(node);
      }
      case 'type_conversion_expression': {
        const operand = node.childForFieldName('operand');
        return operand ? valueAt(operand, scope) : unknown(node);
      }
      case 'index_expression': {
        const operand = node.childForFieldName('operand');
        const index = node.childForFieldName('index');
        if (!operand || !index) return unknown(node);
        const of = valueAt(operand, scope);
        if (of.kind === 'reference' && of.module === 'os' && of.path.join('.') === 'Args')
          return { kind: 'argument', name: index.text, at: node.place };
        const key = valueAt(index, scope);
        if (key.kind !== 'literal') return { kind: 'member', of, path: ['?'], at: node.place };
        const item = of.kind === 'list' && key.type === 'number' ? of.items[Number(key.text)] : undefined;
        return item ?? member(of, key.text, node);
      }
      case 'binary_expression': {
        const operator = node.childForFieldName('operator')?.text ?? '';
        if (operator === '+') return concatenated(node, scope);
        const left = node.childForFieldName('left');
        const right = node.childForFieldName('right');
        if (!left || !right || !/^(==|!=|<|>|<=|>=|&&|\|\|)$/.test(operator)) return unknown(node);
        return tested([valueAt(left, scope), valueAt(right, scope)], node);
      }
      case 'literal_value':
        return elementValue(node, null, scope);
      default:
        return unknown(node);
    }
  }

  /** A test of a value is decided by it: `os.Getenv("DEBUG") == "1"` comes from the environment. */
  function tested(operands: readonly Value[], node: SyntaxNode): Value {
    const deciding = operands.filter((operand) => operand.kind !== 'literal' && operand.kind !== 'unknown');
    if (deciding.length === 0) return unknown(node);
    const call: Call = {
      callee: 'builtin.bool',
      arguments: deciding,
      named: new Map(),
      at: node.place,
      constructs: false,
    };
    return { kind: 'call', call, at: node.place };
  }

  function valueAt(node: SyntaxNode, scope: FunctionScope | undefined): Value {
    const known = memo.get(node);
    if (known) return known;
    if (open.has(node) || depth >= depthLimit) return unknown(node);
    open.add(node);
    depth++;
    const value = evaluate(node, scope);
    depth--;
    open.delete(node);
    const bounded = sizeOf(value) > largestValue ? unknown(node) : value;
    if (depth < depthLimit - 1) memo.set(node, bounded);
    return bounded;
  }

  return {
    outline,
    calls,
    environment,
    valueAt,
    typeName,
    packageValue,
    fieldValue,
    ownerOf,
    structOf,
    canonical,
    flagValue,
    tagOf,
    usesPackage: () => packageUsed,
  };
}
