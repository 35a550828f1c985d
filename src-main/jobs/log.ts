import { inspect } from 'node:util';

/** Notes an error for whoever looks into one: standard output belongs to the command that runs. */
export function logError(what: string, error: unknown): void {
  process.stderr.write(`${what}: ${inspect(error)}\n`);
}
