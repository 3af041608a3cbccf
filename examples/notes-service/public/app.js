// Puts the page together: who is logged in decides what is shown, and whether the stream of events is followed.
import { currentAccount, logOut, onAccountChange, readAccount, setAccount } from './accounts/session.js';
import { reasonOf } from './frame/failure.js';
import { drawFooter } from './frame/footer.js';
import { drawHeader, showConnection } from './frame/header.js';
import { ApiError, onUnauthorized } from './frame/http.js';
import { follow } from './frame/live.js';
import { preferLanguage, preferredLanguage, speak, t } from './frame/messages.js';
import { clearNotice, notify, placeNotice } from './frame/notice.js';
import { navigate, show, startRouter } from './frame/router.js';
import { startShortcuts } from './frame/shortcuts.js';
import { draw as drawReplicas, hideReplicas, showReplicas } from './replicas/replicas.js';

const RETRY_MS = 3_000;

const logInView = () => import('./accounts/log-in.js');
/** Views that need an account; everybody else is asked to log in. The first is where nobody has to ask for it. */
const ownViews = new Map([
  ['/', () => import('./todos/view.js')],
  ['/settings', () => import('./accounts/settings.js')],
]);
/** Views for those who are not logged in. */
const strangersViews = new Map([
  ['/log-in', logInView],
  ['/register', () => import('./accounts/register.js')],
  ['/forgot', () => import('./accounts/forgot.js')],
]);
/** Views behind the links of mails: a token speaks for whoever opens them. */
const tokenViews = new Map([
  ['/confirm', () => import('./accounts/confirm.js')],
  ['/reset', () => import('./accounts/reset.js')],
  ['/change-address', () => import('./accounts/change-address.js')],
]);

async function chooseView(path) {
  const account = currentAccount();
  if (account && strangersViews.has(path)) history.replaceState(null, '', '/');
  const views = account ? ownViews : strangersViews;
  const load = tokenViews.get(path) ?? views.get(path) ?? (account ? first(ownViews) : logInView);
  return (await load()).default;
}

const first = (views) => views.values().next().value;

let unfollow;

/** Follows the stream of the account that is logged in; leaves that of the one before. */
function followStream() {
  unfollow?.();
  unfollow = undefined;
  hideReplicas();
  if (!currentAccount()) return;
  unfollow = follow({ onState: showConnection, onHello: showReplicas, onDoubt: endIfOver });
}

/** Logs out here if the service knows no session of this page any more. */
async function endIfOver() {
  try {
    if (!(await readAccount())) await end();
  } catch (error) {
    // No answer says nothing about the session.
    if (!(error instanceof ApiError)) throw error;
  }
}

async function end() {
  if (!currentAccount()) return;
  await setAccount(undefined);
  notify(t('page.session.ended'));
}

async function leave() {
  try {
    await logOut();
    clearNotice();
    await navigate('/');
  } catch (error) {
    notify(reasonOf(error));
  }
}

async function chooseLanguage(tag) {
  try {
    preferLanguage(tag);
    await speak(tag);
    await drawAll();
  } catch (error) {
    notify(reasonOf(error));
  }
}

async function drawAll() {
  drawHeader(currentAccount(), leave);
  drawFooter(currentAccount(), chooseLanguage);
  showConnection();
  drawReplicas();
  await show();
}

onUnauthorized(end);
onAccountChange(async ({ sameAccount }) => {
  await speak(currentAccount()?.language ?? preferredLanguage());
  if (!sameAccount) followStream();
  await drawAll();
});

/** Asks who is logged in, and in which language to speak; tries until the service answers. */
async function start() {
  let account;
  try {
    [account] = await Promise.all([readAccount(), speak(preferredLanguage())]);
    await speak(account?.language ?? preferredLanguage());
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    setTimeout(start, RETRY_MS);
    return;
  }
  placeNotice();
  startShortcuts();
  startRouter(chooseView);
  await setAccount(account);
}

start();
