// Accounts in real browsers: from the first visit by the links of mails to the deletion of the account.
import type { Page } from 'playwright-core';
import { test } from 'tap';
import { startMailbox } from '../mail.ts';
import { startProgram, startServer } from '../process.ts';
import { createDatabase, signedIn, testApp } from '../service.ts';
import { accessibilityFaults, startChromium } from './chromium.ts';
import { startProxy } from './proxy.ts';

const PASSWORD = 'correct horse battery';

test('accounts in browsers, with a worker that sends mails', async (t) => {
  const databaseUrl = await createDatabase(t);
  const app = await testApp(t, databaseUrl);
  const mailbox = await startMailbox(t);
  // The links of mails lead to the public address, which has to be known before the port.
  const front = await startProxy(t, 1);
  const url = `http://127.0.0.1:${front.port}`;
  const env = { DATABASE_URL: databaseUrl, PUBLIC_URL: url };
  const server = await startServer(t, env);
  front.lead(Number(new URL(server.url).port));
  const mail = { SMTP_URL: mailbox.url, MAIL_FROM: 'todos@example.org' };
  startProgram(t, 'src/worker.ts', [], { HOST: '127.0.0.1', PORT: '0', ...env, ...mail });
  const chromium = await startChromium(t);

  const linkTo = async (email: string) =>
    /http:\S+#token=\S+/.exec((await mailbox.next(email)).text)?.[0] ?? '';

  async function logIn(page: Page, email: string, password = PASSWORD): Promise<void> {
    await page.getByLabel('Email address').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Log in' }).click();
  }

  const settled = (page: Page) => page.getByText('Live', { exact: true }).waitFor();
  const sessionOf = async (page: Page) =>
    (await page.context().cookies()).find(({ name }) => name.endsWith('session'));

  await t.test('somebody new registers by the link of a mail', async (t) => {
    const page = await chromium.open(url);
    await page.getByRole('link', { name: 'Create an account' }).click();
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByText('This is needed.').first().waitFor();
    await page.getByLabel('Email address').fill('not an address');
    await page.getByLabel('Password', { exact: true }).fill('short');
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByText('That is no email address.').waitFor();
    await page.getByText('At least 10 characters.').waitFor();
    t.equal(await page.getByLabel('Email address').getAttribute('aria-invalid'), 'true');

    await page.getByLabel('Email address').fill('ada@example.org');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByRole('heading', { name: 'Look into your mail' }).waitFor();

    await page.goto(await linkTo('ada@example.org'));
    await page.getByLabel('Password', { exact: true }).fill('wrong horse battery');
    await page.getByRole('button', { name: 'Confirm and log in' }).click();
    await page.getByText('The password is wrong, or the link is too old.').waitFor();
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Confirm and log in' }).click();
    await page.getByText('Welcome!').waitFor();
    await settled(page);
    t.equal(new URL(page.url()).pathname, '/');
    t.notMatch(page.url(), /token/, 'the token does not stay in the address');
    await page.goBack();
    t.notMatch(page.url(), /token/, 'nor in the history');
  });

  await t.test('who registers with a taken address is not told so', async () => {
    const page = await chromium.open(`${url}/register`);
    await page.getByLabel('Email address').fill('ada@example.org');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByText('A mail went to ada@example.org.').waitFor();
    t.match((await mailbox.next('ada@example.org')).subject, /already/);
  });

  await t.test('logging in and out, remembered or not', async (t) => {
    const { account } = await signedIn(app);
    const page = await chromium.open(`${url}/settings`);
    await logIn(page, account.email, 'wrong horse battery');
    await page.getByText('Address or password is wrong.').waitFor();
    await logIn(page, account.email);
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    t.equal((await sessionOf(page))?.expires, -1, 'it ends with the browser');
    t.equal((await sessionOf(page))?.httpOnly, true);
    await page.goto(`${url}/log-in`);
    await settled(page);
    t.equal(new URL(page.url()).pathname, '/', 'who is logged in need not log in');

    const tab = await chromium.openBeside(page, `${url}/settings`);
    await settled(tab);
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    await tab.getByText('Your session is over.').waitFor();
    await page.reload();
    await page.getByLabel('Remember me').check();
    await logIn(page, account.email);
    await settled(page);
    t.ok(Number((await sessionOf(page))?.expires) > Date.now() / 1000 + 50 * 24 * 3600, 'for weeks');
  });

  await t.test('a forgotten password is reset by the link of a mail, and sessions end', async (t) => {
    const { account, cookie } = await signedIn(app);
    const elsewhere = await chromium.open(url, { cookie });
    await settled(elsewhere);
    const page = await chromium.open(url);
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    await page.getByRole('heading', { name: 'Forgot your password?' }).waitFor();
    await page.getByLabel('Email address').fill('nobody@example.org');
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page.getByText('If nobody@example.org has an account').waitFor();
    await page.goto(`${url}/forgot`);
    await page.getByLabel('Email address').fill(account.email);
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page.getByText(`If ${account.email} has an account`).waitFor();

    const link = await linkTo(account.email);
    await page.goto(link);
    await page.getByLabel('New password', { exact: true }).fill('another horse battery');
    await page.getByRole('button', { name: 'Save the password' }).click();
    await page.getByText('The password is changed. Log in').waitFor();
    await elsewhere.getByText('Your session is over.').waitFor();
    await logIn(page, account.email, 'another horse battery');
    await settled(page);

    await page.goto(link);
    await page.getByLabel('New password', { exact: true }).fill('one more horse battery');
    await page.getByRole('button', { name: 'Save the password' }).click();
    await page.getByText('The link is too old, or was used already.').waitFor();
    t.same(
      mailbox.mails.filter(({ to }) => to === 'nobody@example.org'),
      [],
    );
  });

  await t.test('the address changes once the new one has confirmed it', async () => {
    const { account, cookie } = await signedIn(app);
    const page = await chromium.open(`${url}/settings`, { cookie });
    const section = page.getByRole('region', { name: 'Email address' });
    await section.getByLabel('New address').fill('grace@example.org');
    await section.getByLabel('Current password', { exact: true }).fill('wrong horse battery');
    await section.getByRole('button', { name: 'Change address' }).click();
    await section.getByText('The current password is wrong.').waitFor();
    await section.getByLabel('Current password', { exact: true }).fill(PASSWORD);
    await section.getByRole('button', { name: 'Change address' }).click();
    await page.getByText('A mail to grace@example.org is on its way.').waitFor();
    await mailbox.next(account.email);
    await page.goto(await linkTo('grace@example.org'));
    await page.getByRole('button', { name: 'Use this address' }).click();
    await page.getByText('Your address is grace@example.org now.').waitFor();
    await page.goto(`${url}/settings`);
    await page.locator('.heading').getByText('grace@example.org').waitFor();
  });

  await t.test('changing the password ends other sessions; each can be ended by itself', async (t) => {
    const { account, cookie } = await signedIn(app);
    const page = await chromium.open(`${url}/settings`, { cookie });
    const other = await chromium.open(`${url}/settings`);
    await logIn(other, account.email);
    await settled(other);
    await page.reload();
    const sessions = page.getByRole('region', { name: 'Sessions' });
    await sessions.getByRole('button', { name: 'End' }).click();
    await page.getByText('The session is over.').waitFor();
    await other.getByText('Your session is over.').waitFor();
    t.equal(await sessions.getByRole('listitem').count(), 1);

    await logIn(other, account.email);
    await settled(other);
    const section = page.getByRole('region', { name: 'Password' });
    await section.getByLabel('Current password', { exact: true }).fill(PASSWORD);
    await section.getByLabel('New password', { exact: true }).fill('another horse battery');
    await section.getByRole('button', { name: 'Change password' }).click();
    await page.getByText('The password is changed, and all other sessions are over.').waitFor();
    await other.getByText('Your session is over.').waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
  });

  await t.test('API tokens are shown once, work, and are revoked', async (t) => {
    const { account, cookie } = await signedIn(app);
    const page = await chromium.open(`${url}/settings`, { cookie });
    const section = page.getByRole('region', { name: 'API tokens' });
    await section.getByLabel('What it is for').fill('backup');
    await section.getByRole('button', { name: 'Create token' }).click();
    const token = await section.getByLabel('The new token').inputValue();
    const asProgram = () => fetch(`${url}/api/account`, { headers: { authorization: `Bearer ${token}` } });
    t.match(await (await asProgram()).json(), { id: account.id });
    await page.reload();
    await section.getByRole('button', { name: 'Revoke backup' }).waitFor();
    t.notOk((await page.content()).includes(token));
    await section.getByRole('button', { name: 'Revoke backup' }).click();
    await section.getByRole('button', { name: 'Revoke backup' }).waitFor({ state: 'detached' });
    t.equal((await asProgram()).status, 401);
    t.ok(await section.getByLabel('What it is for').evaluate((input) => input === document.activeElement));
  });

  await t.test('the account is deleted with the password', async () => {
    const { account, cookie } = await signedIn(app);
    const page = await chromium.open(`${url}/settings`, { cookie });
    await page.getByText('Delete the account …').click();
    const section = page.getByRole('region', { name: 'Delete the account' });
    await section.getByLabel('Current password', { exact: true }).fill('wrong horse battery');
    await section.getByRole('button', { name: 'Delete for good' }).click();
    await section.getByText('The current password is wrong.').waitFor();
    await section.getByLabel('Current password', { exact: true }).fill(PASSWORD);
    await section.getByRole('button', { name: 'Delete for good' }).click();
    await page.getByText('The account is deleted.').waitFor();
    await logIn(page, account.email);
    await page.getByText('Address or password is wrong.').waitFor();
  });

  await t.test('it speaks the language of the browser, then that of the account', async (t) => {
    const german = await chromium.open(url, { locale: 'de-AT' });
    await german.getByRole('heading', { name: 'Anmelden' }).waitFor();
    t.equal(await german.locator('html').getAttribute('lang'), 'de');
    await german.getByRole('link', { name: 'Konto anlegen' }).click();
    // The form that is left has fields of these names, too.
    await german.getByRole('heading', { name: 'Konto anlegen' }).waitFor();
    await german.getByLabel('E-Mail-Adresse').fill('erika@example.org');
    await german.getByLabel('Passwort', { exact: true }).fill(PASSWORD);
    await german.getByRole('button', { name: 'Konto anlegen' }).click();
    await german.getByRole('heading', { name: 'Sieh in deine Mails' }).waitFor();
    const link = await linkTo('erika@example.org');

    // The mail is opened on another machine, whose browser speaks English.
    const english = await chromium.open(link);
    await english.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await english.getByRole('button', { name: 'Confirm and log in' }).click();
    await english.getByRole('button', { name: 'Abmelden' }).waitFor();
    await english.getByRole('link', { name: 'Einstellungen' }).click();
    await english.getByLabel('Sprache der Seiten und Mails').selectOption('en');
    await english.getByRole('heading', { name: 'Settings' }).waitFor();
    await english.reload();
    await english.getByRole('heading', { name: 'Settings' }).waitFor();

    await german.goto(url);
    await german.getByRole('button', { name: 'English' }).click();
    await german.getByRole('heading', { name: 'Log in' }).waitFor();
    await german.reload();
    await german.getByRole('heading', { name: 'Log in' }).waitFor();
  });

  await t.test('it is there for everybody, in light and dark, on desk and phone', async (t) => {
    const { cookie } = await signedIn(app);
    for (const viewport of [
      { width: 1280, height: 800 },
      { width: 390, height: 844 },
    ]) {
      const page = await chromium.open(url, { viewport });
      const audit = async (what: string) => {
        t.same(await accessibilityFaults(page), [], `${what} ${viewport.width}`);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        t.ok(width <= viewport.width, `nothing stands out at the side: ${width}`);
      };
      for (const path of ['log-in', 'register', 'forgot', 'confirm', 'reset', 'change-address']) {
        await page.goto(`${url}/${path}`);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await audit(path);
        // With its complaints, where it has fields.
        await page.locator('button[type=submit]').click();
        if (path !== 'change-address') await page.getByText('This is needed.').first().waitFor();
        await audit(`${path}, refused`);
      }
      const own = await chromium.open(`${url}/settings`, { viewport, cookie });
      await own.getByRole('region', { name: 'Sessions' }).getByRole('listitem').first().waitFor();
      await own.getByText('Delete the account …').click();
      t.same(await accessibilityFaults(own), [], `settings ${viewport.width}`);
    }
  });

  t.same(chromium.complaints, [], 'no page complained of anything');
});
