// From the syntax tree of a Java or Kotlin file to the common source model.

import type { Place, Problem } from '../../../engine/place.ts';
import type {
  Binding,
  Call,
  ClassModel,
  ForeignChange,
  FunctionModel,
  Guard,
  ModuleImport,
  SourceModule,
  Value,
  Write,
} from '../../source/model.ts';
import { largestValue, sizeOf } from '../../source/size.ts';
import type { SyntaxNode, SyntaxTree } from '../../source/syntax.ts';
import {
  configuredClass,
  configuredValue,
  isComponent,
  isModuleOf,
  runsAtStart,
  waitsForStart,
} from './annotations.ts';
import { javaProgram } from './java.ts';
import { kotlinProgram } from './kotlin.ts';
import type {
  Annotation,
  Argument,
  ClassDeclaration,
  Condition,
  Expression,
  Field,
  FunctionDeclaration,
  Parameter,
  Program,
  Statement,
  TypeName,
} from './program.ts';

/** Deeper nesting than any person writes: what lies below stays unknown. */
const depthLimit = 120;
const choiceLimit = 12;

/**
 * Makes the reader. `known` are the full names that the catalogue speaks of: with `import io.ktor.server.engine.*` nothing else
 * tells where `embeddedServer` comes from.
 */
export const readerOf =
  (known: ReadonlySet<string>) =>
  (tree: SyntaxTree, _text: string, path: string): SourceModule => {
    const program = tree.language === 'kotlin' ? kotlinProgram(tree.root) : javaProgram(tree.root);
    return new Reading(isGenerated(program) ? empty : program, path, tree, known).module();
  };

const empty: Program = {
  packageName: '',
  imports: [],
  classes: [],
  functions: [],
  properties: [],
  strings: [],
  errors: [],
};

/** Other programs write the class: its annotation says so. */
const isGenerated = ({ classes }: Program): boolean =>
  classes.some(({ annotations }) =>
    annotations.some(({ type }) => /(?:^|\.)(?:Generated|WebServiceClient)$/.test(type.name)),
  );

type Named = Map<string, Value>;

interface Scope {
  readonly parent?: Scope;
  readonly names: Named;
  readonly owner?: Owner;
  /** The function's name as in its model; absent for what runs when the class is loaded. */
  readonly within?: string;
  readonly guards: readonly Guard[];
  /** Inside a branch: what is assigned there may not have been. */
  readonly conditional: boolean;
  /** What `apply { … }` is called on: names that nobody declares are its members. */
  readonly receiver?: Value;
  readonly returns: Value[];
}

interface Owner {
  readonly declaration: ClassDeclaration;
  readonly outer?: Owner;
  readonly fields: ReadonlyMap<string, Field>;
  readonly methods: ReadonlyMap<string, string>;
  /** What methods and constructors set on the instance. */
  readonly assigned: Map<string, Value[]>;
}

const mutators = new Set(
  `add addAll addFirst addLast put putAll putIfAbsent computeIfAbsent computeIfPresent compute merge remove removeIf removeAll
  clear push pop poll offer offerFirst offerLast set replace replaceAll retainAll plusAssign minusAssign increment
  incrementAndGet getAndIncrement addAndGet getAndAdd decrementAndGet`.split(/\s+/),
);
// Blocking queues hand work from one thread to another: nobody asks them later.
const collectionTypes =
  /^(?:java\.util\.(?:concurrent\.)?(?!\w*(?:Blocking|Transfer|Delay))\w*(?:Map|List|Set|Queue|Deque|Vector|Stack|Hashtable)|kotlin\.(?:mutable(?:List|Map|Set)Of|array(?:ListOf|Deque)|hash(?:Map|Set)Of|linked(?:Map|String)Of|sorted(?:Map|Set)Of|collections\.\w+))$/;
const collectionMakers =
  /^(?:java\.util\.Collections\.(?:synchronized\w+|newSetFromMap)|java\.util\.concurrent\.ConcurrentHashMap\.newKeySet|kotlin\.(?:mutable\w+Of|array(?:ListOf|Deque)|hash(?:Map|Set)Of|linked(?:Map|Set)Of))$/;

const javaLang = new Set(
  `System Runtime Thread ProcessBuilder Process Integer Long Short Byte Double Float Boolean Character String StringBuilder
  Math Object Class Exception RuntimeException IllegalStateException IllegalArgumentException Iterable Runnable
  ThreadLocal Number Void Error Throwable`.split(/\s+/),
);
/** Functions that Kotlin brings, as far as values or factors need them. */
const kotlinFunctions = new Set(
  `mutableListOf mutableMapOf mutableSetOf arrayListOf hashMapOf hashSetOf linkedMapOf linkedSetOf arrayDeque listOf mapOf setOf
  emptyList emptyMap println print error require requireNotNull checkNotNull check run with thread`.split(
    /\s+/,
  ),
);

class Reading {
  readonly #program: Program;
  readonly #path: string;
  readonly #tree: SyntaxTree;
  readonly #known: ReadonlySet<string>;
  readonly #isKotlin: boolean;

  readonly #imports = new Map<string, { module: string; path: readonly string[]; at: Place }>();
  readonly #stars: { name: string; at: Place }[] = [];
  readonly #owners = new Map<string, Owner>();
  readonly #ownerOf = new Map<ClassDeclaration, Owner>();
  readonly #topFunctions = new Map<string, string>();
  readonly #topProperties = new Map<string, Field>();

  readonly #calls = new Map<SyntaxNode, Call>();
  readonly #extraCalls: Call[] = [];
  readonly #environment = new Map<SyntaxNode, Extract<Value, { kind: 'environment' }>>();
  readonly #functions: FunctionModel[] = [];
  readonly #functionNames = new Set<string>();
  readonly #classes: ClassModel[] = [];
  readonly #bindings: Binding[] = [];
  readonly #changes = new Map<string, { at: Place; within: string; how: string }[]>();
  readonly #foreign: ForeignChange[] = [];
  readonly #writes: Write[] = [];
  readonly #values = new Map<Expression, Value>();
  readonly #fieldValues = new Map<Field, Value | undefined>();
  readonly #open = new Set<unknown>();
  #depth = 0;
  #entry: string | undefined;

  constructor(program: Program, path: string, tree: SyntaxTree, known: ReadonlySet<string>) {
    this.#program = program;
    this.#path = path;
    this.#tree = tree;
    this.#known = known;
    this.#isKotlin = tree.language === 'kotlin';
  }

  module(): SourceModule {
    const { imports, classes, functions, properties, strings } = this.#program;
    for (const { from, name, alias, node } of imports) {
      if (name === undefined) this.#stars.push({ name: from, at: node.place });
      else this.#imports.set(alias ?? name, { ...split(`${from}.${name}`), at: node.place });
    }
    for (const property of properties) this.#topProperties.set(property.name, property);
    for (const declaration of classes) this.#declare(declaration, undefined);
    for (const { name } of functions) this.#topFunctions.set(name, name);
    const loading: Scope = { names: new Map(), guards: [], conditional: false, returns: [] };
    const sources = imports.map(({ from }) => from);
    for (const declaration of functions) {
      const name = this.#function(declaration, declaration.name, loading);
      const extended = declaration.extends?.name;
      if (extended !== undefined && isModuleOf(extended, sources))
        this.#startsWith(name, declaration.node.place);
    }
    for (const property of properties) this.#bind(property.name, property, loading);
    for (const declaration of classes) this.#class(declaration, loading);
    return {
      path: this.#path,
      ecosystem: 'java',
      imports: this.#moduleImports(),
      calls: [...this.#calls.values(), ...this.#extraCalls].sort(byPlace),
      bindings: this.#bindings
        .map((binding) => ({ ...binding, changes: this.#changes.get(binding.name) ?? [] }))
        .sort(byPlace),
      functions: this.#functions,
      classes: this.#classes,
      writes: this.#writes.sort(byPlace),
      environment: [...this.#environment.values()].sort(byPlace),
      strings: strings.map(({ text, node }) => ({ text, at: node.place })),
      foreignChanges: this.#foreign,
      program: this.#entry !== undefined,
      ...(this.#entry === undefined ? {} : { entry: this.#entry }),
      problems: this.#problems(),
    };
  }

  #moduleImports(): ModuleImport[] {
    const found = new Map<string, ModuleImport>();
    const add = (module: string, at: Place) => {
      if (module !== '' && !found.has(module))
        found.set(module, { module, at, typeOnly: false, optional: false });
    };
    for (const { module, at } of this.#imports.values()) add(module, at);
    for (const { name, at } of this.#stars) add(split(name).module, at);
    // The package's other files: their names need no import.
    add('.', { path: this.#path });
    return [...found.values()];
  }

  #problems(): Problem[] {
    const [first] = this.#program.errors;
    const language = this.#isKotlin ? 'Kotlin' : 'Java';
    if (!first) return [...this.#tree.problems];
    const message = `not valid ${language} from here on; the rest was read as far as it could be`;
    return [...this.#tree.problems, { ...first.place, message }];
  }

  // Declarations --------------------------------------------------------------------------------------------------

  #declare(declaration: ClassDeclaration, outer: Owner | undefined): Owner {
    const methods = new Map<string, string>();
    for (const method of declaration.methods)
      if (!method.isConstructor && !methods.has(method.name))
        methods.set(method.name, `${declaration.name}.${method.name}`);
    const owner: Owner = {
      declaration,
      ...(outer ? { outer } : {}),
      fields: new Map(declaration.fields.map((field) => [field.name, field])),
      methods,
      assigned: new Map(),
    };
    this.#ownerOf.set(declaration, owner);
    if (!this.#owners.has(declaration.name)) this.#owners.set(declaration.name, owner);
    for (const inner of declaration.inner) this.#declare(inner, owner);
    return owner;
  }

  #class(declaration: ClassDeclaration, around: Scope): void {
    const owner = this.#ownerOf.get(declaration) ?? this.#declare(declaration, around.owner);
    const { name, node } = declaration;
    const guards = [...around.guards, ...this.#profileGuards(declaration.annotations)];
    const scope: Scope = { ...around, owner, guards, names: new Map(), parent: around };
    const decorators = this.#decorators(declaration.annotations, scope);
    // Constructors first: they tell what fields hold.
    const methods = [...declaration.methods].sort(
      (a, b) => Number(b.isConstructor) - Number(a.isConstructor),
    );
    for (const method of methods) {
      const full = `${name}.${method.isConstructor ? 'constructor' : method.name}`;
      this.#function(method, full, scope);
    }
    this.#run(declaration.blocks, scope);
    const bases = declaration.bases.map((base) => this.#typeName(base) ?? base.name);
    const component = isComponent(
      decorators.map(({ callee }) => callee),
      bases,
    );
    for (const field of declaration.fields)
      if (field.isStatic || component) this.#bind(`${name}.${field.name}`, field, scope);
    this.#classes.push({
      name,
      bases,
      decorators,
      fields: declaration.fields.map((field) => {
        const value = this.#fieldValue(field, owner);
        const type = field.type && this.#typeName(field.type);
        return {
          name: field.name,
          ...(type === undefined ? {} : { type }),
          ...(value ? { value } : {}),
          decorators: this.#decorators(field.annotations, scope),
          at: field.node.place,
        };
      }),
      at: node.place,
    });
    for (const inner of declaration.inner) this.#class(inner, scope);
    for (const method of declaration.methods) {
      const annotations = this.#decorators(method.annotations, scope);
      const callees = annotations.map(({ callee }) => callee);
      const types = method.parameters.flatMap(({ type }) => (type && this.#typeName(type)) ?? []);
      const onParameters = method.parameters.flatMap((one) => one.annotations.map(({ type }) => type.name));
      if (!runsAtStart(method.name, callees, bases) && !waitsForStart(annotations, types, onParameters))
        continue;
      this.#initMethods(annotations, method, `${name}.${method.name}`);
      this.#startsWith(`${name}.${method.name}`, method.node.place, guards);
    }
  }

  /** The framework calls the function while the process starts. */
  #startsWith(name: string, at: Place, guards: readonly Guard[] = []): void {
    this.#extraCalls.push({
      callee: 'framework.start',
      arguments: [{ kind: 'function', name, at }],
      named: new Map(),
      at,
      constructs: false,
      ...(guards.length > 0 ? { guards } : {}),
    });
  }

  /** `@Bean(initMethod = "migrate")`: the container calls it on what the method returns. */
  #initMethods(annotations: readonly Call[], method: FunctionDeclaration, within: string): void {
    const type = method.returns && this.#typeName(method.returns);
    for (const { named, at } of annotations) {
      const init = named.get('initMethod');
      if (type === undefined || init?.kind !== 'literal') continue;
      this.#extraCalls.push({
        callee: `${type}.${init.text}`,
        arguments: [],
        named: new Map(),
        at,
        within,
        constructs: false,
      });
    }
  }

  #bind(name: string, field: Field, scope: Scope): void {
    const owner = scope.owner;
    const value = owner ? this.#fieldValue(field, owner) : this.#propertyValue(field, scope);
    this.#bindings.push({
      name,
      value: value ?? { kind: 'unknown', text: field.name, at: field.node.place },
      at: field.node.place,
      exported: true,
      collection: value !== undefined && isCollection(value),
      changes: [],
    });
  }

  /** `@Profile("dev")` on a class or a bean: it is there only in processes of that profile. */
  #profileGuards(annotations: readonly Annotation[]): Guard[] {
    return annotations.flatMap((annotation): Guard[] => {
      const type = this.#typeName(annotation.type) ?? '';
      const isProfile = /(?:^|\.)(?:Profile|IfBuildProfile|UnlessBuildProfile)$/.test(type);
      const [first] = annotation.arguments;
      const text = first?.value.kind === 'literal' ? first.value.text : undefined;
      if (!isProfile || text === undefined || /[&|()]/.test(text)) return [];
      const negated = text.startsWith('!') !== type.endsWith('UnlessBuildProfile');
      const at = annotation.node.place;
      const value: Value = { kind: 'environment', name: 'SPRING_PROFILES_ACTIVE', required: false, at };
      return [{ value, equals: text.replace(/^!/, ''), negated }];
    });
  }

  /** Annotations as the calls that they are; each is a call of the module too, at the same place. */
  #decorators(annotations: readonly Annotation[], scope: Scope): Call[] {
    return annotations.map((annotation): Call => {
      const known = this.#calls.get(annotation.node);
      if (known) return known;
      const { positional, named } = this.#arguments(annotation.arguments, { ...scope, within: undefined });
      const call: Call = {
        callee: this.#typeName(annotation.type) ?? annotation.type.name,
        arguments: positional,
        named,
        at: annotation.node.place,
        constructs: false,
        ...(scope.guards.length > 0 ? { guards: scope.guards } : {}),
      };
      this.#calls.set(annotation.node, call);
      return call;
    });
  }

  #function(declaration: FunctionDeclaration, wanted: string, around: Scope): string {
    let name = wanted;
    if (this.#functionNames.has(name)) {
      const { line, column } = declaration.node.place;
      name = `${wanted}:${line}:${column}`;
    }
    this.#functionNames.add(name);
    const guards = [...around.guards, ...this.#profileGuards(declaration.annotations)];
    const names: Named = new Map();
    const parameters = declaration.parameters.map((parameter, index) => {
      names.set(parameter.name, this.#parameter(parameter, name, index, around));
      const type = parameter.type && this.#typeName(parameter.type);
      const fallback = parameter.fallback && this.value(parameter.fallback, around);
      return { name: parameter.name, ...(type ? { type } : {}), ...(fallback ? { fallback } : {}) };
    });
    const returns: Value[] = [];
    const isLambda = declaration.name === '' && !declaration.isConstructor;
    const scope: Scope = {
      parent: around,
      names,
      ...(around.owner ? { owner: around.owner } : {}),
      within: name,
      guards: isLambda ? around.guards : guards,
      conditional: false,
      ...(isLambda && around.receiver ? { receiver: around.receiver } : {}),
      returns,
    };
    const model: FunctionModel = {
      name,
      parameters,
      returns,
      decorators: this.#decorators(declaration.annotations, around),
      at: declaration.node.place,
    };
    this.#functions.push(model);
    this.#run(declaration.body, scope);
    const type = declaration.returns && this.#typeName(declaration.returns);
    if (type !== undefined)
      returns.forEach((value, index) => {
        if (isOpen(value)) returns[index] = typed(type, value.at);
      });
    if (declaration.name === 'main' && this.#entry === undefined) this.#entry = name;
    return name;
  }

  #parameter(parameter: Parameter, name: string, index: number, scope: Scope): Value {
    const configured = this.#configured(
      parameter.annotations,
      parameter.name,
      undefined,
      scope,
      parameter.node,
    );
    if (configured) return configured;
    const type = parameter.type && this.#typeName(parameter.type);
    return {
      kind: 'parameter',
      function: name,
      index,
      name: parameter.name,
      ...(type === undefined ? {} : { type }),
      at: parameter.node.place,
    };
  }

  #configured(
    annotations: readonly Annotation[],
    name: string,
    initial: Value | undefined,
    scope: Scope,
    node: SyntaxNode,
  ): Value | undefined {
    const value = configuredValue(this.#decorators(annotations, scope), name, initial);
    if (value?.kind === 'environment') this.#environment.set(node, value);
    return value;
  }

  // Fields --------------------------------------------------------------------------------------------------------

  #propertyValue(field: Field, scope: Scope): Value | undefined {
    if (this.#fieldValues.has(field)) return this.#fieldValues.get(field);
    if (this.#open.has(field)) return undefined;
    this.#open.add(field);
    const value = field.value && this.value(field.value, scope);
    this.#open.delete(field);
    const type = field.type && this.#typeName(field.type);
    const result = type !== undefined && (!value || isOpen(value)) ? typed(type, field.node.place) : value;
    this.#fieldValues.set(field, result);
    return result;
  }

  #fieldValue(field: Field, owner: Owner): Value | undefined {
    const known = this.#fieldValues.get(field);
    if (known) return known;
    if (this.#open.has(field)) return undefined;
    this.#open.add(field);
    const scope: Scope = { names: new Map(), owner, guards: [], conditional: false, returns: [] };
    const initial = field.value && this.value(field.value, scope);
    this.#open.delete(field);
    const classCalls = this.#decorators(owner.declaration.annotations, scope);
    const configured =
      this.#configured(field.annotations, field.name, initial, scope, field.node) ??
      (field.isStatic ? undefined : configuredClass(classCalls, field.name, initial, field.node.place));
    if (configured) {
      this.#fieldValues.set(field, configured);
      return configured;
    }
    const type = field.type && this.#typeName(field.type);
    const set = owner.assigned.get(field.name) ?? [];
    const given: Value[] =
      field.parameter === undefined
        ? []
        : [
            {
              kind: 'parameter',
              function: `${owner.declaration.name}.constructor`,
              index: field.parameter,
              name: field.name,
              ...(type === undefined ? {} : { type }),
              at: field.node.place,
            },
          ];
    const options = [...(initial ? [initial] : []), ...set, ...given];
    const value = options.length > 0 ? choice(options, field.node.place) : undefined;
    const result = type !== undefined && (!value || isOpen(value)) ? typed(type, field.node.place) : value;
    if (set.length > 0 || initial || field.parameter !== undefined) this.#fieldValues.set(field, result);
    return result;
  }

  /** The class that declares a field or method of this name, from the inside out. */
  #ownerWith(name: string, scope: Scope, of: 'fields' | 'methods'): Owner | undefined {
    for (let owner = scope.owner; owner; owner = owner.outer) if (owner[of].has(name)) return owner;
    return undefined;
  }

  // Names ---------------------------------------------------------------------------------------------------------

  #lookup(name: string, scope: Scope): Value | undefined {
    for (let at: Scope | undefined = scope; at; at = at.parent) {
      const value = at.names.get(name);
      if (value) return value;
    }
    const owner = this.#ownerWith(name, scope, 'fields');
    const field = owner?.fields.get(name);
    if (owner && field) return this.#fieldValue(field, owner);
    const property = this.#topProperties.get(name);
    if (property)
      return this.#propertyValue(property, { names: new Map(), guards: [], conditional: false, returns: [] });
    return undefined;
  }

  /** What a name of a class, an imported function or an imported constant refers to. */
  #refer(name: string, at: Place): Value | undefined {
    const owner = this.#owners.get(name);
    if (owner) return { kind: 'function', name: owner.declaration.name, at: owner.declaration.node.place };
    const imported = this.#imports.get(name);
    if (imported) return { kind: 'reference', module: imported.module, path: imported.path, at };
    for (const star of this.#stars)
      if (this.#known.has(`${star.name}.${name}`))
        return { kind: 'reference', ...split(`${star.name}.${name}`), at };
    if (javaLang.has(name)) return { kind: 'reference', module: 'java.lang', path: [name], at };
    if (this.#isKotlin && kotlinFunctions.has(name))
      return { kind: 'reference', module: 'kotlin', path: [name], at };
    const util = this.#stars.some((star) => star.name === 'java.util') && utilNames.has(name);
    if (util || (this.#isKotlin && kotlinTypes.has(name)))
      return { kind: 'reference', module: 'java.util', path: [name], at };
    const concurrent = this.#stars.some((star) => star.name === 'java.util.concurrent');
    if (concurrent && /^(?:Concurrent|CopyOnWrite|Linked|Blocking|Executor|TimeUnit)/.test(name))
      return { kind: 'reference', module: 'java.util.concurrent', path: [name], at };
    return undefined;
  }

  /** A class of another file of the package, or a function of it (Kotlin): nothing else bears the name. */
  #inPackage(name: string, at: Place): Value {
    return { kind: 'reference', module: '.', path: [name], at };
  }

  #typeName(type: TypeName): string | undefined {
    const [head = '', ...rest] = type.name.split('.');
    if (/^[a-z]/.test(head) && rest.length > 0) return type.name;
    const value =
      this.#refer(head, type.node.place) ??
      (/^[A-Z]/.test(head) ? this.#inPackage(head, type.node.place) : undefined);
    if (!value) return undefined;
    const name = canonical(value);
    return rest.length > 0 ? `${name}.${rest.join('.')}` : name;
  }

  // Statements ----------------------------------------------------------------------------------------------------

  #run(statements: readonly Statement[], scope: Scope): void {
    if (this.#depth > depthLimit) return;
    this.#depth++;
    for (const statement of statements) {
      switch (statement.kind) {
        case 'local': {
          const value = statement.value && this.value(statement.value, scope);
          const type = statement.type && this.#typeName(statement.type);
          const known =
            type !== undefined && (!value || isOpen(value)) ? typed(type, statement.node.place) : value;
          scope.names.set(
            statement.name,
            known ?? { kind: 'unknown', text: statement.name, at: statement.node.place },
          );
          break;
        }
        case 'return':
          if (statement.value) scope.returns.push(this.value(statement.value, scope));
          break;
        case 'expression':
          this.value(statement.value, scope);
          break;
        case 'block': {
          const guards = statement.condition ? this.#guards(statement.condition, scope) : [];
          this.#run(statement.body, {
            ...scope,
            parent: scope,
            names: new Map(),
            guards: [...scope.guards, ...guards].slice(-8),
            conditional: true,
          });
          break;
        }
        case 'class':
          this.#declare(statement.declaration, scope.owner);
          this.#class(statement.declaration, scope);
          break;
        case 'function': {
          const { declaration } = statement;
          const name = this.#function(declaration, `${scope.within ?? ''}.${declaration.name}`, scope);
          scope.names.set(declaration.name, { kind: 'function', name, at: declaration.node.place });
          break;
        }
      }
    }
    this.#depth--;
  }

  #guards({ test, negated }: Condition, scope: Scope): Guard[] {
    if (test.kind === 'test') {
      const [left, right] = test.operands;
      if (test.operator === '!' && left) return this.#guards({ test: left, negated: !negated }, scope);
      if (test.operator === '&&' && !negated)
        return test.operands.flatMap((operand) => this.#guards({ test: operand, negated }, scope));
      if ((test.operator === '==' || test.operator === '!=') && left && right)
        return this.#compared(
          [this.value(left, scope), this.value(right, scope)],
          test.operator === '!=',
          negated,
        );
    }
    if (
      test.kind === 'call' &&
      /^(?:equals|equalsIgnoreCase|contentEquals|acceptsProfiles)$/.test(test.name)
    ) {
      const [argument] = test.arguments;
      if (test.of && argument)
        return this.#compared(
          [this.value(test.of, scope), this.value(argument.value, scope)],
          false,
          negated,
        );
    }
    return [{ value: this.value(test, scope), negated }];
  }

  #compared(sides: readonly Value[], isNot: boolean, negated: boolean): Guard[] {
    const constant = sides.find((side) => side.kind === 'literal');
    const value = sides.find((side) => side.kind !== 'literal');
    if (!value || constant?.kind !== 'literal') return [];
    // `x != null` asks for its truth.
    if (constant.type === 'null' || constant.text === '' || constant.text === 'false')
      return [{ value, negated: isNot === negated }].map((guard) => ({
        ...guard,
        negated: isNot ? negated : !negated,
      }));
    return [{ value, equals: constant.text, negated: isNot ? !negated : negated }];
  }

  // Expressions ---------------------------------------------------------------------------------------------------

  value(expression: Expression, scope: Scope): Value {
    const known = this.#values.get(expression);
    if (known) return known;
    if (this.#depth >= depthLimit || this.#open.has(expression)) return unknown(expression.node);
    this.#open.add(expression);
    this.#depth++;
    const value = this.#evaluate(expression, scope);
    this.#depth--;
    this.#open.delete(expression);
    const bounded = sizeOf(value) > largestValue ? unknown(expression.node) : value;
    this.#values.set(expression, bounded);
    return bounded;
  }

  #evaluate(expression: Expression, scope: Scope): Value {
    const { node } = expression;
    const at = node.place;
    switch (expression.kind) {
      case 'literal':
        return { kind: 'literal', type: expression.type, text: expression.text, at };
      case 'text':
        return { kind: 'text', parts: flatText(expression.parts.map((part) => this.value(part, scope))), at };
      case 'name':
        return this.#name(expression.name, scope, at);
      case 'this': {
        const name = scope.owner?.declaration.name;
        return scope.receiver ?? (name === undefined ? unknown(node) : typed(name, at));
      }
      case 'member':
        return this.#member(expression, scope);
      case 'index': {
        const of = this.value(expression.of, scope);
        const key = this.value(expression.index, scope);
        if (of.kind === 'environment' && of.name === undefined) return this.#read(node, key, undefined);
        if (of.kind === 'object' && key.kind === 'literal') return of.entries.get(key.text) ?? unknown(node);
        if (of.kind === 'list' && key.kind === 'literal') return of.items[Number(key.text)] ?? unknown(node);
        if (of.kind === 'parameter' && of.function === this.#entry) return { kind: 'argument', at };
        return { kind: 'member', of, path: [key.kind === 'literal' ? key.text : '?'], at };
      }
      case 'call':
        return this.#call(expression, scope);
      case 'new':
        return this.#new(expression, scope);
      case 'function': {
        const { line, column } = at;
        const name = this.#function(expression.declaration, `<lambda:${line}:${column}>`, scope);
        return { kind: 'function', name, at };
      }
      case 'reference': {
        if (!expression.of) {
          const full = this.#ownMethod(expression.name, scope);
          return full ?? this.#refer(expression.name, at) ?? this.#inPackage(expression.name, at);
        }
        const of = expression.of.kind === 'this' ? undefined : this.value(expression.of, scope);
        if (!of) return this.#ownMethod(expression.name, scope) ?? unknown(node);
        if (of.kind === 'function')
          return { kind: 'function', name: `${of.name}.${expression.name}`, at: of.at };
        const { name } = this.#callee(of, expression.name);
        // `server::stop` stands for a function that calls it.
        return this.#asFunction(name, of, node, scope);
      }
      case 'list':
        return {
          kind: 'list',
          items: expression.items.slice(0, 200).map((item) => this.value(item, scope)),
          at,
        };
      case 'choice': {
        const tested = expression.condition && this.value(expression.condition, scope);
        const options = expression.options.map((option) => this.value(option, scope));
        // `getenv("X") != null ? getenv("X") : "y"`: the literal is the variable's default.
        if (options.length === 0) return tested ?? unknown(node);
        return choice(options, at);
      }
      case 'fallback': {
        const value = this.value(expression.value, scope);
        const otherwise = this.value(expression.otherwise, scope);
        return this.#withFallback(value, otherwise, at, node);
      }
      case 'assign':
        return this.#assign(expression, scope);
      case 'test': {
        const operands = expression.operands.map((operand) => this.value(operand, scope));
        const deciding = operands.filter(({ kind }) => kind !== 'literal' && kind !== 'unknown');
        if (deciding.length === 0) return unknown(node);
        const call: Call = {
          callee: 'java.lang.Boolean',
          arguments: deciding,
          named: new Map(),
          at,
          constructs: false,
        };
        return { kind: 'call', call, at };
      }
      case 'block': {
        const returns: Value[] = [];
        this.#run(expression.body, { ...scope, parent: scope, names: new Map(), returns });
        return returns.length > 0 ? choice(returns, at) : unknown(node);
      }
      case 'other':
        for (const child of expression.children) this.value(child, scope);
        return unknown(node);
    }
  }

  #name(name: string, scope: Scope, at: Place): Value {
    const local = this.#lookup(name, scope);
    if (local) return local;
    const referred = this.#refer(name, at);
    if (referred) return referred;
    if (/^[A-Z]/.test(name)) return this.#inPackage(name.split('.')[0] ?? name, at);
    if (scope.receiver) return { kind: 'member', of: scope.receiver, path: [name], at };
    return this.#isKotlin ? this.#inPackage(name, at) : { kind: 'unknown', text: name, at };
  }

  #member({ of: object, name, node }: Extract<Expression, { kind: 'member' }>, scope: Scope): Value {
    const at = node.place;
    if (object.kind === 'this' && !scope.receiver) {
      const owner = this.#ownerWith(name, scope, 'fields');
      const field = owner?.fields.get(name);
      const value = owner && field && this.#fieldValue(field, owner);
      if (value) return value;
    }
    // A package written out: `java.util.Map`.
    const dotted = object.kind === 'name' || object.kind === 'member' ? dottedName(object) : undefined;
    if (
      dotted !== undefined &&
      /^[a-z]/.test(dotted) &&
      /^[A-Z]/.test(name) &&
      !this.#lookup(dotted.split('.')[0] ?? '', scope)
    )
      return { kind: 'reference', module: dotted, path: [name], at };
    const of = this.value(object, scope);
    return this.#select(of, name, at);
  }

  #select(of: Value, name: string, at: Place): Value {
    if (of.kind === 'reference') return { ...of, path: [...of.path, name], at };
    if (of.kind === 'object') {
      const entry = of.entries.get(name);
      if (entry) return entry;
    }
    if (of.kind === 'function') {
      const owner = this.#owners.get(of.name);
      const field = owner?.fields.get(name);
      const value = owner && field && this.#fieldValue(field, owner);
      if (value) return value;
      if (name === 'java' || name === 'class') return of;
    }
    if (of.kind === 'member') return { ...of, path: [...of.path, name], at };
    return { kind: 'member', of, path: [name], at };
  }

  #ownMethod(name: string, scope: Scope): Value | undefined {
    const owner = this.#ownerWith(name, scope, 'methods');
    const full = owner?.methods.get(name) ?? this.#topFunctions.get(name);
    const node = owner?.declaration.methods.find((method) => method.name === name)?.node;
    return full === undefined
      ? undefined
      : { kind: 'function', name: full, at: node?.place ?? { path: this.#path } };
  }

  #asFunction(callee: string, receiver: Value, node: SyntaxNode, scope: Scope): Value {
    const name = `<reference:${node.place.line}:${node.place.column}>`;
    if (!this.#functionNames.has(name)) {
      this.#functionNames.add(name);
      this.#functions.push({ name, parameters: [], returns: [], decorators: [], at: node.place });
      this.#extraCalls.push({
        callee,
        receiver,
        arguments: [],
        named: new Map(),
        at: node.place,
        within: name,
        constructs: false,
        ...(scope.guards.length > 0 ? { guards: scope.guards } : {}),
      });
    }
    return { kind: 'function', name, at: node.place };
  }

  #withFallback(value: Value, otherwise: Value, at: Place, node: SyntaxNode): Value {
    if (value.kind === 'environment' && !value.fallback) {
      const read = { ...value, fallback: otherwise, required: false };
      this.#environment.set(node, read);
      for (const [other, one] of this.#environment) if (one === value) this.#environment.delete(other);
      return read;
    }
    if (value.kind === 'configuration' && !value.fallback) return { ...value, fallback: otherwise };
    return choice([value, otherwise], at);
  }

  #read(node: SyntaxNode, key: Value | undefined, fallback: Value | undefined): Value {
    const name = key?.kind === 'literal' ? key.text : undefined;
    const read = {
      kind: 'environment',
      ...(name === undefined ? {} : { name }),
      ...(name === undefined && key ? { computed: key } : {}),
      ...(fallback ? { fallback } : {}),
      required: false,
      at: node.place,
    } as const;
    this.#environment.set(node, read);
    return read;
  }

  #assign({ target, value: given, how, node }: Extract<Expression, { kind: 'assign' }>, scope: Scope): Value {
    const value = given ? this.value(given, scope) : unknown(node);
    const at = target.node.place;
    const within = scope.within;
    if (
      target.kind === 'name' ||
      (target.kind === 'member' && target.of.kind === 'this' && !scope.receiver)
    ) {
      for (
        let inner: Scope | undefined = target.kind === 'name' ? scope : undefined;
        inner;
        inner = inner.parent
      ) {
        const before = inner.names.get(target.name);
        if (!before) continue;
        const added = how === '=' ? value : unknown(node);
        inner.names.set(
          target.name,
          inner === scope || !scope.conditional ? added : choice([added, before], at),
        );
        return value;
      }
      const owner = this.#ownerWith(target.name, scope, 'fields');
      if (owner) {
        if (how === '=') owner.assigned.set(target.name, [...(owner.assigned.get(target.name) ?? []), value]);
        this.#change(`${owner.declaration.name}.${target.name}`, at, within, how);
      } else if (this.#topProperties.has(target.name)) this.#change(target.name, at, within, how);
      else if (scope.receiver) this.#set(scope.receiver, target.name, value, node, scope);
      return value;
    }
    if (target.kind === 'index') {
      this.value(target.of, scope);
      this.value(target.index, scope);
      this.#mutate(target.of, at, scope, '[]=');
      const key = this.value(target.index, scope);
      this.#writes.push({
        target: `${canonical(this.value(target.of, scope))}.${key.kind === 'literal' ? key.text : '?'}`,
        value,
        at,
        ...(within ? { within } : {}),
      });
      return value;
    }
    if (target.kind === 'member') {
      const of = this.value(target.of, scope);
      this.#set(of, target.name, value, node, scope);
      if (of.kind === 'reference')
        this.#changeElsewhere({ ...of, path: [...of.path, target.name] }, at, within, how);
    }
    return value;
  }

  /** `config.jdbcUrl = x` in Kotlin calls the setter; in Java it writes the field. */
  #set(of: Value, name: string, value: Value, node: SyntaxNode, scope: Scope): void {
    const at = node.place;
    const { within, guards } = scope;
    this.#writes.push({ target: `${canonical(of)}.${name}`, value, at, ...(within ? { within } : {}) });
    if (!this.#isKotlin) return;
    const setter = `set${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`;
    this.#calls.set(node, {
      callee: this.#callee(of, setter).name,
      receiver: of,
      arguments: [value],
      named: new Map(),
      at,
      ...(within ? { within } : {}),
      constructs: false,
      ...(guards.length > 0 ? { guards } : {}),
    });
  }

  #change(name: string, at: Place, within: string | undefined, how: string): void {
    if (within === undefined || /\.constructor(?::|$)/.test(within)) return;
    const list = this.#changes.get(name) ?? [];
    list.push({ at, within, how });
    this.#changes.set(name, list);
  }

  #changeElsewhere(target: Value, at: Place, within: string | undefined, how: string): void {
    if (within !== undefined) this.#foreign.push({ target, at, within, how });
  }

  /** `items.get(key).add(x)` changes what `items` holds. */
  #mutate(target: Expression, at: Place, scope: Scope, how: string): void {
    let root = target;
    const path: string[] = [];
    for (let step = 0; step < 20; step++) {
      if (root.kind === 'member' && root.of.kind !== 'this') {
        path.unshift(root.name);
        root = root.of;
      } else if (root.kind === 'index') root = root.of;
      else if (
        root.kind === 'call' &&
        root.of &&
        /^(?:get|getOrDefault|computeIfAbsent|getOrPut|getValue)$/.test(root.name)
      )
        root = root.of;
      else break;
    }
    const name = root.kind === 'name' ? root.name : root.kind === 'member' ? root.name : undefined;
    if (name === undefined) return;
    if (root.kind === 'name')
      for (let inner: Scope | undefined = scope; inner; inner = inner.parent)
        if (inner.names.has(name)) return;
    const owner = this.#ownerWith(name, scope, 'fields');
    const local = this.#owners.get(name);
    const within = scope.within;
    if (owner) {
      if (path.length === 0) this.#change(`${owner.declaration.name}.${name}`, at, within, how);
    } else if (this.#topProperties.has(name)) this.#change(name, at, within, how);
    else if (local && path[0] !== undefined) this.#change(`${name}.${path[0]}`, at, within, how);
    else {
      const value = this.#name(name, scope, at);
      if (value.kind === 'reference')
        this.#changeElsewhere({ ...value, path: [...value.path, ...path] }, at, within, how);
    }
  }

  // Calls ---------------------------------------------------------------------------------------------------------

  #arguments(given: readonly Argument[], scope: Scope): { positional: Value[]; named: Map<string, Value> } {
    const positional: Value[] = [];
    const named = new Map<string, Value>();
    for (const { name, value } of given.slice(0, 200)) {
      const evaluated = this.value(value, scope);
      if (name === undefined) positional.push(evaluated);
      else named.set(name, evaluated);
    }
    return { positional, named };
  }

  #callee(receiver: Value, name: string): { name: string } {
    if (receiver.kind === 'function') return { name: `${receiver.name}.${name}` };
    return { name: `${canonical(receiver)}.${name}` };
  }

  #record(node: SyntaxNode, scope: Scope, call: Omit<Call, 'at' | 'within' | 'guards'>): Call {
    const made: Call = {
      ...call,
      at: node.place,
      ...(scope.within === undefined ? {} : { within: scope.within }),
      ...(scope.guards.length > 0 ? { guards: scope.guards } : {}),
    };
    this.#calls.set(node, made);
    return made;
  }

  #call(expression: Extract<Expression, { kind: 'call' }>, scope: Scope): Value {
    const { of, name, node } = expression;
    const at = node.place;
    const isOwnReceiver = of === undefined || (of.kind === 'this' && !scope.receiver);
    if (isOwnReceiver) {
      const local = of === undefined ? this.#lookup(name, scope) : undefined;
      const method = this.#ownMethod(name, scope);
      if (!method && this.#isKotlin && /^[A-Z]/.test(name))
        return this.#construct({ name, node }, expression.arguments, node, scope);
      const target = (local?.kind === 'function' ? local : undefined) ?? method ?? this.#refer(name, at);
      const builtin =
        target?.kind === 'reference' && target.module === 'kotlin'
          ? this.#kotlinCall(expression, target, scope)
          : undefined;
      if (builtin) return builtin;
      const { positional, named } = this.#arguments(expression.arguments, scope);
      if (!target && scope.receiver) {
        const callee = this.#callee(scope.receiver, name).name;
        const call = this.#record(node, scope, {
          callee,
          receiver: scope.receiver,
          arguments: positional,
          named,
          constructs: false,
        });
        return { kind: 'call', call, at };
      }
      const called = target ?? (this.#isKotlin ? this.#inPackage(name, at) : undefined);
      const inherited = scope.owner?.declaration.bases[0];
      const base = inherited && this.#typeName(inherited);
      const call = this.#record(node, scope, {
        callee: called ? canonical(called) : base ? `${base}.${name}` : `?.${name}`,
        ...(called ? { target: called } : {}),
        arguments: positional,
        named,
        constructs: false,
      });
      return { kind: 'call', call, at };
    }
    // A class written out with its package.
    const receiver = of.kind === 'member' ? this.#member(of, scope) : this.value(of, scope);
    const scoped = /^(?:apply|also|let|run|use|with)$/.test(name) && expression.arguments.length === 1;
    const [only] = expression.arguments;
    if (this.#isKotlin && scoped && only?.value.kind === 'function')
      return this.#scoped(name, receiver, only.value, node, scope);
    const { positional, named } = this.#arguments(expression.arguments, scope);
    const { name: callee } = this.#callee(receiver, name);
    if (mutators.has(name)) this.#mutate(of, at, scope, name);
    const special = this.#specialCall(callee, name, receiver, positional, node);
    if (special) return special;
    const target: Value | undefined =
      receiver.kind === 'function' && this.#owners.get(receiver.name)?.methods.has(name)
        ? { kind: 'function', name: `${receiver.name}.${name}`, at: receiver.at }
        : undefined;
    const call = this.#record(node, scope, {
      callee,
      receiver,
      ...(target ? { target } : {}),
      arguments: positional,
      named,
      constructs: false,
    });
    // `config.port()` and `config.getPort()` of a class of the program read its field.
    const property =
      positional.length === 0 && receiver.kind === 'parameter'
        ? this.#accessed(receiver, name, at)
        : undefined;
    return property ?? { kind: 'call', call, at };
  }

  /** Accessors that Lombok, records and Kotlin write by themselves. */
  #accessed(receiver: Extract<Value, { kind: 'parameter' }>, name: string, at: Place): Value | undefined {
    const match = /^(?:get|is)([A-Z])(\w*)$/.exec(name);
    const property = match ? `${match[1]?.toLowerCase()}${match[2]}` : undefined;
    if (property === undefined || receiver.type === undefined) return undefined;
    const own = receiver.type.startsWith('..') || this.#owners.has(receiver.type);
    const root = this.#program.packageName.split('.').slice(0, 2).join('.');
    if (!own && (root === '' || !receiver.type.startsWith(`${root}.`))) return undefined;
    return { kind: 'member', of: receiver, path: [property], at };
  }

  /** `apply`, `let` and their like: the function gets what it is called on. */
  #scoped(
    name: string,
    receiver: Value,
    lambda: Extract<Expression, { kind: 'function' }>,
    node: SyntaxNode,
    scope: Scope,
  ): Value {
    const isReceiver = name === 'apply' || name === 'run' || name === 'with';
    const [parameter] = lambda.declaration.parameters;
    const names: Named = new Map();
    if (!isReceiver && parameter) names.set(parameter.name, receiver);
    const returns: Value[] = [];
    this.#run(lambda.declaration.body, {
      ...scope,
      parent: scope,
      names,
      returns,
      ...(isReceiver ? { receiver } : {}),
    });
    if (name === 'apply' || name === 'also') return receiver;
    return returns.length > 0 ? choice(returns, node.place) : unknown(node);
  }

  #kotlinCall(
    expression: Extract<Expression, { kind: 'call' }>,
    target: Value,
    scope: Scope,
  ): Value | undefined {
    const { name, node } = expression;
    const at = node.place;
    const [first, second] = expression.arguments;
    if ((name === 'run' || name === 'with') && second?.value.kind === 'function' && first)
      return this.#scoped('with', this.value(first.value, scope), second.value, node, scope);
    const { positional, named } = this.#arguments(expression.arguments, scope);
    this.#record(node, scope, {
      callee: canonical(target),
      target,
      arguments: positional,
      named,
      constructs: false,
    });
    if (/^(?:listOf|setOf|emptyList|arrayOf)$/.test(name)) return { kind: 'list', items: positional, at };
    if (/^(?:mapOf|emptyMap)$/.test(name)) {
      const entries = new Map<string, Value>();
      for (const pair of positional)
        if (pair.kind === 'call' && pair.call.callee.endsWith('.to')) {
          const key = pair.call.receiver;
          const [value] = pair.call.arguments;
          if (key?.kind === 'literal' && value) entries.set(key.text, value);
        }
      return { kind: 'object', entries, at };
    }
    return undefined;
  }

  /** Calls of the platform that read the environment, or give what they are given. */
  #specialCall(
    callee: string,
    name: string,
    receiver: Value,
    given: readonly Value[],
    node: SyntaxNode,
  ): Value | undefined {
    const [first, second] = given;
    const at = node.place;
    if (callee === 'java.lang.System.getenv') {
      if (first) return this.#read(node, first, undefined);
      return { kind: 'environment', required: false, at };
    }
    if (receiver.kind === 'environment' && receiver.name === undefined && !receiver.computed && first) {
      if (/^(?:get|getValue|containsKey)$/.test(name)) return this.#read(node, first, undefined);
      if (name === 'getOrDefault') return this.#read(node, first, second);
      if (name === 'getOrElse' || name === 'getOrPut')
        return this.#read(node, first, this.#returnedBy(second));
    }
    if (
      /^java\.lang\.System\.getProperty$|^java\.lang\.(?:Integer|Boolean|Long)\.get(?:Integer|Boolean|Long)$/.test(
        callee,
      )
    )
      return {
        kind: 'argument',
        ...(first?.kind === 'literal' ? { name: first.text } : {}),
        ...(second ? { fallback: second } : {}),
        at,
      };
    if (/^java\.util\.Objects\.requireNonNullElse(?:Get)?$/.test(callee) && first && second)
      return this.#withFallback(first, this.#returnedBy(second) ?? second, at, node);
    if (callee === 'java.util.Objects.requireNonNull' && first)
      return first.kind === 'environment' ? this.#required(first) : first;
    if (callee === 'java.util.Optional.ofNullable' && first) return first;
    if (/^(?:orElse|orElseGet|ifEmpty|ifBlank)$/.test(name) && first)
      return this.#withFallback(receiver, this.#returnedBy(first) ?? first, at, node);
    if (name === 'orElseThrow' && receiver.kind === 'environment') return this.#required(receiver);
    if (/^java\.util\.(?:List|Set)\.(?:of|copyOf)$|^java\.util\.Arrays\.asList$/.test(callee))
      return { kind: 'list', items: given, at };
    if (callee === 'java.util.Map.of') {
      const entries = new Map<string, Value>();
      for (let index = 0; index + 1 < given.length; index += 2) {
        const key = given[index];
        const value = given[index + 1];
        if (key?.kind === 'literal' && value) entries.set(key.text, value);
      }
      return { kind: 'object', entries, at };
    }
    return undefined;
  }

  #required(read: Extract<Value, { kind: 'environment' }>): Value {
    const required = { ...read, required: read.fallback === undefined };
    for (const [node, one] of this.#environment) if (one === read) this.#environment.set(node, required);
    return required;
  }

  #returnedBy(value: Value | undefined): Value | undefined {
    if (value?.kind !== 'function') return undefined;
    const returns = this.#functions.find(({ name }) => name === value.name)?.returns ?? [];
    return returns.length > 0 ? choice(returns, value.at) : undefined;
  }

  #new(expression: Extract<Expression, { kind: 'new' }>, scope: Scope): Value {
    const { type, body, node } = expression;
    if (body) {
      this.#declare(body, scope.owner);
      this.#class(body, scope);
      this.#construct(type, expression.arguments, node, scope);
      const [only, ...more] = body.methods;
      // A listener or a task of one method is that method.
      if (only && more.length === 0)
        return { kind: 'function', name: `${body.name}.${only.name}`, at: only.node.place };
    }
    return this.#construct(type, expression.arguments, node, scope);
  }

  #construct(type: TypeName, given: readonly Argument[], node: SyntaxNode, scope: Scope): Value {
    const at = node.place;
    const [head = '', ...rest] = type.name.split('.');
    const referred =
      /^[a-z]/.test(head) && rest.length > 0
        ? ({ kind: 'reference', ...split(type.name), at } as const)
        : (this.#refer(head, at) ?? this.#inPackage(head, at));
    const target = rest.reduce<Value>(
      (value, name) => (/^[a-z]/.test(head) ? value : this.#select(value, name, at)),
      referred,
    );
    const { positional, named } = this.#arguments(given, scope);
    const callee = canonical(target);
    const call = this.#record(node, scope, {
      callee,
      target,
      arguments: positional,
      named,
      constructs: true,
    });
    const [first] = positional;
    // A thread runs what it is given: the wrapper says nothing.
    if (/^java\.lang\.Thread$/.test(callee) && first?.kind === 'function') return first;
    return { kind: 'call', call, at };
  }
}

const utilNames = new Set(
  `Map HashMap LinkedHashMap TreeMap WeakHashMap Hashtable List ArrayList LinkedList Set HashSet LinkedHashSet TreeSet Queue
  Deque ArrayDeque PriorityQueue Vector Stack Collections Arrays Optional Objects Properties Timer TimerTask Date UUID`.split(
    /\s+/,
  ),
);
const kotlinTypes = new Set(`HashMap LinkedHashMap ArrayList HashSet LinkedHashSet`.split(' '));

function byPlace(a: { at: Place }, b: { at: Place }): number {
  return (a.at.line ?? 0) - (b.at.line ?? 0) || (a.at.column ?? 0) - (b.at.column ?? 0);
}

/** A full name as package and names below: `com.foo.Bar.baz` is `Bar.baz` of `com.foo`. */
function split(name: string): { module: string; path: readonly string[] } {
  const parts = name.split('.');
  const first = parts.findIndex((part) => /^[A-Z]/.test(part));
  const end = first < 0 ? parts.length - 1 : first;
  return { module: parts.slice(0, end).join('.'), path: parts.slice(end) };
}

function dottedName(expression: Expression): string | undefined {
  if (expression.kind === 'name') return expression.name;
  if (expression.kind !== 'member') return undefined;
  const of = dottedName(expression.of);
  return of === undefined ? undefined : `${of}.${expression.name}`;
}

const unknown = (node: SyntaxNode): Value => ({
  kind: 'unknown',
  text: node.text.slice(0, 80),
  at: node.place,
});
const typed = (type: string, at: Place): Value => ({
  kind: 'parameter',
  function: '',
  index: 0,
  name: '',
  type,
  at,
});

/** Nothing but its type could be told of it. */
function isOpen(value: Value): boolean {
  if (value.kind === 'literal') return value.type === 'null';
  if (value.kind === 'parameter') return value.type === undefined;
  return (
    value.kind === 'unknown' ||
    value.kind === 'member' ||
    (value.kind === 'call' && value.call.callee.startsWith('?'))
  );
}

function isCollection(value: Value): boolean {
  if (value.kind === 'choice') return value.options.some(isCollection);
  if (value.kind === 'parameter') return value.type !== undefined && collectionTypes.test(value.type);
  if (value.kind !== 'call') return false;
  const { callee, constructs } = value.call;
  return (constructs && collectionTypes.test(callee)) || collectionMakers.test(callee);
}

function flatText(parts: readonly Value[]): Value[] {
  return parts.flatMap((part) => (part.kind === 'text' ? part.parts : [part])).slice(0, 200);
}

function choice(options: readonly Value[], at: Place): Value {
  const flat = [
    ...new Set(options.flatMap((option) => (option.kind === 'choice' ? option.options : [option]))),
  ];
  const real = flat.filter((option) => option.kind !== 'literal' || option.type !== 'null');
  const kept = (real.length > 0 ? real : flat).slice(0, choiceLimit);
  const [first] = kept;
  return kept.length === 1 && first ? first : { kind: 'choice', options: kept, at };
}

/** The canonical name of a value: what a member of it is called. */
function canonical(value: Value): string {
  switch (value.kind) {
    case 'reference': {
      const path = value.path.join('.');
      return value.module.endsWith('.')
        ? `${value.module}.${path}`
        : path === ''
          ? value.module
          : `${value.module}.${path}`;
    }
    case 'call':
      return `${value.call.callee}()`;
    case 'member':
      return `${canonical(value.of)}.${value.path.join('.')}`;
    case 'parameter':
      return value.type ?? '?';
    case 'function':
      return value.name;
    case 'text':
    case 'environment':
      return 'java.lang.String';
    case 'literal':
      return value.type === 'string' ? 'java.lang.String' : '?';
    case 'choice':
      for (const option of value.options) {
        const name = canonical(option);
        if (!name.startsWith('?')) return name;
      }
      return '?';
    default:
      return '?';
  }
}
