/**
 * `npm run test:feel -- [ROWS]`: how the window feels, measured in Chromium and printed: how long the first view takes,
 * how long it takes from a key to what it changes on the screen, and how evenly long lists scroll; idle, while so many
 * rows are imported (default: a million), and while a model is trained. docs/results.md has the figures.
 *
 * The time of an input is that of the browser itself (Event Timing: from the key to the next frame, in steps of 8 ms).
 * It asserts nothing: on a busy machine everything takes longer.
 */
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { chromium } from 'playwright-core';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { serve } from '../src-main/shells/serve.ts';
import { findChromium, noChromium } from './chromium.ts';

const COMPANIES = 500;
const LABELLED = 4000;
const rows = Number(process.argv[2] ?? 1_000_000);

const symbol = (i: number) => `T${String.fromCharCode(65 + (i % 26), 65 + (Math.floor(i / 26) % 26))}X`;

/** A number as a word of letters: near copies may differ in digits. */
const word = (n: number): string =>
  n.toString(26).replace(/./gu, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 26)));

/** Texts of all companies, of which no two are near copies; the first ones have a label. */
async function writeTexts(path: string, count: number, first: number): Promise<void> {
  const file = createWriteStream(path);
  file.write('date,ticker,text,sentiment\n');
  for (let i = first; i < first + count; i++) {
    const at = new Date(Date.UTC(2018, 0, 1) + i * 20_000).toISOString();
    const up = (i * 7) % 3 === 0;
    const words = [i % 9973, (i * 17) % 7919, i, (i * 31) % 104_729].map((n) => `q${word(n)}`).join(' ');
    const text = `${words} ${up ? 'gains' : 'loses'} ends`;
    const label = i < LABELLED ? (up ? 'positive' : 'negative') : '';
    if (!file.write(`${at},${symbol(i % COMPANIES)},${text},${label}\n`)) await once(file, 'drain');
  }
  file.end();
  await finished(file);
}

const durations = z.array(z.number());

/** Watches inputs from now on. */
async function watchInputs(page: Page): Promise<void> {
  await page.evaluate(`
    window.inputs = [];
    window.watcher?.disconnect();
    window.watcher = new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        if (entry.name === 'keydown') window.inputs.push(entry.duration);
    });
    window.watcher.observe({ type: 'event', durationThreshold: 16 });
  `);
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/** Types into the filter of the tickers and prints how long it took until each letter had its effect on the screen. */
async function typing(page: Page, when: string): Promise<void> {
  await page.evaluate("location.hash = '#/tickers'");
  const field = page.getByRole('searchbox').first();
  await field.waitFor();
  await watchInputs(page);
  let keys = 0;
  for (let round = 0; round < 12; round++) {
    await field.focus();
    for (const key of ['T', symbol(round)[1]!, 'Backspace', 'Backspace']) {
      await page.keyboard.press(key);
      keys += 1;
      await page.waitForTimeout(120);
    }
  }
  const slow = durations.parse(await page.evaluate('window.inputs'));
  // Inputs of less than 16 ms are not reported.
  const all = [...slow, ...Array.from({ length: Math.max(0, keys - slow.length) }, () => 8)];
  say(
    when,
    `${percentile(all, 0.5)} ms in the middle, ${percentile(all, 0.95)} ms at the 95th percentile, ${Math.max(...all)} ms at most (${keys} keys)`,
  );
}

/** Scrolls a list by the wheel for two seconds and prints how its frames came. */
async function scrolling(page: Page, what: string, place: string): Promise<void> {
  const list = page.locator(place).first();
  await list.waitFor();
  await list.hover();
  await page.evaluate(`
    window.frames = [];
    window.go = true;
    const note = (at) => { window.frames.push(at); if (window.go) requestAnimationFrame(note); };
    requestAnimationFrame(note);
  `);
  for (let i = 0; i < 60; i++) {
    await page.mouse.wheel(0, 600);
    await page.waitForTimeout(33);
  }
  const at = durations.parse(await page.evaluate('window.go = false, window.frames'));
  const gaps = at.slice(1).map((time, i) => time - at[i]!);
  const dropped = gaps.filter((gap) => gap > 25).length;
  say(
    what,
    `${gaps.length} frames, ${dropped} of them late (over 25 ms), the longest ${Math.max(...gaps).toFixed(0)} ms`,
  );
}

function say(what: string, found: string): void {
  console.log(`${what.padEnd(46)} ${found}`);
}

const executablePath = findChromium();
if (executablePath === null) throw new Error(noChromium);
const folder = mkdtempSync(join(tmpdir(), 'contexture-feel-'));
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const open = () => serve({ workspace: join(folder, 'workspace'), port: 0, say: () => {} });
let served = await open();
try {
  say('machine', `${cpus().length} cores, ${cpus()[0]?.model ?? ''}; load ${loadavg()[0]?.toFixed(1)}`);
  const few = join(folder, 'few.csv');
  const many = join(folder, 'many.csv');
  await writeTexts(few, 20_000, 0);
  await writeTexts(many, rows, 20_000);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(1_800_000);
  const page = await context.newPage();
  await page.goto(served.url);
  const importPath = async (path: string): Promise<void> => {
    await page.evaluate("location.hash = '#/library'");
    await page.getByRole('textbox', { name: 'Path on the server' }).fill(path);
    await page.getByRole('button', { name: 'Import path' }).click();
  };
  await importPath(few);
  await page.getByRole('status', { name: 'Import result' }).getByText('few.csv').waitFor();
  await typing(page, 'a key in the tickers’ filter, idle');

  await importPath(many);
  // Once it is under way; a few rows are imported before anything can be said.
  await page
    .getByText(/ a second, about |many\.csv · /u)
    .first()
    .waitFor();
  await typing(page, `the same, ${rows.toLocaleString('en')} rows being imported`);
  await page.evaluate("location.hash = '#/library'");
  await page.getByRole('table', { name: 'Sources' }).getByText('many.csv').waitFor();

  const firstView = async (at: string, url: string): Promise<void> => {
    await page.goto('about:blank');
    await page.goto(url);
    await page.getByRole('table', { name: 'Sources' }).waitFor();
    say(at, `${Number(await page.evaluate('performance.now()')).toFixed(0)} ms`);
  };
  const library = `${new URL(served.url).origin}/#/library`;
  await firstView('first view of the full Library, first time', library);
  await firstView('the same, again', library);
  await typing(page, `a key, idle, ${(rows + 20_000).toLocaleString('en')} texts`);
  await scrolling(page, `${COMPANIES} tickers scrolled`, '[aria-label="Ticker rows"]');
  // A word that is in every text.
  await page.getByRole('searchbox', { name: 'Search all texts' }).fill('ends');
  await scrolling(
    page,
    `${(rows + 20_000).toLocaleString('en')} texts scrolled`,
    '[aria-label="Found texts"]',
  );

  await page.evaluate("location.hash = '#/train'");
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await page
    .getByText(/[1-9][\d,]* of [\d,]+ steps/u)
    .first()
    .waitFor();
  await typing(page, 'a key while a model is trained');

  // What was counted of the Library is not known any more.
  await served.close();
  served = await open();
  await firstView('first view after the program was started anew', served.url);
} finally {
  await browser.close();
  await served.close();
  rmSync(folder, { recursive: true, force: true });
}
