import type { ImportResult } from '../../src-main/api/types.ts';

type Imported = Pick<ImportResult, 'kind' | 'accepted' | 'labels'>;

/**
 * What one does next with what was imported: three places to go to; none where nothing was.
 *
 * @param labelled texts of the workspace that have a label to learn from
 */
export function nextSteps(results: readonly Imported[], labelled: number): { to: string; name: string }[] {
  const imported = results.filter(({ kind }) => kind !== null);
  if (imported.length === 0) return [];
  const tickers = { to: '/tickers', name: 'Look at the tickers' };
  const label = { to: '/label', name: 'Label texts' };
  if (labelled > 0) {
    return [
      { to: '/train', name: 'Train on the labels' },
      { to: '/study/new', name: 'Study whether context helps' },
      tickers,
    ];
  }
  return [tickers, label, { to: '/companies', name: 'Compare companies' }];
}
