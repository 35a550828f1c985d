import { expect, test } from 'vitest';
import { trainConfigSchema } from './all.ts';
import { withoutEffect } from './without-effect.ts';

test('what is trained has no effect on what is counted, and the other way round', () => {
  const counted = trainConfigSchema.parse({ recipe: 'company-embedding' });
  expect(withoutEffect(counted, ['epochs', 'device', 'counted', 'minTexts', 'objective'])).toEqual([
    { path: 'epochs', because: 'objective=count' },
    { path: 'device', because: 'objective=count' },
  ]);
  const trained = trainConfigSchema.parse({ recipe: 'company-embedding', objective: 'match' });
  expect(withoutEffect(trained, ['epochs', 'counted'])).toEqual([
    { path: 'counted', because: 'objective=match' },
  ]);
  // Counted vectors that training starts from are counted as said, and no encoder reads the texts then.
  const both = trainConfigSchema.parse({ recipe: 'company-embedding', objective: 'match', start: 'counts' });
  expect(withoutEffect(both, ['epochs', 'counted', 'startPenalty', 'width', 'layers', 'ownName'])).toEqual([
    { path: 'width', because: 'start=counts' },
    { path: 'layers', because: 'start=counts' },
    { path: 'ownName', because: 'objective=match' },
  ]);
  // Beside counted words an encoder reads as published.
  const read = trainConfigSchema.parse({ ...both, vectors: 'glove.txt', tuned: null });
  expect(withoutEffect(read, ['encoder', 'vectors', 'minCount', 'maxTokens', 'tuned', 'heads'])).toEqual([
    { path: 'tuned', because: 'start=counts' },
    { path: 'heads', because: 'start=counts' },
  ]);
  expect(withoutEffect(both, ['minCount', 'maxTokens'])).toHaveLength(2);
  expect(withoutEffect(counted, ['width', 'start'])).toEqual([
    { path: 'width', because: 'objective=count' },
    { path: 'start', because: 'objective=count' },
  ]);
});

test('conditions may be about several settings', () => {
  const words = trainConfigSchema.parse({ recipe: 'contextual-sentiment' });
  expect(withoutEffect(words, ['window.n', 'minCount'])).toEqual([]);
  expect(withoutEffect(words, ['checkpoint'])).toEqual([{ path: 'checkpoint', because: 'encoder=words' }]);
  const alone = trainConfigSchema.parse({ recipe: 'contextual-sentiment', context: 'none' });
  expect(withoutEffect(alone, ['window.n'])).toEqual([{ path: 'window.n', because: 'context=none' }]);
  // Its model is residual by default, which without context decides about nothing.
  expect(alone).toMatchObject({ contextModel: 'residual' });
  expect(withoutEffect(alone, ['contextEpochs'])).toEqual([
    { path: 'contextEpochs', because: 'context=none' },
  ]);
});
