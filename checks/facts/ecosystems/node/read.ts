/** Reads a JavaScript or TypeScript syntax tree into the common source model. */
import type {
  Binding,
  Call,
  ClassModel,
  ForeignChange,
  FunctionModel,
  ModuleImport,
  SourceModule,
  Value,
  Write,
} from '../../source/model.ts';
import type { SyntaxNode, SyntaxTree } from '../../source/syntax.ts';
import {
  type ClassNode,
  type FunctionNode,
  outlineOf,
  parametersOf,
  requiredModule,
  type Scope,
  stringOf,
} from './scopes.ts';
import { canonical, evaluation, nothingNamed } from './values.ts';

/** Longer strings are data: keeping them all would keep the file. */
const longestString = 4_000;

const collections = new Set(['Map', 'Set', 'WeakMap', 'WeakSet', 'Array', 'Object']);

export function readSource(tree: SyntaxTree, _text: string, path: string): SourceModule {
  const outline = outlineOf(tree.root);
  const evaluated = evaluation(outline);
  const { valueAt, typeName } = evaluated;

  // Every call, read and string, wherever its value goes; the scope of each node is its nearest one above.
  const strings: { text: string; at: SyntaxNode['place'] }[] = [];
  const visit = (node: SyntaxNode, outer: Scope): void => {
    const scope = outline.scopes.get(node) ?? outer;
    switch (node.type) {
      case 'call_expression':
      case 'new_expression':
      case 'member_expression':
      case 'subscript_expression':
      case 'identifier':
      case 'shorthand_property_identifier':
        valueAt(node, scope);
        break;
      case 'assignment_expression':
      case 'binary_expression':
      case 'ternary_expression':
        valueAt(node, scope);
        break;
      case 'string':
      case 'template_string': {
        const text = isName(node) ? '' : (stringOf(node) ?? templateText(node));
        if (text !== '' && text.length <= longestString) strings.push({ text, at: node.place });
        break;
      }
      case 'import_statement':
        return;
      case 'variable_declarator': {
        const name = node.childForFieldName('name');
        if (name?.type === 'object_pattern') for (const part of name.walk()) readPatternName(part, scope);
        break;
      }
    }
    for (const child of node.namedChildren) visit(child, scope);
  };
  /** `const { PORT } = process.env` reads the variable even if nobody uses the name. */
  const readPatternName = (node: SyntaxNode, scope: Scope) => {
    if (node.type !== 'identifier' && node.type !== 'shorthand_property_identifier_pattern') return;
    const declaration = evaluated.find(node.text, scope);
    if (declaration) evaluated.meaningOf(declaration, node.place);
  };
  visit(tree.root, outline.module);

  const decoratorCall = (node: SyntaxNode, scope: Scope): Call | undefined => {
    const inner = node.namedChildren.find((child) => child.type !== 'comment');
    if (!inner) return undefined;
    const value = valueAt(inner, scope);
    if (value.kind === 'call') return value.call;
    return {
      callee: canonical(value),
      target: value,
      arguments: [],
      named: nothingNamed,
      at: node.place,
      constructs: false,
    };
  };
  const decoratorsOf = (nodes: readonly SyntaxNode[], scope: Scope): Call[] =>
    nodes.map((node) => decoratorCall(node, scope)).filter((call) => call !== undefined);

  const functionModel = (model: FunctionNode): FunctionModel => ({
    name: model.name,
    parameters: parametersOf(model.node).map((parameter) => {
      const pattern =
        parameter.childForFieldName('pattern') ?? parameter.childForFieldName('left') ?? parameter;
      const fallback = parameter.childForFieldName('value') ?? parameter.childForFieldName('right');
      const type = parameter.childForFieldName('type');
      return {
        name: pattern.type === 'identifier' ? pattern.text : '',
        type: type ? typeName(type, model.outer) : undefined,
        fallback: fallback ? valueAt(fallback, model.outer) : undefined,
      };
    }),
    returns: model.returns.map(({ node, scope }) => valueAt(node, scope)),
    decorators: decoratorsOf(model.decorators, model.outer),
    at: model.node.place,
  });

  const classModel = (model: ClassNode): ClassModel => ({
    name: model.name,
    bases: basesOf(model, (node) => typeName(node, model.outer)),
    decorators: decoratorsOf(model.decorators, model.outer),
    fields: model.fields.map((field) => ({
      name: field.name,
      type: field.type ? typeName(field.type, model.outer) : undefined,
      value: field.parameter
        ? fieldParameter(field.node, field.parameter.function, field.parameter.index)
        : field.value && valueAt(field.value.node, field.value.scope),
      decorators: decoratorsOf(field.decorators, model.outer),
      at: field.node.place,
    })),
    at: model.node.place,
  });
  const fieldParameter = (node: SyntaxNode, of: FunctionNode, index: number): Value => {
    const type = node.childForFieldName('type');
    return {
      kind: 'parameter',
      function: of.name,
      index,
      name: node.childForFieldName('pattern')?.text ?? '',
      type: type ? typeName(type, of.outer) : undefined,
      at: node.place,
    };
  };

  const functions = outline.functions.map(functionModel);
  const classes = outline.classes.map(classModel);
  const writes = outline.stores.map(({ target, value, scope }): Write => {
    const object = target.childForFieldName('object');
    const key =
      target.childForFieldName('property')?.text ?? stringOf(target.childForFieldName('index')) ?? '?';
    return {
      target: `${object ? canonical(valueAt(object, scope)) : '?'}.${key}`,
      value: valueAt(value, scope),
      at: target.place,
      within: scope.within,
    };
  });
  const calls = [...evaluated.calls]
    .sort(([a], [b]) => a.startIndex - b.startIndex || b.endIndex - a.endIndex)
    .map(([, call]) => call);
  const bindings = [...moduleBindings(), ...exportedBindings(), ...sharedFields()];
  return {
    path,
    ecosystem: 'node',
    imports: importsOf(),
    calls,
    bindings,
    functions,
    classes,
    writes,
    environment: evaluated.environment.filter(
      (read) => read.name !== undefined || read.computed !== undefined,
    ),
    strings,
    foreignChanges: foreignChanges(),
    program: outline.program,
    problems: [],
  };

  function importsOf(): ModuleImport[] {
    const erases = tree.language !== 'javascript';
    return outline.imports.map(({ module, node, typeOnly, optional, names }) => ({
      module,
      at: node.place,
      typeOnly: typeOnly || (erases && names.length > 0 && names.every((name) => !name.used)),
      optional,
    }));
  }

  function moduleBindings(): Binding[] {
    const exported = new Set(
      outline.exports.flatMap(({ name, value }) =>
        'declaration' in value && value.declaration === name ? [name] : [],
      ),
    );
    const found: Binding[] = [];
    for (const declaration of outline.module.names.values()) {
      if (declaration.of.kind !== 'variable') continue;
      const value = evaluated.meaningOf(declaration, declaration.node.place);
      found.push({
        name: declaration.name,
        value,
        at: declaration.node.place,
        exported: exported.has(declaration.name),
        collection: isCollection(value),
        changes: declaration.changes.flatMap(({ node, within, how }) =>
          within === undefined ? [] : [{ at: node.place, within, how }],
        ),
      });
    }
    return found;
  }

  /** What other modules see under a name that isn't a variable's own: defaults, renamed ones, CommonJS. */
  function exportedBindings(): Binding[] {
    const found: Binding[] = [];
    for (const { name, node, value } of outline.exports) {
      let bound: Value | undefined;
      if ('module' in value)
        bound = { kind: 'reference', module: value.module, path: value.path, at: node.place };
      else if ('node' in value) bound = valueAt(value.node, value.scope);
      else {
        const declaration = evaluated.find(value.declaration, value.scope);
        const isOwn = value.declaration === name && declaration?.of.kind !== 'import';
        if (declaration && !isOwn) {
          declaration.used = true;
          bound = evaluated.meaningOf(declaration, node.place);
        }
      }
      if (!bound) continue;
      const earlier = found.findIndex((binding) => binding.name === name && name !== '*');
      const binding: Binding = {
        name,
        value: bound,
        at: node.place,
        exported: true,
        collection: isCollection(bound),
        changes: [],
      };
      if (earlier >= 0) found[earlier] = binding;
      else found.push(binding);
    }
    return found;
  }

  /**
   * Collections that are fields of a class of which one instance serves the whole process: made when the module is loaded,
   * or by a framework's container.
   */
  function sharedFields(): Binding[] {
    const found: Binding[] = [];
    for (const owner of outline.classes) {
      const model = classes.find((one) => one.name === owner.name);
      const single =
        owner.decorators.length > 0 ||
        calls.some((call) => call.constructs && call.within === undefined && call.callee === owner.name);
      const seen = new Set<string>();
      for (const [index, field] of owner.fields.entries()) {
        const value = model?.fields[index]?.value;
        if (!value || seen.has(field.name) || (!field.isStatic && !single) || !isCollection(value)) continue;
        seen.add(field.name);
        const changes = owner.changes.filter(
          (change) => change.field === field.name && change.node !== field.node.parent,
        );
        found.push({
          name: `${owner.name}.${field.name}`,
          value,
          at: field.node.place,
          exported: false,
          collection: true,
          changes: changes.flatMap(({ node, within, how }) =>
            within === undefined ? [] : [{ at: node.place, within, how }],
          ),
        });
      }
    }
    return found;
  }

  function foreignChanges(): ForeignChange[] {
    return outline.foreignChanges.flatMap(({ node, within, how, target, scope }) =>
      within === undefined ? [] : [{ target: valueAt(target, scope), at: node.place, within, how }],
    );
  }
}

function basesOf(model: ClassNode, nameOf: (node: SyntaxNode) => string | undefined): string[] {
  const heritage = model.node.namedChildren.find((child) => child.type === 'class_heritage');
  const clauses = heritage?.namedChildren.some((child) => /_clause$/.test(child.type))
    ? heritage.namedChildren.flatMap((clause) => clause.namedChildren)
    : (heritage?.namedChildren ?? []);
  return clauses
    .filter((node) => node.type !== 'type_arguments')
    .map(nameOf)
    .filter((name) => name !== undefined);
}

function isCollection(value: Value): boolean {
  if (value.kind === 'list') return true;
  if (value.kind === 'object') return [...value.entries.values()].every((entry) => entry.kind !== 'function');
  if (value.kind !== 'call') return false;
  return value.call.constructs ? collections.has(value.call.callee) : value.call.callee === 'Object.create';
}

/** Names of modules and keys aren't text of the program. */
function isName(node: SyntaxNode): boolean {
  const { parent } = node;
  if (!parent) return true;
  if (parent.type === 'import_statement' || parent.type === 'export_statement') return true;
  if (parent.type === 'pair' && node.field === 'key') return true;
  if (parent.type === 'expression_statement') return true;
  return parent.type === 'arguments' && parent.parent !== null && requiredModule(parent.parent) !== undefined;
}

/** A template with its substitutions left as `${…}`: SQL and addresses stay readable. */
const templateText = (node: SyntaxNode): string => {
  const raw = node.text.slice(1, -1);
  return raw.length > longestString ? '' : raw;
};
