import { basename } from 'node:path';
import { groupNearDuplicates } from '../store/near-duplicates.ts';
import type { Store } from '../store/open.ts';
import { CompanyListReader, CompanySink } from './company-list.ts';
import type { LabelColumns } from './columns.ts';
import { readable } from './file-problems.ts';
import { LabelRowReader } from './label-rows.ts';
import { LabelSink } from './label-sink.ts';
import { labelNames } from './label-values.ts';
import { LineReader, firstLines } from './lines.ts';
import type { RecordReader } from './outcome.ts';
import { recognise } from './recognise.ts';
import type { FileKind } from './recognise.ts';
import { Intake } from './sink.ts';
import type { Sink } from './sink.ts';
import { beginSource, fingerprint, noteProgress } from './source-file.ts';
import { QuotedStockerBotReader, StockerBotReader } from './stockerbot.ts';
import { TweetSink } from './tweet-sink.ts';
import type { ImportResult, LabelReport } from './types.ts';

export interface ImportOptions {
  /** Kind of the file; null: recognised from its content. */
  as: string | null;
  /** Scheme of the labels of a text + label file; null: the heading of its column of labels. */
  labels: string | null;
  onProgress?: (progress: { done: number; total: number; unit: 'bytes' }) => void;
  /** Stops the import between two batches; what was stored stays, and the result counts it. */
  signal?: AbortSignal;
}

const SAMPLE_LINES = 400;

/**
 * Imports a file into the workspace, a batch of lines a transaction. Records that are there already are counted as
 * duplicates, those that cannot be read are listed among the rejects: accepted + duplicate + rejected = records.
 *
 * @throws UserError when the file cannot be read or is of no kind that is known.
 */
export async function importFile(store: Store, path: string, options: ImportOptions): Promise<ImportResult> {
  const started = performance.now();
  const lines = await readable(path, () => firstLines(path, SAMPLE_LINES));
  const file = recognise(path, lines, options.as);
  const scheme = file.kind === 'labels' ? (options.labels ?? schemeOf(file.columns)) : '';
  const { db } = store;
  const source = beginSource(db, { path, kind: file.kind, scheme, ...(await fingerprint(path)) });
  const run = { store, path, options, source, started };

  if (file.kind === 'labels') {
    const nameOf = labelNames(scheme, await distinctLabels(path, file.columns));
    const sink = new LabelSink(store, source.id, scheme, nameOf);
    const result = await pump(run, file, new LabelRowReader(file.columns), sink);
    const documents = db
      .prepare<[number], number>('SELECT count(*) FROM label WHERE source_file = ?')
      .pluck()
      .get(source.id);
    const labels: LabelReport = { scheme, ...sink.found, documents: documents ?? 0 };
    return { ...result, labels };
  }
  if (file.kind === 'companies') {
    return pump(run, file, new CompanyListReader(file.columns), new CompanySink(db));
  }
  const reader = file.quoted ? new QuotedStockerBotReader() : new StockerBotReader();
  return pump(run, file, reader, new TweetSink(db, source.id));
}

interface Run {
  store: Store;
  path: string;
  options: ImportOptions;
  source: ReturnType<typeof beginSource>;
  started: number;
}

/** Reads, stores and counts, batch by batch. */
async function pump<T>(
  run: Run,
  file: FileKind,
  reader: RecordReader<T>,
  sink: Sink<T>,
): Promise<ImportResult> {
  const { store, path, options, source } = run;
  const lines = new LineReader(path);
  const intake = new Intake(store.db, source.id, sink);
  const seconds = (): number => (performance.now() - run.started) / 1000;
  const storeBatch = store.db.transaction((outcomes: ReturnType<RecordReader<T>['read']>) => {
    intake.take(outcomes);
    noteProgress(store.db, source, { ...intake.counts, encoding: lines.encoding, seconds: seconds() });
  });
  let stopped = false;
  for await (const batch of lines.batches()) {
    stopped = options.signal?.aborted === true;
    if (stopped) break;
    storeBatch.immediate(reader.read(batch.lines));
    options.onProgress?.({ done: batch.bytesRead, total: source.bytes, unit: 'bytes' });
  }
  if (!stopped) storeBatch.immediate(reader.end());
  groupNearDuplicates(store.db);
  noteProgress(store.db, source, { ...intake.counts, encoding: lines.encoding, seconds: seconds() });
  return {
    file: basename(path),
    kind: file.kind,
    encoding: lines.encoding,
    ...intake.counts,
    seconds: seconds(),
    labels: null,
  };
}

/** The values that a file uses as labels, however many rows it has. */
async function distinctLabels(path: string, columns: LabelColumns): Promise<Set<string>> {
  const reader = new LabelRowReader(columns);
  const values = new Set<string>();
  const note = (outcomes: ReturnType<LabelRowReader['read']>): void => {
    for (const outcome of outcomes) if (outcome.ok) values.add(outcome.value.value);
  };
  for await (const batch of new LineReader(path).batches()) note(reader.read(batch.lines));
  note(reader.end());
  return values;
}

function schemeOf({ heading, labelColumn }: LabelColumns): string {
  return heading?.[labelColumn] || 'label';
}
