import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openBertCheckpoint } from '../../src-main/checkpoints/bert-checkpoint.ts';
import { readSafetensors } from '../../src-main/engine/safetensors.ts';
import { crossEntropy, keepAll } from '../../src-main/models/layers.ts';
import { bertInContext } from '../../src-main/models/pooled-context.ts';
import { Random } from '../../src-main/random.ts';
import { encoderFolder } from './encoder-cases.ts';
import { ReferenceCase } from './reference-case.ts';
import { devices, gradientProgram, runProgram } from './run-case.ts';

/** `make_contexts.py` has made them. */
const folder = join(import.meta.dirname, 'contexts');
const about = z
  .object({ heads: z.int(), tolerance: z.number() })
  .parse(JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')));

const ways = (['self', 'cross'] as const).flatMap((context) =>
  (['texts', 'tokens'] as const).map((attendTo) => ({ context, attendTo })),
);

async function caseOf(context: 'self' | 'cross', attendTo: 'texts' | 'tokens') {
  const { tensors } = await readSafetensors(join(folder, `${context}_${attendTo}.safetensors`));
  const reference = new ReferenceCase(tensors, about);
  const { config, parameters } = await openBertCheckpoint(encoderFolder('bert'), {
    head: 3,
    random: new Random(1),
  });
  const encoder = Object.entries(parameters).filter(([name]) => name.startsWith('bert.'));
  const weights = { ...Object.fromEntries(encoder), ...reference.under('w.') };
  const model = bertInContext(
    { context, attendTo, heads: about.heads, width: 8, window: 3, classes: 3 },
    { ...config, pooling: { mode: 'pooler', normalize: false } },
  );
  const outputs = (given: Record<string, Tensor>) =>
    model.apply(
      given,
      {
        tokens: given['input_ids']!,
        mask: given['attention_mask']!,
        input: given['input']!,
        window: given['window']!,
        windowMask: given['windowMask']!,
      },
      keepAll,
    );
  const batch = ['input_ids', 'attention_mask', 'input', 'window', 'windowMask', 'labels'];
  const inputs = { ...weights, ...Object.fromEntries(batch.map((name) => [name, reference.get(name)])) };
  return { reference, outputs, inputs };
}

describe.each(ways)('a text that queries its window, context=$context, attendTo=$attendTo', (way) => {
  // Each operation by WebGPU has its own tests; these graphs take half a minute there.
  it.each(devices.slice(0, 2))(
    'reads what torch reads, and its gradients reach the encoder, %s',
    async (_, device) => {
      const { reference, outputs, inputs } = await caseOf(way.context, way.attendTo);
      const read = await runProgram(
        device,
        (given) => {
          const { logits, attention } = outputs(given);
          return { logits, attention: attention! };
        },
        inputs,
      );
      // What is added to all keys alike changes nothing, and is not calculated with.
      for (const value of reference.numbers('grad.attention.key.bias'))
        expect(Math.abs(value)).toBeLessThan(1e-6);
      const learned = Object.keys(reference.under('grad.')).filter((name) => name !== 'attention.key.bias');
      const gradients = await runProgram(
        device,
        gradientProgram(learned, (given) => {
          const labels = given['labels']!;
          return crossEntropy(outputs(given).logits, labels, tf.ones(labels.shape));
        }),
        inputs,
      );
      for (const [name, tensor] of Object.entries({ ...read, ...gradients })) {
        expect([name, reference.distance(name, tensor)]).toEqual([
          name,
          expect.toSatisfy((far) => far <= 1e-5),
        ]);
      }
      expect(Object.keys(gradients).length).toBeGreaterThan(12);
    },
  );
});
