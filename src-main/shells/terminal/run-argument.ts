import { UserError } from '../../errors.ts';

/**
 * Parses the number of a run, as people write it (`3`) or as tables and exported folders do (`#3`, `run 3`, `run-3`).
 *
 * @param name the option; left out for the argument of a command
 * @throws UserError if it is not such a number.
 */
export function runNumber(value: string, name?: string): number {
  const digits = /^(?:#|run[ -]?)?(\d+)$/i.exec(value.trim())?.[1];
  const run = digits === undefined ? 0 : Number(digits);
  if (Number.isSafeInteger(run) && run > 0) return run;
  const where = name === undefined ? 'A run is given' : `${name} takes a run`;
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
