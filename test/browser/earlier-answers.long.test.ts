/** What was answered about a file is offered for the next one of its shape, as one button. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { temporaryFile } from '../support/workspace.ts';
import { openApplication } from './application.ts';

const path = (page: Page) => page.getByRole('textbox', { name: 'Path on the server' });
const preview = (page: Page) => page.getByRole('region', { name: 'Preview' });
const asLastTime = (page: Page) => preview(page).getByRole('button', { name: 'As last time' });
const importButton = (page: Page) => page.getByRole('button', { name: 'Import', exact: true });
const recognised = (page: Page) => page.getByRole('status', { name: 'Recognised as' });
const result = (page: Page) => page.getByRole('status', { name: 'Import result' });

async function look(page: Page, name: string, content: string): Promise<void> {
  await path(page).fill(temporaryFile(name, content));
  await page.getByRole('button', { name: 'Preview', exact: true }).click();
  await preview(page).getByText(name, { exact: true }).first().waitFor();
}

it('columns, days and zone that were chosen are set for the next file by one button', async () => {
  const { page, complaints } = await openApplication();
  await look(page, 'may.csv', 'nr,remark,moment\n1,it rose,03/04/2018 10:00\n2,it fell,05/04/2018 11:00\n');
  await page.getByText('not recognised. Say what it is').waitFor();
  expect(await asLastTime(page).count()).toBe(0);
  await page.getByRole('combobox', { name: 'What remark is' }).selectOption('text');
  await recognised(page).getByText('texts', { exact: true }).waitFor();
  await page.getByRole('combobox', { name: 'What moment is' }).selectOption('time');
  await page.getByRole('combobox', { name: 'Days' }).selectOption({ label: 'day/month/year' });
  await page.getByRole('combobox', { name: 'Time zone' }).fill('America/Chicago');
  await page.getByRole('combobox', { name: 'Time zone' }).press('Enter');
  await importButton(page).click();
  await result(page).getByText('2 accepted').waitFor();

  // Imported as it is, it is asked about, and nothing of the earlier file is taken for granted.
  await path(page).fill(
    temporaryFile('june.csv', 'nr,remark,moment\n3,it sat,01/06/2018 10:00\n4,it hung,02/06/2018 11:00\n'),
  );
  await page.getByRole('button', { name: 'Import path' }).click();
  const alert = page.getByRole('alert');
  await alert.getByText('A file of this shape (may.csv) was imported on').waitFor();
  await alert.getByRole('button', { name: 'As last time' }).click();
  await expect.poll(() => page.evaluate('document.activeElement?.dataset.setting')).toBe('earlier');
  expect(await importButton(page).isDisabled()).toBe(true);

  await asLastTime(page).press('Enter');
  await recognised(page).getByText('texts', { exact: true }).waitFor();
  expect(await page.getByRole('combobox', { name: 'What remark is' }).inputValue()).toBe('text');
  expect(await page.getByRole('combobox', { name: 'Days' }).inputValue()).toBe('dmy');
  expect(await page.getByRole('combobox', { name: 'Time zone' }).inputValue()).toBe('America/Chicago');
  expect(await asLastTime(page).count()).toBe(0);
  await importButton(page).click();
  await result(page).getByText('june.csv').waitFor();
  await result(page).getByText('2 accepted').waitFor();
  expect(complaints).toEqual([]);
});

it('a file that is recognised otherwise than the last one of its shape says so, with the same button', async () => {
  const { page, complaints } = await openApplication();
  await look(page, 'first.csv', 'text,date\nit rose,2018-07-09 08:00\nit fell,2018-07-09 09:00\n');
  await page.getByRole('combobox', { name: 'Time zone' }).fill('America/New_York');
  await page.getByRole('combobox', { name: 'Time zone' }).press('Enter');
  await importButton(page).click();
  await result(page).getByText('2 accepted').waitFor();

  await look(page, 'second.csv', 'text,date\nit sat,2018-07-10 08:00\nit hung,2018-07-10 09:00\n');
  const note = preview(page).getByText(/^A file of this shape \(first\.csv\) was imported on/);
  expect(await note.innerText()).toMatch(
    / with the time zone America\/New_York, which reads it otherwise\.$/,
  );
  expect(await importButton(page).isEnabled()).toBe(true);
  expect(await page.getByRole('combobox', { name: 'Time zone' }).inputValue()).toBe('');
  await asLastTime(page).click();
  await expect
    .poll(() => page.getByRole('combobox', { name: 'Time zone' }).inputValue())
    .toBe('America/New_York');
  await expect.poll(() => note.count()).toBe(0);
  expect(complaints).toEqual([]);
});
