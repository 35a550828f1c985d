/** docs/database.md says what the database is, and its queries run. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { drawnPrices, importSample } from '../src-main/export/trained-run.testing.ts';
import { importFile } from '../src-main/ingest/import.ts';
import { openStore } from '../src-main/store/open.ts';
import { savePredictions } from '../src-main/store/predicted-rows.ts';
import { createRun, updateRun } from '../src-main/store/runs.ts';

const doc = readFileSync(join(import.meta.dirname, '../docs/database.md'), 'utf8');
const workspace = mkdtempSync(join(tmpdir(), 'contexture-'));
const file = join(workspace, 'contexture.db');
afterAll(() => rmSync(workspace, { recursive: true, force: true }));

beforeAll(async () => {
  const store = openStore(workspace);
  await importSample(store);
  writeFileSync(join(workspace, 'prices.csv'), drawnPrices(5));
  await importFile(store, join(workspace, 'prices.csv'), { as: null, labels: null });
  // A text of a day that has prices.
  writeFileSync(
    join(workspace, 'two.csv'),
    'text,date,ticker\nboth of them fell,2023-01-02T10:00:00Z,AAA BBB\n',
  );
  await importFile(store, join(workspace, 'two.csv'), { as: null, labels: null });
  const run = createRun(store, { recipe: 'topic', config: '{}', version: '1' });
  updateRun(store, run, { state: 'done', result: '{"test":{"classes":["negative","positive"]}}' });
  savePredictions(store, run, [
    { document: 1, part: 'test', truth: 'positive', predicted: 'negative', probabilities: [0.75, 0.25] },
    { document: 2, part: 'test', truth: 'negative', predicted: 'negative', probabilities: [0.5, 0.5] },
  ]);
  store.close();
});

/** The code of a language below a heading, up to the next heading of its kind. */
function code(heading: string, language: string): string[] {
  const section = doc.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  return [...section.matchAll(/^```(\w*)\n([^]*?)^```$/gm)].flatMap(([, found, text]) =>
    found === language && text !== undefined ? [text] : [],
  );
}

const fromPandas = code('Queries from pandas', 'sql');
const fromDuckDB = code('Queries from DuckDB', 'sql');

const column = z.object({ name: z.string(), type: z.string(), hidden: z.int() });

describe('the schema', () => {
  test('has every table and column described, with its type, and no other', () => {
    const db = new SQLite(file, { readonly: true });
    const tables = db
      .prepare("SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'")
      .pluck()
      .all()
      .map(String)
      // The tables in which FTS5 keeps its index.
      .filter((name) => !name.startsWith('document_text_'));
    const real = tables.map((name) => {
      const columns = z
        .array(column)
        .parse(db.pragma(`table_xinfo(${name})`))
        .filter(({ hidden }) => hidden === 0)
        // A column of the full-text index or of a view has no declared type.
        .map(({ name, type }) => [name, type === '' ? 'any' : type]);
      return { name, columns };
    });
    db.close();
    const described = doc
      .split(/^### /m)
      .slice(1)
      .map((part) => {
        const name = part.slice(0, part.indexOf('\n'));
        const untyped = real.find((table) => table.name === name)?.columns ?? [];
        const columns = [...part.matchAll(/^\| `(\w+)` +\| (\w+) +\| \S/gm)].map(([, found, type], index) => [
          found,
          untyped[index]?.[1] === 'any' ? 'any' : type,
        ]);
        return { name, columns };
      });
    const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
    expect(described.toSorted(byName)).toEqual(real.toSorted(byName));
  });

  test('has the number that is said', () => {
    const db = new SQLite(file, { readonly: true });
    expect(doc).toContain(
      `is the number of the schema, now ${String(db.pragma('user_version', { simple: true }))}`,
    );
    db.close();
  });
});

describe('the queries', () => {
  test('are five for pandas and five for DuckDB', () => {
    expect([fromPandas.length, fromDuckDB.length]).toEqual([5, 5]);
  });

  test.each([...fromPandas, ...fromDuckDB].map((sql) => ({ sql })))('find something: $sql', ({ sql }) => {
    const db = new SQLite(file, { readonly: true });
    // DuckDB's functions, as far as the queries use them.
    db.function('epoch_ms', (at) => new Date(Number(at)).toISOString());
    db.function('date_trunc', (_unit, at) => `${String(at).slice(0, 13)}:00`);
    expect(db.prepare(sql).all().length).toBeGreaterThan(0);
    db.close();
  });
});

const python = process.env['CONTEXTURE_PYTHON'] ?? 'python3';
const missing =
  spawnSync(python, ['-c', 'import pandas, duckdb']).status === 0
    ? null
    : `${python} has no pandas and duckdb; CONTEXTURE_PYTHON names one that has them`;

/** What a Python program prints as JSON; `queries` stands for the argument. */
function inPython(program: string, queries: readonly string[]): unknown {
  const { status, stdout, stderr } = spawnSync(python, ['-c', program, JSON.stringify(queries)], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

describe('in Python', () => {
  test('pandas reads as the document says, while the workspace is open', ({ skip }) => {
    if (missing !== null) skip(missing);
    const store = openStore(workspace);
    const [begin = ''] = code('Queries from pandas', 'python');
    const program = `${begin.replace("'my-workspace/contexture.db'", JSON.stringify(file))}
import json, sys
rows = [len(pd.read_sql_query(sql, db)) for sql in json.loads(sys.argv[1])]
print(json.dumps([rows, len(texts), str(texts['published_at'].dtype)]))`;
    const [rows, texts, type] = z
      .tuple([z.array(z.int().positive()), z.int(), z.string()])
      .parse(inPython(program, fromPandas));
    expect(rows).toHaveLength(5);
    expect(texts).toBe(store.db.prepare('SELECT count(*) FROM document').pluck().get());
    expect(type).toMatch(/^datetime64\[\w+, UTC\]$/);
    store.close();
  });

  test('DuckDB runs its queries on copies of the tables', ({ skip }) => {
    if (missing !== null) skip(missing);
    const program = `import duckdb, json, sqlite3, sys
import pandas as pd
db = sqlite3.connect(${JSON.stringify(file)})
con = duckdb.connect()
for table in ['document', 'mention', 'company', 'best_label', 'price', 'prediction']:
    rows = pd.read_sql_query(f'SELECT * FROM {table}', db)
    con.register('rows', rows)
    con.execute(f'CREATE TABLE {table} AS SELECT * FROM rows')
results = [con.execute(sql).fetchall() for sql in json.loads(sys.argv[1])]
print(json.dumps([[len(rows) for rows in results], results[2]]))`;
    const [rows, prices] = z
      .tuple([z.array(z.int().positive()), z.array(z.tuple([z.string(), z.string(), z.number(), z.int()]))])
      .parse(inPython(program, fromDuckDB));
    expect(rows).toHaveLength(5);
    // Three tickers have prices of five days, and two of them a text of the second.
    expect(prices).toHaveLength(15);
    expect(prices.filter(([, , , texts]) => texts > 0).map(([symbol, day]) => [symbol, day])).toEqual([
      ['AAA', '2023-01-02'],
      ['BBB', '2023-01-02'],
    ]);
  });
});
