import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import type { GivenLabel } from '../../store/own-labels.ts';

const tickers = ['ticker', 'tickers', 'symbol'];
const labels = ['label', 'group', 'class', 'category'];
const rowsSchema = z.array(z.array(z.string()));

/**
 * A table of companies and their labels, with or without the headings `ticker,label`; columns between commas, semicolons
 * or tabs. A row whose label is empty takes the label of its company off.
 *
 * @param file its name, for messages
 * @throws UserError if it is no such table
 */
export function ownLabelTable(text: string, file: string): GivenLabel[] {
  const rows = rowsOf(text, file).filter((row) => row.some((cell) => cell !== ''));
  const heading = (rows[0] ?? []).map((cell) => cell.toLowerCase());
  const [symbolAt, valueAt] = [tickers, labels].map((names) =>
    heading.findIndex((cell) => names.includes(cell)),
  );
  const isHeaded = symbolAt! >= 0 && valueAt! >= 0;
  if (!isHeaded && (rows.length === 0 || rows.some((row) => row.length !== 2))) {
    throw new UserError(
      'input',
      `${file} is no table of companies and labels. It needs the columns ticker and label.`,
    );
  }
  const [symbol, value] = isHeaded ? [symbolAt!, valueAt!] : [0, 1];
  return rows.slice(isHeaded ? 1 : 0).flatMap((row) => {
    const named = row[symbol] ?? '';
    return named === '' ? [] : [{ symbol: named, value: row[value] || null }];
  });
}

function rowsOf(text: string, file: string): string[][] {
  try {
    return rowsSchema.parse(
      parse(text, { bom: true, delimiter: delimiterOf(text), relax_column_count: true, trim: true }),
    );
  } catch (cause) {
    throw new UserError(
      'input',
      `${file} cannot be read as a table. Save it as CSV, with a comma between columns.`,
      {
        cause,
      },
    );
  }
}

/** A comma may stand in a label; where a line has a tab or a semicolon, that stands between its columns. */
function delimiterOf(text: string): string {
  const [first = ''] = text.split('\n', 1);
  return ['\t', ';'].find((sign) => first.includes(sign)) ?? ',';
}
