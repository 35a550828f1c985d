/** A training from the window: the sample in a new workspace, with the form open, and what is read from it. */
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { exported, importPath, openApplication } from './application.ts';

const sample = join(import.meta.dirname, '../../resources/sample');
export const MINUTE = 60_000;

export async function openTraining(): Promise<{ page: Page; complaints: string[] }> {
  const application = await openApplication();
  const { page } = application;
  await importPath(page, join(sample, 'stockerbot-sample.csv'));
  await importPath(page, join(sample, 'sentiment.csv'), 'sentiment');
  await page.getByRole('link', { name: 'Train', exact: true }).click();
  return application;
}

export function setting(page: Page, name: string) {
  return page.getByRole('spinbutton', { name, exact: true });
}

export async function csvOf(page: Page, chart: string): Promise<Record<string, string>[]> {
  return parse(await exported(page, chart, 'Data as CSV'), { columns: true });
}
