import { z } from 'zod';
import { parseResult, type TrainResult } from '../../configs/all.ts';

/** The result of a training, of any recipe. */
export const trainResultSchema = z.custom<TrainResult>((value) => {
  try {
    return parseResult(value) !== null;
  } catch {
    return false;
  }
}, 'is not the result of a training');
