import { z } from 'zod';
import { UserError } from '../errors.ts';

/** A special token stands as its text, or as an object that has it. */
const special = (fallback: string) =>
  z
    .union([z.string(), z.looseObject({ content: z.string() }).transform(({ content }) => content)])
    .nullish()
    .transform((token) => token ?? fallback);

/** What this program reads of `tokenizer_config.json`; defaults are those of BERT. */
export const tokenizerConfigSchema = z.looseObject({
  do_lower_case: z.boolean().default(true),
  /** null: as `do_lower_case` */
  strip_accents: z
    .boolean()
    .nullish()
    .transform((strip) => strip ?? null),
  tokenize_chinese_chars: z.boolean().default(true),
  unk_token: special('[UNK]'),
  sep_token: special('[SEP]'),
  cls_token: special('[CLS]'),
  pad_token: special('[PAD]'),
  mask_token: special('[MASK]'),
  model_max_length: z.number().positive().nullish(),
});
export type TokenizerConfig = z.infer<typeof tokenizerConfigSchema>;

/**
 * The `tokenizer.json` that says the same as BERT's `vocab.txt` (transformers, `BertConverter`): words are cleaned, cut at
 * spaces and punctuation, and taken apart into the longest known pieces from the left.
 * @param words by id
 * @param file the file they are from, for messages
 */
export function bertTokenizerJson(words: readonly string[], config: TokenizerConfig, file: string): object {
  const ids = new Map(words.map((word, id) => [word, id]));
  const idOf = (token: string): number => {
    const id = ids.get(token);
    if (id === undefined)
      throw new UserError('input', `${file} has no ${token}, which BERT's tokeniser needs.`);
    return id;
  };
  const { unk_token: unknown, sep_token: separator, cls_token: first, pad_token: padding } = config;
  const needed = [padding, unknown, first, separator];
  const specials = ids.has(config.mask_token) ? [...needed, config.mask_token] : needed;
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: specials
      .map((content) => ({
        id: idOf(content),
        content,
        single_word: false,
        lstrip: false,
        rstrip: false,
        normalized: false,
        special: true,
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
    post_processor: bertTemplate(first, idOf(first), separator, idOf(separator)),
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
