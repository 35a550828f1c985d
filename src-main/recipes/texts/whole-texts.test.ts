import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wholeTexts } from './whole-texts.ts';

describe('a text belongs to the longest text that holds it', () => {
  test('word by word, whatever signs and capitals stand between', () => {
    const texts = [
      'a gripping, funny film',
      'It is a gripping funny film!',
      'Yes: it is a gripping funny film about trains',
      'gripping funny films',
      'funny film',
    ];
    expect([...wholeTexts(texts)]).toEqual([2, 2, 2, 3, 4]);
  });

  test('as a search through all texts finds it', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 9 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 30 }), (texts) => {
        const expected = texts.map((own, index) => {
          if (own.split(' ').length < 3) return index;
          let best = index;
          for (const [other, all] of texts.entries()) {
            const holds = ` ${all} `.includes(` ${own} `);
            if (holds && all.length > texts[best]!.length) best = other;
          }
          return best;
        });
        expect([...wholeTexts(texts)]).toEqual(expected);
      }),
    );
  });
});
