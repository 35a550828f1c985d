/** A ZIP archive in the window: the files in it are looked at one by one, and imported together. */
import { expect, it } from 'vitest';
import { zipOf } from '../../src-main/ingest/zip-file.testing.ts';
import { temporaryFile } from '../support/workspace.ts';
import { openApplication } from './application.ts';

const prices = { name: '2018/GS.csv', content: 'Date,Close\n2018-01-02,11\n2018-01-03,12\n' };
const names = { name: 'names.csv', content: 'ticker,name\nGS,Goldman Sachs\n' };

it('the files in an archive are shown one by one, and imported together', async () => {
  const { page, complaints } = await openApplication();
  await page.locator('input[type=file]').setInputFiles(temporaryFile('all.zip', zipOf(prices, names)));
  const recognised = page.getByRole('status', { name: 'Recognised as' });
  await recognised.getByText('prices of GS, going by the file name').waitFor();
  await page.getByRole('button', { name: 'names.csv', exact: true }).click();
  await recognised.getByText('company names').waitFor();
  await page.getByRole('button', { name: 'Import all 2 as recognised' }).click();
  const result = page.getByRole('status', { name: 'Import result' });
  await result.getByText('names.csv').waitFor();
  const told = (await result.innerText()).replaceAll(/\s+/g, ' ');
  expect(told).toMatch(/GS\.csv .* 2 accepted .* names\.csv .* 1 accepted/);
  expect(complaints).toEqual([]);
});

it('an archive that cannot be read says why in its preview', async () => {
  const { page } = await openApplication();
  const packed = zipOf({ ...prices, flags: 1 });
  await page.locator('input[type=file]').setInputFiles(temporaryFile('all.zip', packed));
  await page.getByText('it is encrypted. Unpack it with its password first').waitFor();
  expect(await page.getByRole('button', { name: 'Import', exact: true }).isDisabled()).toBe(true);
});

it('a question about a file in an archive that was imported whole leads to its preview', async () => {
  const { page } = await openApplication();
  const strange = { name: 'strange.csv', content: 'a,b,c\n1,2,3\n4,5,6\n' };
  const path = temporaryFile('all.zip', zipOf(prices, strange));
  await page.getByRole('textbox', { name: 'Path on the server' }).fill(path);
  await page.getByRole('button', { name: 'Import path' }).click();
  const result = page.getByRole('status', { name: 'Import result' });
  await result.getByText('not recognised').waitFor();
  await result.getByRole('button').first().click();
  await page.getByRole('heading', { name: 'Preview' }).waitFor();
  expect(await page.getByRole('region', { name: 'Preview' }).innerText()).toContain('strange.csv');
});
