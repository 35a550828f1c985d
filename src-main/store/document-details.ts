import { documentById } from './documents.ts';
import { type LabelOrigin, originRank } from './labels.ts';
import { noSuchDocument } from './missing.ts';
import type { ReadableStore } from './store.ts';
import type { DocumentRow, Page } from './types.ts';

/** Everything that the workspace has about a document. */
export interface DocumentDetails extends Omit<DocumentRow, 'labels'> {
  source: { file: string; line: number; importedAt: number };
  companies: { symbol: string; name: string }[];
  labels: StoredLabel[];
  /** Other documents in its near-duplicate group, by time. */
  nearDuplicates: Page<{ document: number; publishedAt: number | null; author: string | null; text: string }>;
  /** The predictions of runs that had it in their validation or test part. */
  predictions: StoredPrediction[];
}

interface StoredLabel {
  scheme: string;
  value: string;
  origin: LabelOrigin;
  confidence: number | null;
  /** The run that gave it. */
  run: number | null;
  /** The file that it came from, and the line in it. */
  file: string | null;
  line: number | null;
  createdAt: number;
}

interface StoredPrediction {
  run: number;
  recipe: string;
  part: string;
  truth: string;
  predicted: string;
}

/**
 * @param nearDuplicates how many of them at most
 * @throws UserError if there is no such document.
 */
export function documentDetails(store: ReadableStore, id: number, nearDuplicates: number): DocumentDetails {
  const row = documentById(store, id);
  if (row === null) throw noSuchDocument(store, id);
  return {
    ...row,
    source: store.db
      .prepare<[number], DocumentDetails['source']>(
        `SELECT s.name AS file, d.line, s.imported_at AS importedAt
         FROM document d JOIN source_file s ON s.id = d.source_file WHERE d.id = ?`,
      )
      .get(id)!,
    companies: store.db
      .prepare<[number], DocumentDetails['companies'][number]>(
        `SELECT c.symbol, coalesce(c.name,
                (SELECT a.name FROM company_alias a WHERE a.company_id = c.id ORDER BY a.documents DESC, a.name LIMIT 1),
                c.symbol) AS name
         FROM mention m JOIN company c ON c.id = m.company_id WHERE m.document_id = ? ORDER BY c.symbol`,
      )
      .all(id),
    labels: store.db
      .prepare<[number], StoredLabel>(
        `SELECT l.scheme, l.value, l.origin, l.confidence, l.run_id AS run, s.name AS file, l.line,
                l.created_at AS createdAt
         FROM label l LEFT JOIN source_file s ON s.id = l.source_file
         WHERE l.document_id = ? ORDER BY l.scheme, ${originRank('l')}`,
      )
      .all(id),
    nearDuplicates: othersOfGroup(store, row, nearDuplicates),
    predictions: store.db
      .prepare<[number], StoredPrediction>(
        `SELECT DISTINCT p.run_id AS run, r.recipe, p.part, p.truth, p.predicted
         FROM prediction p JOIN run r ON r.id = p.run_id WHERE p.document_id = ? ORDER BY p.run_id, p.part`,
      )
      .all(id),
  };
}

function othersOfGroup(
  store: ReadableStore,
  { id, nearDuplicateGroup: group }: DocumentRow,
  limit: number,
): DocumentDetails['nearDuplicates'] {
  const others = 'FROM document WHERE near_duplicate_group = ? AND id <> ?';
  return {
    total:
      store.db.prepare<[number, number], number>(`SELECT count(*) ${others}`).pluck().get(group, id) ?? 0,
    rows: store.db
      .prepare<[number, number, number], DocumentDetails['nearDuplicates']['rows'][number]>(
        `SELECT id AS document, published_at AS publishedAt, author, text ${others} ORDER BY published_at, id LIMIT ?`,
      )
      .all(group, id, limit),
  };
}
