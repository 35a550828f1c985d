import { csvLine } from '../csv-line.ts';
import type { ReadableStore } from './store.ts';
import type { Page, RejectCount, RejectRow } from './types.ts';

/** Which records that were not taken: of some files, of one kind; null: of all. */
export interface RejectFilter {
  sources: readonly number[] | null;
  kind: string | null;
}

interface Parameters {
  sources: string | null;
  kind: string | null;
}

const OF_FILTER = `
  (@sources IS NULL OR r.source_file IN (SELECT value FROM json_each(@sources))) AND r.kind = coalesce(@kind, r.kind)`;

const REJECTS = `
  SELECT r.id, r.source_file AS source, s.name AS file, r.line, r.byte, r.column_name AS "column", r.kind, r.message, r.raw
  FROM reject r JOIN source_file s ON s.id = r.source_file
  WHERE ${OF_FILTER}`;

/** In the order of the files. */
const BY_FILE = 'ORDER BY r.source_file, r.line, r.id';
/** Those of the file that was imported last come first. */
const NEWEST_FIRST = 'ORDER BY r.source_file DESC, r.line, r.id';

function parametersOf({ sources, kind }: RejectFilter): Parameters {
  return { sources: sources === null ? null : JSON.stringify(sources), kind };
}

/** Records that were not taken, of one file or of all; those of the file that was imported last come first. */
export function listRejects(
  store: ReadableStore,
  ask: { source: number | null; kind?: string | null; offset: number; limit: number },
): Page<RejectRow> {
  const { source, kind = null, offset, limit } = ask;
  const filter = { sources: source === null ? null : [source], kind };
  return pageOfRejects(store, filter, { offset, limit }, NEWEST_FIRST);
}

/** The same of several files, in their order. */
export function pageOfRejects(
  store: ReadableStore,
  filter: RejectFilter,
  page: { offset: number; limit: number },
  order: typeof BY_FILE | typeof NEWEST_FIRST = BY_FILE,
): Page<RejectRow> {
  const parameters = parametersOf(filter);
  const total = store.db
    .prepare<[Parameters], number>(`SELECT count(*) FROM reject r WHERE ${OF_FILTER}`)
    .pluck()
    .get(parameters);
  const rows = store.db
    .prepare<[Parameters & { offset: number; limit: number }], RejectRow>(
      `${REJECTS} ${order} LIMIT @limit OFFSET @offset`,
    )
    .all({ ...parameters, ...page });
  return { total: total ?? 0, rows };
}

/** How many records of each kind were not taken, the most frequent kind first. */
export function countRejects(store: ReadableStore, filter: RejectFilter): RejectCount[] {
  return store.db
    .prepare<[Parameters], RejectCount>(
      `SELECT r.kind, count(*) AS count FROM reject r WHERE ${OF_FILTER} GROUP BY r.kind ORDER BY count DESC, r.kind`,
    )
    .all(parametersOf(filter));
}

/** The same as CSV, a line at a time, headings first; `guard` as `csvLine` has it. */
export function* rejectsCsv(store: ReadableStore, filter: RejectFilter, guard: boolean): Generator<string> {
  yield csvLine(['file', 'line', 'byte', 'column', 'kind', 'message', 'raw']);
  const rows = store.db
    .prepare<[Parameters], RejectRow>(`${REJECTS} ${BY_FILE}`)
    .iterate(parametersOf(filter));
  for (const row of rows) {
    yield csvLine([row.file, row.line, row.byte, row.column ?? '', row.kind, row.message, row.raw], guard);
  }
}
