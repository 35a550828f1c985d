import type { RejectCount, RejectRow } from '../../store/types.ts';
import { longestRecord, oneLine } from './format.ts';
import type { Output } from './output.ts';

/** Kinds with their counts, as `close 2, columns 1`. */
export function kindsInWords(counts: readonly RejectCount[]): string {
  return counts.map(({ kind, count }) => `${kind} ${count}`).join(', ');
}

/** Shows rejected records, one line each, with the file if there are several. */
export function rejectsTable(output: Output, rows: readonly RejectRow[], ofSeveral: boolean): void {
  // Many kinds are named after their column; then a list of columns adds nothing.
  const hasColumns = rows.some(({ column, kind }) => column !== null && column !== kind);
  output.table(
    rows.map(({ file, line, column, kind, message, raw }) => [
      ...(ofSeveral ? [file] : []),
      line,
      kind,
      ...(hasColumns ? [column ?? ''] : []),
      message,
      oneLine(raw, longestRecord),
    ]),
    [...(ofSeveral ? ['file'] : []), 'line', 'kind', ...(hasColumns ? ['column'] : []), 'reason', 'record'],
  );
}
