import type { NameOf } from '../../src-main/api/class-names.ts';
import type { PairKind, RowDifference } from '../../src-main/api/types.ts';

/** Which texts of two runs are shown, as a part of a sentence. */
export const pairNames: Readonly<Record<PairKind, string>> = {
  different: 'one is right and the other wrong',
  bothRight: 'both are right',
  onlyFirst: 'only the first is right',
  onlySecond: 'only the second is right',
  bothWrong: 'both are wrong',
};

/**
 * Texts with their truth and what two runs made of them, as a table to save: classes by their labels, with the names of
 * those that have one beside them. A text of a file has a line, no id.
 */
export function differenceTable(
  first: number,
  second: number,
  rows: readonly RowDifference[],
  nameOf: NameOf,
) {
  const [a, b] = [`run ${first}`, `run ${second}`];
  return {
    columns: [
      'document',
      'line',
      'truth',
      'truth, name',
      ...[a, b].flatMap((run) => [run, `${run}, name`, `${run}, of truth`]),
      'text',
    ],
    rows: rows.map((row) => [
      row.document.id === 0 ? null : row.document.id,
      row.line,
      row.truth,
      nameOf(row.truth),
      ...[row.first, row.second].flatMap(({ predicted, ofTruth }) => [predicted, nameOf(predicted), ofTruth]),
      row.document.text,
    ]),
  };
}
