import { describe, expect, it } from 'vitest';
import type { Scores } from '../../src-main/api/types.ts';
import { confusionOption, confusionTable } from './confusion.ts';
import { palette } from './fixtures.testing.ts';
import { scoreName } from './learning-curves.ts';

const scores: Scores = {
  n: 10,
  accuracy: 0.7,
  macroF1: 0,
  weightedF1: 0,
  classes: ['negative', 'positive'],
  perClass: [],
  // Three negative texts were predicted positive, and no positive one negative.
  confusion: [
    [1, 3],
    [0, 6],
  ],
};

describe('the confusion matrix', () => {
  it('has the truth down and the prediction across', () => {
    const { xAxis, yAxis, series } = confusionOption(scores, palette, String);
    expect(xAxis).toMatchObject({ name: 'predicted', data: ['negative', 'positive'] });
    expect(yAxis).toMatchObject({ name: 'truth', data: ['negative', 'positive'], inverse: true });
    const across = 1;
    const down = 0;
    expect(series).toMatchObject([
      {
        data: expect.arrayContaining([
          expect.objectContaining({
            value: [across, down, 0.75],
            label: expect.objectContaining({ formatter: '3' }),
          }),
        ]),
      },
    ]);
  });

  it('of many classes names each of them on end, and writes no zeros', () => {
    const classes = Array.from({ length: 20 }, (_, i) => `class ${i}`);
    const confusion = classes.map((_, truth) =>
      classes.map((__, predicted) => (truth === predicted ? 7 : 0)),
    );
    const { xAxis, series } = confusionOption({ ...scores, classes, confusion }, palette, String);
    expect(xAxis).toMatchObject({ axisLabel: { rotate: 90, interval: 0 } });
    const label = (formatter: string) =>
      expect.objectContaining({ label: expect.objectContaining({ formatter }) });
    expect(series).toMatchObject([{ data: expect.arrayContaining([label('7'), label('')]) }]);
    expect(series).not.toMatchObject([{ data: expect.arrayContaining([label('0')]) }]);
  });

  it('counts classes that are numbers upwards', () => {
    const confusion = [0, 1, 2].map((truth) => [0, 1, 2].map((said) => 10 * truth + said));
    const numbered = { ...scores, classes: ['1', '10', '2'], confusion };
    const data = ['1', '2', '10'];
    expect(confusionOption(numbered, palette, String)).toMatchObject({ xAxis: { data }, yAxis: { data } });
    expect(confusionTable(numbered, String).rows).toEqual([
      ['1', 0, 2, 1],
      ['2', 20, 22, 21],
      ['10', 10, 12, 11],
    ]);
  });

  it('calls classes by their names, and has both in its export', () => {
    const nameOf = (value: string): string => (value === 'negative' ? 'bearish' : value);
    const data = ['bearish', 'positive'];
    expect(confusionOption(scores, palette, nameOf)).toMatchObject({ xAxis: { data }, yAxis: { data } });
    expect(confusionTable(scores, nameOf)).toMatchObject({
      columns: ['truth', 'predicted bearish (negative)', 'predicted positive'],
      rows: [
        ['bearish (negative)', 1, 3],
        ['positive', 0, 6],
      ],
    });
  });

  it('says so in its export', () => {
    expect(confusionTable(scores, String)).toEqual({
      columns: ['truth', 'predicted negative', 'predicted positive'],
      rows: [
        ['negative', 1, 3],
        ['positive', 0, 6],
      ],
    });
  });
});

describe('learning curves', () => {
  const point = (name: string) => ({ name, step: 1, epoch: 1, value: 0.5 });

  it('draw macro F1 rather than accuracy, and never a loss as a score', () => {
    expect(scoreName([point('valid.accuracy'), point('valid.macroF1')])).toBe('valid.macroF1');
    expect(scoreName([point('train.loss'), point('valid.loss')])).toBeNull();
    expect(scoreName([point('valid.loss'), point('valid.recall')])).toBe('valid.recall');
  });
});
