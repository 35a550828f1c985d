import { expect, test } from 'vitest';
import { Random } from '../../random.ts';
import { parseRules } from './rule-file.ts';
import { RuleMask } from './rule-mask.ts';

const phrases = { up: ['a', 'b c', 'c d e'], down: ['f', 'd d'] };
const mask = new RuleMask(
  parseRules(
    JSON.stringify({
      name: 'letters',
      rules: Object.entries(phrases).map(([label, of]) => ({
        label,
        phrases: of,
        negated: label === 'up' ? 'down' : 'up',
      })),
    }),
    'letters.json',
  ),
);

test('nothing that names a class is left, also of words that only stand together afterwards', () => {
  // Between b and c an f is taken out, and they are a phrase then.
  expect(mask.of('x b f c y')).toBe('x y');
  const random = new Random(7);
  for (let drawn = 0; drawn < 2000; drawn++) {
    const words = Array.from({ length: 1 + random.below(12) }, () => 'abcdefghij'[random.below(10)]!);
    const text = words.join(' ');
    const left = mask.of(text).split(' ').filter(Boolean);
    const held = Object.values(phrases)
      .flat()
      .filter((phrase) => ` ${left.join(' ')} `.includes(` ${phrase} `));
    expect({ text, held }).toEqual({ text, held: [] });
    // Words that stand in no phrase stay, in their order.
    const isFree = (word: string) => 'ghij'.includes(word);
    expect(left.filter(isFree)).toEqual(words.filter(isFree));
    expect(mask.of(left.join(' '))).toBe(left.join(' '));
  }
});

test('a text without such words stays as it is, blanks included', () => {
  expect(mask.of(' g  h ')).toBe(' g  h ');
});
