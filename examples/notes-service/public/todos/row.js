// One todo in the list: what it shows, its controls, and the editor that opens in its place.
import { element, icon, unseen } from '../frame/dom.js';
import { t } from '../frame/messages.js';
import { createEditor } from './editor.js';

const CROSS = 'M4 4l8 8M12 4l-8 8';
const UP = 'M3.5 10 8 5.5l4.5 4.5';
const DOWN = 'M3.5 6 8 10.5 12.5 6';
const MOST = 10;

/**
 * A row for the todo `id`. `show(todo)` brings it up to date; `remove()` takes it out and returns the fields that its
 * editor held unsaved.
 */
export function createRow(id, actions) {
  /** The todo as last drawn. */
  let shown;
  /** The todo as it was when its editor was opened: what is typed there is a change of that. */
  let edited;

  const title = element('span', { class: 'title', id: `title-${id}` });
  const description = element('p', { class: 'description' });
  const level = element('span', { class: 'level', 'aria-hidden': 'true' });
  const checkbox = element('input', { class: 'complete', type: 'checkbox', 'aria-labelledby': title.id });
  const open = button('open', openEditor, unseen(`${t('page.todos.edit')} `), title);
  const lower = button('lower quiet', () => weigh(-1), icon(DOWN));
  const raise = button('raise quiet', () => weigh(1), icon(UP));
  const cross = button('delete quiet', () => actions.remove(id), icon(CROSS));
  const importance = element('div', { class: 'importance' }, lower, level, raise);
  const editor = createEditor({
    save,
    cancel: closeEditor,
    tools: [
      button('quiet', () => actions.move(id, -1), icon(UP), unseen(t('page.todos.moveUp'))),
      button('quiet', () => actions.move(id, 1), icon(DOWN), unseen(t('page.todos.moveDown'))),
      button('plain remove', () => actions.remove(id), t('page.todos.delete')),
    ],
  });
  const body = element('div', { class: 'body' }, open, description);
  const content = element('li', { class: 'todo' }, checkbox, body, editor.content, importance, cross);

  checkbox.addEventListener('change', async () => {
    if (!(await actions.complete(id, checkbox.checked))) checkbox.checked = shown.completed;
  });
  description.addEventListener('click', openEditor);
  content.addEventListener('animationend', () => content.classList.remove('fresh'));

  function show(todo) {
    if (shown?.version === todo.version) return;
    shown = todo;
    checkbox.checked = todo.completed;
    content.classList.toggle('completed', todo.completed);
    content.style.setProperty('--importance', todo.importance);
    title.textContent = todo.title;
    description.textContent = todo.description;
    description.hidden = todo.description === '';
    level.textContent = todo.importance;
    label(lower, t('page.todos.lower', todo), todo.importance === 0);
    label(raise, t('page.todos.raise', todo), todo.importance === MOST);
    label(cross, t('page.todos.deleteTitle', todo), false);
  }

  function weigh(change) {
    const bound = change > 0 ? MOST : 0;
    if (shown.importance !== bound) actions.weigh(id, change);
  }

  function openEditor() {
    if (edited) return;
    edited = shown;
    content.classList.add('editing');
    body.hidden = true;
    editor.open(shown);
  }

  function closeEditor() {
    const focused = editor.content.contains(document.activeElement);
    edited = undefined;
    content.classList.remove('editing');
    body.hidden = false;
    editor.content.hidden = true;
    if (focused) open.focus();
  }

  async function save(values) {
    if (!edited || editor.busy) return;
    const changes = changesOf(values);
    if (Object.keys(changes).length === 0) return closeEditor();
    editor.busy = true;
    const saved = await actions.edit(id, changes, edited);
    editor.busy = false;
    if (saved) closeEditor();
    // Saving once more is then a decision made in sight of what others wrote.
    else edited = shown;
  }

  /** A title can't be empty: emptied, it stays what it was. */
  function changesOf(values) {
    return Object.fromEntries(
      Object.entries(values).filter(
        ([field, value]) => value !== edited[field] && (field !== 'title' || value !== ''),
      ),
    );
  }

  return {
    content,
    show,
    weigh,
    openEditor,
    remove() {
      const draft = edited ? changesOf(editor.values()) : {};
      // Before the focus leaves the form, which saves what is open.
      edited = undefined;
      content.remove();
      return draft;
    },
    todo: () => shown,
  };
}

function button(name, onclick, ...children) {
  return element('button', { class: name, type: 'button', onclick }, ...children);
}

/** At its bound a button stays where it is, with the focus that it may have. */
function label(control, words, atBound) {
  control.ariaLabel = words;
  control.title = words;
  control.ariaDisabled = atBound ? 'true' : null;
}
