/** Builds a {@link Repo} from listed files and a way to read each; the sources differ, what they give doesn't. */
import type { Problem } from './place.ts';
import type { GitState, Repo, RepoFile } from './repo.ts';
import { type Content, isMedia } from './text.ts';

export interface Entry {
  readonly file: RepoFile;
  /** Called at most once while the text stays in memory; never throws. */
  read(): Content;
}

/** Text kept in memory, in UTF-16 units; beyond it files are read again when asked for. */
const kept = 96 * 1024 * 1024;

export function snapshot(entries: readonly Entry[], found: readonly Problem[], git?: GitState): Repo {
  const byPath = new Map(entries.map((entry) => [entry.file.path, entry]));
  const files = [...byPath.values()].map(({ file }) => file).sort((a, b) => compareText(a.path, b.path));
  const problems: Problem[] = [...found];
  const texts = new Map<string, string | undefined>();
  let size = 0;

  return {
    files,
    git,
    problems,
    has: (path) => byPath.has(path),
    *textsRead() {
      for (const [path, text] of texts) if (text !== undefined) yield [path, text] as const;
    },
    text(path) {
      if (texts.has(path)) return texts.get(path);
      const content = byPath.get(path)?.read();
      if (!content) return undefined;
      const text = 'text' in content ? content.text : undefined;
      if ('problem' in content && !isMedia(path)) problems.push({ path, message: content.problem });
      size += text?.length ?? 0;
      if (size < kept || text === undefined) texts.set(path, text);
      return text;
    },
  };
}

/** Code-unit order: the same on every machine, whatever its locale. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
