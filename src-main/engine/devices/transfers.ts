import type { Tensor } from '../onnxruntime.ts';
import { asDType } from '../graph.ts';
import { encodeModel } from '../onnx/proto.ts';
import type { DType } from '../types.ts';
import type { Session } from './session.ts';

type Direction = 'to-device' | 'to-host';

/**
 * Copies tensors between the host's memory and a device's, by programs that do nothing else: ONNX Runtime's binding
 * for Node has no function for either, and its `Tensor.getData` ends the process (js/node/src/tensor_helper.cc).
 * The programs are released with the device's last tensor.
 */
export class Transfers {
  readonly #compile: (model: Uint8Array, kept: readonly string[]) => Promise<Session>;
  readonly #programs = new Map<string, Promise<Session>>();
  #tensors = 0;

  /** `compile` makes a session in which the outputs named in `kept` stay on the device. */
  constructor(compile: (model: Uint8Array, kept: readonly string[]) => Promise<Session>) {
    this.#compile = compile;
  }

  /** Says that one more tensor may have to be copied. */
  hold(): void {
    this.#tensors++;
  }

  letGo(): void {
    this.#tensors--;
    if (this.#tensors > 0) return;
    const programs = [...this.#programs.values()];
    this.#programs.clear();
    for (const program of programs) void program.then((session) => session.release());
  }

  toDevice(tensor: Tensor): Promise<Tensor> {
    return this.#copy(tensor, 'to-device');
  }

  toHost(tensor: Tensor): Promise<Tensor> {
    return this.#copy(tensor, 'to-host');
  }

  async #copy(tensor: Tensor, direction: Direction): Promise<Tensor> {
    const program = await this.#program(asDType(tensor.type), direction);
    return (await program.run({ from: tensor }))['to']!;
  }

  #program(dtype: DType, direction: Direction): Promise<Session> {
    const key = `${dtype} ${direction}`;
    const known = this.#programs.get(key);
    if (known) return known;
    const made = this.#compile(copyingModel(dtype), direction === 'to-device' ? ['to'] : []);
    this.#programs.set(key, made);
    // One that failed is tried anew.
    made.catch(() => this.#programs.delete(key));
    return made;
  }
}

function copyingModel(dtype: DType): Uint8Array {
  return encodeModel({
    name: 'copy',
    nodes: [{ op: 'Identity', inputs: ['from'], outputs: ['to'], attributes: {}, domain: '' }],
    initializers: new Map(),
    inputs: [{ name: 'from', type: dtype }],
    outputs: [{ name: 'to', type: dtype }],
  });
}
