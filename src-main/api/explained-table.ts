import type { NameOf } from '../class-names.ts';
import type { ExplainedRow } from '../study/explanations/test-part-result.ts';

/** The explained texts of a test part as one table, a row each; for the terminal and the window alike. */
export const explainedColumns = [
  'document',
  'published_at',
  'tickers',
  'text',
  'truth',
  'truth_name',
  'predicted',
  'predicted_name',
  'probability',
  'probability_without_context',
  'context_texts',
  'most_attended_document',
  'most_attended_position',
  'most_attended_share',
  'most_attended_text',
  'most_influential_document',
  'most_influential_position',
  'most_influential_log_odds',
  'most_influential_text',
  'tau_b',
  'comprehensiveness_attention',
  'comprehensiveness_leave_one_out',
  'comprehensiveness_recency',
  'comprehensiveness_random',
  'sufficiency_attention',
  'sufficiency_leave_one_out',
  'sufficiency_recency',
  'sufficiency_random',
] as const;

/** The cells of a row, in the order of the columns; null: there is none. */
export function explainedCells(row: ExplainedRow, nameOf: NameOf): (string | number | null)[] {
  const { mostAttended, mostInfluential, comprehensiveness, sufficiency } = row;
  const measures = [comprehensiveness, sufficiency].flatMap(({ attention, leaveOneOut, recency, random }) => [
    attention,
    leaveOneOut,
    recency,
    random,
  ]);
  return [
    row.document,
    row.publishedAt === null ? null : new Date(row.publishedAt).toISOString(),
    row.symbols.join(' '),
    row.text,
    row.truth,
    nameOf(row.truth),
    row.predicted,
    nameOf(row.predicted),
    row.probability,
    row.probabilityWithoutContext,
    row.texts,
    mostAttended?.document ?? null,
    mostAttended?.position ?? null,
    mostAttended?.value ?? null,
    mostAttended?.text ?? null,
    mostInfluential.document,
    mostInfluential.position,
    mostInfluential.value,
    mostInfluential.text,
    row.agreement,
    ...measures,
  ];
}
