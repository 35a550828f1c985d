/**
 * How often a study of context claims an effect where there is none: the labels of the sample are shuffled, once for each
 * seed, and studied with one way of reading context.
 *
 * usage: node scripts/study-null.ts [SEEDS]
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
import { isShown } from '../src-main/study/context/sentence.ts';

const sample = join(import.meta.dirname, '../resources/sample');
const seeds = Number(process.argv[2] ?? 20);
const [head, ...rows] = readFileSync(join(sample, 'sentiment.csv'), 'utf8').trimEnd().split(/\r?\n/u);
/** The label is the last field of a row. */
const parts = rows.map((row) => ({
  text: row.slice(0, row.lastIndexOf(',')),
  label: row.slice(row.lastIndexOf(',')),
}));

let claims = 0;
for (let seed = 1; seed <= seeds; seed++) {
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
    const { comparisons } = await runStudy(store, request, processes, {
      emit: () => {},
      signal: new AbortController().signal,
    });
    const shown = comparisons.filter(isShown);
    claims += Number(shown.length > 0);
    console.log(
      `seed ${seed}: ${shown.length === 0 ? 'nothing is claimed' : shown.map(({ a, metric, difference }) => `${a}, ${metric} ${difference.toFixed(3)}`).join('; ')}`,
    );
  } finally {
    processes.close();
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
console.log(
  `an effect is claimed in ${claims} of ${seeds} studies; at a level of 5 % it would be ${0.05 * seeds}`,
);
