/**
 * How the lines of a file end: with line feeds (a carriage return before one belongs to it), with carriage returns alone,
 * as old Macintosh programs write them, or some so and some so, as where files of several programs were put together.
 */
export type LineEnds = 'feeds' | 'returns' | 'both';

/** Quoted fields may hold either end; the one that there is more of outside of quotes ends lines. */
export function lineEndsOf(text: string): LineEnds {
  let quoted = false;
  const outside = { feeds: 0, returns: 0 };
  const all = { feeds: 0, returns: 0 };
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (letter === '"') quoted = !quoted;
    const isLoneReturn = letter === '\r' && text[at + 1] !== '\n' && at + 1 < text.length;
    if (letter !== '\n' && !isLoneReturn) continue;
    const sort = letter === '\n' ? 'feeds' : 'returns';
    all[sort]++;
    if (!quoted) outside[sort]++;
  }
  // Without any end outside of quotes, the quotes are text.
  const counts = outside.feeds + outside.returns === 0 ? all : outside;
  const most = counts.returns > counts.feeds ? 'returns' : 'feeds';
  return all.feeds > 0 && all.returns > 0 && bothEndRecords(text, most) ? 'both' : most;
}

const delimiters = [',', '\t', ';', '|'];

/**
 * Whether the rarer end stands mostly between records, that is between lines with as many delimiters as most lines have,
 * or that quotes enclose. Elsewhere it is a character of a text, which would fall apart.
 */
function bothEndRecords(text: string, most: LineEnds): boolean {
  const isRare = (end: string): boolean => (end === '\r') === (most === 'feeds');
  const lines = Array.from(text.matchAll(/([^\r\n]+)(\r\n|\r|\n|$)/g), ([, line = '', end = '']) => ({
    line,
    end,
  }));
  return delimiters.some((delimiter) => {
    const counts = lines.map(({ line }) => countOutside(line, delimiter));
    const [usual = 0, alike = []] =
      [...Map.groupBy(counts, (count) => count)].toSorted(([, a], [, b]) => b.length - a.length)[0] ?? [];
    if (2 * alike.length < lines.length) return false;
    const isRecord = lines.map(
      ({ line }, i) => (usual > 0 && counts[i] === usual) || /^"(?:[^"]|"")*"$/.test(line),
    );
    const between = lines.flatMap(({ end }, i) =>
      isRare(end) && i + 1 < lines.length ? [isRecord[i] === true && isRecord[i + 1] === true] : [],
    );
    return 2 * between.filter(Boolean).length > between.length;
  });
}

/** How often a delimiter stands in a line outside of quotes. */
function countOutside(line: string, delimiter: string): number {
  let quoted = false;
  let count = 0;
  for (const letter of line) {
    if (letter === '"') quoted = !quoted;
    else if (letter === delimiter && !quoted) count++;
  }
  return count;
}
