import { Tokenizer } from '@huggingface/tokenizers';
import { z } from 'zod';
import { UserError } from '../errors.ts';
import { textOfBytes } from './byte-characters.ts';
import { endlessPatterns } from './endless-patterns.ts';
import { type Span, spannedTokens, type TokenizerParts } from './token-spans.ts';
import { specialTokens } from './special-tokens.ts';
import type { TokenizerConfig } from './tokenizer-json.ts';

export interface EncodeOptions {
  /** Tokens at most, the special ones counted: what is more falls away at the end, of the longer text first. */
  maxTokens?: number;
  /** A second text. */
  pair?: string | null;
}

export interface EncodedText {
  ids: Int32Array;
  /** 0: first text, 1: second text, by token. */
  types: Int32Array;
  tokens: string[];
}

/** Where a token stands: in the first (0) or second (1) text. */
export interface TokenPlace extends Span {
  text: 0 | 1;
}

const addedSchema = z.object({
  content: z.string(),
  normalized: z.boolean().nullish(),
  special: z.boolean().nullish(),
});

const partsSchema = z.object({
  added_tokens: z.array(addedSchema).nullish(),
  normalizer: z.unknown().optional(),
  pre_tokenizer: z.unknown(),
  model: z.looseObject({
    // Of other types the library makes a tokeniser that reads no text; old files name none.
    type: z.enum(['WordPiece', 'BPE', 'Unigram']).nullish(),
    continuing_subword_prefix: z.string().nullish(),
  }),
});

function isNormalised({ normalized, special }: z.infer<typeof addedSchema>): boolean {
  return normalized ?? special !== true;
}

export interface SpecialIds {
  mask: number | null;
  all: readonly number[];
}

/** A published tokeniser: texts to the ids of a checkpoint's vocabulary. */
export class SubwordTokenizer {
  /** Id of padding. */
  readonly paddingId: number;
  /** The id that stands in the place of a token to be predicted, null: there is none; and the ids of all special tokens. */
  readonly special: Readonly<SpecialIds>;
  readonly #parts: TokenizerParts;
  readonly #unknownId: number | undefined;

  private constructor(parts: TokenizerParts, paddingId: number, special: SpecialIds) {
    this.#parts = parts;
    this.paddingId = paddingId;
    this.special = special;
    this.#unknownId = parts.tokenizer.model?.unk_token_id;
  }

  /**
   * @param json the content of `tokenizer.json`
   * @param file where it is from, for messages
   * @throws UserError if it is no tokeniser that is understood
   */
  static open(json: object, config: TokenizerConfig, file: string): SubwordTokenizer {
    const parts = partsSchema.safeParse(json);
    if (!parts.success) {
      const { path, message } = parts.error.issues[0]!;
      throw new UserError('input', `${file}: not a tokeniser: ${path.join('.')}: ${message}`);
    }
    let tokenizer: Tokenizer;
    try {
      tokenizer = new Tokenizer(json, config);
      tokenizer.encode('a');
    } catch (cause) {
      throw new UserError('input', `${file}: not a supported tokeniser: ${String(cause)}`, {
        cause,
      });
    }
    const { added_tokens: added, pre_tokenizer: splitter, normalizer, model } = parts.data;
    const endless = endlessPatterns([normalizer, splitter], (text) => void tokenizer.tokenize(text));
    if (endless !== null) {
      throw new UserError('input', `${file}: the pattern ${endless} takes for ever on some texts.`);
    }
    return new SubwordTokenizer(
      {
        tokenizer,
        added: (added ?? []).filter((token) => !isNormalised(token)).map(({ content }) => content),
        addedNormalised: new Map<string, string>(
          (added ?? [])
            .filter(isNormalised)
            .map(({ content }) => [tokenizer.normalizer?.normalize(content) ?? content, content]),
        ),
        continuing: model.continuing_subword_prefix ?? '',
        byteLevel: JSON.stringify(splitter ?? null).includes('"ByteLevel"'),
      },
      tokenizer.token_to_id(config.pad_token) ?? 0,
      {
        mask: tokenizer.token_to_id(config.mask_token) ?? null,
        all: [...specialTokens(config), ...config.additional_special_tokens].flatMap(
          (token) => tokenizer.token_to_id(token) ?? [],
        ),
      },
    );
  }

  /** Numbers from 0 that ids are below. */
  get size(): number {
    return this.#parts.tokenizer.model?.vocab.length ?? 0;
  }

  /** The tokens by their ids. */
  get words(): readonly string[] {
    return this.#parts.tokenizer.model?.vocab ?? [];
  }

  encode(text: string, options: EncodeOptions = {}): EncodedText {
    const { tokens, types } = this.#processed(this.#truncated(text, options));
    return { ids: Int32Array.from(tokens, (token) => this.idOf(token)), types, tokens };
  }

  /** The tokens of a text without special ones. The library gives a normalised added token as it found it in the text. */
  pieces(text: string): string[] {
    const { tokenizer, addedNormalised } = this.#parts;
    return tokenizer.tokenize(text).map((token: string) => addedNormalised.get(token) ?? token);
  }

  /** Whether no part of a text is unknown. */
  knows(text: string): boolean {
    return this.pieces(text).every((piece) => this.idOf(piece) !== this.#unknownId);
  }

  /**
   * Where each token of `encode` with the same options comes from; null: a special token that stands nowhere, or one whose
   * place cannot be told.
   */
  places(text: string, options: EncodeOptions = {}): (TokenPlace | null)[] {
    const cut = this.#truncated(text, options);
    const texts = options.pair ? [text, options.pair] : [text];
    const found = texts.map((of) => spannedTokens(of, this.#parts));
    // The template is filled with numbers in place of tokens, to see which goes where.
    const marks = cut.map((tokens, which) => tokens.map((_, i) => `\0${which}:${i}`));
    return this.#processed(marks).tokens.map((mark) => {
      const [, which, number] = /^\0([01]):(\d+)$/.exec(mark) ?? [];
      if (which === undefined) return null;
      const token = found[Number(which)]![Number(number)];
      if (!token || token.token !== cut[Number(which)]![Number(number)]) return null;
      return { text: which === '0' ? 0 : 1, start: token.start, end: token.end };
    });
  }

  /** The text of ids, as far as its words tell it; without special tokens, that of an unknown word among them. */
  decode(ids: Iterable<number>, { specials = false }: { specials?: boolean } = {}): string {
    const list = [...ids];
    return list.length === 0 ? '' : this.#parts.tokenizer.decode(list, { skip_special_tokens: !specials });
  }

  /** A token as a reader sees it: bytes as the text that they are, without the space before it. */
  shown(token: string): string {
    return this.#parts.byteLevel ? textOfBytes(token).trim() || token : token;
  }

  /** The id of a token, that of unknown ones where the vocabulary does not hold it. */
  idOf(token: string): number {
    const id = this.#parts.tokenizer.token_to_id(token) ?? this.#unknownId;
    if (id === undefined)
      throw new Error(`the vocabulary has neither ${token} nor a word for what is unknown`);
    return id;
  }

  /** The tokens of one text or two, without special ones, so short that they fit with them. */
  #truncated(text: string, { maxTokens = Infinity, pair = null }: EncodeOptions): string[][] {
    const texts = pair ? [text, pair] : [text];
    const tokens = texts.map((of) => this.pieces(of));
    const special = this.#processed(tokens.map(() => [])).tokens.length;
    if (maxTokens < special)
      throw new RangeError(`${maxTokens} tokens have no room for the ${special} special ones`);
    const room = maxTokens - special;
    const [first, second] = tokens as [string[], string[] | undefined];
    if (!second) return [first.slice(0, room)];
    if (first.length + second.length <= room) return tokens;
    const half = Math.floor(room / 2);
    return first.length > second.length
      ? [first.slice(0, room - Math.min(second.length, half)), second.slice(0, half)]
      : [first.slice(0, half), second.slice(0, room - Math.min(first.length, half))];
  }

  #processed([first, second]: readonly string[][]): { tokens: string[]; types: Int32Array } {
    const { post_processor: processor } = this.#parts.tokenizer;
    if (!processor) {
      const tokens = [...first!, ...(second ?? [])];
      return { tokens, types: Int32Array.from(tokens, (_, i) => (i < first!.length ? 0 : 1)) };
    }
    const { tokens, token_type_ids: types } = processor.post_process(first!, second ?? null, true);
    return { tokens, types: types ? Int32Array.from(types) : new Int32Array(tokens.length) };
  }
}
