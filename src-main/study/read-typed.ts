import type { ContextSpec } from '../context/spec.ts';
import type { Store } from '../store/open.ts';
import { keptReader, readText, readWindow } from './explain.ts';
import type { Explanation } from './types.ts';

/** Number of a text that was typed and stands nowhere in the workspace. */
const typed = 0;

/**
 * Prediction and attention of a text that somebody typed, as if a company had been written about so at a time (now where
 * it is null): with the company's texts before it as its window, or alone without a company.
 *
 * @throws UserError where the run has no model to ask.
 */
export async function readTyped(
  store: Store,
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
