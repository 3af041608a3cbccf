// The keys that work everywhere on the page, and the dialog that lists all keys.
import { element } from './dom.js';
import { t } from './messages.js';
import { clearNotice, takeOffer } from './notice.js';
import { shownView } from './router.js';

const OFF = 'single-keys-off';
const dialog = element('dialog', { class: 'shortcuts', 'aria-labelledby': 'shortcuts-title' });

/** Starts to listen. The view that is shown may have keys of its own. */
export function startShortcuts() {
  document.body.append(dialog);
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || dialog.open || isText(event.target)) return;
    if (
      (event.ctrlKey || event.metaKey) &&
      !event.shiftKey &&
      !event.altKey &&
      event.key.toLowerCase() === 'z'
    ) {
      if (takeOffer()) event.preventDefault();
    } else if (event.ctrlKey || event.metaKey || event.altKey) return;
    else if (event.key === 'Escape') clearNotice();
    // Speech input types letters by mistake: single keys can be turned off (WCAG 2.1.4).
    else if (localStorage.getItem(OFF)) return;
    else if (event.key === '?') openShortcuts();
    else if (!shownView()?.onKey?.(event.key)) return;
    else event.preventDefault();
  });
}

export function openShortcuts() {
  const rows = [
    ...(shownView()?.shortcuts?.() ?? []),
    ['?', t('page.shortcuts.help')],
    ['Ctrl Z', t('page.shortcuts.undo')],
    ['Esc', t('page.shortcuts.dismiss')],
  ];
  const single = element('input', { type: 'checkbox', checked: !localStorage.getItem(OFF) });
  single.addEventListener('change', () => {
    if (single.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, 'true');
  });
  dialog.replaceChildren(
    element('h2', { id: 'shortcuts-title' }, t('page.shortcuts.title')),
    element(
      'dl',
      {},
      ...rows.map(([keys, meaning]) =>
        element(
          'div',
          {},
          element('dt', {}, ...keys.split(' ').map((key) => element('kbd', {}, key))),
          element('dd', {}, meaning),
        ),
      ),
    ),
    element('label', { class: 'check' }, single, t('page.shortcuts.single')),
    element(
      'form',
      { method: 'dialog' },
      element('button', { class: 'primary', type: 'submit', autofocus: true }, t('page.shortcuts.close')),
    ),
  );
  dialog.showModal();
}

function isText(target) {
  return target.matches?.('textarea, select, input:not([type=checkbox])') ?? false;
}
