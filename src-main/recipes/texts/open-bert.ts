import {
  type BertCheckpoint,
  openBertCheckpoint,
  openBertTokenizer,
} from '../../checkpoints/bert-checkpoint.ts';
import { publishedName } from '../../checkpoints/parameter-names.ts';
import { counted } from '../../counted.ts';
import type { HostTensor } from '../../engine/types.ts';
import { mostTokens } from '../../models/bert-config.ts';
import { Random } from '../../random.ts';
import { UserError } from '../../errors.ts';
import type { ReadableStore } from '../../store/store.ts';
import { CheckpointVocabulary } from '../../text/checkpoint-vocabulary.ts';
import { hashOf } from '../../runs/checkpoint-file.ts';
import type { TrainingContext } from '../../training/loop.ts';
import { checkpointFolder } from '../../runs/checkpoint-folder.ts';

/** A checkpoint with a linear head, and where it lies. */
export interface OpenedBert {
  folder: string;
  checkpoint: BertCheckpoint;
  /** SHA-256 of the weights of its encoder. */
  hash: string;
  vocabulary: CheckpointVocabulary;
}

/**
 * Opens the checkpoint of a configuration. `frozen: false` says that the encoder is trained together with its head.
 * @param head classes of a new one; published: its own; masked: the one that predicts masked tokens, its own or a new one
 * @param check refuses a folder before its weights are read
 * @throws UserError if there is none, it cannot be read, or it is not meant for so many tokens
 */
export async function openBert(
  store: ReadableStore,
  config: { checkpoint: string; maxTokens: number; seed: number; cleanTexts: boolean; frozen?: boolean },
  head: number | 'published' | 'masked',
  { emit }: TrainingContext,
  check?: (folder: string, name: string) => Promise<void>,
): Promise<OpenedBert> {
  const folder = await checkpointFolder(store, config.checkpoint);
  await check?.(folder, config.checkpoint);
  const checkpoint = await openBertCheckpoint(folder, {
    head,
    random: new Random(config.seed),
    tuned: config.frozen === false,
  });
  const places = mostTokens(checkpoint.config);
  if (config.maxTokens > places) {
    throw new UserError(
      'use',
      `${config.checkpoint} reads at most ${counted(places, 'token')}: set maxTokens=${places}.`,
    );
  }
  const fresh = checkpoint.fresh
    .filter((name) => !name.startsWith('classifier.'))
    .map((name) => publishedName(name, checkpoint.config.family, true));
  if (fresh.length > 0 && head !== 'masked') {
    emit({ type: 'message', text: `${config.checkpoint} has no ${fresh.join(', ')}: initialised at random` });
  }
  if (checkpoint.fresh.includes('lm.bias')) {
    emit({
      type: 'message',
      text: `${config.checkpoint} has no head that predicts tokens: a new one, tied to its token vectors, is trained with it`,
    });
  }
  const vocabulary = new CheckpointVocabulary(
    await openBertTokenizer(folder, checkpoint.config),
    config.cleanTexts,
  );
  return { folder, checkpoint, hash: hashOf(encoderOf(checkpoint)), vocabulary };
}

/** Encoder and pooler, without the head. */
export function encoderOf({ parameters }: BertCheckpoint): Record<string, HostTensor> {
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => name.startsWith('bert.')));
}
