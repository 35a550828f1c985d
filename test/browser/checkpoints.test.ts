/** Checkpoints in the settings: added from a path, measured, checked and removed. */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tinyBert } from '../support/said-before.ts';
import { temporaryFile } from '../support/workspace.ts';
import { openApplication, overflow } from './application.ts';
import { emptyLibrary } from './empty-library.ts';

it('a checkpoint is added by its path, measured, checked and removed', async () => {
  const library = emptyLibrary();
  const { page, complaints } = await openApplication({ width: 1024, height: 700 });
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByText('No checkpoints yet.').waitFor();
  const source = page.getByRole('textbox', { name: 'Path on the server' });
  await source.fill(tinyBert);
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
