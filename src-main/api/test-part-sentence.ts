import { counted } from '../counted.ts';
import type { TestPartPower } from '../study/statistics/test-part-power.ts';

/** In a sentence: what can be said of a model that is tested on so many texts. */
export function testPartSentence(
  { texts, halfWidth, halfWidthIfAlike, difference, ifAlike }: TestPartPower,
  { about = true }: { about?: boolean } = {},
): string {
  const tested = `${about ? 'About ' : ''}${counted(texts, 'text')} would be tested`;
  if (texts === 0) return 'No text would be tested.';
  const known = `an accuracy would be known to ± ${points(halfWidth)}${unlessSame(halfWidth, halfWidthIfAlike)}`;
  if (difference === null) {
    return `${tested}: ${known}, and no usual difference between two models could be shown.`;
  }
  const shown = ifAlike === null ? ' (none)' : unlessSame(difference, ifAlike);
  return `${tested}: ${known}, and two models must differ by ${points(difference)}${shown} for it to be shown.${explained(halfWidth, halfWidthIfAlike)}`;
}

/** ` (± 4)` where the cautious figure is another one. */
function unlessSame(value: number, cautious: number): string {
  return rounded(value) === rounded(cautious) ? '' : ` (${rounded(cautious)})`;
}

function explained(value: number, cautious: number): string {
  return rounded(value) === rounded(cautious)
    ? ''
    : ' In brackets: if texts of a ticker and day are as alike as their labels.';
}

function points(share: number): string {
  const value = rounded(share);
  return `${value} ${value === '1' ? 'point' : 'points'}`;
}

/** Points with one decimal below 10, whole ones above. */
function rounded(share: number): string {
  const value = 100 * share;
  return value >= 9.95 ? value.toFixed(0) : value.toFixed(1).replace(/\.0$/, '');
}
