// Chromium for tests: the one of the system, headless, and pages that fail the test on whatever they complain of.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import type { Test as TapTest } from 'tap';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

function executable(): string {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
  if (!found) throw new Error('no Chromium: install the package chromium, or set CHROMIUM_PATH');
  return found;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Chromium, ended with the test. */
export async function launch(t: TapTest): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: executable(),
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  t.teardown(() => browser.close());
  return browser;
}

// What the browser itself notes of answers that tests provoke: refusals, and services that are away.
const expected = /^Failed to load resource|^WebSocket connection to/;

/**
 * A page of somebody's own browser: no cookie is shared with another. Errors in the console, violations of the
 * security policy above all, fail the test at its end.
 */
export async function openPage(
  t: TapTest,
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({
    locale: 'en-GB',
    baseURL: url,
    reducedMotion: 'reduce',
    ...options,
  });
  return watchedPage(t, context, url);
}

/** One more page in the browser of another. */
export async function watchedPage(t: TapTest, context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !expected.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  t.teardown(() => t.same(complaints, [], 'the page complains of nothing'));
  await page.goto(url);
  return page;
}
