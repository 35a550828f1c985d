import type { Forgotten } from '../../src-main/api/types.ts';
import { formatCount } from '../format/number.ts';

/** What forgetting removes: `1 document, 2,459 labels`. */
export function removedInWords({ removed }: Pick<Forgotten, 'removed'>): string {
  if (removed.length === 0) return 'nothing else is stored of it';
  return removed
    .map(({ what, count }) => `${formatCount(count)} ${count === 1 ? singular(what) : what}`)
    .join(', ');
}

/** What of a file stays, as a sentence; null: nothing does. */
export function keptInWords({ kept }: Pick<Forgotten, 'kept'>): string | null {
  if (kept === 0) return null;
  if (kept === 1) return 'One of its texts stays, since other files have it too.';
  return `${formatCount(kept)} of its texts stay, since other files have them too.`;
}

function singular(what: string): string {
  return what === 'companies' ? 'company' : what.replace(/s(?= \(|$)/, '');
}
