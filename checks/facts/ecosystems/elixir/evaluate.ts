// Reads an Elixir file from top to bottom: each expression once, with the names that are bound when it is met.
import type { Place } from '../../../engine/place.ts';
import type { Call, FunctionModel, Guard, ModuleImport, Value } from '../../source/model.ts';
import { bounded } from '../../source/size.ts';
import type { SyntaxNode } from '../../source/syntax.ts';
import { atomText, keyText, piecesOf } from './literals.ts';
import { configuration } from './modules.ts';
import { expanded, type ModuleScope, Scope } from './scopes.ts';

type Environment = Extract<Value, { kind: 'environment' }>;
type Parameter = FunctionModel['parameters'][number];

/** Functions of one name, whatever the number of their parameters, are one. */
interface FunctionDraft {
  readonly name: string;
  readonly at: Place;
  readonly module: ModuleScope;
  parameters: Parameter[];
  readonly returns: Value[];
}

/** Where an expression stands. */
interface Here {
  readonly scope: Scope;
  readonly module: ModuleScope;
  readonly within?: string;
  readonly guards: readonly Guard[];
  /** Inside `quote`: code of whoever uses the macro, if anybody does. */
  readonly quoted?: true;
}

/** What a file holds, in the order of the source. */
export interface Reading {
  readonly calls: Call[];
  readonly imports: ModuleImport[];
  readonly functions: FunctionDraft[];
  readonly modules: ModuleScope[];
  readonly environment: Environment[];
  readonly strings: { text: string; at: Place }[];
  /** What a clause of a function ends with, for who looks at the state that a server's callback hands on. */
  readonly clauses: Clause[];
  readonly errors: SyntaxNode[];
}

/** One clause of a named function: its parameters as they stand, and what it can end with. */
export interface Clause {
  readonly module: ModuleScope;
  readonly function: string;
  readonly parameters: readonly SyntaxNode[];
  readonly bodies: readonly SyntaxNode[];
  readonly ends: readonly SyntaxNode[];
}

const definitions = /^def(?:p|macro|macrop|delegate|guard|guardp)?$/;
const ignoredAttributes =
  /^(?:doc|moduledoc|typedoc|spec|type|typep|opaque|callback|macrocallback|impl|dialyzer|deprecated|behaviour|derive|enforce_keys|compile|external_resource|on_load|since|tag|moduletag)$/;
/** Macros that route requests to the block that follows their path. */
const verbs = /^(?:get|post|put|patch|delete|head|options|match)$/;
const longestList = 400;

export function readTree(root: SyntaxNode): Reading {
  const reading: Reading = {
    calls: [],
    imports: [],
    functions: [],
    modules: [],
    environment: [],
    strings: [],
    clauses: [],
    errors: [],
  };
  const drafts = new Map<string, FunctionDraft>();
  const file: ModuleScope = {
    name: '',
    aliases: new Map(),
    attributes: new Map(),
    functions: functionNames(root),
    imported: [],
    bases: [],
    node: root,
  };
  const unknown = (node: SyntaxNode): Value => ({
    kind: 'unknown',
    text: node.text.slice(0, 80),
    at: node.place,
  });
  const none = (node: SyntaxNode): Value => ({ kind: 'literal', type: 'null', text: '', at: node.place });
  const named = (name: string, at: Place): Value => ({ kind: 'reference', module: name, path: [], at });

  block(childrenOf(root), { scope: new Scope(), module: file, guards: [] });
  return reading;

  // Statements ----------------------------------------------------------------------------------------------------

  /** Expressions one after the other; the value of the last. */
  function block(nodes: readonly SyntaxNode[], here: Here): Value | undefined {
    let last: Value | undefined;
    for (const node of nodes) if (node.type !== 'comment') last = readValue(node, here);
    return last;
  }

  function readValue(node: SyntaxNode, here: Here): Value {
    return bounded(expression(node, here));
  }

  function expression(node: SyntaxNode, here: Here): Value {
    switch (node.type) {
      case 'string':
      case 'charlist':
        return text(node, here);
      case 'sigil':
        return sigil(node, here);
      case 'integer':
      case 'float':
        return { kind: 'literal', type: 'number', text: node.text.replaceAll('_', ''), at: node.place };
      case 'boolean':
        return { kind: 'literal', type: 'boolean', text: node.text, at: node.place };
      case 'nil':
        return none(node);
      case 'atom':
      case 'quoted_atom':
        // Modules are atoms: a name that nothing here defines.
        return named(`:${atomText(node) ?? ''}`, node.place);
      case 'alias':
        return named(expanded(node.text.replace(/\s/g, ''), here.module), node.place);
      case 'identifier':
        return identifier(node, here);
      case 'keywords':
        return keywords([node], node, here);
      case 'list':
        return list(node, here);
      case 'tuple':
        return tuple(node, here);
      case 'map':
        return map(node, here);
      case 'block':
      case 'body':
        return block(childrenOf(node), here) ?? none(node);
      case 'unary_operator':
        return unary(node, here);
      case 'binary_operator':
        return binary(node, here);
      case 'call':
        return call(node, here);
      case 'dot': {
        // A module's name that is put together, `__MODULE__.Inner`.
        const whole = node.text.replace(/\s/g, '');
        return /^[\w.]+$/.test(whole) ? named(expanded(whole, here.module), node.place) : unknown(node);
      }
      case 'access_call': {
        const target = node.childForFieldName('target');
        const key = node.childForFieldName('key');
        const of = target ? readValue(target, here) : unknown(node);
        const name = key ? nameOfKey(key) : undefined;
        if (key && name === undefined) readValue(key, here);
        return name === undefined ? unknown(node) : member(of, name, node);
      }
      case 'anonymous_function':
        return closure(node, here);
      case 'ERROR':
        reading.errors.push(node);
        for (const child of childrenOf(node)) readValue(child, here);
        return unknown(node);
      default:
        for (const child of childrenOf(node)) readValue(child, here);
        return unknown(node);
    }
  }

  // Values --------------------------------------------------------------------------------------------------------

  function text(node: SyntaxNode, here: Here): Value {
    const parts = piecesOf(node).map(
      (piece): Value =>
        typeof piece === 'string'
          ? { kind: 'literal', type: 'string', text: piece, at: node.place }
          : readValue(piece, here),
    );
    reading.strings.push({
      text: parts
        .map((part) => (part.kind === 'literal' && part.type === 'string' ? part.text : '{}'))
        .join(''),
      at: node.place,
    });
    const [only] = parts;
    if (!only) return { kind: 'literal', type: 'string', text: '', at: node.place };
    if (parts.length === 1 && only.kind === 'literal') return only;
    return { kind: 'text', parts, at: node.place };
  }

  function sigil(node: SyntaxNode, here: Here): Value {
    const name = node.children.find(({ type }) => type === 'sigil_name')?.text ?? '';
    if (/^[sSc]$/i.test(name)) return text(node, here);
    if (/^w$/i.test(name)) {
      const words = piecesOf(node)
        .filter((piece) => typeof piece === 'string')
        .join(' ')
        .split(/\s+/)
        .filter((word) => word !== '');
      return {
        kind: 'list',
        items: words.map((word) => ({ kind: 'literal', type: 'string', text: word, at: node.place })),
        at: node.place,
      };
    }
    return unknown(node);
  }

  function identifier(node: SyntaxNode, here: Here): Value {
    const name = node.text;
    if (name === '__MODULE__') return named(here.module.name, node.place);
    const bound = here.scope.lookup(name);
    if (bound) return bound;
    if (definedIn(name, here.module))
      return made(node, name, [], new Map(), here, localTarget(name, here, node));
    return unknown(node);
  }

  function list(node: SyntaxNode, here: Here): Value {
    const children = childrenOf(node).slice(0, longestList);
    const isOptions = children.some(({ type }) => type === 'keywords');
    // `[:inet6, port: 4000]`: a bare name among options is one that is true.
    if (isOptions && children.every(({ type }) => type === 'keywords' || type === 'atom'))
      return keywords(
        children.filter(({ type }) => type === 'keywords'),
        node,
        here,
      );
    return {
      kind: 'list',
      items: children.map((child) => {
        const value = readValue(child, here);
        // A supervisor starts what stands in its list of children.
        return here.within !== undefined && child.type === 'alias' && value.kind === 'reference'
          ? childSpec(value, undefined, child, here)
          : value;
      }),
      at: node.place,
    };
  }

  function keywords(nodes: readonly SyntaxNode[], whole: SyntaxNode, here: Here): Value {
    const entries = new Map<string, Value>();
    for (const node of nodes)
      for (const pair of childrenOf(node)) {
        const key = keyText(pair.childForFieldName('key'));
        const value = pair.childForFieldName('value');
        if (!value) continue;
        const read = readValue(value, here);
        if (key !== undefined) entries.set(key, read);
      }
    return { kind: 'object', entries, at: whole.place };
  }

  function tuple(node: SyntaxNode, here: Here): Value {
    const [first, second, third] = childrenOf(node);
    if (atomText(first) === 'system' && second) {
      // `{:system, "PORT"}` and, with a type, `{:system, :integer, "PORT", 4000}`.
      const [key, fallback] = second.type === 'string' ? [second, third] : childrenOf(node).slice(2);
      if (key?.type === 'string') {
        const given = fallback && readValue(fallback, here);
        return environmentRead(node, readValue(key, here), given, !given);
      }
    }
    if (first?.type === 'alias' && second && childrenOf(node).length === 2) {
      const module = readValue(first, here);
      const options = readValue(second, here);
      if (module.kind === 'reference') return childSpec(module, options, node, here);
    }
    return {
      kind: 'list',
      items: childrenOf(node).map((child) => readValue(child, here)),
      at: node.place,
    };
  }

  /** `{Module, options}` and `Module` in a supervisor's list: what is started by `Module.child_spec(options)`. */
  function childSpec(
    module: Extract<Value, { kind: 'reference' }>,
    options: Value | undefined,
    node: SyntaxNode,
    here: Here,
  ): Value {
    const target: Value = { ...module, path: ['child_spec'] };
    const given = options ? [options] : [];
    return made(node, `${module.module}.child_spec`, given, entriesOf(options), here, target);
  }

  function map(node: SyntaxNode, here: Here): Value {
    const entries = new Map<string, Value>();
    const content = childrenOf(node).find(({ type }) => type === 'map_content');
    const pairs = childrenOf(content).flatMap((child) =>
      child.type === 'keywords' ? childrenOf(child) : [child],
    );
    for (const pair of pairs.slice(0, longestList)) {
      const isArrow = pair.type === 'binary_operator' && pair.childForFieldName('operator')?.text === '=>';
      const isUpdate = pair.type === 'binary_operator' && pair.childForFieldName('operator')?.text === '|';
      if (isUpdate) {
        const [left, right] = childrenOf(pair);
        if (left) entries.set('...', readValue(left, here));
        for (const changed of right?.type === 'keywords' ? childrenOf(right) : []) addPair(changed);
      } else if (isArrow) {
        const left = pair.childForFieldName('left');
        const right = pair.childForFieldName('right');
        const key = left ? nameOfKey(left) : undefined;
        if (left && key === undefined) readValue(left, here);
        const value = right && readValue(right, here);
        if (value) entries.set(key ?? `#${entries.size}`, value);
      } else if (pair.type === 'pair') addPair(pair);
      else readValue(pair, here);
    }
    return { kind: 'object', entries, at: node.place };

    function addPair(pair: SyntaxNode): void {
      const key = keyText(pair.childForFieldName('key'));
      const value = pair.childForFieldName('value');
      if (value) entries.set(key ?? `#${entries.size}`, readValue(value, here));
    }
  }

  function nameOfKey(node: SyntaxNode): string | undefined {
    if (node.type === 'string') {
      const [only, ...rest] = piecesOf(node);
      return rest.length === 0 && typeof only === 'string' ? only : undefined;
    }
    return atomText(node) ?? (node.type === 'integer' ? node.text : undefined);
  }

  function member(of: Value, name: string, node: SyntaxNode): Value {
    if (of.kind === 'object') {
      const entry = of.entries.get(name);
      if (entry) return entry;
    }
    if (of.kind === 'reference') return { ...of, path: [...of.path, name], at: node.place };
    if (of.kind === 'environment' && of.name === undefined && !of.computed) {
      const read: Environment = { kind: 'environment', name, required: false, at: node.place };
      reading.environment.push(read);
      return read;
    }
    return of.kind === 'member'
      ? { ...of, path: [...of.path, name], at: node.place }
      : { kind: 'member', of, path: [name], at: node.place };
  }

  // Operators -----------------------------------------------------------------------------------------------------

  function unary(node: SyntaxNode, here: Here): Value {
    const operator = node.childForFieldName('operator')?.text;
    const operand = node.childForFieldName('operand');
    if (!operand) return unknown(node);
    if (operator === '@') return attribute(operand, node, here);
    if (operator === '&') return capture(operand, node, here);
    const value = readValue(operand, here);
    return operator === '-' && value.kind === 'literal' && value.type === 'number'
      ? { ...value, text: `-${value.text}`, at: node.place }
      : unknown(node);
  }

  function attribute(operand: SyntaxNode, node: SyntaxNode, here: Here): Value {
    if (operand.type === 'identifier') return here.module.attributes.get(operand.text) ?? unknown(node);
    const name = operand.childForFieldName('target')?.text ?? '';
    const given = argumentsIn(operand);
    if (ignoredAttributes.test(name)) return unknown(node);
    const values = given.map((one) => readValue(one, here));
    const [value] = values;
    if (value) here.module.attributes.set(name, value);
    return value ?? unknown(node);
  }

  /** `&Module.function/1`, `&function/1`, `&(… &1 …)`. */
  function capture(operand: SyntaxNode, node: SyntaxNode, here: Here): Value {
    const slash = operand.type === 'binary_operator' && operand.childForFieldName('operator')?.text === '/';
    const left = slash ? operand.childForFieldName('left') : null;
    if (left && operand.childForFieldName('right')?.type === 'integer') {
      if (left.type === 'identifier')
        return definedIn(left.text, here.module)
          ? localTarget(left.text, here, node)
          : named(left.text, node.place);
      const target = left.childForFieldName('target');
      const [of, name] = [target?.childForFieldName('left'), target?.childForFieldName('right')?.text];
      if (of?.type === 'alias' && name !== undefined)
        return {
          kind: 'reference',
          module: expanded(of.text.replace(/\s/g, ''), here.module),
          path: [name],
          at: node.place,
        };
    }
    return anonymous(node, here, (inner) => readValue(operand, inner));
  }

  function closure(node: SyntaxNode, here: Here): Value {
    const clauses = childrenOf(node).filter(({ type }) => type === 'stab_clause');
    return anonymous(node, here, (inner, draft) => {
      let last: Value = none(node);
      for (const clause of clauses) {
        const scope = new Scope(inner.scope);
        const parameters = childrenOf(clause.childForFieldName('left'));
        for (const [index, parameter] of parameters.entries())
          bindParameter(parameter, draft, index, scope, inner.module);
        const body = clause.childForFieldName('right');
        if (body) last = readValue(body, { ...inner, scope });
        draft.returns.push(last);
      }
      return last;
    });
  }

  function anonymous(
    node: SyntaxNode,
    here: Here,
    read: (inner: Here, draft: FunctionDraft) => Value,
  ): Value {
    const { line = 0, column = 0 } = node.place;
    const name = `${here.within ?? here.module.name}.<fn:${line}:${column}>`;
    const draft: FunctionDraft = { name, at: node.place, module: here.module, parameters: [], returns: [] };
    reading.functions.push(draft);
    const value = read({ ...here, scope: new Scope(here.scope), within: name }, draft);
    if (draft.returns.length === 0) draft.returns.push(value);
    return { kind: 'function', name, at: node.place };
  }

  function binary(node: SyntaxNode, here: Here): Value {
    const left = node.childForFieldName('left');
    const right = node.childForFieldName('right');
    const operator = node.childForFieldName('operator')?.text ?? '';
    if (!left || !right) return unknown(node);
    switch (operator) {
      case '=': {
        const value = readValue(right, here);
        bindPattern(left, value, here.scope, here.module);
        return value;
      }
      case '|>':
        return pipe(left, right, node, here);
      case '||':
      case 'or':
        return either(left, right, node, here);
      case '&&':
      case 'and': {
        const first = readValue(left, here);
        const guards = [...here.guards, { value: first, negated: false }];
        const second = readValue(right, { ...here, guards });
        return { kind: 'choice', options: [second, first], at: node.place };
      }
      case '<>':
        return { kind: 'text', parts: [readValue(left, here), readValue(right, here)], at: node.place };
      case '++': {
        const [first, second] = [readValue(left, here), readValue(right, here)];
        if (first.kind === 'object' && second.kind === 'object')
          return { ...first, entries: new Map([...first.entries, ...second.entries]), at: node.place };
        if (first.kind === 'list' && second.kind === 'list')
          return {
            kind: 'list',
            items: [...first.items, ...second.items].slice(0, longestList),
            at: node.place,
          };
        return { kind: 'choice', options: [first, second], at: node.place };
      }
      case '<-': {
        const value = readValue(right, here);
        const items = value.kind === 'list' && value.items.length > 0 ? value.items : undefined;
        const element: Value = items ? { kind: 'choice', options: items.slice(0, 12), at: value.at } : value;
        bindPattern(left, element, here.scope, here.module);
        return value;
      }
      default:
        readValue(left, here);
        readValue(right, here);
        return unknown(node);
    }
  }

  /** `a || b`: a default beside a variable, or `raise` where there must be one. */
  function either(left: SyntaxNode, right: SyntaxNode, node: SyntaxNode, here: Here): Value {
    const first = readValue(left, here);
    const second = readValue(right, here);
    if (first.kind === 'environment' && !first.fallback) {
      const raises = right.type === 'call' && /^(?:raise|throw|exit)\b/.test(right.text);
      const read: Environment = raises
        ? { ...first, required: true }
        : { ...first, fallback: second, required: false };
      replaceRead(first, read);
      return read;
    }
    return { kind: 'choice', options: [first, second], at: node.place };
  }

  function replaceRead(before: Environment, after: Environment): void {
    const index = reading.environment.lastIndexOf(before);
    if (index >= 0) reading.environment[index] = after;
  }

  function pipe(left: SyntaxNode, right: SyntaxNode, node: SyntaxNode, here: Here): Value {
    const first = readValue(left, here);
    if (right.type === 'call') return call(right, here, first);
    if (right.type === 'identifier') return bare(right, right.text, [first], new Map(), here);
    readValue(right, here);
    return unknown(node);
  }

  // Patterns ------------------------------------------------------------------------------------------------------

  /** Gives the names of a pattern the parts of the value that they match. */
  function bindPattern(pattern: SyntaxNode, value: Value, scope: Scope, module: ModuleScope): void {
    switch (pattern.type) {
      case 'identifier':
        scope.bind(pattern.text, value);
        return;
      case 'tuple':
      case 'list': {
        const items = childrenOf(pattern);
        // `{:ok, result}`: the marker in front is no part of what matters.
        const marked = pattern.type === 'tuple' && items.length === 2 && items[0]?.type === 'atom';
        for (const [index, item] of items.entries()) {
          const part = value.kind === 'list' ? value.items[index] : undefined;
          bindPattern(
            item,
            marked && index === 1 && value.kind !== 'list' ? value : (part ?? memberOf(value, String(index))),
            scope,
            module,
          );
        }
        return;
      }
      case 'map':
      case 'map_content':
      case 'keywords':
        for (const child of childrenOf(pattern)) bindPattern(child, value, scope, module);
        return;
      case 'pair': {
        const key = keyText(pattern.childForFieldName('key'));
        const inner = pattern.childForFieldName('value');
        if (inner)
          bindPattern(inner, key === undefined ? unknown(pattern) : memberOf(value, key), scope, module);
        return;
      }
      case 'binary_operator': {
        const operator = pattern.childForFieldName('operator')?.text;
        const left = pattern.childForFieldName('left');
        const right = pattern.childForFieldName('right');
        if (operator === '=>' && left && right) {
          const key = nameOfKey(left);
          bindPattern(right, key === undefined ? unknown(pattern) : memberOf(value, key), scope, module);
        } else if (operator === '<>' && right) bindPattern(right, value, scope, module);
        else if (operator === '=' || operator === 'when' || operator === '|' || operator === '\\\\') {
          if (left) bindPattern(left, value, scope, module);
          if (right && operator !== 'when' && operator !== '\\\\') bindPattern(right, value, scope, module);
        }
        return;
      }
      default:
    }
  }

  function memberOf(of: Value, name: string): Value {
    if (of.kind === 'object') {
      const entry = of.entries.get(name);
      if (entry) return entry;
    }
    return of.kind === 'member'
      ? { ...of, path: [...of.path, name] }
      : { kind: 'member', of, path: [name], at: of.at };
  }

  function bindParameter(
    node: SyntaxNode,
    draft: FunctionDraft,
    index: number,
    scope: Scope,
    module: ModuleScope,
  ): void {
    const isDefault = node.type === 'binary_operator' && node.childForFieldName('operator')?.text === '\\\\';
    const pattern = (isDefault ? node.childForFieldName('left') : node) ?? node;
    const name = nameOfParameter(pattern) ?? `#${index}`;
    const right = isDefault ? node.childForFieldName('right') : null;
    const fallback = right ? readValue(right, { scope, module, within: draft.name, guards: [] }) : undefined;
    if (!draft.parameters[index] || fallback)
      draft.parameters[index] = { name, ...(fallback ? { fallback } : {}) };
    const value: Value = {
      kind: 'parameter',
      function: draft.name,
      index,
      name: draft.parameters[index]?.name ?? name,
      at: node.place,
    };
    bindPattern(pattern, value, scope, module);
  }

  // Calls ---------------------------------------------------------------------------------------------------------

  function call(node: SyntaxNode, here: Here, piped?: Value): Value {
    const target = node.childForFieldName('target');
    if (!target) return unknown(node);
    if (target.type === 'identifier') return namedCall(node, target.text, here, piped);
    if (target.type !== 'dot') {
      const { values, named: keys } = argumentsOf(node, here, piped);
      const called = readValue(target, here);
      return made(node, '?', values, keys, here, called);
    }
    const left = target.childForFieldName('left');
    const right = target.childForFieldName('right');
    if (!left) return unknown(node);
    if (!right) {
      // `function.(argument)`
      const called = readValue(left, here);
      const { values, named: keys } = argumentsOf(node, here, piped);
      return made(node, '?', values, keys, here, called);
    }
    const name = right.text;
    const given = node.children.some(({ type }) => type === 'arguments');
    const module = moduleName(left, here);
    if (module === undefined) {
      const of = readValue(left, here);
      if (!given && piped === undefined) return member(of, name, node);
      if (of.kind === 'reference' && of.path.length === 0) return remote(node, of.module, name, here, piped);
      const { values, named: keys } = argumentsOf(node, here, piped);
      blocksOf(node, here);
      return made(node, `?.${name}`, values, keys, here, undefined, of);
    }
    return remote(node, module, name, here, piped);
  }

  /** The module that a call names; undefined for a value. */
  function moduleName(node: SyntaxNode, here: Here): string | undefined {
    if (node.type === 'alias') return expanded(node.text.replace(/\s/g, ''), here.module);
    const atom = atomText(node);
    if (atom !== undefined) return `:${atom}`;
    if (node.type === 'identifier' && node.text === '__MODULE__') return here.module.name;
    return undefined;
  }

  function remote(node: SyntaxNode, module: string, name: string, here: Here, piped?: Value): Value {
    const { values, named: keys } = argumentsOf(node, here, piped);
    const read = environmentCall(node, module, name, values);
    if (read) return read;
    if (module === 'Application') {
      const entry = applicationEntry(name, values, node);
      if (entry) return entry;
    }
    blocksOf(node, here);
    if (module === here.module.name && definedIn(name, here.module))
      return made(node, name, values, keys, here, localTarget(name, here, node));
    return made(node, `${module}.${name}`, values, keys, here, {
      kind: 'reference',
      module,
      path: [name],
      at: node.place,
    });
  }

  function environmentCall(
    node: SyntaxNode,
    module: string,
    name: string,
    [key, fallback]: readonly Value[],
  ): Value | undefined {
    if (module === 'Mix' && name === 'env') return mixEnvironment(node);
    if (module === 'System' && /^(?:get_env|fetch_env!?)$/.test(name))
      return environmentRead(node, key, fallback, name === 'fetch_env!');
    return module === ':os' && name === 'getenv' ? environmentRead(node, key, fallback, false) : undefined;
  }

  function environmentRead(
    node: SyntaxNode,
    key: Value | undefined,
    fallback: Value | undefined,
    required: boolean,
  ): Value {
    const name = key?.kind === 'literal' ? key.text : undefined;
    const given = fallback?.kind === 'literal' && fallback.type === 'null' ? undefined : fallback;
    const read: Environment = {
      kind: 'environment',
      ...(name === undefined ? {} : { name }),
      ...(name === undefined && key ? { computed: key } : {}),
      ...(given ? { fallback: given } : {}),
      required,
      at: node.place,
    };
    if (key) reading.environment.push(read);
    return read;
  }

  /** `Application.get_env(:app, :key, default)`: an entry of the configuration files. */
  function applicationEntry(name: string, [app, key, fallback]: readonly Value[], node: SyntaxNode) {
    if (!/^(?:get_env|fetch_env!?|compile_env!?|get_all_env)$/.test(name)) return undefined;
    const path = [app, key].flatMap((one) => (one?.kind === 'reference' ? one.module.replace(/^:/, '') : []));
    if (path.length === 0 || (key && path.length < 2)) return undefined;
    const entry: Value = { kind: 'reference', module: configuration, path, at: node.place };
    return fallback ? ({ kind: 'choice', options: [entry, fallback], at: node.place } as const) : entry;
  }

  function argumentsOf(
    node: SyntaxNode,
    here: Here,
    piped?: Value,
  ): { values: Value[]; named: ReadonlyMap<string, Value> } {
    const nodes = argumentsIn(node);
    const values = [
      ...(piped ? [piped] : []),
      ...nodes.filter(({ type }) => type !== 'comment').map((one) => readValue(one, here)),
    ];
    return { values, named: entriesOf(values.at(-1)) };
  }

  function entriesOf(value: Value | undefined): ReadonlyMap<string, Value> {
    return value?.kind === 'object' ? value.entries : new Map();
  }

  function made(
    node: SyntaxNode,
    callee: string,
    values: readonly Value[],
    keys: ReadonlyMap<string, Value>,
    here: Here,
    target?: Value,
    receiver?: Value,
  ): Value {
    const made: Call = {
      callee,
      ...(receiver ? { receiver } : {}),
      ...(target ? { target } : {}),
      arguments: [...values],
      named: keys,
      at: node.place,
      ...(here.within === undefined ? {} : { within: here.within }),
      constructs: false,
      ...(here.guards.length > 0 ? { guards: here.guards } : {}),
    };
    reading.calls.push(made);
    return { kind: 'call', call: made, at: node.place };
  }

  function definedIn(name: string, module: ModuleScope): boolean {
    return module.functions.has(name);
  }
  function localTarget(name: string, here: Here, node: SyntaxNode): Value {
    return { kind: 'function', name: qualified(here.module, name), at: node.place };
  }
  function qualified(module: ModuleScope, name: string): string {
    return module.name === '' ? name : `${module.name}.${name}`;
  }

  /** Calls without a module: definitions, control structures, macros, functions of the module itself. */
  function namedCall(node: SyntaxNode, name: string, here: Here, piped?: Value): Value {
    if (name === 'defmodule' || name === 'defprotocol' || name === 'defimpl')
      return moduleDefinition(node, here);
    if (definitions.test(name)) return functionDefinition(node, here);
    switch (name) {
      case 'alias':
      case 'import':
      case 'require':
      case 'use':
        return directive(node, name, here);
      case 'if':
      case 'unless':
        return conditional(node, name, here, piped);
      case 'case':
      case 'receive':
        return cases(node, here, piped);
      case 'cond':
        return conditions(node, here);
      case 'with':
      case 'for':
        return comprehension(node, here);
      case 'try':
        return attempt(node, here);
      case 'quote':
        return blocksOf(node, { ...here, quoted: true }) ?? unknown(node);
      default: {
        const bound = definedIn(name, here.module) ? undefined : here.scope.lookup(name);
        if (bound && !node.children.some(({ type }) => type === 'arguments') && !piped) return bound;
        const block = node.children.find(({ type }) => type === 'do_block');
        const { values, named: keys } = argumentsOf(node, here, piped);
        const [first] = values;
        if (block && verbs.test(name) && first?.kind === 'literal') {
          const handler = anonymous(block, here, (inner) => blocksOf(node, inner) ?? none(node));
          return bare(node, name, [...values, handler], keys, here);
        }
        const value = bare(node, name, values, keys, here);
        const inside = blocksOf(node, here);
        return inside && here.module.name === '' ? inside : value;
      }
    }
  }

  function bare(
    node: SyntaxNode,
    name: string,
    values: readonly Value[],
    keys: ReadonlyMap<string, Value>,
    here: Here,
  ): Value {
    if (definedIn(name, here.module))
      return made(node, name, values, keys, here, localTarget(name, here, node));
    const [first, ...rest] = values;
    // `plug Module, options` is `Module.init(options)`.
    if (name === 'plug' && first?.kind === 'reference' && /^[A-Z]/.test(first.module))
      return made(node, `${first.module}.init`, rest, entriesOf(rest.at(-1)), here, {
        ...first,
        path: ['init'],
      });
    // `config :app, …` of Config, `insert(…)` of a module that is imported as a whole and known by its name.
    const from = here.module.imported.find((module) => (wordsOfModule[module] ?? []).includes(name));
    if (from !== undefined) return made(node, `Config.${name}`, values, keys, here);
    if ((name === 'config_env' || name === 'config_target') && values.length === 0)
      return mixEnvironment(node);
    return made(node, name, values, keys, here, named(name, node.place));
  }

  /** `do` blocks of a macro, with their `else`, `rescue`, `after`; the value of the first. */
  function blocksOf(node: SyntaxNode, here: Here): Value | undefined {
    const block_ = node.children.find(({ type }) => type === 'do_block');
    if (!block_) return undefined;
    return doBlock(block_, { ...here, scope: new Scope(here.scope) });
  }

  function doBlock(node: SyntaxNode, here: Here): Value | undefined {
    const own = childrenOf(node).filter(({ type }) => !/^(?:else|rescue|catch|after)_block$/.test(type));
    const value = bodyOf(own, here);
    for (const other of childrenOf(node))
      if (/^(?:else|rescue|catch|after)_block$/.test(other.type))
        bodyOf(childrenOf(other), { ...here, scope: new Scope(here.scope) });
    return value;
  }

  /** A body of expressions, or of clauses (`pattern -> …`). */
  function bodyOf(nodes: readonly SyntaxNode[], here: Here): Value | undefined {
    const clauses = nodes.filter(({ type }) => type === 'stab_clause');
    if (clauses.length === 0) return block(nodes, here);
    const results = clauses.map((clause) => clauseResult(clause, here, undefined));
    return results.length === 1
      ? results[0]
      : { kind: 'choice', options: results.slice(0, 12), at: clauses[0]?.place ?? { path: '' } };
  }

  function clauseResult(clause: SyntaxNode, here: Here, subject: Value | undefined): Value {
    const scope = new Scope(here.scope);
    for (const pattern of childrenOf(clause.childForFieldName('left')))
      bindPattern(pattern, subject ?? unknown(clause), scope, here.module);
    const body = clause.childForFieldName('right');
    return body ? readValue(body, { ...here, scope }) : none(clause);
  }

  // Control structures --------------------------------------------------------------------------------------------

  function conditional(node: SyntaxNode, name: string, here: Here, piped?: Value): Value {
    const nodes = argumentsIn(node);
    const condition = piped ? undefined : nodes.find(({ type }) => type !== 'keywords');
    const inline = nodes.find(({ type }) => type === 'keywords');
    const negated = name === 'unless';
    const guard = condition ? guardOf(condition, here, negated) : undefined;
    const inside = (opposite: boolean): Here => ({
      ...here,
      scope: new Scope(here.scope),
      guards: guard ? [...here.guards, { ...guard, negated: guard.negated !== opposite }] : here.guards,
    });
    const results: Value[] = [];
    const body = node.children.find(({ type }) => type === 'do_block');
    if (body) {
      const own = childrenOf(body).filter(({ type }) => type !== 'else_block');
      const yes = block(own, inside(false));
      if (yes) results.push(yes);
      const other = childrenOf(body).find(({ type }) => type === 'else_block');
      const no = other && block(childrenOf(other), inside(true));
      if (no) results.push(no);
    }
    for (const pair of childrenOf(inline)) {
      const key = keyText(pair.childForFieldName('key'));
      const value = pair.childForFieldName('value');
      if (value) results.push(readValue(value, inside(key === 'else')));
    }
    return decided(guard?.value, results, node);
  }

  /** One of several results: who decides it is one of the options, where it reads the environment. */
  function decided(by: Value | undefined, results: readonly Value[], node: SyntaxNode): Value {
    const options = results.filter((value) => value.kind !== 'literal' || value.type !== 'null').slice(0, 12);
    const reads = by && readsEnvironment(by) && !options.some(readsEnvironment) ? [by] : [];
    const all = [...options, ...reads];
    const [first] = all;
    if (!first) return none(node);
    return all.length === 1 ? first : { kind: 'choice', options: all, at: node.place };
  }

  function readsEnvironment(value: Value): boolean {
    return (
      (value.kind === 'environment' && value.name !== 'MIX_ENV') ||
      (value.kind === 'choice' && value.options.some((one) => one.kind === 'environment'))
    );
  }

  /** The condition as a guard; what it calls and reads is noted on the way. */
  function guardOf(node: SyntaxNode, here: Here, negated: boolean): Guard {
    const operator = node.type === 'binary_operator' ? node.childForFieldName('operator')?.text : undefined;
    const left = node.childForFieldName('left');
    const right = node.childForFieldName('right');
    if (left && right && operator !== undefined && /^(?:===?|!==?|in)$/.test(operator)) {
      const value = readValue(left, here);
      const other = readValue(right, here);
      const single = other.kind === 'list' && other.items.length > 0 ? other.items[0] : other;
      const equals = comparable(other.kind === 'list' ? (prodOf(other.items) ?? single) : other);
      return {
        value,
        ...(equals === undefined ? {} : { equals }),
        negated: negated !== operator.startsWith('!'),
      };
    }
    if (
      node.type === 'unary_operator' &&
      /^(?:!|not)$/.test(node.childForFieldName('operator')?.text ?? '')
    ) {
      const operand = node.childForFieldName('operand');
      if (operand) return guardOf(operand, here, !negated);
    }
    return { value: readValue(node, here), negated };
  }

  function prodOf(items: readonly Value[]): Value | undefined {
    return items.find((item) => comparable(item) === 'prod');
  }

  function comparable(value: Value | undefined): string | undefined {
    if (value?.kind === 'literal') return value.text;
    return value?.kind === 'reference' && value.path.length === 0
      ? value.module.replace(/^:/, '')
      : undefined;
  }

  function cases(node: SyntaxNode, here: Here, piped?: Value): Value {
    const { values } = argumentsOf(node, here, piped);
    const [subject] = values;
    const body = node.children.find(({ type }) => type === 'do_block');
    const clauses = childrenOf(body).filter(({ type }) => type === 'stab_clause');
    const results = clauses.map((clause) => {
      const [pattern] = childrenOf(clause.childForFieldName('left'));
      const equals = pattern?.type === 'string' ? nameOfKey(pattern) : (atomText(pattern) ?? undefined);
      const guards =
        subject && equals !== undefined
          ? [...here.guards, { value: subject, equals, negated: false }]
          : here.guards;
      return clauseResult(clause, { ...here, guards }, subject);
    });
    for (const other of childrenOf(body))
      if (other.type === 'after_block') bodyOf(childrenOf(other), { ...here, scope: new Scope(here.scope) });
    return decided(subject, results, node);
  }

  function conditions(node: SyntaxNode, here: Here): Value {
    const body = node.children.find(({ type }) => type === 'do_block');
    const results = childrenOf(body)
      .filter(({ type }) => type === 'stab_clause')
      .map((clause) => {
        const [condition] = childrenOf(clause.childForFieldName('left'));
        const guard = condition && condition.type !== 'boolean' ? guardOf(condition, here, false) : undefined;
        const inner = { ...here, guards: guard ? [...here.guards, guard] : here.guards };
        const right = clause.childForFieldName('right');
        return right ? readValue(right, { ...inner, scope: new Scope(here.scope) }) : none(clause);
      });
    return decided(undefined, results, node);
  }

  function comprehension(node: SyntaxNode, here: Here): Value {
    const scope = new Scope(here.scope);
    const inner = { ...here, scope };
    const nodes = argumentsIn(node);
    let value: Value | undefined;
    for (const one of nodes) {
      if (one.type !== 'keywords') readValue(one, inner);
      else
        for (const pair of childrenOf(one)) {
          const key = keyText(pair.childForFieldName('key'));
          const read = pair.childForFieldName('value');
          const result = read && readValue(read, inner);
          if (key === 'do') value = result ?? undefined;
        }
    }
    const body = node.children.find(({ type }) => type === 'do_block');
    if (body) value = doBlock(body, inner);
    return value ?? none(node);
  }

  function attempt(node: SyntaxNode, here: Here): Value {
    return blocksOf(node, here) ?? none(node);
  }

  // Definitions ---------------------------------------------------------------------------------------------------

  function moduleDefinition(node: SyntaxNode, here: Here): Value {
    const nodes = argumentsIn(node);
    const written = nodes[0]?.text.replace(/\s/g, '') ?? '';
    const body = node.children.find(({ type }) => type === 'do_block');
    const full =
      here.module.name === '' || written.startsWith('__MODULE__')
        ? expanded(written, here.module)
        : `${here.module.name}.${written}`;
    const module: ModuleScope = {
      name: full,
      outer: here.module,
      aliases: new Map(),
      attributes: new Map(),
      functions: body ? functionNames(body) : new Set(),
      imported: [],
      bases: [],
      node,
    };
    here.module.aliases.set(
      written.split('.')[0] ?? written,
      full.slice(0, full.length - written.length) + (written.split('.')[0] ?? written),
    );
    reading.modules.push(module);
    if (body) block(childrenOf(body), { scope: new Scope(), module, guards: here.guards });
    return named(full, node.place);
  }

  function directive(node: SyntaxNode, name: string, here: Here): Value {
    const nodes = argumentsIn(node);
    const [first, ...rest] = nodes;
    if (!first) return unknown(node);
    const multiple = first.type === 'dot' && first.childForFieldName('right')?.type === 'tuple';
    const base = multiple ? (first.childForFieldName('left')?.text.replace(/\s/g, '') ?? '') : '';
    const written = multiple
      ? childrenOf(first.childForFieldName('right')).map(
          ({ text: inner }) => `${base}.${inner.replace(/\s/g, '')}`,
        )
      : [first.text.replace(/\s/g, '')];
    const options = rest.map((one) => readValue(one, here));
    const [given] = options;
    for (const one of written) {
      if (!/^[\w.]+$/.test(one)) continue;
      const full = expanded(one, here.module);
      if (name !== 'alias' || multiple || full.includes('.'))
        reading.imports.push({
          module: full,
          at: first.place,
          typeOnly: name === 'alias' || name === 'require',
          optional: here.quoted === true || here.guards.length > 0,
        });
      if (name === 'alias') {
        const renamed = given?.kind === 'object' ? given.entries.get('as') : undefined;
        const short = renamed?.kind === 'reference' ? renamed.module : (full.split('.').at(-1) ?? full);
        here.module.aliases.set(short, full);
      } else if (name === 'import' || name === 'use') here.module.imported.push(full);
      if (name === 'use') {
        here.module.bases.push(full);
        if (given?.kind === 'reference') here.module.bases.push(`${full}.${given.module.replace(/^:/, '')}`);
        made(node, `${full}.__using__`, options, entriesOf(given), here, {
          kind: 'reference',
          module: full,
          path: ['__using__'],
          at: node.place,
        });
      }
    }
    return unknown(node);
  }

  function functionDefinition(node: SyntaxNode, here: Here): Value {
    const nodes = argumentsIn(node);
    let [head] = nodes;
    while (head?.type === 'binary_operator' && head.childForFieldName('operator')?.text === 'when')
      head = head.childForFieldName('left') ?? undefined;
    const name = nameOfHead(head);
    if (name === undefined) return unknown(node);
    const full = qualified(here.module, name);
    let draft = drafts.get(full);
    if (!draft) {
      draft = { name: full, at: node.place, module: here.module, parameters: [], returns: [] };
      drafts.set(full, draft);
      reading.functions.push(draft);
    }
    const scope = new Scope();
    const parameters = head?.type === 'call' ? argumentsIn(head) : [];
    for (const [index, parameter] of parameters.entries())
      bindParameter(parameter, draft, index, scope, here.module);
    const inner: Here = { scope, module: here.module, within: full, guards: [] };
    const body = node.children.find(({ type }) => type === 'do_block');
    const inline = childrenOf(nodes.find(({ type }) => type === 'keywords'));
    let result: Value | undefined;
    const bodies: SyntaxNode[] = [];
    if (body) {
      bodies.push(body);
      result = doBlock(body, inner);
    }
    for (const pair of inline) {
      const value = pair.childForFieldName('value');
      if (keyText(pair.childForFieldName('key')) !== 'do' || !value) continue;
      bodies.push(value);
      result = readValue(value, inner);
    }
    if (result) draft.returns.push(result);
    reading.clauses.push({
      module: here.module,
      function: name,
      parameters,
      bodies,
      ends: bodies.flatMap((one) => endsOf(one)),
    });
    return named(`:${name}`, node.place);
  }

  /** `Mix.env()` and `config_env()`: a switch of the build, which no process reads. */
  function mixEnvironment(node: SyntaxNode): Value {
    return { kind: 'environment', name: 'MIX_ENV', required: false, at: node.place };
  }
}

/** What stands inside, comments left out. */
const childrenOf = (node: SyntaxNode | null | undefined): readonly SyntaxNode[] =>
  node?.namedChildren.filter(({ type }) => type !== 'comment') ?? [];

const argumentsIn = (node: SyntaxNode): readonly SyntaxNode[] =>
  childrenOf(node.children.find(({ type }) => type === 'arguments'));

/** Functions that a module brings into those that import it, as far as they are asked for here. */
const wordsOfModule: Readonly<Record<string, readonly string[]>> = {
  Config: ['config', 'import_config'],
  'Mix.Config': ['config', 'import_config'],
};

function nameOfHead(head: SyntaxNode | undefined): string | undefined {
  if (head?.type === 'identifier') return head.text;
  const target = head?.type === 'call' ? head.childForFieldName('target') : null;
  return target?.type === 'identifier' ? target.text : undefined;
}

function nameOfParameter(pattern: SyntaxNode): string | undefined {
  if (pattern.type === 'identifier') return pattern.text;
  if (pattern.type !== 'binary_operator' || pattern.childForFieldName('operator')?.text !== '=')
    return undefined;
  for (const field of ['left', 'right']) {
    const side = pattern.childForFieldName(field);
    if (side?.type === 'identifier') return side.text;
  }
  return undefined;
}

/** Names that a body defines as functions, those inside inner modules left out. */
function functionNames(body: SyntaxNode): ReadonlySet<string> {
  const names = new Set<string>();
  const stack = [...childrenOf(body)];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.type !== 'call') continue;
    const word = node.childForFieldName('target')?.text ?? '';
    if (word === 'defmodule') continue;
    if (!definitions.test(word)) {
      // `if … do def … end end` defines too.
      for (const child of node.children) if (child.type === 'do_block') stack.push(...childrenOf(child));
      continue;
    }
    let head = argumentsIn(node)[0];
    while (head?.type === 'binary_operator') head = head.childForFieldName('left') ?? undefined;
    const name = nameOfHead(head);
    if (name !== undefined) names.add(name);
  }
  return names;
}

/** The expressions that a body can end with: through blocks, branches and clauses. */
function endsOf(body: SyntaxNode): SyntaxNode[] {
  const ends: SyntaxNode[] = [];
  const stack = [body];
  for (let node = stack.pop(); node && ends.length < 100; node = stack.pop()) {
    const children = childrenOf(node).filter(({ type }) => type !== 'comment');
    if (/^(?:do_block|body|block|else_block|rescue_block|catch_block)$/.test(node.type)) {
      const clauses = children.filter(({ type }) => type === 'stab_clause');
      const others = children.filter(({ type }) => /^(?:else|rescue|catch)_block$/.test(type));
      const last = children.filter(({ type }) => !/_block$|^stab_clause$/.test(type)).at(-1);
      for (const next of [...others, ...clauses, ...(last ? [last] : [])]) stack.push(next);
    } else if (node.type === 'stab_clause') {
      const right = node.childForFieldName('right');
      if (right) stack.push(right);
    } else if (
      node.type === 'call' &&
      /^(?:if|unless|case|cond|with|try|receive)$/.test(node.childForFieldName('target')?.text ?? '')
    ) {
      const inner = node.children.find(({ type }) => type === 'do_block');
      if (inner) stack.push(inner);
      const options = argumentsIn(node).filter(({ type }) => type === 'keywords');
      for (const pair of options.flatMap((one) => childrenOf(one))) {
        const value = pair.childForFieldName('value');
        if (value) stack.push(value);
      }
    } else ends.push(node);
  }
  return ends;
}
