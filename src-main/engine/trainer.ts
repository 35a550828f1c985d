import { CompileCache } from './compile-cache.ts';
import { copyHost, scalar, sizeOf, zeros } from './host.ts';
import { momentNames, scalarsOfStep, type OptimizerOptions } from './optimizer.ts';
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
import type { Device, DeviceTensor, HostTensor } from './types.ts';

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
}

/** Copies on the host: all that is needed to go on. */
export interface TrainerState {
  params: Record<string, HostTensor>;
  tables: Record<string, HostTensor>;
  /** The optimiser's running means: `m.NAME`, `v.NAME` for every parameter and table. */
  moments: Record<string, HostTensor>;
  stepCount: number;
}

export interface Trainer {
  /** One optimiser step. Each new set of batch shapes is compiled once. */
  step(
    batch: Record<string, HostTensor>,
    options: { learningRate: number },
  ): Promise<{ loss: number; outputs: Record<string, HostTensor> }>;
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
  readonly #forward: ForwardRunner | undefined;
  #stepCount = 0;

  constructor(options: TrainerOptions) {
    const { device, params, tables = {}, lookups = {}, loss, forward, optimizer, paddingRow } = options;
    const { name = 'model', cacheSize = 16, frozen = [] } = options;
    this.#options = options;
    for (const name of Object.keys(tables)) {
      if (name in params) throw new Error(`${name} is both a parameter and a table`);
    }
    this.#tables = new Tables(tables, lookups, paddingRow, momentNames(optimizer).length);
    this.#held = this.#upload(params, {});
    this.parameterCount = [...Object.values(params), ...Object.values(tables)].reduce(
      (count, { shape }) => count + sizeOf(shape),
      0,
    );
    const program = stepProgram(loss, optimizer, { paddingRow: paddingRow === 0, frozen });
    this.#steps = new CompileCache(
      (signature) => device.compile(program, signature, { keep: this.#keptOutputs(), name }),
      cacheSize,
    );
    this.#forward = forward && new ForwardRunner(device, this.#tables, forward, { name, cacheSize });
  }

  /** Uploads parameters with their running means; those not given are 0. */
  #upload(params: Readonly<Record<string, HostTensor>>, moments: Readonly<Record<string, HostTensor>>) {
    const { device, optimizer } = this.#options;
    const held: Record<string, DeviceTensor> = {};
    try {
      for (const [name, tensor] of Object.entries(params)) {
        held[prefix.param + name] = device.upload(copyHost(tensor));
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

  #keptOutputs(): string[] {
    return Object.keys(this.#held).map((name) => prefix.next + name);
  }

  async step(
    batch: Record<string, HostTensor>,
    { learningRate }: { learningRate: number },
  ): Promise<{ loss: number; outputs: Record<string, HostTensor> }> {
    const { optimizer, seed } = this.#options;
    const number = this.#stepCount + 1;
    const scalars = Object.fromEntries(
      Object.entries(scalarsOfStep(optimizer, number, learningRate)).map(([name, value]) => [
        name,
        scalar(value),
      ]),
    );
    const found = this.#tables.lookUp(batch);
    const inputs = {
      ...this.#held,
      ...this.#rows(found),
      ...prefixed(found.batch, prefix.batch),
      ...prefixed(scalars, prefix.scalar),
      [keysInput]: dropoutKeys(seed, number),
    };
    const program = await this.#steps.get(signatureOf(inputs));
    const results = await program.run(inputs);
    const { [lossOutput]: loss, ...others } = results;
    const next = under(others, prefix.next);
    await this.#putBack(found, next);
    for (const name of Object.keys(this.#held)) {
      const changed = next[name];
      if (!changed) continue;
      this.#held[name]!.release();
      this.#held[name] = changed;
    }
    this.#stepCount = number;
    const outputs = await takeToHost(under(others, prefix.output));
    const value = await takeToHost({ loss: loss! });
    return { loss: value['loss']!.data[0]!, outputs };
  }

  /** The batch's rows of the tables, with their running means, as inputs of the step. */
  #rows({ used }: LookedUp): Record<string, HostTensor> {
    return Object.fromEntries(
      Object.entries(used).map(([name, ids]) => [
        prefix.table + name,
        this.#tables.gather(name, ids, this.#staging, true),
      ]),
    );
  }

  async #putBack({ used }: LookedUp, next: Readonly<Record<string, DeviceTensor>>): Promise<void> {
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
    const ofTables = momentNames(this.#options.optimizer).flatMap((moment, i) =>
      names.map((name) => [`${moment}.${name}`, this.#tables.block(name, i + 1)] as const),
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
      for (const moment of momentNames(this.#options.optimizer)) {
        const full = `${moment}.${name}`;
        checkFit('running mean', { name: full, shape }, moments[full]);
      }
    }
  }

  async dispose(): Promise<void> {
    await this.#steps.dispose();
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
