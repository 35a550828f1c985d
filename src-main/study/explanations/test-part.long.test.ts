/** The explanations of a whole test part, against the same asked text by text. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importSample, trainedRun } from '../../export/trained-run.testing.ts';
import { headMeans } from '../../api/head-means.ts';
import { openStore } from '../../store/open.ts';
import type { WritableStore } from '../../store/store.ts';
import { keptReader, readText, readWindow } from '../explain.ts';
import type { ExplainedItem } from '../types.ts';
import { checkWorkspace } from '../../integrity/check-workspace.ts';
import { binRunFiles } from '../../runs/binned-run.ts';
import { forgetRun } from '../../runs/forget-run.ts';
import { runFolder } from '../../runs/run-folder.ts';
import { keptInWords } from './kept-in-words.ts';
import { explainedTestPartSchema } from './test-part-result.ts';
import { explainTestPart } from './test-part.ts';

let store: WritableStore;
let cross: number;
let other: number;
let concat: number;
let alone: number;

beforeAll(async () => {
  store = openStore(mkdtempSync(join(tmpdir(), 'contexture-')));
  await importSample(store);
  const inContext = { recipe: 'contextual-sentiment', contextModel: 'joint', width: 16, epochs: 2 };
  cross = await trainedRun(store, { ...inContext, window: { n: 4 } });
  other = await trainedRun(store, { ...inContext, window: { n: 3 }, seed: 2 });
  concat = await trainedRun(store, { ...inContext, context: 'concat', window: { n: 3 }, epochs: 1 });
  alone = await trainedRun(store, { recipe: 'document-attention', width: 8 });
});

afterAll(() => {
  store.close();
  rmSync(store.dir, { recursive: true, force: true });
});

const quiet = { emit: () => {}, signal: new AbortController().signal };
const all = { texts: null, others: [], seed: 1 };

test('every text with a window has its row, whose numbers are those of reading it part by part', async () => {
  const progress: number[] = [];
  const result = await explainTestPart(
    store,
    { ...all, run: cross, others: [other] },
    { ...quiet, emit: (event) => void (event.type === 'progress' && progress.push(event.done)) },
  );
  expect(explainedTestPartSchema.parse(result)).toEqual(result);
  expect(result).toMatchObject({
    tested: 296,
    withWindow: result.rows.length,
    explained: result.rows.length,
  });
  expect(progress.slice(0, 2)).toEqual([0, 32]);

  const reader = await keptReader(store, cross);
  for (const row of result.rows.slice(0, 3)) {
    const { items } = readWindow(store, reader.files.config, { document: row.document }, null);
    const n = items.length;
    expect(row.texts).toBe(n);
    const target = reader.files.classes.indexOf(row.predicted);
    const said = async (kept: typeof items) =>
      (await readText(reader, row.text, kept)).probabilities[target]!;
    const whole = await readText(reader, row.text, items);
    const p = whole.probabilities[target]!;
    expect(row.probability).toBeCloseTo(p, 5);
    expect(row.probabilityWithoutContext).toBeCloseTo(await said([]), 5);

    const share = (item: ExplainedItem) => headMeans(item.weights).reduce((sum, weight) => sum + weight, 0);
    const attention = whole.items.map(share);
    const order = [...items.keys()].sort((a, b) => attention[b]! - attention[a]!);
    expect(row.mostAttended).toMatchObject({
      document: items[order[0]!]!.document.id,
      position: n - order[0]!,
      value: expect.closeTo(attention[order[0]!]!, 4),
    });
    let [without, only] = [0, 0];
    for (let k = 0; k <= n; k++) {
      const first = new Set(order.slice(0, k));
      without += p - (await said(items.filter((_, at) => !first.has(at))));
      only += p - (await said(items.filter((_, at) => first.has(at))));
    }
    expect(row.comprehensiveness.attention).toBeCloseTo(without / (n + 1), 4);
    expect(row.sufficiency.attention).toBeCloseTo(only / (n + 1), 4);

    const odds = (probability: number) => Math.log(probability / (1 - probability));
    const changes: number[] = [];
    for (const at of items.keys()) changes.push(odds(p) - odds(await said(items.toSpliced(at, 1))));
    const most = changes.reduce(
      (best, change, at) => (Math.abs(change) > Math.abs(changes[best]!) ? at : best),
      0,
    );
    expect(row.mostInfluential).toMatchObject({ value: expect.closeTo(changes[most]!, 2) });
  }

  // The means are those of the rows.
  const mean =
    result.rows.reduce((sum, row) => sum + row.comprehensiveness.attention!, 0) / result.rows.length;
  expect(result.comprehensiveness.attention!.mean).toBeCloseTo(mean, 10);
  const least = result.comprehensiveness.attention!.low!;
  expect(least).toBeLessThan(mean);
  expect(result.agreement.others).toMatchObject([{ run: other }]);
  expect(Math.abs(result.agreement.others[0]!.attention.mean!)).toBeLessThanOrEqual(1);
  expect(result.agreement.shuffled!.n).toBeGreaterThan(200);
  expect(result.sentence).toContain('tau-b');
});

test('some texts can be drawn, and the same seed draws the same', async () => {
  const [first, again] = [
    await explainTestPart(store, { ...all, run: cross, texts: 20 }, quiet),
    await explainTestPart(store, { ...all, run: cross, texts: 20 }, quiet),
  ];
  expect(first.rows).toHaveLength(20);
  expect(first.tested).toBe(296);
  expect(again.rows).toEqual(first.rows);
  expect(again.agreement).toEqual(first.agreement);
});

test('a run that reads its window without attention has leave-one-out all the same', async () => {
  const result = await explainTestPart(store, { ...all, run: concat, texts: 10 }, quiet);
  expect(result.comprehensiveness.attention).toBeNull();
  expect(result.comprehensiveness.leaveOneOut.n).toBe(10);
  expect(result.rows[0]).toMatchObject({ mostAttended: null, agreement: null });
  expect(result.sentence).toMatch(/^This run does not attend/u);
});

test('what cannot be explained is refused with a reason, and it can be stopped', async () => {
  await expect(explainTestPart(store, { ...all, run: alone }, quiet)).rejects.toThrow(
    `Run ${alone} reads texts without their context`,
  );
  const controller = new AbortController();
  controller.abort();
  await expect(
    explainTestPart(store, { ...all, run: cross }, { ...quiet, signal: controller.signal }),
  ).rejects.toThrow('aborted');
});

test('what was computed is kept with the run, as long as its files, texts and labels are the same', async () => {
  const asked = { ...all, run: cross, texts: 12, others: [other] };
  const first = await explainTestPart(store, asked, quiet);
  expect(first.kept).toBe('none');
  const events: unknown[] = [];
  const kept = await explainTestPart(store, asked, { ...quiet, emit: (event) => void events.push(event) });
  expect(kept).toEqual({ ...first, kept: 'kept' });
  expect(events).toEqual([]);
  expect(keptInWords(kept)).toContain('kept with the run');
  // Other texts, and another seed, are other results.
  expect(await explainTestPart(store, { ...asked, seed: 2 }, quiet)).toMatchObject({ kept: 'none' });

  const folder = join(runFolder(store, cross), 'explained');
  const file = join(
    folder,
    readdirSync(folder).find((one) =>
      readFileSync(join(folder, one), 'utf8').includes(`${first.computedAt}`),
    )!,
  );
  const whole = readFileSync(file, 'utf8');
  writeFileSync(file, whole.replace('comprehensiveness', 'comprehensivenesz'));
  const { findings } = await checkWorkspace(store);
  expect(findings.map(({ message }) => message)).toEqual([
    `Run ${cross}: ${join('explained', basename(file))} is not what was written.`,
  ]);
  expect(await explainTestPart(store, asked, quiet)).toMatchObject({ kept: 'damaged', rows: first.rows });
  expect((await checkWorkspace(store)).findings).toEqual([]);

  // A text of a window is another one.
  const row = first.rows[0]!;
  const change = store.db.prepare('UPDATE document SET text = ? WHERE id = ?');
  change.run('something else', row.mostInfluential.document);
  const anew = await explainTestPart(store, asked, quiet);
  expect(anew.kept).toBe('stale');
  expect(anew.rows[0]!.mostInfluential).not.toEqual(row.mostInfluential);
  change.run(row.mostInfluential.text, row.mostInfluential.document);
  expect(keptInWords(anew)).toBe(
    'Computed anew: what was kept with the run was of other texts, labels or files, or by another version.',
  );

  forgetRun(store, cross);
  binRunFiles(store, cross);
  expect(existsSync(file)).toBe(false);
});
