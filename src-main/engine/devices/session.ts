import { type InferenceSession, type Tensor, ort } from '../onnxruntime.ts';
import { explained } from './failure.ts';
import { count } from './live.ts';

/** The part of ONNX Runtime's session that the engine uses. */
export type RawSession = Pick<InferenceSession, 'run' | 'release'>;

export type MakeSession = (
  model: Uint8Array,
  options: InferenceSession.SessionOptions,
) => Promise<RawSession>;

/** ONNX Runtime itself. */
export const makeSession: MakeSession = (model, options) => ort.InferenceSession.create(model, options);

/** A session that is counted, is released once, and whose errors say what to do. */
export class Session {
  readonly #device: string;
  #raw: RawSession | undefined;
  #failed = false;

  private constructor(raw: RawSession, device: string) {
    this.#raw = raw;
    this.#device = device;
    count('sessions', 1);
  }

  /** @throws UserError of kind `failure` where the device fails; ONNX Runtime's own error where the model is wrong. */
  static async create(
    make: MakeSession,
    model: Uint8Array,
    options: InferenceSession.SessionOptions,
    device: string,
  ): Promise<Session> {
    try {
      return new Session(await make(model, options), device);
    } catch (error) {
      throw explained(error, device);
    }
  }

  /**
   * @param into memory for every output; the session's own where it is left out
   * @throws as `create` does
   */
  async run(
    feeds: Readonly<Record<string, Tensor>>,
    into?: Readonly<Record<string, Tensor>>,
  ): Promise<Readonly<Record<string, Tensor>>> {
    if (!this.#raw) throw new Error('a program was run after it was disposed');
    try {
      return into ? await this.#raw.run(feeds, into) : await this.#raw.run(feeds);
    } catch (error) {
      this.#failed = true;
      throw explained(error, this.#device);
    }
  }

  async release(): Promise<void> {
    const raw = this.#raw;
    if (!raw) return;
    this.#raw = undefined;
    count('sessions', -1);
    try {
      await raw.release();
    } catch (error) {
      // What a lost device says at its end would hide what it said when it was lost.
      if (!this.#failed) throw error;
    }
  }
}
