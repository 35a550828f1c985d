import type { ReadableStore } from '../store/store.ts';
import { type TextKey, textKeys } from '../store/text-keys.ts';
import { cleanText } from '../text/clean.ts';
import { SHORT_KEY_LETTERS, matchKey, strictKey } from '../text/normalise.ts';

/** A document that says the same as a text, with the number of its source file. */
export interface TextMatch {
  id: number;
  source: number;
}

/**
 * For each text, the documents that say the same, those that were published first coming first, those without time
 * last. They say the same when their normalised keys are equal; where the key is short ("long", "beats by"), those
 * whose strict keys are equal too, if there are any. One pass over the documents.
 *
 * @param without a source file whose documents are left out; null: none
 */
export function matchDocuments(
  store: ReadableStore,
  texts: readonly string[],
  without: number | null = null,
): TextMatch[][] {
  return matchAmong(textKeys(store, SHORT_KEY_LETTERS, without), texts.map(cleanText));
}

/**
 * The same among some documents.
 *
 * @param texts without HTML entities and the space around them
 */
export function matchAmong(documents: Iterable<TextKey>, texts: readonly string[]): TextMatch[][] {
  const found = new Map<string, (TextMatch & { at: number })[]>();
  for (const text of texts) for (const key of lookupKeys(text)) found.set(key, []);
  for (const [id, at, key, text, source] of documents) {
    const match = { id, source, at: at ?? Number.POSITIVE_INFINITY };
    found.get(key)?.push(match);
    if (text !== null) found.get(strict(text))?.push(match);
  }
  for (const matches of found.values()) matches.sort((a, b) => (a.at === b.at ? a.id - b.id : a.at - b.at));
  return texts.map((text) => {
    const best = lookupKeys(text).find((key) => found.get(key)!.length > 0);
    return best === undefined ? [] : found.get(best)!.map(({ id, source }) => ({ id, source }));
  });
}

/** The numbers of these documents. */
export function matchTexts(store: ReadableStore, texts: readonly string[]): number[][] {
  return matchDocuments(store, texts).map((found) => found.map(({ id }) => id));
}

/** What a text is looked up by, the best first. A text without letters has no normalised key to share with others. */
export function lookupKeys(clean: string): string[] {
  const key = matchKey(clean);
  if (key.length >= SHORT_KEY_LETTERS) return [key];
  return key === '' ? [strict(clean)] : [strict(clean), key];
}

/** A strict key, which is no normalised key of another text. */
function strict(clean: string): string {
  return `strict ${strictKey(clean)}`;
}
