/** Runs after they were trained: set side by side, asked about a text, and written into a folder. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { exported, importPath, openApplication, overflow } from './application.ts';
import { explainsTexts } from './explained.ts';

const sample = join(import.meta.dirname, '../../resources/sample');
const MINUTE = 60_000;

async function train(page: Page, run: number, settings: { context: string; epochs: number }): Promise<void> {
  await page.getByRole('link', { name: 'Train', exact: true }).click();
  await page.getByRole('combobox', { name: 'Context', exact: true }).selectOption(settings.context);
  await page.getByRole('spinbutton', { name: 'Epochs', exact: true }).fill(String(settings.epochs));
  if (settings.context !== 'none') {
    // A few epochs are not enough for a branch to help, and one that does not shows no attention.
    await page.getByText('All settings').click();
    await page.getByRole('combobox', { name: 'Context model' }).selectOption('joint');
  }
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await page.getByText(`Run ${run} is done`).waitFor({ timeout: 4 * MINUTE });
}

async function saved(page: Page, button: string): Promise<Record<string, string>[]> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  return parse(readFileSync(await download.path()), { columns: true });
}

it('two runs are compared down to the texts, read a text, and are exported', async () => {
  const { page, complaints } = await openApplication();
  await importPath(page, join(sample, 'stockerbot-sample.csv'));
  await importPath(page, join(sample, 'sentiment.csv'), 'sentiment');
  await train(page, 1, { context: 'none', epochs: 2 });
  await train(page, 2, { context: 'cross', epochs: 3 });

  // By keyboard: two runs are ticked, and compared.
  await page.getByRole('link', { name: 'Runs', exact: true }).click();
  const compare = page.getByRole('button', { name: /^Compare/ });
  await compare.waitFor();
  expect(await compare.isDisabled()).toBe(true);
  for (const run of [1, 2]) {
    await page.getByRole('checkbox', { name: `Compare run ${run}` }).focus();
    await page.keyboard.press('Space');
  }
  await compare.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Compare' }).waitFor();

  const points = parse(await exported(page, 'Learning curves', 'Data as CSV'), { columns: true }) as Record<
    string,
    string
  >[];
  const epochs = points
    .filter(({ metric }) => metric === 'valid.macroF1')
    .map(({ run, epoch }) => `${run}: ${epoch}`);
  expect(epochs).toEqual(['1: 1', '1: 2', '2: 1', '2: 2', '2: 3']);
  await page.getByRole('combobox', { name: 'Metric' }).selectOption('train.loss');
  await page.getByRole('combobox', { name: 'Axis' }).selectOption('step');
  await page.getByRole('img', { name: /Learning curves\. Run 1: train loss .* after step/ }).waitFor();

  const differing = page.getByRole('table', { name: 'Settings that differ' });
  const settings = (await differing.innerText()).replaceAll(/\s+/g, ' ');
  expect(settings).toContain('epochs 2 3 context none cross');
  expect(settings).not.toContain('seed');
  await page.getByText('Tested on the same texts; the training texts or the windows differ.').waitFor();
  const scores = await saved(page, 'Export scores as CSV');
  expect(scores.find(({ score }) => score === 'texts tested')).toEqual({
    score: 'texts tested',
    'run 1': '296',
    'run 2': '296',
  });

  // The four cells are all texts, the list is the two in which one run is right, and its counts agree.
  const cells = page.getByRole('table', { name: 'Who was right' }).getByRole('button');
  const counts = (await cells.allInnerTexts()).map(Number);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(296);
  const [, onlyFirst = 0, onlySecond = 0, bothWrong] = counts;
  const rows = await saved(page, 'Export texts as CSV');
  expect(rows).toHaveLength(onlyFirst + onlySecond);
  const gaps = rows.map((row) => Math.abs(Number(row['run 1, of truth']) - Number(row['run 2, of truth'])));
  expect(gaps).toEqual(gaps.toSorted((a, b) => b - a));
  expect(rows.filter((row) => row['run 1'] === row['truth'])).toHaveLength(onlyFirst);
  await page.getByRole('button', { name: /texts: both are wrong/ }).click();
  await page.getByText(`${bothWrong} texts where both are wrong`).waitFor();
  // Nothing but the page's own part scrolls.
  expect(await overflow(page)).toBe(0);
  expect(await page.evaluate('document.documentElement.scrollHeight - innerHeight')).toBe(0);

  // From a text to its ticker's page, where it is chosen, and back.
  const text = page.getByRole('table', { name: 'Texts by difference' }).getByRole('row').nth(1);
  const said = await text.getByRole('paragraph').first().innerText();
  await text.getByRole('link').click();
  await page.getByRole('article', { name: 'The text' }).getByText(said).waitFor();
  await page.goBack();
  await page.getByRole('link', { name: 'Run 2' }).first().click();
  await page.getByRole('heading', { name: 'Run 2' }).waitFor();

  // A text is read at a time: its window came before, and each head shares out one.
  await page
    .getByRole('textbox', { name: 'Text to read' })
    .fill('The quarter is out, revenue of $1.2 billion');
  await page.getByRole('combobox', { name: 'Ticker' }).fill('nosuch');
  await page.getByRole('button', { name: 'Read', exact: true }).click();
  await page.getByText('There is no ticker NOSUCH.').waitFor();
  const symbol = await page.locator('datalist option').first().getAttribute('value');
  await page.getByRole('combobox', { name: 'Ticker' }).fill(symbol ?? '');
  await page.getByRole('button', { name: 'Read', exact: true }).click();
  await page.getByRole('table', { name: 'Class probabilities' }).waitFor({ timeout: 4 * MINUTE });
  // Without a time it is read after all others, and that is said.
  await page.getByRole('article', { name: 'The text' }).getByText('as of now').waitFor();
  await page
    .getByRole('list', { name: 'Context texts by attention' })
    .getByRole('listitem')
    .first()
    .waitFor();
  const weights = parse(await exported(page, 'Attention', 'Data as CSV'), { columns: true }) as Record<
    string,
    string
  >[];
  const mean = weights
    .filter(({ head }) => head === 'mean')
    .reduce((sum, row) => sum + Number(row['weight']), 0);
  expect(mean).toBeCloseTo(1, 4);

  // Exported where it is told, and not over what is there.
  await page.getByRole('combobox', { name: 'Format' }).selectOption('safetensors');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const told = page.getByText(/\/exports\/run-2-safetensors$/);
  await told.waitFor({ timeout: 4 * MINUTE });
  const folder = (await told.innerText()).replace(/^In /, '');
  expect(existsSync(join(folder, 'model.safetensors'))).toBe(true);
  await page.getByRole('textbox', { name: 'New folder' }).fill(folder);
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByText('already exists').waitFor({ timeout: 4 * MINUTE });

  await explainsTexts(page, 2);
  expect(complaints).toEqual([]);
});

it('says which runs can be compared, and which are not there', async () => {
  const { page } = await openApplication({ width: 1024, height: 700 });
  await page.evaluate("location.hash = '#/runs/compare'");
  await page.getByText('Two or more runs can be compared.').waitFor();
  await page.evaluate("location.hash = '#/runs/compare?ids=7,8'");
  await page.getByText('There is no run 7').waitFor();
  expect(await overflow(page)).toBe(0);
});
