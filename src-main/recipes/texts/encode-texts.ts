import { createPredictor } from '../../engine/trainer.ts';
import type { Device, HostTensor } from '../../engine/types.ts';
import { packedStates, type PackedTexts, pooledPackedTexts } from '../../models/bert-classifier.ts';
import type { BertConfig } from '../../models/bert-config.ts';
import { parameter } from '../../models/layers.ts';
import { type PackedBatch, packedBatches, packedTensors, placesOf, startsOf } from './packed-texts.ts';

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

/** Of a text: its pooled vector, or the last hidden states of its tokens. */
export type Encoding = 'pooled' | 'states';

/** The vector (D), or the states (L, D), of the text with this index. */
export interface EncodedText {
  text: number;
  vector: Float32Array;
}

export interface TextsEncoder {
  /** What the encoder makes of texts (their token ids), in the order in which they are ready. */
  encode(texts: readonly Int32Array[]): AsyncGenerator<EncodedText[]>;
  dispose(): Promise<void>;
}

/** Opens an encoder that stays as it is, see `packedBatches`. */
export function encodeTexts(
  { device, config, parameters, paddingId, precision = 'float32' }: EncoderOptions,
  encoding: Encoding = 'pooled',
): TextsEncoder {
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
    forward: (tensors, batch: PackedTexts) => {
      const rows = {
        tokens: parameter(batch, 'tokens'),
        positions: parameter(batch, 'positions'),
        segments: parameter(batch, 'segments'),
      };
      if (encoding === 'states') return { states: packedStates(tensors, rows, config) };
      return { pooled: pooledPackedTexts(tensors, { ...rows, shares: parameter(batch, 'shares') }, config) };
    },
  });
  /** Where the numbers of each text of a batch begin and end. */
  const numbersOf = function* (batch: PackedBatch, texts: readonly Int32Array[]) {
    if (encoding === 'pooled') {
      for (const { text, row } of placesOf(batch)) yield { text, from: row * width, to: (row + 1) * width };
      return;
    }
    for (const { text, start } of startsOf(batch, texts)) {
      yield { text, from: start * width, to: (start + texts[text]!.length) * width };
    }
  };
  return {
    async *encode(texts) {
      for (const batch of packedBatches(texts.map(({ length }) => length))) {
        const { shares, ...rows } = packedTensors(batch, texts, { paddingId, readFrom });
        const { data } = (await predictor.predict(encoding === 'pooled' ? { ...rows, shares } : rows))[
          encoding
        ]!;
        yield Array.from(numbersOf(batch, texts), ({ text, from, to }) => ({
          text,
          vector: Float32Array.from(data.subarray(from, to)),
        }));
      }
    },
    dispose: () => predictor.dispose(),
  };
}
