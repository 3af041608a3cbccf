// The requests about todos.
import { readJson, send, sendOnce } from '../frame/http.js';

const COLLECTION = 'api/todos';
const PAGE_SIZE = 100;

const pathOf = (id) => `${COLLECTION}/${encodeURIComponent(id)}`;

/** Every todo, page after page, in the order of the service. */
export async function listTodos() {
  const todos = [];
  for (let page = `${COLLECTION}?limit=${PAGE_SIZE}`; page; ) {
    const response = await send('GET', page);
    todos.push(...(await response.json()));
    page = nextPage(response);
  }
  return todos;
}

/** The todo as it stands now. */
export function getTodo(id) {
  return readJson(pathOf(id));
}

/** Creates a todo and returns it. */
export async function createTodo(fields) {
  return (await sendOnce(COLLECTION, fields)).json();
}

/**
 * Changes some fields of a todo and returns it. With `version` the change is refused (ApiError, status 412)
 * where the todo has changed since that version.
 */
export async function changeTodo(id, fields, version) {
  return (
    await send('PATCH', pathOf(id), fields, { headers: version && { 'if-match': `"${version}"` } })
  ).json();
}

/** Raises (1) or lowers (-1) the importance by one, whatever it is by now, and returns the todo. */
export async function changeImportance(id, change) {
  return (await sendOnce(`${pathOf(id)}/importance`, { change })).json();
}

/** Deletes a todo. One that is gone already counts as deleted. */
export async function deleteTodo(id) {
  try {
    await send('DELETE', pathOf(id));
  } catch (error) {
    if (error.status !== 404) throw error;
  }
}

/** The path behind `Link: <…>; rel="next"`, or undefined on the last page. */
function nextPage(response) {
  const target = /<([^>]*)>\s*;[^,]*\brel="?next"?/i.exec(response.headers.get('link') ?? '')?.[1];
  if (target === undefined) return undefined;
  // A proxy that ends TLS makes the service believe that it is spoken to in plain HTTP: only path and query count.
  const { pathname, search } = new URL(target, response.url);
  return pathname + search;
}
