// Where the account is logged in, and ending what should not go on.
import { element, unseen } from '../../frame/dom.js';
import { reasonOf } from '../../frame/failure.js';
import { send } from '../../frame/http.js';
import { moment, t } from '../../frame/messages.js';
import { notify } from '../../frame/notice.js';
import { listOf, section } from './section.js';

export function sessionsSection() {
  const title = t('page.sessions.title');
  const heading = () => made.querySelector('h2');

  async function end(id) {
    try {
      await send('DELETE', `api/sessions/${encodeURIComponent(id)}`);
      await read(heading);
      notify(t('page.sessions.ended'));
    } catch (error) {
      notify(reasonOf(error));
    }
  }

  const { content, read } = listOf('api/sessions', title, ({ id, createdAt, current }) => {
    const since = t('page.sessions.since', { time: moment(createdAt) });
    return [
      element('span', {}, since),
      current
        ? element('span', { class: 'badge' }, t('page.sessions.current'))
        : element(
            'button',
            { class: 'plain', type: 'button', onclick: () => end(id) },
            t('page.sessions.end'),
            unseen(` ${since}`),
          ),
    ];
  });
  const made = section(title, t('page.sessions.explanation'), ...content);
  heading().setAttribute('tabindex', '-1');
  return made;
}
