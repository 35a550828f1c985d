/** Runs are named, tagged, pinned and archived, and found again by what was written about them. */
import { expect, it } from 'vitest';
import { trainConfigSchema } from '../../src-main/configs/all.ts';
import { openStore } from '../../src-main/store/open.ts';
import { createRun, updateRun } from '../../src-main/store/runs.ts';
import { openApplication } from './application.ts';

it('a run is named on its page and found in the list; archiving can be undone', async () => {
  const { page, complaints, workspace } = await openApplication();
  const store = openStore(workspace);
  for (const recipe of ['topic', 'word2vec'] as const) {
    const config = JSON.stringify(trainConfigSchema.parse({ recipe }));
    updateRun(store, createRun(store, { recipe, config, version: '1' }), { state: 'cancelled' });
  }
  store.close();

  await page.evaluate("location.hash = '#/runs/1'");
  const notes = page.getByRole('region', { name: 'Notes' });
  await notes.getByRole('button', { name: 'Edit' }).click();
  await page.keyboard.type('the first one');
  await notes.getByRole('textbox', { name: 'Tags' }).fill('paper, table 2');
  await notes.getByRole('textbox', { name: 'Note' }).fill('Before the new labels.\nTo be repeated.');
  await notes.getByRole('button', { name: 'Save' }).click();
  await notes.getByText('table 2').waitFor();
  expect(await notes.innerText()).toContain('Before the new labels.\nTo be repeated.');
  await notes.getByRole('button', { name: 'Pin' }).click();
  await notes.getByRole('button', { name: 'Unpin' }).waitFor();

  await page.evaluate("location.hash = '#/runs'");
  const links = page.getByRole('table', { name: 'Runs' }).getByRole('link');
  // Pinned, so that it stands before the newer one.
  await expect.poll(() => links.allInnerTexts()).toEqual(['1', '2']);
  const search = page.getByRole('searchbox', { name: 'Search runs' });
  await search.fill('paper first');
  await expect.poll(() => links.allInnerTexts()).toEqual(['1']);
  await search.fill('nothing of that name');
  await page.getByText('No run matches.').waitFor();
  await page.getByRole('button', { name: 'Show all runs' }).click();

  await page.getByRole('checkbox', { name: 'Compare run 2' }).check();
  await page.getByRole('button', { name: 'Archive' }).click();
  await page.getByText('Run 2 was archived.').waitFor();
  await expect.poll(() => links.allInnerTexts()).toEqual(['1']);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => links.allInnerTexts()).toEqual(['1', '2']);

  await page.getByRole('checkbox', { name: 'Compare run 2' }).check();
  await page.getByRole('button', { name: 'Archive' }).click();
  await page.getByRole('checkbox', { name: 'Show archived runs (1)' }).check();
  await expect.poll(() => links.allInnerTexts()).toEqual(['1', '2']);
  expect(complaints).toEqual([]);
}, 240_000);
