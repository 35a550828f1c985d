import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openBertCheckpoint } from '../../src-main/checkpoints/bert-checkpoint.ts';
import { canonicalName, publishedName } from '../../src-main/checkpoints/parameter-names.ts';
import { readSafetensors } from '../../src-main/engine/safetensors.ts';
import type { HostTensor } from '../../src-main/engine/types.ts';
import { type BertConfig, encoderFamilies, type EncoderFamily } from '../../src-main/models/bert-config.ts';
import { crossEntropy, type Parameters, parameter } from '../../src-main/models/layers.ts';
import { maskedLogits } from '../../src-main/models/masked-language.ts';
import { Random } from '../../src-main/random.ts';
import { checkTraining } from './check-training.ts';
import { ReferenceCase } from './reference-case.ts';
import { quickDevices } from './run-case.ts';

const aboutSchema = z.object({ tolerance: z.number(), learningRate: z.number(), eps: z.number() });

/** `make_masked.py` has made it. */
const folderOf = (family: EncoderFamily) => join(import.meta.dirname, 'masked', family);

/** The case with its checkpoint's weights, all under canonical names. */
async function caseOf(family: EncoderFamily) {
  const folder = folderOf(family);
  const about = aboutSchema.parse(JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8')));
  const opened = await openBertCheckpoint(folder, { head: 'masked', random: new Random(1) });
  const { tensors } = await readSafetensors(join(folder, 'case.safetensors'));
  const renamed = Object.entries(tensors).map(([name, tensor]): [string, HostTensor] => {
    const [, kind, published] = /^(grad|after)\.(.+)$/.exec(name) ?? [];
    return [published === undefined ? name : `${kind}.${canonicalName(published, family)}`, tensor];
  });
  // A pooler is no part of a masked language model.
  const parameters = Object.entries(opened.parameters).filter(([name]) => !name.startsWith('bert.pooler.'));
  const weights = parameters.map(([name, tensor]) => [`w.${name}`, tensor] as const);
  const reference = new ReferenceCase(
    { ...Object.fromEntries(renamed), ...Object.fromEntries(weights) },
    { tolerance: about.tolerance },
  );
  return { ...about, opened, reference, names: parameters.map(([name]) => name) };
}

function masked(params: Parameters, batch: Parameters, config: BertConfig) {
  const [tokens, mask] = [parameter(batch, 'tokens'), parameter(batch, 'mask')];
  const logits = maskedLogits(params, { tokens, mask, places: parameter(batch, 'places') }, config);
  const loss = crossEntropy(logits, parameter(batch, 'labels'), parameter(batch, 'weights'));
  return { loss, outputs: { logits } };
}

describe.each(encoderFamilies)('masked language modelling with %s', (family) => {
  it('has its published head, whose names are those of transformers', async () => {
    const { opened } = await caseOf(family);
    expect(opened.fresh.filter((name) => !name.startsWith('bert.pooler.'))).toEqual([]);
    const { tensors } = await readSafetensors(join(folderOf(family), 'model.safetensors'));
    const head = Object.keys(opened.parameters).filter((name) => name.startsWith('lm.'));
    expect(head).toHaveLength(5);
    for (const name of head) expect(tensors).toHaveProperty([publishedName(name, family, false)]);
  });

  it.each(quickDevices)('gives scores, loss, gradients and weights, %s', async (_, device) => {
    const { opened, reference, learningRate, eps, names } = await caseOf(family);
    const far = await checkTraining(device, {
      reference,
      inputs: ['tokens', 'mask', 'places', 'labels', 'weights'],
      loss: (params, batch) => masked(params, batch, opened.config),
      optimizer: { kind: 'adamw', weightDecay: 0.01, eps },
      learningRates: reference.numbers('losses').map(() => learningRate),
      idle: names.filter((name) => name.endsWith('.key.bias')),
    });
    expect(far).toEqual([]);
  });
});
