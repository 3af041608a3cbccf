// The first walk over a Python module: which scopes there are, which names each defines, and where.
import type { SyntaxNode } from '../../source/syntax.ts';

/** One place where a name gets a meaning. */
export interface Definition {
  /** Offset in the file, to tell what a use can already see. */
  readonly position: number;
  /** Stands in a branch or a loop, so that earlier meanings stay possible. */
  readonly conditional: boolean;
  /** The branch tests the name itself: `if not port: port = 8000`. */
  readonly defaulting: boolean;
  readonly meaning:
    | {
        readonly kind: 'module';
        readonly module: string;
        readonly path: readonly string[];
        readonly node: SyntaxNode;
      }
    | {
        readonly kind: 'expression';
        readonly node: SyntaxNode;
        readonly scope: Scope;
        readonly part?: number;
      }
    | { readonly kind: 'element'; readonly node: SyntaxNode; readonly scope: Scope }
    | { readonly kind: 'function'; readonly name: string; readonly node: SyntaxNode }
    | { readonly kind: 'class'; readonly definition: ClassScope }
    | {
        readonly kind: 'parameter';
        readonly function: string;
        readonly index: number;
        readonly name: string;
        readonly type?: SyntaxNode;
        readonly self?: ClassScope;
      }
    | { readonly kind: 'opaque'; readonly node: SyntaxNode };
}

export interface Scope {
  readonly kind: 'module' | 'class' | 'function';
  /** Qualified name; empty for the module. */
  readonly name: string;
  readonly parent?: Scope;
  /** The function whose body runs this code; absent for what runs when the module is loaded. */
  readonly within?: string;
  readonly definitions: Map<string, Definition[]>;
  /** Names declared `global`, which belong to the module; `nonlocal` ones are found by climbing. */
  readonly globals: Set<string>;
  readonly nonlocals: Set<string>;
}

export interface ClassScope {
  readonly name: string;
  readonly node: SyntaxNode;
  readonly scope: Scope;
  readonly outer: Scope;
  readonly methods: Map<string, FunctionNode>;
  /** Attributes set on `self` in methods, in order. */
  readonly attributes: Map<string, { node: SyntaxNode; scope: Scope; part?: number; at: SyntaxNode }[]>;
}

export interface FunctionNode {
  readonly name: string;
  readonly node: SyntaxNode;
  readonly scope: Scope;
  readonly outer: Scope;
  readonly decorators: readonly SyntaxNode[];
  readonly returns: { node: SyntaxNode; scope: Scope }[];
  readonly owner?: ClassScope;
}

export interface Condition {
  readonly node: SyntaxNode;
  readonly scope: Scope;
  readonly negated: boolean;
}

export interface Occurrence {
  readonly node: SyntaxNode;
  readonly scope: Scope;
  /** The tests of the branches in which it stands, within its function, from the outside in. */
  readonly guards: readonly Condition[];
}

export interface ImportStatement {
  readonly module: string;
  readonly node: SyntaxNode;
  readonly typeOnly: boolean;
  readonly optional: boolean;
}

/** What the walk finds; expressions are nodes still. */
export interface Outline {
  readonly module: Scope;
  readonly functions: FunctionNode[];
  readonly classes: ClassScope[];
  readonly imports: ImportStatement[];
  /** `a.b` of each `import a.b`, by its root. */
  readonly dotted: Set<string>;
  readonly stars: string[];
  readonly calls: Occurrence[];
  readonly subscripts: Occurrence[];
  readonly comparisons: Occurrence[];
  /** Assignments whose target isn't a plain name, and deletions. */
  readonly stores: { target: SyntaxNode; value?: SyntaxNode; part?: number; scope: Scope; how: string }[];
  readonly strings: SyntaxNode[];
  readonly problems: SyntaxNode[];
  program: boolean;
}

/** The name that stands for the block of `if __name__ == "__main__"`. */
export const mainBlock = '<main>';

interface Context {
  readonly scope: Scope;
  readonly owner?: ClassScope;
  readonly function?: FunctionNode;
  readonly conditional: boolean;
  readonly guards: readonly Condition[];
  readonly tested?: string;
  readonly optional: boolean;
  readonly typeOnly: boolean;
}

function newScope(kind: Scope['kind'], name: string, parent?: Scope, within?: string): Scope {
  return { kind, name, parent, within, definitions: new Map(), globals: new Set(), nonlocals: new Set() };
}

/** The scope whose names an assignment in `scope` changes, given `global` and `nonlocal`. */
export function targetScope(scope: Scope, name: string): Scope {
  if (scope.globals.has(name)) {
    let top = scope;
    while (top.parent) top = top.parent;
    return top;
  }
  if (scope.nonlocals.has(name)) {
    let outer = scope.parent;
    while (outer && !outer.definitions.has(name) && outer.parent) outer = outer.parent;
    if (outer) return outer;
  }
  return scope;
}

/** Splits `name`, `a, b` and `(a, *b)` into targets with their place in the unpacked value. */
function* targetsOf(pattern: SyntaxNode): Generator<{ target: SyntaxNode; part?: number }> {
  if (/^(pattern_list|tuple_pattern|list_pattern|tuple|list|expression_list)$/.test(pattern.type)) {
    let part = 0;
    for (const target of pattern.namedChildren.filter((child) => child.type !== 'comment'))
      yield { target, part: part++ };
  } else yield { target: pattern };
}

function importErrorHandled(statement: SyntaxNode): boolean {
  for (const clause of statement.namedChildren) {
    if (clause.type !== 'except_clause') continue;
    const caught =
      clause.childForFieldName('value')?.text ??
      clause.namedChildren.find((c) => c.type !== 'block')?.text ??
      '';
    if (caught === '' || /\b(ImportError|ModuleNotFoundError|Exception|BaseException)\b/.test(caught))
      return true;
  }
  return false;
}

function isMainTest(condition: SyntaxNode | null): boolean {
  if (condition?.type !== 'comparison_operator') return false;
  const [left, right] = condition.namedChildren;
  const texts = [left?.text ?? '', right?.text ?? ''];
  return texts.includes('__name__') && texts.some((text) => text === '"__main__"' || text === "'__main__'");
}

const identifierIn = (node: SyntaxNode | null): string | undefined => {
  let inner = node;
  while (inner && /^(not_operator|comparison_operator|parenthesized_expression)$/.test(inner.type)) {
    inner = inner.namedChildren[0] ?? null;
  }
  return inner?.type === 'identifier' ? inner.text : undefined;
};

/** Walks the tree once, without recursion, so that no nesting can exhaust the stack. */
export function outline(root: SyntaxNode): Outline {
  const module = newScope('module', '');
  const found: Outline = {
    module,
    functions: [],
    classes: [],
    imports: [],
    dotted: new Set(),
    stars: [],
    calls: [],
    subscripts: [],
    comparisons: [],
    stores: [],
    strings: [],
    problems: [],
    program: false,
  };
  const main: Scope = { ...module, within: mainBlock };
  const taken = new Set<string>();
  const stack: { node: SyntaxNode; context: Context }[] = [
    {
      node: root,
      context: { scope: module, conditional: false, guards: [], optional: false, typeOnly: false },
    },
  ];

  const define = (name: string, context: Context, node: SyntaxNode, meaning: Definition['meaning']) => {
    const scope = targetScope(context.scope, name);
    const known = scope.definitions.get(name) ?? [];
    known.push({
      position: node.startIndex,
      conditional: context.conditional || scope !== context.scope,
      defaulting: context.tested === name,
      meaning,
    });
    scope.definitions.set(name, known);
  };
  const unique = (name: string, node: SyntaxNode) => {
    const free = taken.has(name) ? `${name}:${node.place.line}` : name;
    taken.add(free);
    return free;
  };
  const assign = (left: SyntaxNode, right: SyntaxNode | null, context: Context, how: string) => {
    for (const { target: starred, part } of targetsOf(left)) {
      const target = starred.type === 'list_splat_pattern' ? (starred.namedChildren[0] ?? starred) : starred;
      if (target.type === 'identifier') {
        const scope = targetScope(context.scope, target.text);
        if (scope !== context.scope || how !== '=') {
          found.stores.push({ target, value: right ?? undefined, part, scope: context.scope, how });
        }
        if (how === '=' && right) {
          const pair =
            part !== undefined && /^(expression_list|tuple|list)$/.test(right.type)
              ? right.namedChildren[part]
              : undefined;
          define(target.text, context, target, {
            kind: 'expression',
            node: pair ?? right,
            scope: context.scope,
            part: pair ? undefined : part,
          });
        }
      } else if (/^(attribute|subscript)$/.test(target.type)) {
        const object = target.childForFieldName('object');
        const method = context.function;
        const owner = method?.owner;
        if (
          target.type === 'attribute' &&
          owner &&
          right &&
          object?.type === 'identifier' &&
          object.text === firstParameter(method)
        ) {
          const name = target.childForFieldName('attribute')?.text ?? '';
          const known = owner.attributes.get(name) ?? [];
          known.push({ node: right, scope: context.scope, part, at: target });
          owner.attributes.set(name, known);
        }
        found.stores.push({ target, value: right ?? undefined, part, scope: context.scope, how });
      } else if (targetsOf(target).next().value?.part !== undefined) {
        assign(target, null, context, how);
      }
    }
  };
  const parameters = (
    list: SyntaxNode | null,
    scope: Scope,
    name: string,
    owner: ClassScope | undefined,
    context: Context,
  ) => {
    let index = 0;
    for (const parameter of list?.namedChildren ?? []) {
      const identifier =
        parameter.type === 'identifier'
          ? parameter
          : (parameter.childForFieldName('name') ??
            (parameter.namedChildren[0]?.type === 'identifier' ? parameter.namedChildren[0] : undefined));
      if (
        identifier?.type !== 'identifier' ||
        /^(keyword_separator|positional_separator|comment)$/.test(parameter.type)
      )
        continue;
      define(
        identifier.text,
        { ...context, scope, conditional: false, guards: [], tested: undefined },
        parameter,
        {
          kind: 'parameter',
          function: name,
          index,
          name: identifier.text,
          type: parameter.childForFieldName('type') ?? undefined,
          self: index === 0 ? owner : undefined,
        },
      );
      index++;
    }
  };

  while (stack.length > 0) {
    const { node, context } = stack.pop() as { node: SyntaxNode; context: Context };
    const inner: { node: SyntaxNode; context: Context }[] = [];
    const push = (child: SyntaxNode | null | undefined, changed: Partial<Context> = {}) => {
      if (child) inner.push({ node: child, context: { ...context, ...changed } });
    };
    const pushAll = (changed: Partial<Context> = {}) => {
      for (const child of node.namedChildren) push(child, changed);
    };
    switch (node.type) {
      case 'ERROR':
        found.problems.push(node);
        pushAll();
        break;
      case 'comment':
      case 'type':
        break;
      case 'import_statement':
        for (const item of node.childrenForFieldName('name')) {
          const aliased = item.type === 'aliased_import';
          const name = (aliased ? item.childForFieldName('name') : item)?.text.replace(/\s/g, '') ?? '';
          const alias = item.childForFieldName('alias')?.text;
          found.imports.push({
            module: name,
            node: item,
            typeOnly: context.typeOnly,
            optional: context.optional,
          });
          if (!aliased && name.includes('.')) found.dotted.add(name);
          define(alias ?? name.split('.')[0] ?? name, context, node, {
            kind: 'module',
            module: alias ? name : (name.split('.')[0] ?? name),
            path: [],
            node,
          });
        }
        break;
      case 'import_from_statement': {
        const from = node.childForFieldName('module_name')?.text.replace(/\s/g, '') ?? '';
        const relative = /^\.+$/.test(from);
        const names = node.childrenForFieldName('name');
        // `from . import x` names modules of the package: each is an import of its own.
        // So are the distributions below a namespace that they share: `from google.cloud import storage`.
        const apart = relative || /^(?:google|google\.cloud|azure)$/.test(from);
        if (!apart || names.length === 0) {
          found.imports.push({ module: from, node, typeOnly: context.typeOnly, optional: context.optional });
        }
        if (node.namedChildren.some((child) => child.type === 'wildcard_import')) found.stars.push(from);
        for (const item of names) {
          const name = (item.type === 'aliased_import' ? item.childForFieldName('name') : item)?.text ?? '';
          const alias = item.childForFieldName('alias')?.text ?? name;
          if (apart)
            found.imports.push({
              module: relative ? `${from}${name}` : `${from}.${name}`,
              node: item,
              typeOnly: context.typeOnly,
              optional: context.optional,
            });
          define(alias, context, node, { kind: 'module', module: from, path: [name], node: item });
        }
        break;
      }
      case 'future_import_statement':
        break;
      case 'global_statement':
        for (const name of node.namedChildren) context.scope.globals.add(name.text);
        break;
      case 'nonlocal_statement':
        for (const name of node.namedChildren) context.scope.nonlocals.add(name.text);
        break;
      case 'decorated_definition': {
        for (const child of node.namedChildren) if (child.type === 'decorator') push(child);
        push(node.childForFieldName('definition'));
        break;
      }
      case 'function_definition': {
        const local = node.childForFieldName('name')?.text ?? '';
        const owner = context.scope.kind === 'class' ? context.owner : undefined;
        const name = unique(context.scope.name ? `${context.scope.name}.${local}` : local, node);
        const scope = newScope('function', name, context.scope, name);
        const parent = node.parent;
        const decorators =
          parent?.type === 'decorated_definition'
            ? parent.namedChildren.filter((c) => c.type === 'decorator')
            : [];
        const isStatic = decorators.some((d) => d.namedChildren[0]?.text === 'staticmethod');
        const definition: FunctionNode = {
          name,
          node,
          scope,
          outer: context.scope,
          decorators,
          returns: [],
          owner: isStatic ? undefined : owner,
        };
        found.functions.push(definition);
        owner?.methods.set(local, definition);
        define(local, context, node, { kind: 'function', name, node });
        const list = node.childForFieldName('parameters');
        parameters(list, scope, name, definition.owner, context);
        push(list);
        push(node.childForFieldName('body'), {
          scope,
          function: definition,
          owner: undefined,
          conditional: false,
          guards: [],
          tested: undefined,
        });
        break;
      }
      case 'lambda': {
        const name = unique(`<lambda:${node.place.line}>`, node);
        const scope = newScope('function', name, context.scope, name);
        const list = node.childForFieldName('parameters');
        const definition: FunctionNode = {
          name,
          node,
          scope,
          outer: context.scope,
          decorators: [],
          returns: [],
        };
        found.functions.push(definition);
        parameters(list, scope, name, undefined, context);
        const body = node.childForFieldName('body');
        if (body) definition.returns.push({ node: body, scope });
        push(list);
        push(body, { scope, function: definition, conditional: false, guards: [], tested: undefined });
        break;
      }
      case 'class_definition': {
        const local = node.childForFieldName('name')?.text ?? '';
        const name = unique(context.scope.name ? `${context.scope.name}.${local}` : local, node);
        const scope = newScope('class', name, context.scope, context.scope.within);
        const definition: ClassScope = {
          name,
          node,
          scope,
          outer: context.scope,
          methods: new Map(),
          attributes: new Map(),
        };
        found.classes.push(definition);
        define(local, context, node, { kind: 'class', definition });
        push(node.childForFieldName('superclasses'));
        push(node.childForFieldName('body'), {
          scope,
          owner: definition,
          conditional: false,
          tested: undefined,
        });
        break;
      }
      case 'return_statement':
      case 'yield':
        for (const child of node.namedChildren)
          context.function?.returns.push({ node: child, scope: context.scope });
        pushAll();
        break;
      case 'assignment': {
        const left = node.childForFieldName('left');
        const right = node.childForFieldName('right');
        let value = right;
        while (value?.type === 'assignment') value = value.childForFieldName('right');
        if (left && value) assign(left, value, context, '=');
        if (left && left.type !== 'identifier') push(left);
        push(right);
        break;
      }
      case 'augmented_assignment': {
        const left = node.childForFieldName('left');
        if (left) assign(left, node.childForFieldName('right'), context, 'augmented');
        pushAll();
        break;
      }
      case 'named_expression': {
        const name = node.childForFieldName('name');
        const value = node.childForFieldName('value');
        if (name && value)
          define(name.text, { ...context, conditional: false }, name, {
            kind: 'expression',
            node: value,
            scope: context.scope,
          });
        push(value);
        break;
      }
      case 'delete_statement': {
        const list = node.namedChildren[0];
        for (const target of list?.type === 'expression_list' ? list.namedChildren : list ? [list] : []) {
          if (target.type === 'subscript') found.stores.push({ target, scope: context.scope, how: 'del' });
        }
        pushAll();
        break;
      }
      case 'for_statement':
      case 'for_in_clause': {
        const left = node.childForFieldName('left');
        const right = node.childForFieldName('right');
        if (left && right) {
          for (const { target } of targetsOf(left)) {
            if (target.type !== 'identifier') continue;
            const meaning =
              left === target || left.type === 'identifier'
                ? ({ kind: 'element', node: right, scope: context.scope } as const)
                : ({ kind: 'opaque', node: target } as const);
            define(target.text, context, target, meaning);
          }
        }
        push(right);
        push(node.childForFieldName('body'), { conditional: true });
        push(node.childForFieldName('alternative'), { conditional: true });
        break;
      }
      case 'as_pattern': {
        const value = node.namedChildren[0];
        const alias = node.childForFieldName('alias')?.namedChildren[0];
        if (value && alias) {
          const inWith = node.parent?.type === 'with_item';
          for (const { target, part } of targetsOf(alias)) {
            if (target.type !== 'identifier') continue;
            define(
              target.text,
              context,
              target,
              inWith
                ? { kind: 'expression', node: value, scope: context.scope, part }
                : { kind: 'opaque', node: target },
            );
          }
        }
        push(value);
        break;
      }
      case 'if_statement': {
        const condition = node.childForFieldName('condition');
        const text = condition?.text ?? '';
        const platform = /\b(sys\.version_info|sys\.platform|os\.name|platform\.system)\b/.test(text);
        const checking =
          condition?.type === 'identifier'
            ? text === 'TYPE_CHECKING'
            : condition?.type === 'attribute' && text.endsWith('.TYPE_CHECKING');
        const branch = {
          conditional: true,
          tested: identifierIn(condition),
          optional: context.optional || platform,
        };
        push(condition);
        const guard = (negated: boolean) =>
          condition
            ? [...context.guards, { node: condition, scope: context.scope, negated }]
            : context.guards;
        for (const alternative of node.childrenForFieldName('alternative'))
          push(alternative, { ...branch, tested: undefined, guards: guard(true) });
        const body = node.childForFieldName('consequence');
        if (context.scope.kind === 'module' && isMainTest(condition)) {
          found.program = true;
          push(body, { scope: main });
        } else push(body, { ...branch, guards: guard(false), typeOnly: context.typeOnly || checking });
        break;
      }
      case 'elif_clause': {
        const condition = node.childForFieldName('condition');
        push(condition, { conditional: true });
        const guards = condition
          ? [...context.guards, { node: condition, scope: context.scope, negated: false }]
          : context.guards;
        push(node.childForFieldName('consequence'), { conditional: true, guards });
        break;
      }
      case 'else_clause':
      case 'while_statement':
      case 'case_clause':
      case 'except_clause':
        pushAll({ conditional: true });
        break;
      case 'try_statement': {
        const guarded = importErrorHandled(node);
        pushAll({ optional: context.optional || guarded });
        break;
      }
      case 'expression_statement':
        // A string on its own is a docstring or a note: nothing reads it.
        for (const child of node.namedChildren)
          if (child.type !== 'string' && child.type !== 'concatenated_string') push(child);
        break;
      case 'concatenated_string':
        found.strings.push(node);
        for (const part of node.namedChildren)
          for (const inner of part.namedChildren) if (inner.type === 'interpolation') push(inner);
        break;
      case 'string':
        found.strings.push(node);
        for (const inner of node.namedChildren) if (inner.type === 'interpolation') push(inner);
        break;
      case 'call':
        found.calls.push({ node, scope: context.scope, guards: context.guards });
        pushAll();
        break;
      case 'subscript':
        found.subscripts.push({ node, scope: context.scope, guards: context.guards });
        pushAll();
        break;
      case 'comparison_operator':
        found.comparisons.push({ node, scope: context.scope, guards: context.guards });
        pushAll();
        break;
      default:
        pushAll();
    }
    // In the order of the source: `global x` comes before the assignments that it speaks of.
    while (inner.length > 0) stack.push(inner.pop() as { node: SyntaxNode; context: Context });
  }
  return found;
}

/** The name that stands for the instance in a method: `self` by custom. */
export function firstParameter(method: FunctionNode | undefined): string | undefined {
  const first = method?.node.childForFieldName('parameters')?.namedChildren[0];
  return first?.type === 'identifier' ? first.text : undefined;
}
