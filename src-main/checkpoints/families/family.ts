import type { z } from 'zod';
import type { BertConfig } from '../../models/bert-config.ts';

/**
 * An architecture whose published checkpoints are read: how its `config.json` and the names of its parameters become those
 * of `models/bert.ts`.
 */
export interface CheckpointFamily {
  /** Its name, as its authors write it. */
  title: string;
  /** What its classes are called in Python, before `Model` or `ForSequenceClassification`; its parameters begin with the same in small letters. */
  className: string;
  /** Reads its `config.json`. */
  config: z.ZodType<BertConfig>;
  /** Where its layers stand within the encoder. */
  layers: string;
  /** Parts of a layer by the names that BERT has for them; parts that are not listed have the same. */
  parts: Readonly<Record<string, string>>;
  /** The two layers of its head for classification, and whether its encoder has a pooler of its own beside them. */
  head: { pooler: string; classifier: string; ownPooler: boolean };
  /** The parts of its head for masked language modelling; its last layer is the table of token vectors, with a bias. */
  masked: { dense: string; norm: string; bias: string };
}
