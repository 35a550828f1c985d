import { expect, test } from 'vitest';
import { inShort, trainConfigSchema } from './all.ts';

const told = (settings: object) => inShort(trainConfigSchema.parse(settings));

test('what reads the texts tells runs apart in a list', () => {
  const recipe = 'contextual-sentiment';
  expect(told({ recipe, context: 'none' })).toBe('no context');
  expect(told({ recipe, window: { n: 4, scope: 'author' }, vectors: 'C:\\data\\glove.txt' })).toBe(
    '4 earlier (author), cross, glove.txt',
  );
  expect(told({ recipe, context: 'none', vectors: 3 })).toBe('no context, vectors of run 3');
  const minilm = { recipe, context: 'none', encoder: 'checkpoint', checkpoint: 'org/all-MiniLM-L6-v2' };
  expect(told({ ...minilm, tuned: false })).toBe('no context, all-MiniLM-L6-v2');
  expect(told({ ...minilm, tuned: true })).toBe('no context, all-MiniLM-L6-v2, tuned');
  expect(told({ recipe: 'bert-classifier', checkpoint: 'org/finbert' })).toBe('no context, finbert');
  expect(told({ recipe: 'rnn-attention' })).toBe('no context');
});
