import { basename } from 'node:path';
import { counted } from '../counted.ts';
import { dropAuthorIndex, makeAuthorIndex } from '../store/author-index.ts';
import { keepCorrected } from '../store/corrections.ts';
import { groupAddedDocuments, groupNearDuplicates } from '../store/near-duplicates.ts';
import type { WritableStore } from '../store/store.ts';
import type { SourceWriter } from '../store/source-writer.ts';
import { transactional } from '../store/transaction.ts';
import { reasonOf } from './file-problems.ts';
import { LineReader } from './lines.ts';
import type { LineBatch } from './lines.ts';
import { linkLabels } from './link-labels.ts';
import type { Outcome, RecordReader } from './outcome.ts';
import type { Reading } from './reading.ts';
import type { Recognised } from './recognise.ts';
import { Intake } from './sink.ts';
import type { Sink } from './sink.ts';
import type { ImportProblem, ImportResult } from './types.ts';

/** Of a larger file, the index of authors is made once all of its texts are there. */
const LARGE_BYTES = 64 << 20;

/** How far a file is read. */
export interface ImportProgress {
  done: number;
  total: number;
  unit: 'bytes';
  /** Records that were read. */
  rows: number;
  /** Since the file was begun. */
  seconds: number;
}

/** The import of a file that was recognised. */
export interface ImportRun extends Recognised {
  store: WritableStore;
  path: string;
  bytes: number;
  reading: Reading;
  source: SourceWriter;
  /** By the clock of `performance`, in milliseconds. */
  started: number;
  onProgress?: ((progress: ImportProgress) => void) | undefined;
  signal?: AbortSignal | undefined;
  /** Asked between two blocks: resolves when the next one may be stored. */
  mayGoOn?: (() => Promise<void>) | undefined;
  /** Called when all is read: what follows is one piece of work. */
  onRead?: (() => void) | undefined;
}

/** Reads a file, stores its records and counts them, one block of lines per transaction. */
export async function pump<T>(run: ImportRun, reader: RecordReader<T>, sink: Sink<T>): Promise<ImportResult> {
  const { store, path, source, file } = run;
  const lines = new LineReader(path, run.reading.encoding);
  const intake = new Intake(store, source.id, sink);
  let waited = 0;
  const seconds = (): number => (performance.now() - run.started - waited) / 1000;
  const progress = (): void =>
    source.progress({ ...intake.counts, encoding: lines.encoding, seconds: seconds() });
  const storeBlock = transactional(store, (block: Iterable<readonly Outcome<T>[]>) => {
    intake.take(block);
    progress();
  });
  let bytesRead = 0;
  function* read(block: Iterable<LineBatch>): Generator<Outcome<T>[]> {
    for (const batch of block) {
      yield reader.read(batch.lines);
      bytesRead = batch.bytesRead;
    }
  }
  if (run.bytes > LARGE_BYTES) dropAuthorIndex(store.db);
  let stopped = false;
  let problem: ImportProblem | null = null;
  try {
    for await (const block of lines.blocks()) {
      stopped = run.signal?.aborted === true;
      if (stopped) break;
      storeBlock(read(block));
      const rows = intake.counts.records;
      run.onProgress?.({ done: bytesRead, total: run.bytes, unit: 'bytes', rows, seconds: seconds() });
      const at = performance.now();
      await run.mayGoOn?.();
      waited += performance.now() - at;
    }
  } catch (error) {
    const reason = await reasonOf(error, path);
    if (reason === null) throw error;
    const { records } = intake.counts;
    const message = `${path}: ${reason} The ${counted(records, 'record before that was', 'records before that were')} stored; import the file again for the rest.`;
    problem = { kind: 'input', message };
  }
  if (!stopped && problem === null) {
    storeBlock([reader.end()]);
    source.completed();
  }
  run.onRead?.();
  makeAuthorIndex(store.db);
  const linked = linkLabels(store);
  // What was linked took documents out of the groups that there were.
  if (linked.length > 0) groupNearDuplicates(store.db);
  else groupAddedDocuments(store.db);
  progress();
  const corrected = keepCorrected(store, source.id);
  return {
    file: basename(path),
    source: source.id,
    problem,
    kind: file.kind.name,
    title: file.kind.title,
    why: run.why,
    encoding: lines.encoding,
    ...intake.counts,
    rejected: intake.counts.rejected - corrected.accepted - corrected.duplicate,
    accepted: intake.counts.accepted + corrected.accepted,
    duplicate: intake.counts.duplicate + corrected.duplicate,
    seconds: seconds(),
    unusedColumns: [],
    labels: null,
    rejects: {},
    firstRejects: [],
    notes: [
      ...(lines.remark === null ? [] : [lines.remark.message]),
      ...linked,
      ...correctedNote(corrected.accepted + corrected.duplicate),
    ],
    remedies: lines.remark?.remedies ?? [],
  };
}

function correctedNote(count: number): string[] {
  if (count === 0) return [];
  return [
    count === 1
      ? 'one record that would be rejected was corrected by hand before and stays as it was corrected'
      : `${counted(count, 'record')} that would be rejected were corrected by hand before and stay as they were corrected`,
  ];
}
