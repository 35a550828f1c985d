import type { CorrectionRow, RejectCount, RejectRow } from '../../store/types.ts';
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

/** Shows records that were corrected by hand, one line each: what they were, and what they are. */
export function correctionsTable(output: Output, rows: readonly CorrectionRow[]): void {
  output.table(
    rows.map(({ file, line, message, raw, corrected, outcome }) => [
      file,
      line,
      message,
      oneLine(raw, longestRecord),
      oneLine(corrected, longestRecord),
      outcome,
    ]),
    ['file', 'line', 'was rejected because', 'in the file', 'corrected', 'counts as'],
  );
}
