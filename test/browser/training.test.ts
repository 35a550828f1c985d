/** A recipe from the window: trained to its end, and asked what it attended to. */
import { expect, it } from 'vitest';
import { overflow } from './application.ts';
import { csvOf, MINUTE, openTraining, setting } from './train-form.ts';

it('document attention is trained from the window, and shows what it attends to', async () => {
  const { page, complaints } = await openTraining();

  // What there is to learn from is told before anything starts, and what is missing stops it.
  const data = page.getByRole('region', { name: 'Data to learn from' });
  await data.getByText('1,482 distinct', { exact: true }).waitFor();
  await data
    .getByText(/^About 296 texts would be tested: an accuracy would be known to ± 5\.7 points/)
    .waitFor();
  const byTicker = page.getByRole('region', { name: 'Labels by ticker' });
  await byTicker.getByText(/tickers with labels can be trained alone/).waitFor();
  const recipe = page.getByRole('combobox', { name: 'Recipe' });
  await recipe.selectOption('price-transformer');
  await data.getByText('Too little to train on.').waitFor();
  await page.getByRole('status').getByText('There are no prices.').waitFor();
  const train = page.getByRole('button', { name: 'Train', exact: true });
  expect(await train.isDisabled()).toBe(true);

  await recipe.selectOption('document-attention');
  await data.getByRole('list', { name: 'Classes' }).getByText('negative').waitFor();
  await page.getByRole('combobox', { name: 'Attention' }).selectOption('soft');
  await setting(page, 'Epochs').fill('2');
  await page.getByText('All settings').click();
  // A bound that is excluded, which a number field does not know by itself.
  const rate = setting(page, 'Learning rate');
  await rate.fill('0');
  expect(await rate.evaluate((field) => field.matches(':invalid'))).toBe(true);
  await rate.fill('0.002');
  expect(await rate.evaluate((field) => field.matches(':invalid'))).toBe(false);
  await setting(page, 'Heads').fill('3');
  await train.click();
  await page.getByText('Run 1 is done').waitFor({ timeout: 4 * MINUTE });
  await page.getByRole('table', { name: 'Scores and baselines' }).waitFor();
  await page.getByRole('link', { name: 'Details' }).click();
  await page.getByRole('heading', { name: 'Run 1' }).waitFor();
  await page.getByRole('table', { name: 'Scores by ticker' }).waitFor();
  // A cell, a class and a number of the test part lead to their texts.
  const tested = page.getByRole('region', { name: 'Test texts' });
  await tested.getByText(/^\d+ wrong$/).waitFor();
  const classes = page.getByRole('table', { name: 'Scores per class' });
  const support = await classes
    .getByRole('row', { name: /^negative/ })
    .getByRole('cell')
    .last()
    .innerText();
  await classes.getByRole('button', { name: 'negative' }).click();
  await tested.getByText(`${support} found`).waitFor();
  await tested.getByRole('combobox', { name: 'Predicted' }).selectOption('positive');
  await expect.poll(() => page.url()).toMatch(/truth=negative&predicted=positive/);
  const errors = await csvOf(page, 'Confusion matrix');
  const count = errors.find(({ truth }) => truth === 'negative')?.['predicted positive'];
  await tested.getByText(`${count} found`).waitFor();
  const provenance = page.getByRole('region', { name: 'Provenance' });
  expect(await provenance.innerText()).toMatch(/document-attention[\s\S]*heads\s+3/);

  // Its heads weigh the words of the text itself: each shares out one.
  await page.getByRole('link', { name: 'Tickers', exact: true }).click();
  await page.getByRole('table', { name: 'Tickers' }).getByRole('link').first().click();
  await page.getByRole('tab', { name: 'Attention' }).click();
  await page.getByRole('img', { name: /^Attention/ }).waitFor({ timeout: 4 * MINUTE });
  const tokens = page.getByRole('list', { name: 'The text by attention' });
  await tokens.waitFor();
  const rows = await csvOf(page, 'Attention');
  const sums = new Map<string, number>();
  for (const { head = '', weight } of rows) sums.set(head, (sums.get(head) ?? 0) + Number(weight));
  expect([...sums.keys()]).toEqual(['head 1', 'head 2', 'head 3', 'mean']);
  for (const sum of sums.values()) expect(sum).toBeCloseTo(1, 4);
  const words = rows.filter(({ head }) => head === 'mean').map(({ text = '' }) => text);
  const shown = (await tokens.innerText()).replaceAll(/\s+/g, ' ');
  for (const word of words) expect(shown).toContain(word);
  expect(await overflow(page)).toBe(0);

  // What was counted before is there again, and a setting out of its range is named by its label.
  await page.getByRole('link', { name: 'Train', exact: true }).click();
  await data.getByText('1,482 distinct', { exact: true }).waitFor();
  await recipe.selectOption('price-transformer');
  await setting(page, 'Days').fill('0');
  await page.getByText('“Days” must be at least 1.').waitFor();
  await setting(page, 'Days').fill('5');
  await page.getByRole('status').getByText('There are no prices.').waitFor();
  expect(complaints).toEqual([]);
});
