import { describe, expect, it } from 'vitest';
import { createCpuDevice } from '../engine/cpu.ts';
import { useSoftwareVulkan } from '../engine/devices/device.testing.ts';
import { createOrtDevice } from '../engine/devices/ort.ts';
import { float32, int32 } from '../engine/host.ts';
import { referenceDevice } from '../engine/reference.ts';
import { createTrainer } from '../engine/trainer.ts';
import type { Device } from '../engine/types.ts';
import { Random } from '../random.ts';
import { crossEntropy, type LabelInputs } from './layers.ts';
import { rnnAttention } from './rnn-attention.ts';
import { textExamples, type TextInputs } from './text-model.ts';
import { wordTable } from './word-encoder.ts';

const [batch, length, words] = [4, 32, 50];
const missing = useSoftwareVulkan();
const why = missing === undefined ? '' : ` (${missing})`;

/** The losses of three steps over texts of 32 words: more than a WebGPU shader can bind tensors. */
async function losses(device: Device): Promise<number[]> {
  const random = new Random(7);
  const model = rnnAttention({ width: 6, hidden: 5, classes: 3, kind: 'soft', localWidth: 3 });
  const trainer = createTrainer({
    device,
    params: model.init(random),
    tables: { words: wordTable(random, words, model.width) },
    lookups: { tokens: 'words' },
    paddingRow: 0,
    loss: (parameters, inputs: TextInputs & LabelInputs) => {
      const { logits } = model.apply(parameters, textExamples(inputs), (x) => x);
      return { loss: crossEntropy(logits, inputs.labels, inputs.weights) };
    },
    optimizer: { kind: 'adam', weightDecay: 0, clipNorm: 1 },
    seed: 1,
  });
  const found: number[] = [];
  try {
    for (let step = 0; step < 3; step++) {
      const tokens = Int32Array.from({ length: batch * length }, () => 1 + random.below(words - 1));
      const mask = Float32Array.from(tokens, (_, i) => Number(i % length < length - (i % batch)));
      const inputs = {
        tokens: int32([batch, length], tokens),
        mask: float32([batch, length], mask),
        input: int32([batch], Int32Array.of(0, 1, 2, 3)),
        labels: int32([batch], Int32Array.of(0, 1, 2, 0)),
        weights: float32([batch], Float32Array.of(1, 1, 1, 1)),
      };
      found.push((await trainer.step(inputs, { learningRate: 0.05 })).loss);
    }
  } finally {
    await trainer.dispose();
  }
  return found;
}

describe('a recurrent layer over 32 words', () => {
  it('is trained as TensorFlow.js trains it, step by step', async () => {
    const [own, expected] = [await losses(createCpuDevice()), await losses(referenceDevice)];
    for (const [step, loss] of own.entries()) expect(loss).toBeCloseTo(expected[step]!, 5);
  });

  it.skipIf(missing)(`is trained so on WebGPU${why}`, { timeout: 120_000 }, async () => {
    const [own, expected] = [
      await losses(createOrtDevice({ provider: 'webgpu' })),
      await losses(createCpuDevice()),
    ];
    for (const [step, loss] of own.entries()) expect(loss).toBeCloseTo(expected[step]!, 4);
  });
});
