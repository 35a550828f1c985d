import type { NameOf } from '../class-names.ts';
import { inThousands } from '../in-thousands.ts';
import type { AgreementResult } from '../results/agreement.ts';
import { agreementSentence } from './agreement.ts';

const caution =
  'Nothing was trained here, so every label is new to this run; but its publisher may have trained it on these very texts, which would flatter it.';

/** In words: how far a published classifier agrees with the labels of a scheme. */
export function publishedAgreement({
  scheme,
  labels,
  otherLabels,
  scores,
  kappa,
}: Pick<AgreementResult, 'scheme' | 'labels' | 'otherLabels' | 'scores' | 'kappa'>): string {
  return agreementSentence(
    {
      labels,
      otherLabels: otherLabels.reduce((sum, { count }) => sum + count, 0),
      learned: 0,
      compared: scores?.n ?? 0,
      accuracy: scores?.accuracy ?? null,
      macroF1: scores?.macroF1 ?? null,
      kappa,
    },
    scheme,
  );
}

/** What was assumed for it, what was left out, and what it does not show; a sentence each. */
export function agreementNotes(
  { classes, otherLabels, scores }: Pick<AgreementResult, 'classes' | 'otherLabels' | 'scores'>,
  nameOf: NameOf,
): string[] {
  const renamed = classes.filter(({ published, name }) => published !== name);
  const pairs = renamed.map(({ published, name }) => `${published} is ${nameOf(name)}`);
  const left = otherLabels.map(({ value, count }) => `${nameOf(value)} (${inThousands(count)})`);
  const numbers = classes.filter(({ published, name }) => published === name && /^\d+$/.test(name));
  return [
    ...(pairs.length > 0 ? [`Classes by their published names: ${pairs.join(', ')}.`] : []),
    ...(left.length > 0 ? [`Labels that are none of its classes: ${left.join(', ')}.`] : []),
    ...(scores === null || numbers.length === 0
      ? []
      : ['Its classes are numbers, which are assumed to mean what the labels of the same numbers mean.']),
    ...(scores === null ? [] : [caution]),
  ];
}
