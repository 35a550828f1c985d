/** What a run said of the rows of its test part, to look up what stands behind a number. */
import { z } from 'zod';
import { documentsByIds } from './documents.ts';
import type { ReadableStore } from './store.ts';
import type { DocumentRow, Page } from './types.ts';

/** `sure` and `unsure`: by the probability of what was predicted; `item`: as the part stands. */
export const testedOrders = ['sure', 'unsure', 'item'] as const;

export interface TestedFilter {
  run: number;
  /** The label that the rows have; null: any. */
  truth: string | null;
  /** What the run said; null: anything. */
  predicted: string | null;
  /** Only rows that the run got wrong. */
  wrong: boolean;
  order: (typeof testedOrders)[number];
  offset: number;
  limit: number;
}

export interface TestedRow {
  item: number;
  /** Null: a row of a file that stands nowhere in the workspace, whose text is `text`. */
  document: DocumentRow | null;
  text: string | null;
  line: number | null;
  truth: string;
  predicted: string;
  /** Of the classes of the run, in their order. */
  probabilities: number[];
}

interface StoredRow extends Omit<TestedRow, 'document' | 'probabilities'> {
  document: number | null;
  probabilities: string;
}

const probabilitiesSchema = z.array(z.number());
const surest = '(SELECT max(value) FROM json_each(probabilities))';
const order = { sure: `${surest} DESC, item`, unsure: `${surest}, item`, item: 'item' } as const;

/** The rows of the test part that are asked for, and how many there are. */
export function testedRows(store: ReadableStore, filter: TestedFilter): Page<TestedRow> {
  const { run, truth, predicted, limit, offset } = filter;
  const where = `FROM prediction WHERE run_id = @run AND part = 'test' AND (@truth IS NULL OR truth = @truth)
    AND (@predicted IS NULL OR predicted = @predicted) ${filter.wrong ? 'AND predicted <> truth' : ''}`;
  const given = { run, truth, predicted };
  const total = store.db.prepare<[object], number>(`SELECT count(*) ${where}`).pluck().get(given) ?? 0;
  const rows = store.db
    .prepare<[object], StoredRow>(
      `SELECT item, document_id AS document, text, line, truth, predicted, probabilities ${where}
       ORDER BY ${order[filter.order]} LIMIT @limit OFFSET @offset`,
    )
    .all({ ...given, limit, offset });
  const ids = rows.flatMap(({ document }) => (document === null ? [] : [document]));
  const documents = new Map(documentsByIds(store, ids).map((document) => [document.id, document]));
  return {
    total,
    rows: rows.map((row) => ({
      ...row,
      document: row.document === null ? null : (documents.get(row.document) ?? null),
      probabilities: probabilitiesSchema.parse(JSON.parse(row.probabilities)),
    })),
  };
}
