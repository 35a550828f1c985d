import type { ContextSpec } from '../context/spec.ts';
import type { ReadableStore } from '../store/store.ts';
import type { DocumentRow } from '../store/types.ts';
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
  const document = typedDocument(text, { symbol, at });
  return { run, document, spec, ...(await readText(reader, text, items)), truth: null };
}

/** A typed text in the form of a document. */
export function typedDocument(
  text: string,
  { symbol, at }: { symbol: string | null; at: number | null },
): DocumentRow {
  return {
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
}
