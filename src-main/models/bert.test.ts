import type { Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { int32, float32 } from '../engine/host.ts';
import { referenceDevice } from '../engine/reference.ts';
import { createPredictor } from '../engine/trainer.ts';
import type { Program } from '../engine/types.ts';
import { Random } from '../random.ts';
import { activation } from './bert-activation.ts';
import { bertConfigSchema } from './bert-config.ts';
import {
  bertClassifierShapes,
  bertEncoderShapes,
  bertPoolerShapes,
  initBertParameters,
} from './bert-parameters.ts';
import { type BertBatch, bertDropout, classifyBert } from './bert.ts';

const config = bertConfigSchema.parse({
  vocab_size: 20,
  hidden_size: 8,
  num_hidden_layers: 2,
  num_attention_heads: 2,
  intermediate_size: 12,
  max_position_embeddings: 6,
  hidden_dropout_prob: 0.1,
  attention_probs_dropout_prob: 0.2,
  classifier_dropout: 0.3,
});
const parameters = initBertParameters(new Random(1), {
  ...bertEncoderShapes(config),
  ...bertPoolerShapes(config),
  ...bertClassifierShapes(config, 3),
});

const asBatch = (inputs: Record<string, Tensor>): BertBatch => ({
  tokens: inputs['tokens']!,
  types: inputs['types']!,
  mask: inputs['mask']!,
});

async function classify(length: number, tokens: number[], mask: number[], of = { config, parameters }) {
  const predictor = createPredictor({
    device: referenceDevice,
    params: of.parameters,
    forward: (params, batch) => {
      const { logits, attentions } = classifyBert(
        params,
        asBatch(batch),
        of.config,
        bertDropout(of.config, null),
      );
      return { logits, attention: attentions[1]! };
    },
  });
  const shape = [1, length];
  const batch = {
    tokens: int32(shape, tokens),
    types: int32(
      shape,
      tokens.map(() => 0),
    ),
    mask: float32(shape, mask),
  };
  const outputs = await predictor.predict(batch);
  await predictor.dispose();
  return outputs;
}

describe('BERT', () => {
  it('reads a text the same whatever stands in its padding', async () => {
    const short = await classify(3, [2, 7, 3], [1, 1, 1]);
    const padded = await classify(6, [2, 7, 3, 19, 0, 5], [1, 1, 1, 0, 0, 0]);
    for (const [i, logit] of short['logits']!.data.entries()) {
      expect(padded['logits']!.data[i]).toBeCloseTo(logit, 6);
    }
    // (1, 2 heads, 6 queries, 6 keys): a row sums to 1 and gives padding nothing.
    const attention = [...padded['attention']!.data];
    for (let row = 0; row < 12; row++) {
      const given = attention.slice(row * 6, row * 6 + 6);
      expect(given.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
      expect(given.slice(3)).toEqual([0, 0, 0]);
    }
  });

  it('with one type of token reads a text as with two of which it uses the first', async () => {
    const name = 'bert.embeddings.token_type_embeddings.weight';
    const first = float32([1, 8], [...parameters[name]!.data].slice(0, 8));
    const one = {
      config: { ...config, type_vocab_size: 1 },
      parameters: { ...parameters, [name]: first },
    };
    const [tokens, mask] = [
      [2, 7, 3, 0],
      [1, 1, 1, 0],
    ];
    const expected = (await classify(4, tokens, mask))['logits']!.data;
    const logits = (await classify(4, tokens, mask, one))['logits']!.data;
    for (const [i, logit] of expected.entries()) expect(logits[i]).toBeCloseTo(logit, 6);
  });

  it('drops in the places and with the rates that its configuration names', async () => {
    const rates: number[] = [];
    const random = {
      dropout: (x: Tensor, rate: number) => {
        rates.push(rate);
        return x;
      },
    };
    const program: Program = (inputs) => ({
      logits: classifyBert(inputs, asBatch(inputs), config, bertDropout(config, random)).logits,
    });
    const ids = { shape: [1, 2], dtype: 'int32' } as const;
    const executable = await referenceDevice.compile(program, {
      ...parameters,
      tokens: ids,
      types: ids,
      mask: { ...ids, dtype: 'float32' },
    });
    const zeros = int32([1, 2], [0, 0]);
    await executable.run({ ...parameters, tokens: zeros, types: zeros, mask: float32([1, 2], [1, 1]) });
    await executable.dispose();
    const layer = [0.2, 0.1, 0.1];
    expect(rates).toEqual([0.1, ...layer, ...layer, 0.3]);
  });

  it('refuses more tokens than the checkpoint has positions', async () => {
    const ones = Array.from({ length: 7 }, () => 1);
    await expect(classify(7, ones, ones)).rejects.toThrow('7 tokens; the checkpoint has 6 positions');
  });

  it.each([
    // x Φ(x) from the normal distribution's tables; the other from its formula, in double precision.
    ['gelu', [-0.158655, 0, 0.841345, 1.9545]],
    ['gelu_new', [-0.158808, 0, 0.841192, 1.954598]],
    ['relu', [0, 0, 1, 2]],
  ] as const)('%s is what it is published to be', async (name, expected) => {
    const executable = await referenceDevice.compile(({ x }) => ({ y: activation(name, x!) }), {
      x: { shape: [4], dtype: 'float32' },
    });
    const { y } = await executable.run({ x: float32([4], [-1, 0, 1, 2]) });
    const { data } = await y!.read();
    await executable.dispose();
    for (const [i, value] of expected.entries()) expect(data[i]).toBeCloseTo(value, 5);
  });

  it('refuses a configuration that it would read wrongly', () => {
    const given = { ...config, classifier_dropout: null };
    expect(bertConfigSchema.safeParse(given).success).toBe(true);
    for (const odd of [
      { position_embedding_type: 'relative_key' },
      { is_decoder: true },
      { hidden_act: 'quick_gelu' },
      { num_attention_heads: 3 },
    ]) {
      expect(bertConfigSchema.safeParse({ ...given, ...odd }).success).toBe(false);
    }
  });
});
