import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { UserError } from '../store/errors.ts';
import { sizeOf } from './host.ts';
import type { HostTensor } from './types.ts';

// The format: https://github.com/huggingface/safetensors#format
const maxHeaderBytes = 100_000_000;

const entrySchema = z.strictObject({
  dtype: z.string(),
  shape: z.array(z.int().min(0)),
  data_offsets: z.tuple([z.int().min(0), z.int().min(0)]),
});
const metadataSchema = z.record(z.string(), z.string());

type Entry = z.infer<typeof entrySchema> & { name: string };

export interface Safetensors {
  tensors: Record<string, HostTensor>;
  metadata: Record<string, string>;
}

const widths: Readonly<Record<string, number>> = {
  F64: 8,
  F32: 4,
  F16: 2,
  BF16: 2,
  I64: 8,
  I32: 4,
  U8: 1,
  BOOL: 1,
};

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

/**
 * Reads a safetensors file, or its bytes. F64, F16 and BF16 become float32, I64 and U8 become int32. Every
 * length and offset is checked against the file before anything is read.
 * Throws a `UserError` of kind `input` that names the file and what is wrong with it.
 */
export async function readSafetensors(source: string | Uint8Array): Promise<Safetensors> {
  const bytes = typeof source === 'string' ? await readFile(source) : source;
  const where = typeof source === 'string' ? source : 'safetensors';
  const fail = (problem: string): never => {
    throw new UserError('input', `${where}: not a readable safetensors file: ${problem}`);
  };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { entries, metadata, start } = parseHeader(bytes, view, fail);
  checkLayout(entries, bytes.length - start, fail);
  return {
    tensors: Object.fromEntries(entries.map((entry) => [entry.name, decode(entry, view, start, fail)])),
    metadata,
  };
}

type Fail = (problem: string) => never;

function parseHeader(bytes: Uint8Array, view: DataView, fail: Fail) {
  if (bytes.length < 8) fail(`it has ${bytes.length} bytes, the header's length alone takes 8`);
  const declared = view.getBigUint64(0, true);
  if (declared > BigInt(maxHeaderBytes)) fail(`its header claims ${declared} bytes`);
  const start = 8 + Number(declared);
  if (start > bytes.length) fail(`its header claims ${declared} bytes, the file has ${bytes.length}`);
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, start)));
  } catch {
    fail('its header is not JSON');
  }
  const object = z.record(z.string(), z.unknown()).safeParse(parsed);
  if (!object.success) return fail('its header is not a JSON object');
  const entries: Entry[] = [];
  let metadata: Record<string, string> = {};
  for (const [name, value] of Object.entries(object.data)) {
    if (name === '__metadata__') {
      const result = metadataSchema.safeParse(value);
      if (!result.success) return fail('__metadata__ must map names to strings');
      metadata = result.data;
    } else {
      const result = entrySchema.safeParse(value);
      if (!result.success) {
        const issue = result.error.issues[0]!;
        return fail(`tensor ${name}: ${issue.path.join('.')}: ${issue.message}`);
      }
      entries.push({ name, ...result.data });
    }
  }
  return { entries, metadata, start };
}

/** Tensors must tile the data: no overlap, no hole, nothing outside. */
function checkLayout(entries: readonly Entry[], available: number, fail: Fail): void {
  let reached = 0;
  const ordered = entries.toSorted(
    (a, b) => a.data_offsets[0] - b.data_offsets[0] || a.data_offsets[1] - b.data_offsets[1],
  );
  for (const { name, dtype, shape, data_offsets } of ordered) {
    const [begin, end] = data_offsets;
    const width = widths[dtype];
    if (width === undefined) return fail(`tensor ${name}: type ${dtype} is not supported`);
    if (end > available) fail(`tensor ${name} ends at byte ${end}, the data has ${available}`);
    if (begin < reached) fail(`tensor ${name} overlaps the one before it at byte ${begin}`);
    if (begin > reached) fail(`bytes ${reached} to ${begin} belong to no tensor`);
    if (sizeOf(shape) * width !== end - begin) {
      fail(`tensor ${name}: ${dtype} of shape (${shape.join(', ')}) does not fill ${end - begin} bytes`);
    }
    reached = end;
  }
  if (reached !== available) fail(`${available - reached} bytes at the end belong to no tensor`);
}

function decode(entry: Entry, view: DataView, start: number, fail: Fail): HostTensor {
  const { name, dtype, shape } = entry;
  const at = start + entry.data_offsets[0];
  const size = sizeOf(shape);
  const float = (width: number, read: (offset: number) => number): HostTensor => ({
    shape,
    dtype: 'float32',
    data: Float32Array.from({ length: size }, (_, i) => read(at + i * width)),
  });
  const copied = (): ArrayBuffer => {
    const copy = new Uint8Array(entry.data_offsets[1] - entry.data_offsets[0]);
    copy.set(new Uint8Array(view.buffer, view.byteOffset + at, copy.length));
    return copy.buffer;
  };
  switch (dtype) {
    case 'F32':
      return { shape, dtype: 'float32', data: new Float32Array(copied()) };
    case 'I32':
      return { shape, dtype: 'int32', data: new Int32Array(copied()) };
    case 'BOOL': {
      const data = new Uint8Array(copied());
      if (data.some((value) => value > 1)) fail(`tensor ${name}: a BOOL is neither 0 nor 1`);
      return { shape, dtype: 'bool', data };
    }
    case 'U8':
      return { shape, dtype: 'int32', data: Int32Array.from(new Uint8Array(copied())) };
    case 'I64': {
      const data = new Int32Array(size);
      for (let i = 0; i < size; i++) {
        const value = view.getBigInt64(at + i * 8, true);
        if (value !== BigInt.asIntN(32, value)) fail(`tensor ${name}: ${value} does not fit 32 bits`);
        data[i] = Number(value);
      }
      return { shape, dtype: 'int32', data };
    }
    case 'F64':
      return float(8, (offset) => view.getFloat64(offset, true));
    case 'F16':
      return float(2, (offset) => view.getFloat16(offset, true));
    case 'BF16': {
      // bfloat16 is the upper half of a float32.
      const halves = new Uint32Array(size);
      for (let i = 0; i < size; i++) halves[i] = view.getUint16(at + i * 2, true) << 16;
      return { shape, dtype: 'float32', data: new Float32Array(halves.buffer) };
    }
    default:
      return fail(`tensor ${name}: type ${dtype} is not supported`);
  }
}
