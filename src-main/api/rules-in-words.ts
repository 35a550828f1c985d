import { agreementInWords } from './agreement-in-words.ts';
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
  return [...said, agreementInWords(agreement, 'rules')];
}

function number(value: number): string {
  return value.toLocaleString('en');
}
