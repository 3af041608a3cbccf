/**
 * Reads objects of a git repository from its plain files, loose and packed. No git program runs and no configuration
 * is read: both could run code of the audited repository. Alternates, promisor remotes and hooks don't exist here.
 * Formats: https://git-scm.com/docs/gitformat-pack
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readPart, readPlainFile, sizeText } from './plain-file.ts';

export type ObjectType = 'commit' | 'tree' | 'blob' | 'tag';
export interface GitObject {
  readonly type: ObjectType;
  readonly bytes: Buffer;
}

export interface GitObjects {
  /** An object of at most `limit` bytes; a damaged, missing or larger one is a problem. */
  read(id: string, limit: number): GitObject | { readonly problem: string };
  /** In bytes, without reading it whole; 0 for what can't be read. */
  sizeOf(id: string): number;
  /** The full id that begins with this one, if there is exactly one. */
  complete(prefix: string): string | undefined;
}

/** Loaded when the first object is read: an audit of plain files is done without it. */
const zlib = () => process.getBuiltinModule('node:zlib');

/** No object on the way to a wanted one may be larger: the base of a delta, a loose file. In bytes. */
const hardLimit = 128 * 1024 * 1024;
/** Packs up to this size are read once and kept; of larger ones only the wanted parts are read. In bytes. */
const keptPack = 32 * 1024 * 1024;
const keptBases = 16 * 1024 * 1024;
const longestChain = 4096;

/** Damage and limits inside this file; never leaves it. */
class Unreadable extends Error {}

const packTypes: ReadonlyMap<number, ObjectType> = new Map([
  [1, 'commit'],
  [2, 'tree'],
  [3, 'blob'],
  [4, 'tag'],
]);

interface Pack {
  readonly offsetOf: (id: Buffer) => number | undefined;
  readonly idsFrom: (prefix: string) => string[];
  /** Bytes at an offset; fewer at the end of the pack. */
  readonly at: (offset: number, length: number) => Buffer;
  readonly bases: Map<number, GitObject>;
}

/** `folder`: the `objects` folder. `idBytes`: 20 for SHA-1, 32 for SHA-256. */
export function openObjects(folder: string, idBytes: 20 | 32): GitObjects {
  let packs: Pack[] | undefined;
  const allPacks = (): Pack[] => {
    packs ??= openPacks(join(folder, 'pack'), idBytes);
    return packs;
  };
  const locate = (id: Buffer): { pack: Pack; offset: number } | undefined => {
    for (const pack of allPacks()) {
      const offset = pack.offsetOf(id);
      if (offset !== undefined) return { pack, offset };
    }
    return undefined;
  };
  const loosePath = (id: string): string => join(folder, id.slice(0, 2), id.slice(2));
  const readAny = (id: string, limit: number, depth: number): GitObject => {
    const packed = locate(Buffer.from(id, 'hex'));
    if (packed) return readPacked(packed.pack, packed.offset, limit, depth);
    return readLoose(loosePath(id), limit);
  };
  /** Follows deltas down to a whole object, then applies them upwards. */
  const readPacked = (pack: Pack, start: number, limit: number, depth: number): GitObject => {
    const deltas: { offset: number; delta: Buffer }[] = [];
    let offset = start;
    let base = pack.bases.get(offset);
    while (!base) {
      if (depth + deltas.length > longestChain) throw new Unreadable('is behind too many deltas');
      const entry = packEntry(pack, offset, idBytes);
      const whole = packTypes.get(entry.type);
      // The limit is for what is wanted; what it is made from may be larger.
      const allowed = deltas.length === 0 && whole ? limit : hardLimit;
      if (entry.size > allowed)
        throw new Unreadable(`is larger than ${sizeText(allowed)}, so it was not read`);
      const bytes = inflateAt(pack, entry.data, entry.size);
      if (whole) base = { type: whole, bytes };
      else {
        if (deltas.length === 0 && deltaSizes(bytes).result > limit) {
          throw new Unreadable(`is larger than ${sizeText(limit)}, so it was not read`);
        }
        deltas.push({ offset, delta: bytes });
        if (entry.baseOffset !== undefined) offset = entry.baseOffset;
        else if (entry.baseId) {
          const inside = pack.offsetOf(entry.baseId);
          if (inside === undefined)
            base = readAny(entry.baseId.toString('hex'), hardLimit, depth + deltas.length);
          else offset = inside;
        }
        base ??= pack.bases.get(offset);
      }
    }
    let object = base;
    for (const { offset: at, delta } of deltas.reverse()) {
      object = { type: object.type, bytes: applyDelta(object.bytes, delta) };
      keepBase(pack.bases, at, object);
    }
    return object;
  };
  const sizeOf = (id: string): number => {
    const packed = locate(Buffer.from(id, 'hex'));
    if (!packed) return looseSize(loosePath(id));
    const entry = packEntry(packed.pack, packed.offset, idBytes);
    if (packTypes.has(entry.type)) return entry.size;
    return deltaSizes(inflateStart(packed.pack.at(entry.data, 512))).result;
  };

  return {
    read: (id, limit) => {
      try {
        return readAny(id, limit, 0);
      } catch (error) {
        return { problem: error instanceof Unreadable ? error.message : 'is damaged in the object store' };
      }
    },
    sizeOf: (id) => {
      try {
        return sizeOf(id);
      } catch {
        return 0;
      }
    },
    complete: (prefix) => {
      if (!/^[0-9a-f]{4,64}$/.test(prefix)) return undefined;
      const found = new Set(allPacks().flatMap((pack) => pack.idsFrom(prefix)));
      for (const name of list(join(folder, prefix.slice(0, 2)))) {
        if (/^[0-9a-f]+$/.test(name) && name.startsWith(prefix.slice(2)))
          found.add(prefix.slice(0, 2) + name);
      }
      const [id] = found;
      return found.size === 1 ? id : undefined;
    },
  };
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function readLoose(path: string, limit: number): GitObject {
  const file = readPlainFile(path, hardLimit);
  if ('problem' in file)
    throw new Unreadable(file.missing ? 'is missing from the object store' : file.problem);
  const { type, size, start } = looseHeader(inflateStart(file.bytes.subarray(0, 512)));
  if (size > limit) throw new Unreadable(`is larger than ${sizeText(limit)}, so it was not read`);
  const bytes = zlib()
    .inflateSync(file.bytes, { maxOutputLength: start + size })
    .subarray(start);
  if (bytes.length !== size) throw new Unreadable('is damaged in the object store');
  return { type, bytes };
}

function looseSize(path: string): number {
  const part = readPart(path, 0, 512);
  return 'bytes' in part ? looseHeader(inflateStart(part.bytes)).size : 0;
}

function looseHeader(start: Buffer): { type: ObjectType; size: number; start: number } {
  const header = /^(commit|tree|blob|tag) (\d{1,15})\0/.exec(start.toString('latin1', 0, 64));
  if (!header) throw new Unreadable('is damaged in the object store');
  return { type: header[1] as ObjectType, size: Number(header[2]), start: header[0].length };
}

/** As much as the first bytes of a compressed stream give. */
const inflateStart = (bytes: Buffer): Buffer =>
  zlib().inflateSync(bytes, { finishFlush: zlib().constants.Z_SYNC_FLUSH, maxOutputLength: 1024 * 1024 });

function inflateAt(pack: Pack, offset: number, size: number): Buffer {
  // Compression may lengthen what it can't shorten, by little; zlib ignores what follows the stream.
  const compressed = pack.at(offset, size + (size >> 8) + 128);
  const bytes = zlib().inflateSync(compressed, { maxOutputLength: Math.max(size, 1) });
  if (bytes.length !== size) throw new Unreadable('is damaged in the object store');
  return bytes;
}

interface PackEntry {
  readonly type: number;
  readonly size: number;
  /** Where its compressed data begins. */
  readonly data: number;
  readonly baseOffset?: number;
  readonly baseId?: Buffer;
}

function packEntry(pack: Pack, offset: number, idBytes: number): PackEntry {
  const head = pack.at(offset, 64);
  let position = 0;
  const next = (): number => {
    const byte = head[position++];
    if (byte === undefined) throw new Unreadable('is damaged in the object store');
    return byte;
  };
  let byte = next();
  const type = (byte >> 4) & 7;
  let size = byte & 15;
  for (let factor = 16; byte & 128; factor *= 128) {
    byte = next();
    size += (byte & 127) * factor;
  }
  if (!Number.isSafeInteger(size)) throw new Unreadable('is damaged in the object store');
  if (type === 6) {
    byte = next();
    let back = byte & 127;
    while (byte & 128) {
      byte = next();
      back = (back + 1) * 128 + (byte & 127);
    }
    if (back <= 0 || back > offset) throw new Unreadable('is damaged in the object store');
    return { type, size, data: offset + position, baseOffset: offset - back };
  }
  if (type === 7) {
    const baseId = head.subarray(position, position + idBytes);
    return { type, size, data: offset + position + idBytes, baseId };
  }
  if (!packTypes.has(type)) throw new Unreadable('is damaged in the object store');
  return { type, size, data: offset + position };
}

/** The two sizes at the head of a delta, and where its instructions begin. */
function deltaSizes(delta: Buffer): { base: number; result: number; start: number } {
  let position = 0;
  const size = (): number => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = delta[position++];
      if (byte === undefined || factor > 2 ** 49) throw new Unreadable('is damaged in the object store');
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  };
  const base = size();
  const result = size();
  return { base, result, start: position };
}

function applyDelta(base: Buffer, delta: Buffer): Buffer {
  const sizes = deltaSizes(delta);
  if (sizes.base !== base.length || sizes.result > hardLimit)
    throw new Unreadable('is damaged in the object store');
  const result = Buffer.allocUnsafe(sizes.result);
  let filled = 0;
  let position = sizes.start;
  while (position < delta.length) {
    const instruction = delta[position++] ?? 0;
    let source: Buffer;
    if (instruction & 128) {
      let from = 0;
      let length = 0;
      for (let bit = 0; bit < 4; bit++)
        if (instruction & (1 << bit)) from += (delta[position++] ?? 0) * 2 ** (8 * bit);
      for (let bit = 0; bit < 3; bit++)
        if (instruction & (16 << bit)) length += (delta[position++] ?? 0) * 2 ** (8 * bit);
      length ||= 0x10000;
      if (from + length > base.length) throw new Unreadable('is damaged in the object store');
      source = base.subarray(from, from + length);
    } else {
      if (instruction === 0) throw new Unreadable('is damaged in the object store');
      source = delta.subarray(position, position + instruction);
      position += instruction;
    }
    if (filled + source.length > result.length) throw new Unreadable('is damaged in the object store');
    source.copy(result, filled);
    filled += source.length;
  }
  if (filled !== result.length) throw new Unreadable('is damaged in the object store');
  return result;
}

function keepBase(bases: Map<number, GitObject>, offset: number, object: GitObject): void {
  bases.set(offset, object);
  let size = 0;
  for (const { bytes } of bases.values()) size += bytes.length;
  for (const [oldest, { bytes }] of bases) {
    if (size <= keptBases) return;
    bases.delete(oldest);
    size -= bytes.length;
  }
}

function openPacks(folder: string, idBytes: number): Pack[] {
  return list(folder).flatMap((name): Pack[] => {
    if (!/^pack-[0-9a-f]{40,64}\.idx$/.test(name)) return [];
    const index = readPlainFile(join(folder, name), hardLimit);
    if ('problem' in index) return [];
    const lookup = readPackIndex(index.bytes, idBytes);
    return lookup
      ? [{ ...lookup, at: packReader(join(folder, `${name.slice(0, -4)}.pack`)), bases: new Map() }]
      : [];
  });
}

function packReader(path: string): Pack['at'] {
  const whole = readPlainFile(path, keptPack);
  return (offset, length) => {
    if ('bytes' in whole) return whole.bytes.subarray(offset, offset + length);
    const part = readPart(path, offset, length);
    if ('problem' in part) throw new Unreadable(part.problem);
    return part.bytes;
  };
}

/** Version 2, which git has written since 2007. Undefined for what is damaged. */
function readPackIndex(index: Buffer, idBytes: number): Pick<Pack, 'offsetOf' | 'idsFrom'> | undefined {
  if (index.length < 8 + 1024 || index.readUInt32BE(0) !== 0xff744f63 || index.readUInt32BE(4) !== 2)
    return undefined;
  const upTo = (byte: number): number => (byte < 0 ? 0 : index.readUInt32BE(8 + byte * 4));
  const count = upTo(255);
  const ids = 8 + 1024;
  const offsets = ids + count * (idBytes + 4);
  const largeOffsets = offsets + count * 4;
  if (largeOffsets > index.length) return undefined;
  const idAt = (n: number): Buffer => index.subarray(ids + n * idBytes, ids + (n + 1) * idBytes);
  /** The first position whose id isn't before the given one. */
  const search = (id: Buffer): number => {
    let low = Math.min(upTo((id[0] ?? 0) - 1), count);
    let high = Math.min(upTo(id[0] ?? 0), count);
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (Buffer.compare(idAt(middle), id) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    offsetOf: (id) => {
      const n = search(id);
      if (n >= count || !idAt(n).equals(id)) return undefined;
      const offset = index.readUInt32BE(offsets + n * 4);
      if (offset < 0x80000000) return offset;
      const at = largeOffsets + (offset - 0x80000000) * 8;
      return at + 8 <= index.length ? Number(index.readBigUInt64BE(at)) : undefined;
    },
    idsFrom: (prefix) => {
      const found: string[] = [];
      for (
        let n = search(Buffer.from(prefix.padEnd(idBytes * 2, '0'), 'hex'));
        n < count && found.length < 2;
        n++
      ) {
        const id = idAt(n).toString('hex');
        if (!id.startsWith(prefix)) break;
        found.push(id);
      }
      return found;
    },
  };
}
