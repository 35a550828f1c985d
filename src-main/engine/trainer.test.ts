import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { createCpuDevice } from './cpu.ts';
import { float32, int32 } from './host.ts';
import { referenceDevice } from './reference.ts';
import { createPredictor, createTrainer, type Forward, type Trainer } from './trainer.ts';
import type { Device, HostTensor } from './types.ts';

function noise(size: number, seed: number): Float32Array {
  return Float32Array.from({ length: size }, (_, i) => Math.sin(seed * 7.3 + i * 12.9898));
}

function small(device: Device, seed = 1, frozen: readonly string[] = []): Trainer {
  return createTrainer({
    device,
    frozen,
    params: {
      'hidden.weight': float32([6, 4], noise(24, 1)),
      'hidden.bias': float32([6], noise(6, 2)),
      'out.weight': float32([3, 6], noise(18, 3)),
      unused: float32([2], [1, 2]),
    },
    tables: { words: float32([50, 4], noise(200, 4)) },
    lookups: { tokens: 'words' },
    paddingRow: 0,
    loss: (params, batch, { dropout }) => {
      const x = tf.mean(tf.gather(params['words']!, batch['tokens']!), 1);
      const hidden = tf.relu(
        tf.add(
          tf.matMul(x as tf.Tensor2D, params['hidden.weight'] as tf.Tensor2D, false, true),
          params['hidden.bias']!,
        ),
      );
      const logits = tf.matMul(dropout(hidden, 0.25), params['out.weight'] as tf.Tensor2D, false, true);
      const truth = tf.cast(tf.oneHot(batch['labels']!, 3), 'float32');
      const loss = tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(logits), truth), -1)));
      return { loss, outputs: { logits } };
    },
    optimizer: { kind: 'adamw', weightDecay: 0.01, clipNorm: 0.5 },
    seed,
  });
}

function batch(step: number): Record<string, HostTensor> {
  return {
    tokens: int32(
      [5, 4],
      Array.from({ length: 20 }, (_, i) => (i * 7 + step * 5) % 23),
    ),
    labels: int32([5], [0, 1, 2, 1, 0]),
  };
}

const rate = { learningRate: 0.01 };

/** A device that counts what it compiles and what it has not disposed of. */
function counting(inner: Device) {
  const count = { compiled: 0, alive: 0 };
  const device: Device = {
    name: inner.name,
    upload: (tensor) => inner.upload(tensor),
    compile: async (...given) => {
      const program = await inner.compile(...given);
      count.compiled++;
      count.alive++;
      return {
        signature: program.signature,
        run: (inputs) => program.run(inputs),
        dispose: async () => {
          count.alive--;
          await program.dispose();
        },
      };
    },
  };
  return { device, count };
}

async function losses(trainer: Trainer, steps: readonly number[]): Promise<number[]> {
  const found: number[] = [];
  for (const step of steps) found.push((await trainer.step(batch(step), rate)).loss);
  return found;
}

describe('a trainer', () => {
  it('gives the same ten steps compiled as one by one', async () => {
    const trainers = [small(createCpuDevice()), small(referenceDevice)];
    for (let step = 0; step < 10; step++) {
      const [a, b] = await Promise.all(trainers.map((trainer) => trainer.step(batch(step), rate)));
      expect(a!.loss).toBeCloseTo(b!.loss, 5);
      expect([...a!.outputs['logits']!.shape]).toEqual([5, 3]);
    }
    const [a, b] = await Promise.all(trainers.map((trainer) => trainer.state()));
    for (const group of ['params', 'tables', 'moments'] as const) {
      expect(Object.keys(a![group]).sort()).toEqual(Object.keys(b![group]).sort());
      for (const [name, tensor] of Object.entries(b![group])) {
        for (const [i, value] of tensor.data.entries()) {
          expect(a![group][name]!.data[i]).toBeCloseTo(value, 4);
        }
      }
    }
    await Promise.all(trainers.map((trainer) => trainer.dispose()));
  });

  it('learns', async () => {
    const trainer = small(createCpuDevice());
    const found = await losses(
      trainer,
      Array.from({ length: 60 }, () => 0),
    );
    expect(found.at(-1)).toBeLessThan(found[0]! / 2);
    await trainer.dispose();
  });

  it('takes another learning rate without compiling again', async () => {
    const { device, count } = counting(createCpuDevice());
    const [still, moving] = [small(device), small(device)];
    const before = await still.state();
    await still.step(batch(0), { learningRate: 0 });
    expect((await still.state()).params).toEqual(before.params);
    await still.step(batch(1), { learningRate: 0.1 });
    expect((await still.state()).params).not.toEqual(before.params);
    expect(count.compiled).toBe(1);
    await moving.step(batch(0), { learningRate: 0.1 });
    expect((await moving.state()).params).not.toEqual(before.params);
    await still.dispose();
    await moving.dispose();
  });

  it('draws its dropout by seed and step, in a program that is compiled once', async () => {
    const { device, count } = counting(createCpuDevice());
    const lossesOf = async (seed: number) => {
      const trainer = small(device, seed);
      const found: number[] = [];
      // Without a change of parameters only the dropout can change the loss.
      for (let i = 0; i < 4; i++) found.push((await trainer.step(batch(0), { learningRate: 0 })).loss);
      await trainer.dispose();
      return found;
    };
    const [one, again, two] = [await lossesOf(1), await lossesOf(1), await lossesOf(2)];
    expect(again).toEqual(one);
    expect(two).not.toEqual(one);
    expect(new Set(one).size).toBe(4);
    expect(count.compiled).toBe(3);
  });

  it('goes on from a state as if it had not stopped, to the bit', async () => {
    const through = small(createCpuDevice());
    await losses(through, [0, 1, 2]);
    const state = await through.state();
    const rest = await losses(through, [3, 4, 5]);
    const resumed = small(createCpuDevice());
    await resumed.load(state);
    expect(await losses(resumed, [3, 4, 5])).toEqual(rest);
    expect(await resumed.state()).toEqual(await through.state());
    await through.dispose();
    await resumed.dispose();
  });

  it('takes a state whole or not at all', async () => {
    const trainer = small(createCpuDevice());
    await trainer.step(batch(0), rate);
    const before = await trainer.state();
    const other = structuredClone(before);
    for (const tensors of [other.params, other.tables, other.moments]) {
      for (const { data } of Object.values(tensors)) data.fill(0.25);
    }
    const narrow = float32([6, 3], noise(18, 1));
    const { 'm.out.weight': _, ...moments } = other.moments;
    const broken = {
      'parameter hidden.weight': { ...other, params: { ...other.params, 'hidden.weight': narrow } },
      'parameter unused': { ...other, params: { ...other.params, unused: int32([2], [1, 2]) } },
      'table words': { ...other, tables: { words: float32([4, 50], noise(200, 4)) } },
      'table words is float32 (50, 4), the state has nothing': { ...other, tables: {} },
      'running mean v.hidden.weight': { ...other, moments: { ...other.moments, 'v.hidden.weight': narrow } },
      'running mean v.words': { ...other, moments: { ...other.moments, 'v.words': narrow } },
      'running mean m.out.weight is float32 (3, 6), the state has nothing': { ...other, moments },
      'a state after -1 steps': { ...other, stepCount: -1 },
    };
    for (const [problem, state] of Object.entries(broken)) {
      await expect(trainer.load(state)).rejects.toThrow(problem);
      expect(await trainer.state()).toEqual(before);
    }
    await trainer.load({ ...other, moments: {}, stepCount: 0 });
    const after = await trainer.state();
    expect(after.params).toEqual(other.params);
    expect(Object.values(after.moments).every(({ data }) => data.every((value) => value === 0))).toBe(true);
    await trainer.dispose();
  });

  it('a device that fails while a state is put on it leaves the trainer as it was', async () => {
    const inner = createCpuDevice();
    let uploads = Infinity;
    let held = 0;
    const device: Device = {
      name: inner.name,
      compile: (...given) => inner.compile(...given),
      upload: (tensor) => {
        if (uploads-- === 0) throw new Error('the device is full');
        held++;
        const uploaded = inner.upload(tensor);
        const release = uploaded.release.bind(uploaded);
        uploaded.release = () => {
          held--;
          release();
        };
        return uploaded;
      },
    };
    const trainer = small(device);
    const before = await trainer.state();
    const alive = held;
    const other = structuredClone(before);
    other.tables['words']!.data.fill(1);
    other.params['unused']!.data.fill(1);
    uploads = 3;
    await expect(trainer.load(other)).rejects.toThrow('the device is full');
    expect(held).toBe(alive);
    uploads = Infinity;
    expect(await trainer.state()).toEqual(before);
    await trainer.dispose();
    expect(held).toBe(0);
  });

  it('hands out copies: a later step does not change a state', async () => {
    const trainer = small(createCpuDevice());
    await trainer.step(batch(0), rate);
    const state = await trainer.state();
    const copy = structuredClone(state);
    await trainer.step(batch(1), rate);
    expect(state).toEqual(copy);
    await trainer.dispose();
  });

  it('changes only the rows that a batch uses, and never the padding row', async () => {
    const trainer = small(createCpuDevice());
    const before = (await trainer.state()).tables['words']!.data;
    await trainer.step(batch(0), rate);
    const after = (await trainer.state()).tables['words']!.data;
    const used = new Set(batch(0)['tokens']!.data);
    const changed = new Set<number>();
    for (const [i, value] of after.entries()) if (value !== before[i]) changed.add(Math.floor(i / 4));
    expect(used.has(0)).toBe(true);
    used.delete(0);
    expect(changed).toEqual(used);
    await trainer.dispose();
  });

  it('leaves parameters alone that the loss does not use', async () => {
    const trainer = small(createCpuDevice());
    await trainer.step(batch(0), rate);
    expect([...(await trainer.state()).params['unused']!.data]).toEqual([1, 2]);
    await trainer.dispose();
  });

  it('predicts with the parameters as they are, and a predictor made from its state does the same', async () => {
    const device = createCpuDevice();
    const forward: Forward = (params, given) => ({
      sum: tf.add(tf.sum(tf.gather(params['words']!, given['tokens']!)), tf.sum(params['w']!)),
    });
    const model = {
      device,
      params: { w: float32([2], [1, 2]) },
      tables: { words: float32([3, 2], [0, 0, 1, 2, 3, 4]) },
      lookups: { tokens: 'words' },
      forward,
    };
    const trainer = createTrainer({
      ...model,
      loss: (params, given) => ({ loss: forward(params, given)['sum']! }),
      optimizer: { kind: 'sgd' },
      seed: 1,
    });
    const given = { tokens: int32([2], [2, 2]) };
    expect((await trainer.predict(given))['sum']!.data[0]).toBe(17);
    await trainer.step(given, { learningRate: 0.5 });
    // The gradient is 1 for w and 2 for row 2, which stands there twice: w = (0.5, 1.5), row 2 = (2, 3).
    expect((await trainer.predict(given))['sum']!.data[0]).toBe(12);
    const { params, tables } = await trainer.state();
    const predictor = createPredictor({ ...model, params, tables });
    expect((await predictor.predict(given))['sum']!.data[0]).toBe(12);
    expect((await predictor.predict({ tokens: int32([1, 1], [1]) }))['sum']!.data[0]).toBe(5);
    await trainer.dispose();
    await predictor.dispose();
  });

  it('keeps a limited number of compiled programs', async () => {
    const { device, count } = counting(createCpuDevice());
    const predictor = createPredictor({
      device,
      params: {},
      forward: (_, given) => ({ y: tf.square(given['x']!) }),
      cacheSize: 2,
    });
    const square = (size: number) => predictor.predict({ x: float32([size], new Float32Array(size)) });
    for (const size of [1, 2, 1, 3, 1]) await square(size);
    expect(count).toEqual({ compiled: 3, alive: 2 });
    await square(2);
    expect(count.compiled).toBe(4);
    await predictor.dispose();
    expect(count.alive).toBe(0);
  });

  it('says which input holds a row that a table does not have', async () => {
    const trainer = small(createCpuDevice());
    const broken = {
      ...batch(0),
      tokens: int32(
        [5, 4],
        Array.from({ length: 20 }, () => 50),
      ),
    };
    await expect(trainer.step(broken, rate)).rejects.toThrow(
      'input tokens holds row 50; table words has 50 rows',
    );
    // The failed batch leaves no trace.
    const [a, b] = [await losses(trainer, [0]), await losses(small(createCpuDevice()), [0])];
    expect(a).toEqual(b);
    await trainer.dispose();
  });

  it('leaves nothing behind after fifty lives, finished or broken', async () => {
    const { device, count } = counting(createCpuDevice());
    await small(device).step(batch(0), rate);
    const before = { ...tf.memory() };
    const alive = count.alive;
    for (let life = 0; life < 50; life++) {
      const trainer = small(device);
      await trainer.step(batch(life), rate);
      await trainer.dispose();
    }
    const broken = createTrainer({
      device,
      params: { w: float32([2], [1, 2]) },
      loss: (params) => ({
        loss: tf.sum(params['w']!),
        outputs: { bad: tf.tensor1d([params['w']!.dataSync()[0]!]) },
      }),
      optimizer: { kind: 'sgd' },
      seed: 1,
    });
    await expect(broken.step({}, rate)).rejects.toThrow('cannot read the values');
    expect(tf.memory().numTensors).toBe(before.numTensors);
    expect(tf.memory().numDataBuffers).toBe(before.numDataBuffers);
    expect(count.alive).toBe(alive);
  });

  it('names the model and the kernel that cannot be compiled', async () => {
    const trainer = createTrainer({
      name: 'odd-model',
      device: createCpuDevice(),
      params: { w: float32([3], [1, 2, 3]) },
      loss: (params) => ({ loss: tf.sum(tf.cast(tf.unique(params['w']!).values, 'float32')) }),
      optimizer: { kind: 'sgd' },
      seed: 1,
    });
    await expect(trainer.step({}, rate)).rejects.toThrow(/odd-model uses the kernel Unique/);
    await trainer.dispose();
  });

  it('leaves alone what is frozen', async () => {
    const frozen = ['words', 'hidden.weight'];
    const trainer = small(createCpuDevice(), 1, frozen);
    const before = await trainer.state();
    for (let step = 0; step < 3; step++) await trainer.step(batch(step), rate);
    const after = await trainer.state();
    expect(after.tables).toEqual(before.tables);
    expect(after.params['hidden.weight']).toEqual(before.params['hidden.weight']);
    expect(after.params['out.weight']).not.toEqual(before.params['out.weight']);
    await trainer.dispose();
  });

  it('predictions that overlap do not mix their rows', async () => {
    const predictor = createPredictor({
      device: createCpuDevice(),
      params: {},
      tables: { words: float32([4, 1], [10, 20, 30, 40]) },
      lookups: { tokens: 'words' },
      forward: (params, given) => ({ rows: tf.gather(params['words']!, given['tokens']!) }),
    });
    const rowsOf = async (ids: number[]) =>
      Array.from((await predictor.predict({ tokens: int32([2], ids) }))['rows']!.data);
    expect(await Promise.all([rowsOf([0, 1]), rowsOf([2, 3])])).toEqual([
      [10, 20],
      [30, 40],
    ]);
    await predictor.dispose();
  });
});

describe('tables that share an input', () => {
  const tables = {
    first: float32([50, 4], noise(200, 4)),
    second: float32([50, 2], noise(100, 5)),
  };
  const sum = (params: Record<string, tf.Tensor>, batch: Record<string, tf.Tensor>) =>
    tf.add(
      tf.sum(tf.gather(params['first']!, batch['tokens']!), -1),
      tf.sum(tf.gather(params['second']!, batch['tokens']!), -1),
    );
  const tokens = int32([2, 3], [41, 7, 0, 7, 13, 49]);

  it('give it the same rows of each', async () => {
    const predictor = createPredictor({
      device: createCpuDevice(),
      params: {},
      tables,
      lookups: { tokens: ['first', 'second'] },
      forward: (params, batch) => ({ sum: sum(params, batch) }),
    });
    const { sum: found } = await predictor.predict({ tokens });
    const total = (row: number) =>
      [
        ...tables.first.data.subarray(row * 4, row * 4 + 4),
        ...tables.second.data.subarray(row * 2, row * 2 + 2),
      ].reduce((a, b) => a + b, 0);
    for (const [at, row] of tokens.data.entries()) expect(found!.data[at]).toBeCloseTo(total(row), 5);
    await predictor.dispose();
  });

  it.each([
    ['rows', { ...tables, second: float32([49, 2], noise(98, 5)) }, { tokens: ['first', 'second'] }],
    ['all inputs', tables, { tokens: ['first', 'second'], name: 'second' }],
  ])('must share their %s', (_, given, lookups) => {
    const forward: Forward = (params, batch) => ({ sum: sum(params, batch) });
    const made = () =>
      createPredictor({ device: createCpuDevice(), params: {}, tables: given, lookups, forward });
    expect(made).toThrow(
      'tables first and second share input tokens, but not their rows and all their inputs',
    );
  });
});
