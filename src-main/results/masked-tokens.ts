import { z } from 'zod';
import { commonFields, type CommonResult, measure, type ResultKind } from './result-kind.ts';

/** How well a checkpoint predicts masked tokens of held-out texts. */
export interface MaskedTokensResult extends CommonResult {
  kind: 'masked-tokens';
  version: 1;
  /** Distinct texts, including those held out. */
  texts: number;
  heldOut: number;
  /** The last document in the workspace, 0 if there was none. */
  lastDocument: number;
  /** The head that predicts tokens is new: the checkpoint had none that is tied to its token vectors. */
  newHead: boolean;
  /** Tokens of the held-out texts that were predicted. */
  tokens: number;
  /** Mean cross entropy of one of them; its exponential is the perplexity. */
  validLoss: number;
  /** How many of them had the highest probability. */
  validAccuracy: number;
}

export const maskedTokens: ResultKind<MaskedTokensResult> = {
  kind: 'masked-tokens',
  schema: z.object({
    kind: z.literal('masked-tokens'),
    version: z.literal(1),
    ...commonFields,
    texts: z.int(),
    heldOut: z.int(),
    lastDocument: z.int(),
    newHead: z.boolean(),
    tokens: z.int(),
    validLoss: z.number(),
    validAccuracy: z.number(),
  }),
  measures: ({ tokens, validLoss, validAccuracy }) => [
    measure('masked tokens predicted', tokens, { kind: 'count', short: 'n' }),
    measure('loss per masked token', validLoss, { kind: 'loss', short: 'loss', headline: true }),
    measure('perplexity', Math.exp(validLoss), { kind: 'loss', headline: true }),
    measure('accuracy on masked tokens', validAccuracy, { short: 'accuracy', headline: true }),
  ],
};
