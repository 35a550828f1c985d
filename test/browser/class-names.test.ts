/** Classes whose labels are numbers get names in the window, and are called so wherever a text or a result has them. */
import { expect, it } from 'vitest';
import { trainedRun } from '../../src-main/export/trained-run.testing.ts';
import { openStore } from '../../src-main/store/open.ts';
import { importContent } from '../support/workspace.ts';
import { exported, openApplication } from './application.ts';

/** Sixty texts of two classes, 0 and 1. */
function texts(): string {
  const rows = Array.from({ length: 60 }, (_, i) => {
    // Unlike each other: near-duplicates count once, and digits are no words.
    const letters = `${'abcdefghij'[i % 10]}${'klmnopqrst'[Math.floor(i / 10)]}`;
    const said = ['x', 'y', 'z', 'u', 'v'].map((letter) => `${letter}${letters}`).join(' ');
    const minute = String(i).padStart(2, '0');
    return `"${i % 2 === 0 ? 'profit falls' : 'profit rises'} ${said}",2018-07-10T10:${minute}:00Z,AAA,${i % 2}`;
  });
  return `text,date,ticker,topic\n${rows.join('\n')}\n`;
}

it('a class is named once, and called so by its texts, its buttons, a result and what is exported', async () => {
  const { page, complaints, workspace } = await openApplication();
  const store = openStore(workspace);
  await importContent(store, 'texts.csv', texts());
  const run = await trainedRun(store, { recipe: 'document-attention', scheme: 'topic', epochs: 1 });
  store.close();
  await page.reload();

  // From the scores of nameless classes to where they are named.
  await page.evaluate(`location.hash = '#/runs/${run}'`);
  await page.getByRole('link', { name: 'Name these classes' }).click();
  const names = page.getByRole('group').filter({ hasText: 'Names of the classes' });
  await names.getByRole('textbox', { name: '0', exact: true }).fill('bearish');
  await names.getByRole('textbox', { name: '1', exact: true }).fill('bearish');
  await names.getByRole('button', { name: 'Save names' }).click();
  await page.getByText('give each class a name of its own').waitFor();
  await names.getByRole('textbox', { name: '1', exact: true }).fill('bullish');
  await names.getByRole('button', { name: 'Save names' }).click();
  await page.getByText('Saved.').waitFor();

  await page.getByRole('textbox', { name: 'Your name' }).fill('Ann');
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'bullish (1)' }).waitFor();

  await page.evaluate("location.hash = '#/tickers/AAA'");
  await page.getByRole('listbox', { name: 'Texts of AAA' }).getByText('bullish').first().waitFor();

  await page.evaluate(`location.hash = '#/runs/${run}'`);
  const classes = page.getByRole('table', { name: 'Scores per class' });
  await classes.getByRole('button', { name: 'bearish' }).waitFor();
  expect((await exported(page, 'Confusion matrix', 'Data as CSV')).toString()).toContain(
    'truth,predicted bearish (0),predicted bullish (1)',
  );
  await classes.getByRole('button', { name: 'bearish' }).click();
  await expect.poll(() => page.url()).toMatch(/truth=0/);
  await expect.poll(() => page.getByRole('combobox', { name: 'Label', exact: true }).inputValue()).toBe('0');
  expect(complaints).toEqual([]);
}, 240_000);
