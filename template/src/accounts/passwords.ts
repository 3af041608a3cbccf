// Passwords, kept as scrypt hashes with a salt of their own.
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/** How many characters a new password has. */
export const passwordLength = { min: 10, max: 200 };

// 16 MiB and about a quarter of a second each: of OWASP's equal choices that with the least memory, since a
// process derives several at once. https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
const COST = { N: 2 ** 14, r: 8, p: 5 };
const HASH_BYTES = 32;
const SALT_BYTES = 16;

/** The same password typed on different keyboards is the same text. */
const text = (password: string) => password.normalize('NFKC');

function encode(cost: typeof COST, salt: Buffer, hash: Buffer): string {
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/** A hash to store: `scrypt$N$r$p$salt$hash`. */
export async function hashPassword(password: string, cost = COST): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  return encode(cost, salt, await derive(text(password), salt, HASH_BYTES, cost));
}

/**
 * Whether the password is the one of the hash. Without a hash it isn't, and that takes as long to say, so that
 * nobody learns from the time whether there was one.
 */
export async function verifyPassword(password: string, stored: string | undefined): Promise<boolean> {
  const [, N, r, p, salt = '', hash = ''] = (stored ?? nobodys).split('$');
  const expected = Buffer.from(hash, 'base64url');
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  const found = await derive(text(password), Buffer.from(salt, 'base64url'), expected.length, cost);
  return timingSafeEqual(found, expected) && stored !== undefined;
}

const nobodys = encode(COST, randomBytes(SALT_BYTES), randomBytes(HASH_BYTES));
