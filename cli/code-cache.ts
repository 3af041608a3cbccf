/** Keeps what V8 compiled, so that the next run needn't: most of a short audit was compiling the program. */
import {
  appendFileSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { basename, isAbsolute, join } from 'node:path';
import { cachedDataVersionTag } from 'node:v8';
import { Script } from 'node:vm';
import { crc32 } from 'node:zlib';

/** What of a file says that it is whole, and of which text: the checksums of both. In bytes. */
const headerLength = 8;

/**
 * Scripts that are compiled anew only where no earlier run has left what V8 made of them. `beside`: a folder that
 * belongs to the program; where it isn't this user's to write, one of the user's own is taken. Without it nothing is kept.
 */
export class CodeCache {
  readonly #folder: string | undefined;
  readonly #tag = cachedDataVersionTag();
  readonly #scripts: { readonly name: string; readonly sum: number; readonly script: Script }[] = [];
  #lacks = false;

  constructor(beside: string | undefined) {
    const folders = beside === undefined ? [] : [beside, usersFolder()];
    this.#folder = folders
      .map((folder) => folder && join(folder, this.#tag.toString(16)))
      .find((folder) => folder !== undefined && isOurs(folder));
  }

  /** The file's text is ASCII; its name is no other's in any version of the program. */
  compile(filename: string): Script {
    const text = readFileSync(filename);
    const name = basename(filename);
    const sum = crc32(text);
    const cachedData = this.#read(name, sum);
    const script = new Script(text.toString('latin1'), { filename, cachedData });
    this.#lacks ||= cachedData === undefined || script.cachedDataRejected === true;
    this.#scripts.push({ name, sum, script });
    return script;
  }

  /**
   * To be called when the process ends: what is kept then holds the functions that were needed so far. It is renewed
   * after the 2nd, 4th, 8th … run, each of which may have needed others.
   */
  keep(): void {
    if (this.#folder === undefined || cachedDataVersionTag() !== this.#tag) return;
    try {
      const isDue = this.#countRun(this.#folder);
      if (!isDue && !this.#lacks) return;
      for (const { name, sum, script } of this.#scripts) this.#write(name, sum, script.createCachedData());
    } catch {
      // A full disk, for example: the next run compiles again.
    }
  }

  /** Whether the number of runs is a power of two. */
  #countRun(folder: string): boolean {
    const file = join(folder, 'runs');
    appendFileSync(file, '.');
    const runs = statSync(file).size;
    return (runs & (runs - 1)) === 0;
  }

  /** V8 trusts what it is given: without the checksum what was damaged would end the process. */
  #read(name: string, sum: number): Buffer | undefined {
    if (this.#folder === undefined) return undefined;
    try {
      const kept = readFileSync(join(this.#folder, name));
      const data = kept.subarray(headerLength);
      return kept.readUInt32LE(0) === sum && kept.readUInt32LE(4) === crc32(data) ? data : undefined;
    } catch {
      return undefined;
    }
  }

  /** Another process may read it meanwhile. */
  #write(name: string, sum: number, data: Buffer): void {
    const header = Buffer.alloc(headerLength);
    header.writeUInt32LE(sum, 0);
    header.writeUInt32LE(crc32(data), 4);
    const file = join(this.#folder as string, name);
    const unfinished = `${file}.${process.pid}`;
    writeFileSync(unfinished, Buffer.concat([header, data]));
    renameSync(unfinished, file);
  }
}

/** https://specifications.freedesktop.org/basedir-spec: a path that isn't absolute is to be ignored. */
function usersFolder(): string | undefined {
  const { XDG_CACHE_HOME: named } = process.env;
  const folder = named && isAbsolute(named) ? named : join(homedir(), '.cache');
  return isAbsolute(folder) ? join(folder, 'twelvefold') : undefined;
}

/** Makes the folder if need be. What lies in it is run, so no one but this user may be able to write there. */
function isOurs(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const found = lstatSync(folder);
    return found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
  } catch {
    return false;
  }
}
