import { describe, expect, test } from 'vitest';
import { trainConfigSchema } from './all.ts';
import { isResidual } from './contextual.ts';
import { storedConfigSchema } from './stored.ts';

/** Settings as a run stored them before there was a choice of context models. */
function earlier(settings: object, since: readonly string[] = ['contextModel']): object {
  const complete = trainConfigSchema.parse({ recipe: 'contextual-sentiment', ...settings });
  return Object.fromEntries(Object.entries(complete).filter(([name]) => !since.includes(name)));
}

describe('settings of a run', () => {
  test('that did not say how context is learned are of one joint model', () => {
    const config = storedConfigSchema.parse(earlier({}));
    expect(config).toMatchObject({ contextModel: 'joint', context: 'cross' });
    expect(isResidual(config)).toBe(false);
  });

  const ofCheckpoint = { encoder: 'checkpoint', contextModel: 'residual' };
  test.each([
    ['a tuned checkpoint', { ...ofCheckpoint, tuned: true }],
    ['the tokens of a checkpoint', { ...ofCheckpoint, attendTo: 'tokens' }],
  ])('that trained %s before branches had epochs of their own are of one joint model', (_, settings) => {
    expect(isResidual(storedConfigSchema.parse(earlier(settings, ['contextEpochs'])))).toBe(false);
    expect(isResidual(storedConfigSchema.parse(earlier(settings, [])))).toBe(true);
  });

  test.each([
    ['words', {}],
    ['the vectors of a checkpoint', { encoder: 'checkpoint', attendTo: 'texts' }],
  ])('that had a branch over %s before keep it', (_, settings) => {
    const config = storedConfigSchema.parse(earlier({ ...settings, epochs: 7 }, ['contextEpochs']));
    expect(isResidual(config)).toBe(true);
    expect(config).toMatchObject({ contextEpochs: 7 });
  });

  test('that did not say how fast the head learns had one rate for all', () => {
    const tuned = { encoder: 'checkpoint', tuned: true, learningRate: 3e-5 };
    const config = storedConfigSchema.parse(earlier(tuned, ['headLearningRate']));
    expect(config).toMatchObject({ learningRate: 3e-5, headLearningRate: 3e-5 });
  });

  test('that did not look for near copies divide their texts as they did', () => {
    expect(storedConfigSchema.parse(earlier({}, ['nearCopies']))).toMatchObject({ nearCopies: null });
    const words = trainConfigSchema.parse({ recipe: 'rnn-attention' });
    const { nearCopies, ...before } = words as typeof words & { nearCopies: number };
    expect(nearCopies).toBe(0.6);
    expect(storedConfigSchema.parse(before)).toMatchObject({ nearCopies: null });
  });

  test('that say so stay as they are', () => {
    const config = trainConfigSchema.parse({ recipe: 'topic', context: 'self' });
    expect(storedConfigSchema.parse(config)).toEqual(config);
    expect(isResidual(config)).toBe(true);
  });

  test('of other recipes stay as they are', () => {
    const config = trainConfigSchema.parse({ recipe: 'rnn-attention' });
    expect(storedConfigSchema.parse(config)).toEqual(config);
  });
});

test.each([
  ['the text alone', { context: 'none' }],
  ['a window with room for no text', { window: { n: 0 } }],
  ['one model of text and window', { contextModel: 'joint', encoder: 'checkpoint', tuned: true }],
])('%s has no branch', (_, settings) => {
  expect(isResidual(trainConfigSchema.parse({ recipe: 'contextual-sentiment', ...settings }))).toBe(false);
});
