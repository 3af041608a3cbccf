// The view behind the link of a reset's mail: a new password, after which every session is over.
import { form, passwordField } from '../frame/form.js';
import { send } from '../frame/http.js';
import { t } from '../frame/messages.js';
import { notify } from '../frame/notice.js';
import { navigate } from '../frame/router.js';
import { card, tokenOfAddress } from './card.js';
import { setAccount } from './session.js';

export default function resetView() {
  return card(
    t('page.reset.title'),
    t('page.reset.explanation'),
    form({
      fields: [
        passwordField({
          label: t('page.form.newPassword'),
          name: 'newPassword',
          fresh: true,
          autofocus: true,
        }),
      ],
      label: t('page.reset.submit'),
      words: { 400: t('page.reset.wrong') },
      async submit({ newPassword }) {
        await send(
          'POST',
          'api/password-resets/confirm',
          { token: tokenOfAddress(), newPassword },
          { open: true },
        );
        await setAccount(undefined);
        await navigate('/log-in', { replace: true });
        notify(t('page.reset.done'));
      },
    }),
  );
}
