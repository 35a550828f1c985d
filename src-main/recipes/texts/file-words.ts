import { counted } from '../../counted.ts';
import { UserError } from '../../errors.ts';
import { inThousands } from '../../in-thousands.ts';
import { Vocabulary } from '../../text/vocabulary.ts';
import type { TrainingContext } from '../../training/loop.ts';
import { openWordFile } from '../../word-vectors/open-word-file.ts';
import type { KnownWords, TrainingWords, WordSettings } from './known-words.ts';

/** What published vectors call the tokens that stand for something. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  '<mention>': ['<user>'],
  '<link>': ['<url>'],
  '<unknown>': ['<unk>'],
};

/** So many frequent words of a file are added to the vocabulary: texts that are read later have words of their own. */
const added = 10_000;

/**
 * The vectors of a file for the words of a vocabulary. A word without one in its spelling takes that of the word in small
 * letters, or else of its first spelling in the file. The vocabulary grows by words that have a vector: those of the
 * training texts that are too rare for it, and the first of the file, so that words of other texts mean something too.
 *
 * @throws UserError if the file cannot be read, or has a vector of none of the words
 */
export async function wordsOfFile(
  path: string,
  { vocabulary, texts }: TrainingWords,
  settings: WordSettings,
  { emit, signal }: TrainingContext,
): Promise<KnownWords> {
  if (!(vocabulary instanceof Vocabulary)) {
    throw new UserError('use', `The vectors of ${path} are those of words: set vocabulary=words.`);
  }
  emit({ type: 'progress', stage: 'reading word vectors', done: 0, total: null, unit: '' });
  const file = await openWordFile(path);
  emit({ type: 'message', text: `${path} is read as ${file.format}, ${file.width} numbers a vector` });
  const sha256 = await file.hash();
  const placed = new PlacedWords(vocabulary, texts, file.width, settings.maxVocabulary ?? 30_000);
  const { words, notes } = await file.read((word) => placed.place(word), signal);
  const { rows, otherCase, repeated, further } = placed.result();
  const isOwn = (id: number) => id >= vocabulary.firstWord && id < vocabulary.size;
  if (![...rows.keys()].some(isOwn)) {
    throw new UserError(
      'use',
      `None of the ${counted(vocabulary.size - vocabulary.firstWord, 'word')} of the training texts has a vector in ${path}, which has ${inThousands(words)}: is it of another language?`,
    );
  }
  const twice = `${inThousands(repeated)} of the words ${repeated === 1 ? 'stands' : 'stand'} in it more than once; the first vector of each counts`;
  return {
    vocabulary: vocabulary.with(further),
    width: file.width,
    rows,
    facts: {
      format: file.format,
      sha256,
      otherCase,
      notes: [...notes, ...(repeated > 0 ? [twice] : [])],
    },
  };
}

class PlacedWords {
  readonly #vocabulary: Vocabulary;
  readonly #width: number;
  /** How many words may still be added. */
  #room: number;
  #frequent = added;
  /** Rows by the names that have their vectors. */
  readonly #wanted = new Map<string, number>();
  /** Words of the training texts that are too rare for the vocabulary. */
  readonly #rare: Set<string>;
  /** The same in small letters, of those whose vector has not been found yet. */
  readonly #lower = new Map<string, { vector: Float32Array; isLower: boolean } | null>();
  readonly #rows = new Map<number, Float32Array>();
  readonly #further = new Map<string, Float32Array>();
  #repeated = 0;

  constructor(vocabulary: Vocabulary, texts: TrainingWords['texts'], width: number, most: number) {
    this.#vocabulary = vocabulary;
    this.#width = width;
    this.#room = Math.max(0, most - vocabulary.size);
    for (const [id, word] of vocabulary.words.entries()) {
      if (id === vocabulary.paddingId) continue;
      this.#wanted.set(word, id);
      for (const other of otherNames[word] ?? []) this.#wanted.set(other, id);
      this.#lower.set(word.toLowerCase(), null);
    }
    this.#rare = new Set(texts.flat().filter((word) => !this.#wanted.has(word)));
  }

  place(word: string): Float32Array | null {
    const id = this.#wanted.get(word);
    if (id !== undefined) return this.#once(this.#rows.has(id), (vector) => this.#rows.set(id, vector));
    const lower = word.toLowerCase();
    const before = this.#lower.get(lower);
    if (before !== undefined) {
      // Another spelling of a word: the first one counts, but small letters count more.
      const isLower = word === lower;
      if (before !== null && (before.isLower || !isLower)) return null;
      const vector = new Float32Array(this.#width);
      this.#lower.set(lower, { vector, isLower });
      return vector;
    }
    return this.#isWelcome(word, lower)
      ? this.#once(this.#further.has(word), (vector) => this.#further.set(word, vector))
      : null;
  }

  #once(isThere: boolean, keep: (vector: Float32Array) => void): Float32Array | null {
    if (isThere) {
      this.#repeated++;
      return null;
    }
    const vector = new Float32Array(this.#width);
    keep(vector);
    return vector;
  }

  /** Whether a word that is not in the vocabulary is added to it. */
  #isWelcome(word: string, lower: string): boolean {
    if (this.#further.has(word)) return true;
    if (this.#room === 0 || word !== lower) return false;
    const isRare = this.#rare.has(word);
    if (!isRare && this.#frequent === 0) return false;
    const tokens = this.#vocabulary.cut(word);
    if (tokens.length !== 1 || tokens[0] !== word) return false;
    this.#room--;
    if (!isRare) this.#frequent--;
    return true;
  }

  result() {
    let otherCase = 0;
    for (const [id, word] of this.#vocabulary.words.entries()) {
      const found = this.#rows.has(id) ? null : this.#lower.get(word.toLowerCase());
      if (!found || id === this.#vocabulary.paddingId) continue;
      this.#rows.set(id, found.vector);
      otherCase++;
    }
    const further = [...this.#further.keys()];
    for (const [index, vector] of [...this.#further.values()].entries()) {
      this.#rows.set(this.#vocabulary.size + index, vector);
    }
    return { rows: this.#rows, otherCase, repeated: this.#repeated, further };
  }
}
