// What names mean while an Elixir file is read from top to bottom: variables of a scope, aliases and attributes of a module.
import type { Value } from '../../source/model.ts';
import type { SyntaxNode } from '../../source/syntax.ts';

/** Variables are bound anew, never changed: the latest binding counts. */
export class Scope {
  readonly #names = new Map<string, Value>();
  readonly #outer: Scope | undefined;

  constructor(outer?: Scope) {
    this.#outer = outer;
  }

  bind(name: string, value: Value): void {
    this.#names.set(name, value);
  }

  lookup(name: string): Value | undefined {
    for (let scope: Scope | undefined = this; scope; scope = scope.#outer) {
      const value = scope.#names.get(name);
      if (value) return value;
    }
    return undefined;
  }
}

/** A `defmodule`, or the file itself where code stands outside of one. */
export interface ModuleScope {
  /** Full name; empty for the file itself. */
  readonly name: string;
  readonly outer?: ModuleScope;
  /** Short name → full name. */
  readonly aliases: Map<string, string>;
  readonly attributes: Map<string, Value>;
  /** Names of functions that it defines, known before their bodies are read. */
  readonly functions: ReadonlySet<string>;
  /** Modules whose functions can be called without their name. */
  readonly imported: string[];
  readonly bases: string[];
  readonly node: SyntaxNode;
}

/** The full name that a name in the source stands for. */
export function expanded(name: string, module: ModuleScope): string {
  const dot = name.indexOf('.');
  const head = dot < 0 ? name : name.slice(0, dot);
  const rest = dot < 0 ? '' : name.slice(dot);
  if (head === '__MODULE__') return `${module.name}${rest}`;
  if (head === 'Elixir') return name.slice(dot + 1);
  for (let scope: ModuleScope | undefined = module; scope; scope = scope.outer) {
    const known = scope.aliases.get(head);
    if (known !== undefined) return `${known}${rest}`;
  }
  return name;
}
