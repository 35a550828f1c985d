import type { AgreementResult } from './agreement.ts';
import type { ScoresResult } from './classified.ts';
import type { CommonResult } from './result-kind.ts';
import type { Scores } from './scores.ts';

/**
 * The scores of a run on texts of which it kept its predictions one by one: those of its test part, or the labels that a
 * published model was compared with. null: it has none.
 */
export function scoredTexts(result: CommonResult | ScoresResult | AgreementResult | null): Scores | null {
  if (isOfKind<ScoresResult>(result, 'scores')) return result.test;
  return isOfKind<AgreementResult>(result, 'agreement') ? result.scores : null;
}

function isOfKind<R extends CommonResult>(result: CommonResult | null, kind: R['kind']): result is R {
  return result?.kind === kind;
}
