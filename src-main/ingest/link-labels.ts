import { counted } from '../counted.ts';
import type { WritableStore } from '../store/store.ts';
import { transactional } from '../store/transaction.ts';
import { linkTexts, linkedAll, newTextKeys, waitingTexts } from '../store/waiting-texts.ts';
import { SHORT_KEY_LETTERS } from '../text/normalise.ts';
import { matchAmong } from './text-matches.ts';

/**
 * Labels that were imported before their texts find them: the documents that were stored since this was done last take
 * the labels of the texts that waited for them, and their place. The order in which a file of texts and a file of its
 * labels are imported makes no difference, unless labels contradict each other: the file's own count then.
 *
 * @returns what was linked, in words
 */
export function linkLabels(store: WritableStore): string[] {
  return transactional(store, link)(store);
}

function link(store: WritableStore): string[] {
  const waiting = waitingTexts(store);
  const found =
    waiting.length === 0
      ? []
      : matchAmong(
          newTextKeys(store, SHORT_KEY_LETTERS),
          waiting.map(({ text }) => text),
        );
  const linked = waiting.flatMap(({ id }, i) => {
    const documents = found[i]!.map((match) => match.id);
    return documents.length === 0 ? [] : [{ waiting: id, documents }];
  });
  const contradicted = linked.length === 0 ? 0 : linkTexts(store, linked);
  linkedAll(store);
  if (linked.length === 0) return [];
  const texts = counted(linked.length, 'labelled text');
  const took = `${texts} of earlier files ${linked.length === 1 ? 'was' : 'were'} found in this one, which now has the labels`;
  if (contradicted === 0) return [took];
  return [
    `${took}; ${counted(contradicted, 'label contradicts one', 'labels contradict those')} that this file gives, which ${contradicted === 1 ? 'counts' : 'count'}`,
  ];
}
