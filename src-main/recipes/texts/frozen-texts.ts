import type { HostTensor } from '../../engine/types.ts';
import { EncodedTexts } from './encoded-texts.ts';
import { pooledEncoding } from './pooled-vectors.ts';
import { float32, rowsOf } from './text-batch.ts';

/** Texts as the vectors that a frozen encoder gives them. */
export class FrozenTexts extends EncodedTexts<Float32Array> {
  protected readonly kind = pooledEncoding;

  /** `pooled` (U, D) */
  tensors(ids: readonly number[], unit: number): Record<string, HostTensor> {
    const width = this.encoder.config.hidden_size;
    const pooled = float32([rowsOf(ids.length, unit), width]);
    for (const [row, id] of ids.entries()) pooled.data.set(this.encodedOf(id), row * width);
    return { pooled };
  }

  paddedLength(): number {
    return 0;
  }
}
