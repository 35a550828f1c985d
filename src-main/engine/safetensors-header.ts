import { z } from 'zod';
import { sizeOf } from './host.ts';
import { repeatedKey } from './safetensors-keys.ts';

// The format: https://github.com/huggingface/safetensors#format

/** Bytes of the number before the header. */
export const lengthBytes = 8;
/** The format allows 100 MB; the largest published checkpoints need under 1, and reading takes fifty times as much memory. */
const maxHeaderBytes = 16_000_000;

/** A file's header ends within so many bytes, or is not read. */
export const mostBytesOfHeader = lengthBytes + maxHeaderBytes;

/** The header's key that is no tensor. */
export const metadataKey = '__metadata__';

/** Bytes of an element, by the format's name of its type. */
export const widths: Readonly<Record<string, number>> = {
  F64: 8,
  F32: 4,
  F16: 2,
  BF16: 2,
  I64: 8,
  U64: 8,
  I32: 4,
  U32: 4,
  I16: 2,
  U16: 2,
  I8: 1,
  U8: 1,
  BOOL: 1,
};

const entrySchema = z.strictObject({
  dtype: z.string(),
  shape: z.array(z.int().min(0)),
  data_offsets: z.tuple([z.int().min(0), z.int().min(0)]),
});
const metadataSchema = z.array(z.tuple([z.string(), z.string()]));

/** A tensor as the header describes it; offsets count from the header's end. */
export type Entry = z.infer<typeof entrySchema> & { name: string };

/** Ends reading with an error that names the file. */
export type Fail = (problem: string) => never;

/** A name as messages show it: it comes from the file and may have any length. */
export function shown(name: string): string {
  return name.length > 120 ? `${name.slice(0, 120)}…` : name;
}

/** The header's length from the first bytes of a file, checked against the file's. */
export function headerLength(first: Uint8Array, fileBytes: number, fail: Fail): number {
  if (first.length < lengthBytes)
    return fail(`it has ${first.length} bytes, but the header's length alone takes 8`);
  const declared = new DataView(first.buffer, first.byteOffset).getBigUint64(0, true);
  if (declared > BigInt(maxHeaderBytes)) {
    return fail(`its header claims ${declared} bytes, and more than ${maxHeaderBytes} are not read`);
  }
  if (declared > BigInt(fileBytes - lengthBytes)) {
    return fail(`its header claims ${declared} bytes, but the file has ${fileBytes}`);
  }
  return Number(declared);
}

/** Tensors and metadata of a header. */
export function parseHeader(bytes: Uint8Array, fail: Fail) {
  const header = parseObject(bytes, fail);
  const entries: Entry[] = [];
  let metadata: Record<string, string> = {};
  for (const [name, value] of header) {
    if (name === metadataKey) {
      const result = metadataSchema.safeParse(
        typeof value === 'object' && value && !Array.isArray(value) ? Object.entries(value) : value,
      );
      if (!result.success) return fail('__metadata__ must map names to strings');
      metadata = Object.fromEntries(result.data);
    } else {
      const result = entrySchema.safeParse(value);
      if (!result.success) {
        const issue = result.error.issues[0]!;
        return fail(`tensor ${shown(name)}: ${issue.path.join('.')}: ${issue.message}`);
      }
      entries.push({ name, ...result.data });
    }
  }
  return { entries, metadata };
}

function parseObject(bytes: Uint8Array, fail: Fail): [string, unknown][] {
  let json: string;
  try {
    json = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return fail('its header is not UTF-8');
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    return fail('its header is not JSON');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    return fail('its header is not a JSON object');
  }
  const repeated = repeatedKey(json);
  if (repeated !== null) return fail(`its header has ${shown(repeated)} twice`);
  return Object.entries(parsed);
}

/** Tensors must tile the data: no overlap, no hole, nothing outside, and each as long as its shape says. */
export function checkLayout(entries: readonly Entry[], available: number, fail: Fail): void {
  let reached = 0;
  const ordered = entries.toSorted(
    (a, b) => a.data_offsets[0] - b.data_offsets[0] || a.data_offsets[1] - b.data_offsets[1],
  );
  for (const { name, dtype, shape, data_offsets } of ordered) {
    const [begin, end] = data_offsets;
    const tensor = `tensor ${shown(name)}`;
    const width = widths[dtype];
    if (width === undefined) return fail(`${tensor}: type ${shown(dtype)} is not supported`);
    if (end > available) fail(`${tensor} ends at byte ${end}, but the data has ${available}`);
    if (begin > end) fail(`${tensor} begins at byte ${begin} and ends before it at byte ${end}`);
    if (begin < reached) fail(`${tensor} overlaps the one before it at byte ${begin}`);
    if (begin > reached) fail(`bytes ${reached} to ${begin}, before ${tensor}, belong to no tensor`);
    // A product too large to be exact is larger than every file, and 0 · ∞ is no number: neither fits.
    if (sizeOf(shape) * width !== end - begin) {
      fail(
        `${tensor}: ${dtype} of shape ${shown(`(${shape.join(', ')})`)} does not fill ${end - begin} bytes`,
      );
    }
    reached = end;
  }
  if (reached !== available) fail(`${available - reached} bytes at the end belong to no tensor`);
}
