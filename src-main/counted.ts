import { inThousands } from './in-thousands.ts';

/**
 * A count with its noun, as sentences write it: `27,370 texts`, `1 text`. Whatever else changes with the number, such as
 * a verb, is given with both forms: `counted(n, 'record was', 'records were')`.
 *
 * @param many where it is not `one` with an s
 */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${inThousands(count)} ${count === 1 ? one : many}`;
}
