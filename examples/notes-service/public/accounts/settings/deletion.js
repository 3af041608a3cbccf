// Deleting the account, with everything that is its own.
import { element } from '../../frame/dom.js';
import { form, passwordField } from '../../frame/form.js';
import { send } from '../../frame/http.js';
import { t } from '../../frame/messages.js';
import { notify } from '../../frame/notice.js';
import { navigate } from '../../frame/router.js';
import { setAccount } from '../session.js';
import { section } from './section.js';

export function deletionSection() {
  return section(
    t('page.deletion.title'),
    t('page.deletion.explanation'),
    element(
      'details',
      {},
      element('summary', {}, t('page.deletion.open')),
      form({
        fields: [passwordField({ label: t('page.form.currentPassword'), name: 'currentPassword' })],
        label: t('page.deletion.submit'),
        words: { 403: t('page.form.wrongPassword') },
        danger: true,
        async submit({ currentPassword }) {
          await send('DELETE', 'api/account', { currentPassword });
          await setAccount(undefined);
          await navigate('/', { replace: true });
          notify(t('page.deletion.done'));
        },
      }),
    ),
  );
}
