import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { UserError } from '../errors.ts';
import { SubwordTokenizer } from './subword-tokenizer.ts';
import { bertTokenizerJson, tokenizerConfigSchema } from './tokenizer-json.ts';

/** All files that say how a checkpoint takes texts apart; none of them is always there. */
export const tokenizerFiles = [
  'tokenizer_config.json',
  'tokenizer.json',
  'vocab.txt',
  'special_tokens_map.json',
  'added_tokens.json',
] as const;

/**
 * The tokeniser of a checkpoint's folder: `tokenizer.json`, or else `vocab.txt` read as BERT's vocabulary.
 * @throws UserError that names the file and what is wrong with it
 */
export async function openTokenizer(folder: string): Promise<SubwordTokenizer> {
  const configFile = join(folder, 'tokenizer_config.json');
  const config = existsSync(configFile)
    ? parsed(configFile, await text(configFile), tokenizerConfigSchema)
    : tokenizerConfigSchema.parse({});
  const [whole, words] = [join(folder, 'tokenizer.json'), join(folder, 'vocab.txt')];
  if (existsSync(whole)) {
    const json = parsed(whole, await text(whole), z.record(z.string(), z.unknown()));
    return SubwordTokenizer.open(json, config, whole);
  }
  if (existsSync(words)) {
    return SubwordTokenizer.open(
      bertTokenizerJson(wordsOf(await text(words), words), config, words),
      config,
      words,
    );
  }
  throw new UserError('input', `${folder} has no tokeniser: neither tokenizer.json nor vocab.txt is there.`);
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
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  throw new UserError('input', `${file}: ${issue.path.join('.')}: ${issue.message}`);
}
