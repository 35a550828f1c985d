import type { Line } from './lines.ts';
import type { Place } from './outcome.ts';

/** An element of a JSON text that spreads over lines. */
export interface JsonElement {
  place: Place;
  /** The file ends within it, or it is longer than an element may be. */
  cut: boolean;
}

/** Longer elements are no records. */
export const MAX_LETTERS = 32 << 20;

/**
 * Cuts JSON that is no object a line into its outermost objects: the elements of an array, or objects one after another,
 * over any number of lines. Whatever else stands between them is an element that is no object. Memory is that of one.
 */
export class JsonElements {
  #open: { line: number; byte: number; parts: string[]; letters: number } | null = null;
  #depth = 0;
  #inString = false;

  read(lines: readonly Line[]): JsonElement[] {
    return lines.flatMap((line) => this.#line(line));
  }

  /** What is still open when the file ends. */
  end(): JsonElement[] {
    const open = this.#open;
    if (open === null) return [];
    this.#open = null;
    return [{ place: { line: open.line, byte: open.byte, raw: open.parts.join('').trimEnd() }, cut: true }];
  }

  #line(line: Line): JsonElement[] {
    const { text } = line;
    const found: JsonElement[] = [];
    let start = 0;
    for (let at = 0; at < text.length; at++) {
      const letter = text[at]!;
      if (this.#open === null) {
        if (/[\s,[\]\uFEFF]/.test(letter)) continue;
        if (letter === '{') {
          this.#open = { line: line.number, byte: line.byte, parts: [], letters: 0 };
          this.#depth = 1;
          start = at;
        } else {
          const end = text.indexOf(',', at);
          const until = end === -1 ? text.length : end;
          found.push(elementOf(line, text.slice(at, until).replace(/[\]\s]+$/, '')));
          at = until;
        }
      } else if (this.#inString) {
        if (letter === '\\') at++;
        else if (letter === '"') this.#inString = false;
      } else if (letter === '"') {
        this.#inString = true;
      } else if (letter === '{' || letter === '[') {
        this.#depth++;
      } else if ((letter === '}' || letter === ']') && --this.#depth === 0) {
        const { line: number, byte, parts } = this.#open;
        const raw = parts.join('') + text.slice(start, at + 1);
        found.push({ place: { line: number, byte, raw }, cut: false });
        this.#open = null;
      }
    }
    if (this.#open !== null) found.push(...this.#goOn(line, text.slice(start)));
    return found;
  }

  /** Keeps the rest of a line for the next one. A line that is overlong goes on in the next piece. */
  #goOn({ overlong }: Line, rest: string): JsonElement[] {
    const open = this.#open;
    if (open === null) return [];
    open.parts.push(overlong ? rest : `${rest}\n`);
    open.letters += rest.length;
    // A string holds no line break: it was not closed.
    if (!overlong) this.#inString = false;
    return open.letters > MAX_LETTERS ? this.end() : [];
  }
}

function elementOf({ number, byte }: Line, raw: string): JsonElement {
  return { place: { line: number, byte, raw }, cut: false };
}
