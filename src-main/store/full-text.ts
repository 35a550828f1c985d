/** A part of a query: a phrase in quotes, or what stands between spaces. */
const PART = /"([^"]*)"?|\S+/gu;
const HAS_WORD = /[\p{L}\p{N}]/u;

/**
 * What a person typed, as an FTS5 expression that is never a syntax error: every part quoted, all of them wanted, the
 * last one as the start of a word while it is being typed, others where they end in `*`.
 *
 * @returns null when the query holds no letter and no digit.
 */
export function matchExpression(query: string): string | null {
  const parts = [...query.replaceAll('\0', ' ').matchAll(PART)].map(([whole, phrase]) => ({
    words: (phrase ?? whole).replaceAll('"', ' '),
    start: phrase === undefined && whole.endsWith('*'),
    phrase: phrase !== undefined,
  }));
  const wanted = parts.filter(({ words }) => HAS_WORD.test(words));
  if (wanted.length === 0) return null;
  return wanted
    .map(({ words, start, phrase }, i) => {
      const typing = i === wanted.length - 1 && !phrase;
      return `"${words}"${start || typing ? ' *' : ''}`;
    })
    .join(' ');
}
