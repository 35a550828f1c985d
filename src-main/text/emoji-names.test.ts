import { expect, it } from 'vitest';
import { nameEmoji } from './emoji-names.ts';

// The names are those of Unicode's CLDR.
it('names emoji', () => {
  expect(nameEmoji('$TSLA to the moon🚀!')).toBe('$TSLA to the moon rocket !');
  expect(nameEmoji('up 📈 or down 📉')).toBe('up  chart increasing  or down  chart decreasing ');
});

it('names an emoji once that is repeated', () => {
  expect(nameEmoji('🚀🚀 🚀')).toBe(' rocket ');
  expect(nameEmoji('🐻🐂🐻')).toBe(' bear  ox  bear ');
});

it('names an emoji whatever its tone, its colour or the characters that it is made of', () => {
  expect(nameEmoji('👍🏽')).toBe(' thumbs up ');
  expect(nameEmoji('❤️')).toBe(' red heart ');
  expect(nameEmoji('❤')).toBe(' red heart ');
  expect(nameEmoji('🤷‍♂️')).toBe(' man shrugging ');
  expect(nameEmoji('🇺🇸')).toBe(' flag United States ');
});

it('leaves what is no emoji, or shall not be named', () => {
  const text = 'up 5% #1 *now* (1) 日本語';
  expect(nameEmoji(text)).toBe(text);
  expect(nameEmoji('a 🚀 b 🐻', (emoji) => emoji === '🐻')).toBe('a 🚀 b  bear ');
});
