import { inspect } from 'node:util';
import { UserError } from '../errors.ts';
import { logSlowQueriesOf } from '../store/slow-queries.ts';

/** Notes an error for whoever looks into one: standard output belongs to the command that runs. */
export function logError(what: string, error: unknown): void {
  process.stderr.write(`${what}: ${inspect(error)}\n`);
}

/** Queries of the window's processes that take this long are logged, in milliseconds. */
export const slowQueryMs = 50;

/**
 * Logs slow queries of the workspaces that this process opens from now on, with their SQL and without their parameters.
 * The environment variable `CONTEXTURE_SLOW_QUERY_MS` overrides the threshold.
 *
 * @param threshold in milliseconds; null: none are logged
 * @throws UserError if the variable is not a number of milliseconds.
 */
export function logSlowQueries(threshold: number | null, env: NodeJS.ProcessEnv = process.env): void {
  const named = env['CONTEXTURE_SLOW_QUERY_MS']?.trim() ?? '';
  const wanted = named === '' ? threshold : Number(named);
  if (wanted !== null && !(wanted >= 0)) {
    throw new UserError(
      'use',
      `CONTEXTURE_SLOW_QUERY_MS takes a number of milliseconds, such as 50, not "${named}".`,
    );
  }
  logSlowQueriesOf(
    wanted === null
      ? null
      : {
          threshold: wanted,
          log: ({ sql, ms }) => process.stderr.write(`Slow query, ${ms.toFixed(1)} ms: ${sql}\n`),
        },
  );
}
