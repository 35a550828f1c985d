import { expect, test } from 'vitest';
import { importContent, temporaryStore } from '../../test/support/workspace.ts';
import { documentAttention } from '../configs/document-attention.ts';
import { labelledParts } from '../recipes/texts/labelled-texts.ts';
import { labelsInWords } from '../results/label-facts.ts';
import { forgetLabels } from '../store/forget-labels.ts';
import { judge } from '../store/judgements.ts';
import type { WritableStore } from '../store/store.ts';
import { labelByRules } from './label-by-rules.ts';
import { takeBackLabels } from './take-back-labels.ts';

const rules = (more: object = {}) => ({
  file: 'rules.json',
  text: JSON.stringify({
    name: 'two words',
    alsoCalled: { up: ['positive'], down: ['negative'] },
    rules: [
      { label: 'up', phrases: ['upgraded'], negated: 'down' },
      { label: 'down', phrases: ['downgraded'] },
    ],
    ...more,
  }),
});

/** Texts of other words each. @param of the words before, and the label of a file */
async function workspace(of: readonly (readonly [words: string, label: string])[]): Promise<WritableStore> {
  const store = temporaryStore();
  const rows = of.map(([words, label], at) => {
    const own = String.fromCodePoint(97 + Math.floor(at / 26), 97 + (at % 26));
    return `${new Date(Date.UTC(2018, 6, 10, at)).toISOString()},GS,${words} ${['q', 'w', 'z', 'k', 'v', 'x'].map((letter) => own + letter + own).join(' ')},${label}`;
  });
  await importContent(store, 'rows.csv', `${['date,ticker,text,sentiment', ...rows].join('\n')}\n`);
  return store;
}

const takeBackRules = (store: WritableStore, scheme: string) =>
  takeBackLabels(store, { scheme, origin: 'rule' });

const asked = { rules: rules(), scheme: 'by-rules', against: null, dryRun: false };

function stored(store: WritableStore, scheme: string): unknown {
  return store.db
    .prepare('SELECT document_id, value, origin FROM label WHERE scheme = ? ORDER BY document_id')
    .raw()
    .all(scheme);
}

test('rules are counted and compared with people first, then stored in a scheme of their own', async () => {
  const store = await workspace([
    ['upgraded', 'positive'],
    ['upgraded', 'negative'],
    ['downgraded', 'negative'],
    ['not upgraded', 'negative'],
    ['upgraded but downgraded', 'positive'],
    ['nothing', 'positive'],
  ]);
  const counted = labelByRules(store, { ...asked, dryRun: true });
  expect(counted).toMatchObject({
    documents: 6,
    labelled: 4,
    conflicts: 1,
    classes: [
      { value: 'down', count: 2 },
      { value: 'up', count: 2 },
    ],
    agreement: { scheme: 'sentiment', labels: 6, otherLabels: 0, compared: 4, accuracy: 0.75 },
  });
  // By hand: precision of up 1/2, recall 1; kappa (3/4 - 1/2) / (1 - 1/2).
  expect(counted.agreement?.kappa).toBeCloseTo(0.5, 12);
  expect(counted.agreement?.perClass.find(({ value }) => value === 'up')).toMatchObject({
    precision: 0.5,
    recall: 1,
  });
  expect(counted.phrases.find(({ phrase }) => phrase === 'upgraded')).toEqual({
    phrase: 'upgraded',
    texts: 3,
    compared: 2,
    right: 1,
  });
  expect(stored(store, 'by-rules')).toEqual([]);

  labelByRules(store, asked);
  expect(stored(store, 'by-rules')).toEqual([
    [1, 'up', 'rule'],
    [2, 'up', 'rule'],
    [3, 'down', 'rule'],
    [4, 'down', 'rule'],
  ]);
});

test('labels by rules are never mixed with those of people', async () => {
  const store = await workspace([
    ['upgraded', 'positive'],
    ['downgraded', 'negative'],
  ]);
  expect(() => labelByRules(store, { ...asked, scheme: 'sentiment' })).toThrow(
    'The scheme "sentiment" has 2 labels by hand or from files',
  );
  judge(store, [1], { scheme: 'mine', annotator: 'Ann', stage: 'blind', value: 'up' });
  expect(() => labelByRules(store, { ...asked, scheme: 'mine' })).toThrow('has 1 label by hand');
  expect(stored(store, 'mine')).toEqual([[1, 'up', 'manual']]);
  // Counting is allowed: nothing is stored.
  expect(labelByRules(store, { ...asked, scheme: 'sentiment', dryRun: true }).labelled).toBe(2);
});

test('other rules replace the labels of the first, and each is taken back', async () => {
  const store = await workspace([
    ['upgraded', 'positive'],
    ['downgraded', 'negative'],
  ]);
  labelByRules(store, asked);
  const others = rules({
    name: 'upside down',
    rules: [
      { label: 'down', phrases: ['upgraded'] },
      { label: 'up', phrases: ['nothing'] },
    ],
  });
  expect(labelByRules(store, { ...asked, rules: others })).toMatchObject({ replaced: 2, labelled: 1 });
  expect(stored(store, 'by-rules')).toEqual([[1, 'down', 'rule']]);
  expect(takeBackRules(store, 'by-rules')).toMatchObject({
    name: 'upside down',
    removed: 1,
    restored: 'two words',
  });
  expect(stored(store, 'by-rules')).toEqual([
    [1, 'up', 'rule'],
    [2, 'down', 'rule'],
  ]);
  expect(takeBackRules(store, 'by-rules')).toMatchObject({ removed: 2, restored: null, labelled: 0 });
  expect(() => takeBackRules(store, 'by-rules')).toThrow('no label scheme "by-rules"');
  expect(() => takeBackRules(store, 'sentiment')).toThrow('nothing to take back');
});

test('a scheme that is forgotten is forgotten with its rules', async () => {
  const store = await workspace([
    ['upgraded', 'positive'],
    ['downgraded', 'negative'],
  ]);
  labelByRules(store, asked);
  forgetLabels(store, 'by-rules', false);
  expect(store.db.prepare('SELECT count(*) FROM label_source').pluck().get()).toBe(0);
});

test('a training says that its labels are by rules, and takes their words out of its texts if asked', async () => {
  const store = await workspace(
    Array.from(
      { length: 60 },
      (_, at) => [at % 2 ? 'upgraded to buy' : 'it was downgraded', 'positive'] as const,
    ),
  );
  labelByRules(store, asked);
  const config = documentAttention.config.parse({ recipe: 'document-attention', scheme: 'by-rules' });
  const plain = await labelledParts(store, config);
  expect(plain.split.labels).toEqual({ origins: { rule: 60 } });
  expect(plain.train.every(({ text }) => /graded/.test(text))).toBe(true);
  const masked = await labelledParts(store, { ...config, maskRules: true });
  const all = [...masked.train, ...masked.valid, ...masked.test];
  expect(all.some(({ text }) => /graded/.test(text))).toBe(false);
  expect(masked.test.map(({ document }) => document)).toEqual(plain.test.map(({ document }) => document));
  expect(masked.split.labels).toEqual({
    origins: { rule: 60 },
    masked: { rules: 'two words', texts: 60, everywhere: true },
  });
  expect(masked.mask!.rules.name).toBe('two words');
  expect(labelsInWords(masked.split.labels!, 'time').join(' ')).toMatch(
    /all labels are by rules.*taken out of 60/,
  );

  // Labels of people in the same scheme are counted apart, with a warning.
  judge(store, [60], { scheme: 'by-rules', annotator: 'Ann', stage: 'blind', value: 'up' });
  const mixed = await labelledParts(store, config);
  expect(mixed.split.labels).toEqual({ origins: { rule: 59, manual: 1 } });
  expect(labelsInWords(mixed.split.labels!, 'time')[0]).toMatch(/^Warning: labels of several origins/);
  await expect(labelledParts(store, { ...config, scheme: 'sentiment', maskRules: true })).rejects.toThrow(
    /classes|no labels by rules/,
  );
});
