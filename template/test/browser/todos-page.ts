// What a reader sees and does on the page of todos.
import type { Locator, Page } from 'playwright-core';
import type { Test as TapTest } from 'tap';
import { until } from '../service.ts';

export interface ShownTodo {
  title: string;
  description: string;
  importance: number;
  completed: boolean;
}

/** The rows as they stand on the screen. The title of one that is being edited is what it was. */
export function rowsOf(page: Page): Promise<ShownTodo[]> {
  return page.locator('.todo').evaluateAll((rows) =>
    rows.map((row) => ({
      title: row.querySelector('.title')?.textContent ?? '',
      description: row.querySelector('.description')?.textContent ?? '',
      importance: Number(row.querySelector('.level')?.textContent),
      completed: row.querySelector<HTMLInputElement>('.complete')?.checked ?? false,
    })),
  );
}

/** Waits until the page shows these todos and no others, in this order; fields that are left out don't count. */
export async function same(
  t: TapTest,
  page: Page,
  expected: Partial<ShownTodo>[],
  message = 'the todos',
): Promise<void> {
  const matches = (rows: ShownTodo[]) =>
    rows.length === expected.length &&
    rows.every((row, position) =>
      Object.entries(expected[position] as object).every(
        ([field, value]) => row[field as keyof ShownTodo] === value,
      ),
    );
  await until(
    async () => matches(await rowsOf(page)),
    'the todos',
    () => '',
    45_000,
  ).catch(() => {});
  t.match(await rowsOf(page), expected, message);
  t.equal((await rowsOf(page)).length, expected.length);
}

export function row(page: Page, title: string): Locator {
  return page.locator('.todo').filter({ has: page.locator('.title', { hasText: new RegExp(`^${title}$`) }) });
}

/** Adds a todo by its form, and waits until it is in the list. */
export async function addTodo(page: Page, title: string): Promise<void> {
  await page.getByLabel('New todo').fill(title);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await row(page, title).waitFor();
}
