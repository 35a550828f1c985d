/** Runs one job in whatever process this is. Heavy modules are loaded by the job that needs them. */
import { basename } from 'node:path';
import type { ImportResult } from '../ingest/types.ts';
import type { Store } from '../store/open.ts';
import type { JobEvent, JobSpec } from './protocol.ts';

export interface JobContext {
  store: Store;
  emit: (event: JobEvent) => void;
  signal: AbortSignal;
}

/**
 * Runs the job to its end and returns its result. Emits what happens on the way, never the last event:
 * `done`, `failed` and `cancelled` are told by whoever called.
 *
 * @throws UserError for what the user can mend; the signal's reason where the job was stopped by it.
 */
export async function runJob(spec: JobSpec, context: JobContext): Promise<unknown> {
  const { store, emit, signal } = context;
  if (spec.kind === 'import') return importFiles(spec, context);
  if (spec.kind === 'train') {
    const { train } = await import('../study/train.ts');
    return train(store, spec.config, { emit, signal });
  }
  if (spec.kind === 'explain') {
    const { explain } = await import('../study/explain.ts');
    return explain(store, spec);
  }
  spec.kind satisfies 'devices';
  const { listDevices } = await import('../engine/devices.ts');
  return listDevices();
}

async function importFiles(
  spec: Extract<JobSpec, { kind: 'import' }>,
  { store, emit, signal }: JobContext,
): Promise<ImportResult[]> {
  const { importFile } = await import('../ingest/import.ts');
  const results: ImportResult[] = [];
  for (const file of spec.files) {
    const stage = basename(file);
    const result = await importFile(store, file, {
      as: spec.as,
      labels: spec.labels,
      onProgress: (progress) => emit({ type: 'progress', stage, ...progress }),
      signal,
    });
    // A file that was stopped half-way returns what it counted; the job as a whole was cancelled.
    signal.throwIfAborted();
    results.push(result);
    emit({
      type: 'message',
      text: `${stage}: ${result.records} records, ${result.accepted} accepted, ${result.duplicate} duplicate, ${result.rejected} rejected`,
    });
  }
  return results;
}
