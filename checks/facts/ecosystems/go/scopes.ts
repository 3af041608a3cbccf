// The first walk over a Go file: which names its package, its functions and its blocks define, and where.
import type { SyntaxNode } from '../../source/syntax.ts';

export type Meaning =
  | {
      readonly kind: 'expression';
      readonly node: SyntaxNode;
      readonly part: number;
      readonly type?: SyntaxNode;
    }
  | { readonly kind: 'typed'; readonly type: SyntaxNode }
  | { readonly kind: 'parameter'; readonly index: number; readonly type?: SyntaxNode }
  /** `flag.StringVar(&port, "port", "8080", …)` sets the variable. */
  | { readonly kind: 'flag'; readonly call: SyntaxNode }
  /** `viper.Unmarshal(&config)` fills the variable with what the deploy configures. */
  | { readonly kind: 'configuration'; readonly call: SyntaxNode }
  | { readonly kind: 'opaque'; readonly node: SyntaxNode };

export interface Definition {
  readonly at: SyntaxNode;
  /** Offsets of the block in which the assignment stands: after it, uses in the same block see it for certain. */
  readonly from: number;
  readonly until: number;
  /** `:=`, `var`, a parameter: nothing outside of the block sees it. */
  readonly declares: boolean;
  /** The enclosing `if` asks for the name: `if port == "" { port = "8080" }`. */
  readonly defaulting: boolean;
  readonly meaning: Meaning;
  readonly scope: FunctionScope | undefined;
}

export interface FunctionScope {
  /** `main`, `Server.Start`, `<func:12>`. */
  readonly name: string;
  readonly node: SyntaxNode;
  readonly parent?: FunctionScope;
  readonly definitions: Map<string, Definition[]>;
  readonly returns: SyntaxNode[];
  readonly receiver?: { readonly name?: string; readonly type: SyntaxNode };
}

export interface Condition {
  readonly node: SyntaxNode;
  readonly scope: FunctionScope | undefined;
  readonly negated: boolean;
}

export interface Occurrence {
  readonly node: SyntaxNode;
  readonly scope: FunctionScope | undefined;
  readonly guards: readonly Condition[];
}

export interface Store {
  readonly target: SyntaxNode;
  readonly value?: SyntaxNode;
  readonly part: number;
  readonly scope: FunctionScope | undefined;
  readonly how: string;
}

export interface ImportSpec {
  readonly path: string;
  /** As it is called in the file; absent for `_` and where the package's own name is used. */
  readonly alias?: string;
  readonly node: SyntaxNode;
}

export interface StructType {
  readonly name: string;
  readonly node: SyntaxNode;
  readonly fields: readonly {
    readonly name: string;
    readonly type: SyntaxNode;
    readonly tag?: string;
    readonly node: SyntaxNode;
    readonly embedded: boolean;
  }[];
}

export interface Outline {
  packageName: string;
  readonly imports: ImportSpec[];
  /** Variables and constants of the package, with every assignment that functions of this file make to them. */
  readonly definitions: Map<string, Definition[]>;
  readonly functions: FunctionScope[];
  readonly structs: Map<string, StructType>;
  /** Other named types: aliases, interfaces, functions. */
  readonly types: Set<string>;
  /** Functions and methods by name: `main`, `Server.Start`. */
  readonly functionNames: Map<string, FunctionScope>;
  readonly literals: Map<SyntaxNode, FunctionScope>;
  readonly calls: Occurrence[];
  readonly composites: Occurrence[];
  readonly indexes: Occurrence[];
  readonly stores: Store[];
  readonly strings: SyntaxNode[];
  readonly problems: SyntaxNode[];
}

interface Context {
  readonly scope: FunctionScope | undefined;
  readonly from: number;
  readonly until: number;
  readonly guards: readonly Condition[];
  readonly tested: ReadonlySet<string>;
}

const configLibrary = /^github\.com\/(spf13\/viper|knadh\/koanf)/;
const untested: ReadonlySet<string> = new Set();
const flagSetter =
  /^(String|Bool|Int|Int32|Int64|Uint|Uint16|Uint32|Uint64|Float64|Duration|StringSlice|StringArray|IP|Text|Count)VarP?$/;

/** The text of a string literal without its quotes. */
export function stringText(node: SyntaxNode): string {
  if (node.type === 'raw_string_literal') return node.text.slice(1, -1);
  let out = '';
  for (const child of node.namedChildren) {
    if (child.type === 'escape_sequence') {
      try {
        out += JSON.parse(
          `"${child.text
            .replace(/^\\x/, '\\u00')
            .replace(/^\\'/, "'")
            .replace(/^\\[av]/, ' ')}"`,
        ) as string;
      } catch {
        out += child.text;
      }
    } else out += child.text;
  }
  return out;
}

/** The name of a type below pointers, slices and type arguments. */
export function nameOfType(type: SyntaxNode | null | undefined): SyntaxNode | undefined {
  let node = type ?? undefined;
  for (let step = 0; node && step < 8; step++) {
    if (node.type === 'type_identifier' || node.type === 'qualified_type') return node;
    if (node.type === 'pointer_type' || node.type === 'parenthesized_type') node = node.namedChildren[0];
    else if (node.type === 'generic_type') node = node.childForFieldName('type') ?? undefined;
    else return undefined;
  }
  return undefined;
}

function identifiersIn(node: SyntaxNode | null): Set<string> {
  const found = new Set<string>();
  let left = 60;
  for (const inner of node?.walk() ?? []) {
    if (inner.type === 'identifier') found.add(inner.text);
    if (left-- <= 0) break;
  }
  return found;
}

/** Walks the tree once, without recursion. */
export function outline(root: SyntaxNode): Outline {
  const found: Outline = {
    packageName: '',
    imports: [],
    definitions: new Map(),
    functions: [],
    structs: new Map(),
    types: new Set(),
    functionNames: new Map(),
    literals: new Map(),
    calls: [],
    composites: [],
    indexes: [],
    stores: [],
    strings: [],
    problems: [],
  };
  const stack: { node: SyntaxNode; context: Context }[] = [
    {
      node: root,
      context: { scope: undefined, from: 0, until: Number.MAX_SAFE_INTEGER, guards: [], tested: untested },
    },
  ];
  const add = (into: Map<string, Definition[]>, name: string, definition: Definition) => {
    const known = into.get(name);
    if (known) known.push(definition);
    else into.set(name, [definition]);
  };
  const define = (name: string, at: SyntaxNode, meaning: Meaning, context: Context, declares: boolean) => {
    if (name === '_') return;
    let scope = context.scope;
    // An assignment belongs to whoever declared the name: a function around it, or the package.
    if (!declares) while (scope && !scope.definitions.has(name)) scope = scope.parent;
    add(scope?.definitions ?? found.definitions, name, {
      at,
      from: context.from,
      until: context.until,
      declares,
      defaulting: context.tested.has(name),
      meaning,
      scope: context.scope,
    });
  };
  const isLocal = (name: string, scope: FunctionScope | undefined) => {
    for (let at = scope; at; at = at.parent) if (at.definitions.has(name)) return true;
    return false;
  };
  const parameters = (list: SyntaxNode | null, context: Context) => {
    let index = 0;
    for (const declaration of list?.namedChildren ?? []) {
      if (!/^(variadic_)?parameter_declaration$/.test(declaration.type)) continue;
      const type = declaration.childForFieldName('type') ?? undefined;
      const names = declaration.childrenForFieldName('name');
      for (const name of names)
        define(name.text, name, { kind: 'parameter', index: index++, type }, context, true);
      if (names.length === 0) index++;
    }
  };
  const assign = (
    left: SyntaxNode | null,
    right: SyntaxNode | null,
    context: Context,
    declares: boolean,
    how: string,
  ) => {
    const values = right?.type === 'expression_list' ? right.namedChildren : right ? [right] : [];
    (left?.type === 'expression_list' ? left.namedChildren : left ? [left] : []).forEach((target, index) => {
      const value = values.length > 1 || index === 0 ? values[index] : values[0];
      const part = values.length > 1 ? 0 : index;
      if (target.type === 'identifier') {
        const local = declares || isLocal(target.text, context.scope);
        if (!local && context.scope) found.stores.push({ target, value, part, scope: context.scope, how });
        if (value && how === '=')
          define(target.text, target, { kind: 'expression', node: value, part }, context, declares);
      } else found.stores.push({ target, value, part, scope: context.scope, how });
    });
  };
  const functionScope = (
    node: SyntaxNode,
    name: string,
    context: Context,
    receiver?: FunctionScope['receiver'],
  ): FunctionScope => {
    const taken = name !== 'init' && found.functionNames.has(name);
    const scope: FunctionScope = {
      name: taken ? `${name}:${node.place.line}` : name,
      node,
      parent: context.scope,
      definitions: new Map(),
      returns: [],
      receiver,
    };
    found.functions.push(scope);
    found.functionNames.set(scope.name, scope);
    const body = node.childForFieldName('body');
    const inside: Context = {
      ...context,
      scope,
      from: node.startIndex,
      until: body?.endIndex ?? node.endIndex,
      guards: [],
      tested: untested,
    };
    if (receiver?.name)
      define(receiver.name, node, { kind: 'parameter', index: -1, type: receiver.type }, inside, true);
    parameters(node.childForFieldName('parameters'), inside);
    const result = node.childForFieldName('result');
    if (result?.type === 'parameter_list') {
      for (const declaration of result.namedChildren) {
        const type = declaration.childForFieldName('type');
        for (const name of declaration.childrenForFieldName('name'))
          if (type) define(name.text, name, { kind: 'typed', type }, inside, true);
      }
    }
    if (body) stack.push({ node: body, context: inside });
    return scope;
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
    const block = { from: node.startIndex, until: node.endIndex };
    switch (node.type) {
      case 'ERROR':
        found.problems.push(node);
        pushAll();
        break;
      case 'comment':
        break;
      case 'package_clause':
        found.packageName = node.namedChildren[0]?.text ?? '';
        break;
      case 'import_spec': {
        const path = node.childForFieldName('path');
        const name = node.childForFieldName('name');
        const alias =
          name?.type === 'package_identifier'
            ? name.text
            : name?.type === 'blank_identifier'
              ? '_'
              : name?.type === 'dot'
                ? '.'
                : undefined;
        if (path) found.imports.push({ path: stringText(path), alias, node });
        break;
      }
      case 'const_spec':
      case 'var_spec': {
        const type = node.childForFieldName('type');
        const list = node.childForFieldName('value');
        const values = list?.type === 'expression_list' ? list.namedChildren : list ? [list] : [];
        node.childrenForFieldName('name').forEach((name, index) => {
          const value = values[index] ?? (values.length === 1 ? values[0] : undefined);
          const part = values[index] ? 0 : index;
          if (value)
            define(
              name.text,
              name,
              { kind: 'expression', node: value, part, type: type ?? undefined },
              context,
              true,
            );
          else if (type) define(name.text, name, { kind: 'typed', type }, context, true);
        });
        push(list);
        break;
      }
      case 'type_spec':
      case 'type_alias': {
        const name = node.childForFieldName('name')?.text ?? '';
        const type = node.childForFieldName('type');
        if (type?.type === 'struct_type') found.structs.set(name, structOf(name, node, type));
        else found.types.add(name);
        break;
      }
      case 'function_declaration':
        functionScope(node, node.childForFieldName('name')?.text ?? '', context);
        break;
      case 'method_declaration': {
        const declaration = node
          .childForFieldName('receiver')
          ?.namedChildren.find((child) => child.type === 'parameter_declaration');
        const type = declaration?.childForFieldName('type');
        const owner = nameOfType(type)?.text ?? '?';
        const receiver = type ? { name: declaration?.childForFieldName('name')?.text, type } : undefined;
        functionScope(node, `${owner}.${node.childForFieldName('name')?.text ?? ''}`, context, receiver);
        break;
      }
      case 'func_literal':
        found.literals.set(node, functionScope(node, `<func:${node.place.line}>`, context));
        break;
      case 'return_statement': {
        const list = node.namedChildren[0];
        const first = list?.type === 'expression_list' ? list.namedChildren[0] : list;
        if (first) context.scope?.returns.push(first);
        pushAll();
        break;
      }
      case 'short_var_declaration':
        assign(node.childForFieldName('left'), node.childForFieldName('right'), context, true, '=');
        push(node.childForFieldName('right'));
        break;
      case 'assignment_statement': {
        const operator = node.childForFieldName('operator')?.text ?? '=';
        assign(
          node.childForFieldName('left'),
          node.childForFieldName('right'),
          context,
          false,
          operator === '=' ? '=' : 'augmented',
        );
        pushAll();
        break;
      }
      case 'inc_statement':
      case 'dec_statement':
        assign(node.namedChildren[0] ?? null, null, context, false, 'augmented');
        pushAll();
        break;
      case 'range_clause': {
        const left = node.childForFieldName('left');
        for (const name of left?.namedChildren ?? [])
          if (name.type === 'identifier')
            define(name.text, name, { kind: 'opaque', node: name }, context, true);
        push(node.childForFieldName('right'));
        break;
      }
      case 'if_statement': {
        const condition = node.childForFieldName('condition');
        const inside = { ...block };
        const guard = (negated: boolean) =>
          condition
            ? [...context.guards, { node: condition, scope: context.scope, negated }]
            : context.guards;
        push(node.childForFieldName('initializer'), inside);
        push(condition, inside);
        push(node.childForFieldName('consequence'), {
          ...inside,
          guards: guard(false),
          tested: identifiersIn(condition),
        });
        push(node.childForFieldName('alternative'), { ...inside, guards: guard(true), tested: untested });
        break;
      }
      case 'for_statement':
      case 'expression_switch_statement':
      case 'type_switch_statement':
      case 'select_statement': {
        const alias = node.childForFieldName('alias');
        for (const name of alias?.namedChildren ?? [])
          if (name.type === 'identifier')
            define(name.text, name, { kind: 'opaque', node: name }, { ...context, ...block }, true);
        pushAll({ ...block, tested: untested });
        break;
      }
      case 'block':
        // The block of a function is the function's own: its parameters stand in the same range.
        pushAll(context.scope?.node === node.parent ? {} : block);
        break;
      case 'expression_case': {
        // `switch { case wanted: … }` asks as an `if` does.
        const subject = node.parent?.childForFieldName('value');
        const asked = node.childForFieldName('value')?.namedChildren[0];
        if (asked && (!subject || subject.text === 'true'))
          pushAll({
            ...block,
            guards: [...context.guards, { node: asked, scope: context.scope, negated: false }],
          });
        else pushAll(block);
        break;
      }
      case 'default_case':
      case 'type_case':
      case 'communication_case':
        pushAll(block);
        break;
      case 'interpreted_string_literal':
      case 'raw_string_literal':
        found.strings.push(node);
        break;
      case 'call_expression': {
        found.calls.push({ node, scope: context.scope, guards: context.guards });
        const called = node.childForFieldName('function');
        const list = node.childForFieldName('arguments')?.namedChildren ?? [];
        const [first, second] = list;
        const method =
          called?.type === 'selector_expression' ? called.childForFieldName('field')?.text : called?.text;
        if (
          method &&
          first?.type === 'unary_expression' &&
          first.text.startsWith('&') &&
          flagSetter.test(method) &&
          /string_literal$/.test(second?.type ?? '')
        ) {
          const target = first.childForFieldName('operand');
          if (target?.type === 'identifier')
            define(target.text, node, { kind: 'flag', call: node }, context, false);
          else if (target)
            found.stores.push({ target, value: node, part: 0, scope: context.scope, how: 'flag' });
        }
        if (
          method &&
          /^Unmarshal(Exact|Key)?$/.test(method) &&
          found.imports.some(({ path }) => configLibrary.test(path)) &&
          !/^(json|yaml|toml|xml)\./.test(called?.text ?? '')
        ) {
          for (const argument of list) {
            const target =
              argument.type === 'unary_expression' && argument.text.startsWith('&')
                ? argument.childForFieldName('operand')
                : undefined;
            if (target?.type === 'identifier')
              define(target.text, node, { kind: 'configuration', call: node }, context, false);
          }
        }
        if ((called?.text === 'delete' || called?.text === 'clear') && first)
          found.stores.push({ target: first, part: 0, scope: context.scope, how: called.text });
        pushAll();
        break;
      }
      case 'composite_literal':
        found.composites.push({ node, scope: context.scope, guards: context.guards });
        pushAll();
        break;
      case 'index_expression':
        found.indexes.push({ node, scope: context.scope, guards: context.guards });
        pushAll();
        break;
      default:
        pushAll();
    }
    while (inner.length > 0) stack.push(inner.pop() as { node: SyntaxNode; context: Context });
  }
  return found;
}

function structOf(name: string, node: SyntaxNode, type: SyntaxNode): StructType {
  const fields: StructType['fields'][number][] = [];
  const list = type.namedChildren.find((child) => child.type === 'field_declaration_list');
  for (const field of list?.namedChildren ?? []) {
    const fieldType = field.childForFieldName('type');
    if (field.type !== 'field_declaration' || !fieldType) continue;
    const tagNode = field.childForFieldName('tag');
    const tag = tagNode ? stringText(tagNode) : undefined;
    const names = field.childrenForFieldName('name');
    for (const each of names)
      fields.push({ name: each.text, type: fieldType, tag, node: each, embedded: false });
    if (names.length === 0)
      fields.push({
        name: nameOfType(fieldType)?.text.split('.').at(-1) ?? '?',
        type: fieldType,
        tag,
        node: field,
        embedded: true,
      });
  }
  return { name, node, fields };
}
