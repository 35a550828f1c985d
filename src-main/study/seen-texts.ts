import type { ReadableStore } from '../store/store.ts';
import { predictedRows, type ReadRow, trainingRows } from '../store/predicted-rows.ts';
import { groupsByIds } from '../store/texts.ts';
import { classifierData } from '../recipes/classify/classifier-data.ts';
import { groupTexts } from '../recipes/texts/grouped-texts.ts';
import { isClassifier, type TextClassifierConfig } from '../configs/classifiers.ts';
import { runRow } from '../runs/runs.ts';

/** The part of a run's data that has a text, or a near-duplicate of it. */
export type SeenPart = 'train' | 'valid';

/** How many of the scored texts the run was trained on, and how many it was validated on. */
export type SeenCounts = Record<SeenPart, number>;

interface KnownText {
  text: string;
  /** Its stored near-duplicate group; null: it is not a document. */
  group: number | null;
}

/** A text to be scored, with the document that has the same text, if there is one. */
export interface MeasuredText {
  text: string;
  document: number | null;
}

/** The texts that a run has seen in training. */
export class SeenTexts {
  readonly #store: ReadableStore;
  readonly #known: Record<SeenPart, KnownText[]>;

  constructor(store: ReadableStore, known: Record<SeenPart, KnownText[]>) {
    this.#store = store;
    this.#known = known;
  }

  /**
   * For each text, the part in which the run has seen it or a near-duplicate of it, by the groups that are never
   * split between parts; null: it is new to the run.
   */
  partsOf(texts: readonly MeasuredText[]): (SeenPart | null)[] {
    if (texts.length === 0) return [];
    const asked = knownTexts(this.#store, texts);
    const { lists } = groupTexts<KnownText>(this.#store, [asked, this.#known.train, this.#known.valid]);
    const [own, train, valid] = lists.map((list) => list.map(({ group }) => group));
    const [learned, chosen] = [new Set(train), new Set(valid)];
    return own!.map((group) => (learned.has(group) ? 'train' : chosen.has(group) ? 'valid' : null));
  }
}

/**
 * The texts that a run was trained and validated on; null: not known, since its model was published, or since an earlier
 * version, which did not store them, trained the run, and its data have changed since.
 */
export async function seenTexts(
  store: ReadableStore,
  run: number,
  config: TextClassifierConfig,
): Promise<SeenTexts | null> {
  const learned = trainingRows(store, run);
  if (learned.length > 0) {
    const chosen = predictedRows(store, run).filter(({ part }) => part === 'valid');
    return new SeenTexts(store, { train: knownTexts(store, learned), valid: knownTexts(store, chosen) });
  }
  // What a publisher trained on is not known.
  if (!isClassifier(config)) return null;
  try {
    const { parts, dataHash } = await classifierData(store, config);
    if (dataHash !== runRow(store, run).dataHash) return null;
    const rowOf = ({ document, line, text }: ReadRow & { text: string }): ReadRow => ({
      document,
      line,
      text,
    });
    return new SeenTexts(store, {
      train: knownTexts(store, parts.train.map(rowOf)),
      valid: knownTexts(store, parts.valid.map(rowOf)),
    });
  } catch {
    // Its files are gone, or its labels.
    return null;
  }
}

function knownTexts(store: ReadableStore, rows: readonly Pick<ReadRow, 'document' | 'text'>[]): KnownText[] {
  const groups = groupsByIds(
    store,
    rows.flatMap(({ document }) => document ?? []),
  );
  return rows.map(({ document, text }) => ({
    text: text ?? '',
    group: document === null ? null : (groups.get(document) ?? null),
  }));
}
