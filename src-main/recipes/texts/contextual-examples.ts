import { contextWindows } from '../../context/window.ts';
import type { BatchPart } from '../../engine/trainer.ts';
import type { HostTensor } from '../../engine/types.ts';
import type { Random } from '../../random.ts';
import type { ReadableStore } from '../../store/store.ts';
import { groupsByIds, textsByIds } from '../../store/texts.ts';
import { contextualBatch, type ContextualExample } from './contextual-batch.ts';
import { windowOf } from '../../configs/contextual.ts';
import { fitInContext, fitVocabulary, type VocabularyInContext } from './fit-vocabulary.ts';
import type { RuleMask } from '../../text/label-rules/rule-mask.ts';
import type { LabelledParts, LabelledText } from './labelled-texts.ts';
import type { WordConfig } from '../../configs/classifiers.ts';
import { type BatchTexts, float32, int32 } from './text-batch.ts';

export interface TrainingExample extends ContextualExample {
  label: number;
}

/** Windows of labelled texts, as document ids; a text that is no document has an empty one. */
export function windowsOf(
  store: ReadableStore,
  items: readonly Pick<LabelledText, 'document'>[],
  config: object,
): number[][] {
  const spec = windowOf(config);
  if (spec === null) return items.map(() => []);
  const documents = items.flatMap(({ document }) => (document === null ? [] : [document]));
  const windows = contextWindows(store, documents, spec);
  let next = 0;
  return items.map(({ document }) => {
    if (document === null) return [];
    const at = next++;
    return [...windows.items.subarray(windows.offsets[at], windows.offsets[at + 1])];
  });
}

/**
 * The windows of training texts without the documents that say what a text of the validation or test part says: their
 * words would be learned. Divided by time they are left as they are: what stood there before is known.
 */
export function withoutHeldOut(
  store: ReadableStore,
  windows: readonly number[][],
  { valid, test, split, ofGroup }: Pick<LabelledParts, 'valid' | 'test' | 'split' | 'ofGroup'>,
): number[][] {
  if (split.by === 'time') return [...windows];
  const heldOut = new Set([...valid, ...test].map(({ group }) => group));
  const groups = groupsByIds(store, new Set(windows.flat()));
  return windows.map((window) => window.filter((id) => !heldOut.has(ofGroup(groups.get(id)!))));
}

/** The training texts and those of their windows, each once, and the vocabulary of both. */
export interface TrainingVocabulary extends VocabularyInContext {
  texts: string[];
}

/** The tokens of the training texts and of their windows; a model that reads no window knows those of the texts. */
export function trainingVocabulary(
  store: ReadableStore,
  train: readonly LabelledText[],
  windows: readonly number[][],
  config: WordConfig,
  mask: RuleMask | null,
): TrainingVocabulary {
  const inWindows = textsByIds(store, new Set(windows.flat()));
  for (const { document } of train) if (document !== null) inWindows.delete(document);
  const texts = train.map(({ text }) => text);
  const context = Array.from(inWindows.values(), (text) => mask?.of(text) ?? text);
  const all = [...texts, ...context];
  if (windowOf(config) === null) return { ...fitInContext(texts, context, config), texts: all };
  const vocabulary = fitVocabulary(all, config);
  return { vocabulary, readAs: Int32Array.from(vocabulary.words, (_, row) => row), texts: all };
}

/** Examples whose texts all stand in `texts` afterwards. */
export function examplesOf(
  store: ReadableStore,
  items: readonly LabelledText[],
  windows: readonly number[][],
  texts: BatchTexts,
): TrainingExample[] {
  const inputs = items.flatMap(({ document }) => document ?? []);
  texts.load(store, [...windows.flat(), ...inputs]);
  return items.map((item, index) => ({
    text: item.document ?? texts.addText(item.text),
    window: windows[index]!,
    label: item.label,
  }));
}

/** A batch with `labels` (B) and `weights` (B): the weight of each example's class, 0 for rows that fill the batch up. */
export function labelledBatch(
  examples: readonly TrainingExample[],
  texts: BatchTexts,
  size: number,
  n: number,
  classWeights: Float32Array,
): Record<string, HostTensor> {
  const labels = int32([size]);
  const weights = float32([size]);
  examples.forEach(({ label }, row) => {
    labels.data[row] = label;
    weights.data[row] = classWeights[label]!;
  });
  return { ...contextualBatch(examples, texts, size, n), labels, weights };
}

/** The same batch in parts of `size` examples at most, each with the share that its weights have in those of all. */
export function labelledParts(
  examples: readonly TrainingExample[],
  texts: BatchTexts,
  size: number,
  n: number,
  classWeights: Float32Array,
): BatchPart[] {
  const weightOf = (part: readonly TrainingExample[]) =>
    part.reduce((sum, { label }) => sum + classWeights[label]!, 0);
  const whole = weightOf(examples);
  return Array.from({ length: Math.ceil(examples.length / size) }, (_, index) => {
    const part = examples.slice(index * size, (index + 1) * size);
    return { batch: labelledBatch(part, texts, size, n, classWeights), share: weightOf(part) / whole };
  });
}

/** The example, or with probability `share` the same without its window. */
export function dropWindow(example: TrainingExample, share: number, random: Random): TrainingExample {
  return random.uniform() >= share ? example : { ...example, window: [] };
}
