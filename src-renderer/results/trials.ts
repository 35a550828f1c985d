import type { RunRow } from '../../src-main/api/types.ts';

/** Whether a run is a trial of a sweep, which is validated alone. */
export function isTrial({ config, curve }: Pick<RunRow, 'config' | 'curve'>): boolean {
  return curve !== null && 'tested' in config && !config.tested;
}
