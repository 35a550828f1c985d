import { thingsInWords } from '../../src-main/api/things-in-words.ts';
import type { BinnedThing, Forgotten } from '../../src-main/api/types.ts';
import { formatCount } from '../format/number.ts';

/** What forgetting removes, to follow a verb: `1 document, 2,459 labels`. */
export function removedInWords({ what, removed }: Pick<BinnedThing, 'what' | 'removed'>): string {
  const counts = removed.map(thingsInWords).join(', ');
  if (what === 'run')
    return counts === '' ? 'the run and its files' : `the run and its files, with ${counts}`;
  return counts === '' ? 'nothing but its line in the list' : counts;
}

/** What was done, as a sentence. */
export function removedSentence(name: string, what: Forgotten['what']): string {
  // The name of a file stays as it is written.
  const begins = what === 'source' ? name : `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return `${begins} ${what === 'labels' ? 'were' : 'was'} removed.`;
}

/** What forgetting leaves as it is, as a sentence. */
export const staysInWords: Readonly<Record<Forgotten['what'], string>> = {
  source: 'The file itself is not touched.',
  labels: 'The texts stay, and so do runs that learned these labels.',
  run: 'The texts stay, and so do other runs.',
};

/** What of a file stays, as a sentence; null: nothing does. */
export function keptInWords({ kept }: Pick<Forgotten, 'kept'>): string | null {
  if (kept === 0) return null;
  if (kept === 1) return 'One of its texts stays, since other files have it too.';
  return `${formatCount(kept)} of its texts stay, since other files have them too.`;
}
