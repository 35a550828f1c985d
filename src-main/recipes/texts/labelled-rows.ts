import { basename } from 'node:path';
import { readLabelFile } from '../../ingest/label-file.ts';
import { matchTexts } from '../../ingest/text-matches.ts';
import { documentsByIds } from '../../store/documents.ts';
import { UserError } from '../../errors.ts';
import { labelledDocuments, type LabelOrigin } from '../../store/labels.ts';
import { valuesOfSchemes } from '../../store/source-labels.ts';
import type { ReadableStore } from '../../store/store.ts';
import type { DocumentRow } from '../../store/types.ts';
import { cleanText } from '../../text/clean.ts';

/** A text with its label, out of the workspace or a file. */
export interface LabelledRow {
  /** null: it is a row of a file that stands nowhere in the workspace. */
  document: number | null;
  /** Where it begins in its file, from 1; null: it is of no file. */
  line: number | null;
  text: string;
  /** The first ticker that it mentions, '' where there is none. */
  symbol: string;
  publishedAt: number | null;
  /** Its near-duplicate group as it is stored; null if it is no document. */
  group: number | null;
  value: string;
  /** Who gave the label; null: it is of a file that was named for this run alone. */
  origin: LabelOrigin | null;
  /** When what the label tells had happened, ms UTC; null: when the text was there. */
  knownAt: number | null;
}

export interface Wanted {
  scheme: string;
  /** Tickers; null: all. A row that is no document has none. */
  symbols: readonly string[] | null;
}

/** The labelled documents of the workspace. */
export function labelledRows(store: ReadableStore, { scheme, symbols }: Wanted): LabelledRow[] {
  const labelled = labelledDocuments(store, scheme, symbols);
  const documents = documentsByIds(
    store,
    labelled.map(({ document }) => document),
  );
  return documents.map((document, index) => ({
    ...textRow(document),
    line: null,
    value: labelled[index]!.value,
    origin: labelled[index]!.origin,
    knownAt: labelled[index]!.knownAt,
  }));
}

/** The rows of a text + label file, each at the document where its text first appeared. */
export async function fileRows(
  store: ReadableStore,
  path: string,
  { scheme, symbols }: Wanted,
): Promise<LabelledRow[]> {
  const known = valuesOfSchemes(store, [scheme]).get(scheme) ?? [];
  const { rows } = await readLabelFile(path, scheme, known);
  if (rows.length === 0) throw new UserError('input', `${basename(path)} has no texts with a label.`);
  const matches = matchTexts(
    store,
    rows.map(({ text }) => text),
  );
  const documents = documentsByIds(
    store,
    matches.flatMap(([first]) => (first === undefined ? [] : [first])),
  );
  const byId = new Map(documents.map((document) => [document.id, document]));
  return rows.flatMap(({ text, value, line }, index) => {
    const document = byId.get(matches[index]?.[0] ?? -1);
    if (!document) {
      const stranger = {
        document: null,
        line,
        text: cleanText(text),
        symbol: '',
        publishedAt: null,
        group: null,
      };
      return symbols === null ? [{ ...stranger, value, ...ofFile }] : [];
    }
    const wanted = symbols === null || document.symbols.some((symbol) => symbols.includes(symbol));
    return wanted ? [{ ...textRow(document), line, value, ...ofFile }] : [];
  });
}

/** What is known of the label of a row of a file. */
const ofFile = { origin: null, knownAt: null };

function textRow(document: DocumentRow): Omit<LabelledRow, 'value' | 'line' | 'origin' | 'knownAt'> {
  const { id, text, symbols, publishedAt, nearDuplicateGroup } = document;
  return { document: id, text, symbol: symbols[0] ?? '', publishedAt, group: nearDuplicateGroup };
}
