// API tokens, for programs: made, shown once, taken back.
import { element, unseen } from '../../frame/dom.js';
import { reasonOf } from '../../frame/failure.js';
import { field, form } from '../../frame/form.js';
import { send } from '../../frame/http.js';
import { moment, t } from '../../frame/messages.js';
import { notify } from '../../frame/notice.js';
import { listOf, section } from './section.js';

export function tokensSection() {
  const title = t('page.tokens.title');
  const name = field({
    label: t('page.tokens.name'),
    name: 'name',
    required: true,
    maxlength: 100,
    autocomplete: 'off',
  });
  const secret = element('div', { class: 'secret', hidden: true });

  async function revoke(id) {
    try {
      await send('DELETE', `api/tokens/${encodeURIComponent(id)}`);
      await read(() => name.input);
    } catch (error) {
      notify(reasonOf(error));
    }
  }

  function reveal(token) {
    const output = element('input', {
      readonly: true,
      value: token,
      'aria-label': t('page.tokens.secret'),
      spellcheck: 'false',
    });
    const copy = element('button', { class: 'plain', type: 'button' }, t('page.tokens.copy'));
    copy.addEventListener('click', async () => {
      output.select();
      await navigator.clipboard?.writeText(token);
      notify(t('page.tokens.copied'));
    });
    secret.replaceChildren(
      element('p', {}, t('page.tokens.once')),
      element('div', { class: 'with-button' }, output, copy),
    );
    secret.hidden = false;
    output.focus();
    output.select();
  }

  const { content, read } = listOf('api/tokens', title, (token) => [
    element(
      'span',
      {},
      element('strong', {}, token.name),
      element('br'),
      element('span', { class: 'faint' }, t('page.tokens.since', { time: moment(token.createdAt) })),
    ),
    element(
      'button',
      { class: 'plain', type: 'button', onclick: () => revoke(token.id) },
      t('page.tokens.revoke'),
      unseen(` ${token.name}`),
    ),
  ]);
  const made = form({
    fields: [name],
    label: t('page.tokens.submit'),
    compact: true,
    async submit(fields) {
      const { token } = await (await send('POST', 'api/tokens', fields)).json();
      made.reset();
      reveal(token);
      await read();
    },
  });
  return section(title, t('page.tokens.explanation'), ...content, secret, made);
}
