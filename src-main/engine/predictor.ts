import type { Tensor } from '@tensorflow/tfjs-core';
import { CompileCache } from './compile-cache.ts';
import { type Lookups, Staging, Tables } from './tables.ts';
import type { CompileOptions, Device, DeviceTensor, HostTensor, Signature, TensorSpec } from './types.ts';

/** Tensors by name. */
export type Tensors = Record<string, Tensor>;

/**
 * From parameters (tables among them) and a batch to named outputs. `B` has the names of the batch's tensors, so that a
 * program that asks for another one does not compile.
 */
export type Forward<B extends object = Tensors> = (params: Tensors, batch: B) => Tensors;

/** A forward program as the engine calls it, with whatever tensors a batch has. The program reports those that are missing. */
export function forwardOf<B extends object>(forward: Forward<B>): Forward {
  return (params, batch) => forward(params, batch as B);
}

export interface Predictor {
  /** Outputs of `forward`, on the host. Each new set of shapes is compiled once. */
  predict(batch: Record<string, HostTensor>): Promise<Record<string, HostTensor>>;
  dispose(): Promise<void>;
}

export interface PredictorOptions<B extends object = Tensors> {
  /** What predicts, for messages. */
  name?: string;
  device: Device;
  params: Readonly<Record<string, HostTensor>>;
  /** Embedding tables (V, D), which stay in host memory. */
  tables?: Readonly<Record<string, HostTensor>>;
  /** Batch input (int32 row ids) -> table, or tables. `forward` sees local ids into params[table], (U, D). */
  lookups?: Lookups;
  forward: Forward<B>;
  /**
   * The parameters, or those whose names are so chosen, become part of each compiled program, which is faster with them and
   * holds a copy: for programs of few shapes.
   */
  fixed?: boolean | ((name: string) => boolean);
  /** With `fixed`: products with these parameters in whole numbers of 8 bits, on the processor. */
  int8?: boolean;
  /** Compiled programs that are kept. */
  cacheSize?: number;
}

/** The prefixes under which the inputs and outputs of compiled programs stand. */
export const prefix = {
  param: 'param/',
  table: 'table/',
  batch: 'batch/',
  scalar: 'scalar/',
  output: 'output/',
  next: 'next/',
} as const;

/** The entries whose names begin with a prefix, without it. */
export function under<T>(record: Readonly<Record<string, T>>, start: string): Record<string, T> {
  return Object.fromEntries(
    Object.entries(record)
      .filter(([name]) => name.startsWith(start))
      .map(([name, value]) => [name.slice(start.length), value]),
  );
}

/** The entries with a prefix before their names. */
export function prefixed<T>(record: Readonly<Record<string, T>>, start: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [start + name, value]));
}

export function signatureOf(inputs: Readonly<Record<string, TensorSpec>>): Signature {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, { shape, dtype }]) => [name, { shape, dtype }]),
  );
}

/** Reads tensors to the host and releases them. */
export async function takeToHost(
  tensors: Readonly<Record<string, DeviceTensor>>,
): Promise<Record<string, HostTensor>> {
  const host: Record<string, HostTensor> = {};
  for (const [name, tensor] of Object.entries(tensors)) {
    host[name] = await tensor.read();
    tensor.release();
  }
  return host;
}

/** Runs `forward` with parameters that somebody else holds. */
export class ForwardRunner {
  readonly #cache: CompileCache;
  readonly #tables: Tables;

  constructor(
    device: Device,
    tables: Tables,
    forward: Forward,
    {
      name,
      cacheSize,
      ...compiled
    }: { name: string; cacheSize: number } & Pick<CompileOptions, 'constants' | 'int8' | 'lean'>,
  ) {
    this.#tables = tables;
    const program = (inputs: Record<string, Tensor>) =>
      prefixed(
        forward(
          { ...under(inputs, prefix.param), ...under(inputs, prefix.table) },
          under(inputs, prefix.batch),
        ),
        prefix.output,
      );
    const constants = signatureOf(compiled.constants ?? {});
    this.#cache = new CompileCache(
      (signature) => device.compile(program, { ...constants, ...signature }, { name, ...compiled }),
      cacheSize,
    );
  }

  async run(
    params: Readonly<Record<string, DeviceTensor>>,
    batch: Readonly<Record<string, HostTensor>>,
  ): Promise<Record<string, HostTensor>> {
    const { used, batch: local } = this.#tables.lookUp(batch);
    // Memory of its own: predictions may overlap.
    const staging = new Staging();
    const rows = Object.fromEntries(
      Object.entries(used).map(([name, ids]) => [name, this.#tables.gather(name, ids, staging, false)]),
    );
    const inputs = {
      ...prefixed(params, prefix.param),
      ...prefixed(rows, prefix.table),
      ...prefixed(local, prefix.batch),
    };
    const program = await this.#cache.get(signatureOf(inputs));
    return under(await takeToHost(await program.run(inputs)), prefix.output);
  }

  dispose(): Promise<void> {
    return this.#cache.dispose();
  }
}

/** Runs a model that was trained: parameters in, outputs out, no optimiser. */
export function createPredictor<B extends object = Tensors>(options: PredictorOptions<B>): Predictor {
  const { name = 'model', device, params, tables = {}, lookups = {}, forward, cacheSize = 16 } = options;
  const { fixed = false, int8 = false } = options;
  const isFixed = typeof fixed === 'function' ? fixed : () => fixed;
  const [constants, others] = parted(params, isFixed);
  const held = Object.fromEntries(
    Object.entries(others).map(([name, tensor]) => [name, device.upload(tensor)]),
  );
  const runner = new ForwardRunner(device, new Tables(tables, lookups, undefined), forwardOf(forward), {
    name,
    cacheSize,
    ...(fixed && { constants: prefixed(constants, prefix.param), int8 }),
  });
  return {
    predict: (batch) => runner.run(held, batch),
    dispose: async () => {
      await runner.dispose();
      for (const tensor of Object.values(held)) tensor.release();
    },
  };
}

/** The entries whose names are chosen, and the others. */
function parted<T>(
  record: Readonly<Record<string, T>>,
  isChosen: (name: string) => boolean,
): [Record<string, T>, Record<string, T>] {
  const entries = Object.entries(record);
  const of = (chosen: boolean) => Object.fromEntries(entries.filter(([name]) => isChosen(name) === chosen));
  return [of(true), of(false)];
}
