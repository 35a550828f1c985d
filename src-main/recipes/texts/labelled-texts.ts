import { basename } from 'node:path';
import { counted } from '../../counted.ts';
import { Random } from '../../random.ts';
import { UserError } from '../../errors.ts';
import { type LabelOrigin, labelSchemes } from '../../store/labels.ts';
import { labelFacts } from './label-facts.ts';
import { allPurged, purgeHorizons } from './purge-horizons.ts';
import { maskedParts, ruleMask } from './mask-rules.ts';
import type { ReadableStore } from '../../store/store.ts';
import { didYouMean } from '../../suggest.ts';
import type { RuleMask } from '../../text/label-rules/rule-mask.ts';
import { groupTexts } from './grouped-texts.ts';
import { leastClasses, leastLabels } from './label-needs.ts';
import { fileRows, labelledRows, type LabelledRow } from './labelled-rows.ts';
import type { ClassifierConfig } from '../../configs/classifiers.ts';
import { listed } from '../../configs/setting-values.ts';
import {
  type Split,
  splitAgainstFile,
  splitByOwner,
  splitByTime,
  splitInOrder,
  type SplitItem,
} from '../../training/split.ts';
import { withNearCopies } from './near-copies.ts';
import { allCopies, allInFile, emptyPart, emptyUnderEmbargo, tooFew } from './refused-divisions.ts';
import { withDaysTogether } from './days-together.ts';
import { ofTrainingSize } from './training-size.ts';
import { wholeTexts } from './whole-texts.ts';
import type { SplitReport } from '../../results/scores.ts';

/** A labelled text; `document` is null for a row of a test file that stands nowhere in the workspace. */
export interface LabelledText {
  document: number | null;
  /** Where its row begins in the file that it comes from; null: it comes from the workspace. */
  line: number | null;
  text: string;
  /** The first ticker that it mentions, '' where there is none. */
  symbol: string;
  publishedAt: number | null;
  /** Its near-duplicate group: below 0 where no document says the same. */
  group: number;
  /** Its group of near copies, of which none stands in another part. */
  copies: number;
  /** Index into `classes`. */
  label: number;
  /** Who gave the label; null or missing: it is of a file that was named for this run alone. */
  origin?: LabelOrigin | null;
  /** When what the label tells had happened, ms UTC; null or missing: when the text was there. */
  knownAt?: number | null;
  /** The text as it was written, where words were taken out of it. */
  written?: string;
}

export interface LabelledParts {
  /** Label values in alphabetical order. */
  classes: string[];
  train: LabelledText[];
  valid: LabelledText[];
  test: LabelledText[];
  /** Texts in the training part before some of them were drawn. */
  available: number;
  split: SplitReport;
  /** What is taken out of every text that is read, those of windows too; null: nothing. */
  mask: RuleMask | null;
  /** The group of documents by the one that is stored: a row of a file may join two. */
  ofGroup: (stored: number) => number;
}

/**
 * The labelled documents of a configuration, divided as it says; by time means by chance where most texts have no time.
 * Of near-duplicates only the earliest counts, so that a text that was repeated a hundred times is learned and tested
 * once. With a test file its rows are the test part, each at the document where its text first appeared.
 *
 * @throws UserError if there are too few labels to train and test on; the signal's reason when it is aborted
 */
export async function labelledParts(
  store: ReadableStore,
  config: ClassifierConfig,
  signal: AbortSignal | null = null,
): Promise<LabelledParts> {
  const { trainFile, testFile } = config;
  const learned = trainFile === null ? labelledRows(store, config) : await fileRows(store, trainFile, config);
  const tested = testFile === null ? [] : await fileRows(store, testFile, { ...config, symbols: null });
  const { lists, ofGroup } = groupTexts(store, [learned, tested]);
  const labelled = firstOfEachGroup(lists[0]!);
  const file = testFile === null ? null : lists[1]!;
  const classes = [...new Set([...labelled, ...(file ?? [])].map(({ value }) => value))].sort();
  if (classes.length < leastClasses || labelled.length < leastLabels) {
    if (trainFile === null) checkScheme(store, config.scheme);
    throw tooFew(config, lists[0]!.length, labelled.length, classes);
  }
  const learnt = new Set(labelled.map(({ value }) => value));
  const strange = file?.find(({ value }) => !learnt.has(value));
  if (strange) {
    throw new UserError(
      'input',
      `${basename(testFile!)} has the label "${strange.value}", which no training text has` +
        ` (theirs are ${[...learnt].sort().join(', ')}): use the same label names for both, or leave such texts out.`,
    );
  }
  const labelOf = ({ value, ...row }: Row & { copies: number }): LabelledText => ({
    ...row,
    label: classes.indexOf(value),
  });
  const trainShare = 1 - config.validShare - config.testShare;
  const found = await withNearCopies(
    labelled,
    file ?? [],
    config.nearCopies,
    trainShare,
    trainFile === null,
    signal,
  );
  const items = found.learned.map(labelOf);
  const parts = file ? againstFile(items, found.tested.map(labelOf), config) : divided(items, config);
  if (found.report) parts.split.nearCopies = found.report;
  if (config.embargo > 0 && config.split === 'time' && !parts.split.embargo) {
    throw new UserError(
      'use',
      `An embargo is kept between parts that are divided by time, and ${file ? 'the test part is a file' : 'too few of these texts have one'}.`,
      { remedies: [{ setting: 'embargo', values: ['0'] }] },
    );
  }
  const purged = purgeHorizons(parts);
  for (const part of ['train', 'valid', 'test'] as const) {
    if (parts[part].length > 0) continue;
    if (purged && purged[part === 'train' ? 'train' : 'valid'] > 0) throw allPurged(part);
    if (parts.split.embargo) {
      throw emptyUnderEmbargo(part, parts.split.embargo, longestEmbargo(items, config));
    }
    if (testFile !== null) throw allInFile(basename(testFile), labelled.length);
    const { report } = found;
    const areCopies = report?.apart === null && 2 * report.withCopy > labelled.length;
    if (areCopies) throw allCopies(labelled.length, report);
    throw emptyPart(part, labelled.length);
  }
  const available = parts.train.length;
  parts.train = ofTrainingSize(parts.train, config.trainSize, config.seed);
  parts.split.train = parts.train.length;
  const mask = config.maskRules ? ruleMask(store, config.scheme) : null;
  const masked = mask && maskedParts(parts, mask);
  const read = masked?.parts ?? parts;
  const told = masked && { rules: mask.rules.name, texts: masked.texts, everywhere: true };
  const facts = labelFacts(read, { masked: told ?? undefined, purged });
  if (facts !== null) read.split.labels = facts;
  return { classes, ...read, available, mask, ofGroup };
}

/**
 * The rows of a text + label file, each at the document where its text first appeared.
 *
 * @throws UserError if a label is none of `classes`.
 */
export async function labelledFile(
  store: ReadableStore,
  path: string,
  config: { scheme: string },
  classes: readonly string[],
): Promise<LabelledText[]> {
  const rows = groupTexts(store, [await fileRows(store, path, { ...config, symbols: null })]).lists[0]!;
  const strange = rows.filter(({ value }) => !classes.includes(value));
  const [first] = strange;
  if (first) {
    const more = strange.length - 1;
    const others = more === 0 ? '' : `, nor are those of ${counted(more, 'more row')}`;
    throw new UserError(
      'input',
      `${basename(path)}, line ${first.line}: the label "${first.value}" is not one of the run's classes` +
        ` (${classes.join(', ')})${others}.${didYouMean(first.value, classes)} Use the names of its classes.`,
      { remedies: [{ action: 'predict', file: path }] },
    );
  }
  return rows.map(({ value, ...row }) => ({ ...row, copies: row.group, label: classes.indexOf(value) }));
}

/**
 * Texts without times in an order of chance in which every stretch holds the classes in their shares: files often list
 * one class after the other, and a split in file order would then learn one and test another. Near copies follow one
 * another, and a text that stands in another has its place beside it, so that phrases are not tested whose sentence was
 * learned. A large group of near copies comes first, where it is learned: tested, it would make the score that of one
 * sentence.
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
  const whole = wholeTexts(shuffled.map(({ text }) => text));
  const groups = Map.groupBy(placed.keys(), (index) => shuffled[index]!.copies);
  const firstOf = (index: number) => groups.get(shuffled[index]!.copies)![0]!;
  const large = largeGroups(
    groups
      .values()
      .map(({ length }) => length)
      .toArray(),
    items.length,
  );
  const placeOf = groups.values().map((group) => {
    const beside = firstOf(whole[group[0]!]!);
    return { group, place: group.length > large ? -1 : placed[beside]!.place };
  });
  return [...placeOf]
    .sort((a, b) => a.place - b.place)
    .flatMap(({ group }) => group.map((index) => shuffled[index]!));
}

/** Groups of more texts than this are large; where these are half of all texts, none is. */
function largeGroups(sizes: readonly number[], texts: number): number {
  const large = Math.max(10, 0.02 * texts);
  const inLarge = sizes.filter((size) => size > large).reduce((sum, size) => sum + size, 0);
  return 2 * inLarge < texts ? large : Infinity;
}

/**
 * Whether texts can be divided by time: at least half of them have one. Texts without time come before all others, so
 * that the few that have one would be all that is tested, and perhaps of other classes.
 */
function areDated(items: readonly LabelledText[]): boolean {
  return (
    2 * items.filter(({ publishedAt }) => publishedAt !== null).length >= items.length && items.length > 0
  );
}

/** Texts without time first, mixed. */
function undatedMixed(items: LabelledText[], random: Random): LabelledText[] {
  const hasTime = ({ publishedAt }: LabelledText) => publishedAt !== null;
  const undated = items.filter((item) => !hasTime(item));
  return undated.length === 0 ? items : [...mixed(undated, random), ...items.filter(hasTime)];
}

type Parts = Pick<LabelledParts, 'train' | 'valid' | 'test' | 'split'>;

function divided(items: LabelledText[], config: ClassifierConfig): Parts {
  const random = new Random(config.seed);
  if (config.split === 'grouped') {
    const owned = items.map((item) => ({ ...splitItem(item), owner: ownerOf(item) }));
    return parted(
      items,
      splitByOwner(owned, ({ owner }) => owner, config, random),
      'ticker',
    );
  }
  if (config.split === 'time' && areDated(items)) {
    const order = undatedMixed(items, random);
    return dividedByTime(order, config);
  }
  const together = config.daysTogether ? withDaysTogether(items) : new Map(items.map((item) => [item, item]));
  const order = mixed([...together.keys()], random);
  const copies = order.map((item) => item.copies);
  return parted(
    order.map((item) => together.get(item)!),
    splitInOrder(copies, config),
    'chance',
  );
}

const hourMs = 3_600_000;
/** Embargoes are offered in these parts of an hour. */
const embargoSteps = 10;

/** The longest embargo below the one that was asked for that leaves texts in every part, in hours; 0: none does. */
function longestEmbargo(items: LabelledText[], config: ClassifierConfig): number {
  const leavesTexts = (steps: number) => {
    const parts = divided(items, { ...config, embargo: steps / embargoSteps });
    purgeHorizons(parts);
    return parts.train.length > 0 && parts.valid.length > 0;
  };
  let [most, tooMany] = [0, Math.ceil(embargoSteps * config.embargo)];
  while (tooMany - most > 1) {
    const middle = Math.floor((most + tooMany) / 2);
    if (leavesTexts(middle)) most = middle;
    else tooMany = middle;
  }
  return most / embargoSteps;
}

function dividedByTime(order: LabelledText[], config: ClassifierConfig): Parts {
  const items = order.map(splitItem);
  const split = splitByTime(items, config, config.embargo * hourMs);
  const parts = parted(order, split, 'time');
  if (config.embargo === 0) return parts;
  const { leftOut } = splitByTime(items, config).report;
  parts.split.embargo = { hours: config.embargo, leftOut: split.report.leftOut - leftOut };
  parts.split.leftOut = leftOut;
  return parts;
}

function splitItem({ copies, publishedAt }: LabelledText): SplitItem {
  return { group: copies, publishedAt };
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
  const random = new Random(config.seed);
  const inTime = areDated(labelled);
  const items = inTime ? undatedMixed(labelled, random) : mixed(labelled, random);
  const all = [...items, ...test];
  const split = splitAgainstFile(
    all.map(({ copies, publishedAt }) => ({ group: copies, publishedAt: inTime ? publishedAt : null })),
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

type Row = LabelledRow & { group: number };

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

/** @throws UserError if other schemes have labels, and this one has none. */
export function checkScheme(store: ReadableStore, scheme: string): void {
  const known = labelSchemes(store);
  if (known.length === 0 || known.includes(scheme)) return;
  throw new UserError(
    'use',
    `There is no label scheme "${scheme}" in this workspace.${didYouMean(scheme, known)}` +
      ` It has the ${known.length === 1 ? 'scheme' : 'schemes'} ${listed(known, 'and')}.`,
    { remedies: [{ action: 'import', what: 'labels', scheme }] },
  );
}
