import { afterEach, expect, test, vi } from 'vitest';
import { temporaryStore } from '../../test/support/workspace.ts';
import { UserError } from '../errors.ts';
import { overview } from '../store/overview.ts';
import { logSlowQueriesOf } from '../store/slow-queries.ts';
import { logSlowQueries } from './log.ts';

afterEach(() => {
  logSlowQueriesOf(null);
  vi.restoreAllMocks();
});

/** What is written to standard error while a new workspace is read. */
function writtenWith(threshold: number | null, env: NodeJS.ProcessEnv): string {
  let written = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written += String(text);
    return true;
  });
  logSlowQueries(threshold, env);
  overview(temporaryStore());
  return written;
}

test('with a threshold of 0 every query is written to standard error', () => {
  const written = writtenWith(60_000, { CONTEXTURE_SLOW_QUERY_MS: '0' });
  expect(written).toMatch(/^Slow query, \d+\.\d ms: SELECT count\(\*\) FROM reject$/mu);
});

test.each([
  ['the variable', null, { CONTEXTURE_SLOW_QUERY_MS: '60000' }],
  ['the default', 60_000, {}],
  ['the default, beside an empty variable', 60_000, { CONTEXTURE_SLOW_QUERY_MS: '' }],
  ['no threshold at all', null, {}],
])('faster queries are not written, by %s', (_, threshold, env) => {
  expect(writtenWith(threshold, env)).toBe('');
});

test.each(['fast', '-1', 'NaN'])('%s is no threshold', (value) => {
  const set = () => logSlowQueries(50, { CONTEXTURE_SLOW_QUERY_MS: value });
  expect(set).toThrow(UserError);
  expect(set).toThrow(`CONTEXTURE_SLOW_QUERY_MS takes a number of milliseconds, such as 50, not "${value}".`);
});
