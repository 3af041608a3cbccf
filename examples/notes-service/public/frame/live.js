// Follows the stream of events over the WebSocket: resumes after a break, and never hands the same event on twice.

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;
const HELLO_TIMEOUT_MS = 10_000;
const STABLE_AFTER_MS = 10_000;
const GOING_AWAY = 1001;
const SESSION_ENDED = 4401;

const listeners = new Set();

/**
 * Hands the stream to `listener` until the function returned is called.
 *
 * - `onEvent(event)` gets each event once, in order of `seq`.
 * - `onGap()` says that events may have been missed (first connection, or the service kept too few of them):
 *   what is shown must be read anew. Events that come from then on are handed on as usual.
 */
export function listen(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Connects, and stays connected until the function returned is called.
 *
 * - `onState(state)` gets `connecting`, `live`, `reconnecting` or `offline` whenever it changes.
 * - `onHello(process)` gets the name of the process that serves the stream, at each connection.
 * - `onDoubt()` says that the service did not let the page in: perhaps its session is over.
 */
export function follow({ onState, onHello, onDoubt }) {
  const away = new AbortController();
  let socket;
  let timer;
  let attempts = 0;
  let state;
  /** Sequence number of the last event seen; undefined until the first hello. */
  let seq;

  function show(next) {
    if (next === state) return;
    state = next;
    onState(next);
  }

  /** The browser's word is shown but not obeyed: without a network, a service on this machine still answers. */
  function broken() {
    return navigator.onLine ? 'reconnecting' : 'offline';
  }

  function connect() {
    clearTimeout(timer);
    show(seq === undefined && attempts === 0 ? 'connecting' : broken());

    const address = new URL('live', document.baseURI);
    address.protocol = address.protocol.replace('http', 'ws');
    if (seq !== undefined) address.searchParams.set('since', String(seq));

    const current = new WebSocket(address);
    let greetedAt;
    let gap = seq === undefined;
    socket = current;
    // A proxy may accept the connection and then say nothing.
    timer = setTimeout(() => drop(), HELLO_TIMEOUT_MS);

    current.onmessage = ({ data }) => {
      const message = JSON.parse(data);
      if (message.type === 'reload') {
        gap = true;
      } else if (message.type === 'hello') {
        clearTimeout(timer);
        greetedAt = Date.now();
        // Its number counts only here: after a break the next process may be a little behind the last one.
        if (gap) {
          seq = message.seq;
          for (const { onGap } of [...listeners]) onGap();
        }
        show('live');
        onHello(message.process);
      } else if (message.seq > seq) {
        seq = message.seq;
        for (const { onEvent } of [...listeners]) onEvent(message);
      }
    };
    current.onclose = ({ code }) => drop(code);

    function drop(code) {
      if (socket !== current) return;
      release();
      if (greetedAt && Date.now() - greetedAt > STABLE_AFTER_MS) attempts = 0;
      // A stopping process tells all its pages at the same moment: they come back spread over the first delay.
      const ceiling =
        code === GOING_AWAY ? FIRST_DELAY_MS * 2 : Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** attempts);
      attempts += 1;
      show(broken());
      // A browser isn't told why it was not let in.
      if (code === SESSION_ENDED || !greetedAt) onDoubt();
      timer = setTimeout(connect, ceiling * (0.25 + 0.75 * Math.random()));
    }
  }

  function release() {
    clearTimeout(timer);
    const old = socket;
    socket = undefined;
    if (old) old.onmessage = old.onclose = null;
    old?.close();
  }

  function connectAnew() {
    release();
    attempts = 0;
    connect();
  }

  // A socket whose network went or came lives on as a corpse for minutes, and so does one out of the page cache.
  const { signal } = away;
  addEventListener('online', connectAnew, { signal });
  addEventListener('offline', connectAnew, { signal });
  addEventListener('pageshow', ({ persisted }) => persisted && connectAnew(), { signal });
  document.addEventListener(
    'visibilitychange',
    () => document.visibilityState === 'visible' && !socket && connectAnew(),
    { signal },
  );

  connect();
  return () => {
    away.abort();
    release();
  };
}
