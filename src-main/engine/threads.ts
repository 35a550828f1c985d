import { UserError } from '../errors.ts';

/** Threads of one operation on the processor where nothing else is said. */
const usual = 2;
const most = 256;

/**
 * Threads of one operation on the processor, from the environment variable `CONTEXTURE_THREADS`.
 * @throws UserError of kind `use` where it is not a whole number from 1 to 256
 */
export function processorThreads(env: NodeJS.ProcessEnv = process.env): number {
  const named = env['CONTEXTURE_THREADS']?.trim() ?? '';
  if (named === '') return usual;
  const threads = /^\d+$/.test(named) ? Number(named) : 0;
  if (threads >= 1 && threads <= most) return threads;
  throw new UserError(
    'use',
    `CONTEXTURE_THREADS takes a number of threads from 1 to ${most}, such as 8, not "${named}".`,
  );
}
