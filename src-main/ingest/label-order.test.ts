import { expect, test } from 'vitest';
import { dataFile, missing } from '../../test/support/data.ts';
import { importContent, temporaryStore } from '../../test/support/workspace.ts';
import { createRun } from '../store/runs.ts';
import { savePredictions } from '../store/predicted-rows.ts';
import type { WritableStore } from '../store/store.ts';
import { forgetSource } from './forget-source.ts';
import { importFile } from './import.ts';

const tweets = `text,date,ticker
"Profit rises at $AAA, says http://x.test/1",2018-07-18T10:00:00Z,AAA
"profit rises at $AAA, says",2018-07-19T10:00:00Z,BBB
"long",2018-07-19T11:00:00Z,BBB
"Long!",2018-07-19T12:00:00Z,BBB
`;
const labels = `text,sentiment
"profit rises at , says",positive
"nobody wrote this one",negative
"long",negative
`;

/** Each document with its time and its labels, and which file brought what. */
function contentOf({ db }: WritableStore): unknown[] {
  return db
    .prepare(
      `SELECT d.text, d.published_at AS at, s.name AS file, l.scheme, l.value, f.name AS labelledBy, l.line,
              (SELECT count(*) FROM document_text WHERE rowid = d.id) AS searchable
       FROM document d JOIN source_file s ON s.id = d.source_file
       LEFT JOIN label l ON l.document_id = d.id LEFT JOIN source_file f ON f.id = l.source_file
       ORDER BY d.text, d.published_at`,
    )
    .all();
}

async function inOrder(...files: readonly (readonly [string, string])[]): Promise<WritableStore> {
  const store = temporaryStore();
  for (const [name, content] of files) await importContent(store, name, content);
  return store;
}

test('labels find their texts in whichever order the files are imported', async () => {
  const after = await inOrder(['tweets.csv', tweets], ['labels.csv', labels]);
  const before = await inOrder(['labels.csv', labels], ['tweets.csv', tweets]);
  expect(contentOf(before)).toEqual(contentOf(after));
  expect(contentOf(before)).toHaveLength(5);
  expect(contentOf(before)).toContainEqual(
    expect.objectContaining({
      text: 'long',
      file: 'tweets.csv',
      value: 'negative',
      labelledBy: 'labels.csv',
    }),
  );
  expect(contentOf(before)).toContainEqual(expect.objectContaining({ text: 'Long!', value: null }));
});

test('the import says how many labelled texts it found, and which labels contradict its own', async () => {
  const store = await inOrder(['labels.csv', labels]);
  const result = await importContent(
    store,
    'tweets.csv',
    `text,date,ticker,sentiment
"profit rises at , says",2018-07-18T10:00:00Z,AAA,negative
"long",2018-07-18T10:00:00Z,AAA,negative
`,
  );
  expect(result.notes).toContainEqual(
    expect.stringMatching(
      /^2 labelled texts of earlier files were found in this one.*; 1 label contradicts one that this file gives, which counts$/,
    ),
  );
});

test('labels wait again when the file of their texts is forgotten, and go when theirs is', async () => {
  const store = await inOrder(['labels.csv', labels], ['tweets.csv', tweets]);
  forgetSource(store, 2, false);
  expect(contentOf(store)).toEqual(contentOf(await inOrder(['labels.csv', labels])));
  await importContent(store, 'tweets.csv', tweets);
  forgetSource(store, 1, false);
  expect(contentOf(store)).toEqual(contentOf(await inOrder(['tweets.csv', tweets])));
});

test('a text without a time takes over the one that waited for it', async () => {
  const store = await inOrder(['labels.csv', labels], ['texts.csv', 'text,ticker\n"long",AAA\n']);
  expect(contentOf(store)).toContainEqual(
    expect.objectContaining({ text: 'long', file: 'texts.csv', value: 'negative', labelledBy: 'labels.csv' }),
  );
});

test('what a run said about a text that waited stays with the text', async () => {
  const store = await inOrder(['labels.csv', labels]);
  const run = createRun(store, { recipe: 'topic', config: '{}', version: '1' });
  const said = { part: 'test' as const, truth: 'positive', predicted: 'positive', probabilities: [1, 0] };
  savePredictions(store, run, [{ document: 1, ...said }]);
  await importContent(store, 'tweets.csv', tweets);
  expect(store.db.prepare('SELECT document_id, text FROM prediction').raw().all()).toEqual([
    [null, 'profit rises at , says'],
  ]);
});

const absent = ['stockerbot-export.csv', 'stockerbot-labelled-train.csv'].find(
  (name) => dataFile(name) === null,
);

test.skipIf(absent !== undefined)(
  `the labelled tweets find the StockerBot export that is imported after them${absent === undefined ? '' : ` (${missing(absent)})`}`,
  async () => {
    const named = (file: string) => importFile(store, dataFile(file)!, { as: null, labels: null });
    const counts = (): unknown =>
      store.db
        .prepare(
          `SELECT (SELECT count(*) FROM document) AS documents,
                (SELECT count(*) FROM document WHERE published_at IS NULL) AS undated,
                (SELECT count(*) FROM label) AS labels,
                (SELECT count(DISTINCT near_duplicate_group) FROM document) AS groups`,
        )
        .get();
    let store = temporaryStore();
    await named('stockerbot-export.csv');
    await named('stockerbot-labelled-train.csv');
    const after = counts();
    store = temporaryStore();
    await named('stockerbot-labelled-train.csv');
    await named('stockerbot-export.csv');
    expect(counts()).toEqual(after);
    expect(after).toMatchObject({ undated: 0 });
  },
);
