/** What is forgotten can be brought back, every row and file as it was. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { importContent, temporaryStore } from '../../test/support/workspace.ts';
import type * as binModule from '../store/bin.ts';
import { binnedThings, emptyBin } from '../store/bin.ts';
import { judge, undoJudgement } from '../store/judgements.ts';
import { replaceMadeLabels } from '../store/label-sources.ts';
import { savePredictions } from '../store/predicted-rows.ts';
import { openStore } from '../store/open.ts';
import { recordDeletion } from '../store/record-deletion.ts';
import { addMetrics, createRun, saveEmbeddings, updateRun } from '../store/runs.ts';
import { listSources } from '../store/sources.ts';
import type { WritableStore } from '../store/store.ts';
import { emptied, forget, unforget } from './forget.ts';

vi.mock('../store/bin.ts', { spy: true });

/** Every row of every table but the bin's and the numbers that are not to be used again, as SQLite writes them. */
function everything({ db }: WritableStore): Record<string, unknown[]> {
  const tables = db
    .prepare<[], string>(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%'",
    )
    .pluck()
    .all()
    .filter((name) => !['state', 'deletion', 'deleted_row'].includes(name));
  return Object.fromEntries(
    tables.map((table) => {
      const columns = db
        .prepare<[string], string>('SELECT name FROM pragma_table_info(?)')
        .pluck()
        .all(table);
      const row = columns.map((name) => `quote("${name}")`).join(" || ',' || ");
      return [table, db.prepare(`SELECT ${row} AS row FROM "${table}" ORDER BY row`).pluck().all()];
    }),
  );
}

function expectSound({ db }: WritableStore): void {
  expect(db.pragma('foreign_key_check')).toEqual([]);
  db.exec("INSERT INTO document_text (document_text, rank) VALUES ('integrity-check', 1)");
}

const word = fc.constantFrom('profit', 'rises', 'falls', 'deal', 'off');
const text = fc.array(word, { minLength: 2, maxLength: 4 }).map((words) => words.join(' '));
const ticker = fc.constantFrom('AAA', 'BBB', 'CCC');
const rows = { minLength: 1, maxLength: 5 };
const textFile = fc
  .array(
    fc.tuple(text, fc.constantFrom('2018-07-18', '2018-07-19'), ticker, fc.constantFrom('good', 'bad')),
    rows,
  )
  .map((all) => `text,date,ticker,sentiment\n${all.map((row) => row.join(',')).join('\n')}\n`);
const companyFile = fc
  .array(fc.tuple(ticker, fc.constantFrom('Alpha', 'Beta'), fc.constantFrom('Energy', 'Health')), rows)
  .map((all) => `symbol,name,sector\n${all.map((row) => row.join(',')).join('\n')}\n`);

test('a file that shares texts, labels and names with others comes back as it was', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.oneof(textFile, companyFile), { minLength: 3, maxLength: 3 }),
      fc.nat(2),
      async (contents, at) => {
        const store = temporaryStore();
        store.db.pragma('synchronous = OFF');
        for (const [i, content] of contents.entries()) await importContent(store, `${i}.csv`, content);
        const source = listSources(store).find(({ name }) => name === `${at}.csv`);
        if (source === undefined) return;
        const before = everything(store);
        const { deletion, removed } = forget(store, { what: 'source', source: source.id }, false);
        expect(everything(store)).not.toEqual(before);
        expect(binnedThings(store)).toMatchObject([{ id: deletion, name: `${at}.csv`, removed }]);
        unforget(store, deletion);
        expect(everything(store)).toEqual(before);
        expect(binnedThings(store)).toEqual([]);
        expectSound(store);
      },
    ),
    { numRuns: 8 },
  );
});

async function workspace(): Promise<{ store: WritableStore; run: number; folder: string }> {
  const store = temporaryStore();
  await importContent(
    store,
    'first.csv',
    'text,date,ticker,sentiment\nprofit rises,2018-07-18,AAA,good\nprofit falls,2018-07-19,BBB,bad\n',
  );
  // A value that no text form of a number or a string must lose.
  store.db.prepare("UPDATE document SET author = 'a' || char(0) || '''b' WHERE id = 1").run();
  const run = createRun(store, { recipe: 'topic', config: '{}', version: '1' });
  updateRun(store, run, { state: 'done', seconds: 0.1 + 0.2 });
  savePredictions(store, run, [
    { document: 1, part: 'test', truth: 'good', predicted: 'bad', probabilities: [1 / 3, 2 / 3] },
  ]);
  saveEmbeddings(store, run, [{ companyId: 1, vector: new Float32Array([0.1, -0, Infinity]) }]);
  const folder = join(store.dir, 'runs', String(run));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'weights'), 'w');
  return { store, run, folder };
}

test('a run comes back with its predictions, vectors and files', async () => {
  const { store, run, folder } = await workspace();
  const before = everything(store);
  forget(store, { what: 'run', run }, false);
  expect(existsSync(folder)).toBe(false);
  expect(unforget(store, null)).toMatchObject({ what: 'run', name: `Run ${run} (topic)`, item: run });
  expect(readFileSync(join(folder, 'weights'), 'utf8')).toBe('w');
  expect(everything(store)).toEqual(before);
});

test('a run whose files were not moved, since it was killed there, comes back whole, and goes whole', async () => {
  const { store, run, folder } = await workspace();
  const before = everything(store);
  const bin = join(store.dir, 'bin/runs', String(run));
  // Killed once the rows were gone; and once the files were back, but not the rows.
  forget(store, { what: 'run', run }, false);
  renameSync(bin, folder);
  unforget(store, null);
  expect(everything(store)).toEqual(before);
  expect(readFileSync(join(folder, 'weights'), 'utf8')).toBe('w');
  // The bin cannot be made: the run is forgotten all the same.
  rmSync(join(store.dir, 'bin'), { recursive: true });
  writeFileSync(join(store.dir, 'bin'), '');
  forget(store, { what: 'run', run }, false);
  expect(existsSync(folder)).toBe(true);
  await emptied(store);
  expect(existsSync(folder)).toBe(false);
});

test('an emptying that was killed is finished by the next', async () => {
  const { store, run } = await workspace();
  forget(store, { what: 'run', run }, false);
  // Its rows were gone already.
  store.db.exec('DELETE FROM deleted_row; DELETE FROM deletion');
  await emptied(store);
  expect(existsSync(join(store.dir, 'bin'))).toBe(false);
});

test('a run that is forgotten while the bin is emptied keeps its files there', async () => {
  const { store, run, folder } = await workspace();
  const other = openStore(store.dir);
  forget(store, { what: 'labels', scheme: 'sentiment' }, false);
  // Once the rows of the bin are gone, and before its files are.
  const really = await vi.importActual<typeof binModule>('../store/bin.ts');
  vi.mocked(emptyBin).mockImplementationOnce((emptying) => {
    const things = really.emptyBin(emptying);
    forget(other, { what: 'run', run }, false);
    return things;
  });
  await emptied(store);
  expect(unforget(store, null)).toMatchObject({ what: 'run', item: run });
  expect(readFileSync(join(folder, 'weights'), 'utf8')).toBe('w');
  other.close();
});

test('labels, a run and a file come back in the reverse order', async () => {
  const { store, run } = await workspace();
  const before = everything(store);
  forget(store, { what: 'labels', scheme: 'sentiment' }, false);
  forget(store, { what: 'run', run }, false);
  forget(store, { what: 'source', source: 1 }, false);
  expect(store.db.prepare('SELECT count(*) FROM document').pluck().get()).toBe(0);
  for (const what of ['source', 'run', 'labels']) expect(unforget(store, null).what).toBe(what);
  expect(everything(store)).toEqual(before);
  expectSound(store);
});

test('what changed meanwhile is not overwritten: nothing comes back, and that is said', async () => {
  const { store, run, folder } = await workspace();
  const { deletion } = forget(store, { what: 'run', run }, false);
  forget(store, { what: 'source', source: 1 }, false);
  const before = everything(store);
  expect(() => unforget(store, deletion)).toThrow(/Run 1 \(topic\) cannot be brought back: .* deleted since/);
  expect(everything(store)).toEqual(before);
  expect(existsSync(folder)).toBe(false);
  await importContent(store, 'again.csv', 'text,date,ticker\nprofit rises,2018-07-18,AAA\n');
  expect(() => unforget(store, null)).toThrow(
    /^first.csv cannot be brought back: .* First forget what was imported later \(again.csv\), or bring back/,
  );
  expect(binnedThings(store)).toHaveLength(2);
});

/** Every row with the ticker in place of the number of its company, and without the time of the import. */
function byTicker({ db }: WritableStore): Record<string, unknown[]> {
  const symbol = '(SELECT symbol FROM company WHERE id = company_id)';
  const rows = (sql: string): unknown[] => db.prepare(sql).raw().all();
  return {
    documents: rows('SELECT id, text, near_duplicate_group, source_file FROM document ORDER BY id'),
    companies: rows('SELECT symbol, name, sector FROM company ORDER BY symbol'),
    mentions: rows(`SELECT ${symbol}, published_at, document_id, source_file FROM mention ORDER BY 3, 1`),
    names: rows(`SELECT ${symbol}, name, documents FROM company_alias ORDER BY 1, 2`),
    spellings: rows(`SELECT source_file, ${symbol}, name, documents FROM spelling ORDER BY 1, 2, 3`),
    vectors: rows(`SELECT run_id, ${symbol}, vector FROM embedding ORDER BY 1, 2`),
    files: rows('SELECT id, name, accepted, duplicate, rejected FROM source_file ORDER BY id'),
  };
}

const tweet = fc.tuple(
  fc.constantFrom('profit', 'loss', 'deal'),
  ticker,
  fc.constantFrom('Alpha', 'Beta', 'Alpha Inc'),
);
const tweets = fc.array(tweet, rows);
/** An export whose texts no other one has. */
const exportOf = (all: readonly [string, string, string][], author: string, from: number): string =>
  `id,text,timestamp,source,symbols,company_names,url,verified\n${all
    .map(([what, symbol, name], i) => {
      const time = `Wed Jul 18 21:${String(i).padStart(2, '0')}:26 +0000 2018`;
      return `${from + i},${author} ${what} ${i},${time},${author},${symbol},${name},,True\n`;
    })
    .join('')}`;

test('a file whose companies a later import made again comes back as if that had come after it', async () => {
  await fc.assert(
    fc.asyncProperty(tweets, tweets, companyFile, fc.boolean(), async (first, second, list, hasRun) => {
      const files = [exportOf(first, 'ann', 1), list, exportOf(second, 'bob', 100)] as const;
      const run = (store: WritableStore): void => {
        if (!hasRun) return;
        const id = createRun(store, { recipe: 'topic', config: '{}', version: '1' });
        updateRun(store, id, { state: 'done' });
        saveEmbeddings(store, id, [{ companyId: 1, vector: new Float32Array([1, 2]) }]);
      };
      const begun = async (): Promise<WritableStore> => {
        const store = temporaryStore();
        store.db.pragma('synchronous = OFF');
        await importContent(store, 'first.csv', files[0]);
        await importContent(store, 'list.csv', files[1]);
        run(store);
        return store;
      };
      const wanted = await begun();
      await importContent(wanted, 'second.csv', files[2]);
      const store = await begun();
      const forgotten = [
        ...(hasRun ? [forget(store, { what: 'run', run: 1 }, false)] : []),
        forget(store, { what: 'source', source: 2 }, false),
        forget(store, { what: 'source', source: 1 }, false),
      ];
      await importContent(store, 'second.csv', files[2]);
      for (const { deletion } of forgotten.toReversed()) unforget(store, deletion);
      expect(byTicker(store)).toEqual(byTicker(wanted));
      expectSound(store);
    }),
    { numRuns: 6 },
  );
});

test('a file that was imported meanwhile keeps what both counted', async () => {
  const { store } = await workspace();
  await importContent(store, 'second.csv', 'text,date,ticker\na deal,2018-07-20,AAA BBB\n');
  forget(store, { what: 'source', source: 1 }, false);
  const last = forget(store, { what: 'source', source: 2 }, false);
  await importContent(store, 'third.csv', 'text,date,ticker\nanother deal,2018-07-21,DDD\n');
  unforget(store, last.deletion);
  unforget(store, null);
  expect(
    listSources(store)
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual(['first.csv', 'second.csv', 'third.csv']);
  expectSound(store);
});

test('what was done meanwhile takes no number of what is in the bin', async () => {
  const { store, run } = await workspace();
  const csv = (day: number, ticker: string): string =>
    `text,date,ticker\na deal of day ${day},2018-07-${day},${ticker}\n,2018-07-${day},${ticker}\n`;
  const by = (scheme: string) => ({ scheme, annotator: 'ann', stage: 'blind', value: 'good' }) as const;
  const label = (scheme: string): void => {
    replaceMadeLabels(store, { scheme, origin: 'rule', name: 'rules', settings: '{}' }, [
      { document: 1, value: 'good', knownAt: null },
    ]);
    judge(store, [1], by(scheme));
  };
  const measure = (of: number): void =>
    addMetrics(store, of, [{ name: 'loss', step: 1, epoch: 1, value: 1 }]);
  measure(run);
  label('mine');
  await importContent(store, 'second.csv', csv(20, 'CCC'));
  const before = everything(store);
  forget(store, { what: 'run', run }, false);
  forget(store, { what: 'labels', scheme: 'mine' }, false);
  forget(store, { what: 'source', source: 2 }, false);
  await importContent(store, 'third.csv', csv(21, 'DDD'));
  const next = createRun(store, { recipe: 'topic', config: '{}', version: '1' });
  measure(next);
  label('theirs');
  for (const what of ['source', 'labels', 'run']) expect(unforget(store, null).what).toBe(what);
  const after = everything(store);
  const tables = Object.entries(before).filter(([table]) => !table.startsWith('document_text'));
  for (const [table, rows] of tables) expect(after[table]).toEqual(expect.arrayContaining(rows));
  // Taking back the last judgement of one scheme leaves those of the other.
  undoJudgement(store, by('theirs'));
  expect(store.db.prepare('SELECT scheme FROM judgement').pluck().all()).toEqual(['mine']);
  expectSound(store);
});

test('a disk that is full in the midst of it is what is said', async () => {
  const { store } = await workspace();
  const fill = (): never => {
    // As SQLite does by itself then.
    store.db.exec('ROLLBACK');
    throw new Error('database or disk is full');
  };
  const forgetting = (): void =>
    void store.db.transaction(() => recordDeletion(store, { what: 'run', name: 'x', item: 1 }, fill))();
  expect(forgetting).toThrow('database or disk is full');
});

test('the bin can be emptied; trying takes nothing out', async () => {
  const { store, run, folder } = await workspace();
  forget(store, { what: 'run', run }, true);
  expect([binnedThings(store), existsSync(folder)]).toEqual([[], true]);
  forget(store, { what: 'run', run }, false);
  expect(await emptied(store)).toEqual({ things: 1, freed: 0, kept: null });
  expect(existsSync(join(store.dir, 'bin', 'runs', String(run)))).toBe(false);
  expect(() => unforget(store, null)).toThrow('The bin is empty');
  expect(() => unforget(store, 1)).toThrow('Nothing that was deleted has the number 1');
});
