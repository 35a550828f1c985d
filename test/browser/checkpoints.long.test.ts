/** Checkpoints from their file to a training: sent to the server, added, chosen, and tuned or not. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { zipOf } from '../../src-main/ingest/zip-file.testing.ts';
import { tinyBert } from '../support/said-before.ts';
import { temporaryFile } from '../support/workspace.ts';
import { importPath, openApplication, overflow } from './application.ts';
import { emptyLibrary } from './empty-library.ts';

it('a wheel is sent to the server, and what it holds is chosen for a training', async () => {
  emptyLibrary();
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

  const files = readdirSync(tinyBert).map((file) => ({
    name: `tiny/model/${file}`,
    content: readFileSync(join(tinyBert, file)),
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

it('what reads a text is chosen first, then its checkpoint or its vectors, and whether they are tuned', async () => {
  emptyLibrary();
  const { page, complaints } = await openApplication({ width: 1024, height: 700 });
  const texts = Array.from(
    { length: 60 },
    (_, i) =>
      `2020-01-${String((i % 28) + 1).padStart(2, '0')},AAA,${i % 2 ? 'up' : 'down'} ${'abcdefghij'[i % 10]}${i},${i % 2}`,
  );
  await importPath(page, temporaryFile('texts.csv', `date,ticker,text,sentiment\n${texts.join('\n')}\n`));
  await page.getByRole('link', { name: 'Settings' }).click();
  // The view that is left has such a field too.
  await page.getByText('No checkpoints yet.').waitFor();
  await page.getByRole('textbox', { name: 'Path on the server' }).fill(tinyBert);
  await page.getByRole('textbox', { name: 'Name (optional)' }).fill('tiny');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('status', { name: 'Added checkpoint' }).getByText('was added').waitFor();

  await page.evaluate(`location.hash = '#/train?recipe=contextual-sentiment'`);
  const form = page.getByRole('form', { name: 'Training' });
  const field = (label: string) => form.locator('label.field').filter({ hasText: label });
  const tune = field('Tune the encoder').getByRole('combobox');
  const encoder = field('Texts as').getByRole('combobox');
  await encoder.waitFor();
  expect(await tune.count()).toBe(0);
  await encoder.selectOption('checkpoint');
  // The one that is there, not the usual one, which has not been added.
  const checkpoint = form.getByRole('combobox', { name: 'Checkpoint' });
  await checkpoint.locator('option:checked').getByText('tiny').waitFor({ state: 'attached' });
  expect(await checkpoint.locator('option').allInnerTexts()).toEqual([
    expect.stringContaining('tiny'),
    'a folder…',
  ]);
  const labels = await form.locator('label.field > span:first-child').allInnerTexts();
  const order = ['Texts as', 'Checkpoint', 'Tune the encoder'];
  expect(labels.filter((label) => order.includes(label))).toEqual(order);
  expect(await overflow(page)).toBe(0);

  // With words it is the vectors of a file that may be tuned or not.
  await encoder.selectOption('words');
  await form.getByText('All settings').click();
  await form.getByRole('combobox', { name: 'Start from' }).selectOption('file');
  const vectors = temporaryFile('vectors.txt', 'up 1 0 0 0\ndown 0 1 0 0\na 0 0 1 0\n');
  const path = form.getByRole('textbox', { name: 'Path of the file of vectors' });
  await path.fill(vectors);
  await path.press('Tab');
  await tune.selectOption('false');
  await field('Context').first().getByRole('combobox').selectOption('none');
  await field('Epochs').getByRole('spinbutton').fill('1');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await page.getByText(/Run \d is done/).waitFor();
  await page.evaluate(`location.hash = '#/runs/1'`);
  await page.getByText('vectors.txt').first().waitFor();
  expect((await page.locator('main').innerText()).replaceAll(/\s+/g, ' ')).toMatch(
    /frozen|kept fixed|not trained/i,
  );

  // A choice that depends on others says so where nothing is chosen.
  await page.evaluate(`location.hash = '#/train?recipe=company-embedding'`);
  const objective = page.getByRole('combobox', { name: 'Objective' });
  expect(await objective.locator('option:checked').innerText()).toBe('the default');
  await objective.selectOption('match its texts');
  await page.getByRole('combobox', { name: 'Texts as' }).waitFor();
  expect(complaints).toEqual([]);
}, 240_000);
