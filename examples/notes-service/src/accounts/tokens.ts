// Random tokens, of which only a hash is stored.
import { hash, randomBytes } from 'node:crypto';

/** 256 random bits, as text for cookies, headers and links. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a token. It needs no salt and no slow hash: nobody guesses 256 bits. */
export function hashToken(token: string): Buffer {
  return hash('sha256', token, 'buffer');
}
