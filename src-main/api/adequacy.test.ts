import { describe, expect, it } from 'vitest';
import { importContent, temporaryStore } from '../../test/support/workspace.ts';
import { type TrainConfig, trainConfigSchema } from '../configs/all.ts';
import { classifierConfigSchema } from '../configs/classifiers.ts';
import { companyEmbedding } from '../configs/company-embedding.ts';
import type { RecipeSetting } from '../configs/settings.ts';
import { companyData } from '../recipes/company-embedding/data.ts';
import { leastDays } from '../recipes/price-transformer/price-examples.ts';
import { labelledParts } from '../recipes/texts/labelled-texts.ts';
import type { WritableStore } from '../store/store.ts';
import { adequacyOf, dataRequest } from './adequacy.ts';
import { recipeInfos } from './recipes.ts';

/** Words that no other text has, so that none is a near-duplicate. */
function words(index: number): string {
  const own = String.fromCodePoint(97 + Math.floor(index / 26), 97 + (index % 26));
  return ['q', 'w', 'z', 'k', 'v'].map((letter) => own + letter + own).join(' ');
}

/** A text an hour, its ticker and label by its index. */
async function texts(
  count: number,
  { symbol = () => 'GS', label = (index) => (index % 2 === 0 ? 'bullish' : 'bearish') }: Columns = {},
): Promise<WritableStore> {
  const store = temporaryStore();
  const rows = Array.from({ length: count }, (_, index) => {
    const time = new Date(Date.UTC(2018, 6, 10, index)).toISOString();
    return `${time},${symbol(index)},${words(index)},${label(index)}`;
  });
  await importContent(store, 'rows.csv', `${['date,ticker,text,sentiment', ...rows].join('\n')}\n`);
  return store;
}
interface Columns {
  symbol?: (index: number) => string;
  label?: (index: number) => string;
}

const topics = trainConfigSchema.parse({ recipe: 'company-embedding', objective: 'topic' });

/** Values of a setting that are not its default. */
function otherValues({ values, default: usual }: RecipeSetting): unknown[] {
  const all = {
    choice: values.kind === 'choice' ? [...values.choices] : [],
    flag: [true, false],
    text: ['other'],
    list: [['GS']],
    runOrFile: [1, 'glove.txt'],
    whole: [typeof usual === 'number' ? usual + 1 : 50],
    number: [values.kind === 'number' ? (values.most ?? 50) : 50],
  }[values.kind];
  return all.filter((value) => value !== usual);
}

function nested(path: string, value: unknown): Record<string, unknown> {
  const [name = '', part] = path.split('.');
  return { [name]: part === undefined ? value : { [part]: value } };
}

/** What is counted, and what it is compared with. */
function judgedBy(config: TrainConfig): string {
  return JSON.stringify([dataRequest(config), 'bins' in config ? leastDays(config) : null]);
}

describe('what is counted', () => {
  it('is what the recipe reads, earlier texts only where it reads a window', () => {
    const sentiment = trainConfigSchema.parse({ recipe: 'contextual-sentiment', symbols: ['GS'] });
    expect(dataRequest(sentiment)).toMatchObject({
      reads: 'labels',
      symbols: ['GS'],
      scheme: 'sentiment',
      window: { n: 8 },
    });
    const topic = trainConfigSchema.parse({ recipe: 'topic' });
    expect(dataRequest(topic)).toMatchObject({
      reads: 'labels',
      symbols: null,
      scheme: 'topic',
      window: null,
    });
    expect(dataRequest(topics)).toMatchObject({ reads: 'companies', scheme: 'topic', minTexts: 10 });
    const matched = trainConfigSchema.parse({ recipe: 'company-embedding' });
    expect(dataRequest(matched)).toMatchObject({ reads: 'companies', scheme: null });
  });

  it('is of the kind that the recipe says it reads', () => {
    for (const { recipe, data, defaults } of recipeInfos()) {
      expect([recipe, dataRequest(defaults).reads]).toEqual([recipe, data]);
    }
  });

  it('depends on the settings that are named, and on no others', () => {
    for (const { recipe, defaults, settings, counted } of recipeInfos()) {
      const changes = settings.flatMap((setting) =>
        otherValues(setting).map((value) => ({
          name: setting.path.split('.')[0] ?? '',
          change: nested(setting.path, value),
        })),
      );
      // A setting may count only while another one has some value.
      const bases = [{}, ...changes.map(({ change }) => change)];
      const found = bases.flatMap((base) =>
        changes.flatMap(({ name, change }) => {
          const config = trainConfigSchema.safeParse({ ...defaults, ...base, ...change });
          const before = trainConfigSchema.safeParse({ ...defaults, ...base });
          const differs = config.success && before.success && judgedBy(config.data) !== judgedBy(before.data);
          return differs ? [name] : [];
        }),
      );
      expect([recipe, [...new Set(found)].sort()]).toEqual([recipe, counted.toSorted()]);
    }
  });
});

describe('a shortage is found where a training refuses to start, and nowhere else', () => {
  const config = classifierConfigSchema.parse({ recipe: 'document-attention', scheme: 'sentiment' });

  it('of labels', async () => {
    const few = await texts(29);
    const shortage = { kind: 'labels', labelled: 29, documents: 29, least: 30, scheme: 'sentiment' };
    expect(adequacyOf(few, config)).toMatchObject({ shortage, remarks: [] });
    await expect(labelledParts(few, config)).rejects.toThrow('at least 30');
    const enough = await texts(30);
    expect(adequacyOf(enough, config).shortage).toBeNull();
    await expect(labelledParts(enough, config)).resolves.toMatchObject({ classes: ['bearish', 'bullish'] });
  });

  it('of tickers, where each has its texts in one part', async () => {
    const byTicker = classifierConfigSchema.parse({ ...config, split: 'grouped' });
    await expect(labelledParts(await texts(40, { symbol: () => 'GS' }), byTicker)).rejects.toThrow(
      /^Divided as asked, the 40 labelled texts leave none to /u,
    );
  });

  it('of distinct texts, where nearly all that are labelled are near-duplicates', async () => {
    const store = temporaryStore();
    // Two sentences, each with other numbers and the same label throughout. Without a time of its own a row would be a
    // duplicate, which is not stored.
    const rows = Array.from({ length: 40 }, (_, index) =>
      index % 2 === 0
        ? `2018-07-10 10:${10 + index},GS,quarterly revenue rose to ${index} million dollars,bullish`
        : `2018-07-10 10:${10 + index},GS,quarterly profit fell to ${index} million dollars,bearish`,
    );
    await importContent(store, 'rows.csv', `${['date,ticker,text,sentiment', ...rows].join('\n')}\n`);
    expect(adequacyOf(store, config).shortage).toEqual({
      kind: 'labels',
      labelled: 2,
      documents: 40,
      least: 30,
      scheme: 'sentiment',
    });
    await expect(labelledParts(store, config)).rejects.toThrow(
      /^40 texts are labelled, of which only 2 are distinct \(scheme "sentiment", classes: bearish, bullish\); at least 30 with two classes are needed\. Near-duplicates, .* count once/u,
    );
  });

  it('of classes', async () => {
    const store = await texts(40, { label: () => 'bullish' });
    expect(adequacyOf(store, config).shortage).toMatchObject({ kind: 'classes', classes: 1, least: 2 });
    await expect(labelledParts(store, config)).rejects.toThrow('two classes');
  });

  it('of companies', async () => {
    const matched = companyEmbedding.config.parse({ recipe: 'company-embedding' });
    const two = await texts(20, { symbol: (index) => ['GS', 'MS'][index % 2] ?? '' });
    const shortage = { kind: 'companies', companies: 2, least: 3, minTexts: 10, scheme: null };
    expect(adequacyOf(two, matched).shortage).toEqual(shortage);
    expect(() => companyData(two, matched)).toThrow('at least 3');
    const three = await texts(30, { symbol: (index) => ['GS', 'MS', 'JPM'][index % 3] ?? '' });
    expect(adequacyOf(three, matched).shortage).toBeNull();
    expect(companyData(three, matched).companies).toHaveLength(3);
  });

  it('of texts and of days of prices', async () => {
    const vectors = trainConfigSchema.parse({ recipe: 'word2vec' });
    const store = await texts(19);
    expect(adequacyOf(store, vectors).shortage).toEqual({ kind: 'texts', texts: 19, least: 20 });
    expect(adequacyOf(await texts(20), vectors).shortage).toBeNull();
    const prices = trainConfigSchema.parse({ recipe: 'price-transformer' });
    // 5 days that are read, 20 before them for the mean of the volumes, and 6 that .7, .1 and .2 can be made of.
    expect(adequacyOf(store, prices).shortage).toEqual({ kind: 'days', days: 0, least: 31 });
  });
});

it('few labels, rare classes and windows that are not full are remarked on', async () => {
  const contextual = trainConfigSchema.parse({ recipe: 'contextual-sentiment', window: { n: 100 } });
  const rare = await texts(199, { label: (index) => (index < 9 ? 'odd' : index % 2 ? 'up' : 'down') });
  expect(adequacyOf(rare, contextual).remarks).toEqual([
    { kind: 'few-labels', labelled: 199, enough: 200 },
    { kind: 'rare-classes', classes: ['odd'], enough: 10 },
    // The first 100 of 199 texts of one ticker have fewer than 100 before them.
    { kind: 'short-windows', full: 99, labelled: 199, n: 100 },
  ]);
  const plenty = await texts(200, { label: (index) => (index < 10 ? 'odd' : index % 2 ? 'up' : 'down') });
  expect(adequacyOf(plenty, contextual).remarks).toEqual([]);
});
