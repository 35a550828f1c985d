/** What helps against an error is a link or a button beside it, and words of the window, never of the command line. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { temporaryFile } from '../support/workspace.ts';
import { openApplication } from './application.ts';

/** Goes to an address of the window. */
async function goTo(page: Page, address: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(`#${address}`)}`);
}

const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true, level: 1 });

it('a run that is not there leads to training one, and a ticker to the import of texts', async () => {
  const { page, complaints } = await openApplication();
  await goTo(page, '/runs/99');
  const alert = page.getByRole('alert');
  await alert.getByText('There is no run 99. Nothing has been trained in this workspace yet.').waitFor();
  expect(await alert.innerText()).not.toMatch(/--|contexture/);
  await alert.getByRole('link', { name: 'Train contextual-sentiment' }).click();
  await heading(page, 'Train').waitFor();
  await goTo(page, '/tickers/NFLX');
  await alert.getByText('There is no ticker NFLX: the workspace has no companies yet.').waitFor();
  await alert.getByRole('link', { name: 'Import texts' }).click();
  await page.getByText('Drop files here').waitFor();
  expect(complaints.filter((line) => !line.includes('WebSocket'))).toEqual([]);
});

it('the address of a remedy fills in the settings and the label scheme', async () => {
  const { page } = await openApplication();
  await goTo(page, '/train?recipe=company-embedding&set=objective%3Dtopic&set=epochs%3D3');
  await expect.poll(() => page.getByLabel('Objective').inputValue()).toBe('topic');
  expect(await page.getByLabel('Epochs', { exact: true }).inputValue()).toBe('3');
  await goTo(page, '/library?labels=topic');
  await expect.poll(() => page.getByRole('combobox', { name: 'Label scheme' }).inputValue()).toBe('topic');
});

it('a question about a file that was imported as it is leads to the control that answers it', async () => {
  const { page, complaints } = await openApplication();
  const path = temporaryFile('days.csv', 'text,date\nit fell,03/04/2018\nit rose,05/04/2018\n');
  await page.getByRole('textbox', { name: 'Path on the server' }).fill(path);
  await page.getByRole('button', { name: 'Import path' }).click();
  const alert = page.getByRole('alert');
  await alert.getByRole('button', { name: 'Choose the order of days' }).click();
  const days = page.getByRole('combobox', { name: 'Days' });
  await days.waitFor();
  await expect.poll(() => page.evaluate('document.activeElement?.dataset.setting')).toBe('dates');
  await days.selectOption({ label: 'day/month/year' });
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('status', { name: 'Import result' }).getByText('2 accepted').waitFor();
  expect(complaints).toEqual([]);
});

it('the zone of a file is asked for where its times do not say it, and named in the preview', async () => {
  const { page, complaints } = await openApplication();
  const path = temporaryFile(
    'zones.csv',
    'text,date\nit fell,9 Jan 2018 8:00 CST\nit rose,9 Jan 2018 9:00 CST\n',
  );
  await page.getByRole('textbox', { name: 'Path on the server' }).fill(path);
  await page.getByRole('button', { name: 'Import path' }).click();
  const alert = page.getByRole('alert');
  await alert.getByText('CST stands for several time zones').waitFor();
  await alert.getByRole('button', { name: 'Name the time zone' }).click();
  const zone = page.getByRole('combobox', { name: 'Time zone' });
  await zone.waitFor();
  await expect.poll(() => page.evaluate('document.activeElement?.dataset.setting')).toBe('zone');
  await zone.fill('America/Chicago');
  await zone.press('Enter');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('status', { name: 'Import result' }).getByText('2 accepted').waitFor();
  expect(complaints).toEqual([]);
});
