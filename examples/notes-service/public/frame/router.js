// Shows the view of the address: a click on a link of the page's own changes the view, not the document.
import { element } from './dom.js';
import { reasonOf } from './failure.js';
import { ApiError } from './http.js';
import { notify } from './notice.js';

const outlet = document.getElementById('view');
const service = document.title;
let choose;
let shown;
let turn = 0;

/**
 * Starts. `chooseView(path)` resolves to the view of a path: a function that returns `{ title, content }`, and if
 * need be `close()`, called when the view goes; `shortcuts()`, its keys as `[keys, what they do]`; and `onKey(key)`,
 * which is asked about each single key pressed outside a field, and says whether that meant something.
 */
export function startRouter(chooseView) {
  choose = chooseView;
  addEventListener('popstate', () => show());
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[data-view]');
    if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
      return;
    event.preventDefault();
    navigate(link.pathname);
  });
}

/** The view that is shown. */
export function shownView() {
  return shown;
}

/** A link to another view. */
export function linkTo(path, attributes, ...children) {
  return element('a', { href: path, 'data-view': true, ...attributes }, ...children);
}

/** Goes to another view; `replace` leaves no way back to this one, as for addresses that hold a used token. */
export function navigate(path, { replace = false } = {}) {
  if (replace) history.replaceState(null, '', path);
  else history.pushState(null, '', path);
  return show();
}

/** Draws the view of the address anew. */
export async function show() {
  turn += 1;
  const mine = turn;
  let view;
  try {
    view = await choose(location.pathname);
  } catch (error) {
    // The module of a view could not be loaded.
    notify(reasonOf(error instanceof TypeError ? new ApiError(0) : error));
    return;
  }
  // Somebody went elsewhere meanwhile.
  if (mine !== turn) return;
  const first = shown === undefined;
  shown?.close?.();
  shown = view();
  document.title = `${shown.title} · ${service}`;
  outlet.replaceChildren(shown.content);
  const field = outlet.querySelector('[autofocus]');
  if (field) field.focus();
  else if (!first) focusHeading();
  if (!first) scrollTo(0, 0);
}

function focusHeading() {
  const heading = outlet.querySelector('h1');
  heading?.setAttribute('tabindex', '-1');
  heading?.focus({ preventScroll: true });
}
