import type { EncoderFamily } from '../models/bert-config.ts';
import { families } from './families/all.ts';
import type { CheckpointFamily } from './families/family.ts';

/** What parallel, sharded and compiled training leaves in names, before any part of a model (PyTorch's wrappers). */
const wrappers = /(?<=^|\.)(?:module|_orig_mod|_fsdp_wrapped_module|_checkpoint_wrapped_module)\./g;

/** The attribute under which a larger program had its encoder: those of Lightning, sentence-transformers and the like. */
const owners = /^(?:(?:model|auto_model|base_model|net|network|\d+)\.)+/;

/**
 * The name that `models/bert.ts` has for a published one of a family: the encoder may stand with or without the family's
 * name before it, a program may have wrapped the model (`module.`, `model.`, `_orig_mod.`), and the oldest checkpoints write
 * the scale and shift of a layer normalisation as `gamma` and `beta`. A name that is canonical already stays.
 */
export function canonicalName(published: string, family: EncoderFamily = 'bert'): string {
  const { layers, parts, head, masked } = families[family];
  const plain = published
    .replace(wrappers, '')
    .replace(owners, '')
    .replace(/\.LayerNorm\.gamma$/, '.LayerNorm.weight')
    .replace(/\.LayerNorm\.beta$/, '.LayerNorm.bias');
  if (plain.startsWith('bert.')) return plain;
  for (const [theirs, ours] of [
    [head.pooler, 'bert.pooler.dense'],
    [head.classifier, 'classifier'],
  ] as const) {
    if (plain.startsWith(`${theirs}.`)) return ours + plain.slice(theirs.length);
  }
  if (plain === `${masked.bias}.bias`) return 'lm.bias';
  for (const [theirs, ours] of ofMasked(masked)) {
    if (plain.startsWith(`${theirs}.`)) return ours + plain.slice(theirs.length);
  }
  const within = plain.startsWith(`${family}.`) ? plain.slice(family.length + 1) : plain;
  // A pooler that classifiers of the family do not use is left out under the name that it has.
  if (within.startsWith('pooler.') && head.ownPooler) return plain;
  if (within.startsWith(`${layers}.`)) {
    const [, number, part = ''] = /^(\d+)\.(.+)$/.exec(within.slice(layers.length + 1)) ?? [];
    const found = Object.entries(parts).find(([theirs]) => part.startsWith(`${theirs}.`));
    const ours = found ? found[1] + part.slice(found[0].length) : part;
    return number === undefined ? plain : `bert.encoder.layer.${number}.${ours}`;
  }
  return /^(?:embeddings|encoder|pooler)\./.test(within) ? `bert.${within}` : plain;
}

/**
 * The published name of a canonical one, as the family's class for classification has it.
 * @param headed false: the layers behind the encoder are no published head, and keep their names
 */
export function publishedName(canonical: string, family: EncoderFamily, headed: boolean): string {
  const { layers, parts, head, masked } = families[family];
  if (canonical === 'lm.bias') return `${masked.bias}.bias`;
  for (const [theirs, ours] of ofMasked(masked)) {
    if (canonical.startsWith(`${ours}.`)) return theirs + canonical.slice(ours.length);
  }
  const ofHead = [
    ['bert.pooler.dense', head.pooler],
    ['classifier', head.classifier],
  ] as const;
  const found = headed ? ofHead.find(([ours]) => canonical.startsWith(`${ours}.`)) : undefined;
  if (found) return found[1] + canonical.slice(found[0].length);
  const [, number, part = ''] = /^bert\.encoder\.layer\.(\d+)\.(.+)$/.exec(canonical) ?? [];
  if (number === undefined) return canonical.replace(/^bert\./, `${family}.`);
  const renamed = Object.entries(parts).find(([, ours]) => part.startsWith(`${ours}.`));
  const theirs = renamed ? renamed[0] + part.slice(renamed[1].length) : part;
  return `${family}.${layers}.${number}.${theirs}`;
}

function ofMasked({ dense, norm }: CheckpointFamily['masked']) {
  return [
    [dense, 'lm.dense'],
    [norm, 'lm.LayerNorm'],
  ] as const;
}
