import { basename } from 'node:path';
import { importFile } from '../ingest/import.ts';
import { recognisedReading } from '../ingest/reading.ts';
import type { ImportResult } from '../ingest/types.ts';
import type { JobSpec } from './protocol.ts';
import type { JobContext } from './run.ts';

/** Imports the files of a job, one after another; each is told in a message when it is done. */
export async function runImport(
  spec: Pick<Extract<JobSpec, { kind: 'import' }>, 'files' | 'as' | 'labels' | 'reading'>,
  { store, emit, signal }: JobContext,
): Promise<ImportResult[]> {
  const results: ImportResult[] = [];
  for (const file of spec.files) {
    const stage = basename(file);
    const result = await importFile(store, file, {
      as: spec.as,
      labels: spec.labels,
      reading: spec.reading ?? recognisedReading,
      onProgress: (progress) => emit({ type: 'progress', stage, ...progress }),
      signal,
    });
    // A file that was stopped half-way returns what it counted; the job as a whole was cancelled.
    signal.throwIfAborted();
    results.push(result);
    emit({
      type: 'message',
      text: `${stage} is read as ${result.kind}: ${result.records} records, ${result.accepted} accepted, ${result.duplicate} duplicate, ${result.rejected} rejected`,
    });
  }
  return results;
}
