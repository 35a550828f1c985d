import { MergeQueue } from './merge-queue.ts';

export interface LearnedSubwords {
  /** Characters in the order of their code points, then what was merged, in the order of merging. */
  symbols: string[];
  merges: [string, string][];
}

interface Word {
  symbols: number[];
  count: number;
}

/** Pairs as one number: symbols are fewer than 2^25. */
const key = (first: number, second: number) => first * 2 ** 25 + second;

/**
 * Byte-pair encoding (Gage, 1994; Sennrich et al., 2016) over characters: the most frequent pair of neighbours becomes one
 * symbol, again and again. Every character of the words is a symbol. Equal words give equal symbols.
 * @param words with their counts
 * @param maxSize symbols at most; all characters are kept even where they are more
 * @param minCount a pair that is rarer is not merged
 */
export function learnBytePairs(
  words: ReadonlyMap<string, number>,
  { maxSize, minCount }: { maxSize: number; minCount: number },
): LearnedSubwords {
  const characters = new Set<string>();
  for (const word of words.keys()) for (const character of word) characters.add(character);
  const symbols = [...characters].sort((a, b) => a.codePointAt(0)! - b.codePointAt(0)!);
  const ids = new Map(symbols.map((symbol, id) => [symbol, id]));
  const cut: Word[] = [...words]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([word, count]) => ({ symbols: Array.from(word, (character) => ids.get(character)!), count }));
  const pairs = new Pairs(cut);
  const merges: [string, string][] = [];
  while (symbols.length < maxSize) {
    const pair = pairs.next();
    if (!pair || pair.count < minCount) break;
    const [first, second] = [symbols[pair.first]!, symbols[pair.second]!];
    const merged = ids.get(first + second) ?? symbols.push(first + second) - 1;
    ids.set(first + second, merged);
    merges.push([first, second]);
    pairs.merge(pair.first, pair.second, merged);
  }
  return { symbols, merges };
}

/** How often each pair of neighbours stands, and in which words. */
class Pairs {
  readonly #words: readonly Word[];
  readonly #counts = new Map<number, number>();
  readonly #where = new Map<number, Set<number>>();
  readonly #queue = new MergeQueue();

  constructor(words: readonly Word[]) {
    this.#words = words;
    const seen = new Map<number, [number, number]>();
    for (const [i, { symbols, count }] of words.entries()) {
      for (let at = 1; at < symbols.length; at++) {
        this.#add(symbols[at - 1]!, symbols[at]!, count, i);
        seen.set(key(symbols[at - 1]!, symbols[at]!), [symbols[at - 1]!, symbols[at]!]);
      }
    }
    for (const [pair, [first, second]] of seen) {
      this.#queue.push({ count: this.#counts.get(pair)!, first, second });
    }
  }

  /** The most frequent pair. */
  next() {
    for (;;) {
      const pair = this.#queue.pop();
      if (!pair) return undefined;
      const count = this.#counts.get(key(pair.first, pair.second)) ?? 0;
      if (count === pair.count) return pair;
      // It became rarer since it was put in: back to its place.
      if (count > 0 && count < pair.count) this.#queue.push({ ...pair, count });
    }
  }

  merge(first: number, second: number, merged: number): void {
    const changed = new Map<number, [number, number]>();
    for (const i of this.#where.get(key(first, second)) ?? []) {
      const word = this.#words[i]!;
      const before = word.symbols;
      const after: number[] = [];
      for (let at = 0; at < before.length; at++) {
        const found = before[at] === first && before[at + 1] === second;
        after.push(found ? merged : before[at]!);
        if (found) at++;
      }
      for (let at = 1; at < before.length; at++) this.#add(before[at - 1]!, before[at]!, -word.count, null);
      for (let at = 1; at < after.length; at++) {
        this.#add(after[at - 1]!, after[at]!, word.count, i);
        if (after[at - 1] === merged || after[at] === merged) {
          changed.set(key(after[at - 1]!, after[at]!), [after[at - 1]!, after[at]!]);
        }
      }
      word.symbols = after;
    }
    this.#counts.delete(key(first, second));
    this.#where.delete(key(first, second));
    for (const [pair, [a, b]] of changed) {
      this.#queue.push({ count: this.#counts.get(pair) ?? 0, first: a, second: b });
    }
  }

  #add(first: number, second: number, count: number, word: number | null): void {
    const pair = key(first, second);
    this.#counts.set(pair, (this.#counts.get(pair) ?? 0) + count);
    if (word === null) return;
    const where = this.#where.get(pair);
    if (where) where.add(word);
    else this.#where.set(pair, new Set([word]));
  }
}
