/** The catalogue of an ecosystem, ready to be asked: entries by canonical name, types in place of expressions. */
import type { Catalogue, CatalogueEntry } from './catalogue.ts';

const none: readonly CatalogueEntry[] = [];
/** Longer chains of calls name nothing that a catalogue knows; beyond it only the method is kept. */
const longestName = 300;

const ownerOf = (name: string): string => name.slice(0, Math.max(name.lastIndexOf('.'), 0));

export class Vocabulary {
  readonly #types: ReadonlyMap<string, string>;
  readonly #fluent: RegExp | undefined;
  readonly #entries = new Map<string, CatalogueEntry[]>();
  readonly #methods = new Map<string, CatalogueEntry[]>();
  readonly #typed = new Map<string, string>();
  readonly #given: ReadonlyMap<string, 'argument' | 'configuration'>;
  /** Every beginning of a name: the classes and modules of which some entry speaks. */
  readonly #owners = new Set<string>();

  constructor(catalogue: Catalogue) {
    this.#types = new Map(Object.entries(catalogue.types));
    this.#given = new Map(Object.entries(catalogue.given ?? {}));
    this.#fluent = catalogue.fluent;
    for (const entry of catalogue.entries) {
      for (const name of entry.calls) {
        const [map, key] = name.startsWith('?.') ? [this.#methods, name.slice(2)] : [this.#entries, name];
        const list = map.get(key);
        if (list) list.push(entry);
        else map.set(key, [entry]);
        if (map === this.#entries) for (const owner of [key, ownerOf(key)]) this.#owners.add(owner);
      }
    }
  }

  /** Some entry speaks of this class: of making one, or of a method of it. */
  isOwner(name: string): boolean {
    return this.#owners.has(name);
  }

  /** Entries of exactly this name. */
  entriesNamed(name: string): readonly CatalogueEntry[] | undefined {
    return this.#entries.get(name);
  }

  /** What a member of an object of a library is: `tornado.options.options.port` is an argument. */
  givenBy(name: string): 'argument' | 'configuration' | undefined {
    return this.#given.get(ownerOf(name));
  }

  /** The name with the longest known expression at its beginning replaced by its type, until nothing changes. */
  typed(name: string): string {
    if (name.length > longestName) return `?${name.slice(name.lastIndexOf('.'))}`;
    const known = this.#typed.get(name);
    if (known !== undefined) return known;
    let current = this.#fluent ? name.replace(this.#fluent, '') : name;
    for (let step = 0, next = this.#replaced(current); step < 8 && next !== current; step++) {
      current = next;
      next = this.#replaced(current);
    }
    this.#typed.set(name, current);
    return current;
  }

  #replaced(name: string): string {
    for (let end = name.length; end > 0; end = name.lastIndexOf('.', end - 1)) {
      const type = this.#types.get(name.slice(0, end));
      if (type !== undefined) return `${type}${name.slice(end)}`;
    }
    return name;
  }

  /** What is known of calls of this name: of the name itself, and of the method on whatever it is called on (`?.trim`). */
  entriesOf(callee: string): readonly CatalogueEntry[] {
    const exact = this.#entries.get(callee);
    if (exact) return exact;
    // An instance made by `new` or a literal has the methods of its class without being told.
    const ofClass = callee.includes('()') ? this.#entries.get(callee.replaceAll('()', '')) : undefined;
    if (ofClass && callee.indexOf('()') < callee.lastIndexOf('.')) return ofClass;
    return this.#methods.get(callee.slice(callee.lastIndexOf('.') + 1)) ?? none;
  }
}
