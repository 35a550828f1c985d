import type { RunRow } from '../../src-main/api/types.ts';

/** The epochs that a run took, or will take at most; 0: its model was published, and nothing is trained. */
export function epochsOf({ result, config }: Pick<RunRow, 'result' | 'config'>): number {
  return result?.epochs ?? ('epochs' in config ? config.epochs : 0);
}
