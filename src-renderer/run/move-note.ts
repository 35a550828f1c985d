import { counted } from '../../src-main/counted.ts';
import { formatShare } from '../format/number.ts';

/** What an answer of a price model is worth: how often it was right on days that it had not seen. */
export function moveNote(
  test: { n: number; accuracy: number },
  majority: { accuracy: number } | undefined,
): string {
  const right = `On ${counted(test.n, 'day')} that it had not seen, this model was right in ${formatShare(test.accuracy)}`;
  if (majority === undefined) return `${right}.`;
  const always = `${right}; always giving the most frequent answer was right in ${formatShare(majority.accuracy)}.`;
  return test.accuracy <= majority.accuracy ? `${always} Its answers are worth no more than that.` : always;
}
