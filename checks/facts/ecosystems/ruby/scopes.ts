// The first walk over a Ruby file: which scopes there are, which names each defines, and where.
import type { SyntaxNode } from '../../source/syntax.ts';

export interface Definition {
  /** Offset in the file, to tell what a use can already see. */
  readonly position: number;
  /** Stands in a branch or a loop, so that earlier meanings stay possible. */
  readonly conditional: boolean;
  /** `||=`: the value holds only where there was none. */
  readonly defaulting: boolean;
  readonly meaning:
    | {
        readonly kind: 'expression';
        readonly node: SyntaxNode;
        readonly scope: Scope;
        readonly part?: number;
      }
    | { readonly kind: 'parameter'; readonly index: number; readonly function: FunctionNode };
}

/**
 * `file` and `class` bodies and methods see no local names from outside, blocks do. Names with `@`, `@@` and `$` and constants
 * are kept with the class, or with the file, whatever scope they are set in.
 */
export interface Scope {
  readonly kind: 'file' | 'class' | 'method' | 'block';
  readonly parent?: Scope;
  /** The function whose body runs this code; absent for what runs when the file is loaded. */
  readonly within?: string;
  /** The class (or module) whose body or method this is. */
  readonly owner?: ClassScope;
  /** `self` is the class and not an instance of it: a class body, `def self.x`. */
  readonly ofClass: boolean;
  /** The function whose parameters stand here. */
  readonly function?: FunctionNode;
  readonly definitions: Map<string, Definition[]>;
}

export interface ClassScope {
  /** Dotted, with the names of the modules around it: `Api.TodosController`. */
  readonly name: string;
  readonly node: SyntaxNode;
  readonly outer: Scope;
  readonly superclass?: SyntaxNode;
  readonly definitions: Map<string, Definition[]>;
  readonly methods: Map<string, FunctionNode>;
  /** What `include`, `extend` and `prepend` name. */
  readonly mixins: SyntaxNode[];
}

/** A method, a lambda, or the block of a call. */
export interface FunctionNode {
  readonly name: string;
  readonly node: SyntaxNode;
  readonly scope: Scope;
  readonly outer: Scope;
  readonly owner?: ClassScope;
  /** The call to which the block is given. */
  readonly call?: SyntaxNode;
  readonly parameters: readonly {
    readonly name: string;
    readonly fallback?: SyntaxNode;
    readonly keyword: boolean;
  }[];
  readonly returns: { node: SyntaxNode; scope: Scope }[];
}

export interface Condition {
  readonly node: SyntaxNode;
  readonly scope: Scope;
  readonly negated: boolean;
}

export interface Occurrence {
  readonly node: SyntaxNode;
  readonly scope: Scope;
  /** The tests of the branches in which it stands, within its method, from the outside in. */
  readonly guards: readonly Condition[];
  /** In a `begin` that rescues `LoadError`. */
  readonly optional: boolean;
}

export interface Outline {
  readonly file: Scope;
  readonly fileLevel: Map<string, Definition[]>;
  readonly functions: FunctionNode[];
  /** Blocks and lambdas by their node. */
  readonly blocks: Map<SyntaxNode, FunctionNode>;
  readonly classes: ClassScope[];
  /** Calls with arguments, a receiver or a block, indexing, and names that may be calls. */
  readonly calls: Occurrence[];
  /** Assignments, with the operator. */
  readonly stores: {
    readonly target: SyntaxNode;
    readonly value?: SyntaxNode;
    readonly scope: Scope;
    readonly how: string;
  }[];
  readonly constants: { readonly node: SyntaxNode; readonly scope: Scope }[];
  readonly strings: SyntaxNode[];
  readonly heredocs: Map<SyntaxNode, SyntaxNode>;
  readonly problems: SyntaxNode[];
  program: boolean;
}

interface Context {
  readonly scope: Scope;
  readonly conditional: boolean;
  readonly guards: readonly Condition[];
  readonly optional: boolean;
}

const assignable = /^(?:identifier|constant|instance_variable|class_variable|global_variable)$/;
/** Names that belong to the class or the file, and not to the method in which they are set. */
const isShared = (type: string): boolean => type !== 'identifier';

/** Where a name of this type is kept, seen from a scope. */
export function homeOf(
  scope: Scope,
  node: SyntaxNode,
  outline: Pick<Outline, 'fileLevel'>,
): Map<string, Definition[]> {
  if (!isShared(node.type)) return scope.definitions;
  if (node.type === 'global_variable') return outline.fileLevel;
  return scope.owner?.definitions ?? outline.fileLevel;
}

/** The key of a name: an instance's variable and the class's own of the same name are two. */
export const keyOfName = (node: SyntaxNode, scope: Scope): string =>
  node.type === 'instance_variable' && scope.ofClass ? `self${node.text}` : node.text;

const rescuesLoadError = (node: SyntaxNode): boolean =>
  node.namedChildren.some(
    (child) =>
      child.type === 'rescue' &&
      /\b(?:LoadError|Exception)\b/.test(child.childForFieldName('exceptions')?.text ?? ''),
  );

/** `A::B` as `A.B`; undefined for what isn't written as constants. */
export function constantPath(node: SyntaxNode): string | undefined {
  const parts: string[] = [];
  let current: SyntaxNode | null = node;
  while (current?.type === 'scope_resolution') {
    parts.unshift(current.childForFieldName('name')?.text ?? '');
    current = current.childForFieldName('scope');
  }
  if (current && current.type !== 'constant') return undefined;
  if (current) parts.unshift(current.text);
  return parts.join('.');
}

const isStartTest = (node: SyntaxNode | null): boolean =>
  node?.type === 'binary' &&
  node.namedChildren.some((child) => child.text === '__FILE__') &&
  node.namedChildren.some((child) => child.text === '$0' || child.text === '$PROGRAM_NAME');

/** The function that stands for the block of `if __FILE__ == $0`. */
export const mainBlock = '<main>';

function parametersOf(list: SyntaxNode | null): FunctionNode['parameters'] {
  return (list?.namedChildren ?? []).flatMap((parameter) => {
    const name = parameter.type === 'identifier' ? parameter.text : parameter.childForFieldName('name')?.text;
    if (name === undefined) return [];
    const fallback = parameter.childForFieldName('value') ?? undefined;
    return [{ name, fallback, keyword: parameter.type === 'keyword_parameter' }];
  });
}

/** The statements of a body, without what it rescues and ensures. */
export const statementsOf = (body: SyntaxNode | null): readonly SyntaxNode[] =>
  (body?.namedChildren ?? []).filter(
    ({ type }) => !/^(?:comment|rescue|ensure|else|heredoc_body|block_parameters)$/.test(type),
  );

/** Walks the tree once, without recursion, so that no nesting can exhaust the stack. */
export function outline(root: SyntaxNode): Outline {
  const file: Scope = { kind: 'file', ofClass: false, definitions: new Map() };
  const found: Outline = {
    file,
    fileLevel: new Map(),
    functions: [],
    blocks: new Map(),
    classes: [],
    calls: [],
    stores: [],
    constants: [],
    strings: [],
    heredocs: new Map(),
    problems: [],
    program: false,
  };
  const taken = new Set<string>();
  const heredocs: SyntaxNode[] = [];
  const stack: { node: SyntaxNode; context: Context }[] = [
    { node: root, context: { scope: file, conditional: false, guards: [], optional: false } },
  ];
  const unique = (name: string, node: SyntaxNode) => {
    let free = name;
    for (let at = 0; taken.has(free); at++) free = `${name}:${node.place.line}${at === 0 ? '' : `.${at}`}`;
    taken.add(free);
    return free;
  };
  const define = (
    target: SyntaxNode,
    context: Context,
    meaning: Definition['meaning'],
    defaulting = false,
  ) => {
    let home = homeOf(context.scope, target, found);
    const key = keyOfName(target, context.scope);
    // A block assigns to the name of the method around it where there is one.
    if (!isShared(target.type))
      for (let scope = context.scope; scope.kind === 'block' && scope.parent; ) {
        scope = scope.parent;
        if (scope.definitions.has(key)) home = scope.definitions;
      }
    const known = home.get(key) ?? [];
    known.push({ position: target.startIndex, conditional: context.conditional, defaulting, meaning });
    home.set(key, known);
  };
  const assign = (left: SyntaxNode, right: SyntaxNode | undefined, context: Context, how: string) => {
    if (left.type === 'left_assignment_list' || left.type === 'destructured_left_assignment') {
      left.namedChildren.forEach((target, part) => {
        const pair = /^(?:right_assignment_list|array)$/.test(right?.type ?? '')
          ? right?.namedChildren[part]
          : undefined;
        if (assignable.test(target.type) && right)
          define(target, context, {
            kind: 'expression',
            node: pair ?? right,
            scope: context.scope,
            part: pair ? undefined : part,
          });
        found.stores.push({ target, value: pair, scope: context.scope, how });
      });
      return;
    }
    if (assignable.test(left.type) && right && (how === '=' || how === '||='))
      define(left, context, { kind: 'expression', node: right, scope: context.scope }, how === '||=');
    found.stores.push({ target: left, value: right, scope: context.scope, how });
  };
  const makeFunction = (
    node: SyntaxNode,
    name: string,
    context: Context,
    kind: 'method' | 'block',
    details: { owner?: ClassScope; ofClass: boolean; call?: SyntaxNode; parameters: SyntaxNode | null },
  ): FunctionNode => {
    const model: { -readonly [Key in keyof FunctionNode]: FunctionNode[Key] } = {
      name,
      node,
      outer: context.scope,
      owner: details.owner,
      call: details.call,
      parameters: parametersOf(details.parameters),
      returns: [],
      scope: context.scope,
    };
    const scope: Scope = {
      kind,
      parent: context.scope,
      within: name,
      owner: details.owner,
      ofClass: details.ofClass,
      function: model,
      definitions: new Map(),
    };
    model.scope = scope;
    model.parameters.forEach(({ name: parameter }, index) => {
      scope.definitions.set(parameter, [
        {
          position: node.startIndex,
          conditional: false,
          defaulting: false,
          meaning: { kind: 'parameter', index, function: model },
        },
      ]);
    });
    const last = statementsOf(node.childForFieldName('body')).at(-1);
    if (last) model.returns.push({ node: last, scope });
    found.functions.push(model);
    return model;
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
    const branch = (condition: SyntaxNode | null, negated: boolean): Partial<Context> => ({
      conditional: true,
      guards: condition
        ? [...context.guards, { node: condition, scope: context.scope, negated }].slice(-12)
        : context.guards,
    });
    switch (node.type) {
      case 'ERROR':
        found.problems.push(node);
        pushAll();
        break;
      case 'comment':
        break;
      case 'class':
      case 'module': {
        const name = constantPath(node.childForFieldName('name') ?? node) ?? '?';
        const outerName = context.scope.owner?.name;
        const full = outerName === undefined ? name : `${outerName}.${name}`;
        const superclass = node.childForFieldName('superclass')?.namedChildren[0];
        // Reopened in the same file: one class.
        const known = found.classes.find((other) => other.name === full);
        const owner: ClassScope = known ?? {
          name: full,
          node,
          outer: context.scope,
          superclass,
          definitions: new Map(),
          methods: new Map(),
          mixins: [],
        };
        if (!known) found.classes.push(owner);
        const scope: Scope = {
          kind: 'class',
          parent: context.scope,
          within: context.scope.within,
          owner,
          ofClass: true,
          definitions: new Map(),
        };
        push(superclass);
        push(node.childForFieldName('body'), { scope, conditional: false });
        break;
      }
      case 'singleton_class':
        push(node.childForFieldName('body'), {
          scope: { ...context.scope, kind: 'class', ofClass: true, definitions: new Map() },
        });
        break;
      case 'method':
      case 'singleton_method': {
        const owner = context.scope.owner;
        const local = node.childForFieldName('name')?.text ?? '?';
        const isOfClass =
          node.type === 'singleton_method' || (context.scope.kind === 'class' && isInSingleton(node));
        const model = makeFunction(
          node,
          unique(owner ? `${owner.name}.${local}` : local, node),
          context,
          'method',
          {
            owner,
            ofClass: isOfClass,
            parameters: node.childForFieldName('parameters'),
          },
        );
        if (owner && !owner.methods.has(local)) owner.methods.set(local, model);
        const changed = { scope: model.scope, conditional: false, guards: [], optional: false };
        for (const { fallback } of model.parameters) push(fallback, changed);
        push(node.childForFieldName('body'), changed);
        break;
      }
      case 'lambda':
      case 'block':
      case 'do_block': {
        const isLambda = node.type === 'lambda';
        const body = isLambda ? (node.childForFieldName('body') ?? node) : node;
        const model = makeFunction(body, unique(`<block:${node.place.line}>`, node), context, 'block', {
          owner: context.scope.owner,
          ofClass: context.scope.ofClass,
          call: isLambda ? undefined : (node.parent ?? undefined),
          parameters: node.childForFieldName('parameters'),
        });
        found.blocks.set(node, model);
        push(body.childForFieldName('body'), { scope: model.scope });
        break;
      }
      case 'assignment':
      case 'operator_assignment': {
        const left = node.childForFieldName('left');
        const right = node.childForFieldName('right') ?? undefined;
        const how =
          node.childForFieldName('operator')?.text ??
          (node.type === 'assignment' ? '=' : (node.children.find((child) => !child.isNamed)?.text ?? '='));
        if (left) assign(left, right, context, how);
        if (left && !assignable.test(left.type)) for (const child of left.namedChildren) push(child);
        push(right);
        break;
      }
      case 'if':
      case 'unless':
      case 'elsif':
      case 'conditional': {
        const condition = node.childForFieldName('condition');
        const negated = node.type === 'unless';
        push(condition);
        if (isStartTest(condition) && context.scope.kind === 'file') {
          found.program = true;
          push(node.childForFieldName('consequence'), { scope: { ...file, within: mainBlock } });
        } else push(node.childForFieldName('consequence'), branch(condition, negated));
        push(node.childForFieldName('alternative'), branch(condition, !negated));
        break;
      }
      case 'if_modifier':
      case 'unless_modifier': {
        const condition = node.childForFieldName('condition');
        const body = node.childForFieldName('body');
        push(condition);
        if (isStartTest(condition) && context.scope.kind === 'file') {
          found.program = true;
          push(body, { scope: { ...file, within: mainBlock } });
        } else push(body, branch(condition, node.type === 'unless_modifier'));
        break;
      }
      case 'while':
      case 'until':
      case 'for':
      case 'case':
      case 'case_match':
      case 'while_modifier':
      case 'until_modifier':
      case 'rescue':
        pushAll({ conditional: true });
        break;
      case 'begin':
      case 'body_statement':
        pushAll(rescuesLoadError(node) ? { optional: true } : {});
        break;
      case 'return': {
        const value = node.namedChildren[0]?.namedChildren[0];
        let scope: Scope | undefined = context.scope;
        while (scope && scope.kind === 'block') scope = scope.parent;
        if (value && scope?.function) scope.function.returns.push({ node: value, scope: context.scope });
        pushAll();
        break;
      }
      case 'call': {
        found.calls.push({ node, scope: context.scope, guards: context.guards, optional: context.optional });
        const method = node.childForFieldName('method');
        const owner = context.scope.owner;
        if (
          !node.childForFieldName('receiver') &&
          /^(?:include|extend|prepend)$/.test(method?.text ?? '') &&
          context.scope.kind === 'class'
        )
          owner?.mixins.push(...(node.childForFieldName('arguments')?.namedChildren ?? []));
        push(node.childForFieldName('receiver'));
        push(node.childForFieldName('arguments'));
        push(node.childForFieldName('block'));
        break;
      }
      case 'subshell':
      case 'element_reference':
        found.calls.push({ node, scope: context.scope, guards: context.guards, optional: context.optional });
        pushAll();
        break;
      case 'identifier':
        found.calls.push({ node, scope: context.scope, guards: context.guards, optional: context.optional });
        break;
      case 'binary':
        found.calls.push({ node, scope: context.scope, guards: context.guards, optional: context.optional });
        pushAll();
        break;
      case 'pair': {
        const key = node.childForFieldName('key');
        if (key?.type !== 'hash_key_symbol' && key?.type !== 'simple_symbol') push(key);
        push(node.childForFieldName('value'));
        break;
      }
      case 'constant':
      case 'scope_resolution':
        if (constantPath(node) === undefined) pushAll();
        else found.constants.push({ node, scope: context.scope });
        break;
      case 'heredoc_beginning':
        heredocs.push(node);
        found.strings.push(node);
        break;
      case 'heredoc_body': {
        const beginning = heredocs.find(
          (one) => !found.heredocs.has(one) && one.startIndex < node.startIndex,
        );
        if (beginning) found.heredocs.set(beginning, node);
        pushAll();
        break;
      }
      case 'string':
      case 'chained_string':
        found.strings.push(node);
        for (const child of node.namedChildren) if (child.type !== 'string_content') push(child);
        break;
      default:
        pushAll();
    }
    for (let index = inner.length - 1; index >= 0; index--)
      stack.push(inner[index] as { node: SyntaxNode; context: Context });
  }
  return found;
}

/** The method stands in a `class << self`. */
function isInSingleton(node: SyntaxNode): boolean {
  for (let parent = node.parent; parent; parent = parent.parent) {
    if (parent.type === 'singleton_class') return true;
    if (/^(?:class|module|method)$/.test(parent.type)) return false;
  }
  return false;
}
