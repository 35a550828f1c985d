import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/workspace.ts';
import { trainConfigSchema } from '../configs/all.ts';
import { studyRequestSchema } from '../study/context/request.ts';
import type { StudyResult } from '../study/context/result.ts';
import { resultsVersion, version } from '../version.ts';
import { studyPage, studyRows } from './studies.ts';

const request = studyRequestSchema.parse({
  encoders: [{ name: 'words', config: trainConfigSchema.parse({ recipe: 'contextual-sentiment' }) }],
  arms: ['none', 'cross'],
  windows: [2, 8],
  seeds: 1,
});

const spread = { mean: 0.7, sd: null };
const arm = {
  encoder: 'words',
  accuracy: spread,
  macroF1: spread,
  logLoss: spread,
  ece: spread,
  standardError: 0.01,
  seeds: 1,
  withoutContext: null,
  parameters: 1,
  tried: 1,
  withWindow: { train: 1, valid: 1, test: 1 },
  later: { train: 0, valid: 0, test: 0 },
};
const bin = { from: 0.9, to: 1, confidence: 0.95, accuracy: 0.9 };
const cross = {
  ...arm,
  arm: 'cross',
  scope: 'company' as const,
  role: 'context' as const,
  title: 'cross-attention',
  reliability: [
    { ...bin, texts: 20 },
    // Too few texts to say anything.
    { ...bin, from: 0.5, to: 0.6, texts: 2 },
  ],
};
const compared = {
  metric: 'accuracy' as const,
  difference: 0.03,
  low: 0.01,
  high: 0.05,
  p: 0.004,
  pHolm: 0.008,
};

const result: StudyResult = {
  study: 'abc',
  folder: '/elsewhere',
  arms: [
    {
      ...arm,
      arm: 'none',
      scope: null,
      n: null,
      role: 'reference',
      title: 'the text alone',
      reliability: null,
    },
    { ...cross, n: 2 },
    { ...cross, n: 8, accuracy: { mean: 0.73, sd: null } },
  ],
  comparisons: [
    { ...compared, a: 'cross company 2 words', b: 'none words' },
    { ...compared, a: 'cross company 8 words', b: 'none words' },
    { ...compared, a: 'cross company 8 words', b: 'none words', metric: 'macroF1' },
  ],
  detectable: 0.022,
  sentence: 'Context adds 3.0 points.',
  warnings: [],
  assumed: { level: 0.05, power: 0.8, discordant: 0.1, ifAlike: 0.06, correlation: 0.7, effectiveTexts: 30 },
  data: {
    scheme: 'sentiment',
    classes: ['down', 'up'],
    split: { train: 70, valid: 10, test: 20, leftOut: 0, trainUntil: null, testFrom: null, by: 'time' },
    clusters: 9,
    onlyDay: 0,
    fingerprint: '0',
  },
  seeds: [1],
  looks: 1,
  ownLooks: 1,
  checklist: [],
  left: 0,
  seconds: 1,
};

function workspace(ofVersion: string, finished: unknown): { dir: string } {
  const dir = temporaryFolder();
  const folder = join(dir, 'studies', 'abc');
  mkdirSync(folder, { recursive: true });
  const record = { study: 'abc', version: ofVersion, fingerprint: '0', ...request };
  writeFileSync(join(folder, 'study.json'), JSON.stringify(record));
  if (finished !== null) writeFileSync(join(folder, 'result.json'), JSON.stringify(finished));
  return { dir };
}

test('a study that was stopped has a row and a page without a report', () => {
  const store = workspace(resultsVersion, null);
  expect(studyRows(store)).toMatchObject([
    {
      study: 'abc',
      problem: null,
      sentence: null,
      asked: { scheme: 'sentiment', windows: [2, 8], done: 0, trainings: 3 },
    },
  ]);
  expect(studyPage(store, 'abc')).toMatchObject({ isOfOtherVersion: false, report: null });
  expect(studyPage(workspace('0.0.1', null), 'abc').isOfOtherVersion).toBe(true);
  // Before results changed within the version.
  expect(studyPage(workspace(version, null), 'abc').isOfOtherVersion).toBe(true);
});

test('a page shows what its files say, wherever the workspace is now', () => {
  const store = workspace(resultsVersion, result);
  expect(studyRows(store)).toMatchObject([{ sentence: result.sentence }]);
  const { report } = studyPage(store, 'abc');
  expect(report?.result.folder).toBe(join(store.dir, 'studies', 'abc'));
  const data = report!.data;
  expect(data.intervals).toEqual([
    {
      name: 'cross-attention, 2 texts of the company',
      role: 'context',
      difference: 0.03,
      low: 0.01,
      high: 0.05,
    },
    {
      name: 'cross-attention, 8 texts of the company',
      role: 'context',
      difference: 0.03,
      low: 0.01,
      high: 0.05,
    },
  ]);
  expect(data.sizes).toEqual([
    {
      name: 'cross-attention, company',
      points: [
        { n: 0, accuracy: 0.7 },
        { n: 2, accuracy: 0.7 },
        { n: 8, accuracy: 0.73 },
      ],
    },
  ]);
  expect(data.reliability).toEqual([
    {
      name: 'cross-attention, 8 texts of the company',
      points: [{ confidence: 0.95, accuracy: 0.9, texts: 20 }],
    },
  ]);
  expect(data.lines.map(({ difference, uncorrected, p }) => [difference, uncorrected, p])).toEqual([
    ['', '', ''],
    ['+3.0 [+1.0, +5.0]', '.004', '.008'],
    ['+3.0 [+1.0, +5.0]', '.004', '.008'],
  ]);
  expect(data.comparisons).toMatchObject([{ nameB: 'the text alone' }, {}, { metric: 'macroF1' }]);
  expect(data.detectable).toContain('2.2 points');
});

test('a damaged result is named in the list, and hides no page but its own', () => {
  const store = workspace(resultsVersion, {});
  expect(studyRows(store)).toMatchObject([
    { sentence: null, problem: expect.stringContaining('result.json is damaged') },
  ]);
  expect(() => studyPage(store, 'abc')).toThrow('result.json is damaged');
});
