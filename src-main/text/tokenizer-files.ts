import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { UserError } from '../errors.ts';
import { addedTokensSchema, listedTokens, withAddedTokens } from './added-tokens.ts';
import { SubwordTokenizer } from './subword-tokenizer.ts';
import { bertTokenizerJson, specialTokens, tokenizerConfigSchema } from './tokenizer-json.ts';

/** All files that say how a checkpoint takes texts apart; none of them is always there. */
export const tokenizerFiles = [
  'tokenizer_config.json',
  'tokenizer.json',
  'vocab.txt',
  'special_tokens_map.json',
  'added_tokens.json',
] as const;

/**
 * The tokeniser of a checkpoint's folder: `tokenizer.json`, or else `vocab.txt` read as BERT's vocabulary, with the tokens
 * that were added later (`added_tokens.json`, or `added_tokens_decoder` of `tokenizer_config.json`).
 * @throws UserError that names the file and what is wrong with it
 */
export async function openTokenizer(folder: string): Promise<SubwordTokenizer> {
  const path = (name: (typeof tokenizerFiles)[number]) => join(folder, name);
  const { config, added, special } = await settingsOf(path);
  const [whole, words] = [path('tokenizer.json'), path('vocab.txt')];
  if (existsSync(whole)) {
    const json = parsed(whole, await text(whole), z.record(z.string(), z.unknown()));
    return SubwordTokenizer.open(withAddedTokens(json, added.tokens, special, added.file), config, whole);
  }
  if (existsSync(words)) {
    const ids = new Map(added.tokens.map(({ content, id }) => [content, id]));
    const json = bertTokenizerJson(wordsOf(await text(words), words), config, words, ids);
    return SubwordTokenizer.open(withAddedTokens(json, added.tokens, special, added.file), config, words);
  }
  throw new UserError('input', `${folder} has no tokeniser: neither tokenizer.json nor vocab.txt is there.`);
}

/**
 * What the smaller files say. Newer checkpoints have it all in `tokenizer_config.json`, with `added_tokens_decoder`; beside
 * it the older files are left aside, as by the publisher's reader.
 */
async function settingsOf(path: (name: (typeof tokenizerFiles)[number]) => string) {
  const read = async <T>(name: (typeof tokenizerFiles)[number], schema: z.ZodType<T>) =>
    existsSync(path(name)) ? parsed(path(name), await text(path(name)), schema) : null;
  const [configFile, listFile] = [path('tokenizer_config.json'), path('added_tokens.json')];
  const stated = (await read('tokenizer_config.json', z.record(z.string(), z.unknown()))) ?? {};
  const whole = 'added_tokens_decoder' in stated;
  const older = whole ? null : await read('special_tokens_map.json', z.record(z.string(), z.unknown()));
  const config = checked(configFile, { ...stated, ...older }, tokenizerConfigSchema);
  const { additional_special_tokens: additional, added_tokens_decoder: decoder } = config;
  const special = new Set(additional);
  if (decoder !== null) {
    const tokens = Object.entries(decoder).map(([id, token]) => ({
      ...token,
      id: Number(id),
      normalized: token.normalized ?? !token.special,
    }));
    return { config, special, added: { file: configFile, tokens } };
  }
  const ids = (await read('added_tokens.json', addedTokensSchema)) ?? {};
  for (const token of specialTokens(config)) special.add(token);
  return { config, special, added: { file: listFile, tokens: listedTokens(ids, special) } };
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

async function text(file: string): Promise<string> {
  const bytes = await readFile(file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UserError('input', `${file}: not UTF-8`, { cause });
  }
}

function parsed<T>(file: string, content: string, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (cause) {
    throw new UserError('input', `${file}: not JSON: ${String(cause)}`, { cause });
  }
  return checked(file, value, schema);
}

function checked<T>(file: string, value: unknown, schema: z.ZodType<T>): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  throw new UserError('input', `${file}: ${issue.path.join('.')}: ${issue.message}`);
}
