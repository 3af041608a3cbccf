// The list of todos on the screen: brought up to date in place, so that focus, caret and open editors survive.
import { element } from '../frame/dom.js';
import { t } from '../frame/messages.js';
import { createRow } from './row.js';

/**
 * A list without todos. `draw(todos)` brings it up to date; `onLost(draft, todo)` is told of what was typed into the
 * editor of a todo that somebody else deleted; `leaveUp()` takes the focus that goes up from the first row.
 */
export function createList({ actions, onLost, leaveUp }) {
  const content = element('ul', { class: 'todos', 'aria-label': t('page.todos.title') });
  /** Rows by the id of their todo. */
  const rows = new Map();
  let drawnBefore = false;

  function draw(todos) {
    const places = drawnBefore ? placesOf(rows) : new Map();
    const focus = rememberFocus();
    const staying = new Set(todos.map((todo) => todo.id));
    for (const [id, row] of rows) {
      if (staying.has(id)) continue;
      const draft = row.remove();
      if (Object.keys(draft).length > 0) onLost(draft, row.todo());
      rows.delete(id);
    }
    for (const todo of todos) {
      let row = rows.get(todo.id);
      if (!row) {
        row = createRow(todo.id, actions);
        rows.set(todo.id, row);
        if (drawnBefore) row.content.classList.add('fresh');
      }
      row.show(todo);
    }
    arrange(todos.map(({ id }) => rows.get(id).content));
    drawnBefore = true;
    focus.restore();
    glide(rows, places);
  }

  /** Moves the others around the row that has the focus: an element that is moved loses it, and its caret. */
  function arrange(elements) {
    const focused = elements.indexOf(document.activeElement?.closest('.todo'));
    const pinned = Math.max(focused, 0);
    if (focused < 0 && elements.length > 0 && content.firstElementChild !== elements[0])
      content.prepend(elements[0]);
    for (let at = pinned - 1; at >= 0; at--) {
      const next = elements[at + 1];
      if (next.previousElementSibling !== elements[at]) next.before(elements[at]);
    }
    for (let at = pinned + 1; at < elements.length; at++) {
      const previous = elements[at - 1];
      if (previous.nextElementSibling !== elements[at]) previous.after(elements[at]);
    }
  }

  /** What is removed takes the focus with it: then it goes to the same control of the row that stands there now. */
  function rememberFocus() {
    const focused = document.activeElement;
    const row = focused?.closest('.todo');
    if (!row || !content.contains(row)) return { restore() {} };
    const position = [...content.children].indexOf(row);
    return {
      restore() {
        if (focused.isConnected) return;
        const neighbour = content.children[Math.min(position, content.children.length - 1)];
        if (neighbour) controlLike(neighbour, focused).focus();
        else leaveUp();
      },
    };
  }

  content.addEventListener('keydown', (event) => {
    const element = event.target.closest('.todo');
    if (!element || event.target.closest('.editor') || event.ctrlKey || event.metaKey) return;
    const [id, row] = [...rows].find(([, { content }]) => content === element);
    if (!keyOnRow(event, id, row)) return;
    event.preventDefault();
  });

  function keyOnRow({ key, altKey, target }, id, { content: element, weigh, openEditor }) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[key];
    if (altKey) {
      if (!step) return false;
      actions.move(id, step);
    } else if (step) {
      const next = step < 0 ? element.previousElementSibling : element.nextElementSibling;
      if (next) controlLike(next, target).focus();
      else if (step < 0) leaveUp();
    } else if (key === '+' || key === '=') weigh(1);
    else if (key === '-') weigh(-1);
    else if (key === 'Delete' || key === 'Backspace') actions.remove(id);
    // On the box Enter does nothing by itself; on the buttons it presses them.
    else if (key === 'F2' || (key === 'Enter' && target.matches('.complete'))) openEditor();
    else return false;
    return true;
  }

  return {
    content,
    draw,
    /** Gives the focus to the first row; false where there is none. */
    enter() {
      content.querySelector('.complete')?.focus();
      return rows.size > 0;
    },
  };
}

/** The control of a row that matches one of another row; an editor's counterpart is the title. */
function controlLike(row, control) {
  const kind =
    ['complete', 'lower', 'raise', 'delete'].find((name) => control.classList.contains(name)) ?? 'open';
  return row.querySelector(`.${kind}`);
}

function placesOf(rows) {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return new Map();
  return new Map([...rows].map(([id, { content }]) => [id, content.offsetTop]));
}

/** Lets rows glide from where they stood, so that the eye can follow. */
function glide(rows, places) {
  for (const [id, { content }] of rows) {
    const way = (places.get(id) ?? content.offsetTop) - content.offsetTop;
    if (way === 0) continue;
    content.animate([{ transform: `translateY(${way}px)` }, { transform: 'none' }], {
      duration: 220,
      easing: 'ease-out',
    });
  }
}
