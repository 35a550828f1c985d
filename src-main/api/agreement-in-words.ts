import { counted } from '../counted.ts';
import { inThousands } from '../in-thousands.ts';
import type { MadeAgreement } from '../study/made-agreement.ts';

/** How well labels by rules, or from prices, agree with people, before anything learns from them. */
export function agreementInWords(agreement: MadeAgreement | null, by: 'rules' | 'prices'): string {
  if (agreement === null) {
    return `No scheme has labels by hand or from files of the same classes, so how well the ${by} agree with people is not known.`;
  }
  const { scheme, labels, otherLabels, compared, accuracy, low, high, macroF1, kappa } = agreement;
  const others =
    otherLabels > 0
      ? ` ${inThousands(otherLabels)} of its labels ${otherLabels === 1 ? 'is' : 'are'} of other classes.`
      : '';
  if (accuracy === null || low === null || high === null || macroF1 === null) {
    return `The ${by} label none of the ${counted(labels, 'text')} that people labelled in “${scheme}”, so how well they agree is not known.${others}`;
  }
  const beyond = kappa === null ? '' : `, Cohen’s kappa ${(Math.round(100 * kappa) / 100 + 0).toFixed(2)}`;
  return (
    `Of the ${counted(labels, 'text')} that people labelled in “${scheme}” the ${by} label ${inThousands(compared)}, ` +
    `${percent(accuracy)} of them as people did (95 % interval ${percent(low)} to ${percent(high)}; macro F1 ${macroF1.toFixed(3)}${beyond}).${others}`
  );
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
