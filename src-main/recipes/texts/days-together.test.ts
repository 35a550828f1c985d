import { expect, test } from 'vitest';
import { importContent, temporaryStore } from '../../../test/support/workspace.ts';
import { documentAttention } from '../../configs/document-attention.ts';
import { withDaysTogether } from './days-together.ts';
import { labelledParts } from './labelled-texts.ts';

const day = 86_400_000;

test('texts of one ticker and day are one group, and so are near copies that join two days', () => {
  const text = (symbol: string, publishedAt: number | null, copies: number) => ({
    symbol,
    publishedAt,
    copies,
  });
  const items = [
    text('GS', 0, 1),
    text('GS', day - 1, 2),
    text('GS', day, 3),
    // A near copy of the first, about another company on another day.
    text('MS', 5 * day, 1),
    text('MS', 5 * day + 1, 4),
    text('', 0, 5),
    text('GS', null, 6),
  ];
  const groups = [...withDaysTogether(items).keys()].map(({ copies }) => copies);
  expect(groups).toEqual([0, 0, 2, 0, 0, 5, 6]);
  expect([...withDaysTogether(items).values()]).toEqual(items);
});

test('a random split keeps days in one part if asked, and divides them otherwise', async () => {
  const store = temporaryStore();
  const rows = Array.from({ length: 200 }, (_, at) => {
    const own = String.fromCodePoint(97 + (at % 26), 97 + Math.floor(at / 26));
    const words = ['q', 'w', 'z', 'k', 'v', 'x'].map((letter) => own + letter + own).join(' ');
    // Five texts a day, all of one label.
    const time = new Date(Date.UTC(2018, 6, 1 + Math.floor(at / 5), at % 5)).toISOString();
    return `${time},GS,${words},${Math.floor(at / 5) % 2 ? 'up' : 'down'}`;
  });
  await importContent(store, 'rows.csv', `date,ticker,text,sentiment\n${rows.join('\n')}\n`);
  const config = documentAttention.config.parse({ recipe: 'document-attention', split: 'stratified' });
  const daysOf = (part: readonly { publishedAt: number | null }[]) =>
    new Set(part.map(({ publishedAt }) => Math.floor(publishedAt! / day)));
  const shared = async (daysTogether: boolean) => {
    const { train, valid, test: tested } = await labelledParts(store, { ...config, daysTogether });
    expect(train.length + valid.length + tested.length).toBe(200);
    expect(tested.length).toBeGreaterThan(20);
    const learned = daysOf([...train, ...valid]);
    return [...daysOf(tested)].filter((one) => learned.has(one)).length;
  };
  expect(await shared(false)).toBeGreaterThan(10);
  expect(await shared(true)).toBe(0);
});
