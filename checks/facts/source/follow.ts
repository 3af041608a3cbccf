/** Follows values across files: names of other modules, members, parameters, results of functions, fields of instances. */
import type { Origin } from '../facts.ts';
import type { CatalogueEntry } from './catalogue.ts';
import { forProduction, ofEnvironment } from './environment-names.ts';
import type { Binding, Call, ClassModel, FunctionModel, SourceModule, Value } from './model.ts';
import { mapCall, mapParts, substitute } from './substitute.ts';
import type { Vocabulary } from './vocabulary.ts';

/** How far one value is followed: calls in calls, names of names. Beyond it, it is unknown. */
const deepest = 60;
/** Of members of members; what people write stays below ten. */
const deepestNesting = 48;
/** Parts looked at for one question from outside. */
const mostSteps = 1_000;
/** Functions whose results are put in place of their calls, one inside the other. */
const deepestCalls = 6;
const mostOptions = 16;
const mostSites = 24;

export type Instance = { readonly of: ClassModel; readonly module: SourceModule; readonly call?: Call };

/** A function of the program, with the module in which its values stand. */
export interface LocalFunction {
  readonly module: SourceModule;
  readonly function: FunctionModel;
}

export interface Program {
  readonly modules: ReadonlyMap<string, SourceModule>;
  /** The modules that a name means in a module: one, several where a folder is the unit, none for what is from outside. */
  resolve(name: string, from: string): readonly SourceModule[];
  /** The modules that declare a name which all files of the program share, the likeliest first. */
  declaring?(name: string, from: SourceModule): readonly SourceModule[];
  vocabulary(module: SourceModule): Vocabulary;
}

interface Linked {
  readonly callee: string;
  readonly entries: readonly CatalogueEntry[];
}

type Parameter = Extract<Value, { kind: 'parameter' }>;
type Reference = Extract<Value, { kind: 'reference' }>;

interface Names {
  readonly functions: ReadonlyMap<string, FunctionModel>;
  /** Further functions of one name, which readers tell apart by their place: `load:12:3`. */
  readonly overloads: ReadonlyMap<string, readonly FunctionModel[]>;
  readonly classes: ReadonlyMap<string, ClassModel>;
  readonly bindings: ReadonlyMap<string, Value>;
  readonly imports: ReadonlySet<string>;
  /** What `export * from` and `from x import *` bring. */
  readonly stars: readonly Value[];
}

function overloadsIn(functions: readonly FunctionModel[]): ReadonlyMap<string, readonly FunctionModel[]> {
  const found = new Map<string, FunctionModel[]>();
  for (const model of functions) {
    const name = /^([^<:]+):\d+:\d+$/.exec(model.name)?.[1];
    if (name === undefined) continue;
    const list = found.get(name);
    if (list) list.push(model);
    else found.set(name, [model]);
  }
  return found;
}

export class Follower {
  readonly #program: Program;
  readonly #names = new Map<SourceModule, Names>();
  readonly #followed = new WeakMap<Value, Value>();
  readonly #linked = new WeakMap<Call, Linked>();
  readonly #targets = new WeakMap<Call, { readonly value: Value | undefined }>();
  readonly #origins = new WeakMap<Value, Origin>();
  /** What was found while it isn't known who calls what, and will be found anew. */
  #guessed: { readonly followed: WeakMap<Value, Value>; readonly linked: WeakMap<Call, Linked> } | undefined =
    { followed: new WeakMap(), linked: new WeakMap() };
  /** What was found meanwhile depends on who calls what, which isn't known. */
  #guessing = false;
  readonly #open = new Set<Value>();
  readonly #openCalls = new Set<Call>();
  #sites: Map<FunctionModel, Call[]> | undefined;
  #implementers: Map<string, Instance> | undefined;
  readonly #derived = new Map<Vocabulary, ReadonlyMap<ClassModel, readonly string[]>>();
  readonly #byMethod = new Map<string, Call[]>();
  #depth = 0;
  #nesting = 0;
  #inlined = 0;
  #steps = 0;
  /** A limit was met or a cycle cut: what was found meanwhile depends on where it began, and isn't kept. */
  #cut = false;

  constructor(program: Program) {
    this.#program = program;
  }

  /** The most concrete value that this one stands for; parts of it are followed when asked for. */
  follow(value: Value): Value {
    if (value.kind === 'literal' || value.kind === 'function' || value.kind === 'unknown') return value;
    const known = this.#followed.get(value);
    if (known) return known;
    const guess = this.#guessed?.followed.get(value);
    if (guess) {
      this.#guessing = true;
      return guess;
    }
    const outermost = this.#depth === 0 && this.#nesting === 0;
    if (outermost) {
      this.#steps = 0;
      this.#cut = false;
    }
    if (this.#open.has(value) || this.#depth >= deepest || this.#steps++ >= mostSteps) {
      this.#cut = true;
      return { kind: 'unknown', text: '', at: value.at };
    }
    this.#open.add(value);
    this.#depth++;
    const cutBefore = this.#cut;
    const guessingBefore = this.#guessing;
    this.#cut = false;
    this.#guessing = false;
    try {
      const result = this.#step(value);
      const isGuess = this.#guessing || (this.#cut && !this.#sites);
      if (!this.#cut || outermost) (isGuess ? this.#guessed?.followed : this.#followed)?.set(value, result);
      return result;
    } finally {
      this.#cut ||= cutBefore;
      this.#guessing ||= guessingBefore;
      this.#depth--;
      this.#open.delete(value);
    }
  }

  #step(value: Value): Value {
    switch (value.kind) {
      case 'environment': {
        if (value.name !== undefined || !value.computed) return value;
        const name = this.text(value.computed);
        if (name === undefined) return value;
        // A helper was told the name: where it was told is where a reader looks for the variable.
        const at = value.computed.kind === 'literal' ? value.computed.at : value.at;
        return { ...value, name, computed: undefined, at };
      }
      case 'reference':
        return this.#reference(value);
      case 'member':
        return this.#select(this.follow(value.of), value.path, value) ?? unknownAt(value);
      case 'parameter':
        return this.#parameter(value);
      case 'call':
        return this.#result(value.call, value);
      case 'choice':
        return choiceOf(
          value.options.map((option) => this.follow(option)),
          value,
        );
      default:
        return value;
    }
  }

  // Names ---------------------------------------------------------------------------------------------------------

  #namesOf(module: SourceModule): Names {
    let names = this.#names.get(module);
    if (!names) {
      const bindings = new Map<string, Value>();
      for (const binding of module.bindings) {
        if (binding.name === '*') continue;
        // An exported name wins over a local one that is called the same.
        if (binding.exported || !bindings.has(binding.name)) bindings.set(binding.name, binding.value);
      }
      names = {
        functions: new Map(module.functions.map((f) => [f.name, f])),
        overloads: overloadsIn(module.functions),
        classes: new Map(module.classes.map((c) => [c.name, c])),
        bindings,
        imports: new Set(module.imports.map((i) => i.module)),
        stars: module.bindings.filter((b) => b.name === '*').map((b) => b.value),
      };
      this.#names.set(module, names);
    }
    return names;
  }

  moduleOf(value: Value): SourceModule | undefined {
    return this.#program.modules.get(value.at.path);
  }

  #reference(value: Reference): Value {
    const from = this.moduleOf(value);
    if (!from) return value;
    const modules =
      value.module === '' && value.path[0] !== undefined
        ? (this.#program.declaring?.(value.path[0], from) ?? [])
        : this.#program.resolve(value.module, from.path);
    for (const module of modules) {
      const found = this.#exported(module, value.path, value, 0);
      if (found) return found;
    }
    // `from package import module`, `import package.module`: the name goes on into a file.
    const [head, ...rest] = value.path;
    if (head !== undefined && value.module !== '' && from.ecosystem !== 'node') {
      const name = value.module.endsWith('.') ? `${value.module}${head}` : `${value.module}.${head}`;
      if (this.#program.resolve(name, from.path).length > 0)
        return this.follow({ ...value, module: name, path: rest });
    }
    return value;
  }

  #exported(module: SourceModule, path: readonly string[], at: Value, hops: number): Value | undefined {
    const names = this.#namesOf(module);
    const whole = names.bindings.get('module.exports');
    const [head, ...rest] = path;
    if (head === undefined) {
      if (whole) return this.follow(whole);
      return this.#namespace(module, names, at);
    }
    const own = this.#own(module, head);
    if (own) return this.#select(this.follow(own), rest, at);
    if (whole) {
      const found = this.#select(this.follow(whole), head === 'default' ? rest : path, at);
      if (found) return found;
    }
    if (hops < 8) {
      for (const star of names.stars) {
        if (star.kind !== 'reference') continue;
        for (const other of this.#program.resolve(star.module, module.path)) {
          const found = this.#exported(other, [...star.path, ...path], at, hops + 1);
          if (found) return found;
        }
      }
    }
    return undefined;
  }

  #own(module: SourceModule, name: string): Value | undefined {
    const names = this.#namesOf(module);
    const bound = names.bindings.get(name);
    if (bound) return bound;
    const declared = names.functions.get(name) ?? names.classes.get(name);
    return declared && { kind: 'function', name, at: declared.at };
  }

  /** The binding of another module that a reference, or a member of one, leads to. */
  boundAt(target: Value): Binding | undefined {
    const value = target.kind === 'member' ? target.of : target;
    const from = this.moduleOf(value);
    if (value.kind !== 'reference' || !from) return undefined;
    const rest = target.kind === 'member' ? target.path : [];
    if (value.module === '') {
      // A static field of a class that all files know: it is bound under the class's name.
      const name = [...value.path, ...rest].slice(0, 2).join('.');
      for (const module of this.#program.declaring?.(value.path[0] ?? '', from) ?? []) {
        const found = module.bindings.find((one) => one.name === name);
        if (found) return found;
      }
      return undefined;
    }
    for (const module of this.#program.resolve(value.module, from.path)) {
      const found = this.#bindingOf(module, [...value.path, ...rest], 0);
      if (found) return found;
    }
    return undefined;
  }

  #bindingOf(module: SourceModule, path: readonly string[], hops: number): Binding | undefined {
    const [head, member] = path;
    // Fields of a class are bound under its name: `Store.items`.
    const field =
      member === undefined ? undefined : module.bindings.find((one) => one.name === `${head}.${member}`);
    if (field) return field;
    const own =
      head === undefined ? undefined : module.bindings.find((one) => one.name === head && !isAlias(one));
    if (own) return own;
    const alias = module.bindings.find((one) => one.name === head && isAlias(one));
    const value = alias?.value ?? module.bindings.find((one) => one.name === 'module.exports')?.value;
    if (!value || hops > 6) return undefined;
    const entry = value.kind === 'object' && head !== undefined ? value.entries.get(head) : value;
    // An exported name stands for the variable whose value it is.
    const variable = module.bindings.find((one) => one.value === entry && !isAlias(one));
    if (variable) return variable;
    return entry?.kind === 'reference'
      ? this.boundAt({ ...entry, path: [...entry.path, ...path.slice(1)] })
      : undefined;
  }

  #namespace(module: SourceModule, names: Names, at: Value): Value {
    const entries = new Map<string, Value>();
    for (const [name, value] of names.bindings) entries.set(name, value);
    for (const declared of [...module.functions, ...module.classes]) {
      if (/^[\w$]+$/.test(declared.name) && !entries.has(declared.name))
        entries.set(declared.name, { kind: 'function', name: declared.name, at: declared.at });
    }
    const [star] = names.stars;
    if (star)
      entries.set(
        '...',
        names.stars.length === 1 ? star : { kind: 'choice', options: names.stars, at: star.at },
      );
    return {
      kind: 'object',
      entries,
      at: { path: module.path, line: at.at.path === module.path ? at.at.line : 1 },
    };
  }

  // Members -------------------------------------------------------------------------------------------------------

  /**
   * A member of a followed value, followed. `undefined` where the value is known and has no such member;
   * a member value again where nothing can be told.
   */
  #select(of: Value, path: readonly string[], at: Value): Value | undefined {
    const [head, ...rest] = path;
    if (head === undefined) return this.follow(of);
    return this.#nested(() => this.#selectFrom(of, head, rest, path, at));
  }

  /** Bounds what recurses beside `follow`: choices among choices, each with members of the other. */
  #nested<Result>(work: () => Result): Result | undefined {
    if (this.#depth === 0 && this.#nesting === 0) this.#steps = 0;
    if (this.#nesting >= deepestNesting || this.#steps++ >= mostSteps) {
      this.#cut = true;
      return undefined;
    }
    this.#nesting++;
    try {
      return work();
    } finally {
      this.#nesting--;
    }
  }

  #selectFrom(
    of: Value,
    head: string,
    rest: readonly string[],
    path: readonly string[],
    at: Value,
  ): Value | undefined {
    const onwards = (value: Value) => this.#select(this.follow(value), rest, at);
    switch (of.kind) {
      case 'object': {
        const entry = head === ofEnvironment ? forProduction(of.entries) : of.entries.get(head);
        if (entry) return onwards(entry);
        if (head === '?' || head === ofEnvironment) return this.#anyOf([...of.entries.values()], rest, at);
        const spread = of.entries.get('...');
        return spread && this.#select(this.follow(spread), path, at);
      }
      case 'list': {
        if (head === '?' || head === ofEnvironment) return this.#anyOf(of.items, rest, at);
        const item = of.items[Number(head)];
        return item && onwards(item);
      }
      case 'choice': {
        const found = of.options
          .map((option) => this.#select(option, path, at))
          .filter((o) => o !== undefined);
        return found.length > 0 ? choiceOf(found, at) : undefined;
      }
      case 'literal':
      case 'text':
        return undefined;
      case 'environment':
        // The environment as a whole; a member of one variable's text is decided by that variable.
        if (of.name === undefined && !of.computed) return onwards({ ...of, name: head, at: at.at });
        return of;
      case 'argument':
      case 'configuration':
        if (of.name === undefined) return { ...of, name: path.join('.') };
        return of.kind === 'configuration' ? { ...of, name: `${of.name}.${path.join('.')}` } : of;
      case 'reference':
        return { ...of, path: [...of.path, ...path] };
      default: {
        if (of.kind === 'function' && head === '()') {
          const local = this.functionOf(of);
          const results = (local?.function.returns ?? []).slice(0, mostOptions);
          return this.#anyOf(results, rest, at);
        }
        const instance = this.instanceOf(of);
        const field = instance && this.#field(instance, head, 0);
        if (field) return onwards(field);
        if (of.kind === 'call') {
          const parsed = this.#ofParsedEnvironment(of.call, head, at);
          if (parsed) return parsed;
        }
        const member: Value =
          of.kind === 'member'
            ? { ...of, path: [...of.path, ...path] }
            : { kind: 'member', of, path, at: at.at };
        const name = /^process\.env\.([^.]+)$/.exec(this.canonical(member) ?? '')?.[1];
        return name === undefined ? member : { kind: 'environment', name, required: false, at: at.at };
      }
    }
  }

  /** `config[name]`: any entry may be the one. */
  #anyOf(values: readonly Value[], path: readonly string[], at: Value): Value | undefined {
    const found = values
      .slice(0, mostOptions)
      .map((value) => this.#select(this.follow(value), path, at))
      .filter((value) => value !== undefined);
    return found.length > 0 ? choiceOf(found, at) : undefined;
  }

  /** `env.PORT` where `env = parse(process.env)`: whatever `parse` is, its entries are the variables. */
  #ofParsedEnvironment(call: Call, name: string, at: Value): Value | undefined {
    if (!/^[A-Z][A-Z0-9_]*$/.test(name)) return undefined;
    for (const argument of call.arguments) {
      const given = this.follow(argument);
      if (given.kind === 'environment' && given.name === undefined && !given.computed)
        return { kind: 'environment', name, required: false, at: at.at };
    }
    return undefined;
  }

  /** The class of the program that a value is an instance of, or that it is itself. */
  instanceOf(value: Value): Instance | undefined {
    return this.#nested(() => this.#instanceOf(value));
  }

  #instanceOf(value: Value): Instance | undefined {
    if (value.kind === 'function') {
      const module = this.moduleOf(value);
      const model = module && this.#namesOf(module).classes.get(value.name);
      return module && model && { of: model, module };
    }
    if (value.kind === 'call') {
      const target = this.targetOf(value.call);
      const instance = target && this.instanceOf(target);
      return instance && { ...instance, call: value.call };
    }
    if (value.kind === 'parameter' && value.type !== undefined) {
      const module = this.moduleOf(value);
      const type = module && this.#named(module, value.type, value);
      if (type?.kind !== 'function') return undefined;
      return this.#implementation(this.instanceOf(type));
    }
    if (value.kind === 'choice') {
      for (const option of value.options) {
        const found = this.instanceOf(option);
        if (found) return found;
      }
    }
    return undefined;
  }

  #field({ of, module, call }: Instance, name: string, hops: number): Value | undefined {
    const given = call?.named.get(name);
    if (given) return given;
    const values = of.fields.filter((field) => field.name === name && field.value);
    const [first] = values;
    if (first?.value) {
      const value: Value =
        values.length === 1
          ? first.value
          : { kind: 'choice', options: values.map((field) => field.value as Value), at: first.at };
      return call ? this.#withArguments(value, module, constructorsOf(of), call) : value;
    }
    const own = this.#ownMethod({ of, module }, name);
    if (own) return own;
    if (hops < 8) {
      for (const base of of.bases) {
        const parent = this.#named(module, base, { kind: 'unknown', text: base, at: of.at });
        const instance = parent?.kind === 'function' ? this.instanceOf(parent) : undefined;
        const found = instance && instance.of !== of && this.#field({ ...instance, call }, name, hops + 1);
        if (found) return found;
      }
    }
    return undefined;
  }

  /** What a canonical name means in a module: a name of its own, or of a module that it imports. */
  #named(module: SourceModule, name: string, at: Value): Value | undefined {
    const own = this.#own(module, name);
    if (own) return this.follow(own);
    const names = this.#namesOf(module);
    let end = name.length;
    while (end > 0) {
      const prefix = name.slice(0, end);
      const rest = name.slice(end + 1);
      if (names.imports.has(prefix)) {
        const path = rest === '' ? [] : rest.split('.');
        return this.follow({ kind: 'reference', module: prefix, path, at: { ...at.at, path: module.path } });
      }
      end = name.lastIndexOf('.', end - 1);
    }
    // Types whose files need not be imported.
    if (module.ecosystem === 'dotnet' && this.#program.declaring?.(name, module).length)
      return this.follow({
        kind: 'reference',
        module: '',
        path: [name],
        at: { ...at.at, path: module.path },
      });
    return undefined;
  }

  /** The class that stands for an interface: the first of the program that names it among its bases. */
  #implementation(instance: Instance | undefined): Instance | undefined {
    if (!instance?.of.isInterface) return instance;
    if (!this.#implementers) {
      this.#implementers = new Map();
      for (const module of this.#program.modules.values())
        for (const of of module.classes)
          for (const base of of.isInterface ? [] : of.bases)
            if (!this.#implementers.has(base)) this.#implementers.set(base, { of, module });
    }
    return this.#implementers.get(instance.of.name) ?? instance;
  }

  // Calls ---------------------------------------------------------------------------------------------------------

  /** What is called, followed: a function or class of the program, a reference to a library, or something else. */
  targetOf(call: Call): Value | undefined {
    const known = this.#targets.get(call);
    if (known) return known.value;
    const isAlone = this.#depth === 0 && this.#nesting === 0 && this.#openCalls.size === 0;
    const value = this.#targetAnew(call);
    if (isAlone && this.#sites && !this.#cut) this.#targets.set(call, { value });
    return value;
  }

  #targetAnew(call: Call): Value | undefined {
    if (this.#openCalls.has(call)) return undefined;
    this.#openCalls.add(call);
    try {
      if (call.target) return this.follow(call.target);
      const module = this.#program.modules.get(call.at.path);
      const at: Value = { kind: 'unknown', text: call.callee, at: call.at };
      if (call.receiver) {
        const method = call.callee.slice(call.callee.lastIndexOf('.') + 1);
        const receiver = this.follow(call.receiver);
        if (receiver.kind === 'object') return this.#select(receiver, [method], at);
        if (receiver.kind === 'reference')
          return this.follow({ ...receiver, path: [...receiver.path, method] });
        const instance = this.instanceOf(receiver);
        const own = instance && this.#method(instance, method, 0);
        return own ?? (call.extension && this.follow(call.extension));
      }
      return module && this.#named(module, call.callee, at);
    } finally {
      this.#openCalls.delete(call);
    }
  }

  #method(instance: Instance, name: string, hops: number): Value | undefined {
    const own = this.#ownMethod(instance, name);
    if (own) return own;
    const field = this.#field(instance, name, hops);
    return field && this.follow(field);
  }

  /** A method of the class itself, which a language may let stand in any file of the folder that is the unit (Go). */
  #ownMethod({ of, module }: Instance, name: string): Value | undefined {
    const full = `${of.name}.${name}`;
    for (const other of [module, ...this.#program.resolve('.', module.path)]) {
      const model = this.#namesOf(other).functions.get(full);
      if (model) return { kind: 'function', name: full, at: model.at };
    }
    return undefined;
  }

  functionOf(value: Value): LocalFunction | undefined {
    const followed = this.follow(value);
    if (followed.kind !== 'function') return undefined;
    const module = this.moduleOf(followed);
    const model = module && this.#namesOf(module).functions.get(followed.name);
    return module && model && { module, function: model };
  }

  calledFunction(call: Call): LocalFunction | undefined {
    const target = this.targetOf(call);
    if (!target) return undefined;
    const direct = this.functionOf(target);
    if (direct) return this.#overloadFor(call, direct);
    const instance = target.kind === 'function' ? this.instanceOf(target) : undefined;
    if (!instance) return undefined;
    for (const name of constructorsOf(instance.of)) {
      const model = this.#namesOf(instance.module).functions.get(name);
      if (model) return this.#overloadFor(call, { module: instance.module, function: model });
    }
    return undefined;
  }

  /** Of functions of one name the one that takes as many arguments as the call gives. */
  #overloadFor(call: Call, local: LocalFunction): LocalFunction {
    const given = call.arguments.length + call.named.size;
    if (local.function.parameters.length === given) return local;
    const { overloads } = this.#namesOf(local.module);
    const fitting = overloads.get(local.function.name)?.find(({ parameters }) => parameters.length === given);
    return fitting ? { module: local.module, function: fitting } : local;
  }

  /** The call's canonical name once its receiver is followed, and what the catalogue says of it. */
  link(call: Call): Linked {
    const known = this.#linked.get(call);
    if (known) return known;
    const guess = this.#guessed?.linked.get(call);
    if (guess) {
      this.#guessing = true;
      return guess;
    }
    const guessingBefore = this.#guessing;
    this.#guessing = false;
    try {
      return this.#linkAnew(call);
    } finally {
      this.#guessing ||= guessingBefore;
    }
  }

  #linkAnew(call: Call): Linked {
    const module = this.#program.modules.get(call.at.path);
    if (!module) return { callee: call.callee, entries: [] };
    const vocabulary = this.#program.vocabulary(module);
    const callee = vocabulary.typed(this.#calleeOf(call));
    const own = vocabulary.entriesNamed(callee) ?? this.#inherited(call, vocabulary);
    const named = own ?? vocabulary.entriesOf(callee);
    const entries = named.some(({ when }) => when) ? named.filter(({ when }) => when?.(call) ?? true) : named;
    const linked = { callee, entries };
    if (!this.#cut) (this.#guessing ? this.#guessed?.linked : this.#linked)?.set(call, linked);
    return linked;
  }

  /** What is said of a class of a library, for one of the program that derives from it: making it, or calling its method. */
  #inherited(call: Call, vocabulary: Vocabulary): readonly CatalogueEntry[] | undefined {
    const derived = this.#derivedFrom(vocabulary);
    if (derived.size === 0) return undefined;
    const method = call.receiver && call.callee.slice(call.callee.lastIndexOf('.') + 1);
    const instance = this.instanceOf(call.receiver ? this.follow(call.receiver) : this.#classOf(call));
    const bases = instance && derived.get(instance.of);
    // A method of its own stands in place of what it inherits.
    if (!bases || (method !== undefined && this.#ownMethod(instance, method))) return undefined;
    for (const base of bases) {
      const entries = vocabulary.entriesNamed(method === undefined ? base : `${base}.${method}`);
      if (entries) return entries;
    }
    return undefined;
  }

  /** The class that a call makes an instance of. */
  #classOf(call: Call): Value {
    return this.targetOf(call) ?? { kind: 'unknown', text: '', at: call.at };
  }

  /** Classes of the program that derive from some of a library of which the vocabulary speaks, with the names of these. */
  #derivedFrom(vocabulary: Vocabulary): ReadonlyMap<ClassModel, readonly string[]> {
    let derived = this.#derived.get(vocabulary);
    if (!derived) {
      const classes = [...this.#program.modules.values()]
        .filter((module) => this.#program.vocabulary(module) === vocabulary)
        .flatMap((module) => module.classes);
      const byName = new Map(classes.map((one) => [one.name, one]));
      derived = new Map(
        classes.flatMap((one) => {
          const lineage = new Set([one]);
          const bases: string[] = [];
          for (const { bases: names } of lineage)
            for (const base of names) {
              const name = vocabulary.typed(base);
              const own = byName.get(base.slice(base.lastIndexOf('.') + 1));
              if (vocabulary.isOwner(name)) bases.push(name);
              else if (own) lineage.add(own);
            }
          return bases.length > 0 ? [[one, bases] as const] : [];
        }),
      );
      this.#derived.set(vocabulary, derived);
    }
    return derived;
  }

  #calleeOf(call: Call): string {
    const method = call.callee.slice(call.callee.lastIndexOf('.') + 1);
    if (call.receiver) {
      const receiver = this.follow(call.receiver);
      return this.#nameMember(receiver, method);
    }
    if (call.target) {
      const target = this.follow(call.target);
      return target.kind === 'function' ? call.callee : (this.canonical(target) ?? call.callee);
    }
    const target = this.targetOf(call);
    return (target && target.kind !== 'function' && this.canonical(target)) || call.callee;
  }

  #nameMember(of: Value, member: string): string {
    if (of.kind === 'object') {
      const entry = of.entries.get(member);
      const name = entry && this.canonical(this.follow(entry));
      if (name !== undefined) return name;
    }
    const name = this.canonical(of);
    return name === undefined ? `?.${member}` : `${name}.${member}`;
  }

  /** The canonical name of what a value is, with types in place of expressions; undefined where none is known. */
  canonical(value: Value): string | undefined {
    return this.#nested(() => this.#canonicalOf(value));
  }

  #canonicalOf(value: Value): string | undefined {
    switch (value.kind) {
      case 'reference': {
        const path = value.path[0] === 'default' ? value.path.slice(1) : value.path;
        const names = value.module === '' ? path : [value.module.replace(/^node:/, ''), ...path];
        return this.#typed(value, names.join('.'));
      }
      case 'call':
        if (this.#depth >= deepest) return undefined;
        this.#depth++;
        try {
          return this.#typed(value, `${this.link(value.call).callee}()`);
        } finally {
          this.#depth--;
        }
      case 'member': {
        const of = this.canonical(this.follow(value.of));
        return of === undefined ? undefined : this.#typed(value, `${of}.${value.path.join('.')}`);
      }
      case 'parameter':
        return value.type === undefined ? undefined : this.#typed(value, value.type);
      case 'choice': {
        for (const option of value.options) {
          const name = this.canonical(option);
          if (name !== undefined && !name.startsWith('?')) return name;
        }
        return undefined;
      }
      default:
        return undefined;
    }
  }

  #typed(value: Value, name: string): string {
    const module = this.moduleOf(value);
    return module ? this.#program.vocabulary(module).typed(name) : name;
  }

  /** What a call results in: a variable's value, an object of a config library, what a function of the program returns. */
  #result(call: Call, value: Value): Value {
    const local = this.#returned(call);
    if (local) return local;
    for (const entry of this.link(call).entries) {
      if (entry.environment) {
        const { name, fallback, required } = entry.environment;
        const given = this.argument(call, name);
        const text = given && this.text(given);
        return {
          kind: 'environment',
          name: text,
          computed: text === undefined ? given : undefined,
          fallback: fallback === undefined ? undefined : this.argument(call, fallback),
          required: required ?? false,
          at: call.at,
        };
      }
      if (entry.recalls) {
        const kept = this.#kept(entry.recalls, call);
        if (kept) return kept;
      }
      if (entry.argument) {
        const { name, fallback } = entry.argument;
        const given = name === undefined ? undefined : this.argument(call, name);
        return {
          kind: 'argument',
          name: given && this.text(given),
          fallback: fallback === undefined ? undefined : this.argument(call, fallback),
          at: call.at,
        };
      }
      if (entry.value) {
        const computed = entry.value(this.#unfolded(call));
        if (computed && computed !== value) return this.follow(computed);
      }
    }
    return value;
  }

  /** What was given under the same key to the calls that a recalling call reads from. */
  #kept({ from, key, value }: NonNullable<CatalogueEntry['recalls']>, call: Call): Value | undefined {
    const given = this.argument(call, key);
    const wanted = given && this.text(given);
    if (wanted === undefined) return undefined;
    if (!this.#sites) this.#guessing = true;
    const method = from.slice(from.lastIndexOf('.') + 1);
    const found: Value[] = [];
    for (const other of this.#byMethod.get(method) ?? []) {
      if (this.link(other).callee !== from) continue;
      const name = this.argument(other, key);
      const kept = this.argument(other, value);
      if (name && kept && this.text(name) === wanted) found.push(kept);
    }
    const [first] = found;
    return first && choiceOf(found, first);
  }

  /** The call with its parts followed to the ground, for a config library's own reading of it. */
  #unfolded(call: Call): Call {
    let left = 1_000;
    const unfold = (part: Value, depth: number): Value => {
      if (depth > 12 || left-- <= 0) return part;
      const followed = this.follow(part);
      if (followed.kind === 'call')
        return {
          ...followed,
          call: {
            ...mapCall(followed.call, (inner) => unfold(inner, depth + 1)),
            callee: this.link(followed.call).callee,
          },
        };
      return mapParts(followed, (inner) => unfold(inner, depth + 1));
    };
    return { ...mapCall(call, (part) => unfold(part, 0)), callee: this.link(call).callee };
  }

  #returned(call: Call): Value | undefined {
    const target = this.targetOf(call);
    if (target?.kind !== 'function') return undefined;
    const named = this.functionOf(target);
    const local = named && this.#overloadFor(call, named);
    if (!local || local.function.returns.length === 0) return undefined;
    // While it is learnt who calls what, results matter for the methods that are called on them alone.
    if (this.#inlined >= (this.#sites ? deepestCalls : 2)) {
      this.#cut = true;
      return undefined;
    }
    const { module, function: model } = local;
    this.#inlined++;
    try {
      const results = model.returns
        .slice(0, mostOptions)
        .map((result) => this.follow(this.#withArguments(result, module, [model.name], call)));
      const [first] = results;
      return first && choiceOf(results, first);
    } finally {
      this.#inlined--;
    }
  }

  /** A value of a function with the arguments of one call in place of its parameters. */
  #withArguments(value: Value, module: SourceModule, functions: readonly string[], call: Call): Value {
    const models = functions
      .map((name) => this.#namesOf(module).functions.get(name))
      .filter((f) => f !== undefined);
    return substitute(value, (parameter) => {
      if (parameter.at.path !== module.path || !functions.includes(parameter.function)) return undefined;
      const model = models.find((one) => one.name === parameter.function);
      const given = this.#given(parameter, model, call);
      // Left out at this call: other calls don't decide it.
      if (given || !model || parameter.index < 0) return given;
      return { kind: 'literal', type: 'null', text: '', at: call.at };
    });
  }

  /** What a call gives for a parameter; undefined where it can't be told. */
  #given(parameter: Parameter, model: FunctionModel | undefined, call: Call): Value | undefined {
    if (parameter.index < 0 || isReceiver(parameter, model)) return call.receiver;
    const shift = isMethodWithReceiver(model) ? 1 : 0;
    return (
      call.named.get(parameter.name) ??
      call.arguments[parameter.index - shift] ??
      model?.parameters[parameter.index]?.fallback
    );
  }

  // Parameters ----------------------------------------------------------------------------------------------------

  #parameter(value: Parameter): Value {
    const module = this.moduleOf(value);
    const model = module && this.#namesOf(module).functions.get(value.function);
    if (!module || !model || value.index < 0 || isReceiver(value, model)) return value;
    if (!this.#sites) {
      this.#guessing = true;
      return value;
    }
    const options: Value[] = [];
    for (const site of (this.#sites.get(model) ?? []).slice(0, mostSites)) {
      const given = this.#given(value, model, site);
      if (given) options.push(this.follow(given));
    }
    if (options.length > 0) return choiceOf(options, value);
    const fallback = model.parameters[value.index]?.fallback;
    return fallback ? this.follow(fallback) : value;
  }

  /** Learns who calls which function; before, parameters stay parameters. */
  indexCalls(calls: Iterable<Call>): void {
    const sites = new Map<FunctionModel, Call[]>();
    const add = (model: FunctionModel, call: Call) => {
      const list = sites.get(model);
      if (list) list.push(call);
      else sites.set(model, [call]);
    };
    for (const call of calls) {
      const called = this.calledFunction(call);
      if (called) add(called.function, call);
      const method = call.callee.slice(call.callee.lastIndexOf('.') + 1);
      const alike = this.#byMethod.get(method);
      if (alike) alike.push(call);
      else this.#byMethod.set(method, [call]);
      for (const { passes } of this.link(call).entries) {
        const to = passes && this.argument(call, passes.to);
        const passed = to && this.functionOf(to);
        if (!passes || !passed) continue;
        const given = passes.arguments.map((path) => this.argument(call, path) ?? nothingAt(call));
        add(passed.function, {
          ...call,
          receiver: undefined,
          target: undefined,
          arguments: [call.receiver ?? nothingAt(call), ...given],
        });
      }
      // `['SIGINT', 'SIGTERM'].forEach((signal) => …)`: the items are what the function is called with.
      const first = call.arguments[0];
      if (call.receiver && first?.kind === 'function') {
        const receiver = this.follow(call.receiver);
        const callback = receiver.kind === 'list' && receiver.items.length > 0 && this.functionOf(first);
        if (callback && receiver.kind === 'list') {
          const item: Value = { kind: 'choice', options: receiver.items, at: receiver.at };
          add(callback.function, {
            ...call,
            receiver: undefined,
            target: undefined,
            arguments: [item],
            named: new Map(),
          });
        }
      }
    }
    this.#sites = sites;
    this.#guessed = undefined;
    this.#guessing = false;
  }

  sitesOf(model: FunctionModel): readonly Call[] {
    return this.#sites?.get(model) ?? [];
  }

  // Questions -----------------------------------------------------------------------------------------------------

  /** The text that a value is for sure; undefined where any part of it is only known later. */
  text(value: Value): string | undefined {
    const followed = this.follow(value);
    if (followed.kind === 'literal') return followed.text;
    if (followed.kind !== 'text' || this.#depth >= deepest) return undefined;
    this.#depth++;
    try {
      let all = '';
      for (const part of followed.parts) {
        const text = this.text(part);
        if (text === undefined) return undefined;
        all += text;
      }
      return all;
    } finally {
      this.#depth--;
    }
  }

  /** The value at a place of a call's arguments, followed; the first of several paths that leads to one. */
  argument(call: Call, paths: string | readonly string[]): Value | undefined {
    const all = typeof paths === 'string' ? [paths] : paths;
    let doubtful: Value | undefined;
    for (const path of all) {
      const [head, ...rest] = path.split('.');
      if (head === undefined) continue;
      const given = /^\d+$/.test(head) ? call.arguments[Number(head)] : call.named.get(head);
      if (!given) continue;
      const value = this.follow(given);
      if (rest.length === 0) {
        // An object whose entries were asked for in vain isn't the value itself.
        if (value.kind === 'object' && all.some((other) => other.startsWith(`${head}.`))) continue;
        if (value.kind === 'function' && all.length > 1) continue;
        return value;
      }
      const found = this.#select(value, rest, given);
      if (found === undefined || isMissing(found)) continue;
      if (found.kind === 'member' || (isOpen(value) && found.kind !== 'environment')) doubtful ??= found;
      else return found;
    }
    return doubtful;
  }

  /** Where a value comes from: the environment if anything that decides it reads the environment. */
  origin(value: Value): Origin {
    const known = this.#origins.get(value);
    if (known) return known;
    const origin = this.#origin(value, 0, new Set(), { left: 2_000 });
    if (this.#sites) this.#origins.set(value, origin);
    return origin;
  }

  #origin(value: Value, depth: number, seen: Set<Value>, budget: { left: number }): Origin {
    const followed = this.follow(value);
    const nothing: Origin = { from: 'unknown', variables: [], at: followed.at };
    if (depth > 20 || seen.has(followed) || budget.left-- <= 0) return nothing;
    seen.add(followed);
    const inner = (part: Value) => this.#origin(part, depth + 1, seen, budget);
    try {
      switch (followed.kind) {
        case 'literal':
          if (followed.type === 'null') return nothing;
          return { from: 'literal', variables: [], literal: followed.text, at: followed.at };
        case 'environment':
        case 'argument':
        case 'configuration': {
          const fallback = followed.fallback && inner(followed.fallback);
          const own = followed.name === undefined ? [] : [followed.name];
          return {
            from: followed.kind,
            variables: [...new Set([...own, ...(fallback?.variables ?? [])])],
            literal: fallback?.literal,
            at: followed.at,
          };
        }
        case 'text':
          return together(followed.parts.map(inner), followed, true);
        case 'object':
          return together([...followed.entries.values()].map(inner), followed, false);
        case 'list':
          return together(followed.items.map(inner), followed, false);
        case 'choice':
          return oneOf(followed.options.map(inner), followed);
        case 'member':
          return decidedBy([inner(followed.of)], followed, false);
        case 'call': {
          const { entries } = this.link(followed.call);
          const transforms = entries.some((entry) => entry.transforms);
          const { receiver, arguments: positional, named } = followed.call;
          const parts = [...(receiver ? [receiver] : []), ...positional, ...named.values()];
          return decidedBy(parts.map(inner), followed, transforms);
        }
        case 'reference': {
          const module = this.moduleOf(followed);
          const from = module && this.#program.vocabulary(module).givenBy(this.canonical(followed) ?? '');
          return from ? { from, variables: followed.path.slice(-1), at: followed.at } : nothing;
        }
        default:
          return nothing;
      }
    } finally {
      seen.delete(followed);
    }
  }
}

/** A name of an export alone: what it shows is another binding's. */
const isAlias = ({ name, value }: Binding): boolean =>
  name === 'default' || name === 'module.exports' || name === '*' || value.kind === 'reference';

const constructorsOf = (model: ClassModel): readonly string[] => [
  `${model.name}.constructor`,
  `${model.name}.__init__`,
  `${model.name}.initialize`,
  `${model.name}.__construct`,
];

/** Python counts `self` among the parameters; a call doesn't. */
const isMethodWithReceiver = (model: FunctionModel | undefined): boolean => {
  const first = model?.parameters[0]?.name;
  return (first === 'self' || first === 'cls') && (model?.name.includes('.') ?? false);
};
const isReceiver = (parameter: Parameter, model: FunctionModel | undefined): boolean =>
  parameter.index === 0 && isMethodWithReceiver(model);

const nothingAt = ({ at }: Call): Value => ({ kind: 'unknown', text: '', at });
const unknownAt = (value: Value): Value => ({ kind: 'unknown', text: '', at: value.at });
const isMissing = (value: Value): boolean => value.kind === 'unknown' && value.text === '';

/** Whether a member of the value could be anything: nothing shows that there is none. */
const isOpen = (value: Value): boolean =>
  value.kind === 'call' ||
  value.kind === 'member' ||
  value.kind === 'parameter' ||
  value.kind === 'reference';

/** One value of several, known ones before unknown ones, each once. */
function choiceOf(options: readonly Value[], at: Value): Value {
  const flat = new Set<Value>();
  for (const option of options) {
    if (option.kind === 'choice') for (const inner of option.options) flat.add(inner);
    else flat.add(option);
  }
  const known = [...flat].filter((option) => option.kind !== 'unknown' && !isNull(option));
  const [read, other] = known;
  if (known.length === 2 && read && other) {
    // `if (!value) return fallback; return value`: a variable beside a literal has it as default.
    const [variable, literal] = read.kind === 'environment' ? [read, other] : [other, read];
    if (variable.kind === 'environment' && !variable.fallback && literal.kind === 'literal')
      return { ...variable, fallback: literal, required: false };
  }
  const kept = known.length > 0 ? known : [...flat].slice(0, 1);
  const [first] = kept;
  if (!first) return unknownAt(at);
  return kept.length === 1 ? first : { kind: 'choice', options: kept.slice(0, mostOptions), at: at.at };
}
const isNull = (value: Value): boolean => value.kind === 'literal' && value.type === 'null';

const rank = { environment: 0, argument: 1, configuration: 2, unknown: 3, literal: 4 } as const;

function strongest(origins: readonly Origin[]): Origin | undefined {
  let best: Origin | undefined;
  for (const origin of origins) if (!best || rank[origin.from] < rank[best.from]) best = origin;
  return best;
}

const variablesOf = (origins: readonly Origin[]): readonly string[] => [
  ...new Set(origins.flatMap((origin) => origin.variables)),
];

/** Parts that make one value: any of them decides it. Joined, the literals of all are its literal. */
function together(origins: readonly Origin[], of: Value, joined: boolean): Origin {
  const best = strongest(origins);
  if (!best)
    return {
      from: joined ? 'literal' : 'unknown',
      variables: [],
      literal: joined ? '' : undefined,
      at: of.at,
    };
  const whole = joined && origins.every((origin) => origin.literal !== undefined);
  const literal = whole
    ? origins.map((origin) => origin.literal).join('')
    : joined
      ? undefined
      : origins.find((origin) => origin.from === 'literal')?.literal;
  return {
    from: best.from,
    variables: variablesOf(origins),
    literal,
    at: best.from === 'literal' && joined ? of.at : best.at,
  };
}

/** Alternatives: the environment if it is one of them, the first literal beside it as default. */
function oneOf(origins: readonly Origin[], of: Value): Origin {
  const decided = origins.filter((origin) => origin.from !== 'unknown');
  const best = strongest(decided);
  if (!best) return { from: 'unknown', variables: [], at: of.at };
  const literal = origins.find((origin) => origin.literal !== undefined)?.literal;
  return { from: best.from, variables: variablesOf(origins), literal, at: best.at };
}

/** A result of something whose inside isn't seen: a literal only if it is known to depend on nothing else. */
function decidedBy(origins: readonly Origin[], of: Value, transforms: boolean): Origin {
  const outer = strongest(origins.filter((o) => rank[o.from] < rank.unknown));
  if (outer) {
    const literal = origins.find((origin) => origin.literal !== undefined)?.literal;
    return { from: outer.from, variables: variablesOf(origins), literal, at: outer.at };
  }
  if (!transforms) return { from: 'unknown', variables: [], at: of.at };
  const known = origins.filter((origin) => origin.from === 'literal');
  const [first] = known;
  if (!first) return { from: 'unknown', variables: [], at: of.at };
  return known.length === 1
    ? first
    : { ...first, literal: known.map((o) => o.literal ?? '').join('/'), at: of.at };
}
