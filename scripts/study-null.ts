/**
 * How often a study of context claims an effect where there is none: the labels of the sample are shuffled, once for each
 * seed, and studied with one way of reading context.
 *
 * Claims are counted of the accuracy. A difference in macro F1 is told apart: where nothing can be known, a model that names
 * one class for nearly all texts has a lower macro F1 than one that guesses, at the same accuracy, so that the difference is
 * real, though it says nothing of context.
 *
 * usage: node scripts/study-null.ts [SEEDS] [FIRST]
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { trainConfigSchema } from '../src-main/configs/all.ts';
import { importFile } from '../src-main/ingest/import.ts';
import { Random } from '../src-main/random.ts';
import { openStore } from '../src-main/store/open.ts';
import { studyProcesses } from '../src-main/study/context/processes.ts';
import { studyRequestSchema } from '../src-main/study/context/request.ts';
import { runStudy } from '../src-main/study/context/run-study.ts';
import { wilsonInterval } from '../src-main/study/statistics/wilson-interval.ts';
import { isShown } from '../src-main/study/context/sentence.ts';

const sample = join(import.meta.dirname, '../resources/sample');
const seeds = Number(process.argv[2] ?? 20);
const firstSeed = Number(process.argv[3] ?? 1);
const [head, ...rows] = readFileSync(join(sample, 'sentiment.csv'), 'utf8').trimEnd().split(/\r?\n/u);
/** The label is the last field of a row. */
const parts = rows.map((row) => ({
  text: row.slice(0, row.lastIndexOf(',')),
  label: row.slice(row.lastIndexOf(',')),
}));

let claims = 0;
let inMacroF1 = 0;
for (let seed = firstSeed; seed < firstSeed + seeds; seed++) {
  const folder = mkdtempSync(join(tmpdir(), 'contexture-null-'));
  const labels = new Random(seed).shuffle(parts.map(({ label }) => label));
  const file = join(folder, 'shuffled.csv');
  writeFileSync(file, [head, ...parts.map(({ text }, index) => `${text}${labels[index]!}`)].join('\n'));
  const store = openStore(join(folder, 'workspace'));
  const processes = studyProcesses(store, null);
  try {
    await importFile(store, join(sample, 'stockerbot-sample.csv'), { as: null, labels: null });
    await importFile(store, file, { as: null, labels: 'sentiment' });
    const config = trainConfigSchema.parse({
      recipe: 'contextual-sentiment',
      device: 'cpu',
      epochs: 10,
      seed,
    });
    const request = studyRequestSchema.parse({
      encoders: [{ name: 'words', config }],
      arms: ['none', 'cross', 'label-history'],
      seeds: 2,
    });
    const { arms, comparisons } = await runStudy(store, request, processes, {
      emit: () => {},
      signal: new AbortController().signal,
    });
    const shown = comparisons.filter(isShown);
    claims += Number(shown.some(({ metric }) => metric === 'accuracy'));
    inMacroF1 += Number(shown.some(({ metric }) => metric === 'macroF1'));
    const scores = arms.map(
      ({ arm, accuracy, macroF1 }) => `${arm} ${accuracy.mean.toFixed(3)} / ${macroF1.mean.toFixed(3)}`,
    );
    const claimed = shown.map(({ a, metric, difference }) => `${a}, ${metric} ${difference.toFixed(3)}`);
    console.log(
      `seed ${seed}: ${claimed.length === 0 ? 'nothing is claimed' : claimed.join('; ')} (accuracy / macro F1: ${scores.join(', ')})`,
    );
  } finally {
    processes.close();
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
const interval = wilsonInterval(claims, seeds).map((share) => `${(100 * share).toFixed(0)} %`);
console.log(
  `an effect on the accuracy is claimed in ${claims} of ${seeds} studies (95 % interval ${interval.join(' to ')}), where 5 % is the level; one on macro F1 in ${inMacroF1}`,
);
