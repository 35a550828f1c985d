/** The page on which texts are explained, on whatever workspace has a run that reads windows. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { overflow } from './application.ts';

const MINUTE = 60_000;

async function tableOf(page: Page, what: string): Promise<Record<string, string>[]> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: `Export ${what} as CSV` }).click(),
  ]);
  return parse(readFileSync(await download.path()), { columns: true });
}

/** @param run one that was trained on the sample and attends to its window */
export async function explainsTexts(page: Page, run: number): Promise<void> {
  await page.getByRole('link', { name: 'Explain', exact: true }).first().click();
  await page.getByRole('heading', { name: 'Explain', level: 1 }).waitFor();
  await page.getByRole('combobox', { name: 'Run' }).selectOption(String(run));
  const found = page.getByRole('searchbox', { name: 'Search: Texts' });
  await found.fill('cents quarter');
  const texts = page.getByRole('listbox', { name: 'Texts' });
  await texts.getByText('cents').first().click();
  await expect.poll(() => new URL(page.url()).hash).toMatch(/text=\d+/u);

  // Attention of all context texts is one, and each is worth something.
  const context = page.getByRole('table', { name: 'Context texts' });
  await context.waitFor({ timeout: 4 * MINUTE });
  expect(await page.getByText('uniform: 12.5 %').count()).toBeGreaterThan(0);
  const rows = await tableOf(page, 'the context texts');
  expect(rows).toHaveLength(8);
  const sumOf = (column: string) => rows.reduce((sum, row) => sum + Number(row[column]), 0);
  for (const column of ['attention', 'head_1', 'head_4']) expect(sumOf(column)).toBeCloseTo(1, 3);
  expect(new Set(rows.map((row) => row['left_out_log_odds'])).size).toBeGreaterThan(4);
  await page.getByRole('img', { name: /^While the window grows/u }).waitFor();

  // Gradients sum up to what they explain: the sentence says both numbers.
  await page.getByRole('button', { name: 'Compute gradients' }).click();
  await page.getByRole('columnheader', { name: 'Integrated gradients' }).waitFor({ timeout: 2 * MINUTE });
  await page.getByText('All integrated gradients sum up to').waitFor();
  expect(await page.getByText(/^text \d$/u).count()).toBe(8);

  // The words of a context text, one text left out, and the text itself changed: the prediction moves.
  await page.getByRole('combobox', { name: 'Measure of words' }).selectOption('leftOut');
  await page.getByRole('button', { name: 'Words of text 2' }).click();
  await page.getByText('text 2', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Leave out text 1' }).click();
  const changed = page.getByRole('table', { name: 'Probabilities as changed' });
  await changed.waitFor();
  await expect.poll(() => context.getByRole('row').count()).toBe(8);
  await page.getByRole('button', { name: 'Change the text' }).click();
  await page.getByRole('textbox', { name: 'Read the text as' }).fill('Nothing was said');
  await page.getByRole('button', { name: 'Read it like this' }).click();
  await page.getByRole('article', { name: 'The text' }).getByText('Nothing was said').waitFor();
  await page.getByRole('button', { name: /left out.*put it back$/u }).click();
  await expect.poll(() => context.getByRole('row').count()).toBe(9);
  await page.getByRole('button', { name: 'Put everything back' }).click();
  await page.getByRole('table', { name: 'Class probabilities' }).waitFor();

  // The whole test part, and from a row of it to its text.
  await page.getByRole('button', { name: 'The test part' }).click();
  await page.getByRole('spinbutton', { name: 'Texts' }).fill('40');
  await page.getByRole('button', { name: 'Explain the test part' }).click();
  await page.getByText('40 texts, of 296 with a window').waitFor({ timeout: 4 * MINUTE });
  await page.getByRole('img', { name: /^Comprehensiveness\. attention 0/u }).waitFor();
  const explained = await tableOf(page, 'the explained texts');
  expect(explained).toHaveLength(40);
  const measured = explained.map((row) => Number(row['comprehensiveness_attention']));
  expect(measured).toEqual(measured.toSorted((a, b) => b - a));
  await page.getByRole('button', { name: 'Sufficiency', exact: true }).click();
  const sorted = await tableOf(page, 'the explained texts');
  const lacking = sorted.map((row) => Number(row['sufficiency_attention']));
  expect(lacking).toEqual(lacking.toSorted((x, y) => y - x));
  const document = sorted[0]!['document']!;
  await page.getByRole('button', { name: `explain text ${document}` }).click();
  await context.waitFor();
  expect(new URL(page.url()).hash).toContain(`text=${document}`);

  // Two side by side, in a small window too.
  await page.getByRole('button', { name: 'Two texts' }).click();
  await expect.poll(() => context.count()).toBe(2);
  const sides = new URLSearchParams(new URL(page.url()).hash.split('?')[1]);
  expect(sides.get('other')).not.toBe(sides.get('text'));
  await page.setViewportSize({ width: 1024, height: 700 });
  expect(await overflow(page)).toBe(0);

  // An archived run is out of the lists, and explained all the same where it is asked for.
  await page.evaluate(`location.hash = '#/runs/${run}'`);
  const notes = page.getByRole('region', { name: 'Notes' });
  await notes.getByRole('button', { name: 'Archive' }).click();
  await notes.getByText('This run is archived').waitFor();
  await page.evaluate(`location.hash = '#/explain?run=${run}'`);
  await context.waitFor();
  expect(await page.getByText('is explained instead').count()).toBe(0);
  await page.evaluate(`location.hash = '#/runs/${run}'`);
  await notes.getByRole('button', { name: 'Restore' }).click();
}
