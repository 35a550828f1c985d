import { expect, test } from 'vitest';
import { shorterWindowsSentence } from './shorter-windows.ts';

test('where shorter windows are seldom, what is said without a text is not trusted blindly', () => {
  expect(shorterWindowsSentence(0.004)).toMatch(/^Only 0\.4 % .* is unlike what/u);
  expect(shorterWindowsSentence(0.25)).toBe(
    'Windows with fewer texts occur in training too (25 % of the texts), so the model knows them.',
  );
  expect(shorterWindowsSentence(null)).toContain('not known');
});
