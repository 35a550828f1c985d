import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openBertCheckpoint, openBertTokenizer } from '../../src-main/checkpoints/bert-checkpoint.ts';
import { canonicalName } from '../../src-main/checkpoints/parameter-names.ts';
import { readSafetensors } from '../../src-main/engine/safetensors.ts';
import type { HostTensor } from '../../src-main/engine/types.ts';
import { type BertConfig, encoderFamilies, type EncoderFamily } from '../../src-main/models/bert-config.ts';
import { wordEmbeddings } from '../../src-main/models/bert-parameters.ts';
import { bertDropout, classifyBert } from '../../src-main/models/bert.ts';
import { crossEntropy, type Parameters } from '../../src-main/models/layers.ts';
import { poolHidden } from '../../src-main/models/pooled-hidden.ts';
import { Random } from '../../src-main/random.ts';
import { openTokenizer } from '../../src-main/text/tokenizer-files.ts';
import { temporaryFolder } from '../support/workspace.ts';
import { checkTraining } from './check-training.ts';
import { encoderFolder, idsDigest, stockerbotLines, withoutLines } from './encoder-cases.ts';
import { ReferenceCase } from './reference-case.ts';
import { devices, devicesOf } from './run-case.ts';

const aboutSchema = z.object({
  tolerance: z.number(),
  learningRate: z.number(),
  eps: z.number(),
  texts: z.array(z.string()),
  ids: z.array(z.array(z.int())),
  cut: z.array(z.array(z.int())),
  tweets: z.string(),
});

function aboutOf(family: EncoderFamily) {
  return aboutSchema.parse(JSON.parse(readFileSync(join(encoderFolder(family), 'case.json'), 'utf8')));
}

/** The case with its checkpoint's weights, all under canonical names. */
async function caseOf(family: EncoderFamily) {
  const folder = encoderFolder(family);
  const { config, parameters, classes, fresh, leftOut } = await openBertCheckpoint(folder, {
    head: 'published',
    random: new Random(1),
  });
  const { tensors } = await readSafetensors(join(folder, 'case.safetensors'));
  const renamed = Object.entries(tensors).map(([name, tensor]): [string, HostTensor] => {
    const [, kind, published] = /^(grad|after)\.(.+)$/.exec(name) ?? [];
    return [published === undefined ? name : `${kind}.${canonicalName(published, family)}`, tensor];
  });
  const weights = Object.entries(parameters).map(([name, tensor]) => [`w.${name}`, tensor] as const);
  const { tolerance, learningRate, eps } = aboutOf(family);
  return {
    reference: new ReferenceCase(
      { ...Object.fromEntries(renamed), ...Object.fromEntries(weights) },
      { tolerance },
    ),
    config,
    learningRate,
    eps,
    names: Object.keys(parameters),
    read: { classes, fresh, leftOut },
  };
}

const poolings = {
  pooler: { mode: 'pooler', normalize: false },
  mean: { mode: 'mean', normalize: false },
  cls: { mode: 'cls', normalize: false },
  max: { mode: 'max', normalize: false },
  mean_normalised: { mode: 'mean', normalize: true },
} as const;

/** The loss of a classifier, and what the case knows of its way there. */
function classified(params: Parameters, batch: Parameters, config: BertConfig) {
  const tokens = batch['input_ids']!;
  const mask = tf.cast(batch['attention_mask']!, 'float32');
  const types = tf.zerosLike(tokens);
  const { hidden, logits } = classifyBert(params, { tokens, types, mask }, config, bertDropout(config, null));
  const pooled = Object.entries(poolings).map(([name, pooling]): [string, tf.Tensor] => [
    `pooled.${name}`,
    poolHidden(params, hidden, mask, { ...config, pooling }),
  ]);
  const labels = batch['labels']!;
  return {
    loss: crossEntropy(logits, labels, tf.ones(labels.shape)),
    outputs: {
      last_hidden_state: tf.mul(hidden, tf.expandDims(mask, -1)),
      logits,
      ...Object.fromEntries(pooled),
    },
  };
}

describe.each(encoderFamilies)('the reference case of %s', (family) => {
  it('is read with the names of its classes, and nothing of it is new or left out', async () => {
    const { read } = await caseOf(family);
    expect(read).toEqual({ classes: ['down', 'flat', 'up'], fresh: [], leftOut: [] });
  });

  // Stepping by used rows has its tests; here it shows that padding is no used row.
  describe.each([
    ['dense', devicesOf(family)],
    ['by used rows', devices.slice(0, 1)],
  ] as const)('word vectors %s', (words, on) => {
    it.each(on)('gives hidden states, vectors, logits, gradients and weights, %s', async (_, device) => {
      const { reference, config, learningRate, eps, names } = await caseOf(family);
      const far = await checkTraining(device, {
        reference,
        inputs: ['input_ids', 'attention_mask', 'labels'],
        loss: (params, batch) => classified(params, batch, config),
        optimizer: { kind: 'adamw', weightDecay: 0.01, eps },
        learningRates: reference.numbers('losses').map(() => learningRate),
        idle: names.filter((name) => name.endsWith('.key.bias')),
        ...(words === 'dense' ? {} : { lookups: { input_ids: wordEmbeddings } }),
      });
      expect(far).toEqual([]);
    });
  });

  const cases = aboutOf(family);

  it.each(['tokenizer.json', 'the older files'])('gives the token ids of texts by %s', async (files) => {
    const folder = temporaryFolder();
    const isOld = (name: string) => /^(vocab|merges)\./.test(name);
    const wanted = (name: string) => (files === 'tokenizer.json' ? !isOld(name) : isOld(name));
    for (const name of readdirSync(encoderFolder(family)).filter(wanted)) {
      cpSync(join(encoderFolder(family), name), join(folder, name));
    }
    expect(existsSync(join(folder, 'tokenizer.json'))).toBe(files === 'tokenizer.json');
    const tokenizer = await openTokenizer(folder);
    const shown = (ids: readonly (readonly number[])[]) =>
      ids.map((list, i) => `${JSON.stringify(cases.texts[i])}: ${list.join(' ')}`);
    expect(shown(cases.texts.map((text) => [...tokenizer.encode(text).ids]))).toEqual(shown(cases.ids));
    const cut = cases.texts.map((text) => [...tokenizer.encode(text, { maxTokens: 12 }).ids]);
    expect(shown(cut)).toEqual(shown(cases.cut));
  });

  it('fills texts up with the id of padding', async () => {
    const { config, reference } = await caseOf(family);
    const { paddingId } = await openBertTokenizer(encoderFolder(family), config);
    const mask = reference.numbers('attention_mask');
    const padding = reference.numbers('input_ids').filter((_id, i) => mask[i] === 0);
    expect(new Set(padding)).toEqual(new Set([paddingId]));
  });

  it.skipIf(!stockerbotLines)(`gives the token ids of 5,000 tweets${withoutLines}`, async () => {
    const tokenizer = await openTokenizer(encoderFolder(family));
    expect(idsDigest(stockerbotLines!.map((text) => tokenizer.encode(text).ids))).toBe(cases.tweets);
  });
});
