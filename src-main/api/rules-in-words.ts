import type { RuleAgreement } from '../study/rule-agreement.ts';
import type { RuleLabelling } from '../study/label-by-rules.ts';

/** What rules found, in sentences: first how many texts they label, then what these labels are worth. */
export function rulesInWords({
  documents,
  labelled,
  conflicts,
  replaced,
  scheme,
  dryRun,
  agreement,
}: RuleLabelling): string[] {
  const said = [
    `${number(labelled)} of ${number(documents)} texts ${dryRun ? 'would get' : 'have'} a label of the scheme “${scheme}” by rules.`,
  ];
  if (conflicts > 0) {
    said.push(`${number(conflicts)} get none, since rules of the same priority differ on them.`);
  }
  if (replaced > 0) {
    said.push(`${number(replaced)} labels by earlier rules ${dryRun ? 'would be' : 'were'} replaced.`);
  }
  return [...said, agreementInWords(agreement)];
}

/** How well rules agree with people, before anything learns from their labels. */
export function agreementInWords(agreement: RuleAgreement | null): string {
  if (agreement === null) {
    return 'No scheme has labels by hand or from files whose classes the rules name, so how well they agree with people is not known.';
  }
  const { scheme, labels, otherLabels, compared, accuracy, low, high, macroF1, kappa } = agreement;
  const others =
    otherLabels > 0 ? ` ${number(otherLabels)} of its labels are none of the classes of the rules.` : '';
  if (accuracy === null || low === null || high === null || macroF1 === null) {
    return `The rules label none of the ${number(labels)} texts that people labelled in “${scheme}”, so how well they agree is not known.${others}`;
  }
  const beyond = kappa === null ? '' : `, Cohen’s kappa ${(Math.round(100 * kappa) / 100 + 0).toFixed(2)}`;
  return (
    `Of the ${number(labels)} texts that people labelled in “${scheme}” the rules label ${number(compared)}, ` +
    `${percent(accuracy)} of them as people did (95 % interval ${percent(low)} to ${percent(high)}; macro F1 ${macroF1.toFixed(3)}${beyond}).${others}`
  );
}

function number(value: number): string {
  return value.toLocaleString('en');
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
