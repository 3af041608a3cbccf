// The view of the todos: the store in the middle, REST and the stream of events feeding it, the list showing it.
import { element } from '../frame/dom.js';
import { ApiError } from '../frame/http.js';
import { listen } from '../frame/live.js';
import { t } from '../frame/messages.js';
import { notify } from '../frame/notice.js';
import { createActions } from './actions.js';
import { createAddForm } from './add-form.js';
import { listTodos } from './api.js';
import { createList } from './list.js';
import { createStore } from './store.js';

const RETRY_MS = 3_000;

export default function todosView() {
  const store = createStore();
  const actions = createActions(store);
  const addForm = createAddForm({ add: actions.add, leaveDown: () => list.enter() });
  const list = createList({ actions, onLost: keepDraft, leaveUp: addForm.focus });
  const count = element('p', { class: 'faint' });
  const progress = element('progress', { max: 1, value: 0, 'aria-hidden': 'true' });
  const empty = element('p', { class: 'empty', hidden: true }, t('page.todos.empty'));
  let retry;
  let closed = false;

  function draw() {
    const todos = store.list();
    const done = todos.filter((todo) => todo.completed).length;
    list.draw(todos);
    count.textContent = todos.length === 0 ? '' : t('page.todos.count', { done, total: todos.length });
    progress.max = Math.max(todos.length, 1);
    progress.value = done;
    progress.hidden = todos.length === 0;
    empty.hidden = todos.length > 0;
  }

  /** Reads the whole list, and tries until that succeeds. */
  async function load() {
    clearTimeout(retry);
    try {
      await store.replace(listTodos);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (!closed) retry = setTimeout(load, RETRY_MS * (0.5 + Math.random()));
    }
  }

  function keepDraft(draft, todo) {
    notify(t('page.todos.lost', { title: todo.title }), {
      label: t('page.todos.keep'),
      run: () => actions.add({ title: todo.title, description: todo.description, ...draft }),
    });
  }

  store.subscribe(draw);
  const unlisten = listen({ onEvent: (event) => store.apply(event), onGap: load });
  // The list doesn't wait for the WebSocket: where a proxy blocks that, the page still shows and changes todos.
  load();

  return {
    title: t('page.todos.title'),
    content: element(
      'div',
      { class: 'todo-view' },
      element('div', { class: 'heading' }, element('h1', {}, t('page.todos.title')), count),
      progress,
      addForm.content,
      list.content,
      empty,
    ),
    close() {
      closed = true;
      clearTimeout(retry);
      unlisten();
    },
    shortcuts: () => [
      ['N', t('page.todos.keys.new')],
      ['↑ ↓', t('page.todos.keys.walk')],
      ['Space', t('page.todos.keys.complete')],
      ['Enter', t('page.todos.keys.edit')],
      ['+ −', t('page.todos.keys.weigh')],
      ['Alt ↑ ↓', t('page.todos.keys.move')],
      ['Del', t('page.todos.keys.delete')],
    ],
    onKey(key) {
      if (key.toLowerCase() !== 'n') return false;
      addForm.focus();
      return true;
    },
  };
}
