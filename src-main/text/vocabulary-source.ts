import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { UserError } from '../errors.ts';
import { byteLevelTokenizerJson, mergesOf } from './byte-level-json.ts';
import { parsed, text } from './read-file.ts';
import { bertTokenizerJson, type TokenizerConfig } from './tokenizer-json.ts';

/** A vocabulary as one of its files has it, and the `tokenizer.json` that it makes with a configuration. */
export interface VocabularySource {
  file: string;
  words: ReadonlySet<string>;
  /** Words are bytes, written as one character each. */
  byteLevel: boolean;
  json: (config: TokenizerConfig, added: ReadonlyMap<string, number>) => object;
}

const vocabularySchema = z.record(z.string(), z.int().min(0));

/**
 * The vocabulary of a checkpoint's folder, from the first of the files that may have it.
 * @throws UserError if there is none that is read
 */
export async function vocabularySource(folder: string): Promise<VocabularySource> {
  const path = (name: string) => join(folder, name);
  const [whole, lines] = [path('tokenizer.json'), path('vocab.txt')];
  const [byteLevel, pairs] = [path('vocab.json'), path('merges.txt')];
  if (existsSync(whole)) {
    const json = parsed(whole, await text(whole), z.record(z.string(), z.unknown()));
    return { file: whole, words: new Set(wordsOfJson(json)), byteLevel: false, json: () => json };
  }
  if (existsSync(byteLevel) && existsSync(pairs)) {
    const ids = parsed(byteLevel, await text(byteLevel), vocabularySchema);
    const merges = mergesOf(await text(pairs), pairs);
    const json: VocabularySource['json'] = (config, added) =>
      byteLevelTokenizerJson(ids, merges, config, byteLevel, added);
    return { file: byteLevel, words: new Set(Object.keys(ids)), byteLevel: true, json };
  }
  if (existsSync(join(folder, 'bpe.codes'))) {
    throw new UserError(
      'input',
      `${folder} has the tokeniser of BERTweet (vocab.txt and bpe.codes), which is not supported: tokenizer.json, ` +
        'vocab.json with merges.txt, and the vocab.txt of BERT and MPNet can be read.',
    );
  }
  if (existsSync(lines)) {
    const words = wordsOf(await text(lines), lines);
    const json: VocabularySource['json'] = (config, added) => bertTokenizerJson(words, config, lines, added);
    return { file: lines, words: new Set(words), byteLevel: false, json };
  }
  throw new UserError(
    'input',
    `${folder} has no tokeniser: neither tokenizer.json nor vocab.txt nor vocab.json with merges.txt is there.`,
  );
}

const jsonWordsSchema = z.object({
  added_tokens: z.array(z.object({ content: z.string() })).nullish(),
  model: z.object({
    vocab: z.union([
      z.record(z.string(), z.unknown()).transform((ids) => Object.keys(ids)),
      z.array(z.tuple([z.string()], z.unknown()).transform(([word]) => word)),
    ]),
  }),
});

/** What is no tokeniser has none here, and is refused where it is opened. */
function wordsOfJson(json: object): string[] {
  const { data } = jsonWordsSchema.safeParse(json);
  return data ? [...data.model.vocab, ...(data.added_tokens ?? []).map(({ content }) => content)] : [];
}

/** One word a line, in the order of their ids. */
function wordsOf(content: string, file: string): string[] {
  const words = content.split(/\r?\n/);
  if (words.at(-1) === '') words.pop();
  const lines = new Map<string, number>();
  for (const [i, word] of words.entries()) {
    const before = lines.get(word);
    if (before !== undefined) {
      throw new UserError('input', `${file}: line ${i + 1} repeats the word "${word}" of line ${before + 1}`);
    }
    lines.set(word, i);
  }
  return words;
}
