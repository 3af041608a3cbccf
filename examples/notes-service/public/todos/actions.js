// What the reader does to todos: asks the service, takes its answer into the store, and says what went wrong.
import { reasonOf } from '../frame/failure.js';
import { ApiError } from '../frame/http.js';
import { t } from '../frame/messages.js';
import { announce, notify } from '../frame/notice.js';
import { changeImportance, changeTodo, createTodo, deleteTodo, getTodo } from './api.js';
import { lastOrder, movesFor } from './places.js';

/** Each action returns a promise of whether it was done; one that was not has said why. */
export function createActions(store) {
  const add = (fields) =>
    attempt(t('page.todos.notAdded'), async () =>
      store.put(await createTodo({ order: lastOrder(store.list()), ...fields })),
    );

  return {
    /** Adds `{ title, description, importance }`. */
    add,

    complete: (id, completed) =>
      attempt(t('page.todos.notSaved'), async () => store.put(await changeTodo(id, { completed }))),

    /** Changes the fields in `changes` unless somebody else changed one of those since `from`. */
    edit: (id, changes, from) => attempt(t('page.todos.notSaved'), () => edit(id, changes, from)),

    /** Raises (1) or lowers (-1) the importance. */
    weigh: (id, change) =>
      attempt(t('page.todos.notSaved'), async () => {
        const todo = await changeImportance(id, change);
        store.put(todo);
        announce(t('page.todos.importanceNow', { importance: todo.importance }));
      }),

    /** Moves up (-1) or down (1) among todos of the same importance. */
    move(id, step) {
      const moves = movesFor(store.list(), id, step);
      if (moves.length === 0) announce(step < 0 ? t('page.todos.isFirst') : t('page.todos.isLast'));
      return attempt(t('page.todos.notSaved'), async () => {
        for (const todo of await Promise.all(moves.map(([one, order]) => changeTodo(one, { order }))))
          store.put(todo);
      });
    },

    remove(id) {
      const todo = store.get(id);
      return attempt(t('page.todos.notDeleted'), async () => {
        await deleteTodo(id);
        store.remove(id);
        notify(t('page.todos.deleted', { title: todo.title }), {
          label: t('page.todos.undo'),
          run: () => restore(todo),
        });
      });
    },
  };

  async function edit(id, changes, from) {
    try {
      store.put(await changeTodo(id, changes, from.version));
    } catch (error) {
      if (error.status !== 412) throw error;
      const current = await getTodo(id);
      store.put(current);
      const contested = Object.keys(changes).find((field) => current[field] !== from[field]);
      if (contested) throw new Conflict(t('page.todos.conflict', { now: current[contested] }));
      await edit(id, changes, current);
    }
  }

  /** Undoes a deletion: the same todo in the same place, though under a new id. */
  function restore({ title, description, importance, completed, order }) {
    return add({ title, description, importance, completed, order });
  }
}

/** Somebody else changed the same field. */
class Conflict extends Error {}

/** Runs a request of the reader's; where it fails, says so and resolves to false. */
async function attempt(failure, request) {
  try {
    await request();
    return true;
  } catch (error) {
    if (error instanceof Conflict) notify(error.message);
    // The view to log in says that already.
    else if (!(error instanceof ApiError && error.status === 401)) notify(`${failure} ${reasonOf(error)}`);
    return false;
  }
}
