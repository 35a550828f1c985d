import { describe, expect, it } from 'vitest';
import { createCpuDevice } from '../engine/cpu.ts';
import { createTrainer } from '../engine/trainer.ts';
import { Random } from '../random.ts';
import type { Way } from './case.ts';
import { cases } from './cases/all.ts';

/** Parameters of the peer's modules, counted by PyTorch: `sum(p.numel() for p in module.parameters())`. */
const parametersOfPeer: Readonly<Record<string, number>> = {
  'head-768': 2_364_675,
  'contextual-words': 563_843,
  'document-attention': 1_500_602,
  'rnn-attention': 542_873,
  'simple-transformer': 355_780,
  'bert-mini': 11_056_131,
};

function trainerOf(way: Way) {
  return createTrainer({
    device: createCpuDevice(),
    ...way.trainer(new Random(1)),
    optimizer: { kind: 'adamw', weightDecay: 0.01 },
    seed: 1,
  });
}

describe('the cases of the benchmark', () => {
  it('are those of the peer', () => {
    expect(cases.map(({ name }) => name).sort()).toEqual(Object.keys(parametersOfPeer).sort());
  });

  it.each(cases.flatMap(({ name, ways }) => ways.map((way) => [name, way.name, way] as const)))(
    '%s, %s: has as many parameters as the peer, and learns its batch',
    async (name, _, way) => {
      const trainer = trainerOf(way);
      expect(trainer.parameterCount).toBe(parametersOfPeer[name]);
      const batch = way.batch(new Random(2));
      const losses: number[] = [];
      for (let step = 0; step < 4; step++) {
        losses.push((await trainer.step(batch, { learningRate: 1e-3 })).loss);
      }
      await trainer.dispose();
      expect(losses.at(-1)).toBeLessThan(losses[0]!);
    },
  );
});
