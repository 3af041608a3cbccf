// Changing the address of mail: the new one is confirmed by a mail to it.
import { emailField, form, passwordField } from '../../frame/form.js';
import { send } from '../../frame/http.js';
import { t } from '../../frame/messages.js';
import { notify } from '../../frame/notice.js';
import { section } from './section.js';

export function addressSection() {
  const made = form({
    fields: [
      emailField({ label: t('page.address.new'), autocomplete: 'email' }),
      passwordField({ label: t('page.form.currentPassword'), name: 'currentPassword' }),
    ],
    label: t('page.address.submit'),
    words: { 403: t('page.form.wrongPassword') },
    async submit({ email, currentPassword }) {
      await send('POST', 'api/account/email', { email, currentPassword });
      made.reset();
      notify(t('page.address.sent', { email }));
    },
  });
  return section(t('page.address.title'), t('page.address.explanation'), made);
}
