/** From the syntax tree of a PHP file to the common source model. */
import type { Place, Problem } from '../../../engine/place.ts';
import type {
  Binding,
  Call,
  ClassModel,
  FunctionModel,
  ModuleImport,
  SourceModule,
  Value,
  Write,
} from '../../source/model.ts';
import type { SyntaxNode, SyntaxTree } from '../../source/syntax.ts';
import { type ClassNode, type Outline, outline } from './scopes.ts';
import { canonical, definedConstant, type Evaluation, evaluation } from './values.ts';

/** Reads one file. Pure; what the parser couldn't make sense of is among the module's problems. */
export function readPhp(tree: SyntaxTree, text: string, path: string): SourceModule {
  const found = outline(tree.root);
  const values = evaluation(found, path);
  for (const { node, scope } of [...found.calls, ...found.subscripts]) values.valueAt(node, scope);
  const imports = importsOf(found, values);
  // Where one process answers many requests, what a class holds stays from one to the next.
  const longRunning = imports.some(({ module }) =>
    /^(?:Swoole|OpenSwoole|React|Workerman|Ratchet|Amp|Spiral)\\/.test(module),
  );
  const sets = propertySets(found, values);
  return {
    path,
    ecosystem: 'php',
    imports,
    calls: [...values.calls.values(), ...sets.map(({ call }) => call)].sort(byPlace),
    bindings: bindingsOf(found, values, path, longRunning),
    functions: functionsOf(found, values),
    classes: found.classes.map((definition) => classModel(definition, values)),
    writes: sets.map(({ write }) => write),
    environment: [...values.environment.values()].sort(byPlace),
    strings: stringsOf(found.strings),
    program: false,
    ...(isPage(text, path) && !longRunning ? { perRequest: true as const } : {}),
    problems: problemsOf(tree, found, path),
  };
}

const byPlace = (a: { at: Place }, b: { at: Place }): number =>
  (a.at.line ?? 0) - (b.at.line ?? 0) || (a.at.column ?? 0) - (b.at.column ?? 0);

/** Run by a web server, or by what one runs; programs for the command line, migrations and seeders aren't. */
const isPage = (text: string, path: string): boolean =>
  !text.startsWith('#!') &&
  !/(?:^|\/)(?:bin|cli|cron|scripts?|tools?|console|commands?|migrations?|seeds?|seeders?|factories|fixtures|datafixtures)\//i.test(
    path,
  ) &&
  !/(?:Command|Migration|Seeder|Fixtures?)\.php$/.test(path);

function problemsOf(tree: SyntaxTree, found: Outline, path: string): Problem[] {
  const [first] = found.problems;
  if (first)
    return [
      { ...first.place, message: 'not valid PHP from here on; the rest was read as far as it could be' },
    ];
  return tree.hasErrors ? [{ path, message: 'not valid PHP in places' }] : [];
}

function stringsOf(nodes: readonly SyntaxNode[]): { text: string; at: Place }[] {
  return nodes.map((node) => {
    const holder = node.childForFieldName('value') ?? node;
    const text = holder.namedChildren
      .map((part) =>
        /^(?:string_content|nowdoc_string|escape_sequence)$/.test(part.type) ? part.text : '{}',
      )
      .join('');
    return { text, at: node.place };
  });
}

/** Files that are included, classes that `use` brings, and classes of the same namespace that the code needs. */
function importsOf(found: Outline, values: Evaluation): ModuleImport[] {
  const imports = new Map<string, ModuleImport>();
  for (const [short, { module, node }] of found.uses)
    imports.set(module, { module, at: node.place, typeOnly: !found.loaded.has(short), optional: false });
  for (const { node, guards } of found.classNames) {
    const module = values.className(node);
    if (imports.has(module) || found.classes.some(({ name }) => name === module)) continue;
    const text = guards.map(({ node: condition }) => condition.text).join(' ');
    imports.set(module, {
      module,
      at: node.place,
      typeOnly: false,
      optional: /\bclass_exists\b|\bextension_loaded\b|\bfunction_exists\b/.test(text.slice(0, 2000)),
    });
  }
  for (const { node, scope, optional } of found.includes) {
    const module = values.includedModule(node, scope);
    if (module !== undefined && !imports.has(module))
      imports.set(module, { module, at: node.place, typeOnly: false, optional });
  }
  return [...imports.values()].sort(byPlace);
}

function functionsOf(found: Outline, values: Evaluation): FunctionModel[] {
  return found.functions.map(({ name, node, scope, outer, returns }) => {
    const parameters: { name: string; type?: string; fallback?: Value }[] = [];
    for (const [variable, { index, node: parameter }] of scope.parameters) {
      const type = parameter.childForFieldName('type');
      const fallback = parameter.childForFieldName('default_value');
      parameters[index] = {
        name: variable.slice(1),
        ...(type ? { type: values.typeName(type) } : {}),
        ...(fallback ? { fallback: values.valueAt(fallback, outer) } : {}),
      };
    }
    return {
      name,
      parameters,
      returns: returns.map((value) => values.valueAt(value, scope)),
      decorators: attributesOf(node, found, values),
      at: node.place,
    };
  });
}

/** Attributes as the calls that they are: `#[Route('/x')]`. */
function attributesOf(of: SyntaxNode, found: Outline, values: Evaluation): Call[] {
  return of.namedChildren
    .filter((child) => child.type === 'attribute_list')
    .flatMap((list) => list.namedChildren.flatMap((group) => group.namedChildren))
    .filter((attribute) => attribute.type === 'attribute')
    .flatMap((attribute) => {
      const name = attribute.namedChildren[0];
      if (!name) return [];
      const given = values.argumentsOf(attribute.childForFieldName('parameters'), found.file);
      return [{ callee: values.className(name), ...given, at: attribute.place, constructs: true }];
    });
}

function classModel(definition: ClassNode, values: Evaluation): ClassModel {
  const names = new Set([...definition.fields.map(({ name }) => name), ...definition.assigned.keys()]);
  return {
    name: definition.name,
    bases: definition.bases.map((base) => values.className(base)),
    decorators: [],
    fields: [...names].map((name) => {
      const declared = definition.fields.find((field) => field.name === name);
      const type = declared?.type && values.typeName(declared.type);
      const value = values.memberOfClass(definition, name);
      const at = (declared?.node ?? definition.assigned.get(name)?.[0]?.node ?? definition.node).place;
      return { name, ...(type ? { type } : {}), ...(value ? { value } : {}), decorators: [], at };
    }),
    at: definition.node.place,
  };
}

function bindingsOf(found: Outline, values: Evaluation, path: string, longRunning: boolean): Binding[] {
  const bindings: Binding[] = [];
  const bind = (name: string, value: Value | undefined, at: Place, rest: Partial<Binding> = {}) => {
    if (value) bindings.push({ name, value, at, exported: true, collection: false, changes: [], ...rest });
  };
  for (const [name, [first]] of found.file.variables)
    if (first) bind(name, values.variable(name, found.file), first.node.place);
  for (const { name, value, scope } of found.constants) bind(name, values.valueAt(value, scope), value.place);
  for (const { node, scope } of found.calls) {
    const [name, value] = definedConstant(node);
    if (name !== undefined && value) bind(name, values.valueAt(value, scope), value.place);
  }
  for (const definition of found.classes) {
    const names = new Set([...definition.fields.map(({ name }) => name), ...definition.assigned.keys()]);
    for (const name of names) {
      const value = values.memberOfClass(definition, name);
      const at = (definition.fields.find((field) => field.name === name)?.node ?? definition.node).place;
      const changes = longRunning ? changesOf(definition, name, found) : [];
      bind(`${definition.name}.${name}`, value, at, {
        collection: longRunning && isCollection(value),
        changes,
      });
    }
  }
  // What a file returns, or the class that it is named after, is what its name stands for.
  const [result] = found.returns;
  const stem = path
    .slice(path.lastIndexOf('/') + 1)
    .split('.')[0]
    ?.toLowerCase();
  const own = found.classes.find(({ name }) => name.toLowerCase() === stem) ?? found.classes[0];
  if (result) {
    const value = values.valueAt(result, found.file);
    bind('module.exports', value, value.at);
  } else if (own)
    bind('module.exports', { kind: 'function', name: own.name, at: own.node.place }, own.node.place);
  return bindings.sort(byPlace);
}

const isCollection = (value: Value | undefined): boolean =>
  value?.kind === 'list' ||
  value?.kind === 'object' ||
  (value?.kind === 'call' &&
    /^(?:SplObjectStorage|ArrayObject|Spl\w+|WeakMap|Ds\\\w+)$/.test(value.call.callee)) ||
  (value?.kind === 'choice' && value.options.some(isCollection));

/** Methods that put into `$this->name` or take out of it. */
function changesOf(definition: ClassNode, name: string, found: Outline): Binding['changes'] {
  const changes: { at: Place; within: string; how: string }[] = [];
  for (const { owner, node, name: within } of found.functions) {
    if (owner !== definition || within.endsWith('.__construct')) continue;
    for (const inner of node.walk()) {
      const isStore =
        inner.type === 'assignment_expression' &&
        inner.childForFieldName('left')?.type === 'subscript_expression';
      const isCall =
        inner.type === 'member_call_expression' &&
        /^(?:attach|detach|append|push|add|set|offsetSet|remove)$/.test(
          inner.childForFieldName('name')?.text ?? '',
        );
      if (!isStore && !isCall) continue;
      const target = isStore ? inner.childForFieldName('left') : inner.childForFieldName('object');
      if (target?.text.startsWith(`$this->${name}`) || target?.text.startsWith(`self::$${name}`))
        changes.push({ at: inner.place, within, how: isCall ? 'add' : '=' });
    }
  }
  return changes;
}

/**
 * `$mail->Host = 'x'`: a write, and as a call `….Host=` with the value as argument, so that what a library means by the
 * property is known as its methods are.
 */
function propertySets(found: Outline, values: Evaluation): { call: Call; write: Write }[] {
  return found.stores.flatMap(({ target, value, scope, guards }) => {
    const object = target.childForFieldName('object') ?? target.childForFieldName('scope');
    const name = target.childForFieldName('name');
    if (!object || !name) return [];
    const key = name.text.replace(/^\$/, '');
    const of = values.valueAt(object, scope);
    const given = values.valueAt(value, scope);
    const within = scope.within !== undefined ? { within: scope.within } : {};
    const at = target.place;
    return [
      {
        call: {
          callee: `${canonical(of)}.${key}=`,
          receiver: of,
          arguments: [given],
          named: new Map(),
          at,
          constructs: false,
          ...within,
          ...values.guardsOf(guards),
        },
        write: { target: `${canonical(of)}.${key}`, value: given, at, ...within },
      },
    ];
  });
}
