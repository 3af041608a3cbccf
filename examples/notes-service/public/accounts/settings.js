// The view of the account's settings: one section for each thing that can be changed.
import { element } from '../frame/dom.js';
import { t } from '../frame/messages.js';
import { linkTo } from '../frame/router.js';
import { currentAccount } from './session.js';
import { addressSection } from './settings/address.js';
import { deletionSection } from './settings/deletion.js';
import { languageSection } from './settings/language.js';
import { passwordSection } from './settings/password.js';
import { sessionsSection } from './settings/sessions.js';
import { tokensSection } from './settings/tokens.js';

export default function settingsView() {
  const title = t('page.settings.title');
  return {
    title,
    content: element(
      'div',
      { class: 'settings' },
      element(
        'div',
        { class: 'heading' },
        element('h1', {}, title),
        element('p', { class: 'faint' }, currentAccount().email),
      ),
      languageSection(),
      addressSection(),
      passwordSection(),
      sessionsSection(),
      tokensSection(),
      deletionSection(),
      element('p', {}, linkTo('/', {}, t('page.settings.back'))),
    ),
  };
}
