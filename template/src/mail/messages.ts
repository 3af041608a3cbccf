// The texts of the service in its languages, from the message files that the page speaks from, too.
import { readFileSync } from 'node:fs';
import type { Language } from '../accounts/accounts.ts';

function read(language: Language): Record<string, string> {
  return JSON.parse(readFileSync(new URL(`../../locales/${language}.json`, import.meta.url), 'utf8'));
}

const messages: Record<Language, Record<string, string>> = { en: read('en'), de: read('de') };

/** The message with this key, its `{placeholders}` replaced by values. A key that isn't there is a bug. */
export function message(language: Language, key: string, values: Record<string, string> = {}): string {
  const text = messages[language][key];
  if (text === undefined) throw new Error(`there is no message ${key} in ${language}`);
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
