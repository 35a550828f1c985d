/** Whatever is written in texts, names, labels, files and notes is shown as text: in every view, tooltip and export. */
import { join } from 'node:path';
import { renameSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { importFile } from '../../src-main/ingest/import.ts';
import { forget } from '../../src-main/jobs/forget.ts';
import { judge } from '../../src-main/store/judgements.ts';
import { openStore } from '../../src-main/store/open.ts';
import { listSources } from '../../src-main/store/sources.ts';
import { contexture } from '../support/command.ts';
import { temporaryFile } from '../support/workspace.ts';
import { exported, openApplication } from './application.ts';

const MINUTES = 60_000;
/** A tooltip is there. */
const TOOLTIP_MS = 50;

/** Would call `pwned` if any of it were taken for markup, in an element, an attribute or a template. */
const hostile = [
  `<img src=x onerror=pwned()>`,
  `"><svg onload=pwned()>`,
  `</script><script>pwned()</script>`,
  `{{constructor.constructor('pwned()')()}}`,
  `<a href=javascript:pwned()>link</a>`,
];
const [image = ''] = hostile;
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

function texts(): string {
  const rows = Array.from({ length: 80 }, (_, i) => {
    const text = `${hostile[i % hostile.length]} profit number ${'abcdefgh'[i % 8]} ${'klmnopqrst'[Math.floor(i / 8)]} of ${i} https://example.com/"onmouseover=pwned()`;
    const time = `2018-07-${String(10 + (i % 9)).padStart(2, '0')}T10:${String(i % 60).padStart(2, '0')}:00Z`;
    return [text, time, ['AAA', 'BBB', 'CCC', 'DDD'][i % 4]!, `${image}${i % 3}`, hostile[i % 2]!]
      .map(quoted)
      .join(',');
  });
  return `text,date,ticker,author,label\n${rows.join('\n')}\n`;
}

/** A file whose name is hostile as well. */
function named(name: string, content: string): string {
  const path = temporaryFile('plain.csv', content);
  const renamed = join(path, '..', `${name}.csv`);
  renameSync(path, renamed);
  return renamed;
}

/** Who labels stands in the storage of the browser. */
const labelling = `/label?scheme=${encodeURIComponent(image)}`;

const views = [
  '/library',
  '/tickers',
  '/tickers?q=profit',
  '/tickers/AAA',
  '/label',
  labelling,
  '/train',
  '/runs',
  '/runs/1',
  '/runs/2',
  '/runs/compare?ids=1,2',
  '/study',
  '/study/new',
  '/explain',
  '/explain?run=1&text=1',
  '/companies',
  '/companies?run=2',
  '/texts',
  '/settings',
  `/nothing/${encodeURIComponent(image)}`,
];

/** Views on which something hostile is to be read. */
const showing = new Set([
  '/library',
  '/tickers',
  '/tickers?q=profit',
  '/tickers/AAA',
  labelling,
  '/runs',
  '/runs/1',
  '/runs/2',
  '/runs/compare?ids=1,2',
  '/explain?run=1&text=1',
  '/companies?run=2',
  '/settings',
]);

/** Views with a chart whose tooltip says something hostile. */
const telling = new Set(['/companies?run=2']);

it('hostile texts run nothing, in no view, tooltip or export', { timeout: 15 * MINUTES }, async () => {
  const { page, complaints, workspace } = await openApplication({
    before: async (blank) => {
      await blank.addInitScript('window.pwned = () => { window.isPwned = true; };');
      await blank.addInitScript(`localStorage.setItem('contexture.annotator', ${JSON.stringify(image)});`);
    },
  });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('dialog', (dialog) => void dialog.dismiss().then(() => asked.push('a dialog')));

  const store = openStore(workspace);
  const reading = { as: 'texts', labels: image } as const;
  await importFile(store, named(image, texts()), reading);
  const list = `symbol,name,sector\nAAA,${quoted(image)},${quoted(image)}\nBBB,${quoted(hostile[1]!)},Energy\n`;
  await importFile(store, named(`${image} list`, list), { as: 'companies', labels: null });
  await importFile(store, named(`${image} bin`, `text,date\n${quoted(image)},2019-01-01\n`), {
    as: 'texts',
    labels: null,
  });
  const binned = listSources(store).find(({ name }) => name.includes(' bin'))!;
  forget(store, { what: 'source', source: binned.id }, false);
  judge(store, [1, 2], { scheme: image, annotator: image, stage: 'blind', value: hostile[1]! });
  const train = (...args: string[]): void => {
    const { status, err } = contexture('train', ...args, '--device', 'cpu', '--workspace', workspace);
    expect({ status, err }).toMatchObject({ status: 0 });
  };
  train('topic', '--set', `scheme=${image}`, '--set', 'epochs=1');
  train('company-cooccurrence');
  store.db
    .prepare('UPDATE run SET name = ?, note = ?, tags = ?')
    .run(image, hostile.join('\n'), JSON.stringify(hostile));
  store.close();

  // What the window knew of the empty workspace is out of date.
  await page.reload();
  for (const view of views) {
    await page.evaluate(`location.hash = ${JSON.stringify(`#${view}`)}`);
    await page.waitForLoadState('networkidle');
    await page.locator('main, [role=main]').first().waitFor();
    // What is shown on the way, and beside the pointer.
    for (const { x, y, width, height } of await canvases(page)) {
      for (const share of [0.2, 0.5, 0.8]) await page.mouse.move(x + share * width, y + height / 2);
    }
    if (telling.has(view)) await pointAtHostile(page);
    // It is there to be run.
    if (showing.has(view))
      await page.getByText('onerror=pwned()').filter({ visible: true }).first().waitFor();
    await expectHarmless(page, view);
  }

  await page.evaluate("location.hash = '#/runs/1'");
  const matrix = page.getByRole('button', { name: /^Export Confusion matrix/ });
  await matrix.waitFor();
  const name = (await matrix.getAttribute('aria-label'))!.replace(/^Export /, '');
  const svg = (await exported(page, name, 'SVG image')).toString();
  expect(svg).not.toMatch(/<img|<script|onload=pwned\(\)>/);
  await page.setContent(svg);
  await expectHarmless(page, 'the exported image');

  expect(asked.filter((url) => !/^(?:blob:|data:)?(?:http|ws):\/\/127\.0\.0\.1|^data:/.test(url))).toEqual(
    [],
  );
  expect(asked.filter((url) => url.endsWith('/x'))).toEqual([]);
  expect(complaints).toEqual([]);
});

/** Moves the pointer over what is coloured on the chart until a tooltip says something hostile. */
async function pointAtHostile(page: Page): Promise<void> {
  // Beside its canvas a drawing has no words but those of its tooltip.
  const tooltip = page.locator('.drawing').getByText('onerror=pwned()').filter({ visible: true });
  await expect
    .poll(async () => {
      for (const { x, y } of await coloured(page)) {
        await page.mouse.move(x, y);
        await pause(TOOLTIP_MS);
        if ((await tooltip.count()) > 0) return true;
      }
      return false;
    })
    .toBe(true);
}

/** Places on a chart where something has a colour, 9 pixels apart, at most forty. */
async function coloured(page: Page): Promise<z.infer<typeof placesSchema>> {
  return placesSchema.parse(
    await page.evaluate(`[...document.querySelectorAll('.drawing canvas')].flatMap((one) => {
      const { width, height } = one;
      const { x, y, width: wide } = one.getBoundingClientRect();
      const copy = document.createElement('canvas');
      [copy.width, copy.height] = [width, height];
      const context = copy.getContext('2d', { willReadFrequently: true });
      context.drawImage(one, 0, 0);
      const { data } = context.getImageData(0, 0, width, height);
      const found = [];
      for (let row = 4; row < height; row += 9) {
        for (let column = 4; column < width; column += 9) {
          const [red, green, blue, alpha] = data.slice(4 * (row * width + column));
          if (alpha > 0 && Math.max(red, green, blue) - Math.min(red, green, blue) > 40)
            found.push({ x: x + (column * wide) / width, y: y + (row * wide) / width });
        }
      }
      const step = Math.max(1, Math.ceil(found.length / 40));
      return found.filter((_, at) => at % step === 0);
    })`),
  );
}

const placesSchema = z.array(z.object({ x: z.number(), y: z.number() }));
const boxesSchema = z.array(
  z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }),
);

/** Where the charts stand now. */
async function canvases(page: Page): Promise<z.infer<typeof boxesSchema>> {
  return boxesSchema.parse(
    await page.evaluate(
      `[...document.querySelectorAll('canvas')].map((one) => { const { x, y, width, height } = one.getBoundingClientRect(); return { x, y, width, height }; })`,
    ),
  );
}

async function expectHarmless(page: Page, where: string): Promise<void> {
  const found = await page.evaluate(
    `[window.isPwned === true, document.querySelectorAll('img[src="x"], svg[onload], [onmouseover], [onerror], a[href^="javascript:"]').length]`,
  );
  expect({ where, found }).toEqual({ where, found: [false, 0] });
}
