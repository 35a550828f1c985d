import { describe, expect, it } from 'vitest';
import { createCpuDevice } from '../../engine/cpu.ts';
import { createPredictor } from '../../engine/trainer.ts';
import { referenceDevice } from '../../engine/reference.ts';
import { pooledTexts } from '../../models/bert-classifier.ts';
import { bertConfigSchema } from '../../models/bert-config.ts';
import { bertEncoderShapes, bertPoolerShapes, initBertParameters } from '../../models/bert-parameters.ts';
import { parameter } from '../../models/layers.ts';
import type { TextInputs } from '../../models/text-model.ts';
import { Random } from '../../random.ts';
import { encodeTexts } from './encode-texts.ts';
import { paddedTexts } from './text-batch.ts';

const config = bertConfigSchema.parse({
  vocab_size: 50,
  hidden_size: 24,
  num_hidden_layers: 2,
  num_attention_heads: 3,
  intermediate_size: 40,
  max_position_embeddings: 200,
});
const shapes = { ...bertEncoderShapes(config), ...bertPoolerShapes(config) };

/** Weights large enough that attention looks at some tokens more than at others. */
function parameters() {
  const drawn = initBertParameters(new Random(3), shapes);
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
async function oneByOne(): Promise<Float32Array[]> {
  const predictor = createPredictor({
    device: createCpuDevice({ threads: 1 }),
    params: parameters(),
    forward: (tensors, batch: Pick<TextInputs, 'tokens' | 'mask'>) => ({
      pooled: pooledTexts(
        tensors,
        { tokens: parameter(batch, 'tokens'), mask: parameter(batch, 'mask') },
        config,
      ),
    }),
  });
  const vectors: Float32Array[] = [];
  for (const ids of texts) {
    const batch = paddedTexts([ids], 1, { maxTokens: ids.length, paddingId: 0 });
    vectors.push(Float32Array.from((await predictor.predict(batch))['pooled']!.data));
  }
  await predictor.dispose();
  return vectors;
}

describe.each([createCpuDevice({ threads: 1 }), referenceDevice])('on $name', (device) => {
  it('texts in one row have the vectors that they have alone', async () => {
    const encoder = encodeTexts({ device, config, parameters: parameters(), paddingId: 0 });
    const found: Float32Array[] = [];
    for await (const part of encoder.encode(texts)) {
      for (const { text, vector } of part) found[text] = vector;
    }
    await encoder.dispose();
    for (const [text, vector] of (await oneByOne()).entries()) {
      const norm = Math.hypot(...vector);
      const apart = Math.hypot(...vector.map((value, i) => value - found[text]![i]!));
      expect(norm).toBeGreaterThan(0.1);
      expect(apart / norm).toBeLessThan(1e-5);
    }
  });
});
