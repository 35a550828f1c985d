/** The parts of what a person types into a search, and what is wrong with them. */
/** A field in front of a value, a minus sign before either, a phrase in quotes or a word; of the last, quotes may be open. */
const TOKEN = /(-?)(?:(author|date|from|to|label):)?(?:"([^"]*)"?|(\S+))/giu;
/** What holds nothing of it cannot be looked for. */
export const HAS_WORD = /[\p{L}\p{N}]/u;
const DAY_MS = 86_400_000;

/** A part of a query. */
export interface Term {
  /** In lower case; null: it is a word or a phrase. */
  field: string | null;
  not: boolean;
  phrase: boolean;
  text: string;
  /** An OR stands before it. */
  or: boolean;
}

/** The parts of a query, in their order. */
export function termsOf(query: string): Term[] {
  let or = false;
  return [...query.replaceAll('\0', ' ').matchAll(TOKEN)].flatMap(([whole, minus, field, phrase, word]) => {
    if (whole === 'OR') {
      or = true;
      return [];
    }
    // A minus sign before a digit is of a number.
    const isNumber = field === undefined && phrase === undefined && /^\d/.test(word ?? '');
    const term = {
      field: field?.toLowerCase() ?? null,
      not: minus === '-' && !isNumber,
      phrase: phrase !== undefined,
      text: phrase ?? word ?? '',
      or,
    };
    or = false;
    return [term];
  });
}

/** A year, a month, a day, or a minute of it, in UTC: from when until before when; null: it is none. */
export function spanOf(text: string): [from: number, to: number] | null {
  const found = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d))?)?)?$/i.exec(text);
  if (found === null) return null;
  const [, year, month, day, hour, minute] = found.map((part) => (part === undefined ? null : Number(part)));
  const from = Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1, hour ?? 0, minute ?? 0);
  // 2018-02-31 is no day.
  if (new Date(from).toISOString().slice(0, text.length).toUpperCase() !== text.toUpperCase()) return null;
  if (minute !== null && minute !== undefined) return [from, from + 60_000];
  if (day !== null && day !== undefined) return [from, from + DAY_MS];
  if (month !== null && month !== undefined) return [from, Date.UTC(year ?? 0, month, 1)];
  return [from, Date.UTC((year ?? 0) + 1, 0, 1)];
}

const TIMES = new Set(['date', 'from', 'to']);

/** Why a query can find nothing, whatever the texts are, as a sentence; null: it can. */
export function searchProblem(query: string): string | null {
  const terms = termsOf(query);
  for (const { field, text } of terms) {
    if (field !== null && TIMES.has(field) && spanOf(text) === null) {
      return `“${field}:${text}” names no time. Write it as ${field}:2018, ${field}:2018-07, ${field}:2018-07-18 or ${field}:2018-07-18T09:30.`;
    }
  }
  if (query.trim() === '' || terms.some(({ field, text }) => field !== null || HAS_WORD.test(text)))
    return null;
  return 'There is no word to search for. Enter some letters or digits.';
}
