import type { OnnxBuilder } from './builder.ts';

/**
 * So many tensors one operation parts or joins. With the whole that makes eight storage buffers, which every WebGPU device
 * allows a shader (maxStorageBuffersPerShaderStage: section 3.6.2 of the specification); ONNX Runtime cuts no `Split` by
 * itself.
 */
const most = 7;

/** Consecutive items in as few groups as have at most `most` each, or, of more than `most` groups, in `most` of like length. */
function groupsOf<T>(items: readonly T[]): T[][] {
  const each = Math.max(most, Math.ceil(items.length / most));
  return Array.from({ length: Math.ceil(items.length / each) }, (_, i) =>
    items.slice(i * each, (i + 1) * each),
  );
}

/** Parts a tensor along an axis into these lengths. */
export function splitInto(b: OnnxBuilder, name: string, axis: number, sizes: readonly number[]): string[] {
  if (sizes.length === 1) return [name];
  const split = (of: readonly number[]) => b.many('Split', [name, b.ints(of)], of.length, { axis });
  if (sizes.length <= most) return split(sizes);
  const groups = groupsOf(sizes);
  const parts = split(groups.map((group) => group.reduce((sum, size) => sum + size, 0)));
  return groups.flatMap((group, i) => splitInto(b, parts[i]!, axis, group));
}

/** Joins tensors along an axis. */
export function concatOf(b: OnnxBuilder, names: readonly string[], axis: number): string {
  if (names.length === 1) return names[0]!;
  if (names.length <= most) return b.node('Concat', names, { axis });
  return concatOf(
    b,
    groupsOf(names).map((group) => concatOf(b, group, axis)),
    axis,
  );
}
