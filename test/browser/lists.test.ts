/** Long lists: how much work a change of all rows is. */
import { expect, it } from 'vitest';
import { openStore } from '../../src-main/store/open.ts';
import { importContent } from '../support/workspace.ts';
import { openApplication } from './application.ts';

const COMPANIES = 120;
/** Every other one has the letter that is typed; those without come first. */
const symbol = (at: number) =>
  `${at % 2 === 0 ? 'B' : 'C'}${String.fromCharCode(68 + Math.floor(at / 26), 65 + (at % 26))}`;

it('a letter that changes all rows in sight has the page laid out a few times, not once for each row', async () => {
  const { page, complaints, workspace } = await openApplication();
  await page.getByText('This workspace is empty.').waitFor();
  const store = openStore(workspace);
  const rows = Array.from(
    { length: COMPANIES },
    (_, at) => `2018-07-10 10:00,${symbol(at)},news number ${at}`,
  );
  await importContent(store, 'texts.csv', `date,ticker,text\n${rows.join('\n')}\n`);
  store.close();
  await page.reload();
  await page.getByRole('link', { name: 'Tickers', exact: true }).click();
  const table = page.getByRole('table', { name: 'Tickers' });
  await table.getByRole('link', { name: symbol(0), exact: true }).waitFor();
  const seen = await table.getByRole('row').count();
  expect(seen).toBeGreaterThan(20);

  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const layouts = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'LayoutCount')!.value;
  };
  await page.getByRole('searchbox', { name: 'Find a ticker' }).focus();
  const before = await layouts();
  await page.keyboard.press('c');
  await table.getByRole('link', { name: symbol(0), exact: true }).waitFor({ state: 'detached' });
  await table.getByRole('link', { name: symbol(1), exact: true }).waitFor();
  expect(await table.getByRole('row').count()).toBe(seen);
  expect((await layouts()) - before).toBeLessThan(seen / 2);
  expect(complaints).toEqual([]);
});
