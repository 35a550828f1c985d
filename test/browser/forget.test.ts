/** An imported file is taken back from the list of sources, counted first. */
import { expect, it } from 'vitest';
import { temporaryFile } from '../support/workspace.ts';
import { importPath, openApplication } from './application.ts';

it('a file is forgotten once what that removes was shown and confirmed', async () => {
  const { page, complaints } = await openApplication();
  const heading = 'text,date,ticker\n';
  const shared = '"profit rises",2018-07-18,AAA\n';
  await importPath(page, temporaryFile('first.csv', `${heading}${shared}"profit falls",2018-07-19,BBB\n`));
  await importPath(page, temporaryFile('second.csv', `${heading}${shared}`));
  const sources = page.getByRole('region', { name: 'Sources' });
  await sources.getByRole('button', { name: 'Forget first.csv' }).click();
  const asked = sources.getByRole('group', { name: 'Forget first.csv' });
  await asked.getByText('removes 1 document, 1 mention, 1 company.').waitFor();
  await asked.getByText('One of its texts stays, since other files have it too.').waitFor();
  await asked.getByRole('button', { name: 'Keep it' }).click();
  await expect.poll(() => asked.count()).toBe(0);
  expect(await sources.getByRole('row').count()).toBe(3);

  await sources.getByRole('button', { name: 'Forget first.csv' }).click();
  await asked.getByRole('button', { name: 'Remove from the workspace' }).click();
  await expect.poll(() => sources.getByRole('row').count(), { timeout: 120_000 }).toBe(2);
  expect(await sources.getByRole('row').nth(1).innerText()).toMatch(
    /^second\.csv\s+texts\s.*\s1\s+0\s+0\s+1\s/,
  );
  expect(complaints).toEqual([]);
}, 240_000);
