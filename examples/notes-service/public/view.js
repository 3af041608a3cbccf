// Draws the list and turns clicks and keys into calls of the actions that it is given. Knows no network.

const CONNECTION_TEXT = {
  connecting: 'Connecting',
  live: 'Live',
  reconnecting: 'Reconnecting',
  offline: 'Offline',
};
const NOTICE_MS = 8_000;

/**
 * Wires the page up. `actions` has
 * `add(title)`, `complete(id, completed)`, `remove(id)` and `rename(id, title, version)`: each returns a promise of
 * whether it was done; one that was not has said why by `notify`, and the view puts back what the reader had.
 * Returns `{ draw, showConnection, notify, clearNotice }`.
 */
export function createView(actions) {
  const list = document.getElementById('todos');
  const addForm = document.getElementById('add');
  const newTitle = document.getElementById('new-title');
  const rowTemplate = document.getElementById('todo-row');
  /** Rows by the id of their todo. */
  const rows = new Map();
  let drawnBefore = false;

  /** Brings the page to `todos`; rows that stay keep their elements, so focus, caret and open editors survive. */
  function draw(todos) {
    const focus = rememberFocus();
    const staying = new Set(todos.map((todo) => todo.id));
    for (const [id, row] of rows) {
      if (staying.has(id)) continue;
      row.element.remove();
      rows.delete(id);
    }
    todos.forEach((todo, position) => {
      let row = rows.get(todo.id);
      if (!row) {
        row = createRow(todo.id);
        rows.set(todo.id, row);
        if (drawnBefore) row.element.classList.add('fresh');
      }
      row.show(todo);
      if (list.children[position] !== row.element)
        list.insertBefore(row.element, list.children[position] ?? null);
    });
    drawnBefore = true;
    focus.restore();
    drawCount(todos);
  }

  function drawCount(todos) {
    const done = todos.filter((todo) => todo.completed).length;
    const progress = document.getElementById('progress');
    progress.max = Math.max(todos.length, 1);
    progress.value = done;
    // Writing the same words again would make screen readers say them again.
    const text = todos.length === 0 ? '' : `${done} of ${todos.length} done`;
    const count = document.getElementById('count');
    if (count.textContent !== text) count.textContent = text;
    document.getElementById('empty').hidden = todos.length > 0;
  }

  /** Moving or removing an element takes its focus away: back to the same element, or to a neighbour of what is gone. */
  function rememberFocus() {
    const element = document.activeElement;
    const row = element?.closest('.todo');
    if (!row) return { restore() {} };
    const position = [...list.children].indexOf(row);
    const { selectionStart, selectionEnd } = element;
    const control = element.className;
    return {
      restore() {
        if (document.activeElement === element) return;
        if (element.isConnected) {
          element.focus();
          if (element.type === 'text') element.setSelectionRange(selectionStart, selectionEnd);
          return;
        }
        const neighbour = list.children[Math.min(position, list.children.length - 1)];
        (neighbour ? controlIn(neighbour, control) : newTitle).focus();
      },
    };
  }

  function createRow(id) {
    const element = rowTemplate.content.firstElementChild.cloneNode(true);
    const checkbox = element.querySelector('.complete');
    const title = element.querySelector('.rename');
    const form = element.querySelector('.edit');
    const input = form.querySelector('input');
    const labels = element.querySelectorAll('.title');
    labels[0].id = `title-${id}`;
    checkbox.setAttribute('aria-labelledby', labels[0].id);
    /** The todo as last drawn. */
    let shown;
    /** The todo as it was when its editor was opened: what the new title is a change of. */
    let edited;

    function show(todo) {
      if (shown?.version === todo.version) return;
      shown = todo;
      checkbox.checked = todo.completed;
      element.classList.toggle('completed', todo.completed);
      for (const label of labels) label.textContent = todo.title;
    }

    function openEditor() {
      edited = shown;
      input.value = shown.title;
      title.hidden = true;
      form.hidden = false;
      input.focus();
      input.select();
    }

    function closeEditor() {
      const focused = form.contains(document.activeElement);
      edited = undefined;
      title.hidden = false;
      form.hidden = true;
      if (focused) title.focus();
    }

    async function save() {
      const wanted = input.value.trim();
      if (!edited || input.readOnly) return;
      if (wanted === '' || wanted === edited.title) {
        closeEditor();
        return;
      }
      // Read-only, not disabled: a disabled field loses the focus.
      input.readOnly = true;
      const saved = await actions.rename(id, wanted, edited);
      input.readOnly = false;
      if (saved) closeEditor();
      // Saving once more is then a decision made in sight of the other title.
      else edited = shown;
    }

    checkbox.addEventListener('change', async () => {
      const done = await actions.complete(id, checkbox.checked);
      if (!done) checkbox.checked = shown.completed;
    });
    title.addEventListener('click', openEditor);
    element.querySelector('.delete').addEventListener('click', () => actions.remove(id));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      save();
    });
    input.addEventListener('blur', () => {
      // The window losing the focus is not the reader leaving the field.
      if (document.hasFocus()) save();
    });
    input.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || input.readOnly) return;
      event.stopPropagation();
      closeEditor();
    });
    element.addEventListener('animationend', () => element.classList.remove('fresh'));
    return { element, show };
  }

  addForm.addEventListener('submit', async (event) => {
    event.preventDefault();
    const title = newTitle.value.trim();
    if (title === '' || newTitle.readOnly) return;
    newTitle.readOnly = true;
    const added = await actions.add(title);
    newTitle.readOnly = false;
    if (added) newTitle.value = '';
  });

  list.addEventListener('keydown', (event) => {
    const row = event.target.closest('.todo');
    if (!row || event.target.matches('.edit input') || event.ctrlKey || event.metaKey || event.altKey) return;
    const control = event.target.className;
    if (event.key === 'ArrowDown' && row.nextElementSibling)
      controlIn(row.nextElementSibling, control).focus();
    else if (event.key === 'ArrowUp') {
      if (row.previousElementSibling) controlIn(row.previousElementSibling, control).focus();
      else newTitle.focus();
    } else if (event.key === 'Delete' || event.key === 'Backspace') row.querySelector('.delete').click();
    else if (event.key === 'F2') row.querySelector('.rename').click();
    // On the box Enter does nothing by itself; on the buttons it presses them.
    else if (event.key === 'Enter' && event.target.matches('.complete')) row.querySelector('.rename').click();
    else return;
    event.preventDefault();
  });

  newTitle.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowDown' || !list.firstElementChild) return;
    event.preventDefault();
    list.firstElementChild.querySelector('.complete').focus();
  });

  document.addEventListener('keydown', (event) => {
    if (event.target.matches('input[type=text]')) return;
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'z') {
      if (noticeAction.hidden) return;
      noticeAction.click();
    } else if (event.ctrlKey || event.metaKey || event.altKey) return;
    else if (event.key === 'n' || event.key === 'N') newTitle.focus();
    else if (event.key === 'Escape') clearNotice();
    else return;
    event.preventDefault();
  });

  const notice = document.getElementById('notice');
  const noticeText = document.getElementById('notice-text');
  const noticeAction = document.getElementById('notice-action');
  const noticeClose = document.getElementById('notice-close');
  let noticeTimer;

  /** Says `text` at the foot of the page; `action` is `{ label, run }`, offered as a button until the notice goes. */
  function notify(text, action) {
    noticeClose.hidden = false;
    noticeText.textContent = text;
    noticeAction.hidden = !action;
    noticeAction.textContent = action?.label ?? '';
    noticeAction.onclick = () => {
      clearNotice();
      action.run();
    };
    startNoticeTimer();
  }

  function startNoticeTimer() {
    clearTimeout(noticeTimer);
    noticeTimer = setTimeout(() => {
      // Not while someone is about to press it.
      if (notice.matches(':hover, :focus-within')) startNoticeTimer();
      else clearNotice();
    }, NOTICE_MS);
  }

  function clearNotice() {
    clearTimeout(noticeTimer);
    if (notice.contains(document.activeElement)) newTitle.focus();
    noticeAction.hidden = true;
    noticeClose.hidden = true;
    noticeText.textContent = '';
  }
  noticeClose.addEventListener('click', clearNotice);

  function showConnection(state) {
    const connection = document.getElementById('connection');
    connection.dataset.state = state;
    connection.textContent = CONNECTION_TEXT[state];
  }

  return { draw, showConnection, notify, clearNotice };
}

/** The control of a row that matches the one left in another row; an editor's counterpart is the title. */
function controlIn(row, className) {
  if (className.includes('delete')) return row.querySelector('.delete');
  return row.querySelector(className.includes('complete') ? '.complete' : '.rename');
}
