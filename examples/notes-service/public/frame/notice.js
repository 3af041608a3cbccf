// The notice at the foot of the page: what happened, and at most one thing to do about it.
import { element, icon, unseen } from './dom.js';
import { t } from './messages.js';

const NOTICE_MS = 8_000;
const CROSS = 'M4 4l8 8M12 4l-8 8';

const text = element('p', { role: 'status' });
const action = element('button', { class: 'notice-action', type: 'button', hidden: true });
const close = element(
  'button',
  { class: 'quiet', type: 'button', hidden: true, onclick: () => clearNotice() },
  icon(CROSS),
);
const notice = element('div', { class: 'notice' }, text, action, close);
const announcement = element('p', { class: 'visually-hidden', role: 'status' });
let timer;
let focusBefore;

/** Puts the notice, still empty, and the place of announcements into the page. */
export function placeNotice() {
  document.body.append(notice, announcement);
}

/** Shows `words`; `offer` is `{ label, run }`, a button that stays until the notice goes. */
export function notify(words, offer) {
  focusBefore = notice.contains(document.activeElement) ? focusBefore : document.activeElement;
  close.hidden = false;
  close.replaceChildren(icon(CROSS), unseen(t('page.notice.dismiss')));
  text.textContent = words;
  action.hidden = !offer;
  action.textContent = offer?.label ?? '';
  action.onclick = () => {
    clearNotice();
    offer.run();
  };
  startTimer();
}

/** Takes the offer of the notice that is shown; false where there is none. */
export function takeOffer() {
  if (action.hidden) return false;
  action.click();
  return true;
}

export function clearNotice() {
  clearTimeout(timer);
  if (notice.contains(document.activeElement) && focusBefore?.isConnected) focusBefore.focus();
  action.hidden = true;
  close.hidden = true;
  text.textContent = '';
}

/** Tells screen readers the outcome of what the reader did, where the eye sees it anyway. */
export function announce(words) {
  announcement.textContent = words;
}

function startTimer() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    // Not while someone is about to press it.
    if (notice.matches(':hover, :focus-within')) startTimer();
    else clearNotice();
  }, NOTICE_MS);
}
