/** A checkpoint that is trained further on texts from the window, and then reads texts for another recipe. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { goldenFolder } from '../golden/reference-case.ts';
import { importPath, openApplication } from './application.ts';

const sample = join(import.meta.dirname, '../../resources/sample');
const published = join(goldenFolder, 'bert_checkpoint');

it('a checkpoint is trained on masked tokens, and chosen for a classifier', async () => {
  const { page, complaints } = await openApplication();
  await importPath(page, join(sample, 'stockerbot-sample.csv'));
  await importPath(page, join(sample, 'sentiment.csv'), 'sentiment');
  await page.evaluate(`location.hash = '#/train?recipe=masked-language-model'`);
  const select = page.getByRole('combobox', { name: 'Checkpoint' });
  await select.selectOption('a folder…');
  const folder = page.getByRole('textbox', { name: 'Folder of the checkpoint' });
  await folder.fill(published);
  await folder.blur();
  const train = page.getByRole('button', { name: 'Train', exact: true });
  await train.click();
  await page.getByText('Run 1 is done').waitFor({ timeout: 240_000 });
  await page.getByRole('link', { name: 'Details' }).click();
  const table = page.getByRole('table', { name: 'On masked tokens of held-out texts' });
  expect(await table.innerText()).toMatch(/Perplexity[\s\S]*\d/);

  await page.evaluate(`location.hash = '#/train?recipe=bert-classifier'`);
  await select.selectOption('run:1');
  expect(await select.locator('option:checked').innerText()).toMatch(/^Run 1 · masked-language-model/);
  await page.getByRole('spinbutton', { name: 'Epochs' }).fill('1');
  await page.getByRole('checkbox', { name: 'Train the head only' }).check();
  await train.click();
  await page.getByText('Run 2 is done').waitFor({ timeout: 240_000 });
  await page.getByText(/The checkpoint was trained on \d+ of the test texts, without labels/).waitFor();
  expect(complaints).toEqual([]);
}, 540_000);
