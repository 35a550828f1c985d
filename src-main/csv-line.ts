/** What a spreadsheet would run as a formula; a number is none. */
function isFormula(text: string): boolean {
  return /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text));
}

/**
 * A record as CSV (RFC 4180), with its line end; null: an empty field.
 * @param guard an apostrophe leads text that a spreadsheet would run as a formula; false: every text as it is
 */
export function csvLine(fields: readonly (string | number | null)[], guard = true): string {
  return `${fields
    .map((field) => {
      const text = String(field ?? '');
      const inert = guard && isFormula(text) ? `'${text}` : text;
      return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
    })
    .join(',')}\r\n`;
}
