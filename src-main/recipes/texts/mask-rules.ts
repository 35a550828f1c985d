import { UserError } from '../../errors.ts';
import { labelSources } from '../../store/label-sources.ts';
import type { ReadableStore } from '../../store/store.ts';
import { parseRules } from '../../text/label-rules/rule-file.ts';
import { RuleMask } from '../../text/label-rules/rule-mask.ts';

type Parts<T> = Record<'train' | 'valid' | 'test', T>;

/**
 * Takes the words by which rules labelled a scheme out of texts.
 *
 * @throws UserError where the scheme has no labels by rules
 */
export function ruleMask(store: ReadableStore, scheme: string): RuleMask {
  const [source] = labelSources(store, scheme, 'rule');
  if (!source) {
    throw new UserError(
      'use',
      `The scheme "${scheme}" has no labels by rules, so there are no words of rules to take out of its texts.`,
      { remedies: [{ setting: 'maskRules', values: ['false'] }] },
    );
  }
  return new RuleMask(parseRules(source.settings, source.name));
}

interface Written {
  text: string;
  /** See `LabelledText`. */
  written?: string;
}

/** The parts with their texts masked, and out of how many texts words were taken. */
export function maskedParts<T extends Written, P extends Parts<T[]>>(
  parts: P,
  mask: RuleMask,
): { parts: P; texts: number } {
  let texts = 0;
  const without = (item: T): T => {
    const text = mask.of(item.text);
    if (text === item.text) return item;
    texts++;
    return { ...item, text, written: item.text };
  };
  const [train, valid, test] = [parts.train, parts.valid, parts.test].map((part) => part.map(without));
  return { parts: { ...parts, train, valid, test }, texts };
}
