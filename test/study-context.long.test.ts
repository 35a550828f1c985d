import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { studyResultSchema } from '../src-main/study/context/result.ts';
import { contexture as run } from './support/command.ts';
import { temporaryFolder } from './support/workspace.ts';

const sample = join(import.meta.dirname, '../resources/sample');

test('whether context helps is one command, which goes on where it was stopped', () => {
  const workspace = join(temporaryFolder(), 'workspace');
  const contexture = (...args: string[]) => run(...args, '--workspace', workspace);
  expect(contexture('import', join(sample, 'stockerbot-sample.csv')).status).toBe(0);
  expect(contexture('import', join(sample, 'sentiment.csv'), '--labels', 'sentiment').status).toBe(0);
  expect(contexture('labels', 'names', 'sentiment', 'negative=falls').status).toBe(0);
  const study = (...args: string[]) =>
    contexture(
      'study',
      'context',
      '--arms',
      'none,cross,shuffled,floors',
      '--seeds',
      '1',
      '--processes',
      '2',
      '--set',
      'epochs=10',
      ...args,
    );

  const told = study('--json');
  expect(told).toMatchObject({ status: 0, err: '' });
  const result = studyResultSchema.parse(JSON.parse(told.out));

  // The sample is made so that a label follows from what was said before, and not from the text alone.
  const compared = (a: string) =>
    result.comparisons.find((one) => one.a === a && one.b === 'none words' && one.metric === 'accuracy')!;
  const cross = compared('cross company 8 words');
  expect(cross.difference).toBeGreaterThan(0.15);
  expect(cross.low).toBeGreaterThan(0);
  expect(cross.pHolm).toBeLessThanOrEqual(0.05);
  expect(cross.pHolm).toBeGreaterThanOrEqual(cross.p);
  expect(compared('shuffled company 8 words').pHolm).toBeGreaterThan(0.05);
  expect(result.sentence).toMatch(/^Context adds \d+\.\d points \(cross-attention/u);
  expect(result.detectable).toBeGreaterThan(0);
  // None, cross and shuffled each trained a model that was scored on it; what was trained again is none more.
  expect(result.looks).toBe(3);
  expect(result.arms.map(({ arm }) => arm)).toEqual([
    'none',
    'cross',
    'shuffled',
    'majority',
    'company',
    'author',
    'time',
    'length',
    'naive-bayes',
    'logistic-regression',
    'svm',
    'n-grams',
  ]);
  expect(result.checklist.length).toBe(5);
  expect(result.checklist.every(({ met }) => met)).toBe(true);

  // Every prediction that may be used knows nothing later than its certificate says.
  const [head, ...lines] = readFileSync(join(result.folder, 'predictions.csv'), 'utf8')
    .trimEnd()
    .split('\r\n');
  const columns = head!.split(',');
  const at = (line: string, name: string) => line.split(',')[columns.indexOf(name)]!;
  expect(lines.length).toBe(2 * result.data.split.test);
  let windows = 0;
  for (const line of lines) {
    const before = at(line, 'may know what came before');
    expect(at(line, 'newest learned') < before).toBe(true);
    const newest = at(line, 'newest in its window');
    windows += Number(newest !== '');
    // No time is less than any.
    expect(newest < before).toBe(true);
  }
  expect(windows).toBeGreaterThan(result.data.split.test / 2);
  const named = lines.map((line) => `${at(line, 'label')} ${at(line, 'label name')}`);
  expect(new Set(named)).toEqual(new Set(['negative falls', 'positive positive']));

  const page = readFileSync(join(result.folder, 'report.html'), 'utf8');
  expect(page).toContain(result.sentence);
  expect(page).toContain('classes falls (negative), positive.');
  expect(page.match(/<svg/gu)?.length).toBe(2);
  expect(page).not.toMatch(/<script|src=|href=|NaN|undefined/u);
  const table = readFileSync(join(result.folder, 'table.tex'), 'utf8');
  expect(table.match(/ \\\\$/gmu)?.length).toBe(1 + result.arms.length);

  // One training is lost, as if the study had been killed before it ended: only that is made again.
  const trainings = join(result.folder, 'trainings');
  const kept = readdirSync(trainings);
  expect(kept.length).toBe(4);
  const lost = kept.find((name) => readFileSync(join(trainings, name), 'utf8').includes('"arm":"shuffled"'))!;
  rmSync(join(trainings, lost));
  const again = study();
  expect(again.err).toContain('3 of them are finished already');
  expect(again.err).toMatch(/shuffled company 8 words, seed 1.* \(4 of 4\)/u);
  expect(again.err).not.toContain('cross company 8 words, seed 1');
  expect(again.out).toContain(result.sentence);
  const repeated = readFileSync(join(result.folder, 'result.json'), 'utf8');
  const { arms, comparisons, looks } = studyResultSchema.parse(JSON.parse(repeated));
  expect({ arms, comparisons, looks }).toEqual({
    arms: result.arms,
    comparisons: result.comparisons,
    looks: 3,
  });

  // Another study of the same test part trains two models more.
  const other = study('--arms', 'none,label-history', '--json');
  const { looks: second, warnings } = studyResultSchema.parse(JSON.parse(other.out));
  expect(second).toBe(5);
  expect(warnings.join(' ')).toContain('5 models have been scored on this test part');
});

test('what a study cannot do is said', () => {
  const workspace = join(temporaryFolder(), 'workspace');
  const contexture = (...args: string[]) => run(...args, '--workspace', workspace);
  expect(contexture('import', join(sample, 'sentiment.csv')).status).toBe(0);
  const wrong = contexture('study', 'context', '--arms', 'none,crss');
  expect(wrong.status).toBe(2);
  expect(wrong.err).toContain('--arms takes none, concat');
  expect(wrong.err).toContain('Did you mean "cross"?');
  const set = contexture('study', 'context', '--set', 'context=self');
  expect(set).toMatchObject({ status: 2 });
  expect(set.err).toContain('A study decides on context itself');
  // Labels without the texts that came before them.
  const sparse = contexture('study', 'context', '--json');
  expect(sparse.status).toBe(2);
  const { error } = z.object({ error: z.looseObject({ message: z.string() }) }).parse(JSON.parse(sparse.out));
  expect(error.message).toMatch(/hardly any context to study/u);
});
