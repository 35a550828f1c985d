import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { UserError } from '../errors.ts';
import { bool, float32, int32, sizeOf } from './host.ts';
import { readSafetensors, type Safetensors, writeSafetensors } from './safetensors.ts';
import type { HostTensor } from './types.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safetensors-fuzz-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const shapes = fc.array(fc.nat(4), { maxLength: 4 });
const tensor: fc.Arbitrary<HostTensor> = shapes.chain((shape) => {
  const sized = { minLength: sizeOf(shape), maxLength: sizeOf(shape) };
  return fc.oneof(
    fc.array(fc.float(), sized).map((values) => float32(shape, values)),
    fc.array(fc.integer(), sized).map((values) => int32(shape, values)),
    fc.array(fc.boolean(), sized).map((values) => bool(shape, values)),
  );
});
// Any name that a string can hold: quotes, line breaks, halves of a surrogate pair, names of Object.prototype.
const name = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('__proto__', 'constructor', '1', '"', '\ud800'),
);
const contents = fc.record({
  tensors: fc
    .uniqueArray(fc.tuple(name, tensor), { selector: ([key]) => key, maxLength: 6 })
    .map((entries) => Object.fromEntries(entries)),
  metadata: fc
    .uniqueArray(fc.tuple(name, fc.string({ unit: 'binary' })), { selector: ([key]) => key, maxLength: 3 })
    .map((entries) => Object.fromEntries(entries)),
});

async function bytesOf({
  tensors,
  metadata,
}: {
  tensors: Record<string, HostTensor>;
  metadata: Record<string, string>;
}) {
  const path = join(folder, 'fuzz.safetensors');
  await writeSafetensors(path, tensors, metadata);
  return { path, bytes: await readFile(path) };
}

it('reads back whatever tensors and metadata were written, from the file and from its bytes', async () => {
  const same = fc.asyncProperty(contents, async (content) => {
    const { path, bytes } = await bytesOf(content);
    const wanted = new Map(Object.entries(content.tensors));
    for (const source of [path, bytes]) {
      const read = await readSafetensors(source);
      expect(new Map(Object.entries(read.tensors))).toEqual(wanted);
      expect(new Map(Object.entries(read.metadata))).toEqual(new Map(Object.entries(content.metadata)));
    }
  });
  await fc.assert(same, { numRuns: 300 });
});

/** An error for the user, or tensors that are as large as their shapes say. */
function isHonest(outcome: unknown): boolean {
  if (outcome instanceof Error) return outcome instanceof UserError;
  const { tensors } = outcome as Safetensors;
  return Object.values(tensors).every(({ shape, data }) => data.length === sizeOf(shape));
}

/** One way to damage a file. */
type Damage = (bytes: Buffer<ArrayBuffer>) => Buffer<ArrayBuffer>;

const at = fc.nat({ max: 2 ** 20 });
const damages: fc.Arbitrary<Damage> = fc.oneof(
  fc.tuple(at, fc.nat(255)).map(([place, byte]): Damage => (bytes) => {
    const copy = Buffer.from(bytes);
    if (copy.length > 0) copy[place % copy.length] = byte;
    return copy;
  }),
  at.map(
    (place): Damage =>
      (bytes) =>
        bytes.subarray(0, place % (bytes.length + 1)),
  ),
  fc.tuple(at, fc.uint8Array({ maxLength: 12 })).map(([place, more]): Damage => (bytes) => {
    const cut = place % (bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, cut), more, bytes.subarray(cut)]);
  }),
  fc.bigInt(0n, 2n ** 64n - 1n).map((length): Damage => (bytes) => {
    const copy = Buffer.from(bytes);
    if (copy.length >= 8) copy.writeBigUInt64LE(length);
    return copy;
  }),
  // One number, word or bracket of the header becomes another, and the header's length is right again.
  fc
    .tuple(
      at,
      fc.constantFrom(
        '-1',
        '0',
        '1',
        '7',
        '1e400',
        '9007199254740991',
        '4611686018427387904',
        '1.5',
        'null',
        '"x"',
        '[]',
        '{}',
        '"F64"',
        '"BF16"',
        '"BOOL"',
        '"F8_E5M2"',
        ',',
        '}',
      ),
    )
    .map(([place, other]): Damage => (bytes) => {
      if (bytes.length < 8) return bytes;
      const end = 8 + Number(bytes.readBigUInt64LE());
      if (end > bytes.length) return bytes;
      const header = bytes.toString('latin1', 8, end);
      const parts = [...header.matchAll(/-?\d+|"[A-Z0-9]+"|[[\]{},]/g)];
      const part = parts[place % Math.max(parts.length, 1)];
      if (!part) return bytes;
      const changed = Buffer.from(
        header.slice(0, part.index) + other + header.slice(part.index + part[0].length),
        'latin1',
      );
      const length = Buffer.alloc(8);
      length.writeBigUInt64LE(BigInt(changed.length));
      return Buffer.concat([length, changed, bytes.subarray(end)]);
    }),
);

it('reads or refuses any damaged file, in an error for its user, and gives no tensor that its shape belies', async () => {
  const counts = { refused: 0, read: 0 };
  const honest = fc.asyncProperty(
    contents,
    fc.array(damages, { minLength: 1, maxLength: 4 }),
    async (content, several) => {
      const damaged = several.reduce((bytes, damage) => damage(bytes), (await bytesOf(content)).bytes);
      const outcome = await readSafetensors(damaged).catch((error: unknown) => error);
      counts[outcome instanceof Error ? 'refused' : 'read']++;
      expect(outcome).toSatisfy(isHonest);
    },
  );
  await fc.assert(honest, { numRuns: 2000 });
  // Both happen, or the damages are of one kind only.
  expect(counts.refused).toBeGreaterThan(200);
  expect(counts.read).toBeGreaterThan(20);
});

it('reads or refuses any header over any data', async () => {
  const number = fc.oneof(fc.nat(16), fc.constantFrom(-1, 2 ** 31, 2 ** 53 - 1, 2 ** 62, 0.5));
  const entry = fc.record({
    dtype: fc.constantFrom('F32', 'F64', 'F16', 'BF16', 'I64', 'I32', 'U8', 'BOOL', 'Q4', ''),
    shape: fc.array(number, { maxLength: 3 }),
    data_offsets: fc.array(number, { minLength: 1, maxLength: 3 }),
  });
  const header = fc.oneof(
    fc.dictionary(fc.string(), entry),
    fc.json().map((json) => JSON.parse(json) as unknown),
  );
  const honest = fc.asyncProperty(header, fc.uint8Array({ maxLength: 64 }), async (value, data) => {
    const json = Buffer.from(JSON.stringify(value));
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(json.length));
    const outcome = await readSafetensors(Buffer.concat([length, json, data])).catch(
      (error: unknown) => error,
    );
    expect(outcome).toSatisfy(isHonest);
  });
  await expect(fc.assert(honest, { numRuns: 2000 })).resolves.toBeUndefined();
});

it('refuses a header of millions of brackets without a memory for each', async () => {
  const deep = Buffer.from(`{"w":${'['.repeat(4_000_000)}${']'.repeat(4_000_000)}}`);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(deep.length));
  await expect(readSafetensors(Buffer.concat([length, deep]))).rejects.toThrow(UserError);
});
