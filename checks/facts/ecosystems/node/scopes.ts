/** The first walk over a JavaScript or TypeScript module: its scopes, the names of each, and who changes them. */
import type { SyntaxNode } from '../../source/syntax.ts';

/** One way in which a name gets its value. */
export interface Meaning {
  readonly node: SyntaxNode;
  readonly scope: Scope;
  /** Keys of a destructuring pattern that lead from the node's value to this one. */
  readonly path: readonly string[];
  /** The pattern's default. */
  readonly fallback?: SyntaxNode;
  /** It is each element of the node's value: `for (const x of node)`. */
  readonly element?: true;
}

export interface Change {
  readonly node: SyntaxNode;
  readonly within?: string;
  readonly how: string;
}

export interface Declaration {
  readonly name: string;
  readonly node: SyntaxNode;
  readonly scope: Scope;
  readonly of:
    | { readonly kind: 'import'; readonly module: string; readonly path: readonly string[] }
    | { readonly kind: 'variable' }
    | { readonly kind: 'function'; readonly function: FunctionNode }
    | { readonly kind: 'class'; readonly class: ClassNode }
    | { readonly kind: 'parameter'; readonly function: FunctionNode; readonly index: number }
    | { readonly kind: 'opaque' };
  readonly meanings: Meaning[];
  /** Members assigned later: `config.port = …`. */
  readonly stores: { readonly path: readonly string[]; readonly node: SyntaxNode; readonly scope: Scope }[];
  readonly changes: Change[];
  /** Used where a value stands, not only as a type. */
  used: boolean;
}

export interface Scope {
  readonly parent?: Scope;
  /** `block` scopes hold `let` and `const` only; `var` and functions climb. */
  readonly kind: 'module' | 'function' | 'block';
  /** The function whose run runs this code; absent for what runs when the module is loaded. */
  readonly within?: string;
  readonly owner?: ClassNode;
  readonly names: Map<string, Declaration>;
}

export interface FunctionNode {
  readonly name: string;
  readonly node: SyntaxNode;
  readonly scope: Scope;
  readonly outer: Scope;
  readonly owner?: ClassNode;
  readonly isStatic: boolean;
  readonly decorators: readonly SyntaxNode[];
  readonly returns: { readonly node: SyntaxNode; readonly scope: Scope }[];
}

export interface ClassNode {
  readonly name: string;
  readonly node: SyntaxNode;
  readonly outer: Scope;
  readonly decorators: readonly SyntaxNode[];
  readonly fields: {
    readonly name: string;
    readonly node: SyntaxNode;
    readonly isStatic: boolean;
    readonly type?: SyntaxNode;
    readonly value?: { readonly node: SyntaxNode; readonly scope: Scope };
    /** A parameter of the constructor that is a field (`private readonly config: Config`). */
    readonly parameter?: { readonly function: FunctionNode; readonly index: number };
    readonly decorators: readonly SyntaxNode[];
  }[];
  readonly changes: (Change & { readonly field: string })[];
}

export interface ImportNode {
  readonly module: string;
  readonly node: SyntaxNode;
  readonly typeOnly: boolean;
  readonly optional: boolean;
  /** The names that it brings; a TypeScript import vanishes if none is used as a value. */
  readonly names: readonly Declaration[];
}

export interface Export {
  readonly name: string;
  readonly node: SyntaxNode;
  readonly value:
    | { readonly node: SyntaxNode; readonly scope: Scope }
    | { readonly module: string; readonly path: readonly string[] }
    | { readonly declaration: string; readonly scope: Scope };
}

/** An assignment to a member, `a.b = c`, that is no export. */
export interface Store {
  readonly target: SyntaxNode;
  readonly value: SyntaxNode;
  readonly scope: Scope;
}

export interface Outline {
  readonly module: Scope;
  /** The scope that begins at a node; nodes between share their parent's. */
  readonly scopes: ReadonlyMap<SyntaxNode, Scope>;
  readonly functions: FunctionNode[];
  readonly functionAt: ReadonlyMap<SyntaxNode, FunctionNode>;
  readonly classes: ClassNode[];
  readonly classAt: ReadonlyMap<SyntaxNode, ClassNode>;
  readonly imports: ImportNode[];
  readonly exports: Export[];
  readonly stores: Store[];
  /** Changes to members of names that are imported. */
  readonly foreignChanges: (Change & { readonly target: SyntaxNode; readonly scope: Scope })[];
  program: boolean;
}

const functionTypes = new Set([
  'function_declaration',
  'generator_function_declaration',
  'function_expression',
  'generator_function',
  'arrow_function',
  'method_definition',
]);
const classTypes = new Set(['class_declaration', 'abstract_class_declaration', 'class']);
const blockTypes = new Set([
  'statement_block',
  'for_statement',
  'for_in_statement',
  'catch_clause',
  'switch_body',
  'class_static_block',
]);
/** Methods that change what they are called on. */
const changingMethods = new Set(
  'push pop shift unshift splice sort reverse fill copyWithin set add delete clear insert'.split(' '),
);

/** The text of a string literal, or of a template without substitutions. */
export function stringOf(node: SyntaxNode | null | undefined): string | undefined {
  if (!node) return undefined;
  if (node.type === 'string') return node.children.map(piece).join('');
  if (
    node.type === 'template_string' &&
    node.children.every((child) => child.type !== 'template_substitution')
  )
    return node.children.map(piece).join('');
  return undefined;
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['\\n', '\n'],
  ['\\t', '\t'],
  ['\\r', '\r'],
]);

/** A fragment or an escape sequence as the text that it means. */
export function piece(node: SyntaxNode): string {
  if (node.type === 'string_fragment') return node.text;
  if (node.type !== 'escape_sequence') return '';
  const code = /^\\(?:x|u\{?)([0-9a-fA-F]{1,6})\}?$/.exec(node.text)?.[1];
  if (code) {
    const point = Number.parseInt(code, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : '';
  }
  return escapes.get(node.text) ?? (node.text === '\\\n' ? '' : node.text.slice(1));
}

/** Strips what doesn't change a value: parentheses, `as T`, `!`, `await`. */
export function bare(node: SyntaxNode): SyntaxNode {
  let inner = node;
  while (
    /^(parenthesized_expression|as_expression|satisfies_expression|non_null_expression|await_expression)$/.test(
      inner.type,
    )
  ) {
    const next = inner.namedChildren.find((child) => child.type !== 'comment');
    if (!next) return inner;
    inner = next;
  }
  return inner;
}

const firstNamed = (node: SyntaxNode): SyntaxNode | undefined =>
  node.namedChildren.find((child) => child.type !== 'comment' && child.type !== 'decorator');

/** The innermost object of `a.b[c].d`, which is `a`, and the keys on the way (`?` for computed ones). */
export function memberChain(node: SyntaxNode): { root: SyntaxNode; path: string[] } {
  const path: string[] = [];
  let current = bare(node);
  for (;;) {
    if (current.type === 'member_expression')
      path.unshift(current.childForFieldName('property')?.text ?? '?');
    else if (current.type === 'subscript_expression')
      path.unshift(
        stringOf(current.childForFieldName('index')) ?? numberOf(current.childForFieldName('index')) ?? '?',
      );
    else return { root: current, path };
    const object = current.childForFieldName('object');
    if (!object) return { root: current, path };
    current = bare(object);
  }
}

const numberOf = (node: SyntaxNode | null): string | undefined =>
  node?.type === 'number' ? node.text : undefined;

/** Walks the whole tree once; its depth is bounded by the parser. */
export function outlineOf(root: SyntaxNode): Outline {
  const module: Scope = { kind: 'module', names: new Map() };
  const scopes = new Map<SyntaxNode, Scope>([[root, module]]);
  const functionAt = new Map<SyntaxNode, FunctionNode>();
  const classAt = new Map<SyntaxNode, ClassNode>();
  const byScope = new Map<Scope, FunctionNode>();
  const taken = new Set<string>();
  const outline: Outline = {
    module,
    scopes,
    functions: [],
    functionAt,
    classes: [],
    classAt,
    imports: [],
    exports: [],
    stores: [],
    foreignChanges: [],
    program: root.children[0]?.type === 'hash_bang_line',
  };
  const later: (() => void)[] = [];

  const hoisted = (scope: Scope): Scope => {
    let current = scope;
    while (current.kind === 'block' && current.parent) current = current.parent;
    return current;
  };

  function declare(name: string, node: SyntaxNode, scope: Scope, of: Declaration['of']): Declaration {
    const known = scope.names.get(name);
    if (known && known.of.kind === of.kind) return known;
    const declaration: Declaration = {
      name,
      node,
      scope,
      of,
      meanings: [],
      stores: [],
      changes: [],
      used: false,
    };
    // The first meaning of a name stays: a second one is an overload or a clash.
    if (!known) scope.names.set(name, declaration);
    return known ?? declaration;
  }

  const uniqueName = (wanted: string | undefined, node: SyntaxNode, top: boolean): string => {
    if (wanted && top && !taken.has(wanted)) {
      taken.add(wanted);
      return wanted;
    }
    const { line, column } = node.place;
    return wanted ? `${wanted}:${line}:${column}` : `<anonymous:${line}:${column}>`;
  };

  // Patterns ------------------------------------------------------------------------------------------------------

  /** The names of a pattern with the keys that lead to each. */
  function* targets(
    pattern: SyntaxNode,
    path: readonly string[] = [],
    fallback?: SyntaxNode,
  ): Generator<{ name: SyntaxNode; path: readonly string[]; fallback?: SyntaxNode }> {
    const node = bare(pattern);
    switch (node.type) {
      case 'identifier':
      case 'shorthand_property_identifier_pattern':
      case 'member_expression':
      case 'subscript_expression':
        yield { name: node, path, fallback };
        break;
      case 'assignment_pattern':
      case 'object_assignment_pattern': {
        const left = node.childForFieldName('left');
        const right = node.childForFieldName('right') ?? undefined;
        if (!left) break;
        const key = left.type === 'shorthand_property_identifier_pattern' ? [...path, left.text] : path;
        yield* targets(left, key, right);
        break;
      }
      case 'object_pattern':
        for (const child of node.namedChildren) {
          if (child.type === 'shorthand_property_identifier_pattern')
            yield* targets(child, [...path, child.text]);
          else if (child.type === 'pair_pattern') {
            const key = child.childForFieldName('key');
            const value = child.childForFieldName('value');
            if (value) yield* targets(value, [...path, stringOf(key) ?? key?.text ?? '?']);
          } else if (child.type === 'rest_pattern') {
            const rest = firstNamed(child);
            if (rest) yield* targets(rest, path);
          } else yield* targets(child, path);
        }
        break;
      case 'array_pattern': {
        let index = 0;
        let end = node.startIndex;
        for (const child of node.namedChildren) {
          // Commas between two elements, one more where elements are left out.
          index +=
            node.text.slice(end - node.startIndex, child.startIndex - node.startIndex).split(',').length - 1;
          end = child.endIndex;
          if (child.type !== 'comment') yield* targets(child, [...path, String(index)]);
        }
        break;
      }
      case 'rest_pattern': {
        const rest = firstNamed(node);
        if (rest) yield* targets(rest, path);
        break;
      }
    }
  }

  function find(name: string, scope: Scope): Declaration | undefined {
    for (let current: Scope | undefined = scope; current; current = current.parent) {
      const found = current.names.get(name);
      if (found) return found;
    }
    return undefined;
  }

  // Changes -------------------------------------------------------------------------------------------------------

  /** Notes that the name at the root of a chain, or a field of `this`, is changed here. */
  function changed(target: SyntaxNode, node: SyntaxNode, scope: Scope, how: string): void {
    const { root, path } = memberChain(target);
    if (root.type === 'this') {
      const [field] = path;
      if (field !== undefined && scope.owner)
        scope.owner.changes.push({ node, within: scope.within, how, field });
      return;
    }
    if (root.type !== 'identifier') return;
    later.push(() => {
      const declaration = find(root.text, scope);
      if (!declaration) return;
      if (declaration.of.kind === 'class' && path[0] !== undefined)
        declaration.of.class.changes.push({ node, within: scope.within, how, field: path[0] });
      declaration.changes.push({ node, within: scope.within, how });
      const from =
        declaration.of.kind === 'import' || declaration.meanings.some(({ node: value }) => isRequire(value));
      if (from) outline.foreignChanges.push({ node, within: scope.within, how, target: bare(target), scope });
    });
  }

  function assigned(node: SyntaxNode, scope: Scope): void {
    const left = node.childForFieldName('left');
    const right = node.childForFieldName('right');
    if (!left || !right) return;
    const operator = node.childForFieldName('operator')?.text;
    const keeps = node.type === 'assignment_expression' || operator === '||=' || operator === '??=';
    for (const { name, path, fallback } of targets(left)) {
      if (name.type === 'identifier' || name.type === 'shorthand_property_identifier_pattern') {
        changed(name, node, scope, 'assigned');
        if (keeps) {
          later.push(() => find(name.text, scope)?.meanings.push({ node: right, scope, path, fallback }));
        }
        continue;
      }
      const exported = exportedName(name);
      if (exported) {
        outline.exports.push({ name: exported, node: name, value: { node: right, scope } });
        continue;
      }
      if (!keeps) {
        changed(name, node, scope, 'assigned');
        continue;
      }
      const chain = memberChain(name);
      const [field] = chain.path;
      if (chain.root.type === 'this' && scope.owner && field !== undefined && chain.path.length === 1) {
        scope.owner.fields.push({
          name: field,
          node: name,
          isStatic: false,
          value: { node: right, scope },
          decorators: [],
        });
        changed(name, node, scope, 'assigned');
        continue;
      }
      outline.stores.push({ target: name, value: right, scope });
      changed(name, node, scope, 'assigned');
      if (chain.root.type === 'identifier' && !chain.path.includes('?')) {
        later.push(() => find(chain.root.text, scope)?.stores.push({ path: chain.path, node: right, scope }));
      }
    }
  }

  /** `module.exports`, `module.exports.x`, `exports.x`: the name that an assignment exports. */
  function exportedName(target: SyntaxNode): string | undefined {
    const { root, path } = memberChain(target);
    if (root.type !== 'identifier') return undefined;
    if (root.text === 'exports' && path.length === 1) return path[0];
    if (root.text !== 'module' || path[0] !== 'exports') return undefined;
    if (path.length === 1) return 'module.exports';
    return path.length === 2 ? path[1] : undefined;
  }

  // Imports and exports -------------------------------------------------------------------------------------------

  function importStatement(node: SyntaxNode, scope: Scope): void {
    const required = node.namedChildren.find((child) => child.type === 'import_require_clause');
    const source = stringOf(required?.childForFieldName('source') ?? node.childForFieldName('source'));
    if (source === undefined) return;
    const typeOnly = node.children.some((child) => child.type === 'type' && !child.isNamed);
    const names: Declaration[] = [];
    const bind = (name: SyntaxNode, path: readonly string[]) =>
      names.push(declare(name.text, name, scope, { kind: 'import', module: source, path }));
    let typesOnly = true;
    if (required) {
      const name = required.namedChildren.find((child) => child.type === 'identifier');
      if (name) bind(name, []);
      typesOnly = false;
    }
    const clause = node.namedChildren.find((child) => child.type === 'import_clause');
    for (const child of clause?.namedChildren ?? []) {
      if (child.type === 'identifier') {
        bind(child, ['default']);
        typesOnly = false;
      } else if (child.type === 'namespace_import') {
        const name = child.namedChildren.find((c) => c.type === 'identifier');
        if (name) bind(name, []);
        typesOnly = false;
      } else if (child.type === 'named_imports') {
        for (const specifier of child.namedChildren) {
          if (specifier.type !== 'import_specifier') continue;
          const name = specifier.childForFieldName('name');
          if (!name) continue;
          const isType = specifier.children.some((c) => c.type === 'type' && !c.isNamed);
          if (!isType) typesOnly = false;
          bind(specifier.childForFieldName('alias') ?? name, [stringOf(name) ?? name.text]);
        }
      }
    }
    outline.imports.push({
      module: source,
      node,
      typeOnly: typeOnly || (clause !== undefined && typesOnly),
      optional: false,
      names,
    });
  }

  function exportStatement(node: SyntaxNode, scope: Scope): void {
    const source = stringOf(node.childForFieldName('source'));
    const typeOnly = node.children.some((child) => child.type === 'type' && !child.isNamed);
    if (source !== undefined) {
      outline.imports.push({ module: source, node, typeOnly, optional: false, names: [] });
      const clause = node.namedChildren.find((child) => child.type === 'export_clause');
      const namespace = node.namedChildren.find((child) => child.type === 'namespace_export');
      if (namespace) {
        const name = firstNamed(namespace);
        if (name) outline.exports.push({ name: name.text, node, value: { module: source, path: [] } });
      } else if (!clause) outline.exports.push({ name: '*', node, value: { module: source, path: [] } });
      for (const specifier of clause?.namedChildren ?? []) {
        const name = specifier.childForFieldName('name');
        if (!name) continue;
        const alias = specifier.childForFieldName('alias') ?? name;
        outline.exports.push({
          name: alias.text,
          node: specifier,
          value: { module: source, path: [name.text] },
        });
      }
      return;
    }
    const value = node.childForFieldName('value');
    if (value) outline.exports.push({ name: 'default', node, value: { node: value, scope } });
    const declaration = node.childForFieldName('declaration');
    const isDefault = node.children.some((child) => child.type === 'default');
    if (declaration) {
      if (isDefault) outline.exports.push({ name: 'default', node, value: { node: declaration, scope } });
      for (const name of declaredNames(declaration))
        outline.exports.push({ name, node: declaration, value: { declaration: name, scope } });
    }
    for (const child of node.namedChildren) {
      if (child.type === 'export_clause') {
        for (const specifier of child.namedChildren) {
          const name = specifier.childForFieldName('name');
          if (!name) continue;
          const alias = specifier.childForFieldName('alias') ?? name;
          outline.exports.push({
            name: alias.text,
            node: specifier,
            value: { declaration: name.text, scope },
          });
        }
      }
    }
    // `export = value`
    if (!value && !declaration && node.children.some((child) => child.type === '=')) {
      const exported = node.namedChildren.find((child) => child.type !== 'comment');
      if (exported) outline.exports.push({ name: 'module.exports', node, value: { node: exported, scope } });
    }
  }

  function* declaredNames(node: SyntaxNode): Generator<string> {
    if (node.type === 'lexical_declaration' || node.type === 'variable_declaration') {
      for (const declarator of node.namedChildren) {
        const name = declarator.childForFieldName('name');
        if (declarator.type === 'variable_declarator' && name)
          for (const target of targets(name)) yield target.name.text;
      }
      return;
    }
    const name = node.childForFieldName('name');
    if (name && (functionTypes.has(node.type) || classTypes.has(node.type))) yield name.text;
  }

  // Functions and classes -----------------------------------------------------------------------------------------

  function enterFunction(node: SyntaxNode, scope: Scope, decorators: readonly SyntaxNode[]): void {
    const owner = node.type === 'method_definition' ? classAt.get(node.parent?.parent ?? node) : undefined;
    const isStatic = node.children.some((child) => child.type === 'static');
    const own = node.childForFieldName('name')?.text;
    const given = own ?? nameFromContext(node);
    const top = scope.kind === 'module' && given !== undefined;
    const wanted = owner && own !== undefined ? `${owner.name}.${own}` : given;
    const name = uniqueName(wanted, node, owner !== undefined || top);
    const runsAtOnce = isCalledAtOnce(node);
    const inner: Scope = {
      parent: scope,
      kind: 'function',
      within: runsAtOnce ? scope.within : name,
      owner: owner ?? (node.type === 'arrow_function' ? scope.owner : undefined),
      names: new Map(),
    };
    const model: FunctionNode = {
      name,
      node,
      scope: inner,
      outer: scope,
      owner,
      isStatic,
      decorators,
      returns: [],
    };
    outline.functions.push(model);
    functionAt.set(node, model);
    byScope.set(inner, model);
    scopes.set(node, inner);
    if (/_declaration$/.test(node.type) && own !== undefined)
      declare(own, node, hoisted(scope), { kind: 'function', function: model });

    parametersOf(node).forEach((parameter, index) => {
      const pattern = parameter.childForFieldName('pattern') ?? parameter;
      const isField =
        parameter.namedChildren.some((c) => /^(accessibility_modifier|override_modifier)$/.test(c.type)) ||
        parameter.children.some((c) => c.type === 'readonly');
      for (const target of targets(pattern)) {
        const declaration = declare(target.name.text, target.name, inner, {
          kind: 'parameter',
          function: model,
          index,
        });
        declaration.meanings.push({
          node: parameter,
          scope: inner,
          path: target.path,
          fallback: target.path.length > 0 ? target.fallback : undefined,
        });
        if (isField && owner) {
          owner.fields.push({
            name: target.name.text,
            node: parameter,
            isStatic: false,
            type: parameter.childForFieldName('type') ?? undefined,
            parameter: { function: model, index },
            decorators: parameter.namedChildren.filter((c) => c.type === 'decorator'),
          });
        }
      }
    });
    const body = node.childForFieldName('body');
    for (const child of node.namedChildren) if (child !== body) visit(child, inner);
    if (!body) return;
    if (body.type === 'statement_block') {
      scopes.set(body, inner);
      for (const child of body.namedChildren) visit(child, inner);
    } else {
      model.returns.push({ node: body, scope: inner });
      visit(body, inner);
    }
  }

  function nameFromContext(node: SyntaxNode): string | undefined {
    const parent = node.parent;
    if (parent?.type === 'variable_declarator') {
      const name = parent.childForFieldName('name');
      return name?.type === 'identifier' ? name.text : undefined;
    }
    if (parent?.type === 'assignment_expression' && parent.childForFieldName('right') === node) {
      const left = parent.childForFieldName('left');
      return left?.type === 'identifier' ? left.text : undefined;
    }
    return undefined;
  }

  /** `(() => { … })()` runs where it stands. */
  function isCalledAtOnce(node: SyntaxNode): boolean {
    let outer = node.parent;
    let child = node;
    while (outer && outer.type === 'parenthesized_expression') {
      child = outer;
      outer = outer.parent;
    }
    return outer?.type === 'call_expression' && outer.childForFieldName('function') === child;
  }

  function enterClass(node: SyntaxNode, scope: Scope, decorators: readonly SyntaxNode[]): void {
    const own = node.childForFieldName('name')?.text ?? nameFromContext(node);
    const name = uniqueName(own ?? 'class', node, own !== undefined && scope.kind === 'module');
    const model: ClassNode = { name, node, outer: scope, decorators, fields: [], changes: [] };
    outline.classes.push(model);
    classAt.set(node, model);
    if (own !== undefined && node.type !== 'class')
      declare(own, node, scope, { kind: 'class', class: model });
    // Field initialisers run in the constructor, with `this`.
    const inner: Scope = {
      parent: scope,
      kind: 'block',
      within: scope.within,
      owner: model,
      names: new Map(),
    };
    scopes.set(node, inner);
    const body = node.childForFieldName('body');
    for (const child of node.namedChildren) if (child !== body) visit(child, scope);
    let pending: SyntaxNode[] = [];
    for (const member of body?.namedChildren ?? []) {
      if (member.type === 'decorator') {
        pending.push(member);
        visit(member, scope);
        continue;
      }
      const own = [...pending, ...member.namedChildren.filter((child) => child.type === 'decorator')];
      if (member.type === 'method_definition') enterFunction(member, inner, own);
      else if (/^(public_)?field_definition$/.test(member.type)) {
        const key = member.childForFieldName('name') ?? member.childForFieldName('property');
        const value = member.childForFieldName('value');
        if (key) {
          model.fields.push({
            name: key.text,
            node: member,
            isStatic: member.children.some((child) => child.type === 'static'),
            type: member.childForFieldName('type') ?? undefined,
            value: value ? { node: value, scope: inner } : undefined,
            decorators: own,
          });
        }
        for (const child of member.namedChildren) visit(child, inner);
      } else if (member.type !== 'comment') visit(member, inner);
      if (member.type !== 'comment') pending = [];
    }
  }

  // The walk ------------------------------------------------------------------------------------------------------

  let tries = 0;
  function visit(node: SyntaxNode, scope: Scope): void {
    if (functionTypes.has(node.type)) {
      enterFunction(
        node,
        scope,
        node.namedChildren.filter((child) => child.type === 'decorator'),
      );
      return;
    }
    if (classTypes.has(node.type)) {
      const around = node.parent?.type === 'export_statement' ? node.parent.namedChildren : [];
      const decorators = [...around, ...node.namedChildren].filter((child) => child.type === 'decorator');
      enterClass(node, scope, decorators);
      return;
    }
    let inner = scope;
    if (blockTypes.has(node.type)) {
      inner = { parent: scope, kind: 'block', within: scope.within, owner: scope.owner, names: new Map() };
      scopes.set(node, inner);
    }
    switch (node.type) {
      case 'lexical_declaration':
      case 'variable_declaration':
        for (const declarator of node.namedChildren) {
          const name = declarator.childForFieldName('name');
          if (declarator.type !== 'variable_declarator' || !name) continue;
          const home = node.type === 'variable_declaration' ? hoisted(scope) : scope;
          const value = declarator.childForFieldName('value');
          for (const target of targets(name)) {
            const declaration = declare(target.name.text, target.name, home, { kind: 'variable' });
            if (value)
              declaration.meanings.push({ node: value, scope, path: target.path, fallback: target.fallback });
          }
        }
        break;
      case 'for_in_statement': {
        const left = node.childForFieldName('left');
        const right = node.childForFieldName('right');
        const of = node.childForFieldName('operator')?.text === 'of';
        if (left && right) {
          for (const target of targets(left)) {
            if (target.name.type !== 'identifier') continue;
            const declaration = declare(target.name.text, target.name, inner, {
              kind: of ? 'variable' : 'opaque',
            });
            if (of) declaration.meanings.push({ node: right, scope, path: target.path, element: true });
          }
        }
        break;
      }
      case 'catch_clause': {
        const parameter = node.childForFieldName('parameter');
        if (parameter)
          for (const target of targets(parameter))
            declare(target.name.text, target.name, inner, { kind: 'opaque' });
        break;
      }
      case 'import_statement':
        importStatement(node, scope);
        break;
      case 'export_statement':
        exportStatement(node, scope);
        break;
      case 'assignment_expression':
      case 'augmented_assignment_expression':
        assigned(node, scope);
        break;
      case 'update_expression': {
        const argument = node.childForFieldName('argument');
        if (argument) changed(argument, node, scope, 'counted');
        break;
      }
      case 'unary_expression': {
        const argument = node.childForFieldName('argument');
        if (node.childForFieldName('operator')?.text === 'delete' && argument)
          changed(argument, node, scope, 'delete');
        break;
      }
      case 'call_expression':
        called(node, scope);
        break;
      case 'return_statement': {
        const value = firstNamed(node);
        const home = functionOf(scope);
        if (value && home) home.returns.push({ node: value, scope });
        break;
      }
      case 'binary_expression':
        if (
          /^require\.main\s*={2,3}\s*module$|^module\s*={2,3}\s*require\.main$/.test(node.text.slice(0, 60))
        )
          outline.program = true;
        break;
      case 'member_expression':
        if (node.text.length < 20 && node.text === 'import.meta.main') outline.program = true;
        break;
      case 'try_statement': {
        const body = node.childForFieldName('body');
        if (node.childForFieldName('handler') && body) {
          tries++;
          visit(body, inner);
          tries--;
          for (const child of node.namedChildren) if (child !== body) visit(child, inner);
          return;
        }
        break;
      }
    }
    for (const child of node.namedChildren) visit(child, inner);
  }

  const functionOf = (scope: Scope): FunctionNode | undefined => {
    let current: Scope | undefined = scope;
    while (current && current.kind !== 'function') current = current.parent;
    return current && byScope.get(current);
  };

  function called(node: SyntaxNode, scope: Scope): void {
    const callee = node.childForFieldName('function');
    if (!callee) return;
    const module = requiredModule(node);
    if (module !== undefined) {
      const caught = /^\s*(\.catch\b)/.test(
        node.parent?.text.slice(node.text.length, node.text.length + 10) ?? '',
      );
      outline.imports.push({ module, node, typeOnly: false, optional: tries > 0 || caught, names: [] });
      return;
    }
    if (callee.type !== 'member_expression') return;
    const method = callee.childForFieldName('property')?.text ?? '';
    const object = callee.childForFieldName('object');
    if (object && changingMethods.has(method)) changed(object, node, scope, method);
  }

  visit(root, module);
  for (const settle of later) settle();
  return outline;
}

/** The module of `require('x')`, `import('x')`, and of a path beside the file: `require(path.join(__dirname, 'x'))`. */
export function requiredModule(node: SyntaxNode): string | undefined {
  if (node.type !== 'call_expression') return undefined;
  const callee = node.childForFieldName('function');
  if (callee?.type !== 'import' && !(callee?.type === 'identifier' && callee.text === 'require'))
    return undefined;
  const first = node.childForFieldName('arguments')?.namedChildren.find((child) => child.type !== 'comment');
  return stringOf(first) ?? (first && besideFile(first));
}

/** `__dirname + '/x'`, `${__dirname}/x`, `path.join(__dirname, 'x')` → `./x`. */
function besideFile(node: SyntaxNode): string | undefined {
  const path = textBeside(node, 0);
  return path?.startsWith('./') ? path.replace(/\/{2,}/g, '/') : undefined;
}

function textBeside(node: SyntaxNode | null | undefined, depth: number): string | undefined {
  if (!node || depth > 8) return undefined;
  if (node.type === 'identifier') return node.text === '__dirname' ? './' : undefined;
  if (node.type === 'string_fragment') return node.text;
  const text = stringOf(node);
  if (text !== undefined) return text;
  const join = (parts: readonly (SyntaxNode | null | undefined)[], separator: string) => {
    const texts = parts.map((part) => textBeside(part, depth + 1));
    return texts.every((part) => part !== undefined) ? texts.join(separator) : undefined;
  };
  if (node.type === 'template_string') return join(node.children, '');
  if (node.type === 'template_substitution') return textBeside(node.namedChildren[0], depth + 1);
  if (node.type === 'binary_expression' && node.childForFieldName('operator')?.text === '+')
    return join([node.childForFieldName('left'), node.childForFieldName('right')], '');
  if (
    node.type === 'call_expression' &&
    /^path\.(join|resolve)$/.test(node.childForFieldName('function')?.text ?? '')
  )
    return join(node.childForFieldName('arguments')?.namedChildren ?? [], '/');
  return undefined;
}

const isRequire = (node: SyntaxNode): boolean => {
  const { root } = memberChain(node);
  return requiredModule(root) !== undefined;
};

/** The parameters of a function, in order. */
export function parametersOf(node: SyntaxNode): SyntaxNode[] {
  const single = node.childForFieldName('parameter');
  if (single) return [single];
  const list = node.childForFieldName('parameters');
  return (list?.namedChildren ?? []).filter(
    (child) => child.type !== 'comment' && child.childForFieldName('pattern')?.type !== 'this',
  );
}
