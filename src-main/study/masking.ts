import type { TextClassifierConfig } from '../configs/classifiers.ts';
import type { RunFiles } from '../runs/run-files.ts';
import { maskOf } from '../text/masked-vocabulary.ts';

/** What a run takes out of every text that it reads, as a sentence; null: nothing. */
export function maskingInWords(
  run: number,
  { config, vocabulary }: Pick<RunFiles<TextClassifierConfig>, 'config' | 'vocabulary'>,
): string | null {
  const mask = maskOf(vocabulary);
  if (mask) {
    return `Run ${run} reads all texts without the words by which the rules “${mask.rules.name}” give labels.`;
  }
  return 'maskRules' in config && config.maskRules
    ? `Run ${run} learned from texts without the words of rules, but it is of an earlier version, which reads other texts and those of windows as they are. Train it again to have them taken out everywhere.`
    : null;
}
