/** Every view, light and dark, by the rules of axe; and what keys alone can do everywhere. */
import { expect, it } from 'vitest';
import { z } from 'zod';
import { importSample, trainedRun } from '../../src-main/export/trained-run.testing.ts';
import { openStore } from '../../src-main/store/open.ts';
import { openApplication, overflow } from './application.ts';
import { wrongWith } from './axe.ts';

it('axe finds nothing wrong with any view, light or dark, and every place is found by keys', async () => {
  const { page, complaints, workspace } = await openApplication({
    before: (blank) => blank.emulateMedia({ reducedMotion: 'reduce' }),
  });
  const wrong: string[] = [];
  const look = async (place: string) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      wrong.push(...(await wrongWith(page)).map((what) => `${place}, ${colorScheme}: ${what}`));
    }
  };
  await page.getByText('This workspace is empty.').waitFor();
  await look('an empty library');

  const store = openStore(workspace);
  await importSample(store);
  const settings = { recipe: 'contextual-sentiment', contextModel: 'joint', window: { n: 3 }, epochs: 1 };
  for (const context of ['none', 'cross']) await trainedRun(store, { ...settings, context });
  await trainedRun(store, { recipe: 'company-embedding', epochs: 1 });
  const { symbol } = z
    .object({ symbol: z.string() })
    .parse(store.db.prepare('SELECT symbol FROM company ORDER BY id LIMIT 1').get());
  store.close();
  await page.reload();

  const places: [string, string][] = [
    ['/library', 'Sources'],
    ['/tickers', 'Texts over time'],
    [`/tickers/${symbol}`, symbol],
    [`/tickers/${symbol}?tab=train`, 'Context window'],
    ['/label', 'Label'],
    ['/train', 'Context window'],
    ['/runs', 'Runs'],
    ['/runs/2', 'Run 2'],
    ['/runs/compare?ids=1,2', 'Compare'],
    ['/study', 'Study'],
    ['/study/new', 'New study'],
    ['/explain', 'Explain'],
    ['/companies', 'PCA'],
    ['/settings', 'Settings'],
  ];
  for (const [address, heading] of places) {
    await page.evaluate(`location.hash = '#${address}'`);
    await page.getByRole('heading', { name: heading }).first().waitFor({ state: 'attached' });
    await page.waitForLoadState('networkidle');
    await look(address);
    // A window of 1440 by 900 at 200 %: nothing is beside the page, and every place can be reached.
    await page.setViewportSize({ width: 720, height: 450 });
    if ((await overflow(page)) > 0) wrong.push(`${address}: at 200 % it is wider than the window`);
    await page.setViewportSize({ width: 1440, height: 900 });
  }

  // With colours of the user's own: what is data keeps its colours, and what is chosen has a line.
  await page.emulateMedia({ forcedColors: 'active' });
  await page.evaluate("location.hash = '#/explain?run=2'");
  await page.getByText('Context texts, most recent first').waitFor();
  wrong.push(...(await wrongWith(page)).map((what) => `Explain in forced colours: ${what}`));
  const seen = async (selector: string): Promise<string> =>
    String(
      await page.evaluate(
        `(({ forcedColorAdjust, outlineStyle }) => forcedColorAdjust + ' ' + outlineStyle)(
          getComputedStyle(document.querySelector(${JSON.stringify(selector)})))`,
      ),
    );
  expect(await seen('span.bar')).toMatch(/^none/);
  expect(await seen('[aria-pressed="true"]')).toMatch(/ solid$/);
  await page.emulateMedia({ forcedColors: 'none' });

  // From anywhere to a ticker by its first letters, and to what keys do.
  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: /^Find/ }).waitFor();
  await page.keyboard.type(symbol.toLowerCase());
  await page.getByRole('option', { name: symbol }).first().waitFor();
  await look('what is found');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: symbol, level: 1 }).waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  await look('the keys');
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  // Another address leads away from under it.
  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: /^Find/ }).waitFor();
  await page.goBack();
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);

  expect(wrong).toEqual([]);
  expect(complaints).toEqual([]);
});
