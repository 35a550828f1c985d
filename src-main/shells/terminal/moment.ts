import { UserError } from '../../errors.ts';
import { instant } from './arguments.ts';

/** A time that JavaScript's dates reach. */
export function moment(value: string): number {
  const at = instant(value);
  if (Math.abs(at) <= 8.64e15) return at;
  throw new UserError('use', `"${value}" is not a time; write it like 2018-07-18T21:33:26Z.`);
}
