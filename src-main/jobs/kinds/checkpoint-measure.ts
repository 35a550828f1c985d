import { z } from 'zod';
import { deviceChoices } from '../../configs/all.ts';
import { defineJob } from '../job.ts';
import { checkpointRow } from './checkpoint-fields.ts';

/** Measures the speed and the memory of a checkpoint on this machine. */
export const checkpointMeasureJob = defineJob({
  kind: 'checkpoint-measure',
  input: z.object({
    name: z.string().trim().min(1),
    device: z.enum(deviceChoices).default('auto'),
  }),
  output: checkpointRow,
  run: async ({ name, device }, context) => {
    const { measureCheckpoint } = await import('../checkpoint-cost.ts');
    return measureCheckpoint(name, device, context);
  },
});
