import { expect, it } from 'vitest';
import { changedTags } from './run-notes.ts';

it('tells which tags come and which go', () => {
  expect(changedTags(['old', 'kept'], ' kept, new,, two words ')).toEqual({
    tag: ['new', 'two words'],
    untag: ['old'],
  });
  expect(changedTags(['old'], '')).toEqual({ tag: [], untag: ['old'] });
});
