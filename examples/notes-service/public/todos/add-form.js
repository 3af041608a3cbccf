// The form that adds a todo: a title, and on demand what else there is to say.
import { element, icon } from '../frame/dom.js';
import { t } from '../frame/messages.js';
import { descriptionInput, titleInput } from './editor.js';

const MORE = 'M3.5 6 8 10.5 12.5 6';
const MOST = 10;

/** The form. `add(fields)` resolves to whether the todo was added; `leaveDown()` takes the focus to the list. */
export function createAddForm({ add, leaveDown }) {
  const title = titleInput({
    id: 'new-title',
    placeholder: t('page.todos.placeholder'),
    'aria-describedby': 'new-complaint',
    'aria-keyshortcuts': 'n',
  });
  const complaint = element('p', { class: 'complaint', id: 'new-complaint' });
  const description = descriptionInput();
  const importance = element('input', {
    id: 'new-importance',
    type: 'range',
    min: 0,
    max: MOST,
    step: 1,
    value: 0,
  });
  const level = element('output', { for: 'new-importance', 'aria-live': 'off' }, '0');
  const details = element(
    'div',
    { class: 'details', id: 'new-details', hidden: true },
    description.content,
    element(
      'div',
      { class: 'weigh' },
      element('label', { for: 'new-importance' }, t('page.todos.importance')),
      importance,
      level,
    ),
  );
  const more = element(
    'button',
    {
      class: 'more quiet',
      type: 'button',
      'aria-expanded': 'false',
      'aria-controls': 'new-details',
      onclick: toggle,
    },
    icon(MORE),
  );
  more.ariaLabel = t('page.todos.details');
  more.title = t('page.todos.details');
  const content = element(
    'form',
    { class: 'add', novalidate: true },
    element(
      'div',
      { class: 'line' },
      element('label', { class: 'visually-hidden', for: 'new-title' }, t('page.todos.new')),
      title,
      more,
      element('button', { class: 'primary', type: 'submit' }, t('page.todos.add')),
    ),
    complaint,
    details,
  );

  function toggle() {
    details.hidden = !details.hidden;
    more.ariaExpanded = String(!details.hidden);
    if (!details.hidden) description.input.focus();
  }

  function complain(words) {
    complaint.textContent = words;
    title.ariaInvalid = words === '' ? null : 'true';
  }

  importance.addEventListener('input', () => {
    level.textContent = importance.value;
  });
  title.addEventListener('input', () => complain(''));
  title.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' && details.hidden && leaveDown()) event.preventDefault();
  });
  content.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) content.requestSubmit();
  });
  content.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (title.readOnly) return;
    if (title.value.trim() === '') {
      complain(t('page.todos.needsTitle'));
      title.focus();
      return;
    }
    // Read-only, not disabled: a disabled field loses the focus.
    title.readOnly = true;
    const added = await add({
      title: title.value.trim(),
      description: description.input.value.trim(),
      importance: importance.valueAsNumber,
    });
    title.readOnly = false;
    if (!added) return;
    title.value = '';
    description.set('');
    importance.value = '0';
    level.textContent = '0';
    title.focus();
  });

  return { content, focus: () => title.focus() };
}
