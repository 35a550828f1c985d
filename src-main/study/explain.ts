import { contextWindow } from '../context/window.ts';
import { type ContextSpec, contextSpecSchema } from '../context/spec.ts';
import type { ContextItem } from '../context/types.ts';
import { openDevice } from '../engine/devices.ts';
import type { Predictor } from '../engine/trainer.ts';
import { addsNothing } from '../models/residual-context.ts';
import type { Attends } from '../models/text-model.ts';
import { documentById } from '../store/documents.ts';
import { trueLabel } from '../store/labels.ts';
import { UserError } from '../errors.ts';
import type { ReadableStore } from '../store/store.ts';
import { maskOf } from '../text/masked-vocabulary.ts';
import type { TokenVocabulary } from '../text/tokens.ts';
import type { NgramPart } from '../ngrams/part.ts';
import { readRun, type RunFiles } from '../runs/run-files.ts';
import { classify, openClassifier, type Prediction, withNgrams } from '../recipes/classify/classifier.ts';
import { textModel } from '../recipes/classify/architectures.ts';
import { mostProbable } from '../training/probabilities.ts';
import { windowOf, windowSize } from '../configs/contextual.ts';
import { isTextClassifier, type TextClassifierConfig } from '../configs/classifiers.ts';
import { TokenStore } from '../recipes/texts/token-store.ts';
import { maskingInWords } from './masking.ts';
import { ReaderCache } from './reader-cache.ts';
import type { Explanation, TextReading } from './types.ts';
import { windowFacts } from './window-facts.ts';

/** A trained model of texts that explains its predictions. Whoever opened it disposes of it. */
export interface TextReader {
  files: RunFiles<TextClassifierConfig>;
  predictor: Predictor;
  ngrams: NgramPart | null;
  /** What its attention is over; null: it has none, or nothing comes of it. */
  attends: Attends | null;
  /** See `TextReading`. */
  contextLeftOut: boolean;
  masking: string | null;
}

/** @throws UserError if the run has no model or is of another recipe. */
export async function openReader(store: ReadableStore, run: number): Promise<TextReader> {
  const { tensors, config, ngrams, ...files } = await readRun(store, run);
  if (!isTextClassifier(config)) {
    throw new UserError('use', `Run ${run} uses the recipe ${config.recipe}, which does not read texts.`);
  }
  const device = await openDevice('cpu');
  const predictor = openClassifier(device, { ...files, config, tensors }, true);
  const { attends } = textModel(config, files.classes.length, files.bert);
  const contextLeftOut = addsNothing(tensors);
  return {
    files: { ...files, config },
    predictor,
    ngrams,
    attends: contextLeftOut ? null : attends,
    contextLeftOut,
    masking: maskingInWords(run, { ...files, config }),
  };
}

/** A text to be read: a document, or any text, as if it were about a company and published at a time. */
export type ReadInput = { document: number } | { text: string; symbol: string | null; at: number | null };

/**
 * The window that a run gives a text, or another one; never longer than the run was trained to read. `at` is the time
 * at which it ends; null: not known.
 *
 * @param options.earlier so many texts more, from before the window
 */
export function readWindow(
  store: ReadableStore,
  config: TextClassifierConfig,
  input: ReadInput,
  window: ContextSpec | null,
  { earlier = 0 }: { earlier?: number } = {},
): { spec: ContextSpec; items: ContextItem[]; at: number | null } {
  const asked = window ?? windowOf(config) ?? contextSpecSchema.parse({});
  const spec = { ...asked, n: Math.min(asked.n, windowSize(config)) };
  const taken = { ...spec, n: spec.n + earlier };
  if (spec.n === 0) return { spec, items: [], at: null };
  if ('document' in input) {
    const { input: document, items } = contextWindow(store, {
      ...input,
      symbol: null,
      at: null,
      spec: taken,
    });
    return { spec, items, at: document?.publishedAt ?? null };
  }
  if (input.symbol === null) return { spec, items: [], at: null };
  const { symbol, at } = input;
  const { items, at: end } = contextWindow(store, {
    document: null,
    symbol,
    at: at ?? Date.now(),
    spec: taken,
  });
  return { spec, items, at: end };
}

const readers = new ReaderCache(openReader, ({ predictor }) => predictor.dispose());

/**
 * The opened model of a run, shared by whoever asks for it in this process; nobody but the cache disposes of it.
 *
 * @throws UserError if the run has no model or is of another recipe.
 */
export function keptReader(store: ReadableStore, run: number): Promise<TextReader> {
  return readers.get(store, run);
}

/**
 * Prediction and attention of a document under a run.
 *
 * @throws UserError if there is no such document, or the run has no model to ask.
 */
export async function explain(
  store: ReadableStore,
  request: { run: number; document: number; window: ContextSpec | null },
): Promise<Explanation> {
  const reader = await keptReader(store, request.run);
  const document = documentById(store, request.document);
  if (!document) throw new UserError('use', `There is no document ${request.document}.`);
  const { spec, items } = readWindow(store, reader.files.config, { document: document.id }, request.window);
  const read = await readText(reader, document.text, items);
  return {
    run: request.run,
    document,
    spec,
    ...read,
    truth: trueLabel(document.labels, reader.files.config.scheme)?.value ?? null,
  };
}

/** How many n-grams an explanation lists. */
const shownReasons = 12;

/** The predictions of the model for a text with and without its window. */
export async function readText(
  { files, predictor, ngrams, attends, contextLeftOut, masking }: TextReader,
  text: string,
  items: readonly ContextItem[],
): Promise<TextReading> {
  const { config, classes, vocabulary } = files;
  const texts = new TokenStore(vocabulary, config.maxTokens);
  const input = texts.addText(text);
  const window = items.map((item) => texts.addText(item.document.text));
  const examples = [
    { text: input, window },
    { text: input, window: [] },
  ];
  const alone = await classify(predictor, config, examples, texts);
  const [withContext, without] = ngrams ? withNgrams(ngrams, alone, [text, text]) : alone;
  const predicted = mostProbable(withContext!.probabilities);
  const tokens = shownTokens(text, vocabulary, config);
  const weights = (of: Attends, keys: number, start: number, count: number) =>
    attends === of ? headsOf(withContext!, keys, start, count) : [];
  const { length } = withContext!;
  const own = weights('text', length, 0, tokens.length);
  const read = items.map((item, index) => {
    const rank = items.length - 1 - index;
    if (attends === 'windowTexts') {
      const given = weights('windowTexts', windowSize(config), rank, 1);
      const { text: whole } = item.document;
      return { ...item, tokens: [maskOf(vocabulary)?.of(whole) ?? whole], weights: given };
    }
    const shown = shownTokens(item.document.text, vocabulary, config);
    const given = weights('window', windowSize(config) * length, rank * length, shown.length);
    return { ...item, tokens: shown, weights: given };
  });
  return {
    tokens,
    weights: own,
    classes: [...classes],
    probabilities: [...withContext!.probabilities],
    probabilitiesWithoutContext: [...without!.probabilities],
    contextLeftOut,
    masking,
    heads: Math.max(own.length, read[0]?.weights.length ?? 0),
    items: read,
    window: windowFacts(items),
    ensemble: ngrams && {
      modelShare: ngrams.modelShare,
      modelProbabilities: [...alone[0]!.probabilities],
      modelProbabilitiesWithoutContext: [...alone[1]!.probabilities],
      reasons: ngrams.reasons(text, predicted, shownReasons),
    },
  };
}

/** The attention of each head to `count` keys from `start` on, of `keys` keys. */
function headsOf({ attention }: Prediction, keys: number, start: number, count: number): number[][] {
  if (!attention) return [];
  return Array.from({ length: attention.length / keys }, (_, head) => [
    ...attention.subarray(head * keys + start, head * keys + start + count),
  ]);
}

/** The tokens of a text as a reader sees them. */
export function shownTokens(
  text: string,
  vocabulary: TokenVocabulary,
  config: TextClassifierConfig,
): string[] {
  const tokens = vocabulary.cut(text, config.maxTokens).slice(0, config.maxTokens);
  return vocabulary.shown ? tokens.map((token) => vocabulary.shown!(token)) : tokens;
}
