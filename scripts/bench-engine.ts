import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { openDevice } from '../src-main/engine/devices.ts';
import { float32, int32 } from '../src-main/engine/host.ts';
import { createTrainer, type Trainer } from '../src-main/engine/trainer.ts';
import type { HostTensor } from '../src-main/engine/types.ts';
import { multiHeadAttention } from '../src-main/models/attention.ts';
import { crossEntropy, layerNorm, linear } from '../src-main/models/layers.ts';
import { Random } from '../src-main/random.ts';

// The case contextual-words of torch_steps.py: an encoder trained from scratch, 8 context texts of 24 tokens.
const [vocabulary, width, heads, length, context, batch, classes] = [8000, 64, 4, 24, 8, 64, 3];
const random = new Random(1);

function normal(scale: number, ...shape: number[]): HostTensor {
  const size = shape.reduce((a, b) => a * b, 1);
  return float32(
    shape,
    Float32Array.from({ length: size }, () => scale * random.normal()),
  );
}

function dense(name: string, inputs: number, outputs: number): Record<string, HostTensor> {
  return {
    [`${name}.weight`]: normal(inputs ** -0.5, outputs, inputs),
    [`${name}.bias`]: float32([outputs], new Float32Array(outputs)),
  };
}

function attention(name: string): Record<string, HostTensor> {
  return Object.assign(
    {},
    ...['query', 'key', 'value', 'output'].map((part) => dense(`${name}.${part}`, width, width)),
  );
}

function norm(name: string): Record<string, HostTensor> {
  return {
    [`${name}.weight`]: float32([width], new Float32Array(width).fill(1)),
    [`${name}.bias`]: float32([width], new Float32Array(width)),
  };
}

type Params = Record<string, Tensor>;

function encode(params: Params, tokens: Tensor): Tensor {
  const x = tf.add(tf.gather(params['words']!, tokens), params['positions']!);
  const { output } = multiHeadAttention(params, 'self', x, x, { heads });
  const y = layerNorm(params, 'norm1', tf.add(x, output));
  const inner = linear(params, 'outer', tf.relu(linear(params, 'inner', y)));
  return layerNorm(params, 'norm2', tf.add(y, inner));
}

/** texts: (U, L) tokens; own: (B) rows of texts; window: (B, n) rows of texts. */
function loss(params: Params, inputs: Record<string, Tensor>): { loss: Tensor } {
  const texts = encode(params, inputs['texts']!);
  const keys = tf.reshape(tf.gather(texts, inputs['window']!), [batch, context * length, width]);
  const first = tf.reshape(tf.slice(texts, [0, 0, 0], [-1, 1, -1]), [-1, width]);
  const query = tf.expandDims(tf.gather(first, inputs['own']!), 1);
  const { output } = multiHeadAttention(params, 'cross', query, keys, { heads });
  const logits = linear(params, 'head', tf.reshape(output, [batch, width]));
  return { loss: crossEntropy(logits, inputs['labels']!, tf.ones([batch])) };
}

async function makeTrainer(): Promise<Trainer> {
  return createTrainer({
    device: await openDevice('cpu'),
    params: {
      positions: normal(0.02, 1, length, width),
      ...attention('self'),
      ...norm('norm1'),
      ...dense('inner', width, 128),
      ...dense('outer', 128, width),
      ...norm('norm2'),
      ...attention('cross'),
      ...dense('head', width, classes),
    },
    tables: { words: normal(1, vocabulary, width) },
    lookups: { texts: 'words' },
    loss,
    optimizer: { kind: 'adamw', weightDecay: 0.01 },
    seed: 1,
  });
}

/** All distinct: every text of every window is encoded. Else windows overlap, and each text is encoded once. */
function makeBatch(distinct: number): Record<string, HostTensor> {
  const tokens = Int32Array.from({ length: distinct * length }, () => 1 + random.below(vocabulary - 1));
  const own = Int32Array.from({ length: batch }, (_, i) => (distinct > 200 ? i : i + context));
  const window = Int32Array.from({ length: batch * context }, (_, i) => {
    const [row, place] = [Math.floor(i / context), i % context];
    return distinct > 200 ? batch + i : row + context - 1 - place;
  });
  return {
    texts: int32([distinct, length], tokens),
    own: int32([batch], own),
    window: int32([batch, context], window),
    labels: int32(
      [batch],
      Int32Array.from({ length: batch }, () => random.below(classes)),
    ),
  };
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

async function measure(name: string, distinct: number, steps = 30): Promise<void> {
  const trainer = await makeTrainer();
  const started = performance.now();
  await trainer.step(makeBatch(distinct), { learningRate: 1e-3 });
  const first = performance.now() - started;
  const batches = Array.from({ length: 5 }, () => makeBatch(distinct));
  for (const each of batches) await trainer.step(each, { learningRate: 1e-3 });
  const times: number[] = [];
  for (let i = 0; i < steps; i++) {
    const from = performance.now();
    await trainer.step(batches[i % 5]!, { learningRate: 1e-3 });
    times.push(performance.now() - from);
  }
  console.log(JSON.stringify({ case: name, first_ms: Math.round(first), ms: +median(times).toFixed(2) }));
  await trainer.dispose();
}

async function peer(script: string): Promise<void> {
  const { stdout } = await promisify(execFile)('/usr/bin/python3', [script, '--only', 'contextual-words']);
  console.log(stdout.trim());
}

const peers = process.argv[2];
for (let round = 0; round < 2; round++) {
  await measure('contextual-words, every text encoded', batch + batch * context);
  await measure('contextual-words, distinct texts', batch + context);
  if (peers && existsSync('/usr/bin/python3')) await peer(peers);
}
