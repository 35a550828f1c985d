import type { Tokenizer } from '@huggingface/tokenizers';
import { type Normalised, normalisedWithOrigins } from './origins.ts';

/** Characters of a text: the first UTF-16 unit, and the one behind the last. */
export interface Span {
  start: number;
  end: number;
}

export interface SpannedToken extends Span {
  token: string;
}

export interface TokenizerParts {
  tokenizer: Tokenizer;
  /** Tokens that are found in a text before it is normalised. */
  added: readonly string[];
  /** Tokens that are found in the normalised text, by their normalised form. */
  addedNormalised: ReadonlyMap<string, string>;
  /** Before what continues a word, as `##`. */
  continuing: string;
  /** Words are bytes, written as one character each. */
  byteLevel: boolean;
}

/**
 * The tokens of a text with the characters each comes from. It goes the way of the library, which does not tell where its
 * tokens come from, piece by piece. A word that is unknown comes from all of its characters.
 */
export function spannedTokens(text: string, parts: TokenizerParts): SpannedToken[] {
  const found: SpannedToken[] = [];
  let start = 0;
  for (const section of sections(text, parts.added)) {
    if (parts.added.includes(section)) {
      found.push({ token: section, start, end: start + section.length });
    } else {
      for (const token of tokensOf(section, parts)) {
        found.push({ token: token.token, start: start + token.start, end: start + token.end });
      }
    }
    start += section.length;
  }
  return found;
}

/** Cuts a text at the added tokens in it, the longest first. */
function sections(text: string, added: readonly string[]): string[] {
  if (added.length === 0) return [text];
  const alternatives = added
    .toSorted((a, b) => b.length - a.length)
    .map((token) => token.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`));
  return text.split(new RegExp(`(${alternatives.join('|')})`, 'u')).filter((section) => section !== '');
}

function* tokensOf(section: string, parts: TokenizerParts): Generator<SpannedToken> {
  const { normalizer } = parts.tokenizer;
  const from = normalisedWithOrigins(section, (text) => normalizer?.normalize(text) ?? text);
  let start = 0;
  for (const part of sections(from.text, [...parts.addedNormalised.keys()])) {
    const end = start + part.length;
    const added = parts.addedNormalised.get(part);
    if (added === undefined) {
      const ofPart = { text: part, starts: from.starts.slice(start, end), ends: from.ends.slice(start, end) };
      yield* piecesOf(section, ofPart, parts);
    } else {
      yield { token: added, ...trimmed(section, from.starts[start] ?? 0, from.ends[end - 1] ?? 0) };
    }
    start = end;
  }
}

function* piecesOf(section: string, from: Normalised, parts: TokenizerParts): Generator<SpannedToken> {
  const { pre_tokenizer: splitter, model } = parts.tokenizer;
  const words = splitter ? splitter.pre_tokenize(from.text, { section_index: 0 }) : [from.text];
  const units = parts.byteLevel ? byteUnits(from, words.join('')) : spaceUnits(from, words.join(''));
  let at = 0;
  for (const word of words) {
    if (!units) at = from.text.indexOf(word, at);
    if (at < 0) return;
    const pieces = model!.encode([word]);
    let done = 0;
    for (const token of pieces) {
      const unknown = token === model!.unk_token;
      const prefix = done > 0 && token.startsWith(parts.continuing) ? parts.continuing.length : 0;
      const length = unknown ? word.length - done : token.length - prefix;
      const last = at + done + Math.max(length, 1) - 1;
      const unit = (i: number) => (units ? units[i]! : i);
      yield { token, ...trimmed(section, from.starts[unit(at + done)] ?? 0, from.ends[unit(last)] ?? 0) };
      done += length;
    }
    at += word.length;
  }
}

/** By character of the byte-level words: the unit of the normalised text that the byte is of. */
function byteUnits(from: Normalised, words: string): number[] {
  const units: number[] = [];
  let at = 0;
  for (const character of from.text) {
    for (let i = Buffer.byteLength(character); i > 0; i--) units.push(at);
    at += character.length;
  }
  // A space that the splitter puts before the text comes from its first character.
  while (units.length < words.length) units.unshift(0);
  return units;
}

/** The same where words keep their spaces as `▁`, one perhaps before the first of them; null: they do not. */
function spaceUnits(from: Normalised, words: string): number[] | null {
  if (!words.includes('▁')) return null;
  const before = words.length - from.text.length;
  if (before < 0 || before > 1 || words.slice(before).replaceAll('▁', ' ') !== from.text) return null;
  return Array.from({ length: words.length }, (_, i) => Math.max(i - before, 0));
}

/** Without the space around it, which some tokenisers count to a token. */
function trimmed(text: string, start: number, end: number): Span {
  let [first, behind] = [start, Math.max(start, end)];
  while (first < behind - 1 && /\s/u.test(text[first]!)) first++;
  while (behind > first + 1 && /\s/u.test(text[behind - 1]!)) behind--;
  return { start: first, end: behind };
}
