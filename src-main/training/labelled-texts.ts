import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { matchTexts, readLabelFile } from '../ingest/label-file.ts';
import { documentsByIds } from '../store/documents.ts';
import { Random } from '../random.ts';
import { UserError } from '../store/errors.ts';
import { labelledDocuments } from '../store/labels.ts';
import type { Store } from '../store/open.ts';
import type { DocumentRow } from '../store/types.ts';
import { matchKey } from '../text/normalise.ts';
import type { ClassifierConfig } from './recipes/classifiers.ts';
import { type Split, splitAgainstFile, splitByOwner, splitByTime } from './split.ts';
import type { SplitReport } from './types.ts';

/** A labelled text; `document` is null for a row of a test file that stands nowhere in the workspace. */
export interface LabelledText {
  document: number | null;
  text: string;
  /** The first ticker that it mentions, '' where there is none. */
  symbol: string;
  publishedAt: number | null;
  group: number;
  /** Index into `classes`. */
  label: number;
}

export interface LabelledParts {
  /** Label values in alphabetical order. */
  classes: string[];
  train: LabelledText[];
  valid: LabelledText[];
  test: LabelledText[];
  split: SplitReport;
  /** SHA-256 of every text with its label and part. */
  dataHash: string;
}

/**
 * The labelled documents of a configuration, divided as it says; by time means by chance where no text has a time. Of
 * near-duplicates only the earliest counts, so that a text that was repeated a hundred times is learned and tested
 * once. With a test file its rows are the test part, each at the document where its text first appeared.
 *
 * @throws UserError where there are too few labels to train and test on.
 */
export async function labelledParts(store: Store, config: ClassifierConfig): Promise<LabelledParts> {
  const strangers: Strangers = new Map();
  const labelled = firstOfEachGroup(
    config.trainFile === null
      ? labelledRows(store, config)
      : await fileRows(store, config.trainFile, config, strangers),
  );
  const file =
    config.testFile === null
      ? null
      : await fileRows(store, config.testFile, { ...config, symbols: null }, strangers);
  const classes = [...new Set([...labelled, ...(file ?? [])].map(({ value }) => value))].sort();
  if (classes.length < 2 || labelled.length < 30) throw tooFew(config, labelled.length, classes);
  const labelOf = ({ value, ...row }: Row): LabelledText => ({ ...row, label: classes.indexOf(value) });
  const items = labelled.map(labelOf);
  const parts = file ? againstFile(items, file.map(labelOf), config) : divided(items, config);
  for (const part of ['train', 'valid', 'test'] as const) {
    if (parts[part].length === 0) throw tooFew(config, labelled.length, classes);
  }
  return { classes, ...parts, dataHash: hash(parts, classes) };
}

/**
 * The rows of a text + label file, each at the document where its text first appeared.
 *
 * @throws UserError where a label is none of `classes`.
 */
export async function labelledFile(
  store: Store,
  path: string,
  config: ClassifierConfig,
  classes: readonly string[],
): Promise<LabelledText[]> {
  const rows = await fileRows(store, path, { ...config, symbols: null }, new Map());
  const strange = rows.find(({ value }) => !classes.includes(value));
  if (strange) {
    throw new UserError(
      'input',
      `${basename(path)} has the label "${strange.value}", which the run does not know; it knows ${classes.join(', ')}`,
    );
  }
  return rows.map(({ value, ...row }) => ({ ...row, label: classes.indexOf(value) }));
}

/**
 * Texts without times in an order of chance in which every stretch holds the classes in their shares: files often list
 * one class after the other, and a split in file order would then learn one and test another.
 */
function mixed(items: LabelledText[], random: Random): LabelledText[] {
  const shuffled = random.shuffle([...items]);
  const counts = new Map<number, number>();
  for (const { label } of shuffled) counts.set(label, (counts.get(label) ?? 0) + 1);
  const seen = new Map<number, number>();
  const placed = shuffled.map((item) => {
    const rank = seen.get(item.label) ?? 0;
    seen.set(item.label, rank + 1);
    return { item, place: (rank + random.uniform()) / counts.get(item.label)! };
  });
  return placed.sort((a, b) => a.place - b.place).map(({ item }) => item);
}

type Parts = Pick<LabelledParts, 'train' | 'valid' | 'test' | 'split'>;

function divided(items: LabelledText[], config: ClassifierConfig): Parts {
  const random = new Random(config.seed);
  if (config.split === 'grouped')
    return parted(items, splitByOwner(items, ownerOf, config, random), 'ticker');
  const dated = items.some(({ publishedAt }) => publishedAt !== null);
  if (dated && config.split === 'time') return parted(items, splitByTime(items, config), 'time');
  const order = mixed(items, random);
  const timeless = order.map(({ group }) => ({ group, publishedAt: null }));
  return parted(order, splitByTime(timeless, config), 'chance');
}

/** Texts of one ticker stay together; one without a ticker stands for itself. */
function ownerOf({ symbol, group }: LabelledText): string {
  return symbol === '' ? String(group) : symbol;
}

function parted(items: LabelledText[], split: Split, by: SplitReport['by']): Parts {
  return {
    train: take(items, split.train),
    valid: take(items, split.valid),
    test: take(items, split.test),
    split: { ...split.report, by },
  };
}

function againstFile(labelled: LabelledText[], test: LabelledText[], config: ClassifierConfig): Parts {
  const dated = labelled.some(({ publishedAt }) => publishedAt !== null);
  const items = dated ? labelled : mixed(labelled, new Random(config.seed));
  const all = [...items, ...test];
  const split = splitAgainstFile(
    all,
    test.map((_, index) => items.length + index),
    config,
  );
  return {
    train: take(all, split.train),
    valid: take(all, split.valid),
    test,
    split: { ...split.report, by: 'file' },
  };
}

type Row = Omit<LabelledText, 'label'> & { value: string };

function labelledRows(store: Store, config: ClassifierConfig): Row[] {
  const labelled = labelledDocuments(store, config.scheme, config.symbols);
  const documents = documentsByIds(
    store,
    labelled.map(({ document }) => document),
  );
  return documents.map((document, index) => ({ ...textRow(document), value: labelled[index]!.value }));
}

/** Groups of texts that stand nowhere in the workspace, by normalised text: ids below zero. */
type Strangers = Map<string, number>;

/** The rows of a text + label file, each at the document where its text first appeared. */
async function fileRows(
  store: Store,
  path: string,
  { scheme, symbols }: Pick<ClassifierConfig, 'scheme' | 'symbols'>,
  strangers: Strangers,
): Promise<Row[]> {
  const { rows } = await readLabelFile(path, scheme);
  if (rows.length === 0) throw new UserError('input', `${basename(path)} holds no text with a label`);
  const matches = matchTexts(
    store,
    rows.map(({ text }) => text),
  );
  const documents = documentsByIds(
    store,
    matches.flatMap(([first]) => (first === undefined ? [] : [first])),
  );
  const byId = new Map(documents.map((document) => [document.id, document]));
  const found = rows.map(({ text, value }, index) => {
    const document = byId.get(matches[index]?.[0] ?? -1);
    if (document) return { row: { ...textRow(document), value }, symbols: document.symbols };
    const key = matchKey(text);
    const group = strangers.get(key) ?? -1 - strangers.size;
    strangers.set(key, group);
    return { row: { document: null, text, symbol: '', publishedAt: null, group, value }, symbols: [] };
  });
  return found
    .filter((row) => symbols === null || row.symbols.some((symbol) => symbols.includes(symbol)))
    .map(({ row }) => row);
}

function textRow(document: DocumentRow): Omit<LabelledText, 'label'> {
  const { id, text, symbols, publishedAt, nearDuplicateGroup } = document;
  return { document: id, text, symbol: symbols[0] ?? '', publishedAt, group: nearDuplicateGroup };
}

/** The earliest text of every near-duplicate group; of equal times the one that comes first. */
function firstOfEachGroup(items: Row[]): Row[] {
  const first = new Map<number, Row>();
  for (const item of items) {
    const known = first.get(item.group);
    if (!known || time(item) < time(known)) first.set(item.group, item);
  }
  return [...first.values()];
}

function time(item: Row): number {
  return item.publishedAt ?? Infinity;
}

function take<T>(items: T[], indices: number[]): T[] {
  return indices.map((index) => items[index]!);
}

function hash(parts: Parts, classes: string[]): string {
  const digest = createHash('sha256');
  for (const part of ['train', 'valid', 'test'] as const) {
    for (const { text, label } of parts[part]) digest.update(`${part}\t${classes[label]}\t${text}\n`);
  }
  return digest.digest('hex');
}

function tooFew(config: ClassifierConfig, count: number, classes: string[]): UserError {
  const where = config.symbols ? `of ${config.symbols.join(', ')} ` : '';
  return new UserError(
    'use',
    `only ${count} distinct texts ${where}carry a label of the scheme "${config.scheme}"` +
      ` (values: ${classes.join(', ') || 'none'}); at least 30 with two values are needed.` +
      ' Import labels with: contexture import FILE --labels SCHEME',
  );
}
