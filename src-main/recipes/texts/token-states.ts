import type { HostTensor } from '../../engine/types.ts';
import { EncodedTexts } from './encoded-texts.ts';
import type { KeptEncoding } from './kept-encodings.ts';
import { float32, paddedLength, rowsOf } from './text-batch.ts';

/**
 * The hidden states (L, D) of the tokens of a text as float16, in the workspace and in memory: 2 bytes a number, which is
 * 23 kB for 30 tokens of 384 numbers. What is rounded off is less than 0.05 % of a number.
 */
export const statesEncoding: KeptEncoding<Float16Array> = {
  encoding: 'states',
  file: 'states.db',
  stage: 'encoding tokens',
  keep: (states) => {
    // An even number of them, so that they are a whole number of float32.
    const kept = new Float16Array(Math.ceil(states.length / 2) * 2);
    kept.set(states);
    return kept;
  },
  stored: ({ buffer }) => new Float32Array(buffer),
  restored: ({ buffer }) => new Float16Array(buffer),
};

/** Texts as the hidden states that a frozen encoder gives their tokens. */
export class TokenStates extends EncodedTexts<Float16Array> {
  protected readonly kind = statesEncoding;

  /** `states` (U, L, D) and `mask` (U, L) */
  tensors(ids: readonly number[], unit: number): Record<string, HostTensor> {
    const { config, maxTokens } = this.encoder;
    const width = config.hidden_size;
    const lengths = ids.map((id) => this.tokens.get(id).length);
    const length = paddedLength(Math.max(0, ...lengths), maxTokens);
    const size = rowsOf(ids.length, unit);
    const states = float32([size, length, width]);
    const mask = float32([size, length]);
    for (const [row, id] of ids.entries()) {
      const own = this.encodedOf(id).subarray(0, lengths[row]! * width);
      states.data.set(own, row * length * width);
      mask.data.fill(1, row * length, row * length + lengths[row]!);
    }
    return { states, mask };
  }

  paddedLength(id: number): number {
    return this.tokens.paddedLength(id);
  }
}
