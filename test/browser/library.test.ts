/** Files on their way into the workspace: dropped, looked at, read otherwise, imported. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { dataFile, missing } from '../support/data.ts';
import { temporaryFile } from '../support/workspace.ts';
import { openApplication, overflow } from './application.ts';

const STOCK_EMOTIONS = 'stockemotions-valid.csv';
const patient = { timeout: 120_000 };

/** Drops files on the place for them, as a file manager does. */
async function drop(page: Page, files: { name: string; content: string }[]): Promise<void> {
  // As text: it runs in the page, which has other types than the test.
  const transfer = await page.evaluateHandle(
    `(() => {
      const data = new DataTransfer();
      for (const { name, content } of ${JSON.stringify(files)}) data.items.add(new File([content], name));
      return data;
    })()`,
  );
  const place = page.getByText('Drop files here');
  await place.dispatchEvent('dragover', { dataTransfer: transfer });
  await place.dispatchEvent('drop', { dataTransfer: transfer });
}

async function told(page: Page): Promise<string> {
  const text = await page.getByRole('status', { name: 'Import result' }).innerText();
  return text.replaceAll(/\s+/g, ' ');
}

const importButton = (page: Page) => page.getByRole('button', { name: 'Import', exact: true });
const records = (page: Page) => page.getByRole('table', { name: 'First records of the file' });

it('a dropped file is recognised, shown and imported', async (test) => {
  const path = dataFile(STOCK_EMOTIONS);
  if (path === null) {
    test.skip(missing(STOCK_EMOTIONS));
    return;
  }
  const { page, complaints } = await openApplication();
  await drop(page, [{ name: STOCK_EMOTIONS, content: readFileSync(path, 'utf8') }]);
  const recognised = page.getByRole('status', { name: 'Recognised as' });
  await recognised.waitFor();
  expect(await recognised.innerText()).toMatch(/^texts: .*original.*emo_label.*date.*ticker/i);
  await records(page).getByRole('cell', { name: '2020-02-06' }).waitFor();

  await page.getByText('Dialect doctor').click();
  const ways = page.getByRole('table', { name: 'Ways to read the file' });
  const taken = ways.getByRole('row').filter({ hasText: 'taken' });
  expect((await taken.innerText()).replaceAll(/\s+/g, ' ')).toMatch(
    /^utf-8 comma, quotes enclose fields · taken line 1 1,000 1,000/,
  );

  await importButton(page).click();
  await page.getByRole('status', { name: 'Import result' }).getByText(STOCK_EMOTIONS).waitFor();
  expect(await told(page)).toContain('1,000 accepted + 0 duplicate + 0 rejected = 1,000 records');
  const workspace = page.getByRole('region', { name: 'Workspace' });
  await expect.poll(() => workspace.innerText(), patient).toMatch(/Labels “emotion”[\s\S]*optimism: 162/);
  expect(await workspace.innerText()).toMatch(/Labels “sentiment”[\s\S]*bullish: 537/);
  expect(complaints).toEqual([]);
});

it('columns are chosen in the preview, and it shows at once what they give', async () => {
  const { page, complaints } = await openApplication({ width: 1024, height: 700 });
  const content =
    'nr,remark,mood,moment\n1,it rose,glad,2020-05-01\n2,it fell,sad,soon\n3,it lay,sad,2020-05-03\n';
  await drop(page, [{ name: 'remarks.csv', content }]);
  await page.getByText('not recognised. Say what it is').waitFor();
  expect(await importButton(page).isDisabled()).toBe(true);

  await page.getByRole('combobox', { name: 'What remark is' }).selectOption('text');
  await page.getByRole('status', { name: 'Recognised as' }).getByText('texts', { exact: true }).waitFor();
  await page.getByRole('combobox', { name: 'What mood is' }).selectOption('label');
  await page.getByText('texts and labels', { exact: true }).first().waitFor();
  await page.getByRole('combobox', { name: 'Kind' }).selectOption({ label: 'texts' });
  await page.getByRole('combobox', { name: 'What moment is' }).selectOption('time');
  await page.getByText('Would be rejected: "soon" is neither a date nor a time').waitFor();
  expect(await overflow(page)).toBe(0);

  await importButton(page).click();
  await page.getByRole('status', { name: 'Import result' }).getByText('remarks.csv').waitFor();
  expect(await told(page)).toContain('2 accepted + 0 duplicate + 1 rejected = 3 records');
  const rejects = page.getByRole('table', { name: 'Rejected rows' });
  await rejects.getByText('"soon" is neither a date nor a time').waitFor();
  await expect
    .poll(() => page.getByRole('region', { name: 'Workspace' }).innerText(), patient)
    .toMatch(/Labels “mood”[\s\S]*glad: 1[\s\S]*sad: 1/);
  expect(complaints).toEqual([]);
});

it('several dropped files are shown one by one, and imported together', async () => {
  const { page } = await openApplication();
  await drop(page, [
    { name: 'GS.csv', content: 'Date,Close\n2018-01-02,11\n2018-01-03,12\n' },
    { name: 'names.csv', content: 'ticker,name\nGS,Goldman Sachs\n' },
  ]);
  const recognised = page.getByRole('status', { name: 'Recognised as' });
  await recognised.getByText('prices of GS, going by the file name').waitFor();
  await page.getByRole('button', { name: 'names.csv', exact: true }).click();
  await recognised.getByText('company names').waitFor();
  await page.getByRole('button', { name: 'Import all 2 as recognised' }).click();
  await page.getByRole('status', { name: 'Import result' }).getByText('names.csv').waitFor();
  expect(await told(page)).toMatch(/GS\.csv .* 2 accepted .* names\.csv .* 1 accepted/);
  await expect
    .poll(() => page.getByRole('region', { name: 'Workspace' }).innerText(), patient)
    .toMatch(/2 days of 1 ticker\s+2018-01-02 to 2018-01-03/);
  expect(await records(page).count()).toBe(0);
});

it('of several files, one that is not imported is shown with its reason beside the others', async () => {
  const { page } = await openApplication();
  await drop(page, [
    { name: 'GS.csv', content: 'Date,Close\n2018-01-02,11\n2018-01-03,12\n' },
    { name: 'strange.csv', content: 'a,b,c\n1,2,3\n' },
    { name: 'names.csv', content: 'ticker,name\nGS,Goldman Sachs\n' },
  ]);
  await page.getByRole('button', { name: 'Import all 3 as recognised' }).click();
  const result = page.getByRole('status', { name: 'Import result' });
  await result.getByText('names.csv').waitFor();
  expect(await told(page)).toMatch(
    /GS\.csv .* 2 accepted .* strange\.csv · not imported .*strange\.csv: not recognised.* names\.csv .* 1 accepted/,
  );
  expect(await result.getByRole('alert').count()).toBe(1);
});

it('a file that is not there is said to be missing, and the next one is shown', async () => {
  const { page } = await openApplication();
  const field = page.getByRole('textbox', { name: 'Path on the server' });
  await field.fill('/nowhere/tweets.csv');
  await page.getByRole('button', { name: 'Preview' }).click();
  await page.getByRole('alert').getByText('/nowhere/tweets.csv: there is no such file.').waitFor();
  expect(await importButton(page).isDisabled()).toBe(true);
  await field.fill(temporaryFile('lines.txt', 'one, two\nanother\n'));
  await page.getByRole('button', { name: 'Preview' }).click();
  await records(page).getByRole('cell', { name: 'one, two' }).waitFor();
  expect(await importButton(page).isDisabled()).toBe(false);
});
