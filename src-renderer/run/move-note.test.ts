import { expect, it } from 'vitest';
import { moveNote } from './move-note.ts';

it('says what answers are worth, and where they are worth nothing', () => {
  expect(moveNote({ n: 22_680, accuracy: 0.481 }, { accuracy: 0.491 })).toBe(
    'On 22,680 days that it had not seen, this model was right in 48.1 %; always giving the most frequent answer was right in 49.1 %. Its answers are worth no more than that.',
  );
  expect(moveNote({ n: 100, accuracy: 0.6 }, { accuracy: 0.5 })).not.toContain('no more');
  expect(moveNote({ n: 100, accuracy: 0.6 }, undefined)).toMatch(/60\.0 %\.$/);
});
