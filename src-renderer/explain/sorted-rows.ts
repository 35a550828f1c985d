import type { ExplainedRow } from '../../src-main/api/types.ts';

/** What the explained texts are sorted by, and the number of a row; null stands last in every order. */
export const rowOrders = {
  document: { name: 'Text', of: (row: ExplainedRow) => row.document },
  probability: { name: 'Probability', of: (row: ExplainedRow) => row.probability },
  context: {
    name: 'By its context',
    of: (row: ExplainedRow) => row.probability - row.probabilityWithoutContext,
  },
  attention: { name: 'Most attended', of: (row: ExplainedRow) => row.mostAttended?.value ?? null },
  influence: { name: 'Most influential', of: (row: ExplainedRow) => Math.abs(row.mostInfluential.value) },
  agreement: { name: 'tau-b', of: (row: ExplainedRow) => row.agreement },
  comprehensiveness: {
    name: 'Comprehensiveness',
    of: (row: ExplainedRow) => row.comprehensiveness.attention,
  },
  sufficiency: { name: 'Sufficiency', of: (row: ExplainedRow) => row.sufficiency.attention },
} as const;
export type RowOrder = keyof typeof rowOrders;

/** The rows in an order; of equal rows the earlier stays first. */
export function sortedRows(
  rows: readonly ExplainedRow[],
  order: RowOrder,
  direction: 'ascending' | 'descending',
): ExplainedRow[] {
  const { of } = rowOrders[order];
  const sign = direction === 'ascending' ? 1 : -1;
  return rows.toSorted((a, b) => {
    const [first, second] = [of(a), of(b)];
    if (first === null || second === null) return Number(first === null) - Number(second === null);
    return sign * (first - second);
  });
}
