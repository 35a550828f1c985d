import type { MeanInterval } from '../statistics/clustered-mean.ts';
import type { ExplainedTestPart } from './test-part-result.ts';

/** What follows from the explanations of a test part, in two or three sentences. */
export function faithfulnessSentence({
  lead,
  agreement,
}: Pick<ExplainedTestPart, 'lead' | 'agreement'>): string {
  if (lead === null || agreement.attention === null) {
    return 'This run does not attend to the texts of its window, so there is no attention to compare with leave-one-out.';
  }
  return [
    `Without the texts that are attended to most, the probability falls ${comparedWith(lead.random, 'texts drawn at random')}, and ${comparedWith(lead.recency, 'the most recent texts')}.`,
    `Attention and leave-one-out rank the texts of a window ${agreeing(agreement.attention)}.`,
  ].join(' ');
}

function comparedWith({ mean, low, high }: MeanInterval, what: string): string {
  if (mean === null || low === null || high === null)
    return `by an amount that cannot be compared with ${what}`;
  const range = `${points(mean)} [${points(low)}, ${points(high)}]`;
  if (low > 0) return `more than without ${what} (${range} points)`;
  if (high < 0) return `less than without ${what} (${range} points)`;
  return `about as much as without ${what} (${range} points)`;
}

function agreeing({ mean, low, high }: MeanInterval): string {
  if (mean === null || low === null || high === null)
    return 'in windows of one text only, so there is nothing to rank';
  const range = `Kendall’s tau-b ${score(mean)} [${score(low)}, ${score(high)}]`;
  if (low > 0.5) return `alike (${range})`;
  if (low > 0) return `somewhat alike (${range})`;
  if (high < 0) return `in opposite orders rather than alike (${range})`;
  return `no more alike than by chance (${range})`;
}

/** As the tables beside it print one: `.45`, `−.03`. */
function score(value: number): string {
  return value.toFixed(2).replace('0.', '.').replace('-', '−');
}

/** A difference of probabilities in points, signed. */
function points(value: number): string {
  const rounded = (100 * value).toFixed(1);
  return value > 0 ? `+${rounded}` : rounded.replace('-', '−');
}
