// The ledger of releases: what was released, pushed and rolled out, when. Lines are added, none is ever changed.
import { createHash } from 'node:crypto';
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { releasesFolder, Trouble } from './tools.ts';

const ledgerFile = join(releasesFolder, 'ledger.jsonl');

interface Line {
  release: string;
  /** Where it is for: an overlay in k8s/overlays. */
  overlay: string;
}

/** One line of the ledger. `rollout` says that the cluster began to change, `deployed` that it did to the end. */
export type Entry = Line &
  (
    | { event: 'released'; image: string; commit: string; manifests: string }
    | { event: 'pushed'; digest: string }
    | { event: 'rollout' | 'deployed'; rollback: boolean }
    | { event: 'failed'; reason: string }
  ) & { at: string };

type WithoutTime<E> = E extends Entry ? Omit<E, 'at'> : never;

/** All lines, the oldest first. */
export async function readLedger(): Promise<Entry[]> {
  const text = await readFile(ledgerFile, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

/** Adds a line. */
export async function record(entry: WithoutTime<Entry>): Promise<void> {
  await mkdir(releasesFolder, { recursive: true });
  await appendFile(ledgerFile, `${JSON.stringify({ at: new Date().toISOString(), ...entry })}\n`);
}

const fileOf = (release: string) => join(releasesFolder, `${release}.yaml`);
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

/** Keeps the manifests of a release, once: there are no others of the same name, and nobody may write to them. */
export async function keepManifests(release: string, text: string): Promise<{ path: string; hash: string }> {
  await mkdir(releasesFolder, { recursive: true });
  const path = fileOf(release);
  await writeFile(path, text, { flag: 'wx', mode: 0o444 });
  return { path, hash: hashOf(text) };
}

/** The manifests of a release; refuses those that aren't what was released. */
export async function manifestsOf(entry: ReleasedEntry): Promise<string> {
  const path = fileOf(entry.release);
  const text = await readFile(path, 'utf8').catch(() => {
    throw new Trouble(`the manifests of the release ${entry.release} are missing: ${path}`);
  });
  if (hashOf(text) !== entry.manifests)
    throw new Trouble(`${path} is not what was released: a release is never changed, make another one`);
  return text;
}

export type ReleasedEntry = Extract<Entry, { event: 'released' }>;
type PushedEntry = Extract<Entry, { event: 'pushed' }>;

/** The release of this name, or the last one where none is named. */
export function findRelease(ledger: Entry[], release?: string): ReleasedEntry {
  const found = ledger.findLast(
    (entry): entry is ReleasedEntry =>
      entry.event === 'released' && (release === undefined || entry.release === release),
  );
  if (found) return found;
  throw new Trouble(
    release === undefined
      ? 'there is no release yet: npm run release'
      : `there is no release ${release}: npm run releases`,
  );
}

/** The digest that the registry gave the image of this release; undefined before it was pushed. */
export function digestOf(ledger: Entry[], release: string): string | undefined {
  const found = ledger.findLast(
    (entry): entry is PushedEntry => entry.event === 'pushed' && entry.release === release,
  );
  return found?.digest;
}

/** The release that the cluster changed to last, whether or not it got there. */
export function currentRelease(ledger: Entry[], overlay: string): string | undefined {
  return ledger.findLast((entry) => entry.event === 'rollout' && entry.overlay === overlay)?.release;
}

/** The release before the current one: the last that was through before the current one came. */
export function releaseBefore(ledger: Entry[], overlay: string): string | undefined {
  const current = currentRelease(ledger, overlay);
  const came = ledger.findLastIndex(
    (entry) => entry.event === 'rollout' && !entry.rollback && entry.release === current,
  );
  return ledger.findLast(
    (entry, index) =>
      index < came &&
      entry.overlay === overlay &&
      entry.event === 'deployed' &&
      !entry.rollback &&
      entry.release !== current,
  )?.release;
}
