import { basename, resolve } from 'node:path';
import { counted } from '../counted.ts';
import { UserError } from '../errors.ts';
import type { WritableStore } from '../store/store.ts';
import { isKnownTicker } from '../store/companies.ts';
import { countRejects, pageOfRejects } from '../store/rejects.ts';
import { countSchemes } from '../store/source-labels.ts';
import { keepSample } from '../store/source-samples.ts';
import { SourceWriter } from '../store/source-writer.ts';
import { earlierOffer, keepAnswers, withOffer } from './earlier-answers.ts';
import type { Asked, Offer } from './earlier-answers.ts';
import { differenceNote, earlierImport } from './earlier-import.ts';
import { onlyFile } from './archive.ts';
import { readable } from './file-problems.ts';
import { firstLines } from './lines.ts';
import { manyValues, namesOfLabels, namingNotes } from './label-notes.ts';
import { knownLabels, labelsOfFile, mixedLabels } from './mixed-labels.ts';
import { pump } from './pump.ts';
import type { ImportRun } from './pump.ts';
import { recognisedReading } from './reading.ts';
import type { Reading } from './reading.ts';
import type { Sample } from './sample.ts';
import type { ImportProblem, ImportResult } from './types.ts';
import { openQuestion, understood } from './understood.ts';
import { unusedColumns } from './unused-columns.ts';

/** So many rejects come with the result. */
const FIRST_REJECTS = 20;

export interface ImportOptions extends Pick<ImportRun, 'onProgress' | 'signal' | 'mayGoOn' | 'onRead'> {
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
  const asked = {
    sample,
    as: options.as,
    ask: (other: Sample, as: string | null) => openQuestion(other, as),
  };
  const found = await understood(sample, options).catch(async (error: unknown) => {
    throw await withEarlierAnswers(store, error, asked);
  });
  const { recognised, file, schemes, counted, bytes, sha256 } = found;
  const { encoding, bins } = reading;
  const offer = await earlierOffer(store, { ...asked, question: null });
  const earlier = earlierImport(store, { path: resolve(path), kind: file.kind.name, sha256 });
  const source = new SourceWriter(store, {
    name: basename(path),
    path: resolve(path),
    kind: file.kind.name,
    scheme: schemes.join(' '),
    bytes,
    sha256,
  });
  keepSample(store, source.id, {
    kind: options.as,
    labels: options.labels,
    reading: JSON.stringify(reading),
    lines: JSON.stringify(lines),
  });
  const before = knownLabels(store, schemes);
  const nameOf = namesOfLabels(counted, schemes, { before, bins });
  const { onProgress, signal, mayGoOn, onRead } = options;
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
    mayGoOn,
    onRead,
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
  const problem = result.problem ?? nothingImported(path, result, signal);
  if (problem === null && signal?.aborted !== true) {
    await keepAnswers(store, sample, options.as, file.table);
  }
  const difference = earlier === null ? [] : [differenceNote(store, earlier, result)];
  return {
    ...result,
    problem,
    unusedColumns: unusedColumns(file, lines),
    rejects: Object.fromEntries(countRejects(store, ofFile).map(({ kind, count }) => [kind, count])),
    firstRejects: rows.map(({ line, column, kind, message }) => ({ line, column, kind, message })),
    notes: [...result.notes, ...difference, ...naming, ...many, ...mixed.notes, ...offerNotes(offer)],
    remedies: [...(offer === null ? [] : [offer.remedy]), ...result.remedies, ...mixed.remedies],
  };
}

/** The error, with what was answered for the last file of the same shape if that answers it. */
async function withEarlierAnswers(
  store: WritableStore,
  error: unknown,
  asked: Omit<Asked, 'question'>,
): Promise<unknown> {
  if (!(error instanceof UserError) || error.kind !== 'input') return error;
  return withOffer(error, await earlierOffer(store, { ...asked, question: error.message }));
}

function offerNotes(offer: Offer | null): string[] {
  if (offer === null) return [];
  const sentence = `${offer.sentence[0]!.toLowerCase()}${offer.sentence.slice(1)}`;
  return [`${sentence}, which reads it otherwise; if that is right, forget this import and repeat it`];
}

/** Why a file counts as not imported, although it was read to its end: nothing in it is in the workspace. */
function nothingImported(
  path: string,
  { records, accepted, duplicate }: ImportResult,
  signal: AbortSignal | undefined,
): ImportProblem | null {
  if (accepted + duplicate > 0 || signal?.aborted === true) return null;
  const which = records === 1 ? 'its only record was' : `all ${counted(records, 'record')} were`;
  return { kind: 'input', message: `${path}: ${which} rejected, so nothing was imported.` };
}
