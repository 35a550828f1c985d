import type { ClassifierConfig } from '../configs/classifiers.ts';
import { vectorsOf } from '../configs/classifiers.ts';
import { storedConfigSchema } from '../configs/stored.ts';
import { classifierData } from '../recipes/classify/classifier-data.ts';
import { withVectorFile } from '../recipes/texts/vector-hash.ts';
import { listRunRows } from '../runs/runs.ts';
import type { ReadableStore } from '../store/store.ts';
import type { RunRow } from '../training/types.ts';
import { resultsVersion } from '../version.ts';

/**
 * A run of these settings on these data by this version, which another training would only repeat: one that is done, or
 * one that was stopped and can go on. null: there is none.
 */
export async function knownRun(
  store: ReadableStore,
  config: ClassifierConfig,
  signal: AbortSignal | null = null,
): Promise<RunRow | null> {
  const wanted = JSON.stringify(storedConfigSchema.parse(config));
  const alike = listRunRows(store)
    .filter((run) => run.version === resultsVersion && run.dataHash !== null && (run.result ?? run.resumable))
    .filter((run) => JSON.stringify(run.config) === wanted);
  if (alike.length === 0) return null;
  const { dataHash } = await withVectorFile(await classifierData(store, config, signal), vectorsOf(config));
  const same = alike.filter((run) => run.dataHash === dataHash);
  return same.find(({ result }) => result !== null) ?? same[0] ?? null;
}
