// Speaks HTTP to the service: JSON in and out, failures as ApiError.

const TIMEOUT_MS = 10_000;
const PAUSES_MS = [300, 1500];

/**
 * A request that did not succeed. `status` is that of HTTP, or 0 where no answer came (network, time-out).
 * `pointers` are the fields that the service refused, like `#/email`; `retryAfter` the seconds to wait, if it said.
 */
export class ApiError extends Error {
  constructor(status, { detail = '', pointers = [], retryAfter } = {}) {
    super(detail);
    this.name = 'ApiError';
    this.status = status;
    this.pointers = pointers;
    this.retryAfter = retryAfter;
  }
}

let sessionEnded = () => {};

/** Calls `listener` whenever an answer says that nobody is logged in. */
export function onUnauthorized(listener) {
  sessionEnded = listener;
}

/** The answer to a request, or an ApiError. `open` requests may be refused (401) without the session being over. */
export async function send(method, path, body, { headers, open = false } = {}) {
  let response;
  try {
    response = await fetch(new URL(path, document.baseURI), {
      method,
      headers: {
        accept: 'application/json',
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    throw new ApiError(0);
  }
  if (response.ok) return response;
  const error = new ApiError(response.status, await problemOf(response));
  if (error.status === 401 && !open) sessionEnded();
  throw error;
}

/**
 * The answer to a POST that is done once, however often it has to be sent: where the answer is lost on the way, it is
 * sent again with the same key.
 */
export async function sendOnce(path, body) {
  const headers = { 'idempotency-key': newKey() };
  for (const pause of PAUSES_MS) {
    try {
      return await send('POST', path, body, { headers });
    } catch (error) {
      if (!mayBeDone(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  return send('POST', path, body, { headers });
}

/** crypto.randomUUID isn't there for pages that come over plain HTTP. */
function newKey() {
  return crypto.getRandomValues(new Uint32Array(4)).join('-');
}

/** Whether the service may have done what a request asked for all the same, or is still doing it. */
function mayBeDone({ status, retryAfter }) {
  return [0, 502, 503, 504].includes(status) || (status === 409 && retryAfter !== undefined);
}

export async function readJson(path, options) {
  return (await send('GET', path, undefined, options)).json();
}

/** What an `application/problem+json` answer tells; a proxy's own error page tells nothing. */
async function problemOf(response) {
  const retryAfter = Number(response.headers.get('retry-after')) || undefined;
  if (!response.headers.get('content-type')?.includes('json')) return { retryAfter };
  const problem = await response.json().catch(() => undefined);
  return {
    detail: problem?.detail ?? problem?.title,
    pointers: problem?.errors?.map(({ pointer }) => pointer) ?? [],
    retryAfter,
  };
}
