/** Runs one job in whatever process this is. Heavy modules are loaded by the job that needs them. */
import { type ReadableStore, writable } from '../store/store.ts';
import type { JobContext } from './context.ts';
import type { JobSpec } from './protocol.ts';

/** Neighbours that are told of a word. */
const nearestShown = 10;

/**
 * Runs the job to its end and returns its result. Emits what happens on the way, never the last event:
 * `done`, `failed` and `cancelled` are told by whoever called.
 *
 * @throws UserError for what the user can mend; the signal's reason where the job was stopped by it.
 */
export async function runJob(spec: JobSpec, context: JobContext<ReadableStore>): Promise<unknown> {
  const { store, emit, signal } = context;
  if (spec.kind === 'import') {
    const { runImport } = await import('./import.ts');
    return runImport(spec, { store: writable(store), emit, signal });
  }
  if (spec.kind === 'inspect') {
    const { inspectFile } = await import('../ingest/inspect.ts');
    return inspectFile(spec.file, spec.as, spec.reading);
  }
  if (spec.kind === 'train') {
    const { train } = await import('../recipes/train.ts');
    return train(writable(store), spec.config, { emit, signal });
  }
  if (spec.kind === 'learning-curve') {
    const { learningCurve } = await import('../study/learning-curve.ts');
    return learningCurve(writable(store), spec, { emit, signal });
  }
  if (spec.kind === 'resume') {
    const { resume } = await import('../recipes/train.ts');
    return resume(writable(store), spec.run, { emit, signal });
  }
  if (spec.kind === 'explain') {
    const { explain } = await import('../study/explain.ts');
    return explain(store, spec);
  }
  if (spec.kind === 'read') {
    const { readTyped } = await import('../study/read-typed.ts');
    return readTyped(store, spec);
  }
  if (spec.kind === 'words') {
    const { neighboursOfWords } = await import('../recipes/word2vec/predict-words.ts');
    return neighboursOfWords(store, spec.run, spec.text, nearestShown);
  }
  if (spec.kind === 'move') {
    const { predictMove } = await import('../recipes/price-transformer/predict-move.ts');
    return predictMove(store, spec.run, spec.symbol, spec.at);
  }
  if (spec.kind === 'export') {
    const { runExport } = await import('./export.ts');
    return runExport(store, spec);
  }
  if (spec.kind === 'label') {
    const { labelDocuments } = await import('../study/label-documents.ts');
    return labelDocuments(store, spec, { emit, signal });
  }
  spec.kind satisfies 'devices';
  const { listDevices } = await import('../engine/devices.ts');
  return listDevices();
}
