import { expect, test } from 'vitest';
import { importContent, temporaryStore } from '../../test/support/workspace.ts';
import { topicTexts } from './topic-texts.ts';

test('every text comes once, in order, however many there are', async () => {
  const store = temporaryStore();
  const texts = Array.from({ length: 10_001 }, (_, at) => `said${at}`);
  await importContent(store, 't.csv', `text,ticker\n${texts.map((text) => `${text},ACME`).join('\n')}\n`);
  const found = [...topicTexts(store)];
  expect(found.map(({ text }) => text)).toEqual(texts);
  expect(found.every(({ companies }) => companies.length === 1)).toBe(true);
});
