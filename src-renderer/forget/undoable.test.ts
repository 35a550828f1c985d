import { expect, test } from 'vitest';
import { dropAllUndoables, dropUndoable, noteUndoable, undoables } from './undoable.ts';

const numbers = (): number[] => undoables.value.map(({ deletion }) => deletion);

test('what can be undone is kept, the latest first, until it is undone or dismissed', () => {
  noteUndoable({ deletion: 1, sentence: 'a.csv was removed.' });
  noteUndoable({ deletion: 2, sentence: 'Run 7 was removed.' });
  expect(numbers()).toEqual([2, 1]);
  noteUndoable({ deletion: 1, sentence: 'a.csv was removed.' });
  expect(numbers()).toEqual([1, 2]);
  dropUndoable(1);
  expect(numbers()).toEqual([2]);
  noteUndoable({ deletion: 3, sentence: 'b.csv was removed.' });
  dropAllUndoables();
  expect(numbers()).toEqual([]);
});
