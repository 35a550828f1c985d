import { describe, expect, it } from 'vitest';
import { moved } from './useListKeys.ts';

describe('a list under the keyboard', () => {
  it('moves by j, k and the arrows, and stops at its ends', () => {
    expect(moved('j', -1, 3)).toBe(0);
    expect(moved('ArrowDown', 2, 3)).toBe(2);
    expect(moved('k', 0, 3)).toBe(0);
    expect(moved('PageDown', 3, 100)).toBe(13);
    expect(moved('End', 0, 100)).toBe(99);
  });

  it('leaves other keys and empty lists alone', () => {
    expect(moved('x', 0, 3)).toBeNull();
    expect(moved('j', -1, 0)).toBeNull();
  });
});
