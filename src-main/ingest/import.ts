import { basename, resolve } from 'node:path';
import { UserError } from '../errors.ts';
import { groupNearDuplicates } from '../store/near-duplicates.ts';
import type { Store } from '../store/open.ts';
import { countRejects, pageOfRejects } from '../store/rejects.ts';
import { countLabelledBy } from '../store/source-labels.ts';
import { SourceWriter } from '../store/source-writer.ts';
import { transactional } from '../store/transaction.ts';
import { CompanySink, companyRow } from './company-list.ts';
import type { FileKind } from './file-kind.ts';
import { readable, reasonOf } from './file-problems.ts';
import { labelRow } from './label-rows.ts';
import { LabelSink } from './label-sink.ts';
import { labelNames } from './label-values.ts';
import { LineReader, firstLines } from './lines.ts';
import { knownLabels, labelsOfFile, mixedLabels } from './mixed-labels.ts';
import type { RecordReader } from './outcome.ts';
import { priceRow } from './price-rows.ts';
import { PriceSink } from './price-sink.ts';
import { recognisedReading } from './reading.ts';
import type { Reading } from './reading.ts';
import { recognise } from './recognise.ts';
import { Intake } from './sink.ts';
import type { Sink } from './sink.ts';
import { fingerprint } from './source-file.ts';
import { QuotedStockerBotReader, StockerBotReader } from './stockerbot.ts';
import { TableReader } from './table-reader.ts';
import type { Table } from './table.ts';
import { schemesOf, textRow } from './text-rows.ts';
import { TextSink } from './text-sink.ts';
import { TweetSink } from './tweet-sink.ts';
import type { ImportProblem, ImportResult } from './types.ts';

/** As many rejects are told with the result. */
const FIRST_REJECTS = 20;

export interface ImportOptions {
  /** Kind of the file; null: recognised from its content. */
  as: string | null;
  /** Scheme of the labels of a file; null: the heading of its column of labels. */
  labels: string | null;
  /** How the file is to be read; what is left out is recognised. */
  reading?: Reading;
  onProgress?: (progress: { done: number; total: number; unit: 'bytes' }) => void;
  /** Stops the import between two batches; what was stored stays, and the result counts it. */
  signal?: AbortSignal;
}

/**
 * Imports a file into the workspace, one batch of lines per transaction. Records that are already there are counted as
 * duplicates, those that cannot be read are listed as rejected: accepted + duplicate + rejected = records.
 *
 * @returns with a problem if the file could be read only in part; what was read is stored
 * @throws UserError if the file cannot be read or is not of a known kind; nothing is stored then.
 */
export async function importFile(store: Store, path: string, options: ImportOptions): Promise<ImportResult> {
  const started = performance.now();
  const reading = options.reading ?? recognisedReading;
  const lines = await readable(path, () => firstLines(path, reading.encoding));
  const { file, why } = recognise(path, lines, options.as, reading);
  const schemes =
    file.kind === 'labels' || file.kind === 'texts' ? schemesOfFile(path, file.table, options.labels) : [];
  const { bytes, sha256 } = await readable(path, () => fingerprint(path));
  const source = new SourceWriter(store, {
    name: basename(path),
    path: resolve(path),
    kind: file.kind,
    scheme: schemes.join(' '),
    bytes,
    sha256,
  });
  const before = knownLabels(store, schemes);
  const result = await intake({ store, path, bytes, options, reading, source, started, why }, file, schemes);
  const ofFile = { sources: [source.id], kind: null };
  const { rows } = pageOfRejects(store, ofFile, { offset: 0, limit: FIRST_REJECTS });
  return {
    ...result,
    rejects: Object.fromEntries(countRejects(store, ofFile).map(({ kind, count }) => [kind, count])),
    firstRejects: rows.map(({ line, column, kind, message }) => ({ line, column, kind, message })),
    notes: result.accepted === 0 ? [] : mixedLabels(before, labelsOfFile(store, source.id, schemes)),
  };
}

/** The schemes of a file's columns of labels. */
function schemesOfFile(path: string, table: Table, named: string | null): string[] {
  const schemes = schemesOf(table, named);
  if (named !== null && schemes.length !== 1) {
    throw new UserError(
      'use',
      `${path}: the scheme "${named}" was given, but the file has ${schemes.length} label columns` +
        (schemes.length === 0 ? '.' : ` (${schemes.join(', ')}); choose one with --columns label=NAME.`),
    );
  }
  return schemes;
}

interface Run {
  store: Store;
  path: string;
  options: ImportOptions;
  reading: Reading;
  bytes: number;
  source: SourceWriter;
  started: number;
  why: string;
}

async function intake(run: Run, file: FileKind, schemes: readonly string[]): Promise<ImportResult> {
  const { store } = run;
  const source = run.source.id;
  if (file.kind === 'labels') return takeLabels(run, file, schemes);
  if (file.kind === 'texts') {
    const nameOf = await namesOf(run, file.table, schemes);
    const reader = new TableReader(file.table, textRow(file.table, file.dates, schemes));
    return pump(run, file, reader, new TextSink(store, source, nameOf));
  }
  if (file.kind === 'prices') {
    const reader = new TableReader(file.table, priceRow(file.table, file.dates, file.ticker));
    return pump(run, file, reader, new PriceSink(store, source));
  }
  if (file.kind === 'companies') {
    return pump(run, file, new TableReader(file.table, companyRow(file.table)), new CompanySink(store));
  }
  const reader = file.quoted ? new QuotedStockerBotReader() : new StockerBotReader();
  return pump(run, file, reader, new TweetSink(store, source));
}

async function takeLabels(
  run: Run,
  file: Extract<FileKind, { kind: 'labels' }>,
  schemes: readonly string[],
): Promise<ImportResult> {
  const { store, source } = run;
  const sink = new LabelSink(store, source.id, schemes, await namesOf(run, file.table, schemes));
  const result = await pump(run, file, new TableReader(file.table, labelRow(file.table)), sink);
  const documents = countLabelledBy(store, source.id);
  return { ...result, labels: { scheme: schemes.join(', '), ...sink.found, documents } };
}

/** Reads, stores and counts, batch by batch. */
async function pump<T>(
  run: Run,
  file: FileKind,
  reader: RecordReader<T>,
  sink: Sink<T>,
): Promise<ImportResult> {
  const { store, path, options, source } = run;
  const lines = new LineReader(path, run.reading.encoding);
  const intake = new Intake(store, source.id, sink);
  const seconds = (): number => (performance.now() - run.started) / 1000;
  const storeBatch = transactional(store, (outcomes: ReturnType<RecordReader<T>['read']>) => {
    intake.take(outcomes);
    source.progress({ ...intake.counts, encoding: lines.encoding, seconds: seconds() });
  });
  let stopped = false;
  let problem: ImportProblem | null = null;
  try {
    for await (const batch of lines.batches()) {
      stopped = options.signal?.aborted === true;
      if (stopped) break;
      storeBatch(reader.read(batch.lines));
      options.onProgress?.({ done: batch.bytesRead, total: run.bytes, unit: 'bytes' });
    }
  } catch (error) {
    const reason = await reasonOf(error, path);
    if (reason === null) throw error;
    const { records } = intake.counts;
    const message = `${path}: ${reason} The ${records} records before that were stored; import the file again for the rest.`;
    problem = { kind: 'input', message };
  }
  if (!stopped && problem === null) storeBatch(reader.end());
  groupNearDuplicates(store.db);
  source.progress({ ...intake.counts, encoding: lines.encoding, seconds: seconds() });
  return {
    file: basename(path),
    source: source.id,
    problem,
    kind: file.kind,
    why: run.why,
    encoding: lines.encoding,
    ...intake.counts,
    seconds: seconds(),
    labels: null,
    rejects: {},
    firstRejects: [],
    notes: [],
  };
}

/** What labels are called in the workspace: those of the scheme `sentiment` go by all values that the file uses. */
async function namesOf(
  { path, reading }: Run,
  table: Table,
  schemes: readonly string[],
): Promise<(scheme: string, value: string) => string> {
  const column = table.mapping.label?.[schemes.indexOf('sentiment')];
  if (column === undefined) return (_scheme, value) => value;
  const values = new Set<string>();
  const labels = { ...table, mapping: { text: table.mapping.text ?? [], label: [column] } };
  const reader = new TableReader(labels, labelRow(labels));
  const note = (outcomes: ReturnType<typeof reader.read>): void => {
    for (const outcome of outcomes) if (outcome.ok) values.add(outcome.value.values[0] ?? '');
  };
  for await (const batch of new LineReader(path, reading.encoding).batches()) note(reader.read(batch.lines));
  note(reader.end());
  const named = labelNames('sentiment', values);
  return (scheme, value) => (scheme === 'sentiment' ? named(value) : value);
}
