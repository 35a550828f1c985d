import { expect, test } from 'vitest';
import { importContent, temporaryStore } from '../../../test/support/workspace.ts';
import { trainedRun } from '../../export/trained-run.testing.ts';
import { Random } from '../../random.ts';
import { runRow } from '../../runs/runs.ts';
import { predictedRows, trainingRows } from '../../store/predicted-rows.ts';
import { documentsByIds } from '../../store/documents.ts';

const random = new Random(8);
const letters = 'abcdefghijklmnopqrstuvwxyz'.split('');
const word = () => Array.from({ length: 6 }, () => random.pick(letters)).join('');

/** Texts of words of their own, or of three of seven that many share. */
function drawn(count: number): string {
  const shared = Array.from({ length: 12 }, () => Array.from({ length: 4 }, word));
  const rows = Array.from({ length: count }, (_, index) => {
    const label = random.below(2);
    const words = index % 2 === 0 ? random.pick(shared) : Array.from({ length: 4 }, word);
    const own = Array.from({ length: index % 2 === 0 ? 2 : 3 }, word);
    return `${[...words, ...own, label === 1 ? 'up' : 'down'].join(' ')},${label}`;
  });
  return `text,label\n${rows.join('\n')}\n`;
}

test('a run is scored on those test texts that share less than half of their words with all that it has seen', async () => {
  const store = temporaryStore();
  await importContent(store, 'drawn.csv', drawn(300));
  const settings = {
    recipe: 'document-attention',
    scheme: 'label',
    width: 8,
    split: 'stratified',
    nearCopies: null,
  };
  const run = await trainedRun(store, settings);
  const { result } = runRow(store, run);
  if (result?.kind !== 'scores') throw new Error('there are no scores');

  const wordsOf = (rows: readonly { document: number | null }[]) =>
    documentsByIds(
      store,
      rows.map(({ document }) => document!),
    ).map(({ text }) => new Set(text.split(' ')));
  const predicted = predictedRows(store, run);
  const tested = predicted.filter(({ part }) => part === 'test');
  const seen = wordsOf([...trainingRows(store, run), ...predicted.filter(({ part }) => part === 'valid')]);
  const isNovel = wordsOf(tested).map((own) =>
    seen.every((other) => {
      const both = [...own].filter((one) => other.has(one)).length;
      return both / (own.size + other.size - both) < 0.5;
    }),
  );
  const novel = tested.filter((_, index) => isNovel[index]);
  expect(novel.length).toBeGreaterThan(5);
  expect(novel.length).toBeLessThan(tested.length - 5);
  const right = novel.filter(({ truth, predicted: said }) => truth === said).length;
  expect(result.novel).toMatchObject({ similarity: 0.5, n: novel.length });
  expect(result.novel!.scores['model']).toMatchObject({ n: novel.length, accuracy: right / novel.length });
  expect(Object.keys(result.novel!.scores).sort()).toEqual(
    ['model', ...Object.keys(result.baselines)].sort(),
  );
});
