import { UserError } from '../../errors.ts';

/**
 * The number of a run as people write it: `3`, or as tables and exported folders name it: `#3`, `run 3`, `run-3`.
 *
 * @param name the option that it is given to; left out where it is the command's argument
 * @throws UserError where it is no such number.
 */
export function runNumber(value: string, name?: string): number {
  const digits = /^(?:#|run[ -]?)?(\d+)$/i.exec(value.trim())?.[1];
  const run = digits === undefined ? 0 : Number(digits);
  if (Number.isSafeInteger(run) && run > 0) return run;
  const where = name === undefined ? 'A run is named' : `${name} names a run`;
  throw new UserError(
    'use',
    `${where} by its number, such as 3, #3 or run-3, not "${value}". List the runs with: contexture runs`,
  );
}

/** The same for the option `name` of a command. */
export function runOption(name: string): (value: string) => number {
  return (value) => runNumber(value, name);
}

/** The same for the argument of a command. */
export function runArgument(value: string): number {
  return runNumber(value);
}
