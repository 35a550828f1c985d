import stringWidth from 'string-width';

export type Cell = string | number;

/** A table as lines, and the columns for which there was no room. */
export interface TableLines {
  lines: string[];
  /** Headings of columns that were left out: the terminal is too narrow for them. */
  leftOut: string[];
}

const gap = 2;
/** A column of texts is cut to this many places before columns are left out. */
const narrowest = 12;
/** What is no longer than this is a name, a time or the like, and half of it is of no use: it is never cut. */
const short = 20;

/**
 * Columns of one width, two blanks between them; columns of numbers stand to the right. Widths are places of a
 * terminal: an emoji and a Chinese character take two.
 *
 * @param width places of a line; null: as many as it takes. Texts are cut first, then columns left out from the right,
 * a last column of texts after all but the first: it is what the table was asked for.
 */
export function tableLines(
  rows: readonly (readonly Cell[])[],
  head: readonly string[],
  width: number | null = null,
): TableLines {
  const cells = [head, ...rows].map((row) => head.map((_, column) => oneLine(row[column] ?? '')));
  const natural = head.map((_, column) =>
    cells.reduce((widest, row) => Math.max(widest, placesOf(row[column]!)), 0),
  );
  const numeric = head.map(
    (_, column) => rows.length > 0 && rows.every((row) => typeof row[column] === 'number'),
  );
  const whole = natural.map((places, column) => numeric[column] === true || places <= short);
  const shown = fitted(natural, whole, width ?? Infinity, head.at(-1) === 'text');
  const lines = cells.map((row) =>
    shown
      .map(({ places, column }) => {
        const cell = cutTo(row[column]!, places);
        const blanks = ' '.repeat(Math.max(0, places - placesOf(cell)));
        return numeric[column] ? blanks + cell : cell + blanks;
      })
      .join(' '.repeat(gap))
      .trimEnd(),
  );
  const isShown = new Set(shown.map(({ column }) => column));
  return { lines, leftOut: head.filter((_, column) => !isShown.has(column)) };
}

interface ShownColumn {
  column: number;
  places: number;
}

/**
 * The columns that there is room for, and their widths.
 * @param whole columns that are not to be cut
 */
function fitted(
  natural: readonly number[],
  whole: readonly boolean[],
  width: number,
  keepsLast: boolean,
): ShownColumn[] {
  const all = natural.map((places, column) => ({ column, places }));
  // No more than there is room for gaps between; a file may have a million.
  const possible = Math.min(all.length, Math.floor(width / gap) + 1);
  for (let columns = possible; columns > 1; columns--) {
    const room = width - gap * (columns - 1);
    const wanted = keepsLast ? [...all.slice(0, columns - 1), ...all.slice(-1)] : all.slice(0, columns);
    // The widest columns of texts give way first: all have at most `most` places, the largest number that fits.
    const at = (most: number) =>
      wanted.map(({ column, places }) => ({
        column,
        places: whole[column] ? places : Math.min(places, most),
      }));
    if (sum(at(narrowest)) > room) continue;
    let most = wanted.reduce((widest, { places }) => Math.max(widest, places), 0);
    while (sum(at(most)) > room) most--;
    return at(most);
  }
  return all.slice(0, 1).map(({ column, places }) => ({ column, places: Math.min(places, width) }));
}

function sum(columns: readonly ShownColumn[]): number {
  return columns.reduce((total, { places }) => total + places, 0);
}

const characters = new Intl.Segmenter();

/** A text cut to so many places, with an ellipsis as the last one. */
function cutTo(text: string, places: number): string {
  if (placesOf(text) <= places) return text;
  let kept = '';
  let taken = 0;
  for (const { segment } of characters.segment(text)) {
    taken += placesOf(segment);
    if (taken > places - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

function placesOf(text: string): number {
  return /^[ -~]*$/.test(text) ? text.length : stringWidth(text);
}

function oneLine(cell: Cell): string {
  // Control characters of a text would move the cursor.
  return String(cell)
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}
