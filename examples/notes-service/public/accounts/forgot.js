// The view that asks for a mail with which the password can be reset.
import { element } from '../frame/dom.js';
import { emailField, form } from '../frame/form.js';
import { send } from '../frame/http.js';
import { t } from '../frame/messages.js';
import { linkTo } from '../frame/router.js';
import { card, replaceForm } from './card.js';

export default function forgotView() {
  const made = form({
    fields: [emailField({ autofocus: true })],
    label: t('page.forgot.submit'),
    async submit({ email }) {
      await send('POST', 'api/password-resets', { email });
      replaceForm(made, t('page.forgot.sent'), t('page.forgot.sentTo', { email }));
    },
  });
  return card(
    t('page.forgot.title'),
    t('page.forgot.explanation'),
    made,
    element('p', { class: 'aside' }, linkTo('/log-in', {}, t('page.forgot.logIn'))),
  );
}
