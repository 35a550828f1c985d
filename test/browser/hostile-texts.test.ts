/** Whatever is written in texts, names, labels, files and notes is shown as text: in every view, tooltip and export. */
import { join } from 'node:path';
import { renameSync } from 'node:fs';
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

const views = [
  '/library',
  '/tickers',
  '/tickers?q=profit',
  '/tickers/AAA',
  '/label',
  `/label?scheme=${encodeURIComponent(image)}&annotator=${encodeURIComponent(image)}`,
  '/train',
  '/runs',
  '/runs/1',
  '/runs/2',
  '/runs/compare?runs=1,2',
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
const showing = new Set(['/library', '/tickers', '/tickers/AAA', '/runs', '/runs/1', '/settings']);

it('hostile texts run nothing, in no view, tooltip or export', { timeout: 15 * MINUTES }, async () => {
  const { page, complaints, workspace } = await openApplication({
    before: async (blank) => {
      await blank.addInitScript('window.pwned = () => { window.isPwned = true; };');
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
