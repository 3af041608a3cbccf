// The panel of replicas: which process serves this page's stream, and which others there are.
import { element } from '../frame/dom.js';
import { ApiError, readJson } from '../frame/http.js';
import { t } from '../frame/messages.js';

const place = document.getElementById('replicas');
let served;
let found;

/** Draws the panel anew after `process` greeted the page; asks which peers it has. */
export async function showReplicas(process) {
  served = process;
  draw();
  try {
    found = await readJson('api/replicas');
    draw();
  } catch (error) {
    // The panel is no reason to bother anybody: the next connection asks again.
    if (!(error instanceof ApiError)) throw error;
  }
}

/** Takes the panel away: nobody is logged in. */
export function hideReplicas() {
  served = undefined;
  found = undefined;
  place.replaceChildren();
}

/** Draws what is known, for instance in another language. */
export function draw() {
  if (!served && !found) return;
  const { peers = [] } = found ?? {};
  const open = place.querySelector('details')?.open;
  place.replaceChildren(
    element(
      'details',
      { class: 'replicas', open },
      element(
        'summary',
        {},
        t('page.replicas.servedBy'),
        ' ',
        element('strong', {}, served ?? found.self.name),
      ),
      peers.length > 0
        ? element(
            'ul',
            { 'aria-label': t('page.replicas.peers') },
            ...peers.map(({ address, self }) =>
              element(
                'li',
                { class: self ? 'self' : undefined },
                address,
                self && element('span', { class: 'badge' }, t('page.replicas.self')),
              ),
            ),
          )
        : element('p', {}, t('page.replicas.alone')),
    ),
  );
}
