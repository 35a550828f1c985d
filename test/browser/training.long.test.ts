/** Trainings from the window: stopped and gone on with, in two stages, with several values, on several sizes. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { overflow } from './application.ts';
import { csvOf, MINUTE, openTraining, setting } from './train-form.ts';

it('a training that was cancelled goes on where it stood', async () => {
  const { page, complaints } = await openTraining();
  await page.getByRole('combobox', { name: 'Recipe' }).selectOption('simple-transformer');
  const epochs = 60;
  await setting(page, 'Epochs').fill(String(epochs));
  await page.getByText('All settings').click();
  await setting(page, 'Patience').fill(String(epochs));
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await page.getByRole('img', { name: /Learning curves.*after epoch/ }).waitFor({ timeout: 4 * MINUTE });
  // From every view, the queue says how far it is, and stops it.
  await page.getByRole('button', { name: 'Jobs: 1 in progress or waiting' }).click();
  const queue = page.getByRole('dialog', { name: 'Jobs' });
  await queue.getByText(/ a second · .* left/).waitFor();
  await queue.getByRole('button', { name: 'Cancel Training, run 1' }).click();
  await queue.getByText('cancelled').waitFor({ timeout: 4 * MINUTE });
  await page.keyboard.press('Escape');
  await page.getByText('Run 1 was cancelled').waitFor({ timeout: 4 * MINUTE });

  await page.getByRole('link', { name: 'Details' }).click();
  await page.getByRole('heading', { name: 'Run 1' }).waitFor();
  // Where an error offers to resume the run, it leads here.
  await page.evaluate("location.hash = '#/runs/1?to=resume'");
  await expect.poll(() => page.evaluate('document.activeElement.textContent.trim()')).toBe('Resume');
  const before = await epochsOf(page);
  expect(before.length).toBeGreaterThan(0);
  expect(before.length).toBeLessThan(epochs);

  await page.getByRole('button', { name: 'Resume' }).click();
  await page.getByRole('progressbar', { name: 'Training' }).waitFor();
  await page.getByRole('table', { name: 'Scores and baselines' }).waitFor({ timeout: 4 * MINUTE });
  await expect.poll(() => page.getByRole('button', { name: 'Resume' }).count()).toBe(0);
  // Every epoch once, as if it had never been stopped.
  expect(await epochsOf(page)).toEqual(Array.from({ length: epochs }, (_, index) => String(index + 1)));
  expect(complaints).toEqual([]);
});

it('a text model and its context branch are drawn apart, and the result says whether the context helped', async () => {
  const { page, complaints } = await openTraining();
  await page.getByRole('combobox', { name: 'Recipe' }).selectOption('contextual-sentiment');
  await setting(page, 'Epochs').fill('2');
  await page.getByText('All settings').click();
  // Nothing is learned at such a rate, so that no context wins.
  await setting(page, 'Learning rate').fill('1e-20');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await page.getByText('Run 1 is done').waitFor({ timeout: 4 * MINUTE });
  await page.getByText('No context won').waitFor();
  await page.getByRole('cell', { name: 'The text alone' }).waitFor();
  const epochs = async (chart: string) =>
    (await csvOf(page, chart)).filter(({ metric }) => metric === 'valid.loss').map(({ epoch }) => epoch);
  expect(await epochs('Learning curves of the text model')).toEqual(['1', '2']);
  expect(await epochs('Context branch, from epoch 0: no context')).toEqual(['0', '1', '2']);
  expect(complaints).toEqual([]);
});

it('several values of a setting are tried in validation, and the best one alone is tested', async () => {
  const { page, complaints } = await openTraining();
  await page.getByRole('combobox', { name: 'Recipe' }).selectOption('document-attention');
  await setting(page, 'Epochs').fill('1');
  await page.getByText('All settings').click();
  await setting(page, 'Width').fill('8');
  await setting(page, 'Texts learned').fill('60');
  await page.getByText('Several values of a setting').click();
  const values = page.getByRole('textbox', { name: 'Values of setting 1' });
  const start = page.getByRole('button', { name: 'Try them' });
  await values.fill('0.001, x');
  await page.getByText('Learning rate: “x” is none of its values.').waitFor();
  expect(await start.isDisabled()).toBe(true);
  await values.fill('0.001, 0.02');
  await page.getByText('all 2 combinations').waitFor();
  await start.click();
  await page.getByText('The sweep is done').waitFor({ timeout: 4 * MINUTE });
  const trials = page.getByRole('table', { name: 'Trials of the sweep' });
  await expect.poll(() => trials.getByRole('row').count()).toBe(3);
  expect(await trials.innerText()).toMatch(/0\.001[\s\S]*0\.02/);
  await page.getByText('These settings were then tested: run 3').waitFor();

  // Trials are folded up in the list, and the run that was tested stands there.
  await page.getByRole('link', { name: 'Runs', exact: true }).click();
  const list = page.getByRole('table', { name: 'Runs' });
  await list.getByRole('link', { name: '3', exact: true }).waitFor();
  expect(await list.getByRole('link', { name: '1', exact: true }).count()).toBe(0);
  await list.getByRole('button', { name: 'Show the 2 trials' }).click();
  await list.getByRole('link', { name: '1', exact: true }).click();
  await page.getByRole('heading', { name: 'Run 1' }).waitFor();
  await trials.waitFor();
  expect(await page.getByText(/on the test part|Baseline/).count()).toBe(0);
  expect(complaints).toEqual([]);
});

it('a learning curve is drawn from its runs, and is there again when one comes back', async () => {
  const { page, complaints } = await openTraining();
  const recipe = page.getByRole('combobox', { name: 'Recipe' });
  const curve = page.getByRole('button', { name: 'Learning curve', exact: true });
  await recipe.selectOption('word2vec');
  await expect.poll(() => curve.count()).toBe(0);
  await recipe.selectOption('document-attention');
  await setting(page, 'Epochs').fill('1');
  await page.getByText('All settings').click();
  await setting(page, 'Width').fill('8');
  await curve.click();
  const sizes = page.getByRole('textbox', { name: 'Sizes' });
  const start = page.getByRole('button', { name: 'Train the curve' });
  await sizes.fill('40, ten');
  await page.getByText('“ten” is not a size').waitFor();
  expect(await start.isDisabled()).toBe(true);
  await sizes.fill('40, 10');
  await setting(page, 'Seeds per size').fill('2');
  await start.click();
  await page.getByText('The learning curve is done').waitFor({ timeout: 4 * MINUTE });
  const table = page.getByRole('table', { name: 'Scores by training size' });
  await expect.poll(() => table.getByRole('row').count()).toBe(3);
  const rows = await csvOf(page, 'Scores by training size');
  const own = rows.filter(({ model }) => model === 'document-attention');
  expect(own.map(({ texts, seeds }) => [texts, seeds])).toEqual([
    ['10', '2'],
    ['40', '2'],
  ]);
  const shown = await table.innerText();
  for (const { accuracy } of own) expect(shown).toContain(Number(accuracy).toFixed(3).slice(1));

  await page.getByRole('link', { name: 'Runs', exact: true }).click();
  // Two seeds of each size: a row with their mean, which opens to the runs.
  const list = page.getByRole('table', { name: 'Runs' });
  const group = list.getByRole('row').filter({ hasText: '40 texts' });
  const mean = Number(own[1]!.accuracy).toFixed(3).slice(1);
  await expect.poll(() => group.innerText()).toContain(`${mean} ± `);
  expect(await list.getByRole('checkbox').count()).toBe(0);
  await group.getByRole('button', { name: 'Show the 2 runs' }).click();
  await list.getByRole('link', { name: '3', exact: true }).click();
  await page.getByRole('heading', { name: 'Run 3' }).waitFor();
  await page.reload();
  await table.waitFor();
  expect(await table.innerText()).toBe(shown);
  expect(await overflow(page)).toBe(0);
  expect(complaints).toEqual([]);
});

async function epochsOf(page: Page): Promise<string[]> {
  const rows = await csvOf(page, 'Learning curves');
  return rows.filter(({ metric }) => metric === 'valid.loss').map(({ epoch = '' }) => epoch);
}
