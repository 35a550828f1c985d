import { z } from 'zod';
import { encoderFamilies, type EncoderFamily } from '../../models/bert-config.ts';
import { bert } from './bert.ts';
import { distilbert } from './distilbert.ts';
import type { CheckpointFamily } from './family.ts';
import { mpnet } from './mpnet.ts';
import { roberta } from './roberta.ts';

/** The families that are read, by `model_type`. */
export const families: Readonly<Record<EncoderFamily, CheckpointFamily>> = {
  bert,
  roberta,
  distilbert,
  mpnet,
};

const modelType = z.enum(encoderFamilies);

/** The family of a `model_type`; null: it is not read. */
export function familyOf(name: string): EncoderFamily | null {
  return modelType.safeParse(name).data ?? null;
}
