/** From bytes to text: what a file says, or why it is no text. */
import { isUtf8 } from 'node:buffer';

/** Source beyond this is generated or data; what reads it would only be slowed down. In bytes. */
export const sourceLimit = 1024 * 1024;
/** Lock files are long, and one fact rests on them. In bytes. */
export const lockLimit = 16 * 1024 * 1024;

const lockName = /(?:^|[./-])(?:lock|shrinkwrap)(?:file)?(?:\.[a-z]+)?$|(?:^|\/)go\.(?:work\.)?sum$/i;

/** The largest size, in bytes, at which a file of this path is read. */
export const limitFor = (path: string): number => (lockName.test(path.slice(-80)) ? lockLimit : sourceLimit);

const media =
  /\.(?:png|jpe?g|gif|webp|avif|ico|bmp|tiff?|psd|svgz|pdf|woff2?|ttf|otf|eot|mp[34]|m4a|ogg|wav|flac|webm|mov|avi|zip|t?gz|bz2|xz|zst|7z|jar|war|class|pyc|so|dll|exe|o|a|dylib|wasm|docx?|xlsx?|pptx?|odt|ods)$/i;

/** Nobody expects text in it, so that it is none needs no mention. */
export const isMedia = (path: string): boolean => media.test(path);

export type Content = { readonly text: string } | { readonly problem: string };

/**
 * UTF-8, with or without a byte order mark, and UTF-16 with one. Anything else is no text: a file that is guessed
 * wrong would be judged by what it doesn't say.
 */
export function decodeText(bytes: Uint8Array): Content {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeUtf16(bytes, 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeUtf16(bytes, 'utf-16be');
  if (bytes.subarray(0, 8192).includes(0)) return { problem: 'is binary, so it was not read as text' };
  if (!isUtf8(bytes)) return { problem: 'is neither UTF-8 nor UTF-16, so it was not read' };
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  return {
    text: Buffer.from(bytes.buffer, bytes.byteOffset + start, bytes.byteLength - start).toString('utf8'),
  };
}

function decodeUtf16(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): Content {
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
  } catch {
    return { problem: 'begins like UTF-16 and is none, so it was not read' };
  }
}
