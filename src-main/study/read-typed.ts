import type { ContextSpec } from '../context/spec.ts';
import type { ReadableStore } from '../store/store.ts';
import { keptReader, readText, readWindow } from './explain.ts';
import type { Explanation } from './types.ts';

/** The document number of a typed text, which is not in the workspace. */
const typed = 0;

/**
 * Prediction and attention of a typed text, as if it were about a company and published at a time (null: now): with
 * the company's earlier texts as its window, or without context if no company is given.
 *
 * @throws UserError if the run has no model.
 */
export async function readTyped(
  store: ReadableStore,
  request: {
    run: number;
    text: string;
    symbol: string | null;
    at: number | null;
    window: ContextSpec | null;
  },
): Promise<Explanation> {
  const { run, text, symbol, at, window } = request;
  const reader = await keptReader(store, run);
  const { spec, items } = readWindow(store, reader.files.config, { text, symbol, at }, window);
  const document = {
    id: typed,
    text,
    publishedAt: at,
    author: null,
    url: null,
    verified: false,
    retweet: false,
    symbols: symbol === null ? [] : [symbol],
    nearDuplicateGroup: typed,
    labels: [],
  };
  return { run, document, spec, ...(await readText(reader, text, items)), truth: null };
}
