/** The tokens that a template, padding and masking need. */
export interface Specials {
  unk_token: string;
  sep_token: string;
  cls_token: string;
  pad_token: string;
  mask_token: string;
}

/** A special token that is null is left out. */
type Stated = { [K in keyof Specials]: string | null };

const bert: Specials = {
  unk_token: '[UNK]',
  sep_token: '[SEP]',
  cls_token: '[CLS]',
  pad_token: '[PAD]',
  mask_token: '[MASK]',
};

const roberta: Specials = {
  unk_token: '<unk>',
  sep_token: '</s>',
  cls_token: '<s>',
  pad_token: '<pad>',
  mask_token: '<mask>',
};

/** Tokens around a text in the way of RoBERTa and MPNet: `<s> A </s>` and `<s> A </s></s> B </s>`. */
export function isRobertaLike({ cls_token: first }: Specials): boolean {
  return first === roberta.cls_token;
}

/**
 * The configuration with the special tokens that it leaves out: those of RoBERTa for words that are bytes, and where its
 * first token is a word of the vocabulary and BERT's is not (MPNet, whose unknown word is that of BERT); else those of BERT.
 */
export function withSpecialTokens<C extends Stated>(
  config: C,
  hasWord: (word: string) => boolean,
  byteLevel = false,
): C & Specials {
  const isRoberta = byteLevel || (hasWord(roberta.cls_token) && !hasWord(bert.cls_token));
  const first = config.cls_token ?? (isRoberta ? roberta : bert).cls_token;
  const usual = first === roberta.cls_token ? roberta : bert;
  const unknown = !byteLevel && hasWord(bert.unk_token) ? bert.unk_token : usual.unk_token;
  return {
    ...config,
    unk_token: config.unk_token ?? unknown,
    sep_token: config.sep_token ?? usual.sep_token,
    cls_token: first,
    pad_token: config.pad_token ?? usual.pad_token,
    mask_token: config.mask_token ?? usual.mask_token,
  };
}

/** All of them. */
export function specialTokens(config: Specials): string[] {
  const { unk_token, sep_token, cls_token, pad_token, mask_token } = config;
  return [unk_token, sep_token, cls_token, pad_token, mask_token];
}
