import { rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { temporaryFile, temporaryStore } from '../../../test/support/workspace.ts';
import { importSample } from '../../export/trained-run.testing.ts';
import { importFile } from '../../ingest/import.ts';
import { UserError } from '../../errors.ts';
import type { WritableStore } from '../../store/store.ts';
import { trainConfigSchema } from '../../configs/all.ts';
import { readRun } from '../../runs/run-files.ts';
import { train } from '../train.ts';

const letters = 'abcdefghijklmnopqrstuvwxyz';

async function trained(store: WritableStore, settings: object) {
  const config = trainConfigSchema.parse({ device: 'cpu', epochs: 1, width: 8, ...settings });
  return train(store, config, { emit: () => {}, signal: new AbortController().signal });
}

function fileOf(texts: readonly string[]): string {
  const rows = texts.map((text, index) => `"${text}",${index % 2 === 0 ? 'positive' : 'negative'}`);
  return temporaryFile('texts.csv', `text,sentiment\n${rows.join('\n')}\n`);
}

describe('of few short texts', () => {
  const words = Array.from({ length: 18 }, (_, index) => `word${letters[index]}`);

  test.each([1, 2, 3, 4])('one that tells something is held out (seed %i)', async (seed) => {
    const trainFile = fileOf([...words, 'oslo pays more', 'oslo pays less', 'lima pays oslo']);
    const result = await trained(temporaryStore(), { recipe: 'word2vec', trainFile, minCount: 1, seed });
    expect(result).toMatchObject({ texts: 21, epochs: 1, validLoss: expect.closeTo(0.7, 0) as number });
  });

  test('it is said what is missing where none tells anything', async () => {
    const learned = (texts: string[], minCount: number) =>
      trained(temporaryStore(), { recipe: 'word2vec', trainFile: fileOf(texts), minCount });
    await expect(learned(['oslo'], 1)).rejects.toThrow(
      'There is only 1 distinct text; word vectors need thousands',
    );
    const wanted = 'The 20 texts contain too few neighbouring words';
    await expect(learned([...words, 'oslo', 'lima'], 1)).rejects.toThrow(
      new RegExp(`${wanted}.*import more texts[.]$`),
    );
    const rare = learned([...words, 'oslo pays more', 'lima gets less'], 2);
    await expect(rare).rejects.toThrow(new RegExp(`${wanted}.*or set minCount=1[.]$`));
    await expect(rare).rejects.toBeInstanceOf(UserError);
  });
});

describe('vectors that a classifier starts from', () => {
  const said = (index: number) =>
    `the desk in ${index % 2 === 0 ? 'Lima' : 'Oslo'} says only${letters[index % 26]}${letters[Math.floor(index / 26)]} again today`;
  const all = Array.from({ length: 60 }, (_, index) => said(index));
  const tested = all.slice(50);
  const classifier = { recipe: 'document-attention', heads: 2 };

  async function scored(store: WritableStore, settings: object): Promise<number | null | undefined> {
    const result = await trained(store, { ...classifier, ...settings });
    if (result.kind !== 'scores') throw new Error('another recipe');
    return result.split.vectorsSawTest;
  }

  test('how many of the tested texts they were learned from is told, and none where those were left out', async () => {
    const store = temporaryStore();
    await importFile(store, fileOf(all.slice(0, 55)), { as: null, labels: 'sentiment' });
    const testFile = fileOf(tested);
    const vectors = { recipe: 'word2vec', minCount: 1 };
    const [saw, without] = [
      await trained(store, vectors),
      await trained(store, { ...vectors, leaveOut: testFile }),
    ];
    const gone = fileOf(all);
    const ofFile = await trained(store, { ...vectors, trainFile: gone });
    // What is imported later was not learned from.
    await importFile(store, fileOf(all.slice(55)), { as: null, labels: 'sentiment' });

    expect(without).toMatchObject({ texts: 50 });
    const known = async (run: number) => {
      const { vocabulary } = await readRun(store, run);
      return tested.filter((text) => vocabulary.words.includes(/only\w+/.exec(text)![0])).length;
    };
    expect(await known(saw.run)).toBeGreaterThan(0);
    expect(await known(without.run)).toBe(0);
    expect(await scored(store, { testFile, vectors: saw.run })).toBe(5);
    expect(await scored(store, { testFile, vectors: without.run })).toBe(0);
    expect(await scored(store, { testFile, vectors: ofFile.run })).toBe(10);
    rmSync(gone);
    expect(await scored(store, { testFile, vectors: ofFile.run })).toBeNull();
    expect(await scored(store, { testFile })).toBeUndefined();
  });

  test('what is left out is what a label would be found at, however few its letters', async () => {
    const store = temporaryStore();
    await importFile(store, fileOf([...all, '$GS up 3%']), { as: null, labels: 'sentiment' });
    const leaveOut = fileOf(['up 3%', ...tested]);
    const { run } = await trained(store, { recipe: 'word2vec', minCount: 1, leaveOut });
    expect(await scored(store, { testFile: leaveOut, vectors: run })).toBe(0);
  });

  test('a text that was cut off is left out with the whole text', async () => {
    const long = 'the desk in Lima says that it will pay two cents a share more than it said in May';
    const trainFile = fileOf([...all, long]);
    const leaveOut = fileOf([`${long.slice(0, 60)}…`]);
    const { run, ...result } = await trained(temporaryStore(), { recipe: 'word2vec', trainFile, leaveOut });
    expect(result).toMatchObject({ texts: 60 });
    expect(run).toBe(1);
  });

  test('were learned from texts that were cut into the same tokens', async () => {
    const store = temporaryStore();
    await importSample(store);
    const cleaning = { links: 'token', stopWords: 'drop' };
    const pieces = await trained(store, { recipe: 'word2vec', vocabulary: 'subwords', cleaning });
    const start = (settings: object) => trained(store, { ...classifier, vectors: pieces.run, ...settings });
    await expect(start({})).rejects.toThrow(
      'Run 1 learned its vectors with vocabulary=subwords, cleaning.links=token, cleaning.stopWords=drop, ' +
        'but this run would read texts with vocabulary=words, cleaning.links=drop, cleaning.stopWords=keep: set',
    );
    await expect(start({ vocabulary: 'subwords' })).rejects.toBeInstanceOf(UserError);
    await expect(start({ vocabulary: 'subwords', cleaning })).resolves.toMatchObject({ epochs: 1 });
  });
});
