/** How the stages of a residual context model went. */
import { z } from 'zod';

/** How a stage of a training went. */
export interface StageEpochs {
  epochs: number;
  /** The epoch that was best in validation; 0: what the stage started from. */
  bestEpoch: number;
}

/** How the stages of a residual context model went: its text model, and the branch that reads the windows beside it. */
export interface ContextStages {
  text: StageEpochs;
  /** Its best epoch is 0 where no epoch with context was better than the text alone: the model then reads no window. */
  context: StageEpochs;
  /** Whether the model reads its windows. */
  readsContext: boolean;
  /** What the text model reached on the validation part by itself. */
  validAlone: { loss: number; accuracy: number; macroF1: number };
}

const stageSchema = z.object({ epochs: z.int(), bestEpoch: z.int() });

export const contextStagesSchema: z.ZodType<ContextStages> = z.object({
  text: stageSchema,
  context: stageSchema,
  readsContext: z.boolean(),
  validAlone: z.object({ loss: z.number(), accuracy: z.number(), macroF1: z.number() }),
});
