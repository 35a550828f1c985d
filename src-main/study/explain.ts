import { contextWindow } from '../context/window.ts';
import type { ContextSpec } from '../context/spec.ts';
import type { ContextItem } from '../context/types.ts';
import { openDevice } from '../engine/devices.ts';
import type { Predictor } from '../engine/trainer.ts';
import { documentById } from '../store/documents.ts';
import { UserError } from '../store/errors.ts';
import type { Store } from '../store/open.ts';
import type { DocumentRow } from '../store/types.ts';
import { words } from '../text/words.ts';
import type { ContextualSentimentConfig } from '../training/config.ts';
import { readRun, type RunFiles } from '../training/run-files.ts';
import {
  openSentimentPredictor,
  type Prediction,
  predictSentiment,
  windowSize,
} from '../training/sentiment-model.ts';
import { TokenStore } from '../training/token-store.ts';
import type { ExplainedItem, Explanation } from './types.ts';

/** A trained contextual sentiment model that explains its predictions. Whoever opened it disposes of it. */
export interface SentimentReader {
  files: RunFiles<ContextualSentimentConfig>;
  predictor: Predictor;
}

/** @throws UserError where the run has no model or is of another recipe. */
export async function openSentimentReader(store: Store, run: number): Promise<SentimentReader> {
  const { tensors, config, ...files } = await readRun(store, run);
  if (config.recipe !== 'contextual-sentiment') {
    throw new UserError(
      'use',
      `run ${run} is of the recipe ${config.recipe}; contextual-sentiment is needed`,
    );
  }
  const device = await openDevice('cpu');
  const predictor = openSentimentPredictor(device, { ...files, config, tensors }, true);
  return { files: { ...files, config }, predictor };
}

/** A text as it is read: a document, or any text that a company is thought to have said at a time. */
export type ReadInput = { document: number } | { text: string; symbol: string | null; at: number | null };

/** The window that a run gives a text, or another one; never longer than the run learned to read. */
export function readWindow(
  store: Store,
  config: ContextualSentimentConfig,
  input: ReadInput,
  window: ContextSpec | null,
): { spec: ContextSpec; items: ContextItem[] } {
  const asked = window ?? config.window;
  const spec = { ...asked, n: Math.min(asked.n, windowSize(config)) };
  if (spec.n === 0) return { spec, items: [] };
  if ('document' in input) {
    return { spec, items: contextWindow(store, { ...input, symbol: null, at: null, spec }).items };
  }
  if (input.symbol === null) return { spec, items: [] };
  const { symbol, at } = input;
  return { spec, items: contextWindow(store, { document: null, symbol, at: at ?? Date.now(), spec }).items };
}

/** Models that a process keeps at hand, so that the second look at a run is quick; the least recently used one goes. */
const kept = new Map<string, SentimentReader>();
const keptAtMost = 4;

async function keptReader(store: Store, run: number): Promise<SentimentReader> {
  const key = `${store.dir}#${run}`;
  const reader = kept.get(key) ?? (await openSentimentReader(store, run));
  kept.delete(key);
  kept.set(key, reader);
  for (const [oldest, old] of kept) {
    if (kept.size <= keptAtMost) break;
    kept.delete(oldest);
    await old.predictor.dispose();
  }
  return reader;
}

/**
 * Prediction and attention of a document under a run.
 *
 * @throws UserError where there is no such document, or the run has no model to ask.
 */
export async function explain(
  store: Store,
  request: { run: number; document: number; window: ContextSpec | null },
): Promise<Explanation> {
  const reader = await keptReader(store, request.run);
  const document = documentById(store, request.document);
  if (!document) throw new UserError('use', `there is no document ${request.document}`);
  const { spec, items } = readWindow(store, reader.files.config, { document: document.id }, request.window);
  const read = await readText(reader, document.text, items);
  return {
    run: request.run,
    document,
    spec,
    ...read,
    truth: truthOf(document, reader.files.config.scheme),
  };
}

/** What the model makes of a text within a window and without it. */
export async function readText(
  { files, predictor }: SentimentReader,
  text: string,
  items: readonly ContextItem[],
): Promise<
  Pick<
    Explanation,
    'tokens' | 'classes' | 'probabilities' | 'probabilitiesWithoutContext' | 'heads' | 'items'
  >
> {
  const { config, classes, vocabulary } = files;
  const texts = new TokenStore(vocabulary, config.maxTokens);
  const input = texts.addText(text);
  const window = items.map((item) => texts.addText(item.document.text));
  const examples = [
    { text: input, window },
    { text: input, window: [] },
  ];
  const [withContext, without] = await predictSentiment(predictor, config, examples, texts);
  return {
    tokens: shownTokens(text, config),
    classes: [...classes],
    probabilities: [...withContext!.probabilities],
    probabilitiesWithoutContext: [...without!.probabilities],
    heads: withContext!.attention ? config.heads : 0,
    items: items.map((item, index) => explainedItem(item, items.length - 1 - index, withContext!, config)),
  };
}

/** @param rank 0 for the most recent text of the window */
function explainedItem(
  item: ContextItem,
  rank: number,
  { attention, length }: Prediction,
  config: ContextualSentimentConfig,
): ExplainedItem {
  const tokens = shownTokens(item.document.text, config);
  const keys = windowSize(config) * length;
  const heads = attention ? config.heads : 0;
  const weights = Array.from({ length: heads }, (_, head) => {
    const start = head * keys + rank * length;
    return [...attention!.subarray(start, start + tokens.length)];
  });
  return { ...item, tokens, weights };
}

function shownTokens(text: string, config: ContextualSentimentConfig): string[] {
  return words(text).slice(0, config.maxTokens);
}

function truthOf(document: DocumentRow, scheme: string): string | null {
  return document.labels.find((label) => label.scheme === scheme)?.value ?? null;
}
