import { expect, test } from 'vitest';
import { maskNames, nameWords } from '../../text/mask-names.ts';
import { matchingScores } from './matching.ts';

const axes = [Float32Array.of(1, 0, 0), Float32Array.of(0, 1, 0), Float32Array.of(0, 0, 1)];

test('a text that lies on its company’s vector finds it first', () => {
  const held = axes.map((vector, company) => ({ vector, company }));
  expect(matchingScores(axes, held, 1)).toMatchObject({ n: 3, top1: 1, top10: 1 });
});

test('equal vectors earn nothing', () => {
  const same = [axes[0]!, axes[0]!];
  expect(matchingScores(same, [{ vector: axes[0]!, company: 0 }], 1)).toMatchObject({
    top1: 0,
    top10: 1,
    mrr: 0.5,
  });
});

test('the loss is that of a softmax over all companies', () => {
  const { loss } = matchingScores(axes, [{ vector: axes[0]!, company: 0 }], 0.5);
  expect(loss).toBeCloseTo(-Math.log(Math.E ** 2 / (Math.E ** 2 + 2)), 6);
});

test('a company’s own name is hidden in its texts, in every form', () => {
  const names = nameWords(['The Goldman Sachs', 'Goldman Sachs Group Inc.'], 'GS');
  expect(names).toEqual(new Set(['goldman', 'sachs', 'gs']));
  expect(maskNames('Goldman’s GS interns at #goldmansachs met the Sachs group', names)).toEqual([
    '<company>',
    '<company>',
    'interns',
    'at',
    '<company>',
    'met',
    'the',
    '<company>',
    'group',
  ]);
});

test('a name with a star is hidden', () => {
  expect(maskNames('E*TRADE reports', nameWords(['E*TRADE'], 'ETFC'))).toEqual(['<company>', 'reports']);
});
