/** So many letters of a name are tried in both cases: each halves what is read of the index, in twice as many places. */
const TRIED_LETTERS = 3;

/** No name goes on with a character after this one. */
const GREATEST_CHARACTER = 0x10ffff;

/**
 * A condition on `author` that it is a name, in capitals or not (ASCII letters, which SQLite compares without case). The
 * index has its names in the order of their bytes: for each way to write the first letters, those that go on with the
 * same letters stand between the rest in capitals and the rest in small letters, among few others.
 *
 * @param parameter what its parameters are called, in `values`
 */
export function sameAuthor(
  parameter: string,
  author: string,
): { sql: string; values: Record<string, string> } {
  const letters = Array.from(author);
  const rest = letters.slice(TRIED_LETTERS).join('');
  const values: Record<string, string> = { [parameter]: author };
  const spans = spellings(letters.slice(0, TRIED_LETTERS)).map((start, at) => {
    const [from, to] = [`${parameter}from${at}`, `${parameter}to${at}`];
    values[from] = start + upper(rest);
    values[to] = start + lower(rest);
    return `author BETWEEN @${from} AND @${to}`;
  });
  return { sql: `((${spans.join(' OR ')}) AND author = @${parameter} COLLATE NOCASE)`, values };
}

/** A condition on `author` that it begins with the letter of a name, in capitals or not. */
export function sameStart(
  parameter: string,
  author: string,
): { sql: string; values: Record<string, string> } {
  const values: Record<string, string> = {};
  const spans = spellings(Array.from(author).slice(0, 1)).map((start, at) => {
    values[`${parameter}${at}`] = start;
    return `author BETWEEN @${parameter}${at} AND @${parameter}${at} || char(${GREATEST_CHARACTER})`;
  });
  return { sql: `(${spans.join(' OR ')})`, values };
}

/** All ways to write letters in capitals or not. */
function spellings([first, ...others]: readonly string[]): string[] {
  if (first === undefined) return [''];
  return [...new Set([upper(first), lower(first)])].flatMap((letter) =>
    spellings(others).map((rest) => letter + rest),
  );
}

function upper(text: string): string {
  return text.replaceAll(/[a-z]/g, (letter) => letter.toUpperCase());
}

function lower(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}
