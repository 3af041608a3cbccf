/** Reads `.git/index`, which says what is tracked. Format: https://git-scm.com/docs/gitformat-index */

export interface IndexEntry {
  /** `0o100644`, `0o100755`, `0o120000` for a link, `0o160000` for a submodule. */
  readonly mode: number;
  readonly id: string;
  readonly size: number;
  readonly modifiedSeconds: number;
  readonly modifiedNanoseconds: number;
  /** Left out of the working tree on purpose (sparse checkout), or declared unchanged by the user. */
  readonly skipped: boolean;
  /** In the middle of a merge conflict. */
  readonly unmerged: boolean;
}

export type GitIndex =
  | { readonly entries: ReadonlyMap<string, IndexEntry>; readonly unreadableNames: number }
  | { readonly problem: string };

const malformed: GitIndex = { problem: 'is malformed, so everything that is not ignored counts as tracked' };

export function parseIndex(bytes: Buffer, idBytes: 20 | 32): GitIndex {
  try {
    return parse(bytes, idBytes);
  } catch {
    // Only reads beyond the end of the buffer throw here.
    return malformed;
  }
}

function parse(bytes: Buffer, idBytes: number): GitIndex {
  const version = bytes.readUInt32BE(4);
  const count = bytes.readUInt32BE(8);
  if (bytes.toString('latin1', 0, 4) !== 'DIRC' || version < 2 || version > 4) return malformed;

  const entries = new Map<string, IndexEntry>();
  let unreadableNames = 0;
  let position = 12;
  let previous = Buffer.alloc(0);
  for (let n = 0; n < count; n++) {
    const start = position;
    const flags = bytes.readUInt16BE(start + 40 + idBytes);
    const extended = version >= 3 && (flags & 0x4000) !== 0;
    const more = extended ? bytes.readUInt16BE(start + 42 + idBytes) : 0;
    position = start + 42 + idBytes + (extended ? 2 : 0);

    let kept = Buffer.alloc(0);
    if (version === 4) {
      const strip = readOffset(bytes, position);
      position = strip.next;
      if (strip.value > previous.length) return malformed;
      kept = previous.subarray(0, previous.length - strip.value);
    }
    const end = bytes.indexOf(0, position);
    if (end < 0) return malformed;
    const name: Buffer<ArrayBuffer> = Buffer.concat([kept, bytes.subarray(position, end)]);
    previous = name;
    position = version === 4 ? end + 1 : start + ((end - start + 8) & ~7);

    const path = name.toString('utf8');
    if (path.includes('\ufffd') && !Buffer.from(path).equals(name)) unreadableNames++;
    entries.set(path, {
      modifiedSeconds: bytes.readUInt32BE(start + 8),
      modifiedNanoseconds: bytes.readUInt32BE(start + 12),
      mode: bytes.readUInt32BE(start + 24),
      size: bytes.readUInt32BE(start + 36),
      id: bytes.toString('hex', start + 40, start + 40 + idBytes),
      skipped: (flags & 0x8000) !== 0 || (more & 0x4000) !== 0,
      unmerged: (flags & 0x3000) !== 0,
    });
  }
  return extensionProblem(bytes, position, idBytes) ?? { entries, unreadableNames };
}

/** A number whose bytes say whether another follows, as in offset deltas. */
function readOffset(bytes: Buffer, start: number): { value: number; next: number } {
  let next = start;
  let byte = bytes.readUInt8(next++);
  let value = byte & 127;
  while (byte & 128) {
    byte = bytes.readUInt8(next++);
    value = (value + 1) * 128 + (byte & 127);
  }
  return { value, next };
}

/** A lower-case extension changes what the entries mean. */
function extensionProblem(bytes: Buffer, start: number, idBytes: number): GitIndex | undefined {
  for (let position = start; position + 8 <= bytes.length - idBytes; ) {
    const name = bytes.toString('latin1', position, position + 4);
    if (/^[a-z]/.test(name)) {
      return {
        problem: `uses the extension “${name}”, which is not read; all that is not ignored counts as tracked`,
      };
    }
    position += 8 + bytes.readUInt32BE(position + 4);
  }
  return undefined;
}
