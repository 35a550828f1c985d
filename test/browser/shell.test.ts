/** What reaches the window from outside: dropped files, what a menu asks for, another workspace. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { importPath, openApplication } from './application.ts';
import { temporaryFile, temporaryFolder } from '../support/workspace.ts';

/** Drops a file somewhere; answers whether the browser would have opened it in place of the window. */
async function drop(page: Page, selector: string, name: string, content: string): Promise<boolean> {
  const given = JSON.stringify({ selector, name, content });
  // As text: it runs in the page, which has other types than the test.
  return Boolean(
    await page.evaluate(`(() => {
      const { selector, name, content } = ${given};
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content], name));
      const options = { dataTransfer, bubbles: true, cancelable: true };
      const place = document.querySelector(selector);
      const isAllowed = !place.dispatchEvent(new DragEvent('dragover', options));
      return place.dispatchEvent(new DragEvent('drop', options)) || !isAllowed;
    })()`),
  );
}

it('a file that is dropped anywhere is offered for import, and another workspace is opened and left again', async () => {
  const { page, complaints, workspace } = await openApplication();
  await page.evaluate("location.hash = '#/settings'");
  await page.getByRole('heading', { name: 'Workspaces' }).waitFor();
  const lines = 'ticker,name\nGS,Goldman Sachs\n';
  expect(await drop(page, 'header', 'names.csv', lines)).toBe(false);
  const recognised = page.getByRole('status', { name: 'Recognised as' });
  await recognised.getByText('company names').waitFor();
  expect(new URL(page.url()).hash).toBe('#/library');
  // Beside the box, where the Library is open already.
  expect(await drop(page, 'main', 'GS.csv', 'Date,Close\n2018-01-02,11\n')).toBe(false);
  await recognised.getByText('prices of GS').waitFor();
  // In the box it is taken once.
  expect(await drop(page, '.drop', 'other.csv', lines)).toBe(false);
  const files = page.getByRole('table', { name: 'Files' });
  await expect.poll(() => files.getByRole('row').count()).toBe(4);
  await files.getByRole('row', { name: /^GS\.csv prices recognised/ }).waitFor();
  await page.getByRole('button', { name: 'Remove other.csv from the list' }).click();
  await expect.poll(() => files.getByRole('row').count()).toBe(3);

  // What the menu of the desktop asks for reaches the page as a message of its own window alone.
  const act = (asked: object) =>
    page.evaluate(`postMessage(${JSON.stringify({ 'contexture:act': asked })}, '*')`);
  await act({ go: '/runs' });
  await page.getByRole('heading', { name: 'Runs', level: 1 }).waitFor({ state: 'attached' });
  await act({ go: 'https://example.org/' });
  await act({ show: 'keys' });
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  await page.keyboard.press('Escape');
  expect(new URL(page.url()).hash).toBe('#/runs');

  await page.evaluate("location.hash = '#/library'");
  await importPath(page, temporaryFile('names.csv', lines));
  await page.evaluate("location.hash = '#/settings'");
  const folder = page.getByRole('textbox', { name: 'Folder on the server' });
  await folder.fill(temporaryFile('a file', ''));
  await page.getByRole('button', { name: 'Open workspace' }).click();
  await page.getByRole('alert').getByText('is a file; a workspace is a folder').waitFor();
  const second = join(temporaryFolder(), 'second');
  await folder.fill(second);
  await page.getByRole('button', { name: 'Open workspace' }).click();
  await page.getByText('This workspace is empty.').waitFor();
  expect(existsSync(join(second, 'contexture.db'))).toBe(true);

  await page.evaluate("location.hash = '#/settings'");
  await page.getByRole('button', { name: `Open ${workspace}` }).click();
  await page.getByRole('table', { name: 'Sources' }).getByText('names.csv').waitFor();
  expect(complaints).toEqual([]);
});

it('opens with the letters of the system where its own cannot be read', async () => {
  const refused: string[] = [];
  const { page } = await openApplication({
    before: async (blank) => {
      await blank.route('**/*.woff2', (route) => {
        refused.push(route.request().url());
        return route.abort();
      });
    },
  });
  await page.getByText('This workspace is empty.').waitFor();
  expect(refused.some((url) => url.includes('inter-latin'))).toBe(true);
});
