import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../errors.ts';
import { bool, float32, int32 } from './host.ts';
import { readSafetensors, readSafetensorsShapes, writeSafetensors } from './safetensors.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safetensors-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function file(header: unknown, data: Uint8Array = new Uint8Array()): Uint8Array {
  const json =
    header instanceof Buffer
      ? header
      : Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, data]);
}

describe('safetensors', () => {
  it('reads back what was written, with metadata', async () => {
    const path = join(folder, 'a.safetensors');
    const tensors = {
      mask: bool([3], [true, false, true]),
      weight: float32([2, 2], [1, -2.5, 3e-30, Infinity]),
      ids: int32([2, 1], [-7, 2 ** 31 - 1]),
      scalar: float32([], [42]),
      empty: float32([0, 4], []),
    };
    await writeSafetensors(path, tensors, { step: '12' });
    const read = await readSafetensors(path);
    expect(read.tensors).toEqual(tensors);
    expect(read.metadata).toEqual({ step: '12' });
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('keeps the old file when writing fails', async () => {
    const path = join(folder, 'b.safetensors');
    await writeFile(path, 'old');
    const broken = { w: { shape: [3], dtype: 'float32' as const, data: new Float32Array(2) } };
    await expect(writeSafetensors(path, broken)).rejects.toThrow('w: shape (3)');
    expect(await readFile(path, 'utf8')).toBe('old');
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('converts the types it does not keep', async () => {
    const data = Buffer.alloc(8 + 2 + 2 + 1);
    data.writeBigInt64LE(-5n, 0);
    data.writeUInt16LE(0x3e00, 8); // 1.5 as float16
    data.writeUInt16LE(0xc040, 10); // -3 as bfloat16
    data.writeUInt8(200, 12);
    const { tensors } = await readSafetensors(
      file(
        {
          long: { dtype: 'I64', shape: [1], data_offsets: [0, 8] },
          half: { dtype: 'F16', shape: [1], data_offsets: [8, 10] },
          brain: { dtype: 'BF16', shape: [1], data_offsets: [10, 12] },
          byte: { dtype: 'U8', shape: [1], data_offsets: [12, 13] },
        },
        data,
      ),
    );
    expect(tensors['long']).toEqual(int32([1], [-5]));
    expect(tensors['half']).toEqual(float32([1], [1.5]));
    expect(tensors['brain']).toEqual(float32([1], [-3]));
    expect(tensors['byte']).toEqual(int32([1], [200]));
  });

  it('says of a file that cannot be read which it is', async () => {
    await expect(readSafetensors(join(folder, 'none.safetensors'))).rejects.toThrow(
      /none\.safetensors: cannot be opened: ENOENT/,
    );
    await expect(readSafetensors(folder)).rejects.toThrow(UserError);
    const path = join(folder, 'cut.safetensors');
    await writeSafetensors(path, { weight: float32([4], [1, 2, 3, 4]) });
    await truncate(path, (await stat(path)).size - 1);
    const cut = await readSafetensors(path).catch((error: unknown) => error);
    expect(cut).toBeInstanceOf(UserError);
    expect(String(cut)).toContain(`${path}: not a readable safetensors file: tensor weight ends at byte 16`);
  });

  it('reads the tensors that are wanted, and shapes without values', async () => {
    const path = join(folder, 'd.safetensors');
    await writeSafetensors(path, { a: float32([1, 2], [1, 2]), b: int32([1], [3]) });
    const { tensors } = await readSafetensors(path, { only: (name) => name === 'b' });
    expect(tensors).toEqual({ b: int32([1], [3]) });
    expect(await readSafetensorsShapes(path)).toEqual({
      a: { dtype: 'F32', shape: [1, 2] },
      b: { dtype: 'I32', shape: [1] },
    });
  });

  it('does not write a tensor that a reader would take for the metadata', async () => {
    await expect(writeSafetensors(join(folder, 'e'), { __metadata__: float32([], [1]) })).rejects.toThrow(
      'cannot be called __metadata__',
    );
  });

  const one = (offsets: number[], shape: unknown = [1], dtype = 'F32') => ({
    w: { dtype, shape, data_offsets: offsets },
  });
  const big = Buffer.alloc(8);
  big.writeBigInt64LE(2n ** 40n);
  it.each([
    ['too short', new Uint8Array(4), 'it has 4 bytes'],
    ['a huge header', Buffer.alloc(8, 0xff), 'its header claims 18446744073709551615 bytes'],
    ['a header past the end', file('{}').subarray(0, 9), 'the file has 9'],
    ['no JSON', file('{"a":'), 'not JSON'],
    ['an array', file('[]'), 'not a JSON object'],
    ['an end outside', file(one([0, 8], [2]), new Uint8Array(4)), 'ends at byte 8, but the data has 4'],
    ['a hole', file(one([4, 8]), new Uint8Array(8)), 'bytes 0 to 4, before tensor w, belong to no tensor'],
    ['bytes left over', file(one([0, 4]), new Uint8Array(8)), '4 bytes at the end belong to no tensor'],
    ['a wrong shape', file(one([0, 4], [2]), new Uint8Array(4)), 'shape (2) does not fill 4 bytes'],
    ['a negative size', file(one([0, 4], [-1]), new Uint8Array(4)), 'tensor w: shape.0'],
    [
      'an unknown type',
      file(one([0, 4], [1], 'F8_E4M3'), new Uint8Array(4)),
      'type F8_E4M3 is not supported',
    ],
    ['a long outside 32 bits', file(one([0, 8], [1], 'I64'), big), '1099511627776 does not fit 32 bits'],
    ['a BOOL of 2', file(one([0, 1], [1], 'BOOL'), Uint8Array.of(2)), 'neither 0 nor 1'],
    [
      'a tensor that ends before it begins',
      file(one([4, 0]), new Uint8Array(4)),
      'begins at byte 4 and ends',
    ],
    [
      'a size beyond all numbers',
      file(one([0, 4], [2 ** 53 - 1, 2 ** 53 - 1, 2 ** 53 - 1]), new Uint8Array(4)),
      'tensor w: F32 of shape',
    ],
    [
      'an overflow times zero',
      file(one([0, 0], [...Array<number>(30).fill(2 ** 53 - 1), 0])),
      'tensor w: F32 of shape',
    ],
    ['an offset that is no whole number', file(one([0, 4.5]), new Uint8Array(4)), 'tensor w: data_offsets.1'],
    [
      'an offset larger than exact numbers',
      file(one([0, 2 ** 60]), new Uint8Array(4)),
      'tensor w: data_offsets.1',
    ],
    ['a further key', file({ w: { ...one([0, 4]).w, stride: 1 } }, new Uint8Array(4)), 'tensor w'],
    [
      'a name twice',
      file(
        '{"w":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"\\u0077":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}',
      ),
      'has w twice',
    ],
    [
      'a key of a tensor twice',
      file('{"w":{"dtype":"F32","shape":[1],"shape":[0],"data_offsets":[0,0]}}'),
      'has shape twice',
    ],
    ['a header in Latin-1', file(Buffer.from('{"\u00e9":{}}', 'latin1')), 'not UTF-8'],
    ['a byte order mark', file('\ufeff{}'), 'not JSON'],
    ['metadata that is no text', file({ __metadata__: { a: 1 } }), '__metadata__ must map'],
    [
      'a U32 outside 31 bits',
      file(one([0, 4], [1], 'U32'), Buffer.alloc(4, 0xff)),
      'tensor w: 4294967295 does not fit',
    ],
    [
      'an overlap',
      file({ ...one([0, 4]), v: { dtype: 'F32', shape: [1], data_offsets: [2, 6] } }, new Uint8Array(6)),
      'overlaps',
    ],
  ])('refuses %s', async (_, bytes, message) => {
    await expect(readSafetensors(bytes)).rejects.toThrow(message);
  });
});
