/** The maps of texts and companies under the pointer, and what their addresses keep. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { openStore } from '../../src-main/store/open.ts';
import { contexture } from '../support/command.ts';
import { importContent } from '../support/workspace.ts';
import { exported, openApplication } from './application.ts';

/** Longer than a map rests before its address follows. */
const RESTED_MS = 600;
/** A turn of the wheel has arrived, and the map does not rest yet. */
const HANDLED_MS = 100;

/** More than `mostByChart` of the window. */
const CLOUD = 30_100;

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

/** Counts what WebGL draws, and refuses its shaders where it is told to. */
const spying = `
  window.drawn = 0;
  const { drawArrays, getProgramParameter } = WebGL2RenderingContext.prototype;
  WebGL2RenderingContext.prototype.drawArrays = function (...given) {
    window.drawn++;
    return drawArrays.apply(this, given);
  };
  WebGL2RenderingContext.prototype.getProgramParameter = function (...given) {
    return window.refusesShaders === true ? false : getProgramParameter.apply(this, given);
  };
`;

/** How much of the cloud's canvas is covered, from 0 to 255, as means of squares of it, 12 a side. */
async function covered(page: Page): Promise<number[]> {
  const means = await page.evaluate(`(() => {
    const small = document.createElement('canvas');
    [small.width, small.height] = [12, 12];
    const context = small.getContext('2d');
    context.imageSmoothingQuality = 'high';
    context.drawImage(document.querySelector('.cloud canvas'), 0, 0, 12, 12);
    return [...context.getImageData(0, 0, 12, 12).data].filter((_, at) => at % 4 === 3);
  })()`);
  return z.array(z.number()).parse(means);
}

/** The largest difference of two pictures in a square. */
function difference(one: readonly number[], other: readonly number[]): number {
  return Math.max(...one.map((value, at) => Math.abs(value - other[at]!)));
}

it('texts that are too many for the chart are a cloud that zooms, comes back, is saved, and needs no WebGL', async () => {
  const { page, complaints, workspace } = await openApplication({
    before: async (blank) => {
      await blank.addInitScript(spying);
    },
  });
  const store = openStore(workspace);
  await importContent(store, 'texts.csv', texts(CLOUD));
  store.close();
  await page.reload();
  const links = page.getByRole('navigation', { name: 'Views' });
  const open = (name: string) => links.getByRole('link', { name, exact: true }).dispatchEvent('click');
  const drawing = page.getByRole('img', { name: /^30,100 texts/ });
  const notice = page.locator('.cloud').getByRole('status');
  // A picture takes several frames; it is drawn once no other changes it.
  const isDrawn = async (): Promise<void> => {
    let last: string | null = null;
    const changes = async (): Promise<boolean> => {
      const [now, calls] = [await covered(page), await page.evaluate('window.drawn')];
      const isSame = last === `${now.join()} ${String(calls)}`;
      last = `${now.join()} ${String(calls)}`;
      return !isSame || Math.max(...now) <= 20;
    };
    await expect.poll(changes, { interval: RESTED_MS }).toBe(false);
  };

  await open('Texts');
  await drawing.waitFor();
  await isDrawn();
  expect(await page.evaluate('window.drawn')).toBeGreaterThan(0);
  expect(await notice.count()).toBe(0);
  const whole = await covered(page);

  // A pointer that moves over texts tells of them, and draws nothing anew.
  const { x, y, width, height } = (await drawing.boundingBox())!;
  const [middleX, middleY] = [x + width / 2, y + height / 2];
  const before = await page.evaluate('window.drawn');
  for (let step = 0; step < 40; step++) await page.mouse.move(middleX + step, middleY);
  const pointed = page.locator('.pointed');
  await pointed.waitFor();
  expect(await page.evaluate('window.drawn')).toBe(before);

  // What is seen after a zoom is seen after a reload; what was under the pointer is elsewhere now.
  await page.mouse.wheel(0, -300);
  await expect.poll(() => pointed.count()).toBe(0);
  await page.mouse.wheel(0, -300);
  await expect.poll(() => page.url()).toContain('zoom=');
  await isDrawn();
  const part = await covered(page);
  expect(difference(part, whole)).toBeGreaterThan(20);
  await page.reload();
  await drawing.waitFor();
  await isDrawn();
  await expect.poll(async () => difference(await covered(page), part)).toBeLessThan(5);

  const title = /^(.*?)\. Map of/.exec((await drawing.getAttribute('aria-label'))!)![1]!;
  const svg = (await exported(page, title, 'SVG image')).toString();
  expect(svg).toMatch(/<image [^>]*href="data:image\/png/);
  expect(svg.length).toBeLessThan(5_000_000);

  // Left before it rests, it keeps what its address had.
  await zoomIn(page, drawing);
  await pause(HANDLED_MS);
  await open('Library');
  await pause(RESTED_MS);
  expect(new URL(page.url()).hash).toBe('#/library');

  // Without the card the same is seen.
  await open('Texts');
  await isDrawn();
  const drawnByCard = await covered(page);
  await page.evaluate(
    "document.querySelector('.cloud canvas').getContext('webgl2').getExtension('WEBGL_lose_context').loseContext()",
  );
  await notice.getByText('WebGL stopped. The processor draws now').waitFor();
  await expect.poll(async () => difference(await covered(page), drawnByCard)).toBeLessThan(10);
  await open('Library');
  await page.evaluate('window.refusesShaders = true');
  await open('Texts');
  await notice.getByText('The graphics driver refuses the shaders').waitFor();
  await isDrawn();
  expect(complaints.filter((text) => !text.includes('GL Driver Message'))).toEqual([]);
});
