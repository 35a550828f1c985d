import { readFile, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { readSafetensors } from '../../src-main/engine/safetensors.ts';
import type { HostTensor } from '../../src-main/engine/types.ts';

/** `make_golden.py` has made them; CONTEXTURE_GOLDEN names others, of other shapes and seeds. */
export const goldenFolder = resolve(process.env['CONTEXTURE_GOLDEN'] ?? join(import.meta.dirname, 'cases'));

const aboutSchema = z.looseObject({ tolerance: z.number(), heads: z.int().optional() });

/** One case: its tensors by name, and how far results may be from it. */
export class ReferenceCase {
  readonly tolerance: number;
  readonly heads: number;
  readonly tensors: Readonly<Record<string, HostTensor>>;

  constructor(tensors: Record<string, HostTensor>, about: z.infer<typeof aboutSchema>) {
    this.tensors = tensors;
    this.tolerance = about.tolerance;
    this.heads = about.heads ?? 1;
  }

  get(name: string): HostTensor {
    const tensor = this.tensors[name];
    if (!tensor) throw new Error(`the case has no tensor ${name}`);
    return tensor;
  }

  numbers(name: string): number[] {
    return Array.from(this.get(name).data);
  }

  /** The tensors whose names begin with a prefix, without it. */
  under(prefix: string): Record<string, HostTensor> {
    return Object.fromEntries(
      Object.entries(this.tensors)
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, tensor]) => [name.slice(prefix.length), tensor]),
    );
  }

  /** The largest absolute difference from a tensor of the case. */
  distance(name: string, actual: HostTensor | undefined): number {
    const expected = this.get(name);
    if (!actual || actual.shape.join() !== expected.shape.join()) return Infinity;
    let largest = 0;
    for (const [i, value] of expected.data.entries()) {
      const error = Math.abs(value - actual.data[i]!);
      largest = Number.isNaN(error) ? Infinity : Math.max(largest, error);
    }
    return largest;
  }
}

export async function loadCase(name: string): Promise<ReferenceCase> {
  const { tensors } = await readSafetensors(join(goldenFolder, `${name}.safetensors`));
  const about: unknown = JSON.parse(await readFile(join(goldenFolder, `${name}.json`), 'utf8'));
  return new ReferenceCase(tensors, aboutSchema.parse(about));
}

export async function caseNames(): Promise<string[]> {
  const files = await readdir(goldenFolder);
  return files
    .filter((file) => file.endsWith('.safetensors'))
    .map((file) => file.replace('.safetensors', ''));
}
