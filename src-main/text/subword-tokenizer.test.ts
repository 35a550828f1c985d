import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { dataFile, missing } from '../../test/support/data.ts';
import { temporaryFolder } from '../../test/support/workspace.ts';
import { UserError } from '../errors.ts';
import { paddedBatch } from './padded-batch.ts';
import { openTokenizer } from './tokenizer-files.ts';
import { withSpecialTokens } from './special-tokens.ts';
import { bertTokenizerJson, tokenizerConfigSchema } from './tokenizer-json.ts';

const bert = dataFile('bert-vocab');
const why = bert ? '' : ` (${missing('bert-vocab')})`;

const words = [
  '[PAD]',
  '[UNK]',
  '[CLS]',
  '[SEP]',
  '[MASK]',
  'up',
  '##grade',
  '##d',
  'the',
  'café',
  '$',
  '中',
  'cafe',
  'σασ',
];
function folderWith(files: Record<string, string>): string {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}
const small = (config: object = {}) =>
  openTokenizer(
    folderWith({ 'vocab.txt': words.join('\n'), 'tokenizer_config.json': JSON.stringify(config) }),
  );

describe.skipIf(!bert)(`bert-base-uncased${why}`, () => {
  const schema = z.array(
    z.object({
      name: z.string(),
      text: z.string(),
      text_pair: z.string().nullable().default(null),
      tokens: z.array(z.string()),
      ids: z.array(z.int()),
      decoded: z.string(),
    }),
  );
  const cases = bert
    ? schema.parse(
        JSON.parse(readFileSync(join(bert, 'bert-base-uncased_tokenization_fixtures.json'), 'utf8')),
      )
    : [];

  it('has its published cases', () => {
    expect(cases.length).toBeGreaterThan(0);
  });

  it.each(cases)('$name', async ({ text, text_pair: pair, tokens, ids, decoded }) => {
    const tokenizer = await openTokenizer(bert!);
    const encoded = tokenizer.encode(text, { pair });
    expect(encoded.tokens.filter((token) => !['[CLS]', '[SEP]'].includes(token))).toEqual(tokens);
    expect([...encoded.ids]).toEqual(ids);
    expect(tokenizer.decode(ids, { specials: true })).toBe(decoded);
  });

  it('tells where every token of any text stands', async () => {
    const tokenizer = await openTokenizer(bert!);
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        ' ',
        'Netflix',
        'ÉCOLE',
        '$AAPL',
        'ΣΑΣ',
        '中文',
        'İ',
        '👍🏽',
        '[SEP]',
        '\u0000',
        'ﬁ',
        'unaffordable',
      ),
    );
    const honest = fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const text = pieces.join('');
      const { tokens } = tokenizer.encode(text);
      const places = tokenizer.places(text);
      expect(places.length).toBe(tokens.length);
      let reached = 0;
      for (const place of places.slice(1, -1)) {
        expect(place).not.toBeNull();
        expect(place!.start).toBeGreaterThanOrEqual(reached);
        expect(place!.end).toBeGreaterThan(place!.start);
        expect(place!.end).toBeLessThanOrEqual(text.length);
        reached = place!.start;
      }
    });
    fc.assert(honest, { numRuns: 1000 });
  });
});

describe('a tokeniser from vocab.txt', () => {
  const shown = async (text: string, pair: string | null = null) => {
    const tokenizer = await small();
    const { tokens } = tokenizer.encode(text, { pair });
    return tokenizer.places(text, { pair }).map((place, i) => {
      return [tokens[i], place ? [text, pair][place.text]!.slice(place.start, place.end) : null];
    });
  };

  it('tells the characters of each token', async () => {
    expect(await shown('The  UPGRADED $中 qq CAFÉ')).toEqual([
      ['[CLS]', null],
      ['the', 'The'],
      ['up', 'UP'],
      ['##grade', 'GRADE'],
      ['##d', 'D'],
      ['$', '$'],
      ['中', '中'],
      ['[UNK]', 'qq'],
      ['cafe', 'CAFÉ'],
      ['[SEP]', null],
    ]);
  });

  it('takes small letters character by character, as its publisher does', async () => {
    expect((await shown('up ΣΑΣ'))[2]).toEqual(['σασ', 'ΣΑΣ']);
  });

  it('tells them of a pair of texts, and special tokens that are written in them', async () => {
    expect(await shown('up [MASK]', '$ up')).toEqual([
      ['[CLS]', null],
      ['up', 'up'],
      ['[MASK]', '[MASK]'],
      ['[SEP]', null],
      ['$', '$'],
      ['up', 'up'],
      ['[SEP]', null],
    ]);
  });

  it('cuts to a number of tokens with the special ones, of the longer text first', async () => {
    const tokenizer = await small();
    const tokens = (text: string, maxTokens: number, pair: string | null = null) =>
      tokenizer.encode(text, { maxTokens, pair }).tokens.join(' ');
    expect(tokens('up the up the', 4)).toBe('[CLS] up the [SEP]');
    expect(tokens('up the up the', 7, '$')).toBe('[CLS] up the up [SEP] $ [SEP]');
    expect(tokens('$', 6, 'up the up the')).toBe('[CLS] $ [SEP] up the [SEP]');
    expect(tokens('$ $ $ $', 8, 'up the up the')).toBe('[CLS] $ $ [SEP] up the up [SEP]');
    expect(tokenizer.places('up the up the', { maxTokens: 4 }).length).toBe(4);
    expect(() => tokenizer.encode('up', { maxTokens: 1 })).toThrow('have no room for the 2 special ones');
  });

  it('pads texts to one length, with types and mask', async () => {
    const tokenizer = await small();
    const batch = paddedBatch(
      [tokenizer.encode('up', { pair: '$' }), tokenizer.encode('the')],
      6,
      tokenizer.paddingId,
    );
    expect([...batch.ids]).toEqual([2, 5, 3, 10, 3, 0, 2, 8, 3, 0, 0, 0]);
    expect([...batch.types]).toEqual([0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0]);
    expect([...batch.mask]).toEqual([1, 1, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0]);
    expect(() => paddedBatch([tokenizer.encode('up the')], 3, 0)).toThrow('text 0 has 4 tokens, a row 3');
  });

  it('keeps capitals and accents where its configuration says so', async () => {
    const tokenizer = await small({ do_lower_case: false });
    expect(tokenizer.encode('café Up').tokens).toEqual(['[CLS]', 'café', '[UNK]', '[SEP]']);
  });

  it('reads special tokens that are written as objects, and tokenizer.json before vocab.txt', async () => {
    const tokenizer = await small({ unk_token: { content: '[UNK]', lstrip: false } });
    expect(tokenizer.encode('qq').tokens[1]).toBe('[UNK]');
    expect(tokenizer.decode(tokenizer.encode('upgraded the').ids)).toBe('upgraded the');
    expect(tokenizer.size).toBe(words.length);
  });

  const later = { $ACME: 14, '[ENT]': 15, 'Café X': 16 };
  const specials = { additional_special_tokens: ['[ENT]', { content: '##d' }] };

  // Ids by transformers 4.57 (BertTokenizerFast) from the same files.
  it.each([
    ['buy $acme the', [2, 1, 14, 8, 3]],
    ['$ACMEd [ENT] up', [2, 14, 1, 15, 5, 3]],
    ['up[ENT]$Acme', [2, 5, 15, 14, 3]],
    ['CAFÉ  x the', [2, 12, 1, 8, 3]],
    ['cafe x upgraded', [2, 16, 5, 6, 7, 3]],
    ['[ent] ##d the', [2, 1, 1, 1, 7, 8, 3]],
  ])('knows the tokens that were added later, in whatever file they are listed: %s', async (text, ids) => {
    const vocabulary = { 'vocab.txt': words.join('\n') };
    const listed = { 'added_tokens.json': JSON.stringify(later) };
    const mapped = { 'special_tokens_map.json': JSON.stringify(specials) };
    const older = await openTokenizer(folderWith({ ...vocabulary, ...listed, ...mapped }));
    expect([...older.encode(text).ids]).toEqual(ids);
    expect(older.size).toBe(17);

    const special = (content: string) => ({ content, normalized: false, special: true });
    const decoder = {
      7: special('##d'),
      14: { content: '$ACME', normalized: true, special: false },
      15: special('[ENT]'),
      // Without its properties: normalised, since it is not special.
      16: { content: 'Café X' },
    };
    const config = { 'tokenizer_config.json': JSON.stringify({ added_tokens_decoder: decoder }) };
    // The older list is left aside.
    const both = { ...vocabulary, ...config, 'added_tokens.json': '{"up": 20}' };
    expect([...(await openTokenizer(folderWith(both))).encode(text).ids]).toEqual(ids);

    const whole = bertTokenizerJson(
      words,
      withSpecialTokens(tokenizerConfigSchema.parse({}), (word) => words.includes(word)),
      'vocab.txt',
    );
    const json = { 'tokenizer.json': JSON.stringify(whole) };
    const fast = await openTokenizer(folderWith({ ...json, ...listed, ...mapped }));
    expect([...fast.encode(text).ids]).toEqual(ids);
  });

  it('tells where an added token stands, normalised or not', async () => {
    const tokenizer = await openTokenizer(
      folderWith({
        'vocab.txt': words.join('\n'),
        'added_tokens.json': JSON.stringify(later),
        'special_tokens_map.json': JSON.stringify(specials),
      }),
    );
    const text = 'UPGRADED  $Acme[ENT]  CAFÉ X, the';
    const { tokens } = tokenizer.encode(text);
    const shown = tokenizer
      .places(text)
      .map((place, i) => [tokens[i], place && text.slice(place.start, place.end)]);
    expect(shown).toEqual([
      ['[CLS]', null],
      ['up', 'UP'],
      ['##grade', 'GRADE'],
      ['##d', 'D'],
      ['$ACME', '$Acme'],
      ['[ENT]', '[ENT]'],
      ['Café X', 'CAFÉ X'],
      ['[UNK]', ','],
      ['the', 'the'],
      ['[SEP]', null],
    ]);
    expect(tokenizer.decode([14, 8])).toBe('$ACME the');
  });

  it('may have its special tokens among those that were added later', async () => {
    const tokenizer = await openTokenizer(
      folderWith({
        'vocab.txt': words.slice(5).join('\n'),
        'added_tokens.json': JSON.stringify(Object.fromEntries(words.slice(0, 5).map((w, i) => [w, 9 + i]))),
      }),
    );
    expect([...tokenizer.encode('up [MASK] the').ids]).toEqual([11, 0, 13, 3, 12]);
    expect(tokenizer.paddingId).toBe(9);
  });

  it.each([
    ['neither tokenizer.json nor vocab.txt', {}],
    ['the tokeniser of BERTweet', { 'vocab.txt': 'a 3', 'bpe.codes': 'a b 7' }],
    ['line 2 is not a pair of tokens: ab', { 'vocab.json': '{}', 'merges.txt': 'a b\nab\n' }],
    ["vocab.json has no <s>, which RoBERTa's", { 'vocab.json': '{"<pad>":0}', 'merges.txt': '' }],
    [
      'added_tokens.json: "the" has the number 20, but the vocabulary has it as 8',
      { 'vocab.txt': words.join('\n'), 'added_tokens.json': '{"the": 20}' },
    ],
    [
      'added_tokens.json: "new" has the number 8, which is that of "the"',
      { 'vocab.txt': words.join('\n'), 'added_tokens.json': '{"new": 8}' },
    ],
    ['added_tokens.json: new', { 'vocab.txt': words.join('\n'), 'added_tokens.json': '{"new": "8"}' }],
    ['line 3 repeats the word "a" of line 1', { 'vocab.txt': 'a\nb\na\n' }],
    ['vocab.txt has no [PAD]', { 'vocab.txt': 'a\nb\n' }],
    ['tokenizer.json: not JSON', { 'tokenizer.json': '{' }],
    ['tokenizer.json: not a tokeniser: model', { 'tokenizer.json': '{"pre_tokenizer":null}' }],
    [
      'tokenizer.json: not a supported tokeniser',
      {
        'tokenizer.json':
          '{"model":{"type":"WordPiece","vocab":{"a":0}},"normalizer":{"type":"Odd"},"pre_tokenizer":null}',
      },
    ],
    // The library makes one of it that fails with the first text.
    [
      'tokenizer.json: not a tokeniser: model.type',
      { 'tokenizer.json': '{"model":{"type":"Odd","vocab":{"a":0}},"pre_tokenizer":null}' },
    ],
    ...['(a+)+$', String.raw`(?:\d|\d\d)+x`].map((pattern): [string, Record<string, string>] => [
      `tokenizer.json: the pattern ${pattern} takes for ever on some texts.`,
      {
        'tokenizer.json': JSON.stringify({
          pre_tokenizer: { type: 'Split', pattern: { Regex: pattern }, behavior: 'Isolated', invert: false },
          model: { type: 'WordPiece', unk_token: 'a', vocab: { a: 0 } },
          added_tokens: [],
          normalizer: null,
          post_processor: null,
          decoder: null,
        }),
      },
    ]),
    [
      'tokenizer_config.json: do_lower_case',
      { 'vocab.txt': 'a', 'tokenizer_config.json': '{"do_lower_case":3}' },
    ],
  ])('is refused: %s', async (message, files) => {
    const outcome: unknown = await openTokenizer(folderWith(files)).catch((error: unknown) => error);
    expect(outcome).toBeInstanceOf(UserError);
    expect(String(outcome)).toContain(message);
  });
});
