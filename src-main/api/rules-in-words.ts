import { counted } from '../counted.ts';
import { inThousands } from '../in-thousands.ts';
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
    `${inThousands(labelled)} of ${inThousands(documents)} texts ${dryRun ? 'would get' : 'have'} a label of the scheme “${scheme}” by rules.`,
  ];
  if (conflicts > 0) {
    said.push(
      `${inThousands(conflicts)} ${conflicts === 1 ? 'gets' : 'get'} none, since rules of the same priority differ on them.`,
    );
  }
  if (replaced > 0) {
    said.push(
      `${counted(replaced, 'label')} by earlier rules ${dryRun ? 'would be' : replaced === 1 ? 'was' : 'were'} replaced.`,
    );
  }
  return [...said, agreementInWords(agreement, 'rules')];
}
