import { Tokenizer } from '@huggingface/tokenizers';
import { learnBytePairs } from './byte-pair.ts';
import { withSpecialTokens } from './special-tokens.ts';
import { bertTemplate, type TokenizerConfig, tokenizerConfigSchema } from './tokenizer-json.ts';

/** Ids of the special tokens are 0 to 4, in this order. */
const specials = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'];
const space = '▁';

export interface SubwordOptions {
  /** Special tokens, characters and merged pieces together, at most. Characters are kept even where they are more. */
  maxSize: number;
  /** Pairs that stand less often are not merged. */
  minCount: number;
}

/** What goes beside the `tokenizer.json` of `trainSubwords`. */
export const trainedConfig: TokenizerConfig = withSpecialTokens(
  tokenizerConfigSchema.parse({ clean_up_tokenization_spaces: false }),
  (word) => specials.includes(word),
);

/**
 * Learns a subword vocabulary from texts (byte-pair encoding over characters) and writes it as a `tokenizer.json`, which
 * `SubwordTokenizer.open` takes with `trainedConfig`. Texts are put into small letters; a run of spaces counts as one.
 * Every text whose characters were seen is encoded without unknown pieces, and decoding gives it back. The same texts in
 * any order give the same vocabulary. Fit it on the training part only.
 */
export function trainSubwords(texts: Iterable<string>, { maxSize, minCount }: SubwordOptions): object {
  const plain = new Tokenizer(tokenizerJson([], []), trainedConfig);
  const words = new Map<string, number>();
  for (const text of texts) {
    const normalised = plain.normalizer!.normalize(text);
    if (normalised === '') continue;
    for (const word of plain.pre_tokenizer!.pre_tokenize(normalised)) {
      words.set(word, (words.get(word) ?? 0) + 1);
    }
  }
  const { symbols, merges } = learnBytePairs(words, { maxSize: maxSize - specials.length, minCount });
  return tokenizerJson(symbols, merges);
}

function tokenizerJson(symbols: readonly string[], merges: readonly [string, string][]): object {
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: specials.map((content, id) => ({
      id,
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    })),
    normalizer: {
      type: 'Sequence',
      normalizers: [
        { type: 'NFC' },
        {
          type: 'BertNormalizer',
          clean_text: true,
          handle_chinese_chars: false,
          strip_accents: false,
          lowercase: true,
        },
        // The sign that stands for a space must not stand for itself.
        { type: 'Replace', pattern: { String: space }, content: '_' },
        { type: 'Replace', pattern: { Regex: String.raw`\s+` }, content: ' ' },
        { type: 'Strip', strip_left: true, strip_right: true },
      ],
    },
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'Metaspace', replacement: space, prepend_scheme: 'always', split: false },
        // Words and numbers, and every other sign by itself, each with the space before it.
        {
          type: 'Split',
          pattern: { Regex: String.raw`▁?[\p{L}\p{M}\p{N}]+|▁?[^▁\p{L}\p{M}\p{N}]|▁` },
          behavior: 'Isolated',
          invert: false,
        },
      ],
    },
    post_processor: bertTemplate('[CLS]', 2, '[SEP]', 3),
    decoder: { type: 'Metaspace', replacement: space, prepend_scheme: 'always', split: false },
    model: {
      type: 'BPE',
      unk_token: '[UNK]',
      fuse_unk: false,
      vocab: Object.fromEntries([...specials, ...symbols].map((symbol, id) => [symbol, id])),
      merges,
    },
  };
}
