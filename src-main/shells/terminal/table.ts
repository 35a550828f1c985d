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
 * @param width places of a line; null: as many as it takes. Texts are cut first, then columns left out from the right.
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
  const widths = fitted(natural, whole, width ?? Infinity);
  const lines = cells.map((row) =>
    widths
      .map((places, column) => {
        const cell = cutTo(row[column]!, places);
        const blanks = ' '.repeat(Math.max(0, places - placesOf(cell)));
        return numeric[column] ? blanks + cell : cell + blanks;
      })
      .join(' '.repeat(gap))
      .trimEnd(),
  );
  return { lines, leftOut: head.slice(widths.length) };
}

/**
 * Widths of the first columns, as many as there is room for.
 * @param whole columns that are not to be cut
 */
function fitted(natural: readonly number[], whole: readonly boolean[], width: number): number[] {
  for (let columns = natural.length; columns > 1; columns--) {
    const room = width - gap * (columns - 1);
    const wanted = natural.slice(0, columns);
    // The widest columns of texts give way first: all have at most `most` places, the largest number that fits.
    const least = wanted.map((places, column) => (whole[column] ? places : Math.min(places, narrowest)));
    if (sum(least) > room) continue;
    let most = Math.max(...wanted);
    const at = () => wanted.map((places, column) => (whole[column] ? places : Math.min(places, most)));
    while (sum(at()) > room) most--;
    return at();
  }
  return natural.slice(0, 1).map((places) => Math.min(places, width));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
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
