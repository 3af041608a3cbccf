// The todos in real browsers: two of them, each served by a process of its own.
import type { Page } from 'playwright-core';
import { test } from 'tap';
import { startServer } from '../process.ts';
import { createDatabase, signedIn, testApp } from '../service.ts';
import { accessibilityFaults, type Chromium, startChromium } from './chromium.ts';
import { addTodo, row, rowsOf, same } from './todos-page.ts';

test('todos in two browsers, at two processes', async (t) => {
  const databaseUrl = await createDatabase(t);
  const app = await testApp(t, databaseUrl);
  const env = { DATABASE_URL: databaseUrl };
  const [here, there] = await Promise.all([startServer(t, env), startServer(t, env)]);
  const chromium = await startChromium(t);

  /** Two browsers of somebody new, one at each process. */
  async function twoBrowsers(options = {}): Promise<[Page, Page]> {
    const { cookie } = await signedIn(app);
    return Promise.all([
      openLive(chromium, here.url, { cookie, ...options }),
      openLive(chromium, there.url, { cookie, ...options }),
    ]);
  }

  await t.test('whatever one does shows in the other', async (t) => {
    const [one, other] = await twoBrowsers();
    const servedBy = (page: Page) => page.locator('.replicas strong').textContent();
    t.not(await servedBy(one), await servedBy(other), 'they are served by different processes');

    await one.getByRole('button', { name: 'Description and importance' }).click();
    await one.getByLabel('Description, up to').fill('The oat one.');
    await one.getByLabel('Importance', { exact: true }).press('ArrowRight');
    await addTodo(one, 'Buy milk');
    await same(t, other, [
      { title: 'Buy milk', description: 'The oat one.', importance: 1, completed: false },
    ]);

    await addTodo(other, 'Call Ada');
    await one.getByRole('button', { name: 'Edit Call Ada' }).click();
    await one.keyboard.type('Call Grace');
    await one.keyboard.press('Enter');
    const callGrace = { title: 'Call Grace', description: '', importance: 0, completed: false };
    const milk = { title: 'Buy milk', description: 'The oat one.', importance: 1, completed: false };
    await same(t, other, [milk, callGrace]);

    await row(one, 'Call Grace').hover();
    for (let times = 0; times < 3; times++) {
      await row(one, 'Call Grace').getByRole('button', { name: 'More important' }).click();
    }
    await same(t, other, [{ ...callGrace, importance: 3 }, milk], 'more important comes first');
    await row(other, 'Call Grace').hover();
    await row(other, 'Call Grace').getByRole('button', { name: 'Less important' }).click();
    await same(t, one, [{ ...callGrace, importance: 2 }, milk]);

    await other.getByRole('checkbox', { name: 'Buy milk' }).check();
    await same(t, one, [
      { ...callGrace, importance: 2 },
      { ...milk, completed: true },
    ]);

    await row(one, 'Buy milk').hover();
    await one.getByRole('button', { name: 'Delete Buy milk' }).click();
    await same(t, other, [{ ...callGrace, importance: 2 }]);
    await one.getByRole('button', { name: 'Undo' }).click();
    await same(
      t,
      other,
      [
        { ...callGrace, importance: 2 },
        { ...milk, completed: true },
      ],
      'as it was',
    );
    await same(t, one, await rowsOf(other));
  });

  await t.test('they are moved among equally important ones', async (t) => {
    const [one, other] = await twoBrowsers();
    for (const title of ['a', 'b', 'c', 'd']) await addTodo(one, title);
    const order = async (titles: string) =>
      same(
        t,
        other,
        titles.split('').map((title) => ({ title })),
      );
    await order('abcd');
    await one.getByRole('checkbox', { name: 'd' }).focus();
    await one.keyboard.press('Alt+ArrowUp');
    await order('abdc');
    await one.keyboard.press('Alt+ArrowUp');
    await order('adbc');
    await one.getByRole('checkbox', { name: 'a' }).focus();
    await one.keyboard.press('Alt+ArrowDown');
    await order('dabc');
    t.ok(await one.getByRole('checkbox', { name: 'a' }).evaluate((box) => box === document.activeElement));
    // With so little room between two, all of them have to move over at last.
    for (let times = 0; times < 14; times++) {
      await one.keyboard.press('Alt+ArrowDown');
      await order('dbac');
      await one.keyboard.press('Alt+ArrowUp');
      await order('dabc');
    }
  });

  await t.test('focus and what is being typed survive what others do', async (t) => {
    const [one, other] = await twoBrowsers();
    for (const title of ['first', 'second', 'third']) await addTodo(one, title);
    await row(other, 'third').waitFor();

    await one.getByLabel('New todo').fill('half a tho');
    await one.getByRole('button', { name: 'Edit second' }).click();
    await one.keyboard.type('secondary');
    for (let times = 0; times < 3; times++) await one.keyboard.press('ArrowLeft');

    await addTodo(other, 'from afar');
    await row(other, 'third').hover();
    await row(other, 'third').getByRole('button', { name: 'More important' }).click();
    await row(other, 'second').hover();
    for (let times = 0; times < 2; times++) {
      await row(other, 'second').getByRole('button', { name: 'More important' }).click();
    }
    await row(other, 'first').hover();
    await other.getByRole('button', { name: 'Delete first' }).click();
    await same(t, one, [{ importance: 2 }, { title: 'third' }, { title: 'from afar' }]);

    const focused = await one.evaluate(() => {
      const { value, selectionStart } = document.activeElement as HTMLInputElement;
      return { value, selectionStart };
    });
    t.same(focused, { value: 'secondary', selectionStart: 6 });
    t.equal(await one.getByLabel('New todo').inputValue(), 'half a tho');

    await other.getByRole('button', { name: 'Delete second' }).click();
    await one.getByRole('button', { name: 'Add it again' }).click();
    await row(one, 'secondary').waitFor();
  });

  await t.test('nobody overwrites unawares what somebody else wrote', async (t) => {
    const [one, other] = await twoBrowsers();
    await addTodo(one, 'draft');
    await row(other, 'draft').waitFor();
    await one.getByRole('button', { name: 'Edit draft' }).click();
    await one.keyboard.type('mine');
    await other.getByRole('button', { name: 'Edit draft' }).click();
    await other.keyboard.type('theirs');
    await other.keyboard.press('Enter');
    await same(t, other, [{ title: 'theirs' }]);
    await one.keyboard.press('Enter');
    await one.getByText('Meanwhile it was changed to “theirs”.').waitFor();
    t.equal(
      await one.getByRole('textbox', { name: 'Title' }).inputValue(),
      'mine',
      'what was typed is still there',
    );
    await one.keyboard.press('Enter');
    await same(t, other, [{ title: 'mine' }]);
  });

  await t.test('another account sees and hears nothing of it', async (t) => {
    const [one] = await twoBrowsers();
    const stranger = await openLive(chromium, here.url, { cookie: (await signedIn(app)).cookie });
    await addTodo(one, 'a secret');
    await addTodo(stranger, 'my own');
    await same(t, stranger, [{ title: 'my own' }]);
    await stranger.reload();
    await same(t, stranger, [{ title: 'my own' }]);
    t.notMatch(await stranger.content(), /a secret/);
  });

  await t.test('everything can be done by keys alone', async (t) => {
    const [one, other] = await twoBrowsers();
    const press = async (...keys: string[]) => {
      for (const key of keys) await one.keyboard.press(key);
    };
    await press('n');
    await one.keyboard.type('Walk the dog');
    await press('Enter');
    await row(one, 'Walk the dog').waitFor();
    await one.keyboard.type('Feed the cat');
    await press('Enter');
    await row(one, 'Feed the cat').waitFor();
    const dog = { title: 'Walk the dog', importance: 0, completed: false };
    const cat = { title: 'Feed the cat', importance: 0, completed: false };

    await press('ArrowDown', 'ArrowDown', '+');
    await same(t, other, [{ ...cat, importance: 1 }, dog]);
    await press('+');
    await same(t, other, [{ ...cat, importance: 2 }, dog]);
    await press('-');
    await same(t, other, [{ ...cat, importance: 1 }, dog]);
    await press('Space');
    await same(t, other, [{ ...cat, importance: 1, completed: true }, dog]);
    await press('F2', 'End');
    await one.keyboard.type('s');
    await press('Tab');
    await one.keyboard.type('Both of them');
    await press('Control+Enter');
    const cats = { title: 'Feed the cats', description: 'Both of them', importance: 1, completed: true };
    await same(t, other, [cats, dog]);
    await press('Delete');
    await same(t, other, [dog]);
    await press('Control+z');
    await same(t, other, [cats, dog]);

    await press('?');
    const help = one.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await help.waitFor();
    await help.getByRole('checkbox', { name: 'Use keys without Ctrl' }).focus();
    await press('Space', 'Escape');
    await help.waitFor({ state: 'hidden' });
    await one.getByRole('checkbox', { name: 'Walk the dog' }).focus();
    await press('n');
    t.notOk(
      await one.getByLabel('New todo').evaluate((input) => input === document.activeElement),
      'keys are off',
    );
  });

  await t.test('what is wrong is said beside the field', async (t) => {
    const [one] = await twoBrowsers();
    await one.getByRole('button', { name: 'Add', exact: true }).click();
    await one.getByText('A todo needs a title.').waitFor();
    const title = one.getByLabel('New todo');
    t.equal(await title.getAttribute('aria-invalid'), 'true');
    await title.fill('x');
    t.equal(await title.getAttribute('aria-invalid'), null);
    await one.getByRole('button', { name: 'Description and importance' }).click();
    await one.getByLabel('Description, up to').fill('y'.repeat(300));
    t.equal((await one.getByLabel('Description, up to').inputValue()).length, 250);
    await addTodo(one, 'x');
    await same(t, one, [{ title: 'x', description: 'y'.repeat(250) }]);
  });

  await t.test('it is there for everybody, in light and dark, on desk and phone', async (t) => {
    for (const viewport of [
      { width: 1280, height: 800 },
      { width: 390, height: 844 },
    ]) {
      const [page] = await twoBrowsers({ viewport });
      const audit = async (what: string) =>
        t.same(await accessibilityFaults(page), [], `${what} ${viewport.width}`);
      await audit('empty');
      await page.getByRole('button', { name: 'Description and importance' }).click();
      await page.getByLabel('Description, up to').fill('What else there is to say');
      await page.getByLabel('Importance', { exact: true }).press('End');
      await addTodo(page, 'Important');
      await addTodo(page, 'Not so much');
      await page.getByRole('checkbox', { name: 'Not so much' }).check();
      await audit('filled');
      await page.getByText('Served by').click();
      await page.getByRole('button', { name: 'Edit Important' }).click();
      await audit('editing');
      await page.keyboard.press('Escape');
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      t.ok(width <= viewport.width, `nothing stands out at the side: ${width}`);
      await page.getByRole('checkbox', { name: 'Not so much' }).focus();
      await page.keyboard.press('Delete');
      await page.getByRole('button', { name: 'Undo' }).waitFor();
      await audit('deleted');
      await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
      await audit('shortcuts');
    }
  });

  t.same(chromium.complaints, [], 'no page complained of anything');
});

/** A page that shows todos and follows the stream. */
async function openLive(chromium: Chromium, url: string, options: object): Promise<Page> {
  const page = await chromium.open(url, options);
  await page.getByText('Live', { exact: true }).waitFor();
  await page.getByLabel('New todo').waitFor();
  return page;
}
