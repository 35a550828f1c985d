import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { goldenFolder } from '../../test/golden/reference-case.ts';
import { temporaryFolder } from '../../test/support/workspace.ts';
import { openBertCheckpoint, openBertTokenizer } from '../checkpoints/bert-checkpoint.ts';
import { readSafetensors } from '../engine/safetensors.ts';
import { importFile } from '../ingest/import.ts';
import { Random } from '../random.ts';
import { openStore } from '../store/open.ts';
import type { WritableStore } from '../store/store.ts';
import { runEmbeddings } from '../store/runs.ts';
import { tensorsOf } from '../ngrams/files.ts';
import { readRun } from '../runs/run-files.ts';
import { exportRun } from './export-run.ts';
import type { ExportFormat } from './format-names.ts';
import { drawnPrices, importSample, inPython, linesOf, noNumpy, trainedRun } from './trained-run.testing.ts';
import { writeWholeFolder } from './whole-folder.ts';

let store: WritableStore;
let words: number;
let companies: number;
let texts: number;
let market: number;

beforeAll(async () => {
  store = openStore(mkdtempSync(join(tmpdir(), 'contexture-')));
  await importSample(store);
  const pricesFile = join(store.dir, 'prices.csv');
  writeFileSync(pricesFile, drawnPrices(90));
  await importFile(store, pricesFile, { as: null, labels: null });
  words = await trainedRun(store, { recipe: 'word2vec', width: 12 });
  companies = await trainedRun(store, {
    recipe: 'company-embedding',
    objective: 'match',
    width: 16,
    heads: 2,
  });
  texts = await trainedRun(store, {
    recipe: 'document-attention',
    width: 8,
    vocabulary: 'subwords',
    ensemble: true,
  });
  market = await trainedRun(store, { recipe: 'price-transformer' });
});

afterAll(() => {
  store.close();
  rmSync(store.dir, { recursive: true, force: true });
});

/** The folder that a run was exported to. */
async function exported(run: number, format: ExportFormat): Promise<string> {
  const out = join(temporaryFolder(), 'out');
  const { files, folder } = await exportRun(store, { run, format, out, batch: 1, tokens: null });
  expect(readdirSync(folder).sort()).toEqual(files);
  return folder;
}

describe('vectors', () => {
  test('of words stand in the projector’s files, a word a line', async () => {
    const folder = await exported(words, 'tsv');
    const { vocabulary, tensors } = await readRun(store, words);
    const table = tensors['words']!.data;
    const names = linesOf(folder, 'metadata.tsv');
    const rows = linesOf(folder, 'vectors.tsv').map((line) => line.split('\t').map(Number));
    expect(rows).toHaveLength(names.length);
    for (const [index, name] of names.entries()) {
      const start = 12 * vocabulary.words.indexOf(name);
      expect(rows[index]!.map(Math.fround)).toEqual([...table.subarray(start, start + 12)]);
    }
    expect(names).toContain('earned');
    expect(names.filter((name) => ['<padding>', '<unknown>', '<number>'].includes(name))).toEqual([]);
  });

  test('of companies stand below a heading that names their columns', async () => {
    const folder = await exported(companies, 'tsv');
    const [heading, ...about] = linesOf(folder, 'metadata.tsv').map((line) => line.split('\t'));
    const vectors = linesOf(folder, 'vectors.tsv').map((line) => line.split('\t').map(Number));
    const kept = runEmbeddings(store, companies);
    expect(heading).toEqual(['ticker', 'name', 'sector', 'texts']);
    expect(about).toEqual(kept.map((row) => [row.symbol, row.name, row.sector ?? '', String(row.documents)]));
    expect(vectors.map((row) => row.map(Math.fround))).toEqual(kept.map(({ vector }) => [...vector]));
  });

  test('as CSV stand beside what they are of, float32 to the last digit', async () => {
    const folder = await exported(companies, 'csv');
    const [heading, ...rows]: string[][] = parse(readFileSync(join(folder, 'vectors.csv'), 'utf8'));
    const kept = runEmbeddings(store, companies);
    const width = kept[0]!.vector.length;
    expect(heading?.slice(0, 5)).toEqual(['ticker', 'name', 'sector', 'texts', 'v1']);
    expect(heading).toHaveLength(4 + width);
    expect(rows.map(([symbol]) => symbol)).toEqual(kept.map(({ symbol }) => symbol));
    expect(rows.map((row) => row.slice(4).map((value) => Math.fround(Number(value))))).toEqual(
      kept.map(({ vector }) => [...vector]),
    );
  });

  test('as Parquet are the same table, their values numbers', async () => {
    const folder = await exported(companies, 'parquet');
    const { buffer } = Uint8Array.from(readFileSync(join(folder, 'vectors.parquet')));
    const rows = await parquetReadObjects({ file: buffer });
    const kept = runEmbeddings(store, companies);
    expect(rows).toEqual(
      kept.map(({ symbol, name, sector, documents, vector }) => ({
        ticker: symbol,
        name,
        sector,
        texts: BigInt(documents),
        ...Object.fromEntries(Array.from(vector, (value, at) => [`v${at + 1}`, value])),
      })),
    );
  });

  test('NumPy loads the .npy', async ({ skip }) => {
    if (noNumpy !== null) {
      skip(noNumpy);
      return;
    }
    const folder = await exported(companies, 'npy');
    const program = `import json, sys, numpy
a = numpy.load(sys.argv[1], allow_pickle=False)
print(json.dumps([a.dtype.str, bool(a.flags.c_contiguous), a.shape, a.tolist()]))`;
    const kept = runEmbeddings(store, companies);
    expect(inPython(program, join(folder, 'vectors.npy'))).toEqual([
      '<f4',
      true,
      [kept.length, 16],
      kept.map(({ vector }) => [...vector]),
    ]);
    expect(linesOf(folder, 'names.txt')).toEqual(kept.map(({ symbol }) => symbol));
  });
});

describe('safetensors', () => {
  test.each([
    ['text', () => texts, ['attention.scores.weight', 'classifier.weight', 'ngrams.weight', 'words']],
    ['word', () => words, ['contexts', 'words']],
    ['company', () => companies, ['words']],
    ['price', () => market, ['block.0.norm1.weight', 'classifier.bias', 'edges', 'embedding', 'positions']],
  ] as const)('hold the tensors of a %s run under their names', async (_, run, names) => {
    const folder = await exported(run(), 'safetensors');
    const { tensors } = await readSafetensors(join(folder, 'model.safetensors'));
    const kept = await readRun(store, run());
    expect(Object.keys(tensors)).toEqual(expect.arrayContaining([...names]));
    expect(tensors).toEqual({ ...kept.tensors, ...(kept.ngrams && tensorsOf(kept.ngrams)) });
  });

  test('NumPy reads them as their published format says', async ({ skip }) => {
    if (noNumpy !== null) {
      skip(noNumpy);
      return;
    }
    const folder = await exported(texts, 'safetensors');
    const program = `import json, sys, numpy
data = open(sys.argv[1], 'rb').read()
size = int.from_bytes(data[:8], 'little')
header = json.loads(data[8:8 + size])
meta = header.pop('__metadata__')
def values(entry):
    begin, end = entry['data_offsets']
    assert entry['dtype'] == 'F32'
    return numpy.frombuffer(data[8 + size + begin:8 + size + end], '<f4').reshape(entry['shape'])
rows = {name: values(entry) for name, entry in header.items()}
print(json.dumps([meta, {name: [list(a.shape), a.ravel().tolist()] for name, a in rows.items()}]))`;
    const [meta, rows] = z
      .tuple([z.record(z.string(), z.string()), z.record(z.string(), z.unknown())])
      .parse(inPython(program, join(folder, 'model.safetensors')));
    const { tensors: own, ngrams } = await readRun(store, texts);
    const tensors = { ...own, ...tensorsOf(ngrams!) };
    expect(meta).toMatchObject({ format: 'pt', recipe: 'document-attention' });
    expect(rows).toEqual(
      Object.fromEntries(
        Object.entries(tensors).map(([name, { shape, data }]) => [name, [[...shape], [...data]]]),
      ),
    );
  });

  test('have their words, the cutter of pieces and the classes beside them', async () => {
    const folder = await exported(texts, 'safetensors');
    const { vocabulary, tensors } = await readRun(store, texts);
    expect(linesOf(folder, 'vocab.txt')).toEqual(vocabulary.words);
    expect(linesOf(folder, 'vocab.txt')).toHaveLength(tensors['words']!.shape[0]!);
    expect(linesOf(folder, 'labels.txt')).toEqual(['negative', 'positive']);
    const tokenizer = z.object({ model: z.object({ type: z.string() }) });
    expect(tokenizer.parse(JSON.parse(linesOf(folder, 'tokenizer.json').join('\n'))).model.type).toBe('BPE');
    expect(readdirSync(await exported(market, 'safetensors'))).not.toContain('vocab.txt');
  });
});

test('a fine-tuned checkpoint is written in the published layout', async () => {
  const checkpoint = join(goldenFolder, 'bert_checkpoint');
  const run = await trainedRun(store, { recipe: 'bert-classifier', checkpoint });
  const folder = await exported(run, 'safetensors');
  const random = new Random(1);
  const published = await openBertCheckpoint(folder, { head: 'published', random });
  expect(published).toMatchObject({ classes: ['negative', 'positive'], fresh: [], leftOut: [] });
  const { tensors } = await readRun(store, run);
  expect(published.parameters).toEqual(tensors);
  const tokenizer = await openBertTokenizer(folder, published.config);
  expect(tokenizer.encode('up & down').ids).toEqual(
    (await openBertTokenizer(checkpoint, published.config)).encode('up & down').ids,
  );
});

describe('what cannot be written is refused, and leaves nothing', () => {
  test.each([
    [
      (): number => words,
      'onnx',
      /word2vec, which can be exported as tsv, csv, npy, parquet, safetensors, not as onnx/,
    ],
    [
      (): number => texts,
      'npy',
      /document-attention, which can be exported as onnx, safetensors, not as npy/,
    ],
    [
      (): number => market,
      'tsv',
      /price-transformer, which can be exported as onnx, safetensors, not as tsv/,
    ],
    [(): number => 77, 'onnx', /no run 77/],
  ] as const)('%#', async (run, format, message) => {
    const parent = temporaryFolder();
    const request = { run: run(), format, out: join(parent, 'out'), batch: 1, tokens: null };
    await expect(exportRun(store, request)).rejects.toThrow(message);
    expect(readdirSync(parent)).toEqual([]);
  });

  test('a folder that is there stays as it is', async () => {
    const out = temporaryFolder();
    writeFileSync(join(out, 'mine.txt'), 'mine');
    const request = { run: words, format: 'tsv' as const, out, batch: 1, tokens: null };
    await expect(exportRun(store, request)).rejects.toThrow(
      expect.objectContaining({
        message: `${out} already exists and was not overwritten.`,
        remedies: [{ setting: 'out', values: [] }],
      }),
    );
    expect(linesOf(out, 'mine.txt')).toEqual(['mine']);
  });

  test('a folder that could not be filled is gone', async () => {
    const parent = temporaryFolder();
    const fill = (folder: string) => {
      writeFileSync(join(folder, 'half'), 'half');
      return Promise.reject(new Error('disk full'));
    };
    await expect(writeWholeFolder(join(parent, 'out'), fill)).rejects.toThrow('disk full');
    expect(readdirSync(parent)).toEqual([]);
  });
});
