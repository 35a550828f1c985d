/** Patterns of a tokeniser that are matched in a time that doubles with each letter of a text. */
import { createContext, runInContext } from 'node:vm';
import { z } from 'zod';

/** Other patterns take a thousandth of this, in milliseconds. */
const MOST_MS = 3000;

/** Repeated so often, a letter keeps a pattern that tries all ways of dividing it busy for longer than anybody waits. */
const REPEATED = 64;

const timeoutSchema = z.object({ code: z.literal('ERR_SCRIPT_EXECUTION_TIMEOUT') });
const patternSchema = z.object({ Regex: z.string() });

/**
 * The patterns of a `tokenizer.json`, if they do not end in time on texts of one repeated letter, as `(a+)+$` does; null:
 * they do. Each of the letters that stand in the patterns is tried, and those that `\w`, `\d`, `\s` and the like stand for.
 *
 * @param encode reads a text with all patterns
 */
export function endlessPatterns(json: unknown, encode: (text: string) => void): string | null {
  const patterns = [...patternsIn(json)];
  if (patterns.length === 0) return null;
  const letters = new Set(['a', 'A', '0', ' ', '.', ...patterns.flatMap((pattern) => Array.from(pattern))]);
  const read = (): void => {
    for (const letter of letters) for (const end of ['!', '\n']) encode(letter.repeat(REPEATED) + end);
  };
  try {
    runInContext('read()', createContext({ read }), { timeout: MOST_MS });
    return null;
  } catch (error) {
    // It is an error of the context, not of ours.
    const { success } = timeoutSchema.safeParse(error);
    if (success) return patterns.join(' or ');
    throw error;
  }
}

function* patternsIn(json: unknown): Generator<string> {
  if (typeof json !== 'object' || json === null) return;
  const own = patternSchema.safeParse(json);
  if (own.success) yield own.data.Regex;
  for (const value of Object.values(json)) yield* patternsIn(value);
}
