import type { Device } from '../../engine/types.ts';
import { UserError } from '../../errors.ts';
import type { ReadableStore } from '../../store/store.ts';
import type { TrainingContext } from '../../training/loop.ts';
import type { EncoderOptions } from './encode-texts.ts';
import { type FrozenEncoder, type KeptEncoding, keptEncodings } from './kept-encodings.ts';
import { encoderOf, type OpenedBert } from './open-bert.ts';

/**
 * The encoder and pooler of a checkpoint, as they stand.
 * @throws UserError if the device does not have this precision
 */
export function frozenEncoder(
  device: Device,
  opened: OpenedBert,
  maxTokens: number,
  precision: EncoderOptions['precision'] = 'float32',
): FrozenEncoder {
  if (precision === 'int8' && device.name !== 'cpu') {
    throw new UserError(
      'use',
      `precision=int8 is computed on the processor only, and this run uses ${device.name}: set device=cpu, or precision=float32.`,
      {
        remedies: [
          { setting: 'device', values: ['cpu'] },
          { setting: 'precision', values: ['float32'] },
        ],
      },
    );
  }
  const { config } = opened.checkpoint;
  const hash = `${opened.hash} ${JSON.stringify(config)}`;
  const parameters = encoderOf(opened.checkpoint);
  const { paddingId } = opened.vocabulary;
  return { device, hash, config, parameters, maxTokens, paddingId, precision };
}

/** One vector (D) of a text. */
export const pooledEncoding: KeptEncoding<Float32Array> = {
  encoding: 'pooled',
  file: 'vectors.db',
  stage: 'encoding texts',
  keep: (vector) => vector,
  stored: (vector) => vector,
  restored: (vector) => vector,
};

/** The pooled vectors (D) of texts, from the cache as far as it has them. */
export function pooledVectors(
  store: ReadableStore,
  encoder: FrozenEncoder,
  texts: readonly Int32Array[],
  context: Pick<TrainingContext, 'emit' | 'signal'>,
): Promise<Float32Array[]> {
  return keptEncodings(pooledEncoding, store, encoder, texts, context);
}
