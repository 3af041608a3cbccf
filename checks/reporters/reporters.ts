/** The formats that reports can take, by name. */
import type { Write } from './write.ts';

export interface Reporter {
  /** Loaded when it is the one. */
  load(): Promise<Write>;
  /** For people, not for programs. */
  readonly forPeople: boolean;
  readonly summary: string;
}

export const reporters: ReadonlyMap<string, Reporter> = new Map<string, Reporter>([
  [
    'text',
    { load: async () => (await import('./text.ts')).text, forPeople: true, summary: 'for a terminal' },
  ],
  [
    'json',
    {
      load: async () => (await import('./json.ts')).json,
      forPeople: false,
      summary: 'everything, for programs',
    },
  ],
  [
    'markdown',
    {
      load: async () => (await import('./markdown.ts')).markdown,
      forPeople: false,
      summary: 'a document with a section a factor',
    },
  ],
  [
    'html',
    {
      load: async () => (await import('./html/page.ts')).html,
      forPeople: false,
      summary: 'one page for a browser or a printer',
    },
  ],
  [
    'sarif',
    {
      load: async () => (await import('./sarif.ts')).sarif,
      forPeople: false,
      summary: 'for code scanning and editors',
    },
  ],
  [
    'junit',
    { load: async () => (await import('./junit.ts')).junit, forPeople: false, summary: 'for build servers' },
  ],
  [
    'github',
    {
      load: async () => (await import('./github.ts')).github,
      forPeople: false,
      summary: 'annotations in GitHub Actions',
    },
  ],
  [
    'gitlab',
    {
      load: async () => (await import('./gitlab.ts')).gitlab,
      forPeople: false,
      summary: 'GitLab’s code-quality report',
    },
  ],
]);
