import type { ContextSpec } from '../../context/spec.ts';
import type { ContextItem } from '../../context/types.ts';
import { UserError } from '../../errors.ts';
import { documentById } from '../../store/documents.ts';
import type { ReadableStore } from '../../store/store.ts';
import type { DocumentRow } from '../../store/types.ts';
import { readWindow, type TextReader } from '../explain.ts';
import { typedDocument } from '../read-typed.ts';

/** A text to explain: a document, or a text as if it were about a company and published at a time. */
export interface TextAsk {
  run: number;
  /** Null: the text is typed. */
  document: number | null;
  /** A typed text, or what is read in the place of the document's own; null: the document as it is. */
  text: string | null;
  /** The company whose earlier texts are the window of a typed text; null: it is read alone. */
  symbol: string | null;
  /** When a typed text was published, ms UTC; null: now. */
  at: number | null;
  /** Another window than the run's own; null: the run's. */
  window: ContextSpec | null;
  /** Context texts that are read otherwise than they were written; without a text they are left out. */
  edits: readonly { document: number; text: string | null }[];
}

/** A text with the window in which it is read, oldest first. */
export interface AskedText {
  document: DocumentRow;
  spec: ContextSpec;
  items: ContextItem[];
}

/**
 * @param earlier so many texts more, from before the window
 * @throws UserError if there is no such document or company, or no text at all
 */
export function askedText(
  store: ReadableStore,
  { files }: Pick<TextReader, 'files'>,
  ask: TextAsk,
  earlier = 0,
): AskedText {
  const { document: id, text, symbol, at, window, edits } = ask;
  const document = id === null ? typedDocument(text ?? '', { symbol, at }) : documentById(store, id);
  if (document === null) throw new UserError('use', `There is no document ${id}.`);
  const read = text === null ? document : { ...document, text };
  if (read.text.trim() === '') throw new UserError('use', 'The text is empty; type some words.');
  const input = id === null ? { text: read.text, symbol, at } : { document: id };
  const { spec, items } = readWindow(store, files.config, input, window, { earlier });
  const edited = new Map(edits.map((edit) => [edit.document, edit.text]));
  const shown = items.flatMap((item) => {
    const other = edited.get(item.document.id);
    if (other === undefined) return [item];
    return other === null || other.trim() === ''
      ? []
      : [{ ...item, document: { ...item.document, text: other } }];
  });
  return { document: read, spec, items: shown };
}
