/**
 * Trains every recipe on its data with several seeds and writes the table of docs/results.md.
 *
 *   npm run results -- [--data FOLDER] [--only WORD] [--seeds N]
 *
 * The data sets are not part of the project: CONTEXTURE_DATA or --data names their folder.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { importFile } from '../src-main/ingest/import.ts';
import { openStore, type Store } from '../src-main/store/open.ts';
import { train } from '../src-main/study/train.ts';
import { trainConfigSchema } from '../src-main/training/config.ts';
import type { ClassifierResult } from '../src-main/training/types.ts';
import { type Row, rows } from './results/rows.ts';

const { values: options } = parseArgs({
  options: {
    data: {
      type: 'string',
      default: process.env['CONTEXTURE_DATA'] ?? join(import.meta.dirname, '../../shared/data'),
    },
    only: { type: 'string', default: '' },
    seeds: { type: 'string' },
  },
});

const context = { emit: () => {}, signal: new AbortController().signal };

/** A workspace with a row's files; kept for the rows after it that have the same. */
const workspaces = new Map<string, Store>();

async function workspaceOf({ files }: Row): Promise<Store> {
  const key = JSON.stringify(files);
  const known = workspaces.get(key);
  if (known) return known;
  const store = openStore(mkdtempSync(join(tmpdir(), 'contexture-results-')));
  workspaces.set(key, store);
  for (const { file, labels = null } of files) {
    await importFile(store, join(options.data, file), { as: null, labels });
  }
  return store;
}

/** The row's configuration, its files in the data folder. */
function configOf({ config }: Row, seed: number, vectors: number | null) {
  const inFolder = (name: 'trainFile' | 'testFile') =>
    name in config && typeof config[name as keyof typeof config] === 'string'
      ? { [name]: join(options.data, String(config[name as keyof typeof config])) }
      : {};
  return trainConfigSchema.parse({
    ...config,
    ...inFolder('trainFile'),
    ...inFolder('testFile'),
    ...(vectors !== null && { vectors }),
    seed,
  });
}

async function measure(row: Row): Promise<ClassifierResult[]> {
  const store = await workspaceOf(row);
  const results: ClassifierResult[] = [];
  const seeds = options.seeds === undefined ? row.seeds : Number(options.seeds);
  let vectors: number | null = null;
  if (row.vectors) vectors = (await train(store, trainConfigSchema.parse(row.vectors), context)).run;
  for (let seed = 1; seed <= seeds; seed++) {
    const result = await train(store, configOf(row, seed, vectors), context);
    if (!('split' in result)) throw new Error(`${row.config.recipe} has no test scores`);
    results.push(result);
  }
  return results;
}

function spread(values: readonly number[]): string {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  if (values.length === 1) return mean.toFixed(3);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return `${mean.toFixed(3)} ± ${Math.sqrt(variance).toFixed(3)}`;
}

function nameOf({ config, vectors }: Row): string {
  const { recipe, ...settings } = config;
  const shown = Object.entries(settings)
    .filter(([key]) => !['trainFile', 'testFile', 'scheme'].includes(key))
    .map(([key, value]) => `${key} ${typeof value === 'string' ? value : JSON.stringify(value)}`);
  if (vectors) shown.push('over word2vec');
  return `\`${recipe}\`${shown.length > 0 ? ` (${shown.join(', ')})` : ''}`;
}

const lines: string[] = [];
for (const row of rows) {
  if (!`${row.data} ${row.config.recipe}`.includes(options.only)) continue;
  console.error(`${row.data}: ${nameOf(row)} ...`);
  const results = await measure(row);
  const of = (score: 'accuracy' | 'macroF1') => spread(results.map(({ test }) => test[score]));
  const floor = (name: string, score: 'accuracy' | 'macroF1') => {
    const values = results
      .map(({ baselines }) => baselines[name]?.[score])
      .filter((value) => value !== undefined);
    return values.length === 0 ? '' : (values.reduce((a, b) => a + b, 0) / values.length).toFixed(3);
  };
  const floors = ['majority', 'naiveBayes', 'logisticRegression', 'nGrams'].map(
    (name) => `${floor(name, 'accuracy')} / ${floor(name, 'macroF1')}`,
  );
  const seconds = results.map((result) => result.seconds).sort((a, b) => a - b)[results.length >> 1]!;
  const cells = [
    row.data,
    nameOf(row),
    results[0]!.test.n,
    results.length,
    of('accuracy'),
    of('macroF1'),
    ...floors.map((text) => (text === ' / ' ? '' : text)),
    row.published ?? '',
    seconds.toFixed(0),
    Math.round(process.memoryUsage.rss() / 2 ** 20),
  ];
  lines.push(`| ${cells.join(' | ')} |`);
  console.error(lines.at(-1));
}
for (const store of workspaces.values()) {
  store.close();
  rmSync(store.dir, { recursive: true, force: true });
}

const head =
  'data, test part | recipe | test texts | seeds | accuracy | macro F1 | majority | naive Bayes | ' +
  'logistic regression | n-grams | published | s | MiB';
const page = `# Results

Made by \`npm run results\` on ${cpus()[0]?.model.trim() ?? 'a processor'}, ${cpus().length} cores. Every recipe with its defaults but for what stands in brackets; mean ± deviation of the seeds. The test part is looked at once, near-duplicates never stand on both sides of a split, and what chooses the best epoch is a validation part. Floors (accuracy / macro F1) are measured on the same parts. Seconds are those of one training, its test included; MiB is the process after it, what was imported and trained before included.

| ${head} |
|${'---|'.repeat(head.split('|').length)}
${lines.join('\n')}
`;
if (options.only === '') {
  const path = join(import.meta.dirname, '../docs/results.md');
  writeFileSync(path, page);
} else {
  console.log(page);
}
