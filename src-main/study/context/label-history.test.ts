import { expect, test } from 'vitest';
import { Random } from '../../random.ts';
import { mostProbable, softmax } from '../../training/probabilities.ts';
import { pairedDifference } from '../statistics/paired.ts';
import type { TextScores } from './arm-result.ts';
import { type PartWindows, type StudyData } from './data.ts';
import { clustersOf } from '../statistics/ticker-days.ts';
import { labelHistory } from './label-history.ts';
import { isShown } from './sentence.ts';

const how = { signal: new AbortController().signal, weighting: 'balanced' } as const;
const hourMs = 3_600_000;

/**
 * Texts of eight tickers, one every six hours each, with a text model that tells little. `memory`: how often a label is
 * that of the text before it.
 */
function drawn(seed: number, memory: number): { data: StudyData; windows: PartWindows; text: TextScores } {
  const random = new Random(seed);
  const tickers = Array.from({ length: 8 }, (_, index) => `T${index}`);
  const items = tickers.flatMap((symbol, ticker) => {
    let label = 0;
    return Array.from({ length: 90 }, (_, index) => {
      if (index === 0 || random.uniform() >= memory) label = random.below(2);
      const document = ticker * 1000 + index + 1;
      return {
        document,
        line: null,
        text: '',
        symbol,
        publishedAt: index * 6 * hourMs,
        group: document,
        copies: document,
        label,
      };
    });
  });
  const within = (from: number, to: number) =>
    items.filter(({ document }) => document % 1000 > from && document % 1000 <= to);
  const parts = { train: within(0, 50), valid: within(50, 65), test: within(65, 90) };
  const windowsIn = (part: keyof typeof parts) =>
    parts[part].map(({ document }) =>
      Array.from({ length: 3 }, (_, back) => document - 3 + back).filter((id) => id % 1000 > 0),
    );
  // Of each text, the model knows a little about its label.
  const logits = new Map(
    items.map(({ document, label }) => [document, [0, 0.6 * (2 * label - 1) + random.normal()]]),
  );
  const logitsIn = (part: keyof typeof parts) => parts[part].map(({ document }) => logits.get(document)!);
  return {
    data: {
      classes: ['down', 'up'],
      available: parts.train.length,
      parts,
      mask: null,
      split: { train: 400, valid: 120, test: 200, leftOut: 0, trainUntil: null, testFrom: null, by: 'time' },
      labelled: {
        classes: [],
        ...parts,
        available: 0,
        split: undefined!,
        mask: null,
        ofGroup: (group) => group,
      },
    },
    windows: { train: windowsIn('train'), valid: windowsIn('valid'), test: windowsIn('test') },
    text: {
      logits: { train: logitsIn('train'), valid: logitsIn('valid'), test: logitsIn('test') },
      valid: { loss: 0, accuracy: 0, macroF1: 0 },
      parameters: 0,
      moods: items.map(({ document }) => [document, [...softmax(Float32Array.from(logits.get(document)!))]]),
    },
  };
}

async function claims(seed: number, memory: number): Promise<boolean> {
  const { data, windows, text } = drawn(seed, memory);
  const { test: told } = await labelHistory(data, windows, text, how);
  const { test: items } = data.parts;
  const compared = pairedDifference(
    {
      classes: 2,
      truth: items.map(({ label }) => label),
      clusters: clustersOf(items),
      first: [text.logits.test.map((row) => mostProbable(Float32Array.from(row)))],
      second: [told.map(mostProbable)],
    },
    'accuracy',
    new Random(seed),
  );
  return isShown({ ...compared, pHolm: compared.p });
}

test('where labels follow one another, it is claimed that the labels of earlier texts help', async () => {
  const found = await Promise.all(Array.from({ length: 10 }, (_, seed) => claims(seed + 1, 0.9)));
  // A test part of 200 texts; by chance it would be one of twenty.
  expect(found.filter(Boolean).length).toBeGreaterThanOrEqual(5);
});

test('where labels mean nothing, it is claimed no more often than the level says', async () => {
  const found = await Promise.all(Array.from({ length: 100 }, (_, seed) => claims(seed + 1, 0)));
  // Binomial(100, .05) is above 10 about once in a hundred times.
  expect(found.filter(Boolean).length).toBeLessThanOrEqual(10);
});

test('labels of tested and of validation texts are never seen through a window', async () => {
  const { data, windows, text } = drawn(3, 0.9);
  const told = await labelHistory(data, windows, text, how);
  const turned = data.parts.test.map((item) => ({ ...item, label: 1 - item.label }));
  const other = { ...data, parts: { ...data.parts, test: turned } };
  expect(await labelHistory(other, windows, text, how)).toEqual(told);
  // Those that are learned are: turned, they change what is told.
  const train = data.parts.train.map((item) => ({ ...item, label: 1 - item.label }));
  expect(await labelHistory({ ...data, parts: { ...data.parts, train } }, windows, text, how)).not.toEqual(
    told,
  );
});

test('a text without a window has no more than its own scores', async () => {
  const { data, windows, text } = drawn(3, 0.9);
  const empty = { ...windows, test: windows.test.map(() => []) };
  const { test: told } = await labelHistory(data, empty, text, how);
  const alone = text.logits.test.map((row) => mostProbable(Float32Array.from(row)));
  expect(told.map(mostProbable)).toEqual(alone);
});
