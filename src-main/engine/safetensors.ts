import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { randomBytes } from 'node:crypto';
import { UserError } from '../errors.ts';
import { sizeOf } from './host.ts';
import {
  checkLayout,
  type Entry,
  type Fail,
  headerLength,
  lengthBytes,
  metadataKey,
  parseHeader,
} from './safetensors-header.ts';
import { decode } from './safetensors-values.ts';
import type { HostTensor } from './types.ts';

export interface Safetensors {
  tensors: Record<string, HostTensor>;
  metadata: Record<string, string>;
}

const writtenAs = { float32: 'F32', int32: 'I32', bool: 'BOOL' } as const;

/**
 * Writes tensors in the safetensors format. The file appears under its name only when it is whole and on the
 * disk: it is written beside it, flushed and renamed.
 */
export async function writeSafetensors(
  path: string,
  tensors: Readonly<Record<string, HostTensor>>,
  metadata: Readonly<Record<string, string>> = {},
): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.part`;
  const file = await open(temporary, 'wx');
  try {
    try {
      for (const chunk of encode(tensors, metadata)) await file.writeFile(chunk);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** The rename is durable once its folder is flushed; Windows cannot open folders and needs no flush. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** The file's bytes, header first, then one chunk a tensor. */
function* encode(
  tensors: Readonly<Record<string, HostTensor>>,
  metadata: Readonly<Record<string, string>>,
): Generator<Uint8Array> {
  // Four-byte types first keeps every tensor aligned.
  if (metadataKey in tensors) throw new Error(`a tensor cannot be called ${metadataKey}`);
  const names = Object.keys(tensors).sort((a, b) => {
    const order = Number(tensors[a]!.dtype === 'bool') - Number(tensors[b]!.dtype === 'bool');
    return order === 0 ? (a < b ? -1 : 1) : order;
  });
  const header: [string, unknown][] = [];
  if (Object.keys(metadata).length > 0) header.push(['__metadata__', metadata]);
  let offset = 0;
  for (const name of names) {
    const { shape, dtype, data } = tensors[name]!;
    if (sizeOf(shape) !== data.length) {
      throw new RangeError(`${name}: shape (${shape.join(', ')}) does not have ${data.length} elements`);
    }
    const end = offset + data.byteLength;
    header.push([name, { dtype: writtenAs[dtype], shape, data_offsets: [offset, end] }]);
    offset = end;
  }
  let json = JSON.stringify(Object.fromEntries(header));
  json += ' '.repeat((8 - (Buffer.byteLength(json) % 8)) % 8);
  const bytes = Buffer.from(json);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(bytes.length));
  yield length;
  yield bytes;
  for (const name of names) {
    const { data } = tensors[name]!;
    yield new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  }
}

export interface ReadOptions {
  /** Tensors that are wanted; the others are checked but not read. */
  only?: (name: string) => boolean;
}

/**
 * Reads a safetensors file, or its bytes. Other floats become float32, other integers int32. Every length and offset is
 * checked against the file before anything is read or allocated.
 * @throws UserError of kind `input` that names the file, the tensor and what is wrong with it
 */
export async function readSafetensors(
  source: string | Uint8Array,
  { only = () => true }: ReadOptions = {},
): Promise<Safetensors> {
  return reading(source, async (bytes, fail) => {
    const { entries, metadata, start } = await readHeader(bytes, fail);
    const tensors: [string, HostTensor][] = [];
    for (const entry of entries) {
      if (!only(entry.name)) continue;
      const [begin, end] = entry.data_offsets;
      tensors.push([entry.name, decode(entry, await bytes.read(start + begin, end - begin), fail)]);
    }
    return { tensors: Object.fromEntries(tensors), metadata };
  });
}

/** Types and shapes of a file's tensors by name, without reading them. Throws as `readSafetensors`. */
export async function readSafetensorsShapes(
  path: string,
): Promise<Record<string, { dtype: string; shape: readonly number[] }>> {
  return reading(path, async (bytes, fail) => {
    const { entries } = await readHeader(bytes, fail);
    return Object.fromEntries(entries.map(({ name, dtype, shape }) => [name, { dtype, shape }]));
  });
}

interface Bytes {
  size: number;
  /** A copy of some bytes with memory of its own; fewer where the file ends before. */
  read(at: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
}

async function readHeader(
  bytes: Bytes,
  fail: Fail,
): Promise<{ entries: Entry[]; metadata: Record<string, string>; start: number }> {
  const first = await bytes.read(0, Math.min(lengthBytes, bytes.size));
  const length = headerLength(first, bytes.size, fail);
  const start = lengthBytes + length;
  const header = parseHeader(await bytes.read(lengthBytes, length), fail);
  checkLayout(header.entries, bytes.size - start, fail);
  return { ...header, start };
}

async function reading<T>(
  source: string | Uint8Array,
  work: (bytes: Bytes, fail: Fail) => Promise<T>,
): Promise<T> {
  const where = typeof source === 'string' ? source : 'safetensors';
  const fail = (problem: string): never => {
    throw new UserError('input', `${where}: not a readable safetensors file: ${problem}`);
  };
  if (typeof source !== 'string') {
    const read = (at: number, length: number) =>
      Promise.resolve(Uint8Array.from(source.subarray(at, at + length)));
    return work({ size: source.length, read }, fail);
  }
  const file = await open(source, 'r').catch((cause: Error) => {
    throw new UserError('input', `${where}: cannot be opened: ${cause.message}`, { cause });
  });
  try {
    const { size } = await file.stat().then((found) => (found.isFile() ? found : fail('it is not a file')));
    const read = async (at: number, length: number) => {
      const bytes = new Uint8Array(length);
      let done = 0;
      while (done < length) {
        // One call reads less than 2 GiB.
        const { bytesRead } = await file.read(bytes, done, Math.min(length - done, 2 ** 30), at + done);
        if (bytesRead === 0) return fail(`it ended at byte ${at + done} while it was being read`);
        done += bytesRead;
      }
      return bytes;
    };
    return await work({ size, read }, fail);
  } finally {
    await file.close();
  }
}
