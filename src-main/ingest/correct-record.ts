/** A rejected record is corrected by hand and read again as all others of its file were. */
import { counted } from '../counted.ts';
import { UserError } from '../errors.ts';
import { isKnownTicker } from '../store/companies.ts';
import {
  type CorrectedOutcome,
  dropKeptReject,
  nextCorrectedItem,
  noteCorrection,
  rejectById,
  rejectsOfRecord,
  reserveDocumentNumbers,
} from '../store/corrections.ts';
import { noteRemoved } from '../store/bin.ts';
import { KeptRecordWriter } from '../store/kept-records.ts';
import { isLeased } from '../store/lease.ts';
import { groupAddedDocuments, groupNearDuplicates } from '../store/near-duplicates.ts';
import { recordDeletion } from '../store/record-deletion.ts';
import { sampleOf } from '../store/source-samples.ts';
import { listSources } from '../store/sources.ts';
import type { WritableStore } from '../store/store.ts';
import type { RejectRow } from '../store/types.ts';
import { rehearsed, transactional } from '../store/transaction.ts';
import { type ImportParts, importParts } from './import-parts.ts';
import type { RecognisedFile } from './kinds/kind.ts';
import { dialectOf, fieldsOfRecord, recordOfFields } from './record-fields.ts';
import { countSampleLabels } from './label-counts.ts';
import { namesOfLabels } from './label-notes.ts';
import { type Line, linesSchema } from './lines.ts';
import { linkLabels } from './link-labels.ts';
import { knownLabels } from './mixed-labels.ts';
import type { Outcome, Problem } from './outcome.ts';
import { readingSchema } from './reading.ts';
import { recognise } from './recognise.ts';
import { nameOfOutcome } from './sink.ts';
import type { InspectedColumn } from './types.ts';

/** What a corrected record is read as, and what became of it. */
export interface CorrectedRecord {
  outcome: 'accepted' | 'duplicate' | 'rejected';
  /** Why it is still rejected; null: it is not. */
  problem: { kind: string; column: string | null; message: string } | null;
  /** The record as it is written. */
  record: string;
  /** Its fields whole, one for each of `columns`, as which it can be written too; null: they cannot be told. */
  fields: string[] | null;
  /** What stands in each column of its file, in short. */
  columns: { name: string; role: string | null; value: string }[];
  /** It was only tried: nothing is stored. */
  dryRun: boolean;
  /** Its number in the bin, by which it can be undone; null: nothing is stored. */
  deletion: number | null;
}

/**
 * Reads a rejected record anew, as somebody has written it, and takes it into the workspace, unless it is still wrong.
 * Its file then counts it as accepted or as a duplicate. All of it is one transaction, and can be undone.
 *
 * @param ask the number of the reject; the record as it should have been in the file, or its fields; whether it is only
 * tried
 * @throws UserError if there is no such reject, its file was imported by a version that did not keep how it was read, or
 * fields are given of a file that is not delimited
 */
export async function correctRecord(
  store: WritableStore,
  { reject: id, record: given, dryRun }: { reject: number; record: string | string[]; dryRun: boolean },
): Promise<CorrectedRecord> {
  const reject = rejectById(store, id);
  if (reject === null) throw goneSince(id);
  if (isLeased(store.dir, 'import') === true) {
    throw new UserError('use', 'An import is under way. Records can be corrected once it has ended.');
  }
  const { file, first, schemes, nameOf, record, lines } = fileOf(store, reject, given);
  const parts = await importParts(file, first, { store, source: reject.source, schemes, nameOf });
  const outcomes = parts.read(lines);
  const fields = fieldsOfRecord(file, first, lines);
  const read = { record, fields, columns: columnsOf(file, lines), dryRun };
  const rejected = (problem: CorrectedRecord['problem']): CorrectedRecord => ({
    ...read,
    outcome: 'rejected',
    problem,
    deletion: null,
  });
  const problem = problemOfFields(given, fields, file) ?? problemIn(outcomes, reject);
  if (problem !== null) return rejected(problem);
  const taken = (): Stored => storeRecord(store, reject, record, parts.take(outcomes));
  const work = (): Stored => {
    const thing = {
      what: 'correction',
      name: `Line ${reject.line} of ${reject.file}`,
      item: reject.id,
    } as const;
    const { result, deletion } = recordDeletion(store, thing, () => {
      const stored = taken();
      if (linkLabels(store).length > 0) groupNearDuplicates(store.db);
      else groupAddedDocuments(store.db);
      return stored;
    });
    if (result.problem !== null) throw new StillWrong(result.problem);
    reserveDocumentNumbers(store);
    noteRemoved(store, deletion, [{ what: 'corrections', count: result.records }]);
    return { ...result, deletion };
  };
  try {
    const stored = dryRun ? rehearsed(store, taken)() : transactional(store, work)();
    const { outcome, deletion } = stored;
    if (stored.problem !== null) return rejected(plain(stored.problem));
    return { ...read, outcome, problem: null, deletion };
  } catch (error) {
    if (!(error instanceof StillWrong)) throw error;
    return rejected(plain(error.problem));
  }
}

function goneSince(id: number): UserError {
  return new UserError(
    'use',
    `There is no rejected record ${id}: it was corrected, or its file was imported again or forgotten.`,
  );
}

/** A record that cannot be stored ends its transaction. */
class StillWrong extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

interface Stored {
  outcome: CorrectedOutcome;
  problem: Problem | null;
  /** How many rejects it was. */
  records: number;
  deletion: number | null;
}

function plain({ kind, column, message }: Problem): NonNullable<CorrectedRecord['problem']> {
  return { kind, column, message };
}

/** The file of a reject as it was recognised when it was imported, and its record with its lines. */
function fileOf(store: WritableStore, reject: RejectRow, given: string | string[]) {
  const source = listSources(store).find((one) => one.id === reject.source)!;
  const sample = sampleOf(store, reject.source);
  if (sample === null) {
    throw new UserError(
      'input',
      `An earlier version imported ${source.name} and did not keep how it was read. Import the file again; then its records can be corrected.`,
    );
  }
  const reading = readingSchema.parse(JSON.parse(sample.reading));
  const first = linesSchema.parse(JSON.parse(sample.lines));
  const knowsTicker = (symbol: string): boolean => isKnownTicker(store, symbol);
  const { file } = recognise({ path: source.path, lines: first, reading, knowsTicker }, sample.kind);
  const begun = file.rows(first).map(({ line }) => line);
  if (file.layout.form === 'json' && new Set(begun).size < begun.length) {
    throw new UserError(
      'input',
      `Several records stand in one line of ${source.name}, so they cannot be told apart by their lines. ` +
        'Correct it in the file, or write each record in a line of its own, and import the file again.',
    );
  }
  const schemes = sample.labels === null ? (file.schemes ?? []) : [sample.labels];
  const record = typeof given === 'string' ? given : written(given, file, source.name);
  const lines = linesOf(record, reject);
  const counted = file.table === null ? [] : countSampleLabels(file.table, [...first, ...lines]);
  const nameOf = namesOfLabels(counted, schemes, {
    before: knownLabels(store, schemes),
    bins: reading.bins,
  });
  return { file, first, schemes, nameOf, record, lines };
}

/** @throws UserError if the file has no such fields */
function written(fields: readonly string[], file: RecognisedFile, name: string): string {
  const dialect = dialectOf(file);
  if (dialect !== null && fields.length === file.table?.width) return recordOfFields(fields, dialect);
  throw new UserError(
    'use',
    `${name} has no ${counted(fields.length, 'delimited column')}: write the record as one text.`,
  );
}

/** The field that is read as another one than was given; null: none is. */
function problemOfFields(
  given: string | string[],
  read: readonly string[] | null,
  { columns }: RecognisedFile,
): CorrectedRecord['problem'] {
  if (typeof given === 'string') return null;
  const at = given.findIndex((field, i) => field.replaceAll(/\r\n?/gu, '\n') !== read?.[i]);
  if (at === -1) return null;
  const message = 'it holds a delimiter or a line break, and the file has no quotes around its fields';
  return { kind: 'field', column: columns[at]?.name ?? null, message };
}

/** A record where it stands in its file. */
function linesOf(record: string, { line, byte }: RejectRow): Line[] {
  return record.split(/\r\n|\n|\r/).map((text, i) => ({ text, number: line + i, byte, overlong: false }));
}

/** Why a record cannot be taken as it is written now; null: it can. */
function problemIn(outcomes: readonly Outcome<object>[], { line }: RejectRow): CorrectedRecord['problem'] {
  if (outcomes.length === 0) {
    return { kind: 'empty', column: null, message: 'there is no record in it' };
  }
  // A row of prices is several records; all of them are written as one.
  const [one] = outcomes;
  if (outcomes.some(({ place }) => place.line !== line || place.raw !== one?.place.raw)) {
    const message =
      'these are several records: a correction is one, in one line unless its fields are in quotes';
    return { kind: 'records', column: null, message };
  }
  const wrong = outcomes.find((outcome) => !outcome.ok);
  return wrong === undefined || wrong.ok ? null : plain(wrong.problem);
}

function columnsOf(file: RecognisedFile, lines: readonly Line[]): CorrectedRecord['columns'] {
  const fields = file.rows(lines)[0]?.fields ?? [];
  const columns: readonly InspectedColumn[] = file.columns;
  return fields.map((value, i) => ({
    name: columns[i]?.name ?? `column ${i + 1}`,
    role: columns[i]?.role ?? null,
    value,
  }));
}

/** Notes a record that was stored; to be called in its transaction. */
function storeRecord(
  store: WritableStore,
  reject: RejectRow,
  record: string,
  { stored, kept }: ReturnType<ImportParts['take']>,
): Stored {
  const wrong = stored.find((outcome) => typeof outcome !== 'string');
  const rejects = rejectsOfRecord(store, reject);
  // It was there before this transaction began.
  if (rejects.length === 0) throw goneSince(reject.id);
  if (wrong !== undefined && typeof wrong !== 'string') {
    return { outcome: 'duplicate', problem: wrong, records: rejects.length, deletion: null };
  }
  // What of a row with several values was taken at the import is there already.
  const accepted = stored.filter((outcome) => outcome === 'accepted').length;
  const outcomes = rejects.map((id, i): { id: number; outcome: CorrectedOutcome } => ({
    id,
    outcome: i < accepted ? 'accepted' : 'duplicate',
  }));
  noteCorrection(store, reject.source, outcomes, record);
  dropKeptReject(store, reject);
  const writer = new KeptRecordWriter(store, reject.source);
  const { line, byte } = reject;
  for (const [i, value] of kept) {
    const item = nextCorrectedItem(store, reject.source);
    writer.keep({ item, line, byte, outcome: nameOfOutcome(stored[i]!), record: JSON.stringify(value) });
  }
  return {
    outcome: outcomes[0]?.outcome ?? 'duplicate',
    problem: null,
    records: rejects.length,
    deletion: null,
  };
}
