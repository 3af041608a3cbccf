// The head of the page: whether it is live, and the ways to the settings and out.
import { element, icon } from './dom.js';
import { t } from './messages.js';
import { linkTo } from './router.js';

const GEAR =
  'M8 5.75a2.25 2.25 0 1 1 0 4.5 2.25 2.25 0 0 1 0-4.5M8 1.5v1.7M8 12.8v1.7M1.5 8h1.7M12.8 8h1.7M3.4 3.4l1.2 1.2M11.4 11.4l1.2 1.2M3.4 12.6l1.2-1.2M11.4 4.6l1.2-1.2';
const DOOR = 'M6.5 2.5h-3v11h3M7 8h7M11.3 5.2 14 8l-2.7 2.8';

const place = document.getElementById('account');
const connection = document.getElementById('connection');
const away = document.getElementById('away');
let state;

/** Draws the ways that somebody with an account has; none without. `logOut` is called by its button. */
export function drawHeader(account, logOut) {
  connection.hidden = !account;
  if (!account) away.hidden = true;
  place.replaceChildren();
  if (!account) return;
  place.append(
    linkTo(
      '/settings',
      { class: 'way', title: account.email },
      icon(GEAR),
      element('span', {}, t('page.header.settings')),
    ),
    element(
      'button',
      { class: 'way', type: 'button', onclick: logOut },
      icon(DOOR),
      element('span', {}, t('page.header.logOut')),
    ),
  );
}

/** Shows the state of the connection: `connecting`, `live`, `reconnecting` or `offline`. */
export function showConnection(next = state) {
  state = next;
  if (!state) return;
  const words = {
    connecting: t('page.connection.connecting'),
    live: t('page.connection.live'),
    reconnecting: t('page.connection.reconnecting'),
    offline: t('page.connection.offline'),
  };
  const explanations = {
    reconnecting: t('page.connection.reconnectingExplained'),
    offline: t('page.connection.offlineExplained'),
  };
  connection.dataset.state = state;
  if (connection.textContent !== words[state]) connection.textContent = words[state];
  away.hidden = !(state in explanations);
  away.textContent = explanations[state] ?? '';
}
