/** Reads the template: packed into one file in the published package, a plain folder in the sources. */
import { execFile } from 'node:child_process';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { File } from './plan.ts';

/** A file in the packed template: text as it is, anything else in base64. */
type PackedFile = { path: string; executable?: true } & ({ text: string } | { base64: string });

/** npm drops `.gitignore` and `.npmrc` from a package, so the template travels as one file. The same files give the same bytes. */
export function pack(files: readonly File[]): string {
  const packed = files.map(({ path, content, executable }): PackedFile => {
    const text = content.toString('utf8');
    const body = Buffer.from(text, 'utf8').equals(content)
      ? { text }
      : { base64: content.toString('base64') };
    return { path, ...(executable && { executable }), ...body };
  });
  return `${JSON.stringify({ version: 1, files: packed })}\n`;
}

/** The files of a packed template. */
export function unpack(packed: string): File[] {
  const { files } = JSON.parse(packed) as { files: PackedFile[] };
  return files.map((file) => ({
    path: file.path,
    executable: file.executable ?? false,
    content: 'text' in file ? Buffer.from(file.text, 'utf8') : Buffer.from(file.base64, 'base64'),
  }));
}

/** What git tracks under a folder, or nothing where there is no git or no repository that knows the folder. */
async function trackedPaths(root: string): Promise<string[] | undefined> {
  try {
    const listed = await promisify(execFile)('git', ['ls-files', '-z'], {
      cwd: root,
      maxBuffer: 64 * 1024 * 1024,
    });
    const paths = listed.stdout.split('\0').filter(Boolean);
    return paths.length > 0 ? paths : undefined;
  } catch {
    return undefined;
  }
}

/** What a folder's own `.gitignore` leaves. The template has only that one, in its root. */
async function unignoredPaths(root: string): Promise<string[]> {
  const { default: ignore } = await import('ignore');
  const rules = ignore()
    .add('.git')
    .add(await readFile(join(root, '.gitignore'), 'utf8'));
  const walk = async (folder: string): Promise<string[]> => {
    const entries = await readdir(join(root, folder), { withFileTypes: true });
    const found = entries.map(async (entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (rules.ignores(entry.isDirectory() ? `${path}/` : path)) return [];
      return entry.isDirectory() ? walk(path) : [path];
    });
    return (await Promise.all(found)).flat();
  };
  return walk('');
}

/**
 * Reads a template's folder: what git tracks, else what its `.gitignore` leaves. Sorted by path.
 *
 * A tracked file that was deleted and not yet committed is passed over; a symbolic link is a bug of the template.
 */
export async function readTree(root: string): Promise<File[]> {
  const paths = (await trackedPaths(root)) ?? (await unignoredPaths(root));
  const files = paths.sort().map(async (path): Promise<File | undefined> => {
    const stats = await lstat(join(root, path)).catch(() => undefined);
    if (!stats) return undefined;
    if (!stats.isFile()) throw new Error(`${path} is not a plain file; a template holds only those`);
    return { path, content: await readFile(join(root, path)), executable: (stats.mode & 0o100) !== 0 };
  });
  return (await Promise.all(files)).filter((file) => file !== undefined);
}

/** Reads the template that belongs to this program. */
export async function readTemplate(): Promise<File[]> {
  const isCompiled = import.meta.url.endsWith('.js');
  if (isCompiled) return unpack(await readFile(new URL('../template.json', import.meta.url), 'utf8'));
  return readTree(fileURLToPath(new URL('../template', import.meta.url)));
}
