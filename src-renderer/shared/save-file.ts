import { toCsv } from '../format/csv.ts';

/** Hands content to the browser's (or the desktop shell's) own saving. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  // The download reads the address after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Saves a table as a CSV file; `name` is without its ending. */
export function saveCsv(name: string, ...table: Parameters<typeof toCsv>): void {
  saveFile(`${name}.csv`, new Blob([toCsv(...table)], { type: 'text/csv;charset=utf-8' }));
}
