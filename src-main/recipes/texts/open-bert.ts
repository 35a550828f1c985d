import { join } from 'node:path';
import {
  type BertCheckpoint,
  openBertCheckpoint,
  openBertTokenizer,
} from '../../checkpoints/bert-checkpoint.ts';
import { locateCheckpoint } from '../../checkpoints/locate.ts';
import { publishedName } from '../../checkpoints/parameter-names.ts';
import type { HostTensor } from '../../engine/types.ts';
import { mostTokens } from '../../models/bert-config.ts';
import { Random } from '../../random.ts';
import { UserError } from '../../errors.ts';
import type { ReadableStore } from '../../store/store.ts';
import { CheckpointVocabulary } from '../../text/checkpoint-vocabulary.ts';
import { hashOf } from '../../runs/checkpoint-file.ts';
import type { TrainingContext } from '../../training/loop.ts';

/** A checkpoint with a new linear head, and where it lies. */
export interface OpenedBert {
  folder: string;
  checkpoint: BertCheckpoint;
  /** SHA-256 of the weights of its encoder. */
  hash: string;
  vocabulary: CheckpointVocabulary;
}

/**
 * Opens the checkpoint of a configuration; one of the hub is downloaded first, into the workspace. `frozen: false` says
 * that the encoder is trained together with its head.
 * @throws UserError if there is none, it cannot be read, or it is not meant for so many tokens
 */
export async function openBert(
  store: ReadableStore,
  config: { checkpoint: string; maxTokens: number; seed: number; frozen?: boolean },
  classes: number,
  { emit, signal }: TrainingContext,
): Promise<OpenedBert> {
  const folder = await locateCheckpoint(config.checkpoint, {
    cache: join(store.dir, 'checkpoints'),
    signal,
    onProgress: ({ file, done, total }) =>
      emit({ type: 'progress', stage: `downloading ${file}`, done, total, unit: 'bytes' }),
  });
  const checkpoint = await openBertCheckpoint(folder, {
    head: classes,
    random: new Random(config.seed),
    tuned: config.frozen === false,
  });
  const places = mostTokens(checkpoint.config);
  if (config.maxTokens > places) {
    throw new UserError('use', `${folder} reads at most ${places} tokens: set maxTokens=${places}.`);
  }
  const fresh = checkpoint.fresh
    .filter((name) => !name.startsWith('classifier.'))
    .map((name) => publishedName(name, checkpoint.config.family, true));
  if (fresh.length > 0) {
    emit({ type: 'message', text: `${folder} has no ${fresh.join(', ')}: initialised at random` });
  }
  const vocabulary = new CheckpointVocabulary(await openBertTokenizer(folder, checkpoint.config));
  return { folder, checkpoint, hash: hashOf(encoderOf(checkpoint)), vocabulary };
}

/** Encoder and pooler, without the head. */
export function encoderOf({ parameters }: BertCheckpoint): Record<string, HostTensor> {
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => name.startsWith('bert.')));
}
