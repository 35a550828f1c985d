/** Files of word vectors as others publish them, read as streams: only the vectors that are asked for are kept. */
import type { UserError } from '../errors.ts';

export type WordFileFormat = 'GloVe text' | 'word2vec text' | 'word2vec binary' | 'JSON of wink-embeddings';

/**
 * Says where the vector (D,) of a word goes; null: nobody wants it. Asked once a word, in the order of the file, which is
 * that of their frequency in every published file.
 */
export type Placing = (word: string) => Float32Array | null;

/** What was read of a file. */
export interface WordsRead {
  /** Vectors in the file. */
  words: number;
  /** What the file has otherwise than it should, in sentences; nothing of it stops a reader. */
  notes: string[];
}

/** A file whose format is known. */
export interface WordFile {
  /** Where its bytes are: of a folder, the file in it. */
  path: string;
  format: WordFileFormat;
  /** D: numbers of a vector. */
  width: number;
  /**
   * Reads the whole file.
   *
   * @throws UserError that names the file, the place, the value and a remedy where it is damaged or cut off
   */
  read: (place: Placing, signal?: AbortSignal) => Promise<WordsRead>;
  /** SHA-256 of the file as it is unpacked: compressed or not, the same vectors have the same one. */
  hash: () => Promise<string>;
}

/** A reader of one format, over the blocks of an opened file. */
export interface WordReader extends Pick<WordFile, 'format' | 'width'> {
  read: (blocks: AsyncIterable<Buffer>, place: Placing) => Promise<WordsRead>;
}

/** Makes the error about a place in the file: `line 3`, `vector 12 ("cat")`. */
export type Damage = (place: string, problem: string) => UserError;

/** More numbers are no word vector. */
export const mostNumbers = 4096;
