import { expect, it } from 'vitest';
import { dataFile, missing } from '../support/data.ts';
import { openApplication } from './application.ts';

const EXPORT = 'stockerbot-export.csv';

it('the doctor shows what the export loses where it is not read by its timestamps', async (test) => {
  const path = dataFile(EXPORT);
  if (path === null) {
    test.skip(missing(EXPORT));
    return;
  }
  const { page } = await openApplication();
  await page.getByRole('textbox', { name: 'Path on the server' }).fill(path);
  await page.getByRole('button', { name: 'Preview' }).click();
  await page.getByText('Dialect doctor').click();
  const ways = page.getByRole('table', { name: 'Ways to read the file' });
  const rows = async (): Promise<string> => (await ways.innerText()).replaceAll(/\s+/g, ' ');
  await expect
    .poll(rows, { timeout: 120_000 })
    .toMatch(/split at its timestamp · taken line 1 28,874 28,874/);
  // The twelve records with further commas.
  expect(await rows()).toMatch(/utf-8 comma, quotes are text line 1 28,862 28,874 −12 line 731/);
});
