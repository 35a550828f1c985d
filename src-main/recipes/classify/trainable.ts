import type { Tensor } from '@tensorflow/tfjs-core';
import type { TrainerOptions } from '../../engine/trainer.ts';
import type { HostTensor } from '../../engine/types.ts';
import type { TextInputs } from '../../models/text-model.ts';
import type { Dropout, Parameters } from '../../models/layers.ts';
import type { BatchTexts } from '../texts/text-batch.ts';

/** A classifier of texts as training finds it. */
export interface Trainable {
  /** The texts that it reads, as its batches have them. */
  texts: BatchTexts;
  /** What is trained, and from where. */
  start: Pick<TrainerOptions, 'params' | 'tables' | 'lookups' | 'paddingRow' | 'frozen'>;
  /** Weights that belong to the model and are not trained. */
  fixed: Readonly<Record<string, HostTensor>>;
  /** A batch's logits (B, C). */
  logits: (parameters: Parameters, batch: TextInputs, dropout: Dropout) => Tensor;
}
