import { createPredictor } from '../../engine/trainer.ts';
import type { Device, HostTensor } from '../../engine/types.ts';
import { type PackedTexts, pooledPackedTexts } from '../../models/bert-classifier.ts';
import type { BertConfig } from '../../models/bert-config.ts';
import { parameter } from '../../models/layers.ts';
import { packedBatches, packedTensors, placesOf } from './packed-texts.ts';

export interface EncoderOptions {
  device: Device;
  config: BertConfig;
  /** Encoder and pooler. */
  parameters: Readonly<Record<string, HostTensor>>;
  paddingId: number;
  /**
   * float32: as the checkpoint has them; int8: products in whole numbers of 8 bits on the processor, which takes about half
   * as long and changes the vectors a little (docs/engine.md). Vectors of the two must not be mixed.
   */
  precision?: 'float32' | 'int8';
}

/** The vector (D) of the text with this index. */
export interface EncodedText {
  text: number;
  vector: Float32Array;
}

export interface TextsEncoder {
  /** The pooled vectors of texts (their token ids), in the order in which they are ready. */
  encode(texts: readonly Int32Array[]): AsyncGenerator<EncodedText[]>;
  dispose(): Promise<void>;
}

/** Opens an encoder that stays as it is, see `packedBatches`. */
export function encodeTexts({
  device,
  config,
  parameters,
  paddingId,
  precision = 'float32',
}: EncoderOptions): TextsEncoder {
  const width = config.hidden_size;
  const { mode } = config.pooling;
  const readFrom = mode === 'mean' || mode === 'max' ? 'mean' : 'first';
  const predictor = createPredictor({
    name: 'the encoder',
    device,
    // The word table too: how many rows of it a batch uses would be one more shape to compile for.
    params: parameters,
    fixed: true,
    int8: precision === 'int8',
    forward: (tensors, batch: PackedTexts) => ({
      pooled: pooledPackedTexts(
        tensors,
        {
          tokens: parameter(batch, 'tokens'),
          positions: parameter(batch, 'positions'),
          segments: parameter(batch, 'segments'),
          shares: parameter(batch, 'shares'),
        },
        config,
      ),
    }),
  });
  return {
    async *encode(texts) {
      for (const batch of packedBatches(texts.map(({ length }) => length))) {
        const tensors = packedTensors(batch, texts, { paddingId, readFrom });
        const { data } = (await predictor.predict({ ...tensors }))['pooled']!;
        yield Array.from(placesOf(batch), ({ text, row }) => ({
          text,
          vector: Float32Array.from(data.subarray(row * width, (row + 1) * width)),
        }));
      }
    },
    dispose: () => predictor.dispose(),
  };
}
