// The view behind the link of the mail to a new address: confirms that it is read there.
import { form } from '../frame/form.js';
import { send } from '../frame/http.js';
import { t } from '../frame/messages.js';
import { notify } from '../frame/notice.js';
import { navigate } from '../frame/router.js';
import { card, tokenOfAddress } from './card.js';
import { currentAccount, setAccount } from './session.js';

export default function changeAddressView() {
  return card(
    t('page.changeAddress.title'),
    t('page.changeAddress.explanation'),
    form({
      fields: [],
      label: t('page.changeAddress.submit'),
      words: { 400: t('page.changeAddress.wrong'), 409: t('page.changeAddress.wrong') },
      async submit() {
        const token = tokenOfAddress();
        const answer = await send('POST', 'api/account/email/confirm', { token }, { open: true });
        const account = await answer.json();
        // Whoever reads the mail need not be logged in here.
        if (account.id === currentAccount()?.id) await setAccount(account);
        await navigate('/', { replace: true });
        notify(t('page.changeAddress.done', { email: account.email }));
      },
    }),
  );
}
