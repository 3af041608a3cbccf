// What the mails say: each a text, a link perhaps, and what to do if it wasn't meant, as plain text and HTML.
import type { Language } from '../accounts/accounts.ts';
import type { Mail } from './mailer.ts';
import { message } from './messages.ts';

/** Each of these has its messages, `mail.<kind>.subject` and so on. */
export type Kind = 'confirm' | 'exists' | 'reset' | 'changeAddress' | 'addressChanges';

function asHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** The letter of this kind; with a link, which its message says what to do with. */
export function letter(
  language: Language,
  kind: Kind,
  { link, ...values }: { link?: string; email: string },
): Omit<Mail, 'id' | 'to'> {
  const say = (part: string) => message(language, `mail.${kind}.${part}`, values);
  const [text, end] = [say('text'), say('end')];
  const paragraph = (html: string) => `<p>${html}</p>`;
  const anchor = link && `<a href="${asHtml(link)}">${asHtml(say('action'))}</a>`;
  return {
    subject: say('subject'),
    text: `${[text, ...(link ? [link] : []), end].join('\n\n')}\n`,
    html: [
      `<!doctype html><html lang="${language}"><meta charset="utf-8"><title>${asHtml(say('subject'))}</title>`,
      paragraph(asHtml(text)),
      ...(anchor ? [paragraph(anchor)] : []),
      paragraph(asHtml(end)),
      '</html>',
    ].join('\n'),
  };
}
