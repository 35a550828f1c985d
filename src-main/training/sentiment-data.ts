import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { matchTexts, readLabelFile } from '../ingest/label-file.ts';
import { documentsByIds } from '../store/documents.ts';
import { UserError } from '../store/errors.ts';
import { labelledDocuments } from '../store/labels.ts';
import type { Store } from '../store/open.ts';
import type { DocumentRow } from '../store/types.ts';
import type { ContextualSentimentConfig } from './config.ts';
import { splitAgainstFile, splitByTime } from './split.ts';
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

export interface SentimentData {
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
 * The labelled documents of a configuration, divided. Of near-duplicates only the earliest counts, so that a text that
 * was repeated a hundred times is learned and tested once. With a test file its rows are the test part, each at the
 * document where its text first appeared.
 *
 * @throws UserError where there are too few labels to train and test on.
 */
export async function sentimentData(store: Store, config: ContextualSentimentConfig): Promise<SentimentData> {
  const labelled = firstOfEachGroup(labelledDocuments(store, config.scheme, config.symbols));
  const file = config.testFile === null ? null : await testRows(store, config.testFile, config.scheme);
  const classes = [
    ...new Set([...labelled.map(({ value }) => value), ...(file ?? []).map(({ value }) => value)]),
  ].sort();
  if (classes.length < 2 || labelled.length < 30) throw tooFew(config, labelled.length, classes);
  const documents = documentsByIds(
    store,
    labelled.map(({ document }) => document),
  );
  const items = documents.map((document, index) => ({
    ...labelledText(document),
    label: classes.indexOf(labelled[index]!.value),
  }));
  const parts = file ? againstFile(items, file, classes, config) : byTime(items, config);
  for (const part of ['train', 'valid', 'test'] as const) {
    if (parts[part].length === 0) throw tooFew(config, labelled.length, classes);
  }
  return { classes, ...parts, dataHash: hash(parts, classes) };
}

type Parts = Pick<SentimentData, 'train' | 'valid' | 'test' | 'split'>;

function byTime(items: LabelledText[], config: ContextualSentimentConfig): Parts {
  const split = splitByTime(items, config);
  return {
    train: take(items, split.train),
    valid: take(items, split.valid),
    test: take(items, split.test),
    split: { ...split.report, by: 'time' },
  };
}

function againstFile(
  items: LabelledText[],
  file: TestRow[],
  classes: string[],
  config: ContextualSentimentConfig,
): Parts {
  const test = file.map(({ value, ...row }) => ({ ...row, label: classes.indexOf(value) }));
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

type TestRow = Omit<LabelledText, 'label'> & { value: string };

/** The rows of a test file at their earliest documents. */
async function testRows(store: Store, path: string, scheme: string): Promise<TestRow[]> {
  const { rows } = await readLabelFile(path, scheme);
  if (rows.length === 0) throw new UserError('input', `${basename(path)} holds no labelled text to test on`);
  const matches = matchTexts(
    store,
    rows.map(({ text }) => text),
  );
  const documents = documentsByIds(
    store,
    matches.flatMap(([first]) => (first === undefined ? [] : [first])),
  );
  const byId = new Map(documents.map((document) => [document.id, document]));
  return rows.map(({ text, value }, index) => {
    const document = byId.get(matches[index]?.[0] ?? -1);
    return document
      ? { ...labelledText(document), value }
      : { document: null, text, symbol: '', publishedAt: null, group: -1 - index, value };
  });
}

function labelledText(document: DocumentRow): Omit<LabelledText, 'label'> {
  const { id, text, symbols, publishedAt, nearDuplicateGroup } = document;
  return { document: id, text, symbol: symbols[0] ?? '', publishedAt, group: nearDuplicateGroup };
}

interface Grouped {
  document: number;
  publishedAt: number | null;
  group: number;
}

function firstOfEachGroup<T extends Grouped>(items: T[]): T[] {
  const first = new Map<number, T>();
  for (const item of items) {
    const known = first.get(item.group);
    if (
      !known ||
      time(item) < time(known) ||
      (time(item) === time(known) && item.document < known.document)
    ) {
      first.set(item.group, item);
    }
  }
  return [...first.values()];
}

function time(item: Grouped): number {
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

function tooFew(config: ContextualSentimentConfig, count: number, classes: string[]): UserError {
  const where = config.symbols ? `of ${config.symbols.join(', ')} ` : '';
  return new UserError(
    'use',
    `only ${count} distinct texts ${where}carry a label of the scheme "${config.scheme}"` +
      ` (values: ${classes.join(', ') || 'none'}); at least 30 with two values are needed.` +
      ' Import labels with: contexture import FILE --labels SCHEME',
  );
}
