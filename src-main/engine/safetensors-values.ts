import { type Entry, type Fail, shown, widths } from './safetensors-header.ts';
import type { HostTensor } from './types.ts';

const int32Least = -(2n ** 31n);
const int32Largest = 2n ** 31n - 1n;

/**
 * A tensor from its bytes: other floats become float32, other integers int32, where each value must fit.
 * @param bytes the tensor's own: values that need no conversion are taken where they stand
 */
export function decode(entry: Entry, bytes: Uint8Array<ArrayBuffer>, fail: Fail): HostTensor {
  const { name, dtype, shape } = entry;
  const { buffer, byteOffset } = bytes;
  const size = bytes.length / widths[dtype]!;
  const view = new DataView(buffer, byteOffset, bytes.length);
  const floats = (read: (at: number) => number): HostTensor => {
    const data = new Float32Array(size);
    for (let i = 0; i < size; i++) data[i] = read(i * widths[dtype]!);
    return { shape, dtype: 'float32', data };
  };
  const integers = (data: Int32Array): HostTensor => ({ shape, dtype: 'int32', data });
  const fitted = (read: (at: number) => bigint): HostTensor => {
    const data = new Int32Array(size);
    for (let i = 0; i < size; i++) {
      const value = read(i * widths[dtype]!);
      if (value < int32Least || value > int32Largest) {
        fail(`tensor ${shown(name)}: ${value} does not fit 32 bits`);
      }
      data[i] = Number(value);
    }
    return integers(data);
  };
  switch (dtype) {
    case 'F32':
      return { shape, dtype: 'float32', data: new Float32Array(buffer, byteOffset, size) };
    case 'F64':
      return floats((at) => view.getFloat64(at, true));
    case 'F16':
      return floats((at) => view.getFloat16(at, true));
    case 'BF16': {
      // bfloat16 is the upper half of a float32.
      const halves = new Uint16Array(buffer, byteOffset, size);
      const words = Uint32Array.from(halves, (half) => half << 16);
      return { shape, dtype: 'float32', data: new Float32Array(words.buffer) };
    }
    case 'I32':
      return integers(new Int32Array(buffer, byteOffset, size));
    case 'I16':
      return integers(Int32Array.from(new Int16Array(buffer, byteOffset, size)));
    case 'U16':
      return integers(Int32Array.from(new Uint16Array(buffer, byteOffset, size)));
    case 'I8':
      return integers(Int32Array.from(new Int8Array(buffer, byteOffset, size)));
    case 'U8':
      return integers(Int32Array.from(bytes));
    case 'U32':
      return fitted((at) => BigInt(view.getUint32(at, true)));
    case 'I64':
      return fitted((at) => view.getBigInt64(at, true));
    case 'U64':
      return fitted((at) => view.getBigUint64(at, true));
    case 'BOOL': {
      if (bytes.some((value) => value > 1)) fail(`tensor ${shown(name)}: a BOOL is neither 0 nor 1`);
      return { shape, dtype: 'bool', data: bytes };
    }
    default:
      return fail(`tensor ${shown(name)}: type ${shown(dtype)} is not supported`);
  }
}
