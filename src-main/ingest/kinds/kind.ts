/** What a kind of file is made of, and what a file of a kind can do. `all.ts` is the table of all kinds. */
import type { WritableStore } from '../../store/store.ts';
import type { SamplePart } from '../evidence.ts';
import type { Layout } from '../layout.ts';
import type { Line } from '../lines.ts';
import type { RecordReader } from '../outcome.ts';
import type { Question } from '../question.ts';
import type { EncodingName, Reading } from '../reading.ts';
import type { ReadingOption } from '../reading-option.ts';
import type { Mapping, Role } from '../roles.ts';
import type { Retaken } from '../retaken.ts';
import type { Sample } from '../sample.ts';
import type { Sink } from '../sink.ts';
import type { Table } from '../table.ts';
import type { ImportResult, InspectedColumn, InspectedRow } from '../types.ts';

export type { Question };

/** What every kind of file says of itself. */
interface KindInfo<Name extends string> {
  /** What the setting `as` and the database call it. */
  name: Name;
  /** What the window calls it. */
  title: string;
  /** What a file of this kind is: `it is not ${description}`. */
  description: string;
  /** What its columns can be for. */
  roles: readonly Role[];
  /** How records of this kind that were kept are taken again. */
  retaken: Retaken;
  /** Every way of reading the lines that gives records of this kind. */
  options(sample: Sample): ReadingOption[];
}

/** A kind with a format of its own, which is recognised before any table. */
export interface FormatKind<Name extends string = string> extends KindInfo<Name> {
  form: 'format';
  /** What shows that a file is of this kind, in words; null: nothing does, or the user says that it is not. */
  recognise(sample: Sample): string | null;
  open(sample: Sample): RecognisedFile;
}

/** A kind whose files are tables, recognised by the roles of their columns. */
export interface TableKind<Name extends string = string> extends KindInfo<Name> {
  form: 'table';
  /** Roles without which a file is not of this kind. */
  needs: readonly Role[];
  /** Whether columns show by themselves that a file is of this kind. If several kinds agree, the user is asked. */
  recognise(mapping: Mapping): boolean;
  /** A text file without known columns has one record of this kind per line. */
  readsLines: boolean;
  /** A table whose heading only this kind knows how to read, which goes before any other; null: it has none. */
  ownTable?(sample: Sample, layout: Layout): Table | null;
  open(table: Table, sample: Sample): RecognisedFile;
}

export type FileKind<Name extends string = string> = FormatKind<Name> | TableKind<Name>;

/** Settings that apply to the files of some kinds only. */
export type ReadingSetting = Exclude<keyof Reading, 'encoding'>;

/** A text of a file, with its label where it has one. */
export interface FileText {
  text: string;
  label: string | null;
  /** All columns of its row as they stand in the file, in the order of its columns. */
  fields: readonly string[];
}

/** A file whose kind is known: how it is read, shown and imported. */
export interface RecognisedFile {
  kind: FileKind;
  layout: Layout;
  /** null: it is not read as a table. */
  table: Table | null;
  /** Its columns as they are shown, with their roles. */
  columns: readonly InspectedColumn[];
  /** The schemes of its label columns by their headings; null: files of this kind have no labels. */
  schemes: readonly string[] | null;
  /** Settings that change how it is read. */
  settings: readonly ReadingSetting[];
  /** What must be answered before anything is stored. Readers work all the same. */
  questions: readonly Question[];
  /** What is taken for granted and shown with the reason for its kind. */
  assumptions: readonly string[];
  /** The way in which it is read. */
  option(lines: readonly Line[]): ReadingOption;
  /** The first records, each with what is wrong with it. */
  rows(lines: readonly Line[]): InspectedRow[];
  /** The names of all its columns as the file has them. */
  columnNames(lines: readonly Line[]): readonly string[];
  /** Reads its records to look at them. */
  reader(): RecordReader<object>;
  /** What only the user can answer, going by a sample of the file; null: nothing. Asked before anything is stored. */
  evidence(parts: readonly SamplePart[]): Question | null;
  /** Reads its texts, and the labels in a column (from 0; -1: none); null: files of this kind have no texts. */
  texts: ((label: number) => RecordReader<FileText>) | null;
  /** Reads its records and stores them. */
  store(target: ImportTarget): Promise<ImportResult>;
}

/** The import of one file. */
export interface ImportTarget {
  store: WritableStore;
  /** Number of the source file in the workspace. */
  source: number;
  path: string;
  encoding: EncodingName | null;
  /** The schemes of the file's label columns, in their order. */
  schemes: readonly string[];
  /** What a label of the file, as it stands there, is called in a scheme of the workspace. */
  nameOf: (scheme: string, value: string) => string;
  /** Reads the file with the reader, stores its records in the sink, and counts them, one batch per transaction. */
  pump: <T>(reader: RecordReader<T>, sink: Sink<T>) => Promise<ImportResult>;
}
