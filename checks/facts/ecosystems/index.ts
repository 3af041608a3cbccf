/** All ecosystems that the audit can read; a new one is one line here and a folder beside. */
import type { App, Ecosystem } from '../facts.ts';
import { outline as dotnet } from './dotnet/outline.ts';
import type { EcosystemOutline, EcosystemReader } from './ecosystem.ts';
import { outline as elixir } from './elixir/outline.ts';
import { outline as go } from './go/outline.ts';
import { outline as java } from './java/outline.ts';
import { outline as node } from './node/outline.ts';
import { outline as php } from './php/outline.ts';
import { outline as python } from './python/outline.ts';
import { outline as ruby } from './ruby/outline.ts';
import { outline as rust } from './rust/outline.ts';

export const ecosystems: readonly EcosystemOutline[] = [
  node,
  elixir,
  go,
  python,
  php,
  ruby,
  dotnet,
  java,
  rust,
];

const readers = new Map<Ecosystem, EcosystemReader>();

/** Most of the program is readers, of which a repository needs one or two: they are loaded before its files are read. */
export async function loadReaders(ids: Iterable<Ecosystem>): Promise<void> {
  const missing = new Set(ids);
  await Promise.all(
    ecosystems.map(async (outline) => {
      const { id } = outline;
      if (missing.has(id) && !readers.has(id)) readers.set(id, { ...outline, ...(await outline.load()) });
    }),
  );
}

/**
 * The reader of an ecosystem; undefined for `unknown` and for one that nothing here reads. Throws where it wasn't loaded:
 * as undefined it would leave things out of a report, and nobody would miss them.
 */
export function readerOf(id: App['ecosystem']): EcosystemReader | undefined {
  if (id === 'unknown') return undefined;
  const reader = readers.get(id);
  if (!reader && ecosystems.some((one) => one.id === id))
    throw new Error(`the reader of ${id} is not loaded`);
  return reader;
}
