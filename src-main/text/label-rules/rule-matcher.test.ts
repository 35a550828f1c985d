import { describe, expect, test } from 'vitest';
import { parseRules } from './rule-file.ts';
import { RuleMatcher, withoutMatches } from './rule-matcher.ts';
import { analystWords, formatRules } from './preset.ts';

const rules = parseRules(
  JSON.stringify({
    name: 'tone',
    negations: ['not', 'no'],
    negationReach: 2,
    rules: [
      { label: 'up', phrases: ['upgraded', 'beats', 'price target raised', 'strong'], negated: 'down' },
      { label: 'down', phrases: ['downgrad*', 'miss', 'misses', 'lawsuit'] },
      { label: 'down', phrases: ['fraud'], priority: 5 },
      { label: null, phrases: ['miss out', 'beats headphones'] },
    ],
  }),
  'tone.json',
);
const matcher = new RuleMatcher(rules);
const labelOf = (text: string) => matcher.read(text).label;

describe('a text is labelled by its phrases', () => {
  test.each([
    ['$NFLX UPGRADED to buy at Citi', 'up'],
    ['Citi downgrades Netflix', 'down'],
    ['Price target raised at $MS', 'up'],
    // Between the words of a phrase no clause ends, and nothing stands.
    ['The price target. Raised eyebrows', null],
    ['The price target was raised', null],
    ['nothing to see here', null],
    // A part of a word is no word.
    ['a dismissive analyst', null],
    ['https://t.co/upgraded is all it says', null],
  ])('%s: %s', (text, label) => expect(labelOf(text)).toBe(label));
});

describe('a negation turns a phrase round, or takes it away', () => {
  test.each([
    ['not upgraded', 'down'],
    ['It was not really upgraded', 'down'],
    // Four words on it negates something else.
    ['It is not what we have upgraded', 'up'],
    // A clause ends between them.
    ['Not today, but upgraded', 'up'],
    ['No. Upgraded!', 'up'],
    ['Earnings weren’t strong', 'down'],
    // This rule does not say what its negation means.
    ['no lawsuit in sight', null],
  ])('%s: %s', (text, label) => expect(labelOf(text)).toBe(label));
});

test('where rules differ the highest priority counts, and of one priority none', () => {
  expect(matcher.read('upgraded despite the fraud')).toMatchObject({ label: 'down', conflict: false });
  expect(matcher.read('beats on sales, misses on earnings')).toMatchObject({ label: null, conflict: true });
});

test('a longer phrase hides the shorter one within it', () => {
  expect(labelOf('do not miss out on this')).toBeNull();
  expect(labelOf('$AAPL Beats headphones on sale')).toBeNull();
  expect(labelOf('beats headphones, misses sales')).toBe('down');
});

test('matched words and their negations are taken out of the text, and nothing else', () => {
  const text = '$NFLX was not upgraded: price target raised at Citi';
  expect(withoutMatches(text, matcher.read(text))).toBe('$NFLX was : at Citi');
  const other = 'nothing  to see';
  expect(withoutMatches(other, matcher.read(other))).toBe('nothing to see');
  expect(withoutMatches('miss out', matcher.read('miss out'))).toBe('miss out');
});

describe('a file of rules', () => {
  test('that comes with the program is one, as it is written down too', () => {
    expect(parseRules(formatRules(analystWords), 'preset')).toEqual(analystWords);
    const preset = new RuleMatcher(analystWords);
    expect(preset.read('Goldman upgrades $NFLX to buy').label).toBe('bullish');
    expect(preset.read('$NFLX misses estimates, shares plunge').label).toBe('bearish');
    expect(preset.read('$TSLA not bullish here').label).toBe('bearish');
  });

  test.each([
    ['{', /rules\.json is not valid JSON/],
    [JSON.stringify({ name: 'x', rules: [{ label: 'up', phrases: [] }] }), /"rules\.0\.phrases" is empty/],
    [
      JSON.stringify({ name: 'x', ruls: [] }),
      /rules\.json: "rules" is missing\. The file has no field "ruls"\./,
    ],
    [JSON.stringify({ name: 'x', rules: [{ label: 'up', phrases: ['a'], weight: 2 }] }), /weight/],
    [JSON.stringify({ name: 'x', rules: [{ label: 'up', phrases: ['a'] }] }), /only one class/],
    [JSON.stringify({ name: 'x', rules: [{ label: 'up', phrases: ['!'] }] }), /the phrase "!" has no word/],
  ])('%s is refused', (text, message) => expect(() => parseRules(text, 'rules.json')).toThrow(message));
});
