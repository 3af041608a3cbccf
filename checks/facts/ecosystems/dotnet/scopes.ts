// The first walk over a C# file: which names its types, methods and blocks define, and what is called where.
import type { SyntaxNode } from '../../source/syntax.ts';

export interface Definition {
  readonly at: SyntaxNode;
  /** `configuration`: filled by `configuration.Bind(settings)`; `opaque`: known only by its name. */
  readonly kind: 'value' | 'parameter' | 'configuration' | 'opaque';
  readonly value?: SyntaxNode;
  readonly type?: SyntaxNode;
  readonly index: number;
  readonly scope: FunctionScope;
}

export interface Parameter {
  readonly name: string;
  readonly type?: SyntaxNode;
  readonly fallback?: SyntaxNode;
}

/** A function, or what stands outside of any: the file's top-level statements, initializers of a type's fields. */
export interface FunctionScope {
  /** `Store.Add`, `Store.constructor`, `<lambda:12:8>`; absent outside of functions. */
  readonly name: string | undefined;
  readonly node: SyntaxNode;
  readonly parent: FunctionScope | undefined;
  readonly owner: TypeScope | undefined;
  readonly definitions: Map<string, Definition[]>;
  readonly returns: SyntaxNode[];
  readonly parameters: readonly Parameter[];
  readonly attributes: readonly SyntaxNode[];
  /** `static X Method(this Y y)`: called as if `Y` had it. */
  readonly extension: boolean;
  /** A lambda: the method that it is handed to, and as which argument. */
  readonly givenTo?: string;
}

export interface Field {
  readonly name: string;
  readonly node: SyntaxNode;
  readonly type: SyntaxNode | undefined;
  readonly value: SyntaxNode | undefined;
  readonly isStatic: boolean;
  /** What a getter returns. */
  readonly getter: FunctionScope | undefined;
  readonly attributes: readonly SyntaxNode[];
}

export interface TypeScope {
  readonly name: string;
  readonly node: SyntaxNode;
  readonly isInterface: boolean;
  readonly bases: readonly SyntaxNode[];
  readonly attributes: readonly SyntaxNode[];
  readonly fields: Map<string, Field>;
  readonly methods: Map<string, FunctionScope>;
  /** Initializers of fields stand here; holds the parameters of a primary constructor. */
  readonly initializers: FunctionScope;
}

export interface Condition {
  readonly node: SyntaxNode;
  readonly scope: FunctionScope;
  readonly negated: boolean;
}

export interface Occurrence {
  readonly node: SyntaxNode;
  readonly scope: FunctionScope;
  readonly guards: readonly Condition[];
}

export interface Store extends Occurrence {
  readonly target: SyntaxNode;
  readonly value: SyntaxNode | undefined;
  readonly how: string;
}

export interface Using {
  readonly namespace: string;
  readonly alias: string | undefined;
  readonly node: SyntaxNode;
}

export interface Outline {
  readonly usings: Using[];
  /** Namespaces in which the file's types stand. */
  readonly namespaces: string[];
  readonly root: FunctionScope;
  readonly types: Map<string, TypeScope>;
  readonly functions: FunctionScope[];
  readonly lambdas: Map<SyntaxNode, FunctionScope>;
  /** Functions of the file's top-level statements by name. */
  readonly locals: Map<string, FunctionScope>;
  readonly calls: Occurrence[];
  readonly creations: Occurrence[];
  readonly indexes: Occurrence[];
  readonly stores: Store[];
  readonly strings: SyntaxNode[];
  readonly problems: SyntaxNode[];
  topLevel: boolean;
}

interface Context {
  readonly scope: FunctionScope;
  readonly type: TypeScope | undefined;
  readonly guards: readonly Condition[];
}

export const stringNodes =
  /^(?:string_literal|verbatim_string_literal|raw_string_literal|interpolated_string_expression)$/;
const lambdas = /^(?:lambda_expression|anonymous_method_expression)$/;
const typeNodes = /^(?:class|struct|record|interface|record_struct)_declaration$/;

/** `List` of `System.Collections.Generic.List<int>?`: the last name of a type, without what stands around it. */
export function simpleType(type: SyntaxNode | null | undefined): string | undefined {
  let node = type ?? undefined;
  for (let step = 0; node && step < 12; step++) {
    switch (node.type) {
      case 'identifier':
      case 'predefined_type':
        return node.text;
      case 'generic_name':
        node = node.namedChildren.find((child) => child.type === 'identifier');
        break;
      case 'qualified_name':
      case 'alias_qualified_name':
        node = node.childForFieldName('name') ?? undefined;
        break;
      case 'nullable_type':
      case 'ref_type':
      case 'scoped_type':
        node = node.childForFieldName('type') ?? undefined;
        break;
      case 'primary_constructor_base_type':
        node = node.childForFieldName('type') ?? undefined;
        break;
      default:
        return undefined;
    }
  }
  return undefined;
}

/** The types in angle brackets: `AddSingleton<IStore, Store>`. */
export function typeArguments(name: SyntaxNode | null | undefined): readonly SyntaxNode[] {
  if (name?.type !== 'generic_name') return [];
  return name.namedChildren.find((child) => child.type === 'type_argument_list')?.namedChildren ?? [];
}

const attributesOf = (node: SyntaxNode): readonly SyntaxNode[] =>
  node.namedChildren
    .filter((child) => child.type === 'attribute_list')
    .flatMap((list) => list.namedChildren.filter((child) => child.type === 'attribute'));
const hasModifier = (node: SyntaxNode, word: string): boolean =>
  node.children.some((child) => child.type === 'modifier' && child.text === word);

/** The expression after `=` of a declarator, a parameter or a property. */
export function initialValue(node: SyntaxNode): SyntaxNode | undefined {
  const equals = node.children.findIndex((child) => child.type === '=');
  return equals < 0 ? undefined : node.children.slice(equals + 1).find((child) => child.isNamed);
}

/** Walks the tree once, without recursion. */
export function outline(tree: SyntaxNode): Outline {
  const scopeOf = (
    node: SyntaxNode,
    parent: FunctionScope | undefined,
    rest: Partial<FunctionScope>,
  ): FunctionScope => ({
    name: undefined,
    node,
    parent,
    owner: undefined,
    definitions: new Map(),
    returns: [],
    parameters: [],
    attributes: [],
    extension: false,
    ...rest,
  });
  const root = scopeOf(tree, undefined, {});
  const found: Outline = {
    usings: [],
    namespaces: [],
    root,
    types: new Map(),
    functions: [],
    lambdas: new Map(),
    locals: new Map(),
    calls: [],
    creations: [],
    indexes: [],
    stores: [],
    strings: [],
    problems: [],
    topLevel: false,
  };
  const names = new Set<string>();
  const stack: { node: SyntaxNode; context: Context }[] = [
    { node: tree, context: { scope: root, type: undefined, guards: [] } },
  ];

  const define = (
    name: string,
    scope: FunctionScope,
    rest: Omit<Definition, 'scope' | 'index'> & { index?: number },
  ) => {
    if (name === '_') return;
    const definition: Definition = { index: 0, scope, ...rest };
    const known = scope.definitions.get(name);
    if (known) known.push(definition);
    else scope.definitions.set(name, [definition]);
  };
  /** The function around, up to the top level, that declares the name. */
  const declaring = (name: string, scope: FunctionScope): FunctionScope | undefined => {
    for (let at: FunctionScope | undefined = scope; at; at = at.parent)
      if (at.definitions.has(name)) return at;
    return undefined;
  };
  const parametersOf = (list: SyntaxNode | null | undefined): Parameter[] => {
    if (!list) return [];
    if (list.type === 'implicit_parameter' || list.type === 'identifier') return [{ name: list.text }];
    // A `params` parameter stands in the list by its type and name alone.
    const plain = list.childForFieldName('name');
    const parameters = list.namedChildren
      .filter((child) => child.type === 'parameter' || child.type === 'implicit_parameter')
      .map((child): Parameter => {
        const name = child.childForFieldName('name')?.text ?? child.text;
        return { name, type: child.childForFieldName('type') ?? undefined, fallback: initialValue(child) };
      });
    if (plain) parameters.push({ name: plain.text, type: list.childForFieldName('type') ?? undefined });
    return parameters;
  };
  const addFunction = (
    node: SyntaxNode,
    wanted: string,
    context: Context,
    rest: Partial<FunctionScope> = {},
  ): FunctionScope => {
    const place = node.place;
    const name = names.has(wanted) ? `${wanted}:${place.line}:${place.column}` : wanted;
    names.add(name);
    const list = node.childForFieldName('parameters');
    const parameters = parametersOf(list);
    const scope = scopeOf(node, context.scope, {
      name,
      owner: context.type,
      parameters,
      attributes: attributesOf(node),
      extension:
        list?.namedChildren[0]?.children.some(
          (child) => child.type === 'modifier' && child.text === 'this',
        ) ?? false,
      ...rest,
    });
    found.functions.push(scope);
    parameters.forEach(({ name: parameter, type }, index) => {
      define(parameter, scope, { at: node, kind: 'parameter', type, index });
    });
    const body = node.childForFieldName('body');
    if (body) {
      const expression = body.type === 'arrow_expression_clause' ? body.namedChildren[0] : undefined;
      const direct = expression ?? (body.type === 'block' ? undefined : body);
      if (direct) scope.returns.push(direct);
      // A lambda is handed out under the conditions that stand around it.
      const guards = lambdas.test(node.type) ? context.guards : [];
      stack.push({ node: body, context: { scope, type: context.type, guards } });
    }
    return scope;
  };
  const addType = (node: SyntaxNode, context: Context) => {
    const name = node.childForFieldName('name')?.text ?? '?';
    const list = node.namedChildren.find((child) => child.type === 'parameter_list');
    const parameters = parametersOf(list);
    const bases = node.namedChildren.find((child) => child.type === 'base_list')?.namedChildren ?? [];
    const initializers = scopeOf(node, undefined, { parameters });
    const type: TypeScope = {
      name,
      node,
      isInterface: node.type === 'interface_declaration',
      bases: bases.filter((base) => base.type !== 'argument_list'),
      attributes: attributesOf(node),
      fields: new Map(),
      methods: new Map(),
      initializers,
    };
    // Parts of one type in a file share what they hold.
    const known = found.types.get(name);
    if (known && hasModifier(node, 'partial')) {
      for (const child of node.childForFieldName('body')?.namedChildren ?? [])
        stack.push({ node: child, context: { scope: known.initializers, type: known, guards: [] } });
      return;
    }
    if (!known) found.types.set(name, type);
    if (list) {
      const primary = scopeOf(list, undefined, { name: `${name}.constructor`, owner: type, parameters });
      found.functions.push(primary);
      names.add(`${name}.constructor`);
      parameters.forEach((parameter, index) => {
        const definition = {
          at: list,
          kind: 'parameter',
          type: parameter.type,
          index,
          scope: primary,
        } as const;
        initializers.definitions.set(parameter.name, [definition]);
        if (/^record/.test(node.type))
          type.fields.set(parameter.name, {
            name: parameter.name,
            node: list,
            type: parameter.type,
            value: undefined,
            isStatic: false,
            getter: undefined,
            attributes: [],
          });
      });
    }
    for (const child of [...(node.childForFieldName('body')?.namedChildren ?? []), ...bases])
      stack.push({
        node: child,
        context: { scope: initializers, type, guards: context.guards.length > 0 ? [] : context.guards },
      });
  };
  const addField = (
    name: SyntaxNode,
    type: SyntaxNode | null,
    value: SyntaxNode | undefined,
    declaration: SyntaxNode,
    context: Context,
    getter?: FunctionScope,
  ) => {
    if (!context.type || context.type.fields.has(name.text)) return;
    context.type.fields.set(name.text, {
      name: name.text,
      node: name,
      type: type ?? undefined,
      value,
      isStatic: hasModifier(declaration, 'static') || hasModifier(declaration, 'const'),
      getter,
      attributes: attributesOf(declaration),
    });
  };

  while (stack.length > 0) {
    const { node, context } = stack.pop() as { node: SyntaxNode; context: Context };
    const { scope } = context;
    const inner: { node: SyntaxNode; context: Context }[] = [];
    const push = (child: SyntaxNode | null | undefined, changed: Partial<Context> = {}) => {
      if (child) inner.push({ node: child, context: { ...context, ...changed } });
    };
    const pushAll = () => {
      for (const child of node.namedChildren) push(child);
    };
    if (typeNodes.test(node.type)) {
      addType(node, context);
      continue;
    }
    switch (node.type) {
      case 'ERROR':
        found.problems.push(node);
        pushAll();
        break;
      case 'comment':
      case 'attribute_list':
        break;
      case 'preproc_if': {
        // What only a debug build contains reaches no deploy.
        const debug = node.childForFieldName('condition')?.text === 'DEBUG';
        if (debug) push(node.childForFieldName('alternative'));
        else pushAll();
        break;
      }
      case 'global_statement':
        found.topLevel = true;
        pushAll();
        break;
      case 'namespace_declaration':
      case 'file_scoped_namespace_declaration': {
        const name = node.childForFieldName('name');
        if (name) found.namespaces.push(name.text);
        for (const child of node.namedChildren) if (child !== name) push(child);
        break;
      }
      case 'using_directive': {
        const alias = node.childForFieldName('name')?.text;
        const name = node.namedChildren.filter((child) => child.field !== 'name').at(-1);
        if (name) found.usings.push({ namespace: name.text.replace(/^global::/, ''), alias, node });
        break;
      }
      case 'field_declaration': {
        const declaration = node.namedChildren.find((child) => child.type === 'variable_declaration');
        const type = declaration?.childForFieldName('type') ?? null;
        for (const declarator of declaration?.namedChildren ?? []) {
          const name = declarator.childForFieldName('name');
          if (declarator.type !== 'variable_declarator' || !name) continue;
          const value = initialValue(declarator);
          addField(name, type, value, node, context);
          push(value);
        }
        break;
      }
      case 'property_declaration': {
        const name = node.childForFieldName('name');
        const value = node.childForFieldName('value');
        const accessors = node.childForFieldName('accessors');
        if (!name) break;
        const arrow = value?.type === 'arrow_expression_clause' ? value : undefined;
        const getterNode = accessors?.namedChildren.find(
          (child) => child.childForFieldName('name')?.text === 'get' && child.childForFieldName('body'),
        );
        let getter: FunctionScope | undefined;
        if (arrow || getterNode) {
          getter = addFunction(getterNode ?? node, `${context.type?.name ?? '?'}.${name.text}`, context);
          const expression = arrow?.namedChildren[0];
          if (expression) {
            getter.returns.push(expression);
            push(expression, { scope: getter, guards: [] });
          }
        }
        for (const accessor of accessors?.namedChildren ?? [])
          if (accessor !== getterNode && accessor.childForFieldName('body'))
            addFunction(accessor, `${context.type?.name ?? '?'}.set_${name.text}`, context);
        addField(
          name,
          node.childForFieldName('type'),
          arrow ? undefined : (value ?? undefined),
          node,
          context,
          getter,
        );
        if (!arrow) push(value);
        break;
      }
      case 'method_declaration': {
        const name = node.childForFieldName('name')?.text ?? '?';
        const method = addFunction(node, `${context.type?.name ?? '?'}.${name}`, context);
        if (context.type && !context.type.methods.has(name)) context.type.methods.set(name, method);
        break;
      }
      case 'constructor_declaration': {
        const kind = hasModifier(node, 'static') ? 'static-constructor' : 'constructor';
        addFunction(node, `${context.type?.name ?? '?'}.${kind}`, context);
        push(node.namedChildren.find((child) => child.type === 'constructor_initializer'));
        break;
      }
      case 'destructor_declaration':
      case 'operator_declaration':
      case 'conversion_operator_declaration':
      case 'indexer_declaration':
        addFunction(node, `${context.type?.name ?? '?'}.${node.type.replace('_declaration', '')}`, context);
        for (const accessor of node.childForFieldName('accessors')?.namedChildren ?? [])
          addFunction(accessor, `${context.type?.name ?? '?'}.indexer`, context);
        break;
      case 'local_function_statement': {
        const name = node.childForFieldName('name')?.text ?? '?';
        const local = addFunction(
          node,
          context.scope === root ? name : `${name}:${node.place.line}`,
          context,
        );
        if (scope === root) found.locals.set(name, local);
        else define(name, scope, { at: node, kind: 'opaque', value: node });
        break;
      }
      case 'lambda_expression':
      case 'anonymous_method_expression': {
        const { line, column } = node.place;
        found.lambdas.set(
          node,
          addFunction(node, `<lambda:${line}:${column}>`, context, { givenTo: givenTo(node) }),
        );
        break;
      }
      case 'return_statement':
      case 'yield_statement': {
        const value = node.namedChildren.find((child) => child.type !== 'comment');
        if (value) scope.returns.push(value);
        pushAll();
        break;
      }
      case 'variable_declaration': {
        const type = node.childForFieldName('type') ?? undefined;
        for (const declarator of node.namedChildren) {
          const name = declarator.childForFieldName('name');
          if (declarator.type !== 'variable_declarator' || !name) continue;
          const value = initialValue(declarator);
          define(name.text, scope, { at: name, kind: 'value', value, type });
          push(value);
        }
        break;
      }
      case 'foreach_statement': {
        const left = node.childForFieldName('left');
        const right = node.childForFieldName('right');
        for (const name of left?.type === 'identifier' ? [left] : (left?.namedChildren ?? []))
          define(name.text, scope, {
            at: name,
            kind: 'opaque',
            type: node.childForFieldName('type') ?? undefined,
          });
        push(right);
        push(node.childForFieldName('body'));
        break;
      }
      case 'declaration_expression':
      case 'declaration_pattern':
      case 'catch_declaration': {
        const name = node.childForFieldName('name');
        const type = node.childForFieldName('type') ?? undefined;
        // `int.TryParse(text, out var port)`: the text decides the number.
        const list = node.parent?.type === 'argument' ? node.parent.parent : undefined;
        const method = list?.parent?.childForFieldName('function')?.text ?? '';
        const first = list?.namedChildren[0]?.namedChildren.at(-1);
        const parsed = /\.TryParse$/.test(method) && first !== node ? first : undefined;
        if (name)
          define(name.text, scope, { at: name, kind: parsed ? 'value' : 'opaque', value: parsed, type });
        break;
      }
      case 'if_statement': {
        const condition = node.childForFieldName('condition');
        const guarded = (negated: boolean) => ({
          guards: condition
            ? [...context.guards, ...conditionsOf(condition, scope, negated)]
            : context.guards,
        });
        push(condition);
        push(node.childForFieldName('consequence'), guarded(false));
        push(node.childForFieldName('alternative'), guarded(true));
        break;
      }
      case 'assignment_expression': {
        const left = node.childForFieldName('left');
        const right = node.childForFieldName('right');
        const how = node.childForFieldName('operator')?.text ?? '=';
        // `{ Port = 80 }` and `{ ["a"] = 1 }` are parts of what is created.
        const isPart = node.parent?.type === 'initializer_expression';
        if (left && !isPart) {
          const owner = left.type === 'identifier' ? declaring(left.text, scope) : undefined;
          if (owner && right && (how === '=' || how === '??='))
            define(left.text, owner, { at: left, kind: 'value', value: right });
          found.stores.push({
            node,
            target: left,
            value: right ?? undefined,
            scope,
            guards: context.guards,
            how,
          });
        }
        if (!isPart) push(left);
        push(right);
        break;
      }
      case 'postfix_unary_expression':
      case 'prefix_unary_expression': {
        const operand = node.namedChildren[0];
        if (operand && node.children.some(({ type }) => type === '++' || type === '--'))
          found.stores.push({
            node,
            target: operand,
            value: undefined,
            scope,
            guards: context.guards,
            how: '++',
          });
        pushAll();
        break;
      }
      case 'invocation_expression': {
        found.calls.push({ node, scope, guards: context.guards });
        const called = node.childForFieldName('function');
        const list = node.childForFieldName('arguments')?.namedChildren ?? [];
        // `configuration.Bind(settings)` and `configuration.Bind("Section", settings)` fill what they are given.
        if (
          called?.type === 'member_access_expression' &&
          called.childForFieldName('name')?.text === 'Bind'
        ) {
          const target = list.at(-1)?.namedChildren.at(-1);
          const owner = target?.type === 'identifier' ? declaring(target.text, scope) : undefined;
          if (target && owner) define(target.text, owner, { at: node, kind: 'configuration' });
        }
        pushAll();
        break;
      }
      case 'object_creation_expression':
      case 'implicit_object_creation_expression':
        found.creations.push({ node, scope, guards: context.guards });
        pushAll();
        break;
      case 'element_access_expression':
        found.indexes.push({ node, scope, guards: context.guards });
        pushAll();
        break;
      default:
        if (stringNodes.test(node.type)) found.strings.push(node);
        pushAll();
    }
    while (inner.length > 0) stack.push(inner.pop() as { node: SyntaxNode; context: Context });
  }
  return found;
}

/** `AddDbContext#0`: the method that a lambda is handed to and its place among the arguments. */
function givenTo(lambda: SyntaxNode): string | undefined {
  const argument = lambda.parent;
  const list = argument?.type === 'argument' ? argument.parent : undefined;
  const called = list?.parent?.childForFieldName('function') ?? list?.parent?.childForFieldName('type');
  if (!argument || !list || !called) return undefined;
  const name =
    called.type === 'member_access_expression'
      ? called.childForFieldName('name')
      : called.type === 'conditional_access_expression'
        ? (called.namedChildren.at(-1)?.childForFieldName('name') ?? null)
        : called;
  const index = list.namedChildren.filter((child) => child.type === 'argument').indexOf(argument);
  const simple = simpleType(name);
  return simple === undefined ? undefined : `${simple}#${index}`;
}

/** The parts of a condition that must all hold; of a negated one only the whole is known. */
function conditionsOf(condition: SyntaxNode, scope: FunctionScope, negated: boolean): Condition[] {
  const parts: Condition[] = [];
  const queue = [condition];
  for (let node = queue.shift(); node && parts.length < 8; node = queue.shift()) {
    const isAnd = node.type === 'binary_expression' && node.childForFieldName('operator')?.text === '&&';
    if (!negated && node.type === 'parenthesized_expression' && node.namedChildren[0])
      queue.push(node.namedChildren[0]);
    else if (!negated && isAnd)
      queue.push(...node.namedChildren.filter(({ field }) => field === 'left' || field === 'right'));
    else parts.push({ node, scope, negated });
  }
  return parts;
}
