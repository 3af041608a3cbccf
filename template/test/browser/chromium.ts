// Chromium for tests: the one of the system, headless; what its pages complain of is kept.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import axe from 'axe-core';
import { type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import type { Test } from '../service.ts';

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

// What the browser itself notes of answers that tests provoke: refusals, and services that are away.
const expected = /^Failed to load resource|^WebSocket connection to/;

export interface Chromium {
  /**
   * A page of somebody's own browser, which shares no cookie with another. `cookie` is that of a session.
   */
  open(url: string, options?: BrowserContextOptions & { cookie?: string }): Promise<Page>;
  /** One more page in the browser of another. */
  openBeside(page: Page, url: string): Promise<Page>;
  /** Errors in the consoles of all pages so far, violations of the security policy above all. */
  complaints: string[];
}

/** Starts Chromium; ended with the test. */
export async function startChromium(t: Test): Promise<Chromium> {
  const browser = await chromium.launch({
    executablePath: executable(),
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  t.teardown(() => browser.close());
  const complaints: string[] = [];

  async function openIn(context: BrowserContext, url: string): Promise<Page> {
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    page.on('console', (message) => {
      if (message.type() === 'error' && !expected.test(message.text())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(url);
    return page;
  }

  return {
    complaints,
    async open(url, { cookie, ...options } = {}) {
      const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...options });
      const [name, value] = cookie?.split('=') ?? [];
      if (name && value) await context.addCookies([{ name, value, url }]);
      return openIn(context, url);
    },
    openBeside: (page, url) => openIn(page.context(), url),
  };
}

/** What axe finds wrong on the page, in light and in dark, of moderate weight or more. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() => window.axe.run());
    for (const { id, impact, nodes } of violations) {
      if (impact === 'minor') continue;
      for (const node of nodes)
        faults.push(`${colorScheme}: ${impact} ${id} at ${node.target}: ${node.failureSummary}`);
    }
  }
  return faults;
}

declare global {
  interface Window {
    axe: typeof axe;
  }
}
