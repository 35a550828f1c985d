import { expect, test } from 'vitest';
import { labelsInWords } from './label-facts.ts';

test('nothing is said of labels of people', () => {
  expect(labelsInWords({ origins: { manual: 10, import: 20 } }, 'time')).toEqual([]);
});

test('labels by rules say what they are worth, and whether their words can be read', () => {
  expect(labelsInWords({ origins: { rule: 60 } }, 'time')).toEqual([
    'all labels are by rules: the scores say how well the rules are found again, not what people would say',
    'the words by which rules gave labels are still in the texts',
  ]);
  const masked = (everywhere: boolean | undefined) =>
    labelsInWords({ origins: { rule: 60 }, masked: { rules: 'mine', texts: 55, everywhere } }, 'time')[1];
  const taken = 'the words by which the rules “mine” give labels were taken out of 55 of the texts';
  expect(masked(true)).toBe(
    `${taken}, and are taken out of whatever the run reads: windows, and texts that it predicts or explains`,
  );
  expect(masked(undefined)).toBe(
    `Warning: ${taken}, but this run of an earlier version reads them in windows, and in what it predicts or explains`,
  );
});

test('labels of several origins are warned of', () => {
  expect(labelsInWords({ origins: { manual: 3, rule: 7 } }, 'time')[0]).toBe(
    'Warning: labels of several origins were learned and tested together: 3 by hand, 7 by rules',
  );
});

test('labels from prices say how many were purged, or that the same days are learned and tested', () => {
  const purged = { origins: { price: 30 }, purged: { train: 10, valid: 2 } };
  expect(labelsInWords(purged, 'time')).toEqual([
    'all labels are from prices: they say what prices did afterwards, not what the texts mean',
    'purged: 10 training and 2 validation texts, since what prices did afterwards was only known when the next part had begun',
  ]);
  expect(labelsInWords({ origins: { price: 30 } }, 'chance')[1]).toMatch(
    /^Warning: labels from prices were not/,
  );
});
