import { CompileCache } from './compile-cache.ts';
import { copyHost, scalar, sizeOf, zeros } from './host.ts';
import { applyProgram, gradientProgram, shareInput, sumPrefix } from './accumulate.ts';
import { allScalars, momentNames, type OptimizerOptions } from './optimizer.ts';
import {
  ForwardRunner,
  forwardOf,
  prefix,
  prefixed,
  signatureOf,
  takeToHost,
  under,
  type Forward,
  type Tensors,
} from './predictor.ts';
import { dropoutKeys } from './random.ts';
import { keysInput, lossOutput, lossOf, momentPrefix, stepProgram, type Loss } from './step.ts';
import { Staging, Tables, type LookedUp, type Lookups } from './tables.ts';
import type { Device, DeviceTensor, HostTensor, Program } from './types.ts';

export { createPredictor, type Forward, type Predictor, type PredictorOptions } from './predictor.ts';
export type { Loss, LossResult, StepRandom } from './step.ts';

export interface TrainerOptions<L extends object = Tensors, F extends object = Tensors> {
  /** What is trained, for messages. */
  name?: string;
  device: Device;
  /** Dense parameters by name. */
  params: Readonly<Record<string, HostTensor>>;
  /** Embedding tables (V, D): they stay in host memory, outside the compiled step. */
  tables?: Readonly<Record<string, HostTensor>>;
  /**
   * Batch input -> table, or tables. That int32 input holds rows of the table; inside `loss` it holds local ids into
   * params[table], which is (U, D): the distinct rows of the batch, padded with zeros to one of a few sizes.
   */
  lookups?: Lookups;
  loss: Loss<L>;
  /** Inference: no dropout. */
  forward?: Forward<F>;
  optimizer: OptimizerOptions;
  /** Row 0 of every table stands for padding: it is never changed. */
  paddingRow?: 0;
  /** Parameters and tables that are used but never changed. */
  frozen?: readonly string[];
  /** Seed of the dropout. */
  seed: number;
  /** Compiled steps, and compiled forward passes, that are kept. */
  cacheSize?: number;
  /** Whether every step gives its memory back: for models of which a batch of each length takes gigabytes. */
  lean?: boolean;
}

/** Copies on the host: all that is needed to go on. */
export interface TrainerState {
  params: Record<string, HostTensor>;
  tables: Record<string, HostTensor>;
  /** The optimiser's running means: `m.NAME`, `v.NAME` for every parameter and table. */
  moments: Record<string, HostTensor>;
  stepCount: number;
}

/** A part of the batch of a step. */
export interface BatchPart {
  batch: Record<string, HostTensor>;
  /** What its loss counts in the loss of the step; the shares of all parts sum to 1 where the loss is a mean. */
  share: number;
}

export interface Trainer {
  /** One optimiser step. Each new set of batch shapes is compiled once. */
  step(
    batch: Record<string, HostTensor>,
    options: { learningRate: number },
  ): Promise<{ loss: number; outputs: Record<string, HostTensor> }>;
  /**
   * One optimiser step whose gradients are summed up over the parts of its batch, one after the other, so that no more
   * memory is needed than for the largest part. Without dropout it is the step of the whole batch.
   */
  stepInParts(parts: readonly BatchPart[], options: { learningRate: number }): Promise<{ loss: number }>;
  /** Outputs of `forward` with the parameters as they are now. */
  predict(batch: Record<string, HostTensor>): Promise<Record<string, HostTensor>>;
  state(): Promise<TrainerState>;
  /**
   * Puts a state in place of its own. Running means are given for all that is trained, or for nothing: they are 0 then.
   * @throws Error where a tensor is missing or has another shape; nothing is changed then.
   */
  load(state: TrainerState): Promise<void>;
  /** Numbers that are trained, tables included. */
  readonly parameterCount: number;
  /** Releases what is held on the device. */
  dispose(): Promise<void>;
}

/**
 * Trains parameters on a device: state in, state out, in one compiled step.
 *
 * Tables are trained lazily: a step changes only the rows that its batch uses, with their running means; the
 * means of other rows do not decay and no weight decay reaches them. Bias correction uses the number of the step,
 * not how often a row was used. A row that every batch uses gets what the dense optimiser would give it.
 */
export function createTrainer<L extends object = Tensors, F extends object = Tensors>({
  loss,
  forward,
  ...options
}: TrainerOptions<L, F>): Trainer {
  return new CompiledTrainer({
    ...options,
    loss: lossOf(loss),
    ...(forward && { forward: forwardOf(forward) }),
  });
}

class CompiledTrainer implements Trainer {
  readonly parameterCount: number;
  readonly #options: TrainerOptions;
  readonly #tables: Tables;
  readonly #staging = new Staging();
  /** Parameters and their running means, under the names that the step gives them. */
  #held: Record<string, DeviceTensor>;
  readonly #steps: CompileCache;
  readonly #gradients: CompileCache;
  readonly #applied: CompileCache;
  /** What has a gradient, once a part of a step has shown it. */
  #graded: readonly string[] | null = null;
  readonly #forward: ForwardRunner | undefined;
  #stepCount = 0;

  constructor(options: TrainerOptions) {
    const { device, params, tables = {}, lookups = {}, loss, forward, optimizer, paddingRow } = options;
    const { name = 'model', cacheSize = 16, frozen = [], lean = false } = options;
    this.#options = options;
    for (const name of Object.keys(tables)) {
      if (name in params) throw new Error(`${name} is both a parameter and a table`);
    }
    const means = momentNames(optimizer).length;
    this.#tables = new Tables(tables, lookups, paddingRow, (table) => (frozen.includes(table) ? 0 : means));
    this.#held = this.#upload(params, {});
    this.parameterCount = [...Object.values(params), ...Object.values(tables)].reduce(
      (count, { shape }) => count + sizeOf(shape),
      0,
    );
    const changes = { optimizer, paddingRow: paddingRow === 0, frozen };
    const cacheOf = (program: Program, keep: () => string[]) =>
      new CompileCache(
        (signature) => device.compile(program, signature, { keep: keep(), name, lean }),
        cacheSize,
      );
    this.#steps = cacheOf(stepProgram(loss, changes), () => this.#keptOutputs());
    this.#gradients = cacheOf(gradientProgram(loss, changes), () =>
      [...Object.keys(params), ...Object.keys(tables)].map((trained) => prefix.next + trained),
    );
    this.#applied = cacheOf(applyProgram(changes), () => this.#keptOutputs());
    this.#forward = forward && new ForwardRunner(device, this.#tables, forward, { name, cacheSize, lean });
  }

  /** Uploads parameters with their running means; those not given are 0. */
  #upload(params: Readonly<Record<string, HostTensor>>, moments: Readonly<Record<string, HostTensor>>) {
    const { device, optimizer } = this.#options;
    const held: Record<string, DeviceTensor> = {};
    try {
      for (const [name, tensor] of Object.entries(params)) {
        held[prefix.param + name] = device.upload(copyHost(tensor));
        if (this.#isFrozen(name)) continue;
        for (const moment of momentNames(optimizer)) {
          const given = moments[`${moment}.${name}`];
          held[momentPrefix(moment) + name] = device.upload(given ? copyHost(given) : zeros(tensor.shape));
        }
      }
    } catch (error) {
      for (const tensor of Object.values(held)) tensor.release();
      throw error;
    }
    return held;
  }

  #isFrozen(name: string): boolean {
    return this.#options.frozen?.includes(name) ?? false;
  }

  #keptOutputs(): string[] {
    return Object.keys(this.#held).map((name) => prefix.next + name);
  }

  async step(
    batch: Record<string, HostTensor>,
    { learningRate }: { learningRate: number },
  ): Promise<{ loss: number; outputs: Record<string, HostTensor> }> {
    const number = this.#stepCount + 1;
    const found = this.#tables.lookUp(batch);
    const inputs = {
      ...this.#held,
      ...this.#rows(found.used, true),
      ...prefixed(found.batch, prefix.batch),
      ...this.#scalars(number, learningRate),
      [keysInput]: dropoutKeys(this.#options.seed, number),
    };
    const program = await this.#steps.get(signatureOf(inputs));
    const results = await program.run(inputs);
    const { [lossOutput]: loss, ...others } = results;
    await this.#take(found.used, under(others, prefix.next));
    this.#stepCount = number;
    const outputs = await takeToHost(under(others, prefix.output));
    const value = await takeToHost({ loss: loss! });
    return { loss: value['loss']!.data[0]!, outputs };
  }

  async stepInParts(
    parts: readonly BatchPart[],
    { learningRate }: { learningRate: number },
  ): Promise<{ loss: number }> {
    const { device, seed } = this.#options;
    const number = this.#stepCount + 1;
    const { used, batches } = this.#tables.lookUpAll(parts.map(({ batch }) => batch));
    const rows = this.#rows(used, false);
    let sums: Record<string, DeviceTensor> = {};
    let loss = 0;
    try {
      for (const name of this.#graded ?? []) {
        const shape = this.#held[prefix.param + name]?.shape ?? rows[prefix.table + name]!.shape;
        sums[name] = device.upload(zeros(shape));
      }
      for (const [i, batch] of batches.entries()) {
        const inputs = {
          ...this.#params(),
          ...rows,
          ...prefixed(batch, prefix.batch),
          ...prefixed(sums, sumPrefix),
          [shareInput]: scalar(parts[i]!.share),
          // Every part draws masks of its own.
          [keysInput]: dropoutKeys(seed + i * 1_000_003, number),
        };
        const program = await this.#gradients.get(signatureOf(inputs));
        const { [lossOutput]: value, ...others } = await program.run(inputs);
        for (const sum of Object.values(sums)) sum.release();
        sums = under(others, prefix.next);
        this.#graded ??= Object.keys(sums);
        loss += (await takeToHost({ value: value! }))['value']!.data[0]!;
      }
      const inputs = {
        ...this.#held,
        ...this.#rows(used, true),
        ...prefixed(sums, sumPrefix),
        ...this.#scalars(number, learningRate),
      };
      const program = await this.#applied.get(signatureOf(inputs));
      await this.#take(used, under(await program.run(inputs), prefix.next));
    } finally {
      for (const sum of Object.values(sums)) sum.release();
    }
    this.#stepCount = number;
    return { loss };
  }

  #params(): Record<string, DeviceTensor> {
    return prefixed(under(this.#held, prefix.param), prefix.param);
  }

  #scalars(step: number, learningRate: number): Record<string, HostTensor> {
    const values = Object.entries(allScalars(this.#options.optimizer, step, learningRate));
    return prefixed(Object.fromEntries(values.map(([name, value]) => [name, scalar(value)])), prefix.scalar);
  }

  /** The batch's rows of the tables as inputs of the step. */
  #rows(used: LookedUp['used'], withMeans: boolean): Record<string, HostTensor> {
    return Object.fromEntries(
      Object.entries(used).map(([name, ids]) => [
        prefix.table + name,
        this.#tables.gather(name, ids, this.#staging, withMeans),
      ]),
    );
  }

  /** Puts what a step has changed in the place of what was there. */
  async #take(used: LookedUp['used'], next: Readonly<Record<string, DeviceTensor>>): Promise<void> {
    await this.#putBack(used, next);
    for (const name of Object.keys(this.#held)) {
      const changed = next[name];
      if (!changed) continue;
      this.#held[name]!.release();
      this.#held[name] = changed;
    }
  }

  async #putBack(used: LookedUp['used'], next: Readonly<Record<string, DeviceTensor>>): Promise<void> {
    for (const [name, ids] of Object.entries(used)) {
      const rows = next[prefix.table + name];
      if (!rows) continue;
      this.#tables.scatter(name, ids, await rows.peek());
      rows.release();
    }
  }

  async predict(batch: Record<string, HostTensor>): Promise<Record<string, HostTensor>> {
    if (!this.#forward) throw new Error('the trainer was made without a forward function');
    return this.#forward.run(under(this.#held, prefix.param), batch);
  }

  async state(): Promise<TrainerState> {
    const read = async (start: string, name: (rest: string) => string) => {
      const found = Object.entries(under(this.#held, start));
      return Promise.all(found.map(async ([rest, tensor]) => [name(rest), await tensor.read()] as const));
    };
    const moments = await Promise.all(
      momentNames(this.#options.optimizer).map((moment) =>
        read(momentPrefix(moment), (name) => `${moment}.${name}`),
      ),
    );
    const { names } = this.#tables;
    const trained = names.filter((name) => !this.#isFrozen(name));
    const ofTables = momentNames(this.#options.optimizer).flatMap((moment, i) =>
      trained.map((name) => [`${moment}.${name}`, this.#tables.block(name, i + 1)] as const),
    );
    return {
      params: Object.fromEntries(await read(prefix.param, (name) => name)),
      tables: Object.fromEntries(names.map((name) => [name, this.#tables.block(name, 0)])),
      moments: Object.fromEntries([...moments.flat(), ...ofTables]),
      stepCount: this.#stepCount,
    };
  }

  async load(state: TrainerState): Promise<void> {
    this.#check(state);
    const before = this.#held;
    const names = Object.keys(under(before, prefix.param));
    this.#held = this.#upload(
      Object.fromEntries(names.map((name) => [name, state.params[name]!])),
      state.moments,
    );
    for (const name of this.#tables.names) {
      this.#tables.assign(name, 0, state.tables[name]);
      if (this.#isFrozen(name)) continue;
      for (const [i, moment] of momentNames(this.#options.optimizer).entries()) {
        this.#tables.assign(name, i + 1, state.moments[`${moment}.${name}`]);
      }
    }
    for (const tensor of Object.values(before)) tensor.release();
    this.#stepCount = state.stepCount;
  }

  /** Everything is checked before anything is changed: half a state would train on without a word. */
  #check({ params, tables, moments, stepCount }: TrainerState): void {
    if (!Number.isSafeInteger(stepCount) || stepCount < 0) {
      throw new Error(`a state after ${stepCount} steps does not fit`);
    }
    const held = Object.entries(under(this.#held, prefix.param)).map(([name, { shape }]) => ({
      name,
      shape,
    }));
    const blocks = this.#tables.names.map((name) => ({ name, shape: this.#tables.shape(name) }));
    for (const parameter of held) checkFit('parameter', parameter, params[parameter.name]);
    for (const table of blocks) checkFit('table', table, tables[table.name]);
    // A best copy is kept without running means; with some of them, the others would count as 0.
    if (Object.keys(moments).length === 0) return;
    for (const { name, shape } of [...held, ...blocks]) {
      if (this.#isFrozen(name)) continue;
      for (const moment of momentNames(this.#options.optimizer)) {
        const full = `${moment}.${name}`;
        checkFit('running mean', { name: full, shape }, moments[full]);
      }
    }
  }

  async dispose(): Promise<void> {
    for (const cache of [this.#steps, this.#gradients, this.#applied]) await cache.dispose();
    await this.#forward?.dispose();
    for (const tensor of Object.values(this.#held)) tensor.release();
    this.#held = {};
  }
}

function checkFit(
  kind: string,
  { name, shape }: { name: string; shape: readonly number[] },
  given: HostTensor | undefined,
): void {
  if (
    given?.dtype === 'float32' &&
    given.shape.join() === shape.join() &&
    given.data.length === sizeOf(shape)
  )
    return;
  const found = given ? `${given.dtype} (${given.shape.join(', ')})` : 'nothing';
  throw new Error(
    `${kind} ${name} is float32 (${shape.join(', ')}), the state has ${found}: it does not fit`,
  );
}
