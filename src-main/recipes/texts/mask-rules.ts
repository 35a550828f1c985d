import { UserError } from '../../errors.ts';
import { labelSources } from '../../store/label-sources.ts';
import type { ReadableStore } from '../../store/store.ts';
import { parseRules } from '../../text/label-rules/rule-file.ts';
import { RuleMatcher, withoutMatches } from '../../text/label-rules/rule-matcher.ts';

type Parts<T> = Record<'train' | 'valid' | 'test', T>;

/**
 * Takes the words by which rules labelled a scheme out of texts: what is left has to say more than the rules know. Texts
 * in windows keep theirs, since it is not they whose label is named.
 *
 * @throws UserError where the scheme has no labels by rules
 */
export function ruleMask(store: ReadableStore, scheme: string) {
  const [source] = labelSources(store, scheme, 'rule');
  if (!source) {
    throw new UserError(
      'use',
      `The scheme "${scheme}" has no labels by rules, so there are no words of rules to take out of its texts.`,
      { remedies: [{ setting: 'maskRules', values: ['false'] }] },
    );
  }
  const matcher = new RuleMatcher(parseRules(source.settings, source.name));
  let texts = 0;
  const without = <T extends { text: string }>(item: T): T => {
    const verdict = matcher.read(item.text);
    if (verdict.matches.every(({ label }) => label === null)) return item;
    texts++;
    return { ...item, text: withoutMatches(item.text, verdict), masked: true };
  };
  return {
    /** The parts with their texts masked. */
    take: <T extends { text: string }, P extends Parts<T[]>>(parts: P): P => ({
      ...parts,
      train: parts.train.map(without),
      valid: parts.valid.map(without),
      test: parts.test.map(without),
    }),
    /** Which rules, and out of how many texts words of theirs were taken. */
    told: () => ({ rules: source.name, texts }),
  };
}
