// Holds the todos of this page: what answers and events bring is put together here, in whatever order it comes.

import { byPlace } from './places.js';

/**
 * An empty store. The same todo reaches the page several times (the answer to a request, the event of the same
 * change, a listing read meanwhile) and out of order, so `version` decides: an older state never replaces a newer one,
 * and what was deleted stays deleted.
 */
export function createStore() {
  const todos = new Map();
  const deleted = new Set();
  const listeners = new Set();
  /** Ids touched since a listing began, or undefined while none is read. */
  let touched;

  function changed() {
    for (const listener of listeners) listener();
  }

  function put(todo) {
    if (deleted.has(todo.id)) return false;
    touched?.add(todo.id);
    if ((todos.get(todo.id)?.version ?? 0) >= todo.version) return false;
    todos.set(todo.id, todo);
    return true;
  }

  return {
    /** Calls `listener()` after each change. */
    subscribe(listener) {
      listeners.add(listener);
    },

    get(id) {
      return todos.get(id);
    },

    /** The todos as they are listed. */
    list() {
      return [...todos.values()].sort(byPlace);
    },

    /** Takes in a todo as a request returned it. */
    put(todo) {
      if (put(todo)) changed();
    },

    /** Takes out a todo for good. */
    remove(id) {
      deleted.add(id);
      touched?.add(id);
      if (todos.delete(id)) changed();
    },

    /** Takes in one event of the stream; those of other resources are passed over. */
    apply(event) {
      if (event.resource !== 'todos') return;
      if (event.type === 'deleted') this.remove(event.id);
      else this.put(event.data);
    },

    /**
     * Replaces everything by a listing. `read` is an async function that returns all todos; what changes
     * while it runs is newer than what it returns, and is kept.
     */
    async replace(read) {
      const mine = new Set();
      touched = mine;
      try {
        const listing = await read();
        // A later listing has begun: it will see at least what this one saw.
        if (touched !== mine) return;
        const listed = new Set(listing.map((todo) => todo.id));
        for (const id of [...todos.keys()]) if (!listed.has(id) && !mine.has(id)) todos.delete(id);
        for (const todo of listing) put(todo);
      } finally {
        if (touched === mine) touched = undefined;
      }
      changed();
    },
  };
}
