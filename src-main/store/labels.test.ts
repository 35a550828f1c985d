import { expect, test } from 'vitest';
import { importContent, temporaryStore } from '../../test/support/workspace.ts';
import { listCompanies } from './companies.ts';
import { documentDetails } from './document-details.ts';
import { documentTable } from './document-table.ts';
import { documentById } from './documents.ts';
import { labelTable } from './label-table.ts';
import { countsAsTruth, type LabelOrigin, labelOrigins, labelledDocuments, trueLabel } from './labels.ts';
import { unlabelledCount, unlabelledDocuments } from './model-labels.ts';
import type { WritableStore } from './store.ts';
import { classCounts, distinctLabelled, labelSchemes } from './training-data.ts';

const scheme = 'sentiment';
const all = { symbols: null, from: null, to: null, labelled: null };

/** One text that mentions a company and has a label of each of these origins, which it names. */
async function oneText(origins: readonly LabelOrigin[]): Promise<WritableStore> {
  const store = temporaryStore();
  await importContent(store, 'texts.csv', 'date,ticker,text\n2018-07-10,GS,wide spreads at the desk today\n');
  const insert = store.db.prepare(
    'INSERT INTO label (document_id, scheme, origin, value, created_at) VALUES (1, ?, ?, ?, 0)',
  );
  for (const origin of origins) insert.run(scheme, origin, `by ${origin}`);
  return store;
}

/** Every selection of origins but the empty one, of clusters some, each written in an order that is not that of their rank. */
const selections: (readonly LabelOrigin[])[] = [
  ...Array.from({ length: 31 }, (_, bits) =>
    (['model', 'price', 'rule', 'import', 'manual'] as const).filter((_, at) => ((bits + 1) >> at) & 1),
  ),
  ['cluster'],
  ['cluster', 'model'],
  ['cluster', 'price'],
];

/** What a person says counts before what a file says, and that before a rule and prices; what a model says, or a cluster, is no truth. */
function expectedTruth(origins: readonly LabelOrigin[]): string | null {
  if (origins.includes('manual')) return 'by manual';
  if (origins.includes('import')) return 'by import';
  if (origins.includes('rule')) return 'by rule';
  return origins.includes('price') ? 'by price' : null;
}

test.each(selections.map((origins) => [origins.join(', '), origins] as const))(
  'all agree on which label of a text counts: %s',
  async (_, origins) => {
    const store = await oneText(origins);
    const truth = expectedTruth(origins);
    const isTrue = truth !== null;
    const best = truth ?? (origins.includes('model') ? 'by model' : 'by cluster');

    const document = documentById(store, 1);
    expect(document?.labels[0]?.value).toBe(best);
    expect(trueLabel(document?.labels ?? [], scheme)?.value ?? null).toBe(truth);
    expect(trueLabel([...(document?.labels ?? [])].reverse(), scheme)?.value ?? null).toBe(truth);
    expect(trueLabel(document?.labels ?? [], 'other')).toBeNull();
    expect(documentDetails(store, 1, 0).labels[0]?.value).toBe(best);

    const values = (models: boolean) =>
      labelledDocuments(store, scheme, null, { models }).map(({ value }) => value);
    expect(values(false)).toEqual(isTrue ? [truth] : []);
    expect(values(true)).toEqual([best]);
    expect(classCounts(distinctLabelled(store, { scheme, symbols: null }))).toEqual(
      isTrue ? [{ value: truth, count: 1 }] : [],
    );
    expect(labelSchemes(store)).toEqual(isTrue ? [{ scheme, documents: 1 }] : []);
    expect(listCompanies(store)).toMatchObject([
      { labelled: isTrue ? 1 : 0, sentiment: isTrue ? { [truth]: 1 } : {} },
    ]);
    expect(unlabelledDocuments(store, { scheme, symbols: null })).toEqual(isTrue ? [] : [1]);
    expect(unlabelledCount(store, scheme).documents).toBe(isTrue ? 0 : 1);

    const view = store.db.prepare('SELECT value FROM best_label').pluck().all();
    expect(view).toEqual([best]);
    const [row] = [...documentTable(store, all, null).rows];
    expect(row?.slice(-2)).toEqual([best, best.replace('by ', '')]);
    const counting = [...labelTable(store, { ...all, scheme, origin: null }, null).rows]
      .filter((cells) => cells[4] === 1)
      .map((cells) => cells[2]);
    expect(counting).toEqual([best]);
    expect([...documentTable(store, { ...all, labelled: scheme }, null).rows]).toHaveLength(isTrue ? 1 : 0);
  },
);

test('labels that are no truth rank below all that are', () => {
  const truths = labelOrigins.map(countsAsTruth);
  expect(truths).toEqual([...truths].sort((a, b) => Number(b) - Number(a)));
});

test('the database knows the same origins', async () => {
  const store = await oneText(labelOrigins);
  expect(store.db.prepare('SELECT count(*) FROM label').pluck().get()).toBe(6);
  expect(() =>
    store.db.exec(
      "INSERT INTO label (document_id, scheme, origin, value, created_at) VALUES (1, 'x', 'guess', 'y', 0)",
    ),
  ).toThrow('CHECK constraint failed');
});
