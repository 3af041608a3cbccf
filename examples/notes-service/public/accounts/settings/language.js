// The language of the account: of its pages and of its mails.
import { element } from '../../frame/dom.js';
import { reasonOf } from '../../frame/failure.js';
import { send } from '../../frame/http.js';
import { languages, t } from '../../frame/messages.js';
import { notify } from '../../frame/notice.js';
import { currentAccount, setAccount } from '../session.js';
import { section } from './section.js';

export function languageSection() {
  const chosen = currentAccount().language;
  const select = element(
    'select',
    { id: 'language' },
    ...Object.entries(languages).map(([tag, name]) =>
      element('option', { value: tag, lang: tag, selected: tag === chosen }, name),
    ),
  );
  select.addEventListener('change', async () => {
    try {
      const answer = await send('PATCH', 'api/account', { language: select.value });
      await setAccount(await answer.json());
      document.getElementById('language').focus();
    } catch (error) {
      select.value = chosen;
      notify(reasonOf(error));
    }
  });
  return section(
    t('page.language.title'),
    undefined,
    element(
      'div',
      { class: 'field' },
      element('label', { for: 'language' }, t('page.language.label')),
      select,
    ),
  );
}
