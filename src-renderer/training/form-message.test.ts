import { expect, it } from 'vitest';
import { aboutRecipe } from '../../src-main/configs/settings.ts';
import { formMessage } from './form-message.ts';

it('settings are called by their labels, and by their names where there is none', () => {
  const { settings } = aboutRecipe('contextual-sentiment');
  expect(formMessage('"config.batchSize" must be at least 1.', settings)).toBe(
    '“Batch size” must be at least 1.',
  );
  expect(formMessage('"config.window.n" is too large.', settings)).toBe('“Texts” is too large.');
  expect(formMessage('"config.nothing" is not known.', settings)).toBe('“nothing” is not known.');
  expect(formMessage('The disk is full.', settings)).toBe('The disk is full.');
});
