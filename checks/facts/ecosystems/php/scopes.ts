/** The first walk over a PHP file: its scopes, who assigns which variable, and where functions, classes and calls stand. */
import type { SyntaxNode } from '../../source/syntax.ts';

/** One way in which a variable gets a value, in the order of the source. */
export interface Assignment {
  /** `element` is each item of what a loop runs over; `opaque` is something that can't be told. */
  readonly how: '=' | '.=' | '??=' | 'element' | 'opaque';
  readonly node: SyntaxNode;
  readonly scope: Scope;
  /** Keys between the variable and what is assigned; `null` appends (`$list[] = …`). */
  readonly path: readonly (SyntaxNode | null)[];
  /** Position in a list that is taken apart (`[$a, $b] = …`). */
  readonly part?: string;
  readonly position: number;
  /** Stands in a branch that may be passed over. */
  readonly conditional: boolean;
}

export interface Scope {
  readonly kind: 'file' | 'function' | 'arrow';
  /** Where an arrow function's free variables, and a closure's used ones, come from. */
  readonly parent?: Scope;
  /** Names that a closure uses, or that `global` takes from the file. */
  readonly shared: Map<string, 'outer' | 'global'>;
  /** The function whose run runs this code; absent for the file's own level. */
  readonly within?: string;
  readonly owner?: ClassNode;
  readonly variables: Map<string, Assignment[]>;
  readonly parameters: Map<string, { readonly index: number; readonly node: SyntaxNode }>;
}

export interface FunctionNode {
  readonly name: string;
  readonly node: SyntaxNode;
  readonly scope: Scope;
  readonly outer: Scope;
  readonly owner?: ClassNode;
  readonly returns: SyntaxNode[];
}

export interface ClassNode {
  readonly name: string;
  readonly node: SyntaxNode;
  readonly outer: Scope;
  readonly bases: readonly SyntaxNode[];
  /** Constants and properties with their defaults. */
  readonly fields: {
    readonly name: string;
    readonly node: SyntaxNode;
    readonly type?: SyntaxNode;
    readonly value?: SyntaxNode;
    readonly scope: Scope;
    /** A parameter of the constructor that is a property. */
    readonly parameter?: number;
  }[];
  /** What methods assign to `$this->name` or `self::$name`. */
  readonly assigned: Map<string, { readonly node: SyntaxNode; readonly scope: Scope }[]>;
}

/** A condition around a piece of code. */
export interface Condition {
  readonly node: SyntaxNode;
  readonly scope: Scope;
  readonly negated: boolean;
}

export interface Occurrence {
  readonly node: SyntaxNode;
  readonly scope: Scope;
  readonly guards: readonly Condition[];
}

export interface Store {
  readonly target: SyntaxNode;
  readonly value: SyntaxNode;
  readonly scope: Scope;
  readonly guards: readonly Condition[];
}

export interface Outline {
  readonly namespace: string;
  readonly file: Scope;
  readonly functions: FunctionNode[];
  readonly functionAt: Map<SyntaxNode, FunctionNode>;
  readonly classes: ClassNode[];
  readonly classAt: Map<SyntaxNode, ClassNode>;
  /** Short name → full name of what `use` brings. */
  readonly uses: Map<string, { readonly module: string; readonly node: SyntaxNode }>;
  readonly functionUses: Map<string, string>;
  /** Short names of `use` that are needed when the code runs, not only as types. */
  readonly loaded: Set<string>;
  readonly includes: (Occurrence & { readonly optional: boolean })[];
  readonly calls: Occurrence[];
  readonly subscripts: Occurrence[];
  /** Assignments to properties of other objects. */
  readonly stores: Store[];
  /** Names of classes where they are needed at run time: `new X`, `X::y()`, `extends X`. */
  readonly classNames: Occurrence[];
  readonly strings: SyntaxNode[];
  readonly constants: {
    readonly name: string;
    readonly value: SyntaxNode;
    readonly node: SyntaxNode;
    readonly scope: Scope;
  }[];
  readonly attributes: Occurrence[];
  readonly returns: SyntaxNode[];
  readonly problems: SyntaxNode[];
}

interface Context {
  readonly scope: Scope;
  readonly function?: FunctionNode;
  readonly owner?: ClassNode;
  readonly conditional: boolean;
  readonly guards: readonly Condition[];
}

const classTypes = new Set([
  'class_declaration',
  'interface_declaration',
  'trait_declaration',
  'enum_declaration',
  'anonymous_class',
]);
const branchTypes = new Set([
  'while_statement', 'do_statement', 'for_statement', 'case_statement', 'default_statement', 'catch_clause', 'conditional_expression', 'match_expression',
]); // biome-ignore format: a list
export const includeTypes = new Set([
  'include_expression',
  'include_once_expression',
  'require_expression',
  'require_once_expression',
]);

const newScope = (kind: Scope['kind'], rest: Partial<Scope> = {}): Scope => ({
  kind,
  shared: new Map(),
  variables: new Map(),
  parameters: new Map(),
  ...rest,
});

/** `$name` of a variable; undefined for a computed one (`$$name`). */
export function variableName(node: SyntaxNode | null | undefined): string | undefined {
  if (node?.type !== 'variable_name') return undefined;
  const name = node.namedChildren[0];
  return name?.type === 'name' ? `$${name.text}` : undefined;
}

/** A (qualified) name as written, without a leading `namespace\`. */
export const nameText = (node: SyntaxNode): string => node.text.replace(/\s+/g, '');

/** Walks the file once; without recursion, so that nesting costs nothing. */
export function outline(root: SyntaxNode): Outline {
  let namespace = '';
  const file = newScope('file');
  const found = {
    file,
    functions: [] as FunctionNode[],
    functionAt: new Map<SyntaxNode, FunctionNode>(),
    classes: [] as ClassNode[],
    classAt: new Map<SyntaxNode, ClassNode>(),
    uses: new Map<string, { module: string; node: SyntaxNode }>(),
    functionUses: new Map<string, string>(),
    loaded: new Set<string>(),
    includes: [] as (Occurrence & { optional: boolean })[],
    calls: [] as Occurrence[],
    subscripts: [] as Occurrence[],
    stores: [] as Store[],
    classNames: [] as Occurrence[],
    strings: [] as SyntaxNode[],
    constants: [] as { name: string; value: SyntaxNode; node: SyntaxNode; scope: Scope }[],
    attributes: [] as Occurrence[],
    returns: [] as SyntaxNode[],
    problems: [] as SyntaxNode[],
  };

  const stack: { node: SyntaxNode; context: Context }[] = [
    { node: root, context: { scope: file, conditional: false, guards: [] } },
  ];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { node, context } = next;
    const inner: { node: SyntaxNode; context: Context }[] = [];
    const push = (child: SyntaxNode | null | undefined, change: Partial<Context> = {}) => {
      if (child) inner.push({ node: child, context: { ...context, ...change } });
    };
    const pushAll = (change: Partial<Context> = {}) => {
      for (const child of node.namedChildren) push(child, change);
    };
    const occurrence = (at: SyntaxNode): Occurrence => ({
      node: at,
      scope: context.scope,
      guards: context.guards,
    });
    const needsClass = (name: SyntaxNode | null | undefined) => {
      if (name?.type === 'name' || name?.type === 'qualified_name') found.classNames.push(occurrence(name));
    };

    switch (node.type) {
      case 'ERROR':
        found.problems.push(node);
        pushAll();
        break;
      case 'comment':
      case 'text':
        break;
      case 'namespace_definition':
        namespace = nameText(node.childForFieldName('name') ?? node).replace(/^\\/, '');
        if (!node.childForFieldName('name')) namespace = '';
        push(node.childForFieldName('body'));
        break;
      case 'namespace_use_declaration':
        use(node, found);
        break;
      case 'function_definition':
      case 'method_declaration':
      case 'anonymous_function':
      case 'arrow_function': {
        const definition = functionNode(node, context, found);
        for (const child of node.namedChildren) {
          if (child.type === 'attribute_list') push(child);
          else if (child.type === 'formal_parameters') {
            for (const parameter of child.namedChildren) {
              push(parameter.childForFieldName('default_value'), { scope: definition.outer });
              for (const part of parameter.namedChildren) if (part.type === 'attribute_list') push(part);
            }
          }
        }
        const body = node.childForFieldName('body');
        if (node.type === 'arrow_function' && body) definition.returns.push(body);
        push(body, { scope: definition.scope, function: definition, conditional: false, guards: [] });
        break;
      }
      case 'class_declaration':
      case 'interface_declaration':
      case 'trait_declaration':
      case 'enum_declaration':
      case 'anonymous_class': {
        const bases = node.namedChildren
          .filter((child) => child.type === 'base_clause' || child.type === 'class_interface_clause')
          .flatMap((clause) => clause.namedChildren);
        for (const base of bases) needsClass(base);
        const name = node.childForFieldName('name')?.text ?? `class@${node.place.line}:${node.place.column}`;
        const definition: ClassNode = {
          name,
          node,
          outer: context.scope,
          bases,
          fields: [],
          assigned: new Map(),
        };
        found.classes.push(definition);
        found.classAt.set(node, definition);
        for (const child of node.namedChildren)
          if (child.type === 'attribute_list' || child.type === 'arguments') push(child);
        push(
          node.childForFieldName('body') ??
            node.namedChildren.find((child) => child.type === 'declaration_list'),
          {
            owner: definition,
            function: undefined,
            conditional: false,
          },
        );
        break;
      }
      case 'use_declaration':
        for (const name of node.namedChildren) needsClass(name);
        break;
      case 'property_declaration': {
        const type = node.childForFieldName('type') ?? undefined;
        for (const element of node.namedChildren) {
          if (element.type === 'attribute_list') push(element);
          if (element.type !== 'property_element') continue;
          const name = variableName(element.childForFieldName('name'));
          const value = element.childForFieldName('default_value') ?? undefined;
          if (name)
            context.owner?.fields.push({ name: name.slice(1), node: element, type, value, scope: file });
          push(value);
        }
        break;
      }
      case 'const_declaration':
        for (const element of node.namedChildren) {
          if (element.type !== 'const_element') continue;
          const [name, value] = element.namedChildren.filter((child) => child.type !== 'comment');
          if (!name || !value) continue;
          if (context.owner)
            context.owner.fields.push({ name: name.text, node: element, value, scope: context.scope });
          else found.constants.push({ name: name.text, value, node: element, scope: context.scope });
          push(value);
        }
        break;
      case 'attribute':
        found.attributes.push(occurrence(node));
        push(node.childForFieldName('parameters'));
        break;
      case 'global_declaration':
        // At a file's own level it says nothing: the file may be included by a function, and usually isn't.
        if (context.scope === file) break;
        for (const child of node.namedChildren) {
          const name = variableName(child);
          if (name) context.scope.shared.set(name, 'global');
        }
        break;
      case 'function_static_declaration':
        for (const child of node.namedChildren) {
          const name = variableName(child.childForFieldName('name'));
          const value = child.childForFieldName('value');
          if (name && value) assign(context, name, [], value, '=', node);
          push(value);
        }
        break;
      case 'assignment_expression':
      case 'reference_assignment_expression': {
        const left = node.childForFieldName('left');
        const right = node.childForFieldName('right');
        if (left && right) assignTo(left, right, context, '=', node);
        if (left && left.type !== 'variable_name') push(left);
        push(right);
        break;
      }
      case 'augmented_assignment_expression': {
        const left = node.childForFieldName('left');
        const right = node.childForFieldName('right');
        const operator = node.childForFieldName('operator')?.text;
        if (left && right && (operator === '.=' || operator === '??='))
          assignTo(left, right, context, operator, node);
        pushAll();
        break;
      }
      case 'foreach_statement': {
        const [over, as] = node.namedChildren.filter((child) => child.field === null);
        const item = as?.type === 'pair' ? as.namedChildren.at(-1) : as;
        const key = as?.type === 'pair' ? as.namedChildren[0] : undefined;
        const looped = { ...context, conditional: true };
        const name = variableName(item?.type === 'by_ref' ? item.namedChildren[0] : item);
        if (name && over) assign(looped, name, [], over, 'element', node);
        const keyName = variableName(key);
        if (keyName && key) assign(looped, keyName, [], key, 'opaque', node);
        push(over);
        push(node.childForFieldName('body'), { conditional: true });
        break;
      }
      case 'if_statement': {
        const condition = node.childForFieldName('condition');
        push(condition);
        const guard = (of: SyntaxNode | null, negated: boolean): readonly Condition[] =>
          of ? [...context.guards, { node: of, scope: context.scope, negated }] : context.guards;
        push(node.childForFieldName('body'), { conditional: true, guards: guard(condition, false) });
        for (const alternative of node.childrenForFieldName('alternative')) {
          if (alternative.type === 'else_if_clause') {
            const other = alternative.childForFieldName('condition');
            push(other, { conditional: true });
            push(alternative.childForFieldName('body'), { conditional: true, guards: guard(other, false) });
          } else
            for (const child of alternative.namedChildren)
              push(child, { conditional: true, guards: guard(condition, true) });
        }
        break;
      }
      case 'return_statement': {
        const value = node.namedChildren.find((child) => child.type !== 'comment');
        if (value && context.function) context.function.returns.push(value);
        else if (value && !context.owner) found.returns.push(value);
        pushAll();
        break;
      }
      case 'function_call_expression':
      case 'member_call_expression':
      case 'nullsafe_member_call_expression':
        found.calls.push(occurrence(node));
        pushAll();
        break;
      case 'scoped_call_expression':
        found.calls.push(occurrence(node));
        needsClass(node.childForFieldName('scope'));
        pushAll();
        break;
      case 'object_creation_expression':
        found.calls.push(occurrence(node));
        needsClass(node.namedChildren[0]);
        pushAll();
        break;
      case 'shell_command_expression':
        found.calls.push(occurrence(node));
        pushAll();
        break;
      case 'class_constant_access_expression': {
        const [of, constant] = node.namedChildren;
        // `X::class` is a name; the class isn't loaded for it.
        if (constant?.text !== 'class') needsClass(of);
        break;
      }
      case 'scoped_property_access_expression':
        needsClass(node.childForFieldName('scope'));
        pushAll();
        break;
      case 'subscript_expression':
        found.subscripts.push(occurrence(node));
        pushAll();
        break;
      case 'include_expression':
      case 'include_once_expression':
      case 'require_expression':
      case 'require_once_expression':
        found.includes.push({
          ...occurrence(node),
          optional: context.guards.length > 0 || node.type.startsWith('include'),
        });
        pushAll();
        break;
      case 'string':
      case 'encapsed_string':
      case 'heredoc':
      case 'nowdoc':
        found.strings.push(node);
        for (const child of node.namedChildren) {
          if (child.type === 'heredoc_body') for (const part of child.namedChildren) push(part);
          else push(child);
        }
        break;
      default:
        pushAll(branchTypes.has(node.type) ? { conditional: true } : {});
    }
    while (inner.length > 0) stack.push(inner.pop() as { node: SyntaxNode; context: Context });
  }
  for (const { node } of found.classNames) {
    const head = nameText(node).split('\\')[0];
    if (head !== undefined) found.loaded.add(head.toLowerCase());
  }
  return { ...found, namespace };

  function assignTo(
    left: SyntaxNode,
    right: SyntaxNode,
    context: Context,
    how: Assignment['how'],
    at: SyntaxNode,
  ): void {
    if (left.type === 'list_literal' || left.type === 'array_creation_expression') {
      let index = 0;
      const items = left.namedChildren;
      for (const [position, item] of items.entries()) {
        const name = variableName(
          item.type === 'array_element_initializer' ? item.namedChildren.at(-1) : item,
        );
        const before = items[position - 1];
        const part = before?.type === 'string' ? (before.namedChildren[0]?.text ?? '') : String(index);
        if (name) assign(context, name, [], right, how, at, part);
        if (name) index++;
      }
      return;
    }
    const path: (SyntaxNode | null)[] = [];
    let target: SyntaxNode | undefined = left;
    while (target?.type === 'subscript_expression') {
      const [of, key]: (SyntaxNode | undefined)[] = target.namedChildren;
      path.unshift(key ?? null);
      target = of;
    }
    // `$GLOBALS['x'] = …` is the file's `$x`.
    const [first] = path;
    if (target && variableName(target) === '$GLOBALS' && first?.type === 'string') {
      const name = `$${first.namedChildren[0]?.text ?? ''}`;
      assign({ ...context, scope: file, conditional: true }, name, path.slice(1), right, how, at);
      return;
    }
    const name = variableName(target);
    if (name === '$_SESSION' || name === '$_COOKIE') return;
    if (name) {
      const { scope } = context;
      const isGlobal = scope.shared.get(name) === 'global';
      // A function's change of a global comes after the file's own, whenever it is called.
      assign(isGlobal ? { ...context, scope: file, conditional: true } : context, name, path, right, how, at);
      return;
    }
    if (!target || path.length > 0 || how !== '=') return;
    const own = ownProperty(target);
    if (own !== undefined && context.owner) {
      const list = context.owner.assigned.get(own) ?? [];
      list.push({ node: right, scope: context.scope });
      context.owner.assigned.set(own, list);
    } else if (
      target.type === 'member_access_expression' ||
      target.type === 'scoped_property_access_expression'
    )
      found.stores.push({ target, value: right, scope: context.scope, guards: context.guards });
  }

  function assign(
    { scope, conditional }: Pick<Context, 'scope' | 'conditional'>,
    name: string,
    path: Assignment['path'],
    node: SyntaxNode,
    how: Assignment['how'],
    at: SyntaxNode,
    part?: string,
  ): void {
    const list = scope.variables.get(name) ?? [];
    list.push({ how, node, scope, path, part, position: at.startIndex, conditional });
    scope.variables.set(name, list);
  }
}

/** `name` of `$this->name`, `self::$name`, `static::$name`. */
export function ownProperty(node: SyntaxNode): string | undefined {
  if (node.type === 'member_access_expression') {
    const name = node.childForFieldName('name');
    return variableName(node.childForFieldName('object')) === '$this' && name?.type === 'name'
      ? name.text
      : undefined;
  }
  if (node.type === 'scoped_property_access_expression')
    return /^(?:self|static)$/.test(node.childForFieldName('scope')?.text ?? '')
      ? variableName(node.childForFieldName('name'))?.slice(1)
      : undefined;
  return undefined;
}

function use(node: SyntaxNode, found: Pick<Outline, 'uses' | 'functionUses'>): void {
  const declared = node.children.find((child) => child.field === 'type')?.type;
  const prefix = node.namedChildren.find((child) => child.type === 'namespace_name');
  const group = node.childForFieldName('body');
  for (const clause of (group ?? node).namedChildren) {
    if (clause.type !== 'namespace_use_clause') continue;
    const kind = clause.childForFieldName('type')?.type ?? declared;
    const name = clause.namedChildren.find((child) => child.field === null && /name$/.test(child.type));
    if (!name) continue;
    const module = `${group && prefix ? `${nameText(prefix)}\\` : ''}${nameText(name)}`.replace(/^\\/, '');
    const short = clause.childForFieldName('alias')?.text ?? module.slice(module.lastIndexOf('\\') + 1);
    if (kind === 'function') found.functionUses.set(short.toLowerCase(), module);
    else if (kind !== 'const') found.uses.set(short.toLowerCase(), { module, node: clause });
  }
}

function functionNode(
  node: SyntaxNode,
  context: Context,
  found: Pick<Outline, 'functions' | 'functionAt'>,
): FunctionNode {
  const { scope: outer, owner } = context;
  const own = node.type === 'method_declaration' ? owner : undefined;
  const { line, column } = node.place;
  const written = node.childForFieldName('name')?.text;
  const name =
    written === undefined ? `<anonymous:${line}:${column}>` : own ? `${own.name}.${written}` : written;
  const scope = newScope(node.type === 'arrow_function' ? 'arrow' : 'function', {
    within: name,
    owner: own ?? owner,
    parent: node.type === 'anonymous_function' || node.type === 'arrow_function' ? outer : undefined,
  });
  for (const child of node.namedChildren) {
    if (child.type !== 'anonymous_function_use_clause') continue;
    for (const used of child.namedChildren) {
      const variable = variableName(used.type === 'by_ref' ? used.namedChildren[0] : used);
      if (variable) scope.shared.set(variable, 'outer');
    }
  }
  const parameters = node.childForFieldName('parameters')?.namedChildren ?? [];
  let index = 0;
  for (const parameter of parameters) {
    const inner = parameter.childForFieldName('name');
    const variable = variableName(inner?.type === 'by_ref' ? inner.namedChildren[0] : inner);
    if (!variable) continue;
    scope.parameters.set(variable, { index, node: parameter });
    if (parameter.type === 'property_promotion_parameter' && own)
      own.fields.push({
        name: variable.slice(1),
        node: parameter,
        type: parameter.childForFieldName('type') ?? undefined,
        scope,
        parameter: index,
      });
    index++;
  }
  const definition: FunctionNode = { name, node, scope, outer, owner: own, returns: [] };
  found.functions.push(definition);
  found.functionAt.set(node, definition);
  return definition;
}

/** Whether the node declares a class, an interface, a trait or an enumeration. */
export const declaresClass = (node: SyntaxNode): boolean => classTypes.has(node.type);
