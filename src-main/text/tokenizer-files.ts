import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { addedToken, addedTokensSchema, listedTokens, withAddedTokens } from './added-tokens.ts';
import { withSimpleSigma } from './final-sigma.ts';
import { checked, parsed, text } from './read-file.ts';
import { specialTokens, withSpecialTokens } from './special-tokens.ts';
import { SubwordTokenizer } from './subword-tokenizer.ts';
import { tokenizerConfigSchema } from './tokenizer-json.ts';
import { vocabularySource } from './vocabulary-source.ts';

/** All files that say how a checkpoint takes texts apart; none of them is always there. */
export const tokenizerFiles = [
  'tokenizer_config.json',
  'tokenizer.json',
  'vocab.txt',
  'vocab.json',
  'merges.txt',
  'special_tokens_map.json',
  'added_tokens.json',
] as const;

type FileName = (typeof tokenizerFiles)[number];
type PathOf = (name: FileName) => string;

/**
 * The tokeniser of a checkpoint's folder: `tokenizer.json`; or else `vocab.json` and `merges.txt`, read as RoBERTa's
 * byte-level byte-pair encoding, or `vocab.txt`, read as the vocabulary of BERT or MPNet; with the tokens that were added
 * later (`added_tokens.json`, or `added_tokens_decoder` of `tokenizer_config.json`).
 * @throws UserError that names the file and what is wrong with it
 */
export async function openTokenizer(folder: string): Promise<SubwordTokenizer> {
  const path = (name: FileName) => join(folder, name);
  const { stated, added, isOlder } = await settingsOf(path);
  const { file, words, byteLevel, json } = await vocabularySource(folder);
  const ids = new Map(added.tokens.map(({ content, id }): [string, number] => [content, id]));
  const config = withSpecialTokens(stated, (word) => words.has(word) || ids.has(word), byteLevel);
  const special = new Set([...config.additional_special_tokens, ...(isOlder ? specialTokens(config) : [])]);
  const tokens = isOlder ? listedTokens(Object.fromEntries(ids), special) : added.tokens;
  const whole = withAddedTokens(withSimpleSigma(json(config, ids)), tokens, special, added.file);
  return SubwordTokenizer.open(whole, config, file);
}

/**
 * What the smaller files say. Newer checkpoints have it all in `tokenizer_config.json`, with `added_tokens_decoder`; beside
 * it the older files are left aside, as by the publisher's reader.
 */
async function settingsOf(path: PathOf) {
  const read = async <T>(name: FileName, schema: z.ZodType<T>) =>
    existsSync(path(name)) ? parsed(path(name), await text(path(name)), schema) : null;
  const [configFile, listFile] = [path('tokenizer_config.json'), path('added_tokens.json')];
  const given = (await read('tokenizer_config.json', z.record(z.string(), z.unknown()))) ?? {};
  const isOlder = !('added_tokens_decoder' in given);
  const older = isOlder ? await read('special_tokens_map.json', z.record(z.string(), z.unknown())) : null;
  const stated = checked(configFile, { ...given, ...older }, tokenizerConfigSchema);
  if (stated.added_tokens_decoder !== null) {
    const tokens = Object.entries(stated.added_tokens_decoder).map(([id, token]) => ({
      ...token,
      id: Number(id),
      normalized: token.normalized ?? !token.special,
    }));
    return { stated, isOlder, added: { file: configFile, tokens } };
  }
  const ids = (await read('added_tokens.json', addedTokensSchema)) ?? {};
  const tokens = Object.entries(ids).map(([content, id]) => addedToken(id, content, false));
  return { stated, isOlder, added: { file: listFile, tokens } };
}
