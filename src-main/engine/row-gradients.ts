import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { CompileCache } from './compile-cache.ts';
import './gradients.ts';
import { withSharedMax } from './gradients/shared-max.ts';
import { prefix, prefixed, signatureOf, takeToHost, under, type Tensors } from './predictor.ts';
import type { Device, HostTensor } from './types.ts';

/** One number of a model, from its parameters, the rows of its tables and a batch. */
export type Scalar<B extends object = Tensors> = (params: Tensors, batch: B) => Tensor;

/** Gradients of a trained model with respect to table rows that are handed in. Whoever made it disposes of it. */
export interface RowGradients {
  /**
   * @param rows by table (P, D), in the place of the rows that a batch would look up: the batch has places of these
   * @returns the number, and its gradient by table (P, D); what it does not depend on has a gradient of 0
   */
  at(
    rows: Readonly<Record<string, HostTensor>>,
    batch: Readonly<Record<string, HostTensor>>,
  ): Promise<{ value: number; gradients: Record<string, HostTensor> }>;
  dispose(): Promise<void>;
}

const valueOutput = 'value';

/** @param name whose gradients they are, for messages */
export function createRowGradients<B extends object = Tensors>({
  name,
  device,
  params,
  scalar,
}: {
  name: string;
  device: Device;
  params: Readonly<Record<string, HostTensor>>;
  /** The program reports tensors of the batch that are missing. */
  scalar: Scalar<B>;
}): RowGradients {
  const held = Object.fromEntries(
    Object.entries(params).map(([parameter, tensor]) => [prefix.param + parameter, device.upload(tensor)]),
  );
  const program = (inputs: Tensors): Tensors => {
    const rows = under(inputs, prefix.table);
    const names = Object.keys(rows);
    const params = { ...under(inputs, prefix.param), ...rows };
    const { value, grads } = withSharedMax(() =>
      tf.engine().gradients(
        () => tf.reshape<tf.Rank.R0>(scalar(params, under(inputs, prefix.batch) as B), []),
        names.map((table) => rows[table]!),
        undefined,
        true,
      ),
    );
    const gradients = names.map((table, i) => {
      const gradient: Tensor | undefined = grads[i];
      return [table, gradient ?? tf.zerosLike(rows[table]!)] as const;
    });
    return { [valueOutput]: value, ...prefixed(Object.fromEntries(gradients), prefix.output) };
  };
  const compiled = new CompileCache((signature) => device.compile(program, signature, { name }), 4);
  return {
    at: async (rows, batch) => {
      const inputs = { ...held, ...prefixed(rows, prefix.table), ...prefixed(batch, prefix.batch) };
      const executable = await compiled.get(signatureOf(inputs));
      const results = await takeToHost(await executable.run(inputs));
      return { value: results[valueOutput]!.data[0]!, gradients: under(results, prefix.output) };
    },
    dispose: async () => {
      await compiled.dispose();
      for (const tensor of Object.values(held)) tensor.release();
    },
  };
}
