/** A record as CSV (RFC 4180), with its line end. */
export function csvLine(fields: readonly (string | number)[]): string {
  return `${fields
    .map((field) => {
      const text = String(field);
      return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    })
    .join(',')}\r\n`;
}
