/** The texts of a StockerBot export, with all columns of their records. */
import { splitFields } from './csv-fields.ts';
import type { FileText } from './kinds/kind.ts';
import type { Outcome, RecordReader } from './outcome.ts';
import { stockerBotReader } from './stockerbot.ts';
import { stockerBotFields } from './stockerbot-line.ts';
import type { Tweet } from './tweet.ts';

/** The columns of an export, in their order. */
export const stockerBotColumns: readonly string[] = [
  'id',
  'text',
  'timestamp',
  'source',
  'symbols',
  'company_names',
  'url',
  'verified',
];

/** @param quoted quotes enclose fields */
export function stockerBotTexts(quoted: boolean): RecordReader<FileText> {
  const reader = stockerBotReader(quoted);
  const withFields = (outcomes: Outcome<Tweet>[]): Outcome<FileText>[] =>
    outcomes.map((outcome) => {
      if (!outcome.ok) return outcome;
      const fields = fieldsOf(outcome.place.raw, quoted);
      return { place: outcome.place, ok: true, value: { text: outcome.value.text, label: null, fields } };
    });
  return { read: (lines) => withFields(reader.read(lines)), end: () => withFields(reader.end()) };
}

/** The fields of a record as they stand in the file; empty ones where it has none. */
function fieldsOf(raw: string, quoted: boolean): string[] {
  const split = quoted ? splitFields(raw, ',', true) : null;
  if (split !== null && split.length >= stockerBotColumns.length) {
    return split.slice(0, stockerBotColumns.length);
  }
  const fields = stockerBotFields(raw);
  if ('kind' in fields) return stockerBotColumns.map(() => '');
  const { id, text, timestamp, author, symbols, names, url, verified } = fields;
  return [id, text, timestamp, author, symbols, names, url, verified];
}
