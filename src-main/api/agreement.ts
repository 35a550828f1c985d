import { counted } from '../counted.ts';
import type { Agreement } from '../study/types.ts';

/** In words: how well a run agrees with the labels that a scheme has, and which of them say nothing about that. */
export function agreementSentence(
  { labels, otherLabels, learned, compared, accuracy, macroF1, kappa }: Agreement,
  scheme: string,
): string {
  const others = [
    ...(learned !== null && learned > 0
      ? [
          `${counted(learned, 'text that it was trained with is', 'texts that it was trained with are')} left out`,
        ]
      : []),
    ...(otherLabels > 0 ? [`${counted(otherLabels, 'label is', 'labels are')} none of its classes`] : []),
    ...(learned === null && compared > 0 ? ['it may have been trained with some of them'] : []),
  ];
  const rest = others.length > 0 ? `; ${others.join('; ')}` : '';
  if (accuracy === null || macroF1 === null) {
    const none =
      labels === 0
        ? `The scheme "${scheme}" has no labels to compare with`
        : 'No label is left to compare with';
    return `${none}: how well the run agrees with people is not known${rest}.`;
  }
  const beyond = kappa === null ? '' : `, Cohen's kappa ${withoutMinusZero(kappa).toFixed(2)}`;
  return (
    `Agreement with ${counted(compared, 'label')} of the scheme "${scheme}": accuracy ${accuracy.toFixed(3)}, ` +
    `macro-F1 ${macroF1.toFixed(3)}${beyond}${rest}.`
  );
}

/** -0.001 is shown as 0.00, not as -0.00. */
function withoutMinusZero(value: number): number {
  return Math.round(100 * value) / 100 + 0;
}
