/** The views on one workspace: what is chosen stays chosen, and every number leads to its texts. */
import { expect, it } from 'vitest';
import { importContent } from '../support/workspace.ts';
import { openStore } from '../../src-main/store/open.ts';
import { openApplication } from './application.ts';

/** Texts of two tickers over four days, some of them labelled. */
function texts(): string {
  const rows = Array.from({ length: 120 }, (_, i) => {
    const day = String(10 + Math.floor(i / 30)).padStart(2, '0');
    const time = `2018-07-${day}T${String(i % 24).padStart(2, '0')}:${String(i % 60).padStart(2, '0')}:00Z`;
    const tone = i % 3 === 0 ? 'positive' : i % 3 === 1 ? 'negative' : '';
    return `"${i % 2 === 0 ? 'profit rises' : 'the outlook falls'} number ${'abcdefghij'[i % 10]}${'klmnopqrst'[Math.floor(i / 10) % 10]} of ${i}",${time},${i % 4 === 0 ? 'BBB' : 'AAA'},author${i % 5},${tone}`;
  });
  return `text,date,ticker,author,sentiment\n${rows.join('\n')}\n`;
}

it('what is chosen stands in the address: it is there after going back, a reload and a restart', async () => {
  const { page, complaints, workspace } = await openApplication();
  const views = page.getByRole('navigation', { name: 'Views' });
  const store = openStore(workspace);
  await importContent(store, 'texts.csv', texts());
  store.close();

  // The list of tickers, ordered and filtered, is there again after a look at one of them.
  await views.getByRole('link', { name: 'Tickers', exact: true }).click();
  const tickers = page.getByRole('table', { name: 'Tickers' });
  await tickers.getByRole('button', { name: 'Ticker' }).click();
  await page.getByRole('searchbox', { name: 'Find a ticker' }).fill('b');
  await expect.poll(() => tickers.getByRole('link').allInnerTexts()).toEqual(['BBB']);
  await expect.poll(() => page.url()).toMatch(/sort=symbol&find=b$/);
  await tickers.getByRole('link', { name: 'BBB' }).click();
  await page.getByRole('heading', { name: 'BBB' }).waitFor();
  // The keyboard goes where the view goes.
  await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('BBB');

  // A window that was set is there after a reload.
  const window = page.getByRole('list', { name: 'Context window, most recent first' });
  await expect.poll(() => window.getByRole('listitem').count()).toBe(8);
  await page.getByRole('spinbutton', { name: 'Texts' }).fill('3');
  await expect.poll(() => window.getByRole('listitem').count()).toBe(3);
  await page.getByRole('checkbox', { name: 'Verified only' }).check();
  await expect.poll(() => page.url()).toMatch(/window\.n=3&window\.verifiedOnly=true/);
  await page.reload();
  await expect.poll(() => page.getByRole('spinbutton', { name: 'Texts' }).inputValue()).toBe('3');
  expect(await page.getByRole('checkbox', { name: 'Verified only' }).isChecked()).toBe(true);

  await page.goBack();
  await expect.poll(() => page.getByRole('searchbox', { name: 'Find a ticker' }).inputValue()).toBe('b');
  await expect.poll(() => tickers.getByRole('link').allInnerTexts()).toEqual(['BBB']);

  // So is the training form, wherever one was meanwhile; asked for from itself, it begins anew.
  await views.getByRole('link', { name: 'Train', exact: true }).click();
  const epochs = page.getByRole('spinbutton', { name: 'Epochs' });
  await epochs.fill('3');
  await page.getByRole('combobox', { name: 'Context', exact: true }).selectOption('concat');
  await expect.poll(() => decodeURIComponent(page.url())).toMatch(/set=epochs=3&set=context=concat/);
  await views.getByRole('link', { name: 'Library', exact: true }).click();
  await page.getByRole('region', { name: 'Sources' }).waitFor();
  await views.getByRole('link', { name: 'Train', exact: true }).click();
  await expect.poll(() => epochs.inputValue()).toBe('3');
  await page.goto(new URL('/', page.url()).href);
  await page.getByRole('heading', { name: 'Train', level: 1 }).waitFor();
  await expect.poll(() => epochs.inputValue()).toBe('3');
  expect(await page.getByRole('combobox', { name: 'Context', exact: true }).inputValue()).toBe('concat');
  await views.getByRole('link', { name: 'Train', exact: true }).click();
  await expect.poll(() => epochs.inputValue()).toBe('');
  expect(complaints).toEqual([]);
}, 240_000);
