import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createCpuDevice } from '../engine/cpu.ts';
import { createTrainer } from '../engine/trainer.ts';
import { Random } from '../random.ts';
import { trains, type Variant, variantsOn } from './case.ts';
import { cases } from './cases/all.ts';
import { histogram, tweetLengths } from './tweet-lengths.ts';

/** Parameters of the peer's modules, counted by PyTorch: `sum(p.numel() for p in module.parameters())`. */
const parametersOfPeer: Readonly<Record<string, number>> = {
  'head-768': 2_364_675,
  'contextual-words': 563_843,
  'document-attention': 1_500_602,
  'rnn-attention': 542_873,
  'simple-transformer': 355_780,
  'bert-mini': 11_056_131,
  'minilm-tune': 22_714_371,
};

/** Worked out by hand from the shapes of what the peer's modules lack. */
const moreThanPeer: Readonly<Record<string, number>> = {
  // Recency (8, 768); the classifier reads 768 more values.
  'head-768': 6144 + 2304,
  // The query reads 64 more values; what a text is about (64, 128) with its bias; recency (8, 64); the classifier reads 128 more.
  'contextual-words': 4096 + 8256 + 512 + 384,
  // A bias for each head.
  'document-attention': 4,
  'rnn-attention': 0,
  'simple-transformer': 0,
  // Vectors of two kinds of token.
  'bert-mini': 512,
  'minilm-tune': 0,
};

function trainerOf(variant: Variant) {
  return createTrainer({
    device: createCpuDevice(),
    ...variant.trainer(new Random(1)),
    optimizer: { kind: 'adamw', weightDecay: 0.01 },
    seed: 1,
  });
}

describe('the cases of the benchmark', () => {
  it('are those of the peer', () => {
    const names = [...Object.keys(parametersOfPeer), 'minilm-encode'];
    expect(cases.map(({ name }) => name).sort()).toEqual(names.sort());
  });

  it('have texts as long as those of the peer', () => {
    const peer = readFileSync(join(import.meta.dirname, '../../bench/minilm_steps.py'), 'utf8');
    const list = /^HISTOGRAM = (\[.*?\])/ms.exec(peer)![1]!;
    expect(histogram).toEqual(JSON.parse(list));
  });

  it('read lengths off the histogram in order, from its first bin to its last', () => {
    const lengths = tweetLengths(26_232);
    expect(lengths.filter((length) => length <= 4)).toHaveLength(5);
    expect(lengths.filter((length) => length > 28 && length <= 32)).toHaveLength(3369);
    expect(lengths.at(-1)).toBeGreaterThan(200);
    expect(lengths.toSorted((a, b) => a - b)).toEqual(lengths);
  });

  it('leave out on a card what only the processor does', () => {
    const encode = cases.find(({ name }) => name === 'minilm-encode')!;
    expect(variantsOn('cpu', encode).map(({ name }) => name)).toEqual(['float32', 'int8']);
    expect(variantsOn('webgpu', encode).map(({ name }) => name)).toEqual(['float32']);
  });

  it.each(
    cases.flatMap((one) =>
      one.variants.filter(trains).map((variant) => [one.name, variant.name, variant] as const),
    ),
  )(
    '%s, %s: has the parameters of the peer and those that only ours has, and learns its batch',
    async (name, _, variant) => {
      const trainer = trainerOf(variant);
      expect(trainer.parameterCount).toBe(parametersOfPeer[name]! + moreThanPeer[name]!);
      const batch = variant.batch(new Random(2));
      const losses: number[] = [];
      // Six blocks without warm-up bear less.
      const learningRate = name === 'minilm-tune' ? 1e-4 : 1e-3;
      for (let step = 0; step < 2; step++) {
        losses.push((await trainer.step(batch, { learningRate })).loss);
      }
      await trainer.dispose();
      expect(losses.at(-1)).toBeLessThan(losses[0]!);
    },
  );
});
