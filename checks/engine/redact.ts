/**
 * The last line of defence against showing a secret: checks mask what they quote; whatever still comes through in a
 * message is taken out here.
 */

export type Redact = (text: string) => string;

const shapes: readonly RegExp[] = [
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----/g,
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g,
  /\bgh[pousr]_[A-Za-z0-9]{30,255}/g,
  /\bgithub_pat_[A-Za-z0-9_]{30,255}/g,
  /\bgl(?:pat|dt|rt)-[A-Za-z0-9_-]{20,100}/g,
  /\bxox[abeoprs]-[A-Za-z0-9-]{10,200}/g,
  /\b[rs]k_live_[A-Za-z0-9]{16,200}/g,
  /\bAIza[A-Za-z0-9_-]{35}/g,
  /\bSG\.[A-Za-z0-9_-]{16,64}\.[A-Za-z0-9_-]{16,64}/g,
  /\beyJ[A-Za-z0-9_-]{10,2000}\.eyJ[A-Za-z0-9_-]{10,4000}\.[A-Za-z0-9_-]{10,2000}/g,
];
/** What stands between `:` and `@` in the authority of a URL. */
const urlPassword = /(:\/\/[^\s:/@'"`]{0,200}:)[^\s@/'"`]{1,400}@/g;
const shown = '•••';

/** `secrets`: the values that were found in this repository. */
export function redactor(secrets: Iterable<string>): Redact {
  const values = [...new Set(secrets)]
    .filter((value) => value.length >= 4)
    .sort((a, b) => b.length - a.length);
  return (text) => {
    let result = text.replace(urlPassword, (whole, start: string) =>
      whole.endsWith('…@') || whole.includes('${') ? whole : `${start}${shown}@`,
    );
    for (const shape of shapes) result = result.replace(shape, shown);
    for (const value of values) {
      if (result.includes(value))
        result = isWord(value) ? redactQuoted(result, value) : result.replaceAll(value, shown);
    }
    return result;
  };
}

/** `postgres` as a password: a word that messages also use in its own sense. */
const isWord = (value: string): boolean => /^[A-Za-z]{4,15}$/.test(value);

/** Only where the word stands as a value: in quotes, after `=` or `: `. */
function redactQuoted(text: string, value: string): string {
  return text.replaceAll(value, (found, at: number) => {
    const before = text[at - 1] ?? '';
    const after = text[at + value.length] ?? '';
    const quoted = /["'`]/.test(before) && before === after;
    return quoted || before === '=' || (before === ':' && !/\w/.test(after)) ? shown : found;
  });
}
