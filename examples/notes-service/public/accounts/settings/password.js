// Changing the password, which ends all other sessions.
import { form, passwordField } from '../../frame/form.js';
import { send } from '../../frame/http.js';
import { t } from '../../frame/messages.js';
import { notify } from '../../frame/notice.js';
import { section } from './section.js';

export function passwordSection() {
  const made = form({
    fields: [
      passwordField({ label: t('page.form.currentPassword'), name: 'currentPassword' }),
      passwordField({ label: t('page.form.newPassword'), name: 'newPassword', fresh: true }),
    ],
    label: t('page.password.submit'),
    words: { 403: t('page.form.wrongPassword') },
    async submit(passwords) {
      await send('POST', 'api/account/password', passwords);
      made.reset();
      notify(t('page.password.done'));
    },
  });
  return section(t('page.password.title'), t('page.password.explanation'), made);
}
