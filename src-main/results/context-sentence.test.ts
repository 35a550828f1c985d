import { expect, test } from 'vitest';
import { contextSentence } from './context-sentence.ts';

const validAlone = { loss: 0.4, accuracy: 0.8, macroF1: 0.75 };

test('says that the window helped, and by how much', () => {
  const stages = {
    text: { epochs: 14, bestEpoch: 4 },
    context: { epochs: 13, bestEpoch: 3 },
    readsContext: true,
    validAlone,
  };
  expect(contextSentence(stages, 0.7812)).toBe(
    'The text model took 14 epochs (best: 4) and its context branch 13 epochs (best: 3).' +
      ' The window helped in validation (macro F1 0.781 against 0.750).',
  );
});

test('says plainly that no context won', () => {
  const stages = {
    text: { epochs: 1, bestEpoch: 1 },
    context: { epochs: 10, bestEpoch: 0 },
    readsContext: false,
    validAlone,
  };
  expect(contextSentence(stages, 0.75)).toBe(
    'The text model took 1 epoch (best: 1) and its context branch 10 epochs (best: none).' +
      ' No context won: in validation no epoch with the window was better than the text alone in both macro F1 (0.750) and loss,' +
      ' so the model reads the text alone.',
  );
});
