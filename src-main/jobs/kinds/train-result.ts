import { z } from 'zod';
import type { TrainResult } from '../../training/types.ts';

/** The result of a training. */
export const trainResultSchema = z.custom<TrainResult>(
  (value) => typeof value === 'object' && value !== null && 'run' in value && 'recipe' in value,
  'is not the result of a training',
);
