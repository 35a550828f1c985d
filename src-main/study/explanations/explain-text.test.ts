/** What a run says without parts of a text, against the same asked the long way round. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDevice } from '../../engine/devices.ts';
import { importSample, trainedRun } from '../../export/trained-run.testing.ts';
import { classify, openClassifier } from '../../recipes/classify/classifier.ts';
import { TokenStore } from '../../recipes/texts/token-store.ts';
import { isTextClassifier } from '../../configs/classifiers.ts';
import { readRun } from '../../runs/run-files.ts';
import { openStore } from '../../store/open.ts';
import type { WritableStore } from '../../store/store.ts';
import { contextSpecSchema } from '../../context/spec.ts';
import { contextWindow } from '../../context/window.ts';
import { predictedRows, trainingRows } from '../../store/predicted-rows.ts';
import { logOdds } from '../../training/probabilities.ts';
import { keptReader, readText } from '../explain.ts';
import { askedText } from './asked-text.ts';
import { gradients, influence, windowCurves } from './explain-text.ts';

let store: WritableStore;
let document: number;
const runs: Record<'joint' | 'residual' | 'alone', number> = { joint: 0, residual: 0, alone: 0 };

beforeAll(async () => {
  store = openStore(mkdtempSync(join(tmpdir(), 'contexture-')));
  await importSample(store);
  const inContext = { recipe: 'contextual-sentiment', width: 16, window: { n: 4 } };
  runs.joint = await trainedRun(store, { ...inContext, contextModel: 'joint', epochs: 3 });
  runs.residual = await trainedRun(store, { ...inContext, epochs: 2, contextEpochs: 12 });
  runs.alone = await trainedRun(store, { recipe: 'document-attention', epochs: 2, width: 8 });
  document = predictedRows(store, runs.joint).find(({ part }) => part === 'test')!.document!;
});

afterAll(() => {
  store.close();
  rmSync(store.dir, { recursive: true, force: true });
});

const asIs = { text: null, symbol: null, at: null, window: null, edits: [], target: null };

test.each(['joint', 'residual'] as const)(
  'leaving out a text or a token is reading the rest, %s',
  async (kind) => {
    const ask = { ...asIs, run: runs[kind], document };
    const first = await influence(store, { ...ask, occluded: null });
    const { items } = first.explanation;
    const { influence: found, explanation } = await influence(store, {
      ...ask,
      occluded: items.at(-1)!.document.id,
    });
    expect(items).toHaveLength(4);
    const reader = await keptReader(store, runs[kind]);
    const said = async (text: string, window: typeof items, target = found.target) => {
      const { probabilities } = await readText(reader, text, window);
      const p = probabilities[target]!;
      return Math.log(p / (1 - p));
    };
    const { text } = explanation.document;
    expect(found.target).toBe(explanation.probabilities.indexOf(Math.max(...explanation.probabilities)));
    expect(found.whole).toBeCloseTo(await said(text, items), 3);
    expect(found.withoutContext).toBeCloseTo(await said(text, []), 3);
    expect(found.withoutText).toHaveLength(4);
    for (const left of items.keys()) {
      expect(found.withoutText[left]).toBeCloseTo(await said(text, items.toSpliced(left, 1)), 3);
    }
    expect(new Set(found.withoutText).size).toBeGreaterThan(1);
    expect(found.withoutToken).toHaveLength(explanation.tokens.length);
    // Of texts whose tokens are their words, the rest can be written down.
    const last = items.at(-1)!;
    const words = 'thirteen cents a share at its business'.split(' ');
    const { influence: plain } = await influence(store, {
      ...ask,
      text: words.join(' '),
      edits: [{ document: last.document.id, text: words.join(' ') }],
      target: 'positive',
      occluded: last.document.id,
    });
    const readAs = (context: string) =>
      items.with(3, { ...last, document: { ...last.document, text: context } });
    for (const left of [0, 1, 6]) {
      const shorter = words.toSpliced(left, 1).join(' ');
      const own = await said(shorter, readAs(words.join(' ')), plain.target);
      expect(plain.withoutToken[left]).toBeCloseTo(own, 3);
      const context = await said(words.join(' '), readAs(shorter), plain.target);
      expect(plain.contextText!.withoutToken[left]).toBeCloseTo(context, 3);
    }
  },
);

test.each(['joint', 'residual', 'alone'] as const)(
  'integrated gradients sum up to the difference, and gradients are slopes, %s',
  async (kind) => {
    const ask = { ...asIs, run: runs[kind], document };
    const found = await gradients(store, ask);
    const { text, items } = found.integrated;
    const sum = [text, ...items].flat().reduce((a, b) => a + b, 0);
    const whole = found.whole - found.baseline;
    expect(Math.abs(sum - whole)).toBeLessThanOrEqual(0.01 * Math.max(1, Math.abs(whole)));
    expect(found.gap).toBeCloseTo(sum - whole, 6);

    // A word that stands nowhere else: its row of the tables a little longer and a little shorter.
    const { tensors, config, ...files } = await readRun(store, runs[kind]);
    if (!isTextClassifier(config)) throw new Error('not a classifier');
    const reader = await keptReader(store, runs[kind]);
    const asked = askedText(store, reader, ask);
    const texts = new TokenStore(files.vocabulary, config.maxTokens);
    const input = texts.addText(asked.document.text);
    const window = asked.items.map((item) => texts.addText(item.document.text));
    const others = new Set(window.flatMap((id) => [...texts.get(id)]));
    const own = [...texts.get(input)];
    const place = own.findIndex((id) => id > 2 && !others.has(id) && own.indexOf(id) === own.lastIndexOf(id));
    expect(place).not.toBe(-1);
    const said = async (scale: number) => {
      const longer = Object.entries(tensors).map(([name, tensor]) => {
        if (name !== 'words' && name !== 'context.words') return [name, tensor] as const;
        const width = tensor.shape[1]!;
        const from = own[place]! * width;
        const data = Float32Array.from(tensor.data, (value, at) =>
          at >= from && at < from + width ? scale * value : value,
        );
        return [name, { ...tensor, data }] as const;
      });
      const device = await openDevice('cpu');
      const predictor = openClassifier(
        device,
        { ...files, config, tensors: Object.fromEntries(longer) },
        false,
      );
      const [prediction] = await classify(predictor, config, [{ text: input, window }], texts);
      await predictor.dispose();
      return logOdds(prediction!.logits, found.target);
    };
    const h = 0.02;
    const slope = ((await said(1 + h)) - (await said(1 - h))) / (2 * h);
    expect(found.gradientTimesInput.text[place]).toBeCloseTo(slope, 2);
  },
);

/** The share of the training texts of a run before which fewer texts of their companies were published. */
function shareOfShortWindows(run: number, room: number): number {
  const rows = trainingRows(store, run);
  const spec = contextSpecSchema.parse({ n: room });
  const short = rows.filter(
    ({ document: id }) =>
      contextWindow(store, { document: id, symbol: null, at: null, spec }).items.length < room,
  );
  return short.length / rows.length;
}

test('windows grow from none to all, and end earlier', async () => {
  const run = runs.joint;
  const { grown, slid } = await windowCurves(store, { ...asIs, run, document });
  expect(grown.map(({ texts }) => texts)).toEqual([0, 1, 2, 3, 4]);
  const { explanation } = await influence(store, { ...asIs, run, document, occluded: null });
  expect(grown[0]!.probabilities).toEqual(
    explanation.probabilitiesWithoutContext.map((p) => expect.closeTo(p, 5)),
  );
  const whole = explanation.probabilities.map((p) => expect.closeTo(p, 5));
  expect(grown[4]!.probabilities).toEqual(whole);
  expect(slid[0]).toEqual({ skipped: 0, texts: 4, probabilities: whole });
  expect(slid.map(({ skipped }) => skipped)).toEqual([0, 1, 2, 3, 4]);
  // The most recent text left out of a longer window is the window that ended before it.
  const reader = await keptReader(store, run);
  const { items } = askedText(store, reader, { ...asIs, run, document }, 1);
  expect(items).toHaveLength(5);
  const earlier = await readText(reader, explanation.document.text, items.slice(0, 4));
  expect(slid[1]!.probabilities).toEqual(earlier.probabilities.map((p) => expect.closeTo(p, 5)));
  // Without one of its texts the window grows to what is read then.
  const edits = [{ document: explanation.items[1]!.document.id, text: null }];
  const shorter = await windowCurves(store, { ...asIs, run, document, edits });
  const changed = await influence(store, { ...asIs, run, document, edits, occluded: null });
  expect(shorter.grown.map(({ texts }) => texts)).toEqual([0, 1, 2, 3]);
  expect(shorter.grown[3]!.probabilities).toEqual(
    changed.explanation.probabilities.map((p) => expect.closeTo(p, 5)),
  );
});

test('a text can be changed, and a context text changed or left out', async () => {
  const ask = { ...asIs, run: runs.joint, document, occluded: null };
  const { explanation, shorterWindows } = await influence(store, ask);
  // Counted window by window.
  expect(shorterWindows).toBeCloseTo(shareOfShortWindows(runs.joint, 4), 10);
  const [oldest, second] = explanation.items.map((item) => item.document.id);
  const changed = await influence(store, {
    ...ask,
    text: 'Nothing happened today',
    edits: [
      { document: oldest!, text: null },
      { document: second!, text: 'Nothing was expected' },
    ],
  });
  const read = changed.explanation;
  expect(read.document.text).toBe('Nothing happened today');
  expect(read.items.map((item) => item.document.text)).toEqual([
    'Nothing was expected',
    ...explanation.items.slice(2).map((item) => item.document.text),
  ]);
  expect(read.probabilities).not.toEqual(explanation.probabilities);
});

test('what cannot be asked is refused with a reason', async () => {
  const ask = { ...asIs, run: runs.joint, document, occluded: null };
  await expect(influence(store, { ...ask, target: 'neutral' })).rejects.toThrow(
    'The run has no class "neutral"; it has negative, positive.',
  );
  await expect(influence(store, { ...ask, document: null, text: ' ' })).rejects.toThrow('The text is empty');
  await expect(influence(store, { ...ask, document: 999_999 })).rejects.toThrow(
    'There is no document 999999.',
  );
});
