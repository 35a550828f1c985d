/** The maps of texts and companies under the pointer, and what their addresses keep. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { openStore } from '../../src-main/store/open.ts';
import { contexture } from '../support/command.ts';
import { importContent } from '../support/workspace.ts';
import { openApplication } from './application.ts';

/** Longer than a map rests before its address follows. */
const RESTED_MS = 600;
/** A turn of the wheel has arrived, and the map does not rest yet. */
const HANDLED_MS = 100;

const syllables = ['ba', 'de', 'fi', 'go', 'ku', 'la', 'me', 'ni'];
const words = syllables.flatMap((first) => syllables.map((second) => `${first}${second}s`));

/** Texts of four companies: three words that all have, and three of those of the company. */
function texts(count: number): string {
  let state = 1;
  const below = (end: number): number => (state = (state * 48_271) % 2_147_483_647) % end;
  const rows = Array.from({ length: count }, (_, at) => {
    const company = at % 4;
    const six = [0, 0, 0, 1, 1, 1].map((own) => words[own ? 16 * company + below(16) : below(words.length)]);
    const time = new Date(Date.UTC(2018, 6, 1) + at * 60_000).toISOString();
    return `${six.join(' ')},${time},${['AAA', 'BBB', 'CCC', 'DDD'][company]}`;
  });
  return `text,date,ticker\n${rows.join('\n')}\n`;
}

/** Zooms a map by the wheel over its middle. */
async function zoomIn(page: Page, map: Locator): Promise<void> {
  const { x, y, width, height } = (await map.boundingBox())!;
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.wheel(0, -300);
}

/** A map that was just opened is drawn a little later. */
async function untilZoomed(page: Page, map: Locator): Promise<void> {
  const before = page.url();
  await expect
    .poll(async () => {
      await zoomIn(page, map);
      await pause(RESTED_MS);
      return page.url();
    })
    .not.toBe(before);
  expect(page.url()).toContain('zoom=');
}

it('a map that is left before it rests changes no other address, and calls off no way', async () => {
  const { page, complaints, workspace } = await openApplication();
  const store = openStore(workspace);
  await importContent(store, 'texts.csv', texts(200));
  store.close();
  const { status, err } = contexture('train', 'company-cooccurrence', '--workspace', workspace);
  expect({ status, err }).toMatchObject({ status: 0 });
  await page.reload();
  const links = page.getByRole('navigation', { name: 'Views' });
  const open = (name: string) => links.getByRole('link', { name, exact: true }).dispatchEvent('click');

  for (const [view, map, later] of [
    ['Texts', /^200 texts/, 'Study'],
    ['Companies', /^Run 1/, 'Explain'],
  ] as const) {
    await open(view);
    const drawing = page.getByRole('img', { name: map });
    await drawing.waitFor();
    await untilZoomed(page, drawing);
    // To a view that is there at once.
    await zoomIn(page, drawing);
    await pause(HANDLED_MS);
    await open('Library');
    await pause(RESTED_MS);
    expect(new URL(page.url()).hash).toBe('#/library');

    // To one that is loaded first.
    await open(view);
    await untilZoomed(page, drawing);
    await page.route(/\.js$/, async (route) => {
      await pause(2 * RESTED_MS);
      await route.continue();
    });
    await zoomIn(page, drawing);
    await pause(HANDLED_MS);
    await open(later);
    await page.getByRole('heading', { name: later, level: 1 }).waitFor({ timeout: 20_000 });
    expect(new URL(page.url()).hash).not.toContain('zoom');
    await page.unroute(/\.js$/);
  }
  expect(complaints).toEqual([]);
});
