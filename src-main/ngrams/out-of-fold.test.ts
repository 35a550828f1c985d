import { expect, test } from 'vitest';
import { Random } from '../random.ts';
import { foldsOf, outOfFold } from './out-of-fold.ts';

const signal = new AbortController().signal;

test('folds hold every text once, groups whole and the classes in their shares', () => {
  const texts = Array.from({ length: 100 }, (_, at) => ({
    text: `text ${at}`,
    label: at % 10 === 0 ? 1 : 0,
    group: at < 40 ? Math.floor(at / 2) : at,
  }));
  const folds = foldsOf(texts, new Random(1));
  expect(folds.flat().toSorted((a, b) => texts.indexOf(a) - texts.indexOf(b))).toEqual(texts);
  const foldOf = (group: number) => folds.filter((fold) => fold.some((text) => text.group === group)).length;
  for (const { group } of texts) expect(foldOf(group)).toBe(1);
  for (const fold of folds) {
    expect(fold.length).toBeGreaterThanOrEqual(16);
    expect(fold.filter(({ label }) => label === 1).length).toBeGreaterThanOrEqual(1);
  }
});

test('a text is scored by those who have not learned it: by its name alone nobody knows its class', async () => {
  const random = new Random(3);
  const letters = Array.from('bcdfghjklmnp');
  const name = () => Array.from({ length: 8 }, () => random.pick(letters)).join('');
  const texts = Array.from({ length: 200 }, (_, group) => ({ text: name(), label: random.below(2), group }));
  const { items, opinions } = await outOfFold(texts, 2, { classWeights: null, seed: 1, signal });
  expect(items).toHaveLength(200);
  const right = items.filter(({ label }, at) => {
    const [one, other] = Array.from(opinions[0][at]!);
    return Number(other! > one!) === label;
  }).length;
  // Of 200 coins 135 heads are more than one in a million.
  expect(right).toBeLessThan(135);
  expect(right).toBeGreaterThan(65);
});

test('a single group cannot be learned from others', async () => {
  const texts = [
    { text: 'up', label: 1, group: 0 },
    { text: 'up it goes', label: 1, group: 0 },
  ];
  expect((await outOfFold(texts, 2, { classWeights: null, seed: 1, signal })).items).toEqual([]);
});
