import { z } from 'zod';
import { UserError } from '../errors.ts';
import { addedToken, addedTokenSchema } from './added-tokens.ts';
import { isRobertaLike, type Specials } from './special-tokens.ts';

/** A special token stands as its text, or as an object that has it. */
const anySpecial = z.union([
  z.string(),
  z.looseObject({ content: z.string() }).transform(({ content }) => content),
]);
const special = anySpecial.nullish().transform((token) => token ?? null);

/** What this program reads of `tokenizer_config.json`; defaults are those of BERT. A special token that is null is left out. */
export const tokenizerConfigSchema = z.looseObject({
  do_lower_case: z.boolean().default(true),
  /** null: as `do_lower_case` */
  strip_accents: z
    .boolean()
    .nullish()
    .transform((strip) => strip ?? null),
  tokenize_chinese_chars: z.boolean().default(true),
  /** Whether the first word of a text is read as if a space stood before it. */
  add_prefix_space: z.boolean().default(false),
  unk_token: special,
  sep_token: special,
  cls_token: special,
  pad_token: special,
  mask_token: special,
  additional_special_tokens: z
    .array(anySpecial)
    .nullish()
    .transform((tokens) => tokens ?? []),
  /** Tokens that were added to the vocabulary later, by id; null: another file lists them. */
  added_tokens_decoder: z
    .record(z.string().regex(/^\d+$/), addedTokenSchema)
    .nullish()
    .transform((tokens) => tokens ?? null),
  model_max_length: z.number().positive().nullish(),
});
/** The same with every special token. */
export type TokenizerConfig = z.infer<typeof tokenizerConfigSchema> & Specials;

/**
 * The `tokenizer.json` that says the same as the `vocab.txt` of BERT or MPNet (transformers, `BertConverter`): words are cleaned, cut at
 * spaces and punctuation, and taken apart into the longest known pieces from the left.
 * @param words by id
 * @param file the file they are from, for messages
 * @param added ids of tokens that were added later
 */
export function bertTokenizerJson(
  words: readonly string[],
  config: TokenizerConfig,
  file: string,
  added: ReadonlyMap<string, number> = new Map(),
): object {
  const ids = new Map(words.map((word, id) => [word, id]));
  const idOf = (token: string): number => {
    const id = ids.get(token) ?? added.get(token);
    if (id === undefined) throw new UserError('input', `${file} has no ${token}, which its tokeniser needs.`);
    return id;
  };
  const { unk_token: unknown, sep_token: separator, cls_token: first, pad_token: padding } = config;
  const template = isRobertaLike(config) ? robertaTemplate : bertTemplate;
  const needed = [padding, unknown, first, separator];
  const specials =
    ids.has(config.mask_token) || added.has(config.mask_token) ? [...needed, config.mask_token] : needed;
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: specials
      .map((content) => ({
        ...addedToken(idOf(content), content, true),
        // MPNet's takes the space before it along.
        lstrip: content === config.mask_token && isRobertaLike(config),
      }))
      .sort((a, b) => a.id - b.id),
    normalizer: {
      type: 'BertNormalizer',
      clean_text: true,
      handle_chinese_chars: config.tokenize_chinese_chars,
      strip_accents: config.strip_accents,
      lowercase: config.do_lower_case,
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: template(first, idOf(first), separator, idOf(separator)),
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: unknown,
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(ids),
    },
  };
}

/** `<s> A </s>` and `<s> A </s></s> B </s>`, all of one type. */
export function robertaTemplate(
  first: string,
  firstId: number,
  separator: string,
  separatorId: number,
): object {
  return { type: 'RobertaProcessing', sep: [separator, separatorId], cls: [first, firstId] };
}

/** `[CLS] A [SEP]` and `[CLS] A [SEP] B [SEP]`, where B and what follows it is of type 1. */
export function bertTemplate(first: string, firstId: number, separator: string, separatorId: number): object {
  const token = (id: string, type: number) => ({ SpecialToken: { id, type_id: type } });
  const text = (id: 'A' | 'B', type: number) => ({ Sequence: { id, type_id: type } });
  const single = [token(first, 0), text('A', 0), token(separator, 0)];
  return {
    type: 'TemplateProcessing',
    single,
    pair: [...single, text('B', 1), token(separator, 1)],
    special_tokens: {
      [first]: { id: first, ids: [firstId], tokens: [first] },
      [separator]: { id: separator, ids: [separatorId], tokens: [separator] },
    },
  };
}
