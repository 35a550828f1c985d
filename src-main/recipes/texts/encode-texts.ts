import { createPredictor } from '../../engine/trainer.ts';
import type { Device, HostTensor } from '../../engine/types.ts';
import { pooledTexts } from '../../models/bert-classifier.ts';
import type { BertConfig } from '../../models/bert-config.ts';
import { wordEmbeddings } from '../../models/bert-parameters.ts';
import { parameter } from '../../models/layers.ts';
import type { TextInputs } from '../../models/text-model.ts';
import { paddedTexts } from './text-batch.ts';

/** Texts that the encoder reads at once. */
const rows = 32;

export interface EncoderOptions {
  device: Device;
  config: BertConfig;
  /** Encoder and pooler. */
  parameters: Readonly<Record<string, HostTensor>>;
  /** Texts have no more tokens. */
  maxTokens: number;
  paddingId: number;
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

/** Opens an encoder that stays as it is. Texts of like lengths are read together, so that few of them are padded. */
export function encodeTexts({
  device,
  config,
  parameters,
  maxTokens,
  paddingId,
}: EncoderOptions): TextsEncoder {
  const { [wordEmbeddings]: words, ...params } = parameters;
  const width = config.hidden_size;
  const predictor = createPredictor({
    name: 'the encoder',
    device,
    params,
    tables: { [wordEmbeddings]: words! },
    lookups: { tokens: wordEmbeddings },
    forward: (tensors, batch: Pick<TextInputs, 'tokens' | 'mask'>) => ({
      pooled: pooledTexts(
        tensors,
        { tokens: parameter(batch, 'tokens'), mask: parameter(batch, 'mask') },
        config,
      ),
    }),
  });
  return {
    async *encode(texts) {
      const order = [...texts.keys()].sort((a, b) => texts[a]!.length - texts[b]!.length);
      for (let start = 0; start < order.length; start += rows) {
        const part = order.slice(start, start + rows);
        const batch = paddedTexts(
          part.map((text) => texts[text]!),
          rows,
          { maxTokens, paddingId },
        );
        const { data } = (await predictor.predict(batch))['pooled']!;
        yield part.map((text, row) => ({
          text,
          vector: Float32Array.from(data.subarray(row * width, (row + 1) * width)),
        }));
      }
    },
    dispose: () => predictor.dispose(),
  };
}
