import type { Shapes } from '../models/bert-parameters.ts';
import type { StoredTensor } from './weight-files.ts';

/** Floats that a parameter may be stored as; all are read as float32. */
const floats = new Set(['F64', 'F32', 'F16', 'BF16']);

/** Problems of a kind that are listed one by one. */
const mostListed = 8;

/** What does not fit, one line per kind of problem; empty if everything does. */
export function misfits(
  wanted: Shapes,
  stored: ReadonlyMap<string, StoredTensor>,
  unexpected: readonly StoredTensor[],
): string[] {
  const missing: string[] = [];
  const misshaped: string[] = [];
  const mistyped: string[] = [];
  for (const [name, shape] of Object.entries(wanted)) {
    const found = stored.get(name);
    if (!found) missing.push(`${name} (expected ${dimensions(shape)})`);
    else if (found.shape.join() !== shape.join()) {
      misshaped.push(`${found.name} is ${dimensions(found.shape)}, expected ${dimensions(shape)}`);
    } else if (!floats.has(found.dtype)) {
      mistyped.push(`${found.name} is ${found.dtype}, expected F32, F16 or BF16`);
    }
  }
  return [
    ...line('missing', missing),
    ...line('of a different shape', misshaped),
    ...line('of a different type', mistyped),
    ...line(
      'unexpected',
      unexpected.map(({ name, shape }) => `${name} ${dimensions(shape)}`),
    ),
  ];
}

function line(kind: string, problems: readonly string[]): string[] {
  if (problems.length === 0) return [];
  const more = problems.length > mostListed ? `; and ${problems.length - mostListed} more` : '';
  return [`${kind}: ${problems.slice(0, mostListed).join('; ')}${more}`];
}

function dimensions(shape: readonly number[]): string {
  return `(${shape.join(', ')})`;
}
