import { expect, test } from 'vitest';
import { labelledTold, takenBackTold } from './told.ts';

test('one text and several are told as such', () => {
  expect(labelledTold(1, 'up')).toBe('1 text is labelled up. Undo takes it back at once.');
  expect(labelledTold(6307, null)).toBe('6,307 texts are labelled. Undo takes them back at once.');
});

test('what was taken back is told with what is there again', () => {
  const back = { name: 'analyst-words', restored: null, labelled: 0 };
  expect(takenBackTold({ ...back, removed: 1 })).toBe('1 label by “analyst-words” was taken back.');
  expect(takenBackTold({ ...back, removed: 1466, restored: 'first', labelled: 1 })).toBe(
    '1,466 labels by “analyst-words” were taken back. 1 label by “first” is there again.',
  );
  expect(takenBackTold({ ...back, removed: 2, restored: 'first', labelled: 2000 })).toBe(
    '2 labels by “analyst-words” were taken back. 2,000 labels by “first” are there again.',
  );
});
