import { expect, test } from 'vitest';
import { ownScheme } from './own-scheme.ts';

test('labels by rules get a scheme of their own, which is not named twice', () => {
  expect(ownScheme('sentiment')).toBe('sentiment-rules');
  expect(ownScheme('sentiment-rules')).toBe('sentiment-rules');
});
