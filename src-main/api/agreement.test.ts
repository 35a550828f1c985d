import { expect, test } from 'vitest';
import { agreementSentence } from './agreement.ts';

const full = {
  labels: 60,
  otherLabels: 0,
  learned: 10,
  compared: 50,
  accuracy: 0.9,
  macroF1: 0.875,
  kappa: 0.8,
};

test('it says on how many labels, and which are left out', () => {
  expect(agreementSentence(full, 'sentiment')).toBe(
    'Agreement with 50 labels of the scheme "sentiment": accuracy 0.900, macro-F1 0.875, Cohen\'s kappa 0.80; 10 texts that it was trained with are left out.',
  );
  expect(agreementSentence({ ...full, otherLabels: 3, learned: null, kappa: null }, 'mood')).toBe(
    'Agreement with 50 labels of the scheme "mood": accuracy 0.900, macro-F1 0.875; 3 labels are none of its classes; it may have been trained with some of them.',
  );
});

test('without labels to compare with, it is not known', () => {
  const none = {
    labels: 0,
    otherLabels: 0,
    learned: 0,
    compared: 0,
    accuracy: null,
    macroF1: null,
    kappa: null,
  };
  expect(agreementSentence(none, 'mood')).toBe(
    'The scheme "mood" has no labels to compare with: how well the run agrees with people is not known.',
  );
  expect(agreementSentence({ ...none, labels: 40, learned: 40 }, 'mood')).toBe(
    'No label is left to compare with: how well the run agrees with people is not known; 40 texts that it was trained with are left out.',
  );
});
