import { counted } from '../counted.ts';
import { UserError } from '../errors.ts';
import { alteredDocuments } from './altered-documents.ts';
import { checkPages } from './check-pages.ts';
import { type DamagedPart, damagedParts } from './damaged-parts.ts';
import type { ReadableStore } from './store.ts';
import { databaseOf } from './workspace-folder.ts';

/** As many documents are named. */
const MOST_NAMED = 5;

/**
 * Makes sure that the database is what was written, before anything is learned from it.
 *
 * @throws UserError that says what is damaged, and which documents
 */
export async function refuseDamage(store: ReadableStore, signal?: AbortSignal): Promise<void> {
  const { damaged } = await checkPages(store.dir, {
    readOnly: store.readOnly,
    ...(signal && { signal }),
  });
  if (damaged.length === 0) return;
  const parts = damagedParts(store.db, damaged).filter(({ kind }) => kind !== 'free');
  if (parts.length === 0) return;
  const altered = parts.some(({ kind, name }) => kind === 'unknown' || name === 'document')
    ? alteredDocuments(store)
    : [];
  throw new UserError(
    'input',
    `${databaseOf(store.dir)} is damaged: ${damageSentence(parts)}.${namedDocuments(altered)}` +
      ' Nothing is learned from it until it is repaired or restored from a copy.',
    { remedies: [{ action: 'repair' }] },
  );
}

/** What is damaged, as the rest of a sentence. */
export function damageSentence(parts: readonly DamagedPart[]): string {
  return parts
    .map(({ kind, name, pages }) => {
      const number = pages.length === 1 ? `page ${pages[0]}` : counted(pages.length, 'page');
      const verb = pages.length === 1 ? 'is' : 'are';
      return `${number} ${placeOf(kind, name)} ${verb} not as written`;
    })
    .join(', ');
}

function placeOf(kind: DamagedPart['kind'], name: string): string {
  if (kind === 'free') return 'that nothing stands on';
  if (kind === 'unknown') return 'of an unknown part';
  return kind === 'full-text index' ? 'of the full-text index' : `of the ${kind} ${name}`;
}

/** The documents whose content changed, as a sentence; empty: none. */
export function namedDocuments(ids: readonly number[]): string {
  if (ids.length === 0) return '';
  const named = ids.slice(0, MOST_NAMED).join(', ');
  const more = ids.length > MOST_NAMED ? ` and ${ids.length - MOST_NAMED} more` : '';
  return ids.length === 1
    ? ` The time, author or text of document ${named} changed.`
    : ` The times, authors or texts of documents ${named}${more} changed.`;
}
