/**
 * What a source file says, in words that are the same for every language. Types only.
 *
 * An ecosystem's reader turns a syntax tree into a {@link SourceModule}: which values stand where, which calls are made with
 * which arguments. It knows its language and no library. The ecosystem's catalogue (`catalogue.ts`) knows the libraries:
 * which calls listen, read the environment, connect to a database. `link.ts` follows values across files. The facts are
 * gathered from linked modules and know no language. So N languages and M facts cost N + M.
 *
 * Canonical names: dotted, beginning with the module or package as imported, calls as `()`:
 * `express().listen`, `http.createServer().listen`, `flask.Flask().run`, `net/http.ListenAndServe`, `process.env.PORT`.
 * `new` and composite literals count as calls (`pg.Pool()`, `net/http.Server()`); `node:` and default exports are dropped.
 * Where the type of a receiver is known (annotation, constructor) and the catalogue names it, the type stands in for the
 * expression: `fastify.FastifyInstance.listen` for `fastify().listen` as for a parameter annotated with it.
 */
import type { Place, Problem } from '../../engine/place.ts';
import type { Ecosystem } from '../facts.ts';

/** An expression, as far as it can be told without running it. */
export type Value =
  | {
      readonly kind: 'literal';
      readonly type: 'string' | 'number' | 'boolean' | 'null';
      readonly text: string;
      readonly at: Place;
    }
  /**
   * A read of an environment variable; `name` is absent where it is computed: `computed` is what from, so that the callers
   * of a helper (`getEnv(key, default)`) decide it.
   */
  | {
      readonly kind: 'environment';
      readonly name?: string;
      readonly computed?: Value;
      readonly fallback?: Value;
      readonly required: boolean;
      /** Only whether it is set is asked for, and the program goes on without it: `!!process.env.REDIS_URL`. */
      readonly asked?: true;
      readonly at: Place;
    }
  /** A command-line argument or flag. */
  | { readonly kind: 'argument'; readonly name?: string; readonly fallback?: Value; readonly at: Place }
  /** An entry of configuration that the framework lets the environment override, or that the deploy supplies. */
  | { readonly kind: 'configuration'; readonly name?: string; readonly fallback?: Value; readonly at: Place }
  /** Interpolation and concatenation, in order. */
  | { readonly kind: 'text'; readonly parts: readonly Value[]; readonly at: Place }
  /** An entry named `...` is what is spread in and can't be told entry by entry: a key that is missing may stand there. */
  | { readonly kind: 'object'; readonly entries: ReadonlyMap<string, Value>; readonly at: Place }
  | { readonly kind: 'list'; readonly items: readonly Value[]; readonly at: Place }
  /** The result of a call: also what a name that is assigned a call stands for. */
  | { readonly kind: 'call'; readonly call: Call; readonly at: Place }
  /** One of several: `a || b`, a conditional, assignments in several branches. The first is the preferred one. */
  | { readonly kind: 'choice'; readonly options: readonly Value[]; readonly at: Place }
  /**
   * A name of another module, or a member of something not known here: resolved by `link.ts`. An empty `module` is the
   * namespace that all files of a program share: whichever declares the first name of the path (PHP's functions).
   */
  | {
      readonly kind: 'reference';
      readonly module: string;
      readonly path: readonly string[];
      readonly at: Place;
    }
  /** A member of a value that isn't an object literal: `config.db.url` on the result of a call. */
  | { readonly kind: 'member'; readonly of: Value; readonly path: readonly string[]; readonly at: Place }
  /**
   * Resolved through the function's call sites. `type` is canonical; a bare name is a class of the module. Index -1 is what
   * a method is called on (`this`), with the class as its type.
   */
  | {
      readonly kind: 'parameter';
      readonly function: string;
      readonly index: number;
      readonly name: string;
      readonly type?: string;
      readonly at: Place;
    }
  /** A function or class of the module in which `at` stands; `name` as in its {@link FunctionModel} or {@link ClassModel}. */
  | { readonly kind: 'function'; readonly name: string; readonly at: Place }
  | { readonly kind: 'unknown'; readonly text: string; readonly at: Place };

export interface Call {
  /** Canonical name; begins with `?` where the receiver isn't known: `?.listen`. */
  readonly callee: string;
  /** What the method is called on. */
  readonly receiver?: Value;
  /**
   * What is called, where that isn't a method: a function, a reference to a name of another module, a parameter. Where a
   * reader leaves it out, the linker looks for `callee` among the module's functions, classes and imports.
   */
  readonly target?: Value;
  /** What may be called where the receiver's type has no such method: an extension method of the program (C#, Kotlin). */
  readonly extension?: Value;
  readonly arguments: readonly Value[];
  /** Keyword arguments, fields of a composite literal. An options object stays in `arguments` as an object. */
  readonly named: ReadonlyMap<string, Value>;
  readonly at: Place;
  /** The function in which it stands; absent at module level: what runs when the module is loaded. */
  readonly within?: string;
  readonly constructs: boolean;
  /** Conditions under which it is made, from the outside in; absent where there are none or the reader doesn't tell. */
  readonly guards?: readonly Guard[];
}

/** `if (process.env.NODE_ENV !== 'production')`: the value asked for, what it is compared with, and whether that must not hold. */
export interface Guard {
  readonly value: Value;
  /** The literal it is compared with; absent where only its truth is asked for. */
  readonly equals?: string;
  /** What it is compared with where that is a name: a constant, perhaps of another file. */
  readonly compared?: Value;
  readonly negated: boolean;
}

export interface ModuleImport {
  /** As written, `./config.ts` or `pg`. */
  readonly module: string;
  readonly at: Place;
  /** Vanishes at compile time, or stands in a block for type checkers. */
  readonly typeOnly: boolean;
  /** Guarded for its absence: `try { require('x') } catch`, `except ImportError`. */
  readonly optional: boolean;
}

export interface FunctionModel {
  /** Unique in the module: `start`, `Server.start`, `<anonymous:12>`. */
  readonly name: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly type?: string;
    readonly fallback?: Value;
  }[];
  readonly returns: readonly Value[];
  /** Canonical names of decorators or annotations, with their calls. */
  readonly decorators: readonly Call[];
  readonly at: Place;
}

/** A name at module level (or a class's static field): what it is bound to and who changes it. */
export interface Binding {
  readonly name: string;
  readonly value: Value;
  readonly at: Place;
  readonly exported: boolean;
  /** Holds a collection that can grow: array, map, object, list, dict, slice. */
  readonly collection: boolean;
  /** A field of every instance of this class: it lasts as long as the process only where the program shares one instance. */
  readonly perInstanceOf?: string;
  /** Changes made inside functions: assignment to it or to its members, `push`, `set`, `append`, `delete` … */
  readonly changes: readonly { readonly at: Place; readonly within: string; readonly how: string }[];
}

/** A change made inside a function to what another module holds: `store.todos.push(…)` on an imported `store`. */
export interface ForeignChange {
  readonly target: Value;
  readonly at: Place;
  readonly within: string;
  readonly how: string;
}

/** A value written to a place that isn't a local name: `app.config['X'] = …`, `server.keepAliveTimeout = …`. */
export interface Write {
  /** Canonical: `flask.Flask().config.SECRET_KEY`. */
  readonly target: string;
  readonly value: Value;
  readonly at: Place;
  readonly within?: string;
}

/** A class with what a framework reads from it: settings classes, models, controllers. */
export interface ClassModel {
  readonly name: string;
  /** Canonical names of bases and interfaces. */
  readonly bases: readonly string[];
  /** It has no instances of its own: a class that names it among its bases stands for it. */
  readonly isInterface?: true;
  readonly decorators: readonly Call[];
  readonly fields: readonly {
    readonly name: string;
    readonly type?: string;
    readonly value?: Value;
    readonly decorators: readonly Call[];
    readonly at: Place;
  }[];
  readonly at: Place;
}

export interface SourceModule {
  readonly path: string;
  readonly ecosystem: Ecosystem;
  readonly imports: readonly ModuleImport[];
  readonly calls: readonly Call[];
  readonly bindings: readonly Binding[];
  readonly functions: readonly FunctionModel[];
  readonly classes: readonly ClassModel[];
  readonly writes: readonly Write[];
  /** Every read of a variable, also of those whose value goes nowhere. */
  readonly environment: readonly Extract<Value, { kind: 'environment' }>[];
  /** String literals as they stand, for what no call shows (SQL, URLs); comments and docstrings are not among them. */
  readonly strings: readonly { readonly text: string; readonly at: Place }[];
  /** The linker adds them to the bindings that they change, see `LinkedSources.bindings`. */
  readonly foreignChanges?: readonly ForeignChange[];
  /** `if __name__ == "__main__"`, `func main`: the module is a program. */
  readonly program: boolean;
  /** A web server runs the whole module for each request (a PHP page); else its module level runs once, as a process starts. */
  readonly perRequest?: true;
  /** Only browsers run it: what it does is done by no process of the deploy. */
  readonly inBrowser?: true;
  /**
   * The function that a start of the program runs, and an import of the module doesn't: `main` in Go, `<main>` for the
   * block of `if __name__ == "__main__"` (calls in it stand `within` that name). Absent where loading the module is all.
   */
  readonly entry?: string;
  readonly problems: readonly Problem[];
}
