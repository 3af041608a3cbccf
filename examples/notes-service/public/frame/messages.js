// The page's words in the reader's language, from the message files that the mails use, too.
import { readJson } from './http.js';

/** The languages that there are, each by its own name. */
export const languages = { en: 'English', de: 'Deutsch' };

const STORED = 'language';
let messages = {};
let current;

/** The language that the page speaks now. */
export function language() {
  return current;
}

/** What somebody without an account reads: their choice on this browser, or the browser's own languages. */
export function preferredLanguage() {
  const wanted = [localStorage.getItem(STORED), ...navigator.languages];
  return wanted.map((tag) => tag?.split('-')[0]).find((tag) => tag in languages) ?? 'en';
}

/** Keeps a choice on this browser. */
export function preferLanguage(tag) {
  localStorage.setItem(STORED, tag);
}

/** Speaks this language from now on; what is on the screen has to be drawn anew. Resolves to whether it changed. */
export async function speak(tag) {
  if (tag === current) return false;
  messages = await readJson(`locales/${tag}.json`);
  current = tag;
  document.documentElement.lang = tag;
  return true;
}

/** The message `key`, with `{name}` replaced by `values.name`. */
export function t(key, values = {}) {
  const message = messages[key];
  if (message === undefined) {
    console.error(`no message ${key} in ${current}`);
    return key;
  }
  return message.replace(/\{(\w+)\}/g, (_whole, name) => values[name]);
}

/** A moment as the reader's language writes it. */
export function moment(time) {
  return new Intl.DateTimeFormat(current, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(time));
}
