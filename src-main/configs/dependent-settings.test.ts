import { expect, it } from 'vitest';
import { trainConfigSchema } from './all.ts';

const parsed = (settings: object) => trainConfigSchema.parse({ recipe: 'contextual-sentiment', ...settings });

it('defaults depend on what reads the texts, and a configuration says what they are', () => {
  const words = parsed({});
  expect(words).toMatchObject({ epochs: 30, batchSize: 64, learningRate: 2e-3, dropout: 0.3, maxTokens: 32 });
  expect(words).toMatchObject({ classWeights: 'balanced' });
  const tuned = parsed({ encoder: 'checkpoint', tuned: true });
  expect(tuned).toMatchObject({
    epochs: 3,
    batchSize: 32,
    dropout: 0.1,
    maxTokens: 64,
    classWeights: 'none',
  });
  expect(parsed({ encoder: 'checkpoint', tuned: true, classWeights: 'balanced' })).toMatchObject({
    classWeights: 'balanced',
  });
  // Words are not tuned, whatever else is said.
  expect(parsed({ tuned: true })).toEqual({ ...words, tuned: true });
  const frozen = parsed({ encoder: 'checkpoint' });
  for (const config of [words, tuned, frozen]) {
    expect(Object.values(config)).not.toContain(undefined);
    expect(trainConfigSchema.parse(config)).toEqual(config);
  }
});

it('what is given counts, and null asks for the default', () => {
  expect(parsed({ epochs: 7, learningRate: null })).toMatchObject({ epochs: 7, learningRate: 2e-3 });
  expect(parsed({ encoder: 'bert', epochs: 7 })).toMatchObject({ encoder: 'checkpoint', epochs: 7 });
  expect(() => parsed({ epochs: 0 })).toThrow('>=1');
});

it('what reads windows beside a tuned checkpoint has the epochs of a frozen one, unless told otherwise', () => {
  const tuned = { encoder: 'checkpoint', tuned: true };
  expect(parsed(tuned)).toMatchObject({ epochs: 3, contextEpochs: 30 });
  expect(parsed({ ...tuned, contextEpochs: 4 })).toMatchObject({ contextEpochs: 4 });
  expect(parsed({ epochs: 7 })).toMatchObject({ epochs: 7, contextEpochs: 7 });
});

it('other settings that are null stay null', () => {
  expect(parsed({})).toMatchObject({ symbols: null, clipNorm: 1, vectors: null });
  expect(parsed({ clipNorm: null })).toMatchObject({ clipNorm: null });
});

it('only a checkpoint that is not trained itself is rounded to 8 bits', () => {
  const int8 = { precision: 'int8' };
  expect(parsed({ encoder: 'checkpoint', ...int8 })).toMatchObject({ precision: 'int8', tuned: false });
  expect(parsed({})).toMatchObject({ precision: 'float32' });
  const refusal = 'only a checkpoint that is not trained itself can be rounded to int8';
  expect(() => parsed(int8)).toThrow(refusal);
  expect(() => parsed({ encoder: 'checkpoint', tuned: true, ...int8 })).toThrow(refusal);
  const bert = (settings: object) => trainConfigSchema.parse({ recipe: 'bert-classifier', ...settings });
  expect(bert({ frozen: true, ...int8 })).toMatchObject({ precision: 'int8' });
  expect(() => bert(int8)).toThrow(refusal);
});

it('companies are counted, and trained where their texts are to be read', () => {
  const objective = (given: object) => {
    const config = trainConfigSchema.parse({ recipe: 'company-embedding', ...given });
    return 'objective' in config ? config.objective : null;
  };
  expect(objective({})).toBe('count');
  expect(objective({ encoder: 'checkpoint' })).toBe('match');
  expect(objective({ vectors: 'glove.txt' })).toBe('match');
  expect(objective({ encoder: 'checkpoint', objective: 'topic' })).toBe('topic');
});
