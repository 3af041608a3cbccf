// Speaks to the REST interface: one function a request, failures as ApiError with words for people.

const TIMEOUT_MS = 10_000;
const PAGE_SIZE = 100;
const COLLECTION = new URL('api/todos', document.baseURI);

/**
 * A request that did not succeed. `status` is that of HTTP, or 0 where no answer came (network, time-out);
 * `message` is meant for people.
 */
export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
  }
}

/** Every todo, page after page, in the order of the service. */
export async function listTodos() {
  const todos = [];
  const first = new URL(COLLECTION);
  first.searchParams.set('limit', String(PAGE_SIZE));
  for (let page = first; page; ) {
    const response = await send('GET', page);
    todos.push(...(await response.json()));
    page = nextPage(response);
  }
  return todos;
}

/** The todo as it stands now. */
export async function getTodo(id) {
  return (await send('GET', todoUrl(id))).json();
}

/** Creates a todo from `{ title, order?, completed? }` and returns it. */
export async function createTodo(fields) {
  return (await send('POST', COLLECTION, fields)).json();
}

/**
 * Changes some fields of a todo and returns it. With `version` the change is refused (ApiError, status 412)
 * where the todo has changed since that version.
 */
export async function changeTodo(id, fields, version) {
  return (await send('PATCH', todoUrl(id), fields, version && { 'if-match': `"${version}"` })).json();
}

/** Deletes a todo. One that is gone already counts as deleted. */
export async function deleteTodo(id) {
  try {
    await send('DELETE', todoUrl(id));
  } catch (error) {
    if (error.status !== 404) throw error;
  }
}

function todoUrl(id) {
  return new URL(`${COLLECTION.pathname}/${encodeURIComponent(id)}`, COLLECTION);
}

/** The address behind `Link: <…>; rel="next"`, kept on this page's origin, or undefined on the last page. */
function nextPage(response) {
  const target = /<([^>]*)>\s*;[^,]*\brel="?next"?/i.exec(response.headers.get('link') ?? '')?.[1];
  if (target === undefined) return undefined;
  // A proxy that ends TLS makes the service believe that it is spoken to in plain HTTP: only path and query count.
  const { pathname, search } = new URL(target, response.url);
  return new URL(pathname + search, COLLECTION);
}

async function send(method, url, body, headers) {
  let response;
  try {
    response = await fetch(url, {
      method,
      headers: {
        accept: 'application/json',
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    throw new ApiError(
      0,
      error.name === 'TimeoutError'
        ? 'The service took too long to answer.'
        : 'The service can’t be reached.',
    );
  }
  if (response.ok) return response;
  throw new ApiError(response.status, await problemOf(response));
}

/** The words of an `application/problem+json` answer; a proxy's own error page has none. */
async function problemOf(response) {
  if (response.headers.get('content-type')?.includes('json')) {
    const problem = await response.json().catch(() => undefined);
    const words = problem?.detail ?? problem?.title;
    if (typeof words === 'string') return words;
  }
  return `The service answered ${response.status}.`;
}
