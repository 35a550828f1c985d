import type { Tensor } from '@tensorflow/tfjs-core';
import type { OptimizerOptions } from '../../src-main/engine/optimizer.ts';
import { createTrainer, type Loss } from '../../src-main/engine/trainer.ts';
import type { Device, HostTensor } from '../../src-main/engine/types.ts';
import type { Parameters } from '../../src-main/models/layers.ts';
import type { ReferenceCase } from './reference-case.ts';
import { gradientProgram, runProgram } from './run-case.ts';

export interface Training {
  reference: ReferenceCase;
  /** Inputs of the case that make the batch. */
  inputs: readonly string[];
  /** Gives the loss and the outputs that the case knows. */
  loss: (params: Parameters, batch: Parameters) => { loss: Tensor; outputs: Record<string, Tensor> };
  optimizer: OptimizerOptions;
  learningRates: readonly number[];
  /** Parameters that change nothing, as what is added to all scores of a softmax: Adam moves them by chance. */
  idle?: readonly string[];
  /** Input -> table of the case that it looks up, which is then stepped by its used rows only. */
  lookups?: Readonly<Record<string, string>>;
}

/** Checks outputs, first gradients, the losses of some steps and the parameters after them. */
export async function checkTraining(device: Device, training: Training): Promise<string[]> {
  const { reference, loss, optimizer, learningRates, lookups = {} } = training;
  const weights = reference.under('w.');
  const batch = Object.fromEntries(training.inputs.map((name) => [name, reference.get(name)]));
  const far: string[] = [];
  const check = (name: string, tensor: HostTensor | undefined) => {
    if (!(reference.distance(name, tensor) <= reference.tolerance)) far.push(name);
  };

  const inputs = { ...weights, ...batch };
  const program = gradientProgram(Object.keys(weights), (given) => loss(given, given).loss);
  for (const [name, tensor] of Object.entries(await runProgram(device, program, inputs))) check(name, tensor);
  const forward = await runProgram(device, (given) => loss(given, given).outputs, inputs);
  for (const [name, tensor] of Object.entries(forward)) check(name, tensor);

  const tables = new Set(Object.values(lookups));
  const some = (isTable: boolean) =>
    Object.fromEntries(Object.entries(weights).filter(([name]) => tables.has(name) === isTable));
  const trainer = createTrainer({
    device,
    params: some(false),
    tables: some(true),
    lookups,
    loss: loss satisfies Loss,
    optimizer,
    seed: 1,
  });
  const losses = reference.numbers('losses');
  for (const [i, learningRate] of learningRates.entries()) {
    const result = await trainer.step(batch, { learningRate });
    if (!(Math.abs(result.loss - losses[i]!) <= reference.tolerance)) far.push(`loss ${i}`);
  }
  const state = await trainer.state();
  for (const [name, tensor] of Object.entries({ ...state.params, ...state.tables })) {
    if (training.idle?.includes(name) && unmoved(reference, name)) continue;
    // A key's bias adds the same to all scores of a query, so its gradient is 0 but for rounding, and Adam divides
    // rounding by rounding: what becomes of it is chance, in PyTorch too, and changes nothing.
    const moved = name.endsWith('in_proj_bias') ? withoutKeys(tensor, reference, name) : tensor;
    // Rows that no batch uses keep their weights, where PyTorch's weight decay reaches them.
    check(`after.${name}`, tables.has(name) ? decayedElsewhere(name, moved, training) : moved);
  }
  await trainer.dispose();
  return far;
}

/** By the case's first gradient, a parameter's gradient is nothing but rounding. */
function unmoved(reference: ReferenceCase, name: string): boolean {
  return reference.numbers(`grad.${name}`).every((value) => Math.abs(value) < 1e-6);
}

/** The biases with the case's own for the keys, if the case agrees that these have no gradient. */
function withoutKeys(tensor: HostTensor, reference: ReferenceCase, name: string): HostTensor {
  const third = tensor.data.length / 3;
  const isKey = (i: number) => i >= third && i < 2 * third;
  const gradient = reference.numbers(`grad.${name}`);
  if (gradient.some((value, i) => isKey(i) && Math.abs(value) > 1e-6)) return tensor;
  const expected = reference.numbers(`after.${name}`);
  return { ...tensor, data: Float32Array.from(tensor.data, (value, i) => (isKey(i) ? expected[i]! : value)) };
}

/** The table with PyTorch's weight decay on the rows that were never used. */
function decayedElsewhere(name: string, tensor: HostTensor, training: Training): HostTensor {
  const { reference, optimizer, lookups = {} } = training;
  const inputs = Object.keys(lookups).filter((input) => lookups[input] === name);
  const used = new Set(inputs.flatMap((input) => reference.numbers(input)));
  const width = tensor.shape[1]!;
  const decay = training.learningRates.reduce(
    (product, rate) => product * (1 - rate * (optimizer.weightDecay ?? 0)),
    1,
  );
  const data = Float32Array.from(tensor.data, (value, i) =>
    used.has(Math.floor(i / width)) ? value : value * decay,
  );
  return { ...tensor, data };
}
