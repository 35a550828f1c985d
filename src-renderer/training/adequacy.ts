import type { NameOf } from '../../src-main/api/class-names.ts';
import type { Remark, Shortage } from '../../src-main/api/types.ts';
import { counted } from '../../src-main/counted.ts';
import { labelledInWords, nearDuplicatesCountOnce } from '../../src-main/near-duplicate-words.ts';
import { formatCount } from '../format/number.ts';

/**
 * Why nothing can be learned, in a sentence.
 *
 * @param symbols the tickers to train on; null: all
 */
export function shortageText(shortage: Shortage, symbols: readonly string[] | null): string {
  const where = symbols === null ? '' : ` of ${symbols.join(', ')}`;
  const least = formatCount(shortage.least);
  switch (shortage.kind) {
    case 'labels': {
      const { labelled, documents, scheme } = shortage;
      if (labelled === 0) return `No text${where} has a label of the scheme “${scheme}”.`;
      return `${labelledInWords(documents, labelled, where)}; at least ${least} are needed. ${nearDuplicatesCountOnce}`;
    }
    case 'classes':
      return 'All labels are the same: there is nothing to learn.';
    case 'texts':
      if (shortage.texts === 0) return `There are no texts${where}.`;
      return `${thereAre(shortage.texts, 'distinct text')}${where}; at least ${least} are needed.`;
    case 'companies': {
      const { companies, minTexts, scheme } = shortage;
      const found =
        companies === 0 ? 'No company has' : `Only ${counted(companies, 'company has', 'companies have')}`;
      const label = scheme === null ? '' : ` and a label of the scheme “${scheme}”`;
      return `${found} ${counted(minTexts, 'distinct text')} with a time${label}; at least ${least} are needed.`;
    }
    case 'days':
      if (shortage.days === 0) return `There are no prices${where}.`;
      return `${thereAre(shortage.days, 'day')} of prices${where}; at least ${least} are needed.`;
    default:
      throw new TypeError('unknown shortage');
  }
}

/** What makes scores rough, in a sentence. */
export function remarkText(remark: Remark, nameOf: NameOf): string {
  switch (remark.kind) {
    case 'few-labels':
      return `Fewer than ${counted(remark.enough, 'labelled text')}: scores will be rough.`;
    case 'no-labels':
      return 'No label to compare it with: how well it agrees with people will not be known.';
    case 'rare-classes':
      return `Too rare to be learned or tested well, with fewer than ${counted(remark.enough, 'text')} each: ${remark.classes.map(nameOf).join(', ')}.`;
    case 'short-windows':
      return 'Most windows are not full: there is little context.';
    default:
      throw new TypeError('unknown remark');
  }
}

function thereAre(count: number, unit: string): string {
  return `There ${count === 1 ? 'is' : 'are'} only ${counted(count, unit)}`;
}
