// Puts the page together: the store in the middle, REST and live events feeding it, the view showing it.
import { ApiError, changeTodo, createTodo, deleteTodo, getTodo, listTodos } from './api.js';
import { followEvents } from './live.js';
import { createStore } from './store.js';
import { createView } from './view.js';

const RETRY_MS = 3_000;

const store = createStore();
const view = createView({
  add: (title) =>
    attempt('Not added', async () => store.put(await createTodo({ title, order: store.nextOrder() }))),

  complete: (id, completed) =>
    attempt('Not saved', async () => store.put(await changeTodo(id, { completed }))),

  rename: (id, title, from) => attempt('Not renamed', () => rename(id, title, from)),

  remove(id) {
    const todo = store.get(id);
    return attempt('Not deleted', async () => {
      await deleteTodo(id);
      store.remove(id);
      view.notify(`Deleted “${todo.title}”.`, { label: 'Undo', run: () => restore(todo) });
    });
  },
});

/** Renames unless somebody else did so since `from`; a change of anything but the title is no conflict. */
async function rename(id, title, from) {
  try {
    store.put(await changeTodo(id, { title }, from.version));
  } catch (error) {
    if (error.status !== 412) throw error;
    const current = await getTodo(id);
    store.put(current);
    if (current.title !== from.title) {
      throw new ApiError(412, `Meanwhile it was renamed to “${current.title}”. Save again to replace that.`);
    }
    await rename(id, title, current);
  }
}

/** Undoes a deletion: the same todo in the same place, though under a new id. */
function restore({ title, order, completed }) {
  return attempt('Not restored', async () => store.put(await createTodo({ title, order, completed })));
}

/** Runs a request of the reader's; where it fails, says so and resolves to false. */
async function attempt(failure, request) {
  try {
    await request();
    return true;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    view.notify(`${failure}. ${error.message}`);
    return false;
  }
}

let retry;

/** Reads the whole list, and tries until that succeeds. */
async function load() {
  clearTimeout(retry);
  try {
    await store.replace(listTodos);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    retry = setTimeout(load, RETRY_MS * (0.5 + Math.random()));
  }
}

store.subscribe(() => view.draw(store.list()));
// The list doesn't wait for the WebSocket: where a proxy blocks that, the page still shows and changes todos.
load();
followEvents({ onEvent: (event) => store.apply(event), onGap: load, onState: view.showConnection });
