import { UserError } from '../errors.ts';
import { addedToken } from './added-tokens.ts';
import type { TokenizerConfig } from './tokenizer-json.ts';
import { robertaTemplate } from './tokenizer-json.ts';

/**
 * The `tokenizer.json` that says the same as RoBERTa's `vocab.json` and `merges.txt` (transformers, `RobertaConverter`):
 * words with the space before them, as bytes that are merged pair by pair.
 * @param ids by token
 * @param merges pairs, the first to be merged first
 * @param file the file that the ids are from, for messages
 * @param added ids of tokens that were added later
 */
export function byteLevelTokenizerJson(
  ids: Readonly<Record<string, number>>,
  merges: readonly (readonly [string, string])[],
  config: TokenizerConfig,
  file: string,
  added: ReadonlyMap<string, number> = new Map(),
): object {
  const idOf = (token: string): number => {
    const id = (Object.hasOwn(ids, token) ? ids[token] : undefined) ?? added.get(token);
    if (id === undefined)
      throw new UserError('input', `${file} has no ${token}, which RoBERTa's tokeniser needs.`);
    return id;
  };
  const { unk_token: unknown, sep_token: separator, cls_token: first, pad_token: padding } = config;
  const needed = [...new Set([first, padding, separator, unknown])];
  const { mask_token: mask, add_prefix_space: prefix } = config;
  const masks = Object.hasOwn(ids, mask) || added.has(mask) ? [mask] : [];
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [
      ...needed.map((content) => addedToken(idOf(content), content, true)),
      // It takes the space before it along.
      ...masks.map((content) => ({ ...addedToken(idOf(content), content, true), lstrip: true })),
    ].sort((a, b) => a.id - b.id),
    normalizer: null,
    pre_tokenizer: { type: 'ByteLevel', add_prefix_space: prefix, trim_offsets: true, use_regex: true },
    post_processor: robertaTemplate(first, idOf(first), separator, idOf(separator)),
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: {
      type: 'BPE',
      unk_token: unknown,
      continuing_subword_prefix: '',
      end_of_word_suffix: '',
      vocab: ids,
      merges,
    },
  };
}

/**
 * The pairs of a `merges.txt`, one a line; its first line may name a version.
 * @throws UserError that names the line that is no pair
 */
export function mergesOf(content: string, file: string): [string, string][] {
  const merges: [string, string][] = [];
  for (const [i, line] of content.split(/\r?\n/).entries()) {
    if (line === '' || (i === 0 && line.startsWith('#version'))) continue;
    const [first, second, ...more] = line.split(' ');
    if (!first || !second || more.length > 0) {
      throw new UserError('input', `${file}: line ${i + 1} is not a pair of tokens: ${line.slice(0, 80)}`);
    }
    merges.push([first, second]);
  }
  return merges;
}
