// From Java's syntax tree to the form that the evaluation reads.
import type { SyntaxNode } from '../../source/syntax.ts';
import type {
  Annotation,
  Argument,
  ClassDeclaration,
  Condition,
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

/** Reads the declarations of a Java file. */
export function javaProgram(root: SyntaxNode): Program {
  const strings: Strings = [];
  const read = reader(strings);
  const errors: SyntaxNode[] = [];
  for (const node of root.walk()) if (node.type === 'ERROR') errors.push(node);
  const header = root.namedChildren.find(({ type }) => type === 'package_declaration');
  return {
    packageName: header?.namedChildren.find(({ type }) => /identifier$/.test(type))?.text ?? '',
    imports: root.namedChildren
      .filter(({ type }) => type === 'import_declaration')
      .map((node) => importOf(node)),
    classes: root.namedChildren.filter(isClass).map((node) => read.classOf(node)),
    functions: [],
    properties: [],
    strings,
    errors,
  };
}

const classTypes = /^(?:class|interface|enum|record|annotation_type)_declaration$/;
const isClass = (node: SyntaxNode): boolean => classTypes.test(node.type);

function importOf(node: SyntaxNode): ImportDeclaration {
  const whole =
    node.namedChildren.find(({ type }) => /identifier$/.test(type))?.text.replace(/\s/g, '') ?? '';
  const isStatic = node.children.some(({ type }) => type === 'static');
  if (node.namedChildren.some(({ type }) => type === 'asterisk')) return { from: whole, isStatic, node };
  const dot = whole.lastIndexOf('.');
  return { from: whole.slice(0, Math.max(dot, 0)), name: whole.slice(dot + 1), isStatic, node };
}

/** The name of a type below arrays and type arguments; undefined for primitive types and `var`. */
function typeName(node: SyntaxNode | null | undefined): TypeName | undefined {
  let type = node;
  for (let step = 0; type && step < 8; step++) {
    if (type.type === 'type_identifier')
      return type.text === 'var' ? undefined : { name: type.text, node: type };
    if (type.type === 'scoped_type_identifier')
      return { name: type.text.replace(/\s|<.*$|@\w+/gs, ''), node: type };
    if (type.type === 'generic_type' || type.type === 'annotated_type')
      type = type.namedChildren.find(({ type: kind }) => /type/.test(kind) && kind !== 'type_arguments');
    else return undefined;
  }
  return undefined;
}

/** The text of a literal; text blocks lose the indentation that their lines share. */
export function textOfString(node: SyntaxNode): string {
  let text = '';
  for (const child of node.namedChildren) {
    if (child.type === 'escape_sequence') text += unescaped(child.text);
    else if (/fragment$/.test(child.type)) text += child.text;
  }
  return node.text.startsWith('"""') ? text.replace(/^\s*\n/, '') : text;
}

export function unescaped(sequence: string): string {
  const simple: Readonly<Record<string, string>> = {
    n: '\n',
    t: '\t',
    r: '\r',
    s: ' ',
    0: '\0',
    b: '\b',
    f: '\f',
  };
  const letter = sequence[1] ?? '';
  if (letter === 'u') {
    const code = Number.parseInt(sequence.replace(/^\\u+/, ''), 16);
    return Number.isNaN(code) ? '' : String.fromCharCode(code);
  }
  return Object.hasOwn(simple, letter) ? (simple[letter] ?? '') : letter === '\n' ? '' : letter;
}

function reader(strings: Strings) {
  const comment = (node: SyntaxNode) => /comment$/.test(node.type);
  const inner = (node: SyntaxNode | null | undefined): SyntaxNode[] =>
    (node?.namedChildren ?? []).filter((child) => !comment(child));

  function annotationsOf(node: SyntaxNode): Annotation[] {
    const modifiers = node.namedChildren.find(({ type }) => type === 'modifiers');
    return inner(modifiers)
      .filter(({ type }) => type === 'annotation' || type === 'marker_annotation')
      .map((annotation): Annotation => {
        const name = annotation.childForFieldName('name');
        return {
          type: { name: name?.text ?? '', node: name ?? annotation },
          arguments: inner(annotation.childForFieldName('arguments')).map((argument): Argument => {
            if (argument.type !== 'element_value_pair') return { value: expression(argument) };
            const value = argument.childForFieldName('value');
            return {
              name: argument.childForFieldName('key')?.text,
              value: value ? expression(value) : other(argument),
            };
          }),
          node: annotation,
        };
      });
  }

  const hasModifier = (node: SyntaxNode, modifier: string): boolean =>
    node.namedChildren.some(
      ({ type, children }) => type === 'modifiers' && children.some((child) => child.type === modifier),
    );

  function parametersOf(node: SyntaxNode | null): Parameter[] {
    if (node?.type === 'identifier') return [{ name: node.text, annotations: [], node }];
    return inner(node).flatMap((parameter): Parameter[] => {
      if (parameter.type === 'identifier')
        return [{ name: parameter.text, annotations: [], node: parameter }];
      if (!/^(?:formal|spread)_parameter$/.test(parameter.type)) return [];
      const name =
        parameter.childForFieldName('name') ??
        parameter.namedChildren.find(({ type }) => type === 'variable_declarator')?.childForFieldName('name');
      const type = typeName(parameter.childForFieldName('type'));
      return [{ name: name?.text ?? '?', type, annotations: annotationsOf(parameter), node: parameter }];
    });
  }

  function functionOf(node: SyntaxNode): FunctionDeclaration {
    const isConstructor = /constructor_declaration$/.test(node.type);
    return {
      name: node.childForFieldName('name')?.text ?? '',
      parameters: parametersOf(node.childForFieldName('parameters')),
      returns: typeName(node.childForFieldName('type')),
      annotations: annotationsOf(node),
      body: inner(node.childForFieldName('body')).flatMap(statement),
      isConstructor,
      node,
    };
  }

  function lambdaOf(node: SyntaxNode): FunctionDeclaration {
    const body = node.childForFieldName('body');
    return {
      name: '',
      parameters: parametersOf(node.childForFieldName('parameters')),
      annotations: [],
      body:
        body?.type === 'block'
          ? inner(body).flatMap(statement)
          : body
            ? [{ kind: 'return', value: expression(body) }]
            : [],
      isConstructor: false,
      node,
    };
  }

  function fieldsOf(node: SyntaxNode, inInterface: boolean): Field[] {
    const type = typeName(node.childForFieldName('type'));
    const annotations = annotationsOf(node);
    const isStatic = inInterface || hasModifier(node, 'static');
    return node.childrenForFieldName('declarator').map((declarator) => {
      const value = declarator.childForFieldName('value');
      return {
        name: declarator.childForFieldName('name')?.text ?? '?',
        type,
        ...(value ? { value: expression(value) } : {}),
        annotations,
        isStatic,
        node: declarator,
      };
    });
  }

  function classOf(node: SyntaxNode, body = node.childForFieldName('body'), name?: string): ClassDeclaration {
    const fields: Field[] = [];
    const methods: FunctionDeclaration[] = [];
    const nested: ClassDeclaration[] = [];
    const blocks: Statement[] = [];
    const members = inner(body).flatMap((member) =>
      member.type === 'enum_body_declarations' ? inner(member) : [member],
    );
    if (node.type === 'record_declaration')
      parametersOf(node.childForFieldName('parameters')).forEach((parameter, index) => {
        fields.push({ ...parameter, isStatic: false, parameter: index });
      });
    for (const member of members) {
      if (member.type === 'field_declaration' || member.type === 'constant_declaration')
        fields.push(...fieldsOf(member, node.type === 'interface_declaration'));
      else if (/^(?:method|constructor|compact_constructor)_declaration$/.test(member.type))
        methods.push(functionOf(member));
      else if (isClass(member)) nested.push(classOf(member));
      else if (member.type === 'static_initializer' || member.type === 'block')
        blocks.push(
          ...inner(member.type === 'block' ? member : member.namedChildren.at(-1)).flatMap(statement),
        );
      else if (member.type === 'enum_constant')
        for (const argument of inner(member.childForFieldName('arguments')))
          blocks.push({ kind: 'expression', value: expression(argument) });
    }
    const parents = [
      ...inner(node.childForFieldName('superclass')),
      ...inner(node.childForFieldName('interfaces')).flatMap(inner),
      ...inner(node.namedChildren.find(({ type }) => type === 'extends_interfaces')).flatMap(inner),
    ];
    return {
      name: name ?? node.childForFieldName('name')?.text ?? '?',
      bases: parents.flatMap((type) => typeName(type) ?? []),
      annotations: annotationsOf(node),
      fields,
      methods,
      inner: nested,
      blocks,
      node,
    };
  }

  /** `x != null && …` asks for several things: each is a condition of its own. */
  function conditioned(test: SyntaxNode | null, negated: boolean, body: Statement[]): Statement {
    if (!test) return { kind: 'block', body };
    const asked = expression(test);
    const condition: Condition = { test: asked, negated };
    return { kind: 'block', body, condition };
  }

  function statement(node: SyntaxNode): Statement[] {
    switch (node.type) {
      case 'local_variable_declaration': {
        const type = typeName(node.childForFieldName('type'));
        return node.childrenForFieldName('declarator').map((declarator) => {
          const value = declarator.childForFieldName('value');
          return {
            kind: 'local',
            name: declarator.childForFieldName('name')?.text ?? '?',
            type,
            ...(value ? { value: expression(value) } : {}),
            node: declarator,
          };
        });
      }
      case 'return_statement':
      case 'yield_statement': {
        const [value] = inner(node);
        return [{ kind: 'return', ...(value ? { value: expression(value) } : {}) }];
      }
      case 'expression_statement': {
        const [value] = inner(node);
        return value ? [{ kind: 'expression', value: expression(value) }] : [];
      }
      case 'if_statement': {
        const test = node.childForFieldName('condition');
        const yes = node.childForFieldName('consequence');
        const no = node.childForFieldName('alternative');
        return [
          ...(test ? [{ kind: 'expression', value: expression(test) } as const] : []),
          conditioned(test, false, yes ? statement(yes) : []),
          ...(no ? [conditioned(test, true, statement(no))] : []),
        ];
      }
      case 'enhanced_for_statement': {
        const name = node.childForFieldName('name');
        const value = node.childForFieldName('value');
        const body = node.childForFieldName('body');
        return [
          ...(value ? [{ kind: 'expression', value: expression(value) } as const] : []),
          {
            kind: 'block',
            body: [
              ...(name
                ? [
                    {
                      kind: 'local',
                      name: name.text,
                      type: typeName(node.childForFieldName('type')),
                      node: name,
                    } as const,
                  ]
                : []),
              ...(body ? statement(body) : []),
            ],
          },
        ];
      }
      case 'resource': {
        const name = node.childForFieldName('name');
        const value = node.childForFieldName('value');
        if (!name || !value) return inner(node).flatMap(statement);
        return [
          {
            kind: 'local',
            name: name.text,
            type: typeName(node.childForFieldName('type')),
            value: expression(value),
            node: name,
          },
        ];
      }
      case 'block':
      case 'constructor_body':
      case 'resource_specification':
        return inner(node).flatMap(statement);
      case 'try_statement':
      case 'try_with_resources_statement':
      case 'synchronized_statement':
      case 'finally_clause':
      case 'labeled_statement':
        return inner(node).flatMap(statement);
      case 'catch_clause':
      case 'while_statement':
      case 'do_statement':
      case 'for_statement':
      case 'switch_block_statement_group':
      case 'switch_rule':
        return [{ kind: 'block', body: inner(node).flatMap(statement) }];
      case 'switch_block':
        return inner(node).flatMap(statement);
      case 'catch_formal_parameter':
      case 'break_statement':
      case 'continue_statement':
      case 'identifier':
      case 'switch_label':
      case 'modifiers':
        return [];
      case 'explicit_constructor_invocation':
        return inner(node.childForFieldName('arguments')).map((argument) => ({
          kind: 'expression',
          value: expression(argument),
        }));
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
  const argumentsOf = (node: SyntaxNode | null): Argument[] =>
    inner(node).map((argument) => ({ value: expression(argument) }));

  function expression(node: SyntaxNode): Expression {
    const field = (name: string) => node.childForFieldName(name);
    const at = (name: string): Expression | undefined => {
      const child = field(name);
      return child ? expression(child) : undefined;
    };
    switch (node.type) {
      case 'string_literal': {
        const text = textOfString(node);
        strings.push({ text, node });
        return { kind: 'literal', type: 'string', text, node };
      }
      case 'character_literal':
        return { kind: 'literal', type: 'string', text: node.text.slice(1, -1), node };
      case 'decimal_integer_literal':
      case 'hex_integer_literal':
      case 'octal_integer_literal':
      case 'decimal_floating_point_literal':
        return { kind: 'literal', type: 'number', text: node.text.replace(/_|[lLfFdD]$/g, ''), node };
      case 'true':
      case 'false':
        return { kind: 'literal', type: 'boolean', text: node.type, node };
      case 'null_literal':
        return { kind: 'literal', type: 'null', text: 'null', node };
      case 'identifier':
        return { kind: 'name', name: node.text, node };
      case 'type_identifier':
      case 'scoped_type_identifier':
        return { kind: 'name', name: node.text, node };
      case 'this':
        return { kind: 'this', node };
      case 'field_access': {
        const of = at('object');
        return of ? { kind: 'member', of, name: field('field')?.text ?? '?', node } : other(node);
      }
      case 'scoped_identifier': {
        const of = at('scope');
        return of ? { kind: 'member', of, name: field('name')?.text ?? '?', node } : other(node);
      }
      case 'method_invocation': {
        const of = at('object');
        return {
          kind: 'call',
          ...(of ? { of } : {}),
          name: field('name')?.text ?? '?',
          arguments: argumentsOf(field('arguments')),
          node,
        };
      }
      case 'object_creation_expression': {
        const type = typeName(field('type'));
        const body = node.namedChildren.find((child) => child.type === 'class_body');
        const made = { kind: 'new' as const, arguments: argumentsOf(field('arguments')), node };
        if (!type) return other(node);
        if (!body) return { ...made, type };
        const declaration = classOf(node, body, `<${type.name}:${node.place.line}>`);
        return { ...made, type, body: { ...declaration, bases: [type] } };
      }
      case 'lambda_expression':
        return { kind: 'function', declaration: lambdaOf(node), node };
      case 'method_reference': {
        const [of] = inner(node);
        const name = node.namedChildren.at(-1)?.text ?? 'new';
        return { kind: 'reference', ...(of ? { of: expression(of) } : {}), name, node };
      }
      case 'class_literal': {
        const [type] = inner(node);
        return type ? expression(type) : other(node);
      }
      case 'ternary_expression': {
        const options = [at('consequence'), at('alternative')].filter((option) => option !== undefined);
        return { kind: 'choice', options, condition: at('condition'), node };
      }
      case 'switch_expression': {
        const bodies = inner(field('body')).map(
          (entry): Expression => ({ kind: 'block', body: inner(entry).flatMap(statement), node: entry }),
        );
        return { kind: 'choice', options: bodies, condition: at('condition'), node };
      }
      case 'array_initializer':
      case 'element_value_array_initializer':
        return { kind: 'list', items: inner(node).map(expression), node };
      case 'array_creation_expression': {
        const value = field('value');
        return value ? expression(value) : { kind: 'list', items: [], node };
      }
      case 'array_access': {
        const of = at('array');
        const index = at('index');
        return of && index ? { kind: 'index', of, index, node } : other(node);
      }
      case 'assignment_expression': {
        const target = at('left');
        const how = node.children.find(({ type }) => /=$/.test(type))?.type ?? '=';
        return target ? { kind: 'assign', target, value: at('right'), how, node } : other(node);
      }
      case 'update_expression': {
        const [target] = inner(node);
        return target ? { kind: 'assign', target: expression(target), how: '++', node } : other(node);
      }
      case 'binary_expression': {
        const operands = [at('left'), at('right')].filter((operand) => operand !== undefined);
        const operator = field('operator')?.text ?? '';
        if (operator === '+') return { kind: 'text', parts: operands, node };
        if (operator === '==' || operator === '!=' || operator === '&&')
          return { kind: 'test', operands, operator, node };
        return { kind: 'test', operands, node };
      }
      case 'unary_expression': {
        const operand = at('operand');
        if (!operand) return other(node);
        if (field('operator')?.text === '-' && operand.kind === 'literal')
          return { ...operand, text: `-${operand.text}`, node };
        return { kind: 'test', operands: [operand], operator: '!', node };
      }
      case 'parenthesized_expression': {
        const [value] = inner(node);
        return value ? expression(value) : other(node);
      }
      case 'cast_expression':
        return at('value') ?? other(node);
      case 'block':
        return { kind: 'block', body: inner(node).flatMap(statement), node };
      default:
        return other(node);
    }
  }

  return { classOf };
}
