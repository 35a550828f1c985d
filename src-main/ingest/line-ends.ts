/**
 * Whether lines end with a carriage return alone, as old Macintosh programs write them: outside of quotes there are more
 * of them than line feeds. Quoted fields may hold either.
 */
export function endsWithReturns(text: string): boolean {
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
  return counts.returns > counts.feeds;
}
