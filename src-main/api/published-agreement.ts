import type { AgreementResult } from '../results/agreement.ts';
import { agreementSentence } from './agreement.ts';

const caution =
  'Nothing was trained here, so every label is new to this run; but its publisher may have trained it on these very texts, which would flatter it.';

/** In words: how far a published classifier agrees with labels, what was left out, and what that does not show. */
export function publishedAgreementSentences({
  scheme,
  labels,
  otherLabels,
  scores,
  kappa,
}: Pick<AgreementResult, 'scheme' | 'labels' | 'otherLabels' | 'scores' | 'kappa'>): string[] {
  const others = otherLabels.reduce((sum, { count }) => sum + count, 0);
  const left = otherLabels.map(({ value, count }) => `${value} (${count})`).join(', ');
  return [
    agreementSentence(
      {
        labels,
        otherLabels: others,
        learned: 0,
        compared: scores?.n ?? 0,
        accuracy: scores?.accuracy ?? null,
        macroF1: scores?.macroF1 ?? null,
        kappa,
      },
      scheme,
    ),
    ...(others > 0 ? [`Labels that are none of its classes: ${left}.`] : []),
    ...(scores === null ? [] : [caution]),
  ];
}

/** The classes that are called otherwise in the label scheme, in words; null: none is. */
export function renamedClasses({ classes }: Pick<AgreementResult, 'classes'>): string | null {
  const renamed = classes.filter(({ published, name }) => published !== name);
  if (renamed.length === 0) return null;
  return `Classes by their published names: ${renamed.map(({ published, name }) => `${published} is ${name}`).join(', ')}.`;
}
