/**
 * Measures one row of the results in a process of its own, so that its memory is its own, and prints it as JSON:
 *
 *   node scripts/results/measure.ts ROW DATA_FOLDER SEEDS
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importFile } from '../../src-main/ingest/import.ts';
import { openStore } from '../../src-main/store/open.ts';
import { train } from '../../src-main/study/train.ts';
import { trainConfigSchema } from '../../src-main/training/config.ts';
import type { TrainResult } from '../../src-main/training/types.ts';
import { rows } from './rows.ts';

export interface Measured {
  results: TrainResult[];
  /** Largest resident memory of the process. */
  mebibytes: number;
}

const [index, folder = '', seeds] = process.argv.slice(2);
const row = rows[Number(index)];
if (!row) throw new Error(`there is no row ${index}`);

const context = { emit: () => {}, signal: new AbortController().signal };
const store = openStore(mkdtempSync(join(tmpdir(), 'contexture-results-')));
try {
  for (const { file, labels = null } of row.files) {
    await importFile(store, join(folder, file), { as: null, labels });
  }
  const trained = (settings: object) => train(store, trainConfigSchema.parse(inFolder(settings)), context);
  const vectors = row.vectors ? (await trained(row.vectors)).run : null;
  const results: TrainResult[] = [];
  for (let seed = 1; seed <= Number(seeds); seed++) {
    results.push(await trained({ ...row.config, ...(vectors !== null && { vectors }), seed }));
  }
  const measured: Measured = { results, mebibytes: Math.round(process.resourceUsage().maxRSS / 1024) };
  console.log(JSON.stringify(measured));
} finally {
  store.close();
  rmSync(store.dir, { recursive: true, force: true });
}

/** Files that settings name stand in the data folder. */
function inFolder(settings: object): object {
  const files = new Set(['trainFile', 'testFile', 'leaveOut', 'checkpoint']);
  return Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [
      key,
      files.has(key) && typeof value === 'string' ? join(folder, value) : value,
    ]),
  );
}
