import { z } from 'zod';
import { UserError } from '../errors.ts';

/** A token that was added to a vocabulary later, as `tokenizer.json` lists it: a text that is matched as a whole. */
export interface AddedToken {
  id: number;
  content: string;
  single_word: boolean;
  lstrip: boolean;
  rstrip: boolean;
  /** It is sought in the normalised text, after being normalised itself; otherwise in the text as it is. */
  normalized: boolean;
  special: boolean;
}

/** `added_tokens.json`: ids by token. */
export const addedTokensSchema = z.record(z.string().min(1), z.int().min(0));

/** A token of `added_tokens_decoder` in `tokenizer_config.json`, where it stands under its id. */
export const addedTokenSchema = z.looseObject({
  content: z.string().min(1),
  single_word: z.boolean().default(false),
  lstrip: z.boolean().default(false),
  rstrip: z.boolean().default(false),
  normalized: z.boolean().nullish(),
  special: z.boolean().default(false),
});

const schema = z.looseObject({
  added_tokens: z.array(z.looseObject({ id: z.int().min(0), content: z.string() })).nullish(),
  model: z.looseObject({
    vocab: z.union([z.record(z.string(), z.int().min(0)), z.array(z.tuple([z.string()], z.unknown()))]),
  }),
});

/** Tokens of `added_tokens.json`. As its publisher's reader (transformers) has it, all but the special ones are normalised. */
export function listedTokens(
  ids: Readonly<Record<string, number>>,
  special: ReadonlySet<string>,
): AddedToken[] {
  return Object.entries(ids).map(([content, id]) => addedToken(id, content, special.has(content)));
}

export function addedToken(id: number, content: string, special: boolean): AddedToken {
  return { id, content, single_word: false, lstrip: false, rstrip: false, normalized: !special, special };
}

/**
 * A `tokenizer.json` with further tokens. Those that it lists itself are left as they are. A special token without a
 * number is added where it is a word of the vocabulary.
 * @param file where the tokens are from, for messages
 * @throws UserError if a token has the number of another word, or a word another number
 */
export function withAddedTokens(
  json: object,
  tokens: readonly AddedToken[],
  special: ReadonlySet<string>,
  file: string,
): object {
  const parsed = schema.safeParse(json);
  // What is no tokeniser is refused where it is opened.
  if (!parsed.success) return json;
  const { model, added_tokens: listed } = parsed.data;
  const { vocab } = model;
  const words: [string, number][] = Array.isArray(vocab)
    ? vocab.map(([word], id): [string, number] => [word, id])
    : Object.entries(vocab);
  const idOf = new Map([...words, ...(listed ?? []).map((t): [string, number] => [t.content, t.id])]);
  const wordOf = new Map(Array.from(idOf, ([word, id]) => [id, word]));
  for (const { content, id } of tokens) {
    const [known, taken] = [idOf.get(content) ?? id, wordOf.get(id) ?? content];
    if (known !== id)
      throw conflict(file, `"${content}" has the number ${id}, but the vocabulary has it as ${known}`);
    if (taken !== content)
      throw conflict(file, `"${content}" has the number ${id}, which is that of "${taken}"`);
    idOf.set(content, id);
    wordOf.set(id, content);
  }
  const inVocabulary = [...special].flatMap((content) => {
    const id = idOf.get(content);
    return id === undefined ? [] : [addedToken(id, content, true)];
  });
  const present = new Set((listed ?? []).map(({ content }) => content));
  const further = [...tokens, ...inVocabulary].filter(({ content }) => {
    const isNew = !present.has(content);
    present.add(content);
    return isNew;
  });
  return { ...json, added_tokens: [...(listed ?? []), ...further].toSorted((a, b) => a.id - b.id) };
}

function conflict(file: string, what: string): UserError {
  return new UserError(
    'input',
    `${file}: ${what}. Take all files of the tokeniser from the same checkpoint.`,
  );
}
