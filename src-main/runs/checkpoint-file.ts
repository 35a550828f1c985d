import { createHash } from 'node:crypto';
import { readSafetensors, writeSafetensors } from '../engine/safetensors.ts';
import type { HostTensor } from '../engine/types.ts';
import { UserError } from '../errors.ts';

const hashKey = 'sha256';

/** SHA-256 over names, types, shapes and values, by name. */
export function hashOf(tensors: Readonly<Record<string, HostTensor>>): string {
  const hash = createHash('sha256');
  for (const name of Object.keys(tensors).sort()) {
    const { dtype, shape, data } = tensors[name]!;
    hash.update(`${name}\0${dtype}\0${shape.join()}\0`);
    hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  return hash.digest('hex');
}

/** Writes tensors with their hash, so that a reader finds the old or the new ones whole, never a mixture. */
export async function writeCheckpointFile(
  path: string,
  tensors: Readonly<Record<string, HostTensor>>,
  metadata: Readonly<Record<string, string>>,
): Promise<void> {
  await writeSafetensors(path, tensors, { ...metadata, [hashKey]: hashOf(tensors) });
}

/** @throws UserError if the file is damaged: its values are not those that were written. */
export async function readCheckpointFile(
  path: string,
): Promise<{ tensors: Record<string, HostTensor>; metadata: Record<string, string> }> {
  const { tensors, metadata } = await readSafetensors(path);
  const { [hashKey]: expected, ...rest } = metadata;
  if (expected !== undefined && expected !== hashOf(tensors)) {
    throw new UserError(
      'input',
      `${path} is damaged: its values are not those that were written. Train the run again.`,
    );
  }
  return { tensors, metadata: rest };
}
