// From the syntax tree of a Rust file to the common source model: each expression is read once, from top to bottom.
import type { Place, Problem } from '../../../engine/place.ts';
import type {
  Binding,
  Call,
  ClassModel,
  FunctionModel,
  Guard,
  ModuleImport,
  SourceModule,
  Value,
} from '../../source/model.ts';
import { bounded } from '../../source/size.ts';
import type { SyntaxNode, SyntaxTree } from '../../source/syntax.ts';
import { fieldVariable, macroLiterals, macroName, textOf } from './literals.ts';

type Environment = Extract<Value, { kind: 'environment' }>;
type Change = Binding['changes'][number];
type Field = ClassModel['fields'][number];

interface Draft {
  readonly name: string;
  readonly at: Place;
  readonly parameters: { name: string; type?: string }[];
  readonly returns: Value[];
  readonly decorators: Call[];
}

interface Here {
  readonly names: Map<string, Value>;
  readonly within?: string;
  /** The type whose methods are read. */
  readonly owner?: string;
  readonly guards: readonly Guard[];
  readonly draft?: Draft;
}

/** Methods whose result is what they are called on, for who asks where a value comes from. */
const same = new Set(
  `unwrap expect clone to_string to_owned into as_str as_ref as_deref as_bytes ok unwrap_or_default parse trim to_socket_addrs
  iter into_iter borrow deref await to_str to_string_lossy into_string ok_or ok_or_else map_err context with_context cloned
  copied as_mut next collect try_into as_deref_mut`.split(/\s+/),
);
const wrapping =
  /(?:^|\.)(?:Ok|Some|String\.from|Box\.new|Arc\.new|Rc\.new|Some|Cow\.from|SocketAddr\.from|SocketAddr\.new|PathBuf\.from|Path\.new|Into\.into|anyhow\.Ok)$/;
const guarding = /^(?:lock|write|borrow_mut|get_mut|entry|try_lock|blocking_lock|try_write)$/;
const mutating =
  /^(?:push|insert|remove|retain|clear|extend|push_back|push_front|pop|pop_front|drain|entry|append|truncate|swap_remove|or_insert|or_insert_with)$/;
const answering =
  /\b(?:Responder|IntoResponse|HttpResponse|Reply|Rejection|Json\s*<|Response\s*<|Template|Redirect|NamedFile|Status\b)/;

/** Reads one file. Paths are dotted, `crate` and `self` are modules of the program. Pure. */
export function readRust(tree: SyntaxTree, _text: string, path: string): SourceModule {
  const calls: Call[] = [];
  const imports: ModuleImport[] = [];
  const drafts: Draft[] = [];
  const environment: Environment[] = [];
  const strings: { text: string; at: Place }[] = [];
  const classes: ClassModel[] = [];
  const bindings: Binding[] = [];
  const changes = new Map<string, Change[]>();
  const stateNames = new Map<string, { at: Place; changes: Change[] }>();
  const errors: SyntaxNode[] = [];
  const used = new Map<string, string>();
  const local = localNames(tree.root);
  const fields = new Map<string, Field[]>();
  const unknown = (node: SyntaxNode): Value => ({
    kind: 'unknown',
    text: node.text.slice(0, 80),
    at: node.place,
  });

  collectUses(tree.root);
  items(tree.root.namedChildren, { names: new Map(), guards: [] });
  for (const [name, { at, changes: made }] of stateNames)
    bindings.push({
      name,
      value: { kind: 'object', entries: new Map(), at },
      at,
      exported: false,
      collection: true,
      changes: made,
    });
  const entry = drafts.find(({ name }) => name === 'main' || name === 'rocket');
  return {
    path,
    ecosystem: 'rust',
    imports,
    calls: calls.sort(
      (a, b) => (a.at.line ?? 0) - (b.at.line ?? 0) || (a.at.column ?? 0) - (b.at.column ?? 0),
    ),
    bindings: bindings.map((binding) => ({
      ...binding,
      changes: [...binding.changes, ...(changes.get(binding.name) ?? [])],
    })),
    functions: drafts.map((draft): FunctionModel => draft),
    classes,
    writes: [],
    environment,
    strings,
    program: entry !== undefined,
    ...(entry ? { entry: entry.name } : {}),
    problems: problems(),
  };

  function problems(): Problem[] {
    const [first] = errors;
    if (first)
      return [
        ...tree.problems,
        { ...first.place, message: 'not valid Rust from here on; the rest was read as far as it could be' },
      ];
    return [...tree.problems];
  }

  // Items ---------------------------------------------------------------------------------------------------------

  function items(nodes: readonly SyntaxNode[], here: Here): void {
    let attributes: SyntaxNode[] = [];
    for (const node of nodes) {
      if (node.type === 'attribute_item') {
        attributes.push(node);
        continue;
      }
      if (/comment$/.test(node.type)) continue;
      item(node, here, attributes);
      attributes = [];
    }
  }

  function item(node: SyntaxNode, here: Here, attributes: readonly SyntaxNode[]): void {
    // Modules and functions of tests never reach a release.
    if (
      attributes.some(({ text }) =>
        /^#\[(?:cfg\(test\)|test\b|tokio::test|actix_web::test|actix_rt::test)/.test(text),
      )
    )
      return;
    switch (node.type) {
      case 'use_declaration':
      case 'extern_crate_declaration':
        return;
      case 'mod_item': {
        const body = node.childForFieldName('body');
        const name = node.childForFieldName('name')?.text ?? '';
        if (body) items(body.namedChildren, here);
        else imports.push({ module: `self.${name}`, at: node.place, typeOnly: false, optional: false });
        return;
      }
      case 'function_item':
        readFunction(node, here, attributes);
        return;
      case 'impl_item':
      case 'trait_item': {
        const type = node.childForFieldName('type') ?? node.childForFieldName('name');
        const owner = type?.text.replace(/<[\s\S]*$/, '') ?? '';
        const body = node.childForFieldName('body');
        if (body) items(body.namedChildren, { ...here, owner });
        return;
      }
      case 'struct_item':
        readStruct(node, attributes);
        return;
      case 'static_item':
      case 'const_item': {
        const name = node.childForFieldName('name')?.text ?? '';
        const type = node.childForFieldName('type')?.text ?? '';
        const value = node.childForFieldName('value');
        bind(name, value ? readValue(value, here) : unknown(node), node, type);
        return;
      }
      case 'macro_invocation':
      case 'expression_statement':
        lazyStatics(node);
        readValue(node, here);
        return;
      case 'ERROR':
        errors.push(node);
        items(node.namedChildren, here);
        return;
      default:
        if (
          !/^(?:type_item|enum_item|union_item|macro_definition|attribute|inner_attribute_item|foreign_mod_item|associated_type|function_signature_item)$/.test(
            node.type,
          )
        )
          readValue(node, here);
    }
  }

  function bind(name: string, value: Value, node: SyntaxNode, type: string): void {
    bindings.push({
      name,
      value,
      at: node.place,
      exported: true,
      collection:
        /\b(?:Vec|HashMap|BTreeMap|HashSet|BTreeSet|VecDeque|DashMap|IndexMap|Slab)\b/.test(type) &&
        /\b(?:Mutex|RwLock|Lazy|OnceCell|OnceLock|LazyLock|DashMap|RefCell|LazyCell)\b/.test(type),
      changes: [],
    });
  }

  /** `lazy_static! { static ref NAME: Type = value; }`: the macro's inside is no syntax, its words tell the types. */
  function lazyStatics(node: SyntaxNode): void {
    const invocation = node.type === 'macro_invocation' ? node : node.namedChildren[0];
    if (invocation?.type !== 'macro_invocation' || macroName(invocation) !== 'lazy_static') return;
    for (const match of invocation.text
      .slice(0, 20_000)
      .matchAll(/static\s+ref\s+(\w{1,80})\s*:([^=;]{1,300})=/g))
      bind(match[1] ?? '', unknown(invocation), invocation, match[2] ?? '');
  }

  function readStruct(node: SyntaxNode, attributes: readonly SyntaxNode[]): void {
    const name = node.childForFieldName('name')?.text ?? '';
    const derives = attributes.map(({ text }) => text).join(' ');
    const known = fields.get(name) ?? [];
    fields.set(name, known);
    let own: SyntaxNode[] = [];
    for (const field of node.childForFieldName('body')?.namedChildren ?? []) {
      if (field.type === 'attribute_item') own.push(field);
      if (field.type !== 'field_declaration') continue;
      const variable = fieldVariable(field, own, derives, strings);
      if (variable?.kind === 'environment') environment.push(variable);
      known.push({
        name: field.childForFieldName('name')?.text ?? '',
        ...(variable ? { value: variable } : {}),
        decorators: [],
        at: field.place,
      });
      own = [];
    }
    classes.push({ name, bases: [], decorators: [], fields: known, at: node.place });
    // `#[database("shop")] struct Db(PgPool)`: a pool of its own.
    calls.push(...attributes.filter(({ text }) => text.startsWith('#[database(')).flatMap(decorator));
  }

  function readFunction(node: SyntaxNode, here: Here, attributes: readonly SyntaxNode[]): void {
    const local = node.childForFieldName('name')?.text ?? '';
    const name = here.owner ? `${here.owner}.${local}` : local;
    const decorators = attributes.flatMap((attribute) => decorator(attribute));
    const draft: Draft = { name, at: node.place, parameters: [], returns: [], decorators };
    drafts.push(draft);
    calls.push(...decorators);
    const names = new Map<string, Value>();
    let index = 0;
    for (const parameter of node.childForFieldName('parameters')?.namedChildren ?? []) {
      if (parameter.type === 'self_parameter') {
        names.set('self', {
          kind: 'parameter',
          function: name,
          index: -1,
          name: 'self',
          ...(here.owner ? { type: here.owner } : {}),
          at: parameter.place,
        });
        continue;
      }
      if (parameter.type !== 'parameter') continue;
      const pattern = parameter.childForFieldName('pattern');
      const type = typeName(parameter.childForFieldName('type'));
      const label = identifiersIn(pattern)[0] ?? '_';
      draft.parameters[index] = { name: label, ...(type ? { type } : {}) };
      for (const one of identifiersIn(pattern))
        names.set(one, {
          kind: 'parameter',
          function: name,
          index,
          name: one,
          ...(type ? { type } : {}),
          at: parameter.place,
        });
      index++;
    }
    const body = node.childForFieldName('body');
    const inner: Here = { ...here, names, within: name, guards: [], draft };
    const value = body && readBlock(body, inner);
    if (value) draft.returns.push(value);
    const result = node.childForFieldName('return_type')?.text ?? '';
    if (answering.test(result) && local !== 'main')
      calls.push({
        callee: '<request>',
        target: { kind: 'reference', module: '<request>', path: [], at: node.place },
        arguments: [{ kind: 'function', name, at: node.place }],
        named: new Map(),
        at: node.place,
        constructs: false,
      });
  }

  /** `#[get("/")]`, `#[launch]`: the attribute as a call. */
  function decorator(attribute: SyntaxNode): Call[] {
    const inner = attribute.namedChildren[0];
    const name = inner?.namedChildren[0]?.text.replaceAll('::', '.');
    if (!inner || name === undefined || /^(?:derive|allow|cfg|doc|inline|must_use|async_trait)/.test(name))
      return [];
    const given = inner.childForFieldName('arguments');
    const values = given ? macroLiterals(given).map((node): Value => literal(textOf(node), node)) : [];
    const first = name.split('.')[0] ?? name;
    const full = used.get(first) ?? first;
    return [
      {
        callee: [full, ...name.split('.').slice(1)].join('.'),
        target: { kind: 'reference', module: full, path: name.split('.').slice(1), at: attribute.place },
        arguments: values,
        named: new Map(),
        at: attribute.place,
        constructs: false,
      },
    ];
  }

  // Names ---------------------------------------------------------------------------------------------------------

  /** What `use` brings, anywhere in the file: short name → dotted path. */
  function collectUses(root: SyntaxNode): void {
    for (const node of root.walk()) {
      if (node.type === 'extern_crate_declaration') {
        const crate = node.childForFieldName('name')?.text;
        if (crate) imports.push({ module: crate, at: node.place, typeOnly: false, optional: false });
      }
      if (node.type !== 'use_declaration') continue;
      const argument = node.childForFieldName('argument');
      if (argument) use(argument, '', node);
    }
  }

  function use(node: SyntaxNode, prefix: string, whole: SyntaxNode): void {
    const dotted = (path: string) => path.replace(/\s/g, '').replaceAll('::', '.');
    const join = (path: string) => (prefix === '' ? path : path === '' ? prefix : `${prefix}.${path}`);
    if (node.type === 'use_list') {
      for (const child of node.namedChildren) use(child, prefix, whole);
      return;
    }
    if (node.type === 'scoped_use_list') {
      const list = node.childForFieldName('list');
      const path = node.childForFieldName('path');
      if (list) use(list, join(path ? dotted(path.text) : ''), whole);
      return;
    }
    const alias = node.type === 'use_as_clause' ? node.childForFieldName('alias')?.text : undefined;
    const written = node.type === 'use_as_clause' ? (node.childForFieldName('path')?.text ?? '') : node.text;
    const full = localised(
      join(
        dotted(written)
          .replace(/\.?\*$/, '')
          .replace(/(^|\.)self$/, ''),
      ),
    );
    const head = full.split('.')[0] ?? full;
    if (head === '' || !/^[\w.]+$/.test(full)) return;
    if (node.type === 'use_wildcard') {
      imports.push({ module: importName(full), at: whole.place, typeOnly: false, optional: false });
      return;
    }
    const short = alias ?? full.split('.').at(-1) ?? full;
    if (short !== '_') used.set(short, full);
    imports.push({ module: importName(full), at: node.place, typeOnly: false, optional: false });
  }

  /** What is imported as a module: the crate from outside; of the program the whole path without the name at its end. */
  function importName(full: string): string {
    const parts = full.split('.');
    const head = parts[0] ?? full;
    if (!/^(?:crate|self|super)$/.test(head)) return head;
    const end = parts.findIndex((part, index) => index > 0 && /^[A-Z]/.test(part));
    return (end < 0 ? parts : parts.slice(0, end)).join('.');
  }

  /** A path that begins with a module or a name of this file begins with `self`. */
  function localised(full: string): string {
    const head = full.split('.')[0] ?? full;
    return local.modules.has(head) || local.items.has(head) || local.functions.has(full)
      ? `self.${full}`
      : full;
  }

  /** What stands in a module inside the file is read as if it stood in the file itself. */
  function unnested(dotted: string): string {
    let parts = dotted.split('.');
    while (parts.length > 1 && local.inline.has(parts[0] ?? '')) parts = parts.slice(1);
    return parts.join('.');
  }

  function reference(written: string, node: SyntaxNode, here: Here): Value {
    const dotted = unnested(written);
    const parts = dotted.split('.');
    const [head = '', ...rest] = parts;
    if (rest.length === 0) {
      const bound = here.names.get(head);
      if (bound) return bound;
    }
    if (head === 'Self' && here.owner)
      return { kind: 'function', name: [here.owner, ...rest].join('.'), at: node.place };
    if (local.functions.has(dotted) || local.types.has(dotted))
      return { kind: 'function', name: dotted, at: node.place };
    if (local.types.has(head)) return { kind: 'function', name: dotted, at: node.place };
    const brought = used.get(head);
    const full = (brought ? [brought, ...rest] : [localised(dotted)]).join('.').split('.');
    // The module of the program as far as its names are lower case; of a crate only its own name.
    const isOwn = /^(?:crate|self|super)$/.test(full[0] ?? '');
    const count = isOwn ? 1 : 1;
    const statics = bindings.find((binding) => binding.name === dotted);
    if (statics && rest.length === 0)
      return statics.value.kind === 'unknown'
        ? { kind: 'reference', module: 'self', path: [dotted], at: node.place }
        : statics.value;
    return {
      kind: 'reference',
      module: full.slice(0, count).join('.'),
      path: full.slice(count),
      at: node.place,
    };
  }

  function canonical(value: Value): string {
    switch (value.kind) {
      case 'reference':
        return [value.module, ...value.path].join('.');
      case 'call':
        return `${value.call.callee}()`;
      case 'member':
        return `${canonical(value.of)}.${value.path.join('.')}`;
      case 'parameter':
        return value.type ?? '?';
      case 'function':
        return value.name;
      default:
        return '?';
    }
  }

  function typeName(node: SyntaxNode | null): string | undefined {
    let inner = node;
    for (let step = 0; inner && step < 8; step++) {
      if (inner.type === 'reference_type') inner = inner.childForFieldName('type');
      else if (inner.type === 'generic_type') {
        const outer = inner.childForFieldName('type');
        const argument = inner.childForFieldName('type_arguments')?.namedChildren[0] ?? null;
        if (!/(?:^|::)(?:Arc|Box|Rc|State|Data|Extension|Option|Mutex|RwLock)$/.test(outer?.text ?? ''))
          return dottedType(outer);
        inner = argument;
      } else return dottedType(inner);
    }
    return undefined;
  }
  function dottedType(node: SyntaxNode | null): string | undefined {
    if (!node || !/^(?:type_identifier|scoped_type_identifier)$/.test(node.type)) return undefined;
    const parts = node.text.replace(/\s/g, '').split('::');
    const brought = used.get(parts[0] ?? '');
    return (brought ? [brought, ...parts.slice(1)] : parts).join('.');
  }

  // Expressions ---------------------------------------------------------------------------------------------------

  function literal(text: string, node: SyntaxNode, type: 'string' | 'number' | 'boolean' = 'string'): Value {
    return { kind: 'literal', type, text, at: node.place };
  }

  function readBlock(node: SyntaxNode, here: Here): Value | undefined {
    const inner = { ...here, names: new Map(here.names) };
    let last: Value | undefined;
    let attributes: SyntaxNode[] = [];
    for (const child of node.namedChildren) {
      last = undefined;
      if (child.type === 'attribute_item') attributes.push(child);
      else if (/_item$/.test(child.type)) item(child, { ...inner, owner: undefined }, attributes);
      else if (child.type === 'let_declaration') letDeclaration(child, inner);
      else if (!/comment$|^use_declaration$/.test(child.type)) last = readValue(child, inner);
      if (child.type !== 'attribute_item') attributes = [];
    }
    return last;
  }

  function letDeclaration(node: SyntaxNode, here: Here): void {
    const pattern = node.childForFieldName('pattern');
    const given = node.childForFieldName('value');
    const other = node.childForFieldName('alternative');
    let value = given ? readValue(given, here) : unknown(node);
    // `let config: Config = envy::from_env()?`: the type that is asked for.
    const type = typeName(node.childForFieldName('type'));
    if (type && value.kind === 'call' && fields.has(type)) value = filled(value, type);
    if (other) readValue(other, here);
    bindPattern(pattern, value, here);
  }

  function bindPattern(pattern: SyntaxNode | null, value: Value, here: Here): void {
    if (!pattern) return;
    if (pattern.type === 'tuple_pattern') {
      for (const [index, one] of pattern.namedChildren.entries())
        bindPattern(
          one,
          value.kind === 'list'
            ? (value.items[index] ?? value)
            : { kind: 'member', of: value, path: [String(index)], at: value.at },
          here,
        );
      return;
    }
    for (const name of identifiersIn(pattern)) here.names.set(name, value);
  }

  function readValue(node: SyntaxNode, here: Here): Value {
    return bounded(expression(node, here));
  }

  function expression(node: SyntaxNode, here: Here): Value {
    switch (node.type) {
      case 'string_literal':
      case 'raw_string_literal': {
        strings.push({ text: textOf(node), at: node.place });
        return literal(textOf(node), node);
      }
      case 'integer_literal':
      case 'float_literal':
        return literal(node.text.replace(/_|[iuf](?:8|16|32|64|128|size)$/g, ''), node, 'number');
      case 'boolean_literal':
        return literal(node.text, node, 'boolean');
      case 'identifier':
      case 'self':
      case 'scoped_identifier':
        return reference(node.text.replace(/\s|::<[^>]*>/g, '').replaceAll('::', '.'), node, here);
      case 'generic_function': {
        const inner = node.childForFieldName('function');
        return inner ? readValue(inner, here) : unknown(node);
      }
      case 'expression_statement':
      case 'parenthesized_expression':
      case 'try_expression':
      case 'await_expression':
      case 'reference_expression':
      case 'unary_expression':
      case 'type_cast_expression':
      case 'unsafe_block':
      case 'async_block': {
        const inner =
          node.childForFieldName('value') ??
          node.namedChildren.find(({ type }) => type !== 'mutable_specifier');
        return inner ? readValue(inner, here) : unknown(node);
      }
      case 'return_expression': {
        const value = node.namedChildren[0] ? readValue(node.namedChildren[0], here) : undefined;
        if (value) here.draft?.returns.push(value);
        return unknown(node);
      }
      case 'block':
        return readBlock(node, here) ?? unknown(node);
      case 'tuple_expression':
      case 'array_expression':
        return {
          kind: 'list',
          items: node.namedChildren.slice(0, 300).map((child) => readValue(child, here)),
          at: node.place,
        };
      case 'field_expression': {
        const of = node.childForFieldName('value');
        const name = node.childForFieldName('field')?.text ?? '';
        const value = of ? readValue(of, here) : unknown(node);
        if (value.kind === 'object' && value.entries.has(name)) return value.entries.get(name) as Value;
        if (value.kind === 'list' && value.items[Number(name)]) return value.items[Number(name)] as Value;
        return { kind: 'member', of: value, path: [name], at: node.place };
      }
      case 'struct_expression':
        return structExpression(node, here);
      case 'closure_expression':
        return closure(node, here);
      case 'call_expression':
        return call(node, here);
      case 'macro_invocation':
        return macro(node, here);
      case 'if_expression':
        return conditional(node, here);
      case 'match_expression':
        return match(node, here);
      case 'let_condition': {
        const value = node.childForFieldName('value');
        const read = value ? readValue(value, here) : unknown(node);
        bindPattern(node.childForFieldName('pattern'), read, here);
        return read;
      }
      case 'for_expression': {
        const value = node.childForFieldName('value');
        const inner = { ...here, names: new Map(here.names) };
        bindPattern(node.childForFieldName('pattern'), value ? readValue(value, here) : unknown(node), inner);
        const body = node.childForFieldName('body');
        if (body) readBlock(body, inner);
        return unknown(node);
      }
      case 'assignment_expression':
      case 'compound_assignment_expr': {
        const left = node.childForFieldName('left');
        const right = node.childForFieldName('right');
        const value = right ? readValue(right, here) : unknown(node);
        if (left?.type === 'identifier') here.names.set(left.text, value);
        else if (left) readValue(left, here);
        // `config.host = Some(host)`: what a library's structure is filled with, as if it were made with it.
        const owner = left?.type === 'field_expression' ? left.childForFieldName('value') : null;
        const filledIn = owner?.type === 'identifier' ? here.names.get(owner.text) : undefined;
        if (filledIn?.kind === 'call')
          (filledIn.call.named as Map<string, Value>).set(
            left?.childForFieldName('field')?.text ?? '',
            value,
          );
        if (left && left.type !== 'identifier') changed(left, node, here, '=');
        return unknown(node);
      }
      case 'ERROR':
        errors.push(node);
        for (const child of node.namedChildren) readValue(child, here);
        return unknown(node);
      default:
        if (/_item$/.test(node.type)) item(node, here, []);
        else
          for (const child of node.namedChildren)
            if (!/type|lifetime|comment|pattern$/.test(child.type)) readValue(child, here);
        return unknown(node);
    }
  }

  function structExpression(node: SyntaxNode, here: Here): Value {
    const entries = new Map<string, Value>();
    for (const field of node.childForFieldName('body')?.namedChildren ?? []) {
      const name = field.childForFieldName('field')?.text ?? field.namedChildren[0]?.text ?? '';
      const value =
        field.childForFieldName('value') ??
        (field.type === 'shorthand_field_initializer' ? field.namedChildren[0] : null);
      if (field.type === 'base_field_initializer') {
        if (field.namedChildren[0]) entries.set('...', readValue(field.namedChildren[0], here));
      } else if (value) entries.set(name, readValue(value, here));
    }
    const name = node.childForFieldName('name')?.text.replaceAll('::', '.') ?? '';
    const made: Call = {
      callee: canonical(reference(name === 'Self' && here.owner ? here.owner : name, node, here)),
      arguments: [],
      named: entries,
      at: node.place,
      ...(here.within ? { within: here.within } : {}),
      constructs: true,
    };
    calls.push(made);
    return { kind: 'object', entries, at: node.place };
  }

  function closure(node: SyntaxNode, here: Here): Value {
    const { line = 0, column = 0 } = node.place;
    const name = `<closure:${line}:${column}>`;
    const draft: Draft = { name, at: node.place, parameters: [], returns: [], decorators: [] };
    drafts.push(draft);
    const names = new Map(here.names);
    for (const [index, parameter] of (node.childForFieldName('parameters')?.namedChildren ?? []).entries())
      for (const one of identifiersIn(parameter.childForFieldName('pattern') ?? parameter)) {
        draft.parameters[index] ??= { name: one };
        names.set(one, { kind: 'parameter', function: name, index, name: one, at: parameter.place });
      }
    for (let index = 0; index < draft.parameters.length; index++) draft.parameters[index] ??= { name: '_' };
    const body = node.childForFieldName('body');
    const value = body && readValue(body, { ...here, names, within: name, draft });
    if (value) draft.returns.push(value);
    return { kind: 'function', name, at: node.place };
  }

  function call(node: SyntaxNode, here: Here): Value {
    const target = node.childForFieldName('function');
    const values = (node.childForFieldName('arguments')?.namedChildren ?? [])
      .filter(({ type }) => !/comment$|^attribute_item$/.test(type))
      .map((one) => readValue(one, here));
    if (!target) return unknown(node);
    const plain =
      target.type === 'generic_function' ? (target.childForFieldName('function') ?? target) : target;
    if (plain.type === 'field_expression') return method(node, plain, values, here);
    const called = readValue(plain, here);
    const callee = canonical(called);
    const [first, second] = values;
    const read = environmentCall(callee, node, first);
    if (read) return read;
    if (wrapping.test(callee) && first)
      return second ? { kind: 'list', items: values, at: node.place } : first;
    if (/^(?:self\.)?drop$|^std\.mem\.drop$/.test(callee)) return unknown(node);
    const value = made(node, callee, values, here, called);
    // `ConnectionManager::<PgConnection>::new`: the type tells the engine.
    const generic = /::<\s*([\w:]{1,100})/.exec(target.text)?.[1];
    if (generic !== undefined && value.kind === 'call')
      (value.call.named as Map<string, Value>).set('<>', { kind: 'unknown', text: generic, at: node.place });
    const type = typeName(target.childForFieldName('type_arguments')?.namedChildren[0] ?? null);
    return type && fields.has(type) ? filled(value, type) : value;
  }

  /** `envy::from_env::<Config>()`: each field of the struct is the variable of its name. */
  function filled(value: Value, type: string): Value {
    if (value.kind !== 'call' || !/^(?:envy\.from_env|envy\.prefixed\(\)\.from_env)$/.test(value.call.callee))
      return value;
    const prefix = value.call.receiver?.kind === 'call' ? value.call.receiver.call.arguments[0] : undefined;
    const front = prefix?.kind === 'literal' ? prefix.text : '';
    const entries = new Map<string, Value>();
    for (const { name, at } of fields.get(type) ?? []) {
      const read: Environment = {
        kind: 'environment',
        name: `${front}${name}`.toUpperCase(),
        required: false,
        at,
      };
      environment.push(read);
      entries.set(name, read);
    }
    return { kind: 'object', entries, at: value.at };
  }

  function environmentCall(callee: string, node: SyntaxNode, key: Value | undefined): Value | undefined {
    if (!/^(?:std\.env\.(?:var|var_os|vars)|dotenvy?\.var|dotenv\.var)$/.test(callee) || !key)
      return undefined;
    const name = key.kind === 'literal' ? key.text : undefined;
    const read: Environment = {
      kind: 'environment',
      ...(name === undefined ? { computed: key } : { name }),
      required: false,
      at: node.place,
    };
    environment.push(read);
    return read;
  }

  function replaceRead(before: Environment, after: Environment): Environment {
    const index = environment.lastIndexOf(before);
    if (index >= 0) environment[index] = after;
    return after;
  }

  function method(node: SyntaxNode, target: SyntaxNode, values: readonly Value[], here: Here): Value {
    const of = target.childForFieldName('value');
    const name = target.childForFieldName('field')?.text ?? '';
    const receiver = of ? readValue(of, here) : unknown(node);
    const [first, second] = values;
    if (receiver.kind === 'environment') {
      if (/^(?:unwrap|expect)$/.test(name))
        return replaceRead(receiver, { ...receiver, required: !receiver.fallback });
      const fallback =
        name === 'unwrap_or' || name === 'map_or'
          ? first
          : /^(?:unwrap_or_else|map_or_else|or_else)$/.test(name)
            ? resultOf(first)
            : undefined;
      if (fallback) {
        // `unwrap_or_else(|_| panic!(…))` is no default.
        const isDefault =
          fallback.kind !== 'unknown' &&
          !(fallback.kind === 'call' && /panic|exit/.test(fallback.call.callee));
        return replaceRead(
          receiver,
          isDefault ? { ...receiver, fallback, required: false } : { ...receiver, required: true },
        );
      }
      if (/^(?:map|and_then|filter|or)$/.test(name)) return name === 'or' && second ? second : receiver;
    }
    if (same.has(name)) return receiver;
    if (/^(?:unwrap_or|unwrap_or_else|or|or_else)$/.test(name) && first) {
      const fallback = name.endsWith('else') ? resultOf(first) : first;
      return { kind: 'choice', options: fallback ? [receiver, fallback] : [receiver], at: node.place };
    }
    if (mutating.test(name) && of) changed(of, node, here, name);
    return made(node, `${canonical(receiver)}.${name}`, values, here, undefined, receiver);
  }

  function resultOf(value: Value | undefined): Value | undefined {
    if (value?.kind !== 'function') return value;
    return drafts.find(({ name }) => name === value.name)?.returns[0];
  }

  /** A change of what stands behind a lock: of a static, or of state that handlers are given. */
  function changed(target: SyntaxNode, node: SyntaxNode, here: Here, how: string): void {
    if (here.within === undefined) return;
    const path: string[] = [];
    let guarded = false;
    let inner: SyntaxNode | null = target;
    for (let step = 0; inner && step < 30; step++) {
      if (inner.type === 'call_expression') {
        const name: string = inner.childForFieldName('function')?.childForFieldName('field')?.text ?? '';
        if (guarding.test(name) && name !== 'entry') guarded = true;
        inner = inner.childForFieldName('function');
      } else if (inner.type === 'field_expression') {
        const name: string = inner.childForFieldName('field')?.text ?? '';
        if (inner.parent?.type !== 'call_expression') path.unshift(name);
        inner = inner.childForFieldName('value');
      } else if (
        /^(?:await_expression|try_expression|unary_expression|reference_expression|parenthesized_expression|index_expression)$/.test(
          inner.type,
        )
      ) {
        inner = inner.namedChildren.at(inner.type === 'reference_expression' ? -1 : 0) ?? null;
      } else break;
    }
    if (inner?.type !== 'identifier' && inner?.type !== 'self') return;
    const change: Change = { at: node.place, within: here.within, how };
    if (bindings.some((binding) => binding.name === inner?.text)) {
      changes.set(inner.text, [...(changes.get(inner.text) ?? []), change]);
      return;
    }
    const value = here.names.get(inner.text);
    const held = value && guardedIn(value);
    if (!guarded && !held) return;
    const name = held ?? path.at(-1) ?? inner.text;
    const state = stateNames.get(name) ?? { at: node.place, changes: [] };
    state.changes.push(change);
    stateNames.set(name, state);
  }

  /** `let mut items = state.items.lock().unwrap()`: the name of what is locked. */
  function guardedIn(value: Value): string | undefined {
    if (value.kind !== 'call' || !/\.(?:lock|write|borrow_mut)$/.test(value.call.callee)) return undefined;
    const { receiver } = value.call;
    if (receiver?.kind === 'member') return receiver.path.at(-1);
    if (receiver?.kind === 'parameter') return receiver.name;
    return receiver?.kind === 'reference' ? receiver.path.at(-1) : undefined;
  }

  function made(
    node: SyntaxNode,
    callee: string,
    values: readonly Value[],
    here: Here,
    target?: Value,
    receiver?: Value,
  ): Value {
    const result: Call = {
      callee: callee.length > 300 ? `?${callee.slice(callee.lastIndexOf('.'))}` : callee,
      ...(receiver ? { receiver } : {}),
      ...(target ? { target } : {}),
      arguments: [...values],
      named: new Map(),
      at: node.place,
      ...(here.within === undefined ? {} : { within: here.within }),
      constructs: false,
      ...(here.guards.length > 0 ? { guards: here.guards } : {}),
    };
    calls.push(result);
    return { kind: 'call', call: result, at: node.place };
  }

  function macro(node: SyntaxNode, here: Here): Value {
    const name = macroName(node) ?? '';
    const tokens = node.namedChildren.find(({ type }) => type === 'token_tree');
    const texts = tokens ? macroLiterals(tokens) : [];
    for (const one of texts) strings.push({ text: textOf(one), at: one.place });
    const [first] = texts;
    if (/^(?:env|option_env)$/.test(name) && first) return literal('', node);
    const written = node.childForFieldName('macro')?.text.replaceAll('::', '.') ?? name;
    const head = written.split('.')[0] ?? written;
    const full = [used.get(head) ?? head, ...written.split('.').slice(1)].join('.');
    if (name === 'format' && tokens) return formatted(tokens, node, here);
    const values: Value[] = texts.map((one) => literal(textOf(one), one));
    // What a macro is given is words, not syntax: functions of the file among them are passed on, calls are named.
    for (const word of tokens
      ? [...tokens.walk()].filter(({ type }) => type === 'identifier').slice(0, 200)
      : []) {
      const next = word.parent?.children[word.parent.children.indexOf(word) + 1];
      if (local.functions.has(word.text)) values.push({ kind: 'function', name: word.text, at: word.place });
      else if (next?.type === 'token_tree') {
        const value = here.names.get(word.text);
        made(
          word,
          value ? canonical(value) : `?.${word.text}`,
          macroLiterals(next).map((one) => literal(textOf(one), one)),
          here,
        );
      }
    }
    return made(node, `${full}!`, values, here, {
      kind: 'reference',
      module: `${full}!`,
      path: [],
      at: node.place,
    });
  }

  /** `format!("{}:{port}", host)`: texts and the names that are put in. */
  function formatted(tokens: SyntaxNode, node: SyntaxNode, here: Here): Value {
    const [first, ...rest] = tokens.namedChildren;
    if (!first || !/string_literal$/.test(first.type)) return unknown(node);
    const given = rest.filter(
      ({ type }) => type === 'identifier' || /literal$/.test(type) || type === 'self',
    );
    const parts: Value[] = [];
    let next = 0;
    for (const piece of textOf(first).split(/(\{[^{}]{0,100}\})/)) {
      if (piece === '') continue;
      const hole = /^\{([\w.]*)(?::[^{}]*)?\}$/.exec(piece);
      if (!hole) {
        parts.push(literal(piece, first));
        continue;
      }
      const name = hole[1] ?? '';
      const argument = name === '' ? given[next++] : undefined;
      const value = argument
        ? /literal$/.test(argument.type)
          ? readValue(argument, here)
          : memberPath(argument, rest, here)
        : here.names.get(name);
      parts.push(value ?? unknown(first));
    }
    return { kind: 'text', parts, at: node.place };
  }

  /** `config.port` among a macro's words: the names that follow each other. */
  function memberPath(start: SyntaxNode, tokens: readonly SyntaxNode[], here: Here): Value {
    const of = reference(start.text, start, here);
    const index = tokens.indexOf(start);
    const next = tokens[index + 1];
    return next?.type === 'identifier' && next.startIndex === start.endIndex + 1
      ? { kind: 'member', of, path: [next.text], at: start.place }
      : of;
  }

  function conditional(node: SyntaxNode, here: Here): Value {
    const condition = node.childForFieldName('condition');
    const inner = { ...here, names: new Map(here.names) };
    const by = condition ? readValue(condition, inner) : undefined;
    const guard: Guard | undefined =
      by && by.kind !== 'unknown' ? { value: optional(condition, by), negated: false } : undefined;
    const yes = node.childForFieldName('consequence');
    const no = node.childForFieldName('alternative');
    const results = [
      yes && readBlock(yes, guard ? { ...inner, guards: [...here.guards, guard] } : inner),
      no &&
        readValue(
          no.namedChildren[0] ?? no,
          guard ? { ...here, guards: [...here.guards, { ...guard, negated: true }] } : here,
        ),
    ].filter((value) => value !== null && value !== undefined && value.kind !== 'unknown') as Value[];
    return decided(by, results, node);
  }

  /** `if let Some(file) = config.log_file()`: nothing is done unless the configuration names one. */
  function optional(condition: SyntaxNode | null, by: Value): Value {
    if (condition?.type !== 'let_condition' || by.kind === 'environment') return by;
    const isSome = condition.childForFieldName('pattern')?.text.startsWith('Some(') ?? false;
    const text = condition.childForFieldName('value')?.text.slice(0, 200) ?? '';
    return isSome && /config|settings|\bopts?\b|options|\bargs\b|\bcli\b/i.test(text)
      ? { kind: 'configuration', at: by.at }
      : by;
  }

  function decided(by: Value | undefined, results: readonly Value[], node: SyntaxNode): Value {
    const reads = by?.kind === 'environment' && !results.includes(by) ? [by] : [];
    const options = [...results, ...reads].slice(0, 12);
    const [first] = options;
    if (!first) return unknown(node);
    const [literalOne] = results.filter((value) => value.kind === 'literal');
    // `match env::var("PORT") { Ok(port) => port, Err(_) => "8080" }`
    if (options.length === 2 && by?.kind === 'environment' && options.includes(by) && literalOne)
      return replaceRead(by, { ...by, fallback: literalOne, required: false });
    return options.length === 1 ? first : { kind: 'choice', options, at: node.place };
  }

  function match(node: SyntaxNode, here: Here): Value {
    const subject = node.childForFieldName('value');
    const by = subject ? readValue(subject, here) : undefined;
    const results: Value[] = [];
    for (const arm of node.childForFieldName('body')?.namedChildren ?? []) {
      if (arm.type !== 'match_arm') continue;
      const inner = { ...here, names: new Map(here.names) };
      if (by) bindPattern(arm.childForFieldName('pattern'), by, inner);
      const value = arm.childForFieldName('value');
      const read = value && readValue(value, inner);
      if (read && read.kind !== 'unknown') results.push(read);
    }
    return decided(by, results, node);
  }
}

/** Names that a pattern binds: lower-case ones, as types and variants begin with a capital. */
function identifiersIn(pattern: SyntaxNode | null): readonly string[] {
  if (!pattern) return [];
  const names: string[] = [];
  for (const node of pattern.walk())
    if (
      (node.type === 'identifier' || node.type === 'shorthand_field_identifier') &&
      /^[a-z_]/.test(node.text) &&
      names.length < 30
    )
      names.push(node.text);
  return names;
}

/** Names that the file declares, known before anything is read. */
function localNames(root: SyntaxNode) {
  const functions = new Set<string>();
  const types = new Set<string>();
  const modules = new Set<string>();
  const inline = new Set<string>();
  const items = new Set<string>();
  const stack: { node: SyntaxNode; owner?: string }[] = root.namedChildren.map((node) => ({ node }));
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { node, owner } = next;
    const name = node.childForFieldName('name')?.text;
    const body = node.childForFieldName('body');
    if (name && /^(?:enum|struct|trait|type|union)_item$/.test(node.type)) items.add(name);
    if (node.type === 'function_item' && name) functions.add(owner ? `${owner}.${name}` : name);
    else if (node.type === 'struct_item' && name) types.add(name);
    else if (node.type === 'mod_item' && name) {
      modules.add(name);
      if (body) inline.add(name);
      for (const child of body?.namedChildren ?? []) stack.push({ node: child });
    } else if (node.type === 'impl_item' && body) {
      const type = node.childForFieldName('type')?.text.replace(/<[\s\S]*$/, '');
      if (type) types.add(type);
      for (const child of body.namedChildren) stack.push({ node: child, ...(type ? { owner: type } : {}) });
    }
  }
  return { functions, types, modules, inline, items };
}
