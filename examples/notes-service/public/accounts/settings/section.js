// What the sections of the settings look like, and lists in them that are read from the service.
import { element } from '../../frame/dom.js';
import { reasonOf } from '../../frame/failure.js';
import { readJson } from '../../frame/http.js';

let count = 0;

/** A section with a heading, an explanation, and what follows. */
export function section(title, explanation, ...content) {
  count += 1;
  const id = `section-${count}`;
  return element(
    'section',
    { class: 'card', 'aria-labelledby': id },
    element('h2', { id }, title),
    explanation && element('p', { class: 'explanation' }, explanation),
    ...content,
  );
}

/**
 * A list of what `path` answers, each drawn by `draw(item)`. `read()` reads it anew, and keeps the focus: on the
 * item after the one that went, else on `fallback()`.
 */
export function listOf(path, label, draw) {
  const list = element('ul', { class: 'items', 'aria-label': label });
  const failure = element('p', { class: 'form-failure', role: 'alert' });

  async function read(fallback) {
    try {
      const items = await readJson(path);
      const position = [...list.children].findIndex((item) => item.contains(document.activeElement));
      list.replaceChildren(...items.map((item) => element('li', {}, ...draw(item))));
      failure.textContent = '';
      if (position < 0) return;
      const buttons = [...list.querySelectorAll('button')];
      (buttons[Math.min(position, buttons.length - 1)] ?? fallback?.())?.focus();
    } catch (error) {
      failure.textContent = reasonOf(error);
    }
  }

  read();
  return { content: [list, failure], read };
}
