import { expect, test } from 'vitest';
import { packed, unpacked } from './packed-numbers.ts';

test('numbers are their little-endian bytes in base64, and come back to the bit', () => {
  // Python: base64.b64encode(numpy.array([1, -2], '<i4')), and [1.5] as '<f4' and '<f8'.
  expect(packed(Int32Array.of(1, -2))).toBe('AQAAAP7///8=');
  expect(packed(Float32Array.of(1.5))).toBe('AADAPw==');
  expect(packed(Float64Array.of(1.5))).toBe('AAAAAAAA+D8=');
  const many = Float64Array.from({ length: 40_000 }, (_, at) => (at % 7 === 0 ? Number.NaN : Math.sin(at)));
  expect(unpacked(packed(many), Float64Array)).toEqual(many);
  expect(unpacked(packed(many.subarray(1, 3)), Float64Array)).toEqual(many.slice(1, 3));
  expect(unpacked('', Int32Array)).toEqual(new Int32Array());
  expect(() => unpacked('AQAAAP4=', Int32Array)).toThrow('multiple of 4');
});
