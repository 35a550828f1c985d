/** Suggestions for misspelt names. */
import { distance } from 'fastest-levenshtein';

/** The most edits that count as a typing error; with more, it is another word. */
const mostEdits = 3;

/**
 * The names most similar to a word, best first: within a few edits, ignoring case, or containing the word. Empty if
 * nothing is similar.
 */
export function similar(word: string, known: Iterable<string>, most = 3): string[] {
  const wanted = word.toLowerCase();
  const allowed = Math.min(mostEdits, Math.max(1, Math.floor(wanted.length * 0.4)));
  return [...new Set(known)]
    .map((name) => ({ name, edits: edits(wanted, name.toLowerCase(), allowed) }))
    .filter(({ edits }) => edits <= allowed)
    .toSorted((a, b) => a.edits - b.edits)
    .slice(0, most)
    .map(({ name }) => name);
}

/** ` Did you mean "NFLX"?`, to follow a sentence; empty if no name is similar to the word. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const found = similar(word, known).map((name) => `"${name}"`);
  if (found.length === 0) return '';
  const last = found.pop();
  return ` Did you mean ${found.length === 0 ? last : `${found.join(', ')} or ${last}`}?`;
}

function edits(wanted: string, name: string, allowed: number): number {
  if (wanted === name) return 0;
  // "sentiment" for "contextual-sentiment", "lstm" for "lstm-attention": a part of it that is long enough to tell.
  if (wanted.length >= 4 && name.includes(wanted)) return 1;
  // "rnn" for "rnn-attention", "n" for "window.n": a whole part of it, however short.
  if (name.split(/[-.]/).includes(wanted)) return 1;
  // "contxtual" for "contextual-sentiment": a part of it, misspelt, that is long enough to tell.
  const parts = name.split(/[-.]/).filter((part) => part.length >= 4 && part !== name);
  const found = Math.min(slips(wanted, name), ...parts.map((part) => slips(wanted, part) + 1));
  return found <= allowed ? found : Infinity;
}

function slips(wanted: string, name: string): number {
  return Math.min(distance(wanted, name), swapped(wanted, name));
}

/** Two neighbours in the wrong order are one slip, as in "nfxl" for "nflx". */
function swapped(wanted: string, name: string): number {
  if (wanted.length !== name.length) return Infinity;
  const at = Array.from(name, (_, i) => i).findIndex((i) => wanted[i] !== name[i]);
  const mended = `${wanted.slice(0, at)}${wanted[at + 1] ?? ''}${wanted[at] ?? ''}${wanted.slice(at + 2)}`;
  return at >= 0 && mended === name ? 1 : Infinity;
}
