// The fields of a todo: where one is added, and where one is changed.
import { element } from '../frame/dom.js';
import { t } from '../frame/messages.js';

export const TITLE_LENGTH = 500;
export const DESCRIPTION_LENGTH = 250;

/** A field for the title. */
export function titleInput(attributes) {
  return element('input', {
    name: 'title',
    type: 'text',
    maxlength: TITLE_LENGTH,
    enterkeyhint: 'done',
    autocomplete: 'off',
    ...attributes,
  });
}

/** A field for the description that grows with its text, and says how much room is left once it gets scarce. */
export function descriptionInput() {
  const room = element('span', { class: 'room', 'aria-hidden': 'true' });
  const input = element('textarea', {
    name: 'description',
    rows: 2,
    maxlength: DESCRIPTION_LENGTH,
    placeholder: t('page.todos.description'),
    'aria-label': t('page.todos.descriptionUpTo', { max: DESCRIPTION_LENGTH }),
  });
  const count = () => {
    room.textContent = `${input.value.length}/${DESCRIPTION_LENGTH}`;
    room.classList.toggle('scarce', input.value.length > DESCRIPTION_LENGTH - 30);
  };
  input.addEventListener('input', count);
  count();
  return {
    content: element('div', { class: 'describe' }, input, room),
    input,
    set(text) {
      input.value = text;
      count();
    },
  };
}

/**
 * The form in which a todo is changed. `save({ title, description })` and `cancel()` are called as the reader decides;
 * leaving the form saves, so that nothing typed is lost.
 */
export function createEditor({ save, cancel, tools }) {
  const title = titleInput({ 'aria-label': t('page.todos.titleLabel') });
  const description = descriptionInput();
  const content = element(
    'form',
    { class: 'editor', hidden: true },
    title,
    description.content,
    element(
      'div',
      { class: 'actions' },
      element('button', { class: 'primary', type: 'submit' }, t('page.todos.save')),
      element('button', { class: 'plain', type: 'button', onclick: () => cancel() }, t('page.todos.cancel')),
      ...tools,
    ),
  );
  const values = () => ({ title: title.value.trim(), description: description.input.value.trim() });

  content.addEventListener('submit', (event) => {
    event.preventDefault();
    save(values());
  });
  content.addEventListener('focusout', ({ relatedTarget }) => {
    // The window losing the focus is not the reader leaving the form.
    if (document.hasFocus() && !content.hidden && !content.contains(relatedTarget)) save(values());
  });
  content.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') cancel();
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save(values());
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  return {
    content,
    values,
    open(todo) {
      title.value = todo.title;
      description.set(todo.description);
      content.hidden = false;
      title.focus();
      title.select();
    },
    /** While a change is on its way. Read-only, not disabled: a disabled field loses the focus. */
    set busy(busy) {
      title.readOnly = busy;
      description.input.readOnly = busy;
    },
    get busy() {
      return title.readOnly;
    },
  };
}
