/** Reads a regular file and nothing else: no link is followed, no FIFO waited for, no device touched. */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

export type Bytes = { readonly bytes: Buffer } | { readonly problem: string; readonly missing?: true };

const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** `limit` in bytes; a larger file is a problem, and is not read in part. */
export function readPlainFile(path: string, limit: number): Bytes {
  let file: number | undefined;
  try {
    file = openSync(path, flags);
    const status = fstatSync(file);
    if (!status.isFile()) return { problem: 'is no regular file, so it was not read' };
    if (status.size > limit) return { problem: `is larger than ${sizeText(limit)}, so it was not read` };
    return { bytes: readAt(file, 0, status.size) };
  } catch (error) {
    return fileProblem(error);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** `length` bytes from `offset`, fewer where the file ends before. */
export function readPart(path: string, offset: number, length: number): Bytes {
  let file: number | undefined;
  try {
    file = openSync(path, flags);
    if (!fstatSync(file).isFile()) return { problem: 'is no regular file, so it was not read' };
    return { bytes: readAt(file, offset, length) };
  } catch (error) {
    return fileProblem(error);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function readAt(file: number, offset: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  let read = 0;
  while (read < length) {
    const count = readSync(file, bytes, read, length - read, offset + read);
    if (count === 0) break;
    read += count;
  }
  return bytes.subarray(0, read);
}

/** In words what the operating system says of a path; for `catch`. */
export function fileProblem(error: unknown): { readonly problem: string; readonly missing?: true } {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  if (code === 'ENOENT' || code === 'ENOTDIR') return { problem: 'is not there', missing: true };
  return { problem: meanings.get(code) ?? `could not be read (${code})` };
}

const meanings: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'could not be read: permission denied'],
  ['EPERM', 'could not be read: permission denied'],
  ['ELOOP', 'is a symbolic link, so it was not read'],
  ['ENAMETOOLONG', 'could not be read: its path is too long for this system'],
  ['ENXIO', 'is no regular file, so it was not read'],
]);

export const sizeText = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MiB`;
