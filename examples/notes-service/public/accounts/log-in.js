// The view that logs in; also shown in place of every view that needs an account.
import { element } from '../frame/dom.js';
import { checkField, emailField, form, passwordField } from '../frame/form.js';
import { t } from '../frame/messages.js';
import { linkTo, navigate } from '../frame/router.js';
import { card } from './card.js';
import { logIn } from './session.js';

export default function logInView() {
  return card(
    t('page.logIn.title'),
    undefined,
    form({
      fields: [
        emailField({ autofocus: true }),
        passwordField({ label: t('page.form.password') }),
        checkField({ label: t('page.form.remember'), name: 'remember' }),
      ],
      label: t('page.logIn.submit'),
      words: { 401: t('page.logIn.wrong') },
      async submit(credentials) {
        await logIn(credentials);
        // After an address that exists only for this view there is nothing to return to.
        if (location.pathname !== '/' && location.pathname !== '/settings')
          await navigate('/', { replace: true });
      },
    }),
    element(
      'p',
      { class: 'aside' },
      linkTo('/register', {}, t('page.logIn.register')),
      linkTo('/forgot', {}, t('page.logIn.forgot')),
    ),
  );
}
