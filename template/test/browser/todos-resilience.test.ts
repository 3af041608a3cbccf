// The todos in real browsers while processes are killed, the database restarts, and the network goes.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { test } from 'tap';
import { startPostgres } from '../../scripts/postgres.ts';
import { startProgram, startServer } from '../process.ts';
import { signedIn, sql, testApp, until } from '../service.ts';
import { type Chromium, startChromium } from './chromium.ts';
import { startProxy } from './proxy.ts';
import { addTodo, row, rowsOf, type ShownTodo, same } from './todos-page.ts';

const portOf = (url: string) => Number(new URL(url).port);

test('what is away comes back to exactly what the database holds', async (t) => {
  // A database of its own, which can be stopped: behind a proxy, since it comes back at another port.
  const folder = await mkdtemp(join(tmpdir(), 'todo-service-browser-'));
  let postgres = await startPostgres({ folder, durable: true });
  t.teardown(async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const databaseProxy = await startProxy(t, portOf(postgres.url('postgres')));
  const address = new URL(postgres.url('postgres'));
  address.port = String(databaseProxy.port);
  const databaseUrl = address.href;
  const env = { DATABASE_URL: databaseUrl, DATABASE_TIMEOUT_MS: '2000' };
  const migrated = startProgram(t, 'src/admin.ts', ['migrate', 'up'], env);
  t.equal(await migrated.ended, 0, migrated.errors());

  const app = await testApp(t, databaseUrl);
  const chromium = await startChromium(t);

  /** What the database holds of an account, in the order of the list. */
  async function stored(accountId: string): Promise<ShownTodo[]> {
    const { rows } = await sql(
      `select title, description, importance, completed from todos where account_id = '${accountId}'
       order by importance desc, "order", id`,
      databaseUrl,
    );
    return rows;
  }

  await t.test('a process is killed, and its pages go on at another one', async (t) => {
    const [one, two] = await Promise.all([startServer(t, env), startServer(t, env)]);
    const balancer = await startProxy(t, portOf(one.url));
    const { cookie, account } = await signedIn(app);
    const page = await openLive(chromium, `http://127.0.0.1:${balancer.port}`, cookie);
    const other = await openLive(chromium, two.url, cookie);
    const servedBy = () => page.locator('.replicas strong').textContent();
    for (const title of ['stays', 'goes', 'changes']) await addTodo(page, title);
    await row(other, 'changes').waitFor();
    const before = await servedBy();

    // Nothing is behind its address for a while.
    balancer.lead(1);
    one.child.kill('SIGKILL');
    await page.getByText('Reconnecting', { exact: true }).waitFor();
    await page.getByText('The connection broke off.').waitFor();
    await addTodo(other, 'new');
    await row(other, 'goes').hover();
    await other.getByRole('button', { name: 'Delete goes' }).click();
    await row(other, 'changes').hover();
    await row(other, 'changes').getByRole('button', { name: 'More important' }).click();
    await other.getByRole('checkbox', { name: 'stays' }).check();
    await same(t, other, [{ title: 'changes', importance: 1 }, { completed: true }, { title: 'new' }]);

    await page.getByLabel('New todo').fill('not now');
    await page.keyboard.press('Enter');
    await page.getByText('Not added. The service can’t be reached.').waitFor();
    t.equal(await page.getByLabel('New todo').inputValue(), 'not now', 'what was typed is kept');

    balancer.lead(portOf(two.url));
    await page.getByText('Live', { exact: true }).waitFor();
    await same(t, page, await stored(account.id));
    t.same(await rowsOf(page), await stored(account.id));
    t.not(await servedBy(), before);
    await page.keyboard.press('Enter');
    await row(other, 'not now').waitFor();
    t.same(await rowsOf(other), await stored(account.id));
  });

  await t.test('where an answer is lost, what was asked for is done once', async (t) => {
    const server = await startServer(t, env);
    const { cookie, account } = await signedIn(app);
    const page = await openLive(chromium, server.url, cookie);
    const keys: (string | undefined)[] = [];
    await page.route('**/api/todos**', async (route) => {
      const request = route.request();
      if (request.method() !== 'POST') return route.continue();
      keys.push(request.headers()['idempotency-key']);
      if (keys.length % 2 === 0) return route.continue();
      await route.fetch();
      return route.abort('connectionreset');
    });

    await addTodo(page, 'once');
    await until(() => keys.length === 2, 'a second request');
    await row(page, 'once').hover();
    await row(page, 'once').getByRole('button', { name: 'More important' }).click();
    await until(() => keys.length === 4, 'a fourth request');
    await same(t, page, [{ title: 'once', importance: 1 }]);
    t.same(await stored(account.id), await rowsOf(page));
    t.equal(keys[0], keys[1]);
    t.equal(keys[2], keys[3]);
    t.not(keys[0], keys[2]);
  });

  await t.test('the database restarts, and nothing is lost', async (t) => {
    const server = await startServer(t, env);
    const { cookie, account } = await signedIn(app);
    const page = await openLive(chromium, server.url, cookie);
    await addTodo(page, 'before');

    await postgres.stop();
    await page.getByLabel('New todo').fill('meanwhile');
    await page.keyboard.press('Enter');
    await page.getByText('Not added. The service has a problem.').waitFor();
    t.same(await rowsOf(page), [{ title: 'before', description: '', importance: 0, completed: false }]);

    postgres = await startPostgres({ folder, durable: true });
    databaseProxy.lead(portOf(postgres.url('postgres')));
    // Written past the process that serves the page: only the stream can bring it.
    const elsewhere = await startServer(t, env);
    const other = await openLive(chromium, elsewhere.url, cookie);
    await addTodo(other, 'from elsewhere');
    await row(page, 'from elsewhere').waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await row(other, 'meanwhile').waitFor();
    t.same(await rowsOf(page), await stored(account.id));
    t.same(await rowsOf(other), await stored(account.id));
  });

  await t.test('without a network the page says so, and catches up', async (t) => {
    const server = await startServer(t, env);
    const { cookie, account } = await signedIn(app);
    const page = await openLive(chromium, server.url, cookie);
    const other = await openLive(chromium, server.url, cookie);
    await addTodo(page, 'before');
    await row(other, 'before').waitFor();

    await page.context().setOffline(true);
    await page.getByText('Offline', { exact: true }).waitFor();
    await page.getByText('changes can’t be saved').waitFor();
    await page.getByRole('checkbox', { name: 'before' }).click();
    await page.getByText('Not saved. You are offline.').waitFor();
    t.equal(await page.getByRole('checkbox', { name: 'before' }).isChecked(), false, 'shown as it is stored');
    await addTodo(other, 'meanwhile');
    t.equal(await row(page, 'meanwhile').count(), 0);

    await page.context().setOffline(false);
    await page.getByText('Live', { exact: true }).waitFor();
    await row(page, 'meanwhile').waitFor();
    t.same(await rowsOf(page), await stored(account.id));
  });

  t.same(chromium.complaints, [], 'no page complained of anything');
});

async function openLive(chromium: Chromium, url: string, cookie: string): Promise<Page> {
  const page = await chromium.open(url, { cookie });
  await page.getByText('Live', { exact: true }).waitFor();
  await page.getByLabel('New todo').waitFor();
  return page;
}
