import type { Steps } from '../../in-steps.ts';
import { type PackedTexts, TEXTS_A_STEP } from './packed.ts';
import { wordsSaid } from './said.ts';
import { MIN_LETTERS } from './similarity.ts';

/** Fewer words in a row are a turn that many texts use, and no copy of another text. */
export const MIN_WORDS = 5;
/** Texts of more words are searched for others in their first ones only: headlines and posts have fewer. */
const MOST_WORDS = 1000;

/** So many texts of a group that differ in their last word or in a number stand for all others: more would be a template. */
const MOST_OF_A_GROUP = 16;

/** A multiplier of the rolling hash; odd, so that none of its 32 bits is lost. */
const BASE = 0x9e3779b1;

/**
 * Pairs of a text and another in which it stands word by word: its beginning or its end without a sign that it was cut,
 * or a text that quotes it. The last word may be cut off. All other texts are found by a rolling hash of their words
 * (Karp and Rabin, 1987), of which each length that occurs is tried at each place where five words agree.
 */
export function* joinContained(
  texts: readonly string[],
  { count, words, letters }: PackedTexts,
  isKnown: (a: number, b: number) => boolean,
  join: (a: number, b: number) => void,
): Steps<void> {
  const powers = new Uint32Array(MOST_WORDS + 1).fill(1);
  for (let at = 1; at <= MOST_WORDS; at++) powers[at] = Math.imul(powers[at - 1]!, BASE);
  const isSearched = (index: number) => letters[index]! >= MIN_LETTERS && words.length(index) >= MIN_WORDS;

  // What is looked for: a text without its last word, by the hash of that; and the lengths that begin with its first words.
  const lengths = new Map<number, Set<number>>();
  const wanted = new Map<number, number[]>();
  for (let index = 0; index < count; index++) {
    if (index % TEXTS_A_STEP === 0) yield;
    if (!isSearched(index) || words.length(index) > MOST_WORDS) continue;
    const own = words.at(index);
    const beginning = runHash(own, 0, MIN_WORDS - 1);
    let known = lengths.get(beginning);
    if (!known) lengths.set(beginning, (known = new Set()));
    known.add(own.length);
    const whole = runHash(own, 0, own.length - 1);
    const same = wanted.get(whole);
    if (!same) wanted.set(whole, [index]);
    else if (stands(same, index, isKnown) < MOST_OF_A_GROUP) same.push(index);
  }
  const prefix = new Uint32Array(MOST_WORDS + 1);
  for (let index = 0; index < count; index++) {
    if (index % TEXTS_A_STEP === 0) yield;
    if (!isSearched(index)) continue;
    const own = words.at(index);
    const end = Math.min(own.length, MOST_WORDS);
    for (let at = 0; at < end; at++) prefix[at + 1] = (Math.imul(prefix[at]!, BASE) + own[at]!) >>> 0;
    const run = (from: number, to: number) =>
      (prefix[to]! - Math.imul(prefix[from]!, powers[to - from]!)) >>> 0;
    for (let start = 0; start + MIN_WORDS <= end; start++) {
      const known = lengths.get(run(start, start + MIN_WORDS - 1));
      if (!known) continue;
      for (const length of known) {
        if (start + length > end) continue;
        for (const other of wanted.get(run(start, start + length - 1)) ?? []) {
          if (other === index || words.length(other) !== length || isKnown(other, index)) continue;
          if (
            standsAt(words.at(other), own, start) &&
            lastStands(texts[other]!, texts[index]!, start + length - 1)
          )
            join(other, index);
        }
      }
    }
  }
}

/** How many of some texts are known to stand with another. */
function stands(texts: readonly number[], other: number, isKnown: (a: number, b: number) => boolean): number {
  return texts.reduce((sum, text) => sum + Number(isKnown(text, other)), 0);
}

function runHash(words: Uint32Array, from: number, to: number): number {
  let hash = 0;
  for (let at = from; at < to; at++) hash = (Math.imul(hash, BASE) + words[at]!) >>> 0;
  return hash;
}

/** Whether all words but the last stand there. */
function standsAt(part: Uint32Array, whole: Uint32Array, start: number): boolean {
  for (let at = 0; at + 1 < part.length; at++) if (part[at] !== whole[start + at]) return false;
  return true;
}

/** Whether the last word of a text begins the word at a place of the other. */
function lastStands(part: string, whole: string, place: number): boolean {
  return wordsSaid(whole)[place]!.startsWith(wordsSaid(part).at(-1)!);
}
