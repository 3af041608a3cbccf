// The view behind the link of a registration's mail: whoever chose the password confirms with it.
import { checkField, form, passwordField } from '../frame/form.js';
import { t } from '../frame/messages.js';
import { notify } from '../frame/notice.js';
import { navigate } from '../frame/router.js';
import { card, tokenOfAddress } from './card.js';
import { confirm } from './session.js';

export default function confirmView() {
  return card(
    t('page.confirm.title'),
    t('page.confirm.explanation'),
    form({
      fields: [
        passwordField({ label: t('page.form.password'), autofocus: true }),
        checkField({ label: t('page.form.remember'), name: 'remember' }),
      ],
      label: t('page.confirm.submit'),
      words: { 400: t('page.confirm.wrong') },
      async submit({ password, remember }) {
        await confirm({ token: tokenOfAddress(), password, remember });
        await navigate('/', { replace: true });
        notify(t('page.confirm.done'));
      },
    }),
  );
}
