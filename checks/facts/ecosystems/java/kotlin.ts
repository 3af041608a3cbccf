// From Kotlin's syntax tree to the form that the evaluation reads.
import type { SyntaxNode } from '../../source/syntax.ts';
import { unescaped } from './java.ts';
import type {
  Annotation,
  Argument,
  ClassDeclaration,
  Expression,
  Field,
  FunctionDeclaration,
  ImportDeclaration,
  Parameter,
  Program,
  Statement,
  TypeName,
} from './program.ts';

type Strings = { text: string; node: SyntaxNode }[];

const isComment = ({ type }: SyntaxNode): boolean => /comment$|^shebang$/.test(type);
const inner = (node: SyntaxNode | null | undefined): SyntaxNode[] =>
  (node?.namedChildren ?? []).filter((child) => !isComment(child));
const child = (node: SyntaxNode | null | undefined, types: RegExp): SyntaxNode | undefined =>
  inner(node).find(({ type }) => types.test(type));
const has = (node: SyntaxNode, token: string): boolean => node.children.some(({ type }) => type === token);

const isClass = ({ type }: SyntaxNode): boolean =>
  type === 'class_declaration' || type === 'object_declaration' || type === 'companion_object';
const typeNode = /^(?:user_type|nullable_type|function_type|parenthesized_type|non_nullable_type)$/;

/** Reads the declarations of a Kotlin file. */
export function kotlinProgram(root: SyntaxNode): Program {
  const strings: Strings = [];
  const read = reader(strings);
  const errors: SyntaxNode[] = [];
  for (const node of root.walk()) if (node.type === 'ERROR' && !isSpreadCall(node)) errors.push(node);
  const header = child(root, /^package_header$/);
  const top = inner(root);
  return {
    packageName: child(header, /^(?:qualified_)?identifier$/)?.text.replace(/\s/g, '') ?? '',
    imports: top.filter(({ type }) => type === 'import').map(importOf),
    classes: top.filter(isClass).map(read.classOf),
    functions: top.filter(({ type }) => type === 'function_declaration').map(read.functionOf),
    properties: top
      .filter(({ type }) => type === 'property_declaration')
      .flatMap((node) => read.propertyOf(node, true)),
    strings,
    errors,
  };
}

/** `runApplication<App>(*args)` is valid, and the grammar doesn't know it. */
const isSpreadCall = (node: SyntaxNode): boolean => /^\w+\s*<[\w.<>, ]*>?/.test(node.text.slice(0, 200));

function importOf(node: SyntaxNode): ImportDeclaration {
  const [whole, alias] = inner(node);
  const path = whole?.text.replace(/[\s`]/g, '') ?? '';
  if (has(node, '*')) return { from: path, isStatic: false, node };
  const dot = path.lastIndexOf('.');
  return {
    from: path.slice(0, Math.max(dot, 0)),
    name: path.slice(dot + 1),
    ...(alias ? { alias: alias.text } : {}),
    isStatic: false,
    node,
  };
}

function typeName(node: SyntaxNode | undefined): TypeName | undefined {
  let type = node;
  for (let step = 0; type && step < 8; step++) {
    if (type.type === 'user_type') {
      const names = inner(type).filter(({ type: kind }) => kind === 'identifier');
      return names.length === 0 ? undefined : { name: names.map(({ text }) => text).join('.'), node: type };
    }
    type = child(type, typeNode);
  }
  return undefined;
}

function reader(strings: Strings) {
  const annotationsOf = (node: SyntaxNode): Annotation[] => annotationsIn(child(node, /^modifiers$/));

  function annotationsIn(modifiers: SyntaxNode | undefined): Annotation[] {
    return inner(modifiers)
      .filter(({ type }) => type === 'annotation')
      .flatMap((annotation): Annotation[] => {
        const invoked = child(annotation, /^constructor_invocation$/);
        const type = typeName(child(invoked ?? annotation, /^user_type$/));
        if (!type) return [];
        return [{ type, arguments: argumentsOf(child(invoked, /^value_arguments$/)), node: annotation }];
      });
  }

  function parameterOf(node: SyntaxNode, annotations: readonly Annotation[]): Parameter {
    const [name, ...rest] = inner(node).filter(({ type }) => !/modifiers$/.test(type));
    const type = rest.find((one) => typeNode.test(one.type));
    const fallback = has(node, '=') ? rest.findLast((one) => one !== type) : undefined;
    return {
      name: (name?.type === 'variable_declaration' ? inner(name)[0] : name)?.text ?? '?',
      type: typeName(type ?? (name?.type === 'variable_declaration' ? inner(name)[1] : undefined)),
      ...(fallback ? { fallback: expression(fallback) } : {}),
      annotations,
      node,
    };
  }

  function parametersOf(list: SyntaxNode | undefined): Parameter[] {
    const parameters: Parameter[] = [];
    let fallbackFor: Parameter | undefined;
    let annotations: readonly Annotation[] = [];
    for (const node of inner(list)) {
      if (node.type === 'parameter' || node.type === 'class_parameter') {
        fallbackFor = parameterOf(node, [...annotations, ...annotationsOf(node)]);
        parameters.push(fallbackFor);
        annotations = [];
      } else if (node.type === 'parameter_modifiers') {
        annotations = annotationsIn(node);
      } else if (fallbackFor) {
        // A default stands beside the parameter that it is for.
        parameters[parameters.length - 1] = { ...fallbackFor, fallback: expression(node) };
        fallbackFor = undefined;
      }
    }
    return parameters;
  }

  function functionOf(node: SyntaxNode): FunctionDeclaration {
    const body = child(node, /^(?:function_body|block)$/);
    const [content] = inner(body);
    const isBlock = body?.type === 'block' || content?.type === 'block';
    const list = child(node, /^function_value_parameters$/);
    const after = list ? inner(node).slice(inner(node).indexOf(list) + 1) : [];
    const name = node.childForFieldName('name');
    const before = inner(node).find(
      ({ type, startIndex }) => typeNode.test(type) && startIndex < (name?.startIndex ?? 0),
    );
    const extended = typeName(before);
    return {
      name: name?.text ?? '',
      ...(extended ? { extends: extended } : {}),
      parameters: parametersOf(list),
      returns: typeName(after.find(({ type }) => typeNode.test(type))),
      annotations: annotationsOf(node),
      body: isBlock
        ? inner(body?.type === 'block' ? body : content).flatMap(statement)
        : content
          ? [{ kind: 'return', value: expression(content) }]
          : [],
      isConstructor: node.type === 'secondary_constructor',
      node,
    };
  }

  function propertyOf(node: SyntaxNode, isStatic: boolean): Field[] {
    const declared = child(node, /^variable_declaration$/);
    if (!declared) return [];
    const [name, type] = inner(declared);
    return [
      {
        name: name?.text ?? '?',
        type: typeName(type),
        ...valueOfProperty(node),
        annotations: annotationsOf(node),
        isStatic,
        node,
      },
    ];
  }

  function valueOfProperty(node: SyntaxNode): { value?: Expression } {
    const delegate = child(node, /^property_delegate$/);
    if (delegate) {
      const [by] = inner(delegate);
      const lambda = by && [...by.walk()].find(({ type }) => type === 'lambda_literal');
      if (by && lambda && /^lazy\b/.test(by.text))
        return { value: { kind: 'block', body: lambdaBody(lambda), node: lambda } };
      return by ? { value: expression(by) } : {};
    }
    const getter = child(node, /^getter$/);
    const rest = inner(node).filter(
      ({ type }) =>
        !/^(?:modifiers|(?:multi_)?variable_declaration|getter|setter|type_parameters|type_constraints)$/.test(
          type,
        ),
    );
    const value = has(node, '=') ? rest.at(-1) : undefined;
    if (value && !typeNode.test(value.type)) return { value: expression(value) };
    const [result] = inner(child(getter, /^function_body$/));
    return result && result.type !== 'block' ? { value: expression(result) } : {};
  }

  function classOf(node: SyntaxNode): ClassDeclaration {
    const fields: Field[] = [];
    const methods: FunctionDeclaration[] = [];
    const nested: ClassDeclaration[] = [];
    const blocks: Statement[] = [];
    const isObject = node.type !== 'class_declaration';
    const primary = child(node, /^primary_constructor$/);
    if (primary) {
      const parameters = parametersOf(child(primary, /^class_parameters$/));
      parameters.forEach((parameter, index) => {
        fields.push({
          name: parameter.name,
          type: parameter.type,
          annotations: parameter.annotations,
          isStatic: false,
          parameter: index,
          node: parameter.node,
        });
      });
      methods.push({
        name: 'constructor',
        parameters,
        annotations: [],
        body: [],
        isConstructor: true,
        node: primary,
      });
    }
    for (const member of inner(child(node, /^(?:enum_)?class_body$/))) {
      if (member.type === 'property_declaration') fields.push(...propertyOf(member, isObject));
      else if (/^(?:function_declaration|secondary_constructor)$/.test(member.type))
        methods.push(functionOf(member));
      else if (member.type === 'companion_object') {
        const companion = classOf(member);
        fields.push(...companion.fields.map((field) => ({ ...field, isStatic: true })));
        methods.push(...companion.methods);
        nested.push(...companion.inner);
        blocks.push(...companion.blocks);
      } else if (isClass(member)) nested.push(classOf(member));
      else if (member.type === 'anonymous_initializer')
        blocks.push(...inner(child(member, /^block$/)).flatMap(statement));
    }
    const parents = inner(child(node, /^delegation_specifiers$/));
    for (const parent of parents)
      for (const argument of argumentsOf(
        child(child(parent, /^constructor_invocation$/), /^value_arguments$/),
      ))
        blocks.push({ kind: 'expression', value: argument.value });
    return {
      name: node.childForFieldName('name')?.text ?? child(node, /^identifier$/)?.text ?? 'Companion',
      bases: parents.flatMap((parent) => {
        const invoked = child(parent, /^constructor_invocation$/) ?? parent;
        return typeName(child(invoked, typeNode)) ?? [];
      }),
      annotations: annotationsOf(node),
      fields,
      methods,
      inner: nested,
      blocks,
      node,
    };
  }

  const lambdaBody = (lambda: SyntaxNode): Statement[] =>
    withLastReturned(
      inner(lambda)
        .filter(({ type }) => type !== 'lambda_parameters')
        .flatMap(statement),
    );

  /** The last expression of a lambda is its result. */
  function withLastReturned(body: Statement[]): Statement[] {
    const last = body.at(-1);
    return last?.kind === 'expression' ? [...body.slice(0, -1), { kind: 'return', value: last.value }] : body;
  }

  function lambdaOf(node: SyntaxNode): FunctionDeclaration {
    const lambda = node.type === 'lambda_literal' ? node : (child(node, /^lambda_literal$/) ?? node);
    const declared = inner(child(lambda, /^lambda_parameters$/)).map((parameter) =>
      parameterOf(parameter, []),
    );
    return {
      name: '',
      parameters: declared.length > 0 ? declared : [{ name: 'it', annotations: [], node: lambda }],
      annotations: [],
      body: lambdaBody(lambda),
      isConstructor: false,
      node: lambda,
    };
  }

  const bodyOf = (node: SyntaxNode | undefined): Statement[] =>
    node ? (node.type === 'block' ? inner(node).flatMap(statement) : statement(node)) : [];

  function statement(node: SyntaxNode): Statement[] {
    switch (node.type) {
      case 'property_declaration': {
        const declared = child(node, /^(?:multi_)?variable_declaration$/);
        if (declared?.type === 'multi_variable_declaration') {
          const value = inner(node).at(-1);
          return value ? [{ kind: 'expression', value: expression(value) }] : [];
        }
        const [name, type] = inner(declared);
        return [
          { kind: 'local', name: name?.text ?? '?', type: typeName(type), ...valueOfProperty(node), node },
        ];
      }
      case 'return_expression': {
        const [value] = inner(node).filter(({ type }) => type !== 'label');
        return [{ kind: 'return', ...(value ? { value: expression(value) } : {}) }];
      }
      case 'if_expression': {
        const test = node.childForFieldName('condition');
        const [yes, no] = inner(node).filter((one) => one !== test);
        if (!test) return [{ kind: 'block', body: [...bodyOf(yes), ...bodyOf(no)] }];
        const asked = expression(test);
        return [
          { kind: 'expression', value: asked },
          { kind: 'block', body: bodyOf(yes), condition: { test: asked, negated: false } },
          ...(no
            ? [{ kind: 'block' as const, body: bodyOf(no), condition: { test: asked, negated: true } }]
            : []),
        ];
      }
      case 'for_statement': {
        const [variable, value, ...body] = inner(node);
        const [name, type] = inner(variable);
        return [
          ...(value ? [{ kind: 'expression', value: expression(value) } as const] : []),
          {
            kind: 'block',
            body: [
              ...(name
                ? [{ kind: 'local', name: name.text, type: typeName(type), node: name } as const]
                : []),
              ...body.flatMap((one) => bodyOf(one)),
            ],
          },
        ];
      }
      case 'while_statement':
      case 'do_while_statement':
      case 'catch_block':
        return [{ kind: 'block', body: inner(node).flatMap((one) => bodyOf(one)) }];
      case 'when_expression': {
        const subject = child(node, /^when_subject$/);
        return [
          ...inner(subject).map((value) => ({ kind: 'expression', value: expression(value) }) as const),
          ...inner(node)
            .filter(({ type }) => type === 'when_entry')
            .map((entry) => ({ kind: 'block', body: bodyOf(inner(entry).at(-1)) }) as const),
        ];
      }
      case 'try_expression':
      case 'finally_block':
        return inner(node).flatMap((one) => bodyOf(one));
      case 'block':
        return inner(node).flatMap(statement);
      case 'function_declaration':
        return [{ kind: 'function', declaration: functionOf(node) }];
      case 'user_type':
      case 'nullable_type':
      case 'label':
        return [];
      default:
        if (isClass(node)) return [{ kind: 'class', declaration: classOf(node) }];
        return [{ kind: 'expression', value: expression(node) }];
    }
  }

  const other = (node: SyntaxNode): Expression => ({
    kind: 'other',
    children: inner(node).map(expression),
    node,
  });

  function argumentsOf(list: SyntaxNode | undefined): Argument[] {
    return inner(list)
      .filter(({ type }) => type === 'value_argument')
      .flatMap((argument): Argument[] => {
        const parts = inner(argument).filter(({ type }) => type !== 'annotation');
        const value = parts.at(-1);
        if (!value) return [];
        const name = has(argument, '=') && parts.length > 1 ? parts[0]?.text : undefined;
        return [{ ...(name === undefined ? {} : { name }), value: expression(value) }];
      });
  }

  function stringOf(node: SyntaxNode): Expression {
    const parts: Expression[] = [];
    let text = '';
    const flush = () => {
      if (text !== '') parts.push({ kind: 'literal', type: 'string', text, node });
      text = '';
    };
    const pieces = node.namedChildren;
    for (let index = 0; index < pieces.length; index++) {
      const piece = pieces[index] as SyntaxNode;
      const next = pieces[index + 1];
      if (piece.type === 'escape_sequence') text += unescaped(piece.text);
      else if (piece.type === 'interpolation') {
        flush();
        const [value] = inner(piece);
        if (value) parts.push(expression(value));
      } else if (
        piece.text.endsWith('$') &&
        next?.type === 'string_content' &&
        /^[A-Za-z_]/.test(next.text)
      ) {
        // The grammar leaves `$name` in the text.
        text += piece.text.slice(0, -1);
        flush();
        const name = /^\w+/.exec(next.text)?.[0] ?? '';
        parts.push({ kind: 'name', name, node: next });
        text += next.text.slice(name.length);
        index++;
      } else text += piece.text;
    }
    flush();
    const isPlain = parts.every(({ kind }) => kind === 'literal');
    const whole = parts.map((part) => (part.kind === 'literal' ? part.text : '{}')).join('');
    strings.push({ text: whole, node });
    return isPlain ? { kind: 'literal', type: 'string', text: whole, node } : { kind: 'text', parts, node };
  }

  function expression(node: SyntaxNode): Expression {
    const parts = inner(node);
    const [first, second] = parts;
    switch (node.type) {
      case 'string_literal':
      case 'multiline_string_literal':
        return stringOf(node);
      case 'character_literal':
        return { kind: 'literal', type: 'string', text: node.text.slice(1, -1), node };
      case 'number_literal':
      case 'float_literal':
        return { kind: 'literal', type: 'number', text: node.text.replace(/_|[uUlLfF]+$/g, ''), node };
      case 'identifier':
        if (node.text === 'true' || node.text === 'false')
          return { kind: 'literal', type: 'boolean', text: node.text, node };
        if (node.text === 'null') return { kind: 'literal', type: 'null', text: 'null', node };
        if (node.text === 'this') return { kind: 'this', node };
        return { kind: 'name', name: node.text.replaceAll('`', ''), node };
      case 'boolean_literal':
        return { kind: 'literal', type: 'boolean', text: node.text, node };
      case 'null_literal':
      case 'null':
        return { kind: 'literal', type: 'null', text: 'null', node };
      case 'this_expression':
        return { kind: 'this', node };
      case 'navigation_expression':
        return first && second
          ? { kind: 'member', of: expression(first), name: second.text, node }
          : other(node);
      case 'call_expression':
        return callOf(node);
      case 'lambda_literal':
      case 'annotated_lambda':
      case 'anonymous_function':
        return {
          kind: 'function',
          declaration: node.type === 'anonymous_function' ? functionOf(node) : lambdaOf(node),
          node,
        };
      case 'callable_reference': {
        const name = parts.at(-1)?.text ?? '?';
        return {
          kind: 'reference',
          ...(parts.length > 1 && first
            ? { of: typeNode.test(first.type) ? nameOf(first) : expression(first) }
            : {}),
          name,
          node,
        };
      }
      case 'if_expression': {
        const test = node.childForFieldName('condition');
        const options = parts.filter((one) => one !== test).map(expression);
        return { kind: 'choice', options, ...(test ? { condition: expression(test) } : {}), node };
      }
      case 'when_expression': {
        const subject = child(node, /^when_subject$/);
        const [value] = inner(subject);
        const options = parts
          .filter(({ type }) => type === 'when_entry')
          .flatMap((entry) => inner(entry).at(-1) ?? [])
          .map(expression);
        return { kind: 'choice', options, ...(value ? { condition: expression(value) } : {}), node };
      }
      case 'try_expression': {
        const [body, ...rest] = parts;
        return {
          kind: 'choice',
          options: [body, ...rest.map((one) => inner(one).at(-1))].flatMap((one) =>
            one ? [expression(one)] : [],
          ),
          node,
        };
      }
      case 'block':
        return { kind: 'block', body: withLastReturned(parts.flatMap(statement)), node };
      case 'binary_expression': {
        const left = node.childForFieldName('left') ?? first;
        const right = node.childForFieldName('right') ?? second;
        if (!left || !right) return other(node);
        const operands = [expression(left), expression(right)] as const;
        if (has(node, '?:')) return { kind: 'fallback', value: operands[0], otherwise: operands[1], node };
        if (has(node, '+')) return { kind: 'text', parts: operands, node };
        const operator = (['==', '!=', '&&'] as const).find((one) => has(node, one));
        return { kind: 'test', operands, ...(operator ? { operator } : {}), node };
      }
      case 'infix_expression': {
        const [left, name, right] = parts;
        return left && name && right
          ? {
              kind: 'call',
              of: expression(left),
              name: name.text,
              arguments: [{ value: expression(right) }],
              node,
            }
          : other(node);
      }
      case 'as_expression':
      case 'parenthesized_expression':
      case 'spread_expression':
      case 'labeled_expression':
      case 'value_argument':
        return first ? expression(first) : other(node);
      case 'unary_expression': {
        if (!first) return other(node);
        const value = expression(first);
        if (has(node, '-') && value.kind === 'literal') return { ...value, text: `-${value.text}`, node };
        if (has(node, '++') || has(node, '--')) return { kind: 'assign', target: value, how: '++', node };
        return has(node, '!') ? { kind: 'test', operands: [value], operator: '!', node } : value;
      }
      case 'index_expression':
        return first && second
          ? { kind: 'index', of: expression(first), index: expression(second), node }
          : other(node);
      case 'assignment': {
        const target = node.childForFieldName('left') ?? first;
        const value = node.childForFieldName('right') ?? second;
        const how = node.children.find(({ type }) => /=$/.test(type))?.type ?? '=';
        return target
          ? {
              kind: 'assign',
              target: expression(target),
              ...(value ? { value: expression(value) } : {}),
              how,
              node,
            }
          : other(node);
      }
      case 'collection_literal':
        return { kind: 'list', items: parts.map(expression), node };
      case 'object_literal': {
        const declaration = classOf(node);
        const [type] = declaration.bases;
        return type
          ? {
              kind: 'new',
              type,
              arguments: [],
              body: { ...declaration, name: `<${type.name}:${node.place.line}>` },
              node,
            }
          : other(node);
      }
      case 'user_type':
      case 'nullable_type':
        return nameOf(node);
      case 'modifiers':
      case 'type_arguments':
        return { kind: 'other', children: [], node };
      default:
        return other(node);
    }
  }

  function nameOf(node: SyntaxNode): Expression {
    const name = typeName(node);
    return name ? { kind: 'name', name: name.name, node } : { kind: 'other', children: [], node };
  }

  /** A call, with a lambda behind its brackets as the last argument. */
  function callOf(node: SyntaxNode): Expression {
    const parts = inner(node).filter(({ type }) => type !== 'type_arguments');
    const [called] = parts;
    const list = child(node, /^value_arguments$/);
    const lambda = child(node, /^annotated_lambda$/);
    if (!called) return other(node);
    const given = [...argumentsOf(list), ...(lambda ? [{ value: expression(lambda) }] : [])];
    // `f(a) { … }` is a call of `f(a)` in the tree.
    if (!list && lambda && called.type === 'call_expression') {
      const outer = callOf(called);
      if (outer.kind === 'call') return { ...outer, arguments: [...outer.arguments, ...given], node };
    }
    if (called.type === 'navigation_expression') {
      const [of, name] = inner(called);
      if (of && name) return { kind: 'call', of: expression(of), name: name.text, arguments: given, node };
    }
    if (called.type === 'identifier')
      return { kind: 'call', name: called.text.replaceAll('`', ''), arguments: given, node };
    return { kind: 'call', of: expression(called), name: 'invoke', arguments: given, node };
  }

  return { classOf, functionOf, propertyOf };
}
