import { expect, test } from 'vitest';
import type { LabelledText } from '../../recipes/texts/labelled-texts.ts';
import type { StudyData } from './data.ts';
import { novelTexts, summaryOf } from './summary.ts';

function item(text: string, label: number, at: number): LabelledText {
  return { document: at, line: null, text, symbol: 'GS', publishedAt: at, group: at, copies: at, label };
}

const train = [item('profits of the bank rise again this year', 0, 1)];
const valid = [item('quite another matter altogether here', 1, 2)];
const testPart = [
  item('profits of the bank rise again this month', 0, 3),
  item('quite another matter altogether there', 1, 4),
  item('ships leave the northern harbour at dawn', 0, 5),
  item('cold weather keeps the fields empty', 1, 6),
];
const parts: StudyData['parts'] = { train, valid, test: testPart };

test('a test text that is like one of training or validation is not novel, and both scores are told', async () => {
  const isNovel = await novelTexts({ parts });
  expect(isNovel).toEqual([false, false, true, true]);
  const counts = { train: 0, valid: 0, test: 0 };
  const result = {
    key: 'none words',
    arm: 'none',
    seed: 1,
    // Right on the two that are known, and on one of the two that are novel.
    probabilities: [
      [0.9, 0.1],
      [0.2, 0.8],
      [0.7, 0.3],
      [0.6, 0.4],
    ],
    calibrated: true,
    valid: { accuracy: 1, macroF1: 1 },
    parameters: 1,
    epochs: null,
    tried: 1,
    seconds: 1,
    withWindow: counts,
    later: counts,
  };
  const arm = { arm: 'none', scope: null, n: null, encoder: 'words' } as const;
  const data: Pick<StudyData, 'parts' | 'classes'> = { parts, classes: ['up', 'down'] };
  const summary = summaryOf({ arm, results: [result] }, data, isNovel);
  expect(summary.accuracy.mean).toBe(0.75);
  expect(summary.novel?.accuracy.mean).toBe(0.5);
  // None is: nothing is said of them.
  expect(
    summaryOf(
      { arm, results: [result] },
      data,
      testPart.map(() => false),
    ).novel,
  ).toBeUndefined();
});
