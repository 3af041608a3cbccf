/** Makes `examples/notes-service/`, a service under another name with one resource added. `--check` compares instead. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commit, inspectTarget, type Target } from '../generators/commit.ts';
import { grow } from '../generators/growth.ts';
import { type File, plan } from '../generators/plan.ts';
import { isProblem, type Problem } from '../generators/problem.ts';
import { scaffold } from '../generators/scaffold.ts';
import { readTemplate, readTree } from '../generators/template.ts';

const example = fileURLToPath(new URL('../examples/notes-service', import.meta.url));
const answers = {
  name: 'notes-service',
  registry: 'ghcr.io/example',
  host: 'notes.example.org',
  ci: 'github',
} as const;
const resource = {
  kind: 'resource',
  // A fixed time: the name of the migration must not change from run to run.
  answers: { name: 'note', fields: 'title:string body:text? pinned:boolean', at: '1767225800000' },
};

function sure<T>(result: T | Problem): T {
  if (isProblem(result)) throw new Error(result.problem);
  return result;
}

const target = (path: string): Target => sure(inspectTarget(path));

/** Writes the service into a directory that isn't there yet. */
async function generate(path: string): Promise<void> {
  const files = scaffold(await readTemplate(), answers);
  sure(commit(target(path), sure(plan(files, () => undefined))));
  sure(await grow(resource, { target: target(path), dryRun: false, ask: false }));
}

/** The paths that differ: missing, surplus, or with other content. */
function differences(expected: readonly File[], found: readonly File[]): string[] {
  const key = ({ executable, content }: File) => `${executable} ${content.toString('base64')}`;
  const byPath = new Map(found.map((file) => [file.path, key(file)]));
  const changed = expected.filter((file) => byPath.get(file.path) !== key(file)).map(({ path }) => path);
  const known = new Set(expected.map(({ path }) => path));
  return [...changed, ...found.map(({ path }) => path).filter((path) => !known.has(path))].sort();
}

if (process.argv.includes('--check')) {
  const folder = await mkdtemp(join(tmpdir(), 'twelvefold-examples-'));
  try {
    await generate(join(folder, 'notes-service'));
    const outdated = differences(await readTree(join(folder, 'notes-service')), await readTree(example));
    if (outdated.length > 0) {
      console.error(`examples/notes-service is not what the generators make: ${outdated.join(', ')}`);
      console.error('Make it again: npx tsx scripts/examples.ts');
      process.exitCode = 1;
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
} else {
  await rm(example, { recursive: true, force: true });
  await mkdir(join(example, '..'), { recursive: true });
  await generate(example);
}
