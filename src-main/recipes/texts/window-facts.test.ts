import { describe, expect, test } from 'vitest';
import { importContent, temporaryFile, temporaryStore } from '../../../test/support/workspace.ts';
import { type ClassifierConfig, classifierConfigSchema } from '../../configs/classifiers.ts';
import { UserError } from '../../errors.ts';
import { guardsInWords } from '../../results/window-facts.ts';
import { classifierData } from '../classify/classifier-data.ts';

const letters = 'abcdefghijklmnopqrstuvwxyz'.split('');
function textOf(index: number): string {
  const name = letters[index % 26]! + letters[Math.floor(index / 26)]!;
  return ['north', 'south', 'east', 'west'].map((word) => word + name).join(' ');
}

/** 120 texts of one ticker, four a day, every second of which is `up`; and files of texts that are and are not there. */
async function workspace(known: number, unknown: number) {
  const store = temporaryStore();
  const rows = Array.from(
    { length: 120 },
    (_, index) =>
      `${new Date(Date.UTC(2020, 0, 1, 6 * index)).toISOString()},ABC,${textOf(index)},${index % 2 === 0 ? 'up' : 'down'}`,
  );
  await importContent(store, 'texts.csv', `date,ticker,text,label\n${rows.join('\n')}\n`);
  const tested = [...Array(known).keys(), ...Array.from({ length: unknown }, (_, index) => 500 + index)];
  const lines = tested.map((index) => `${textOf(index)},${index % 2 === 0 ? 'up' : 'down'}`);
  return { store, testFile: temporaryFile('held.csv', `text,label\n${lines.join('\n')}\n`) };
}

function settings(given: object): ClassifierConfig {
  return classifierConfigSchema.parse({
    recipe: 'contextual-sentiment',
    scheme: 'label',
    nearCopies: null,
    ...given,
  });
}

describe('windows of a test file', () => {
  test('under half of whose texts have one are refused, unless that is known or none is read', async () => {
    const { store, testFile } = await workspace(4, 6);
    await expect(classifierData(store, settings({ testFile }))).rejects.toMatchObject({
      message: expect.stringContaining('Only 30 % of the texts of held.csv have a window') as string,
      remedies: [
        { action: 'train', recipe: 'contextual-sentiment', settings: { context: 'none' } },
        { action: 'train', recipe: 'contextual-sentiment', settings: { sparseWindows: 'true' } },
      ],
    });
    const told = await classifierData(store, settings({ testFile, sparseWindows: true }));
    // The first text of all has nothing before it.
    expect(told.split.windows!.withWindow.test).toBe(0.3);
    const alone = await classifierData(store, settings({ testFile, context: 'none' }));
    expect(alone.split.windows).toBeUndefined();
  });

  test('are told for each part where there are enough', async () => {
    const { store, testFile } = await workspace(6, 4);
    const { split } = await classifierData(store, settings({ testFile }));
    // What stood before the first texts to learn from is tested, and so in no window of theirs.
    expect(split.windows!.withWindow).toMatchObject({ valid: 1, test: 0.5 });
    expect(split.windows!.withWindow.train).toBeGreaterThan(0.95);
    expect(guardsInWords(split).join(' ')).toContain('50 % of the test texts');
  });
});

test('texts that share a ticker and a day with a training text are warned of where time does not divide them', async () => {
  const { store } = await workspace(0, 1);
  const byChance = await classifierData(store, settings({ split: 'stratified' }));
  expect(byChance.split.windows!.sharedDays).toBeGreaterThan(0.8);
  expect(guardsInWords(byChance.split).join(' ')).toContain('Warning: the texts were not divided by time');
  const byTime = await classifierData(store, settings({}));
  expect(byTime.split.windows!.sharedDays).toBeUndefined();
  expect(guardsInWords(byTime.split)).toContain('there is no gap between the parts');
});

test('an embargo leaves out what was said shortly before a part, and the result says so', async () => {
  const { store } = await workspace(0, 1);
  const without = await classifierData(store, settings({ context: 'none' }));
  const { split, parts } = await classifierData(store, settings({ context: 'none', embargo: 24 }));
  // Four texts a day: those of 24 hours before validation, and before the test.
  expect(split.embargo).toEqual({ hours: 24, leftOut: 8 });
  expect(split).toMatchObject({
    test: without.split.test,
    valid: without.split.valid - 4,
    train: without.split.train - 4,
  });
  const newest = Math.max(...parts.valid.map(({ publishedAt }) => publishedAt!));
  await expect(classifierData(store, settings({ embargo: 1000 }))).rejects.toThrow(
    /^An embargo of 1,000 hours leaves no text in the \w+ part\. The longest that leaves some is \d/u,
  );
  // It does, and a tenth of an hour more does not.
  const refused = await classifierData(store, settings({ embargo: 1000 })).catch((error: unknown) => error);
  const [remedy] = refused instanceof UserError ? refused.remedies : [];
  const longest = Number(remedy && 'values' in remedy ? remedy.values[0] : 0);
  expect(longest).toBeGreaterThan(0);
  const { parts: left } = await classifierData(store, settings({ embargo: longest }));
  expect(left.valid.length).toBeGreaterThan(0);
  await expect(classifierData(store, settings({ embargo: longest + 0.1 }))).rejects.toThrow('leaves no text');
  expect(split.testFrom! - newest).toBeGreaterThan(24 * 3_600_000);
});

test('an embargo that cannot be kept is refused', async () => {
  const { store, testFile } = await workspace(10, 0);
  await expect(classifierData(store, settings({ embargo: 24, context: 'none', testFile }))).rejects.toThrow(
    'An embargo is kept between parts that are divided by time, and the test part is a file.',
  );
});

test('a test file that holds all texts to learn from is named', async () => {
  const { store, testFile } = await workspace(120, 0);
  for (const nearCopies of [null, 0.6]) {
    await expect(classifierData(store, settings({ context: 'none', testFile, nearCopies }))).rejects.toThrow(
      'Too few of the 120 labelled texts are left to learn from: the others stand in held.csv too',
    );
  }
});
