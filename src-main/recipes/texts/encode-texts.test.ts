import { describe, expect, it } from 'vitest';
import { createCpuDevice } from '../../engine/cpu.ts';
import { createPredictor } from '../../engine/trainer.ts';
import { referenceDevice } from '../../engine/reference.ts';
import { readTexts } from '../../models/bert-classifier.ts';
import { type BertConfig, bertConfigSchema } from '../../models/bert-config.ts';
import { bertEncoderShapes, bertPoolerShapes, initBertParameters } from '../../models/bert-parameters.ts';
import { keepAll, parameter } from '../../models/layers.ts';
import type { TextInputs } from '../../models/text-model.ts';
import { Random } from '../../random.ts';
import { type EncoderOptions, type Encoding, encodeTexts } from './encode-texts.ts';
import { paddedTexts } from './text-batch.ts';

const config = bertConfigSchema.parse({
  vocab_size: 50,
  hidden_size: 24,
  num_hidden_layers: 2,
  num_attention_heads: 3,
  intermediate_size: 40,
  max_position_embeddings: 200,
});

/** The same as families of encoders and ways of pooling have it. */
const otherwise: Record<string, Partial<BertConfig>> = {
  'the mean, at length 1': { pooling: { mode: 'mean', normalize: true } },
  'the first token': { pooling: { mode: 'cls', normalize: false } },
  'the largest numbers': { pooling: { mode: 'max', normalize: false } },
  'positions from 2 on and shifts by distance': {
    pooling: { mode: 'mean', normalize: false },
    position_offset: 2,
    max_position_embeddings: 202,
    type_vocab_size: 0,
    relative_attention_num_buckets: 32,
  },
};

/** Weights large enough that attention looks at some tokens more than at others. */
function parameters(of: BertConfig) {
  const drawn = initBertParameters(new Random(3), { ...bertEncoderShapes(of), ...bertPoolerShapes(of) });
  for (const [name, { data }] of Object.entries(drawn)) {
    if (!name.includes('LayerNorm')) data.forEach((value, i) => (data[i] = 8 * value));
  }
  return drawn;
}

const random = new Random(4);
const texts = [1, 3, 7, 60, 64, 65, 100, 128, 129, 180, 2, 2, 9, 41, 42, 43].map((length) =>
  Int32Array.from({ length }, () => 1 + random.below(49)),
);

/** Each text alone, without padding. */
async function oneByOne(of: BertConfig = config, encoding: Encoding = 'pooled'): Promise<Float32Array[]> {
  const predictor = createPredictor({
    device: createCpuDevice({ threads: 1 }),
    params: parameters(of),
    forward: (tensors, batch: Pick<TextInputs, 'tokens' | 'mask'>) => ({
      ...readTexts(
        tensors,
        { tokens: parameter(batch, 'tokens'), mask: parameter(batch, 'mask') },
        of,
        keepAll,
      ),
    }),
  });
  const vectors: Float32Array[] = [];
  for (const ids of texts) {
    const batch = paddedTexts([ids], 1, { maxTokens: ids.length, paddingId: 0 });
    vectors.push(Float32Array.from((await predictor.predict(batch))[encoding]!.data));
  }
  await predictor.dispose();
  return vectors;
}

/** Its vectors of all texts. */
async function encoded(
  options: Pick<EncoderOptions, 'device' | 'precision'>,
  of: BertConfig = config,
  encoding: Encoding = 'pooled',
): Promise<Float32Array[]> {
  const opened = { config: of, parameters: parameters(of), paddingId: 0, ...options };
  const encoder = encodeTexts(opened, encoding);
  const found: Float32Array[] = [];
  for await (const part of encoder.encode(texts)) {
    for (const { text, vector } of part) found[text] = vector;
  }
  await encoder.dispose();
  return found;
}

/** The distance of two vectors, as a share of the length of the first. */
function apart(expected: Float32Array, found: Float32Array): number {
  return Math.hypot(...expected.map((value, i) => value - found[i]!)) / Math.hypot(...expected);
}

describe('texts in one row', () => {
  it.each([createCpuDevice({ threads: 1 }), referenceDevice])(
    'have the vectors that they have alone; on $name',
    async (device) => {
      const found = await encoded({ device });
      for (const [text, vector] of (await oneByOne()).entries()) {
        expect(Math.hypot(...vector)).toBeGreaterThan(0.1);
        expect(apart(vector, found[text]!)).toBeLessThan(1e-5);
      }
    },
  );

  it.each(Object.entries(otherwise))('have them whatever is read of them: %s', async (_, differences) => {
    const of = { ...config, ...differences };
    const device = createCpuDevice({ threads: 1 });
    const found = await encoded({ device }, of);
    for (const [text, vector] of (await oneByOne(of)).entries()) {
      expect(apart(vector, found[text]!)).toBeLessThan(1e-5);
    }
  });

  it('have the hidden states that they have alone, each token its own', async () => {
    const device = createCpuDevice({ threads: 1 });
    const found = await encoded({ device }, config, 'states');
    for (const [text, states] of (await oneByOne(config, 'states')).entries()) {
      expect(found[text]).toHaveLength(texts[text]!.length * config.hidden_size);
      expect(apart(states, found[text]!)).toBeLessThan(1e-5);
    }
  });

  it('have nearly these vectors with whole numbers of 8 bits', async () => {
    const found = await encoded({ device: createCpuDevice({ threads: 1 }), precision: 'int8' });
    const differences = (await oneByOne()).map((vector, text) => apart(vector, found[text]!));
    expect(Math.max(...differences)).toBeLessThan(0.1);
    // Roundings show: it is not float32 that was computed.
    expect(Math.min(...differences)).toBeGreaterThan(1e-4);
  });
});
