import { basename, resolve } from 'node:path';
import { UserError } from '../errors.ts';
import type { WritableStore } from '../store/store.ts';
import { isKnownTicker } from '../store/companies.ts';
import { countRejects, pageOfRejects } from '../store/rejects.ts';
import { countSchemes } from '../store/source-labels.ts';
import { SourceWriter } from '../store/source-writer.ts';
import { differenceNote, earlierImport } from './earlier-import.ts';
import { onlyFile } from './archive.ts';
import { readable } from './file-problems.ts';
import type { RecognisedFile } from './kinds/kind.ts';
import { firstLines } from './lines.ts';
import { countLabels } from './label-counts.ts';
import { labelQuestion } from './label-doubts.ts';
import { manyValues, namesOfLabels, namingNotes } from './label-notes.ts';
import { knownLabels, labelsOfFile, mixedLabels } from './mixed-labels.ts';
import { pump } from './pump.ts';
import type { ImportRun } from './pump.ts';
import { recognisedReading } from './reading.ts';
import type { Reading } from './reading.ts';
import { checkEvidence, recognise, unanswered } from './recognise.ts';
import { fingerprint } from './source-file.ts';
import { labelColumnNames } from './text-rows.ts';
import type { ImportProblem, ImportResult } from './types.ts';
import { unusedColumns } from './unused-columns.ts';

/** So many rejects come with the result. */
const FIRST_REJECTS = 20;

export interface ImportOptions extends Pick<ImportRun, 'onProgress' | 'signal'> {
  /** Kind of the file; null: recognised from its content. */
  as: string | null;
  /** Scheme of the labels of a file; null: the heading of its column of labels. */
  labels: string | null;
  /** How the file is to be read; what is left out is recognised. */
  reading?: Reading;
}

/**
 * Imports a file into the workspace, one batch of lines per transaction. Records that are already there are counted as
 * duplicates, those that cannot be read are listed as rejected: accepted + duplicate + rejected = records. A signal stops
 * the import between two batches; what was stored stays, and the result counts it.
 *
 * @returns with a problem if the file could be read only in part; what was read is stored
 * @throws UserError if the file cannot be read or is not of a known kind; nothing is stored then.
 */
export async function importFile(
  store: WritableStore,
  named: string,
  options: ImportOptions,
): Promise<ImportResult> {
  const started = performance.now();
  const reading = options.reading ?? recognisedReading;
  const path = await onlyFile(named);
  const lines = await readable(path, () => firstLines(path, reading.encoding));
  const knowsTicker = (symbol: string): boolean => isKnownTicker(store, symbol);
  const sample = { path, lines, reading, knowsTicker };
  const recognised = recognise(sample, options.as);
  const { file } = recognised;
  const schemes = importedSchemes(path, file, options.labels);
  const { encoding, bins } = reading;
  const counted = await readable(path, () => countLabels(file.table, { path, encoding }));
  const question = labelQuestion(counted, bins);
  if (question !== null) throw unanswered(path, question);
  const { bytes, sha256 } = await readable(path, () => fingerprint(path));
  await readable(path, () => checkEvidence(sample, recognised, bytes));
  const earlier = earlierImport(store, { path: resolve(path), kind: file.kind.name, sha256 });
  const source = new SourceWriter(store, {
    name: basename(path),
    path: resolve(path),
    kind: file.kind.name,
    scheme: schemes.join(' '),
    bytes,
    sha256,
  });
  const before = knownLabels(store, schemes);
  const nameOf = namesOfLabels(counted, schemes, { before, bins });
  const { onProgress, signal } = options;
  const run: ImportRun = {
    ...recognised,
    store,
    path,
    bytes,
    reading,
    source,
    started,
    onProgress,
    signal,
  };
  const result = await file.store({
    store,
    source: source.id,
    path,
    encoding,
    schemes,
    nameOf,
    pump: (reader, sink) => pump(run, reader, sink),
  });
  const ofFile = { sources: [source.id], kind: null };
  const { rows } = pageOfRejects(store, ofFile, { offset: 0, limit: FIRST_REJECTS });
  const mixed =
    result.accepted === 0
      ? { notes: [], remedies: [] }
      : mixedLabels(before, labelsOfFile(store, source.id, schemes));
  const naming = result.accepted === 0 ? [] : namingNotes(counted, schemes, nameOf, bins);
  const many = result.accepted === 0 ? [] : manyValues(countSchemes(store, schemes));
  const difference = earlier === null ? [] : [differenceNote(store, earlier, result)];
  return {
    ...result,
    problem: result.problem ?? nothingImported(path, result, signal),
    unusedColumns: unusedColumns(file, lines),
    rejects: Object.fromEntries(countRejects(store, ofFile).map(({ kind, count }) => [kind, count])),
    firstRejects: rows.map(({ line, column, kind, message }) => ({ line, column, kind, message })),
    notes: [...result.notes, ...difference, ...naming, ...many, ...mixed.notes],
    remedies: [...result.remedies, ...mixed.remedies],
  };
}

/** Why a file counts as not imported, although it was read to its end: nothing in it is in the workspace. */
function nothingImported(
  path: string,
  { records, accepted, duplicate }: ImportResult,
  signal: AbortSignal | undefined,
): ImportProblem | null {
  if (accepted + duplicate > 0 || signal?.aborted === true) return null;
  const which = records === 1 ? 'its only record was' : `all ${records} records were`;
  return { kind: 'input', message: `${path}: ${which} rejected, so nothing was imported.` };
}

/** The schemes under which the labels of a file are stored, in the order of their columns. */
function importedSchemes(
  path: string,
  { schemes, table }: RecognisedFile,
  named: string | null,
): readonly string[] {
  if (named === null || schemes === null) return schemes ?? [];
  if (schemes.length === 1) return [named];
  const message = `${path}: the scheme "${named}" was given, but the file has ${schemes.length} label columns`;
  if (schemes.length === 0 || table === null) throw new UserError('use', `${message}.`);
  throw new UserError('use', `${message} (${schemes.join(', ')}).`, {
    remedies: [{ setting: 'columns', values: labelColumnNames(table).map((name) => `label=${name}`) }],
  });
}
