import { createHash } from 'node:crypto';
import type { ReadableStore } from '../../store/store.ts';
import { textsByIds } from '../../store/texts.ts';
import type { RuleMask } from '../../text/label-rules/rule-mask.ts';
import type { LabelledText } from './labelled-texts.ts';

type Parts<T> = Readonly<Record<'train' | 'valid' | 'test', readonly T[]>>;

/**
 * SHA-256 of all that a run reads, in its order: every text with its label, ticker and time, and the texts of its window,
 * which are given as document ids, and what is taken out of all of them.
 */
export function dataHash(
  store: ReadableStore,
  classes: readonly string[],
  parts: Parts<LabelledText>,
  windows: Parts<readonly number[]>,
  mask: RuleMask | null = null,
): string {
  const digest = createHash('sha256');
  const add = (...facts: unknown[]) => digest.update(`${JSON.stringify(facts)}\n`);
  if (mask !== null) add('mask', mask.rules);
  const read = new Set<number>();
  for (const part of ['train', 'valid', 'test'] as const) {
    for (const [index, { text, label, symbol, publishedAt }] of parts[part].entries()) {
      const window = windows[part][index]!;
      add(part, classes[label], symbol, publishedAt, text, window);
      for (const document of window) read.add(document);
    }
  }
  const texts = textsByIds(store, read);
  for (const document of read) add(document, texts.get(document));
  return digest.digest('hex');
}
