/**
 * Measures one row of the results in a process of its own, so that its memory is its own, and prints it as JSON:
 *
 *   node scripts/results/measure.ts ROW DATA_FOLDER SEEDS
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importFile } from '../../src-main/ingest/import.ts';
import { problemOf } from '../../src-main/jobs/problem.ts';
import { openStore } from '../../src-main/store/open.ts';
import { train } from '../../src-main/recipes/train.ts';
import { trainConfigSchema } from '../../src-main/configs/all.ts';
import type { TrainResult } from '../../src-main/configs/all.ts';
import { fileSettings, rows } from './rows.ts';

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
  const trained = (settings: object) =>
    train(store, trainConfigSchema.parse({ ensemble: true, ...inFolder(settings) }), context);
  const vectors = row.vectors ? (await trained(row.vectors)).run : null;
  const results: TrainResult[] = [];
  for (let seed = 1; seed <= Number(seeds); seed++) {
    results.push(await trained({ ...row.config, ...(vectors !== null && { vectors }), seed }));
  }
  const measured: Measured = { results, mebibytes: Math.round(process.resourceUsage().maxRSS / 1024) };
  console.log(JSON.stringify(measured));
} catch (error) {
  console.error(problemOf(error).message);
  process.exitCode = 1;
} finally {
  store.close();
  rmSync(store.dir, { recursive: true, force: true });
}

function inFolder(settings: object): object {
  return Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [
      key,
      fileSettings.has(key) && typeof value === 'string' ? join(folder, value) : value,
    ]),
  );
}
