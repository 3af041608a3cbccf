// The view that registers: it asks for a mail, and never tells whether the address has an account already.
import { element } from '../frame/dom.js';
import { emailField, form, passwordField } from '../frame/form.js';
import { send } from '../frame/http.js';
import { language, t } from '../frame/messages.js';
import { linkTo } from '../frame/router.js';
import { card, replaceForm } from './card.js';

export default function registerView() {
  const made = form({
    fields: [emailField({ autofocus: true }), passwordField({ label: t('page.form.password'), fresh: true })],
    label: t('page.register.submit'),
    async submit({ email, password }) {
      await send('POST', 'api/registrations', { email, password, language: language() });
      replaceForm(made, t('page.register.sent'), t('page.register.sentTo', { email }));
    },
  });
  return card(
    t('page.register.title'),
    t('page.register.explanation'),
    made,
    element('p', { class: 'aside' }, linkTo('/log-in', {}, t('page.register.logIn'))),
  );
}
