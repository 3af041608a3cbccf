// The foot of the page: shortcuts, the API, and the language for those who have no account yet.
import { element } from './dom.js';
import { language, languages, t } from './messages.js';
import { openShortcuts } from './shortcuts.js';

const place = document.getElementById('links');

/** Draws the foot; `choose(tag)` is called where somebody without an account chooses a language. */
export function drawFooter(account, choose) {
  const others = Object.entries(languages).filter(([tag]) => tag !== language());
  place.replaceChildren(
    ...(account
      ? [
          element(
            'button',
            { class: 'link', type: 'button', onclick: openShortcuts },
            t('page.shortcuts.title'),
          ),
        ]
      : others.map(([tag, name]) =>
          element('button', { class: 'link', type: 'button', lang: tag, onclick: () => choose(tag) }, name),
        )),
    element('a', { href: 'api/docs' }, t('page.footer.api')),
  );
}
