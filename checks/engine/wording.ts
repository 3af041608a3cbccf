/** Wording that findings share: masked values, quoted code, lists of names. */

/** Shows that a secret is there without showing it: the first two characters of a long one, and its length. */
export const mask = (secret: string): string =>
  secret.length >= 12
    ? `${secret.slice(0, 2)}… (${secret.length} characters)`
    : `… (${secret.length} characters)`;

/** The password inside a connection string, masked; the rest stays readable. */
export const maskUrl = (url: string): string => url.replace(/(\/\/[^:/@\s]*:)[^@/\s]+@/g, '$1…@');

/** `` `a`, `b` and 3 more `` */
export const listed = (names: readonly string[], most = 4): string => {
  const unique = [...new Set(names)];
  const shown = unique.slice(0, most).map((name) => `\`${name}\``);
  const rest = unique.length - shown.length;
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
};

/** A command line as one would type it, shortened. */
export const commandText = (words: readonly string[]): string => {
  const text = words.join(' ').replace(/\s+/g, ' ').trim();
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
};
