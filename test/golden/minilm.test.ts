import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openBertCheckpoint, openBertTokenizer } from '../../src-main/checkpoints/bert-checkpoint.ts';
import { createCpuDevice } from '../../src-main/engine/cpu.ts';
import { readSafetensors } from '../../src-main/engine/safetensors.ts';
import { createPredictor } from '../../src-main/engine/trainer.ts';
import type { HostTensor } from '../../src-main/engine/types.ts';
import { pooledTexts } from '../../src-main/models/bert-classifier.ts';
import { bertDropout, encodeBert } from '../../src-main/models/bert.ts';
import { Random } from '../../src-main/random.ts';
import { minilmFolder, noMinilm } from '../support/minilm.ts';
import { encoderFolder, idsDigest, stockerbotLines, withoutLines } from './encoder-cases.ts';

const folder = minilmFolder();
const why = folder === null ? ` (${noMinilm})` : '';

const aboutSchema = z.object({
  weights: z.string(),
  sentences: z.array(z.string()),
  texts: z.array(z.string()),
  ids: z.array(z.array(z.int())),
  tweets: z.string(),
});
const about = aboutSchema.parse(JSON.parse(readFileSync(join(encoderFolder('minilm'), 'case.json'), 'utf8')));

const open = () => openBertCheckpoint(folder!, { head: 2, random: new Random(1) });

/** |actual - expected| / |expected|, the largest over the vectors of the last axis; where 0 is expected, |actual|. */
function farthest(actual: ArrayLike<number>, expected: HostTensor): number {
  const width = expected.shape.at(-1)!;
  let largest = 0;
  for (let start = 0; start < expected.data.length; start += width) {
    let [error, size] = [0, 0];
    for (let i = start; i < start + width; i++) {
      error += (actual[i]! - expected.data[i]!) ** 2;
      size += expected.data[i]! ** 2;
    }
    largest = Math.max(largest, Math.sqrt(size > 0 ? error / size : error));
  }
  return largest;
}

describe.skipIf(folder === null)(`all-MiniLM-L6-v2, as transformers reads it${why}`, () => {
  it('has the weights that the case was made with', () => {
    const hash = createHash('sha256').update(readFileSync(join(folder!, 'model.safetensors')));
    expect(hash.digest('hex')).toBe(about.weights);
  });

  it('is a BERT whose vectors are means of length 1, of texts of 256 tokens at most', async () => {
    const { config, fresh } = await open();
    expect(config).toMatchObject({
      family: 'bert',
      pooling: { mode: 'mean', normalize: true },
      max_seq_length: 256,
      num_hidden_layers: 6,
    });
    expect(fresh).toEqual(['classifier.weight', 'classifier.bias']);
  });

  it('gives the token ids of texts', async () => {
    const tokenizer = await openBertTokenizer(folder!, (await open()).config);
    for (const [i, text] of about.texts.entries()) {
      expect([text, ...tokenizer.encode(text).ids]).toEqual([text, ...about.ids[i]!]);
    }
  });

  it.skipIf(!stockerbotLines)(`gives the token ids of 5,000 tweets${withoutLines}`, async () => {
    const tokenizer = await openBertTokenizer(folder!, (await open()).config);
    expect(idsDigest(stockerbotLines!.map((text) => tokenizer.encode(text).ids))).toBe(about.tweets);
  });

  it('gives hidden states and vectors of sentences, within 1e-5', async () => {
    const { config, parameters } = await open();
    const { tensors } = await readSafetensors(join(encoderFolder('minilm'), 'case.safetensors'));
    const tokenizer = await openBertTokenizer(folder!, config);
    const [texts, length] = tensors['input_ids']!.shape as [number, number];
    const ids = Array.from({ length: texts }, (_, row) =>
      Array.from(tensors['input_ids']!.data.subarray(row * length, (row + 1) * length)).filter(
        (id) => id !== 0,
      ),
    );
    expect(about.sentences.map((text) => [...tokenizer.encode(text).ids])).toEqual(ids);

    const predictor = createPredictor({
      device: createCpuDevice(),
      params: parameters,
      forward: (params, inputs) => {
        const tokens = inputs['input_ids']!;
        const mask = tf.cast(inputs['attention_mask']!, 'float32');
        const batch = { tokens, mask, types: tf.zerosLike(tokens) };
        const { hidden } = encodeBert(params, batch, config, bertDropout(config, null));
        const real = tf.mul(hidden, tf.expandDims(mask, -1));
        return {
          hidden: tf.slice(real, [0, 0, 0], [3, 12, config.hidden_size]),
          pooled: pooledTexts(params, { tokens, mask }, config),
        };
      },
    });
    const { input_ids, attention_mask, hidden, pooled } = tensors;
    const found = await predictor.predict({ input_ids: input_ids!, attention_mask: attention_mask! });
    await predictor.dispose();
    expect(farthest(found['hidden']!.data, hidden!)).toBeLessThan(1e-5);
    expect(farthest(found['pooled']!.data, pooled!)).toBeLessThan(1e-5);
  });
});
