import type { ContextItem } from '../../context/types.ts';
import { classify } from '../../recipes/classify/classifier.ts';
import { TokenStore } from '../../recipes/texts/token-store.ts';
import type { TextReader } from '../explain.ts';
import type { WindowCurves } from './result.ts';

/**
 * What the model says in windows that grow from none to all of their texts, and in windows that end earlier.
 *
 * @param n texts of its own window
 * @param items the window and, for those that end earlier, as many texts before it as there are; oldest first
 */
export async function windowCurvesOf(
  { files, predictor }: Pick<TextReader, 'files' | 'predictor'>,
  { text, items, n }: { text: string; items: readonly ContextItem[]; n: number },
): Promise<WindowCurves> {
  const { config, classes, vocabulary } = files;
  const texts = new TokenStore(vocabulary, config.maxTokens);
  const input = texts.addText(text);
  const ids = items.map((item) => texts.addText(item.document.text));
  const grown = Array.from({ length: Math.min(n, ids.length) + 1 }, (_, count) =>
    ids.slice(ids.length - count),
  );
  // A window that ends earlier is as full as the text's own, or it would also be a shorter one.
  const full = Math.min(n, ids.length);
  const slid = Array.from({ length: ids.length - full + 1 }, (_, skipped) =>
    ids.slice(ids.length - skipped - full, ids.length - skipped),
  );
  const windows = [...grown, ...slid];
  const predictions = await classify(
    predictor,
    config,
    windows.map((window) => ({ text: input, window })),
    texts,
  );
  const said = predictions.map(({ probabilities }) => [...probabilities]);
  return {
    classes: [...classes],
    grown: grown.map((window, at) => ({ texts: window.length, probabilities: said[at]! })),
    slid: slid.map((window, skipped) => ({
      skipped,
      texts: window.length,
      probabilities: said[grown.length + skipped]!,
    })),
  };
}
