import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearDuplicatePairs } from './near-duplicates.ts';
import type { KeyRow } from './near-duplicates.ts';

interface Text {
  key: string;
  text: string;
  cutOff: boolean;
}

/** Whether two texts are near-duplicates by themselves. */
function alike(a: Text, b: Text): boolean {
  if (a.key === b.key) return a.key.length >= 12 || a.text === b.text;
  return [
    [a, b],
    [b, a],
  ].some(([start, whole]) => start!.cutOff && start!.key.length >= 40 && whole!.key.startsWith(start!.key));
}

/** Spreads the smallest number along pairs until nothing changes. */
function components(size: number, joined: (a: number, b: number) => boolean): number[] {
  const group = Array.from({ length: size }, (_, i) => i);
  for (let changed = true; changed;) {
    changed = false;
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < size; b++) {
        if (group[b]! > group[a]! && joined(a, b)) {
          group[b] = group[a]!;
          changed = true;
        }
      }
    }
  }
  return group;
}

test('the groups are those of comparing every text with every other', () => {
  const ending = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '𝒶'), maxLength: 3 });
  const start = fc.constantFrom('', 'short', 'x'.repeat(39), 'y'.repeat(40), 'z'.repeat(60));
  const text = fc.record({
    key: fc.tuple(start, ending).map((parts) => parts.join('')),
    text: fc.constantFrom('one', 'two'),
    cutOff: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(text, { maxLength: 14 }), (texts) => {
      const rows = texts
        .map(({ key, text, cutOff }, id): KeyRow => [id, key, key.length < 12 ? text : null, cutOff ? 1 : 0])
        .sort(
          (a, b) =>
            Buffer.compare(Buffer.from(a[1]), Buffer.from(b[1])) ||
            (a[2] ?? '').localeCompare(b[2] ?? '') ||
            a[0] - b[0],
        );
      const pairs = new Set([...nearDuplicatePairs(rows)].flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]));
      expect(components(texts.length, (a, b) => pairs.has(`${a} ${b}`))).toEqual(
        components(texts.length, (a, b) => alike(texts[a]!, texts[b]!)),
      );
    }),
    { numRuns: 500 },
  );
});
