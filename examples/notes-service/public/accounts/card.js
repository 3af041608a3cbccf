// The card in which everything around an account happens before somebody is logged in.
import { element } from '../frame/dom.js';

/** A view of one card: a heading, an explanation, and what follows. */
export function card(title, explanation, ...content) {
  return {
    title,
    content: element(
      'section',
      { class: 'card' },
      element('h1', {}, title),
      explanation && element('p', { class: 'explanation' }, explanation),
      ...content,
    ),
  };
}

/** Shows in place of the form that the rest happens elsewhere, as a rule in a mail. */
export function replaceForm(form, title, explanation, ...links) {
  const heading = element('h2', { tabindex: '-1' }, title);
  form.replaceWith(element('div', { class: 'outcome' }, heading, element('p', {}, explanation), ...links));
  heading.focus();
}

/** The token that a mail's link carries behind `#`, where no server's log sees it. */
export function tokenOfAddress() {
  return new URLSearchParams(location.hash.slice(1)).get('token') ?? '';
}
