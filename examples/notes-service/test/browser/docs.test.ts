// The API's documentation in a real browser: it runs under the same policy as the page.
import { test } from 'tap';
import { listeningApp, signedIn } from '../service.ts';
import { startChromium } from './chromium.ts';

test('Swagger UI shows the operations, and tries one', async (t) => {
  const { app, url } = await listeningApp(t);
  const { cookie, account } = await signedIn(app);
  const chromium = await startChromium(t);
  const page = await chromium.open(`${url}/api/docs`, { cookie });
  await page.locator('#operations-account-findAccount .opblock-summary-control').click();
  await page.getByRole('button', { name: 'Try it out' }).click();
  await page.getByRole('button', { name: 'Execute' }).click();
  await page.locator('.live-responses-table .response-col_description', { hasText: account.email }).waitFor();
  // It does without one style of its own, which the policy refuses.
  t.same(
    chromium.complaints.filter((complaint) => !complaint.startsWith('Applying inline style')),
    [],
  );
});
