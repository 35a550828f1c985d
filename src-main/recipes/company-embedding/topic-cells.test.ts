import { expect, test } from 'vitest';
import { Random } from '../../random.ts';
import { drawnTopics, drawnViews, topicCells, type TopicalCompany, wholeViews } from './topic-cells.ts';

const text = (id: number, topic: number) => ({ text: id, topic });
const companies: TopicalCompany[] = [
  {
    name: -1,
    train: [text(1, 0), text(2, 1), text(3, 0), text(4, 0), text(5, 0), text(6, 0)],
    valid: [],
    test: [text(7, 1)],
  },
  { name: -2, train: [text(8, 1), text(9, 1), text(10, 0)], valid: [], test: [text(11, 0)] },
];
const cells = topicCells(companies, ({ train }) => train);

test('the texts of an example are different ones of one company and topic', () => {
  const views = [1, 2, 3].flatMap((seed) => drawnViews(cells, 3, new Random(seed)));
  for (const { company, topic, texts, name } of views) {
    expect(new Set(texts).size).toBe(texts.length);
    const own = companies[company]!;
    expect(name).toBe(own.name);
    for (const id of texts) expect(own.train).toContainEqual({ text: id, topic });
  }
});

test('a topic of which a company has one text is not learned from it, a frequent one more often', () => {
  const views = drawnViews(cells, 3, new Random(1)).map(({ company, topic }) => `${company} ${topic}`);
  expect(views.toSorted()).toEqual(['0 0', '0 0', '1 1']);
  expect(drawnTopics(cells, 3)).toEqual([0, 0, 1]);
});

test('another draw takes other texts', () => {
  const draws = [1, 2, 3, 4].map((seed) => JSON.stringify(drawnViews(cells, 3, new Random(seed))));
  expect(new Set(draws).size).toBeGreaterThan(1);
});

test('whole views hold every text once', () => {
  const texts = wholeViews(cells, 2).flatMap((view) => view.texts);
  expect(texts.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 8, 9, 10]);
  expect(Math.max(...wholeViews(cells, 2).map((view) => view.texts.length))).toBe(2);
});
