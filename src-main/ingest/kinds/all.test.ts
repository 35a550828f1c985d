import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFile } from '../../../test/support/workspace.ts';
import { inspectFile } from '../inspect.ts';
import { roleSchema } from '../roles.ts';
import type { Role } from '../roles.ts';
import { fileKinds, kindNames, namedKind, tableKinds } from './all.ts';

test('a kind goes by its name, and a misspelt one is answered with those that there are', () => {
  for (const kind of fileKinds) expect(namedKind(kind.name)).toBe(kind);
  expect(kindNames).toEqual(expect.arrayContaining(['stockerbot', 'labels', 'texts', 'prices', 'companies']));
  expect(namedKind(null)).toBeNull();
  expect(() => namedKind('price')).toThrow(
    /^"price" is not a kind of file\. The kinds are stockerbot, .*\. Did you mean "prices"\?$/,
  );
});

describe('a file with the columns that a kind needs, and no others,', () => {
  const cells: Readonly<Record<Role, string>> = {
    text: 'profits rose',
    label: 'up',
    time: '2018-01-02',
    ticker: 'GS',
    name: 'Goldman Sachs',
    sector: 'Financials',
    author: 'desk',
    url: 'https://news.example/1',
    verified: 'True',
    open: '11',
    high: '11',
    low: '11',
    close: '11',
    adjusted: '11',
    volume: '5',
  };

  test.each(tableKinds.map((kind) => [kind.name, kind] as const))('is read as %s', async (name, kind) => {
    const row = (field: (role: Role) => string) => kind.needs.map(field).join(',');
    const content = `${row((role) => (role === 'adjusted' ? 'adjclose' : role))}\n${row((role) => cells[role])}\n`;
    const path = temporaryFile('SPY.csv', content);
    for (const as of [null, name]) {
      const shown = await inspectFile(path, as);
      expect(shown).toMatchObject({ kind: name, title: kind.title, problem: null, remedies: [] });
      expect(shown.columns.map(({ role }) => role)).toEqual(kind.needs);
      expect(shown.rows).toMatchObject([{ line: 2, problem: null }]);
      expect(shown.readings[0]).toMatchObject({ chosen: true, recovered: 1 });
      // Its columns are the user's to choose, each from the roles of the kind.
      expect(shown.settings).toEqual(expect.arrayContaining(['delimiter', 'quoted', 'heading', 'columns']));
      expect(shown.roles).toEqual(expect.arrayContaining([...kind.needs]));
    }
  });

  test.each(tableKinds.map((kind) => [kind.name, kind] as const))(
    'without one of them it is not read as %s',
    async (name, { needs }) => {
      for (const missing of needs) {
        const others = needs.filter((role) => role !== missing).map((role) => cells[role]);
        const path = temporaryFile(
          'x.jsonl',
          `${JSON.stringify(Object.fromEntries(others.map((cell, i) => [`c${i}`, cell])))}\n`,
        );
        const { kind, problem, remedies } = await inspectFile(path, name);
        expect({ kind, problem }).toEqual({
          kind: null,
          problem: expect.stringContaining(`it cannot be read as ${name}, which needs `),
        });
        expect(remedies).toMatchObject([{ setting: 'columns' }]);
      }
    },
  );
});

test('the columns of an export are fixed; of an unknown file they can be anything', async () => {
  const tweet = '1,up,Wed Jul 18 21:33:26 +0000 2018,desk,GS,Goldman Sachs,https://news.example/1,True\n';
  expect(await inspectFile(temporaryFile('x.csv', tweet), null)).toMatchObject({
    kind: 'stockerbot',
    roles: [],
    settings: [],
  });
  const unknown = await inspectFile(temporaryFile('x.csv', 'a,b,c\n1,2,3\n'), null);
  expect(unknown).toMatchObject({ kind: null, title: null, roles: roleSchema.options });
  expect(unknown.kinds.map(({ name }) => name)).toEqual(kindNames);
});

test('nothing outside this folder asks for a kind of file by its name', () => {
  const root = join(import.meta.dirname, '../../..');
  const asks = new RegExp(`\\b(?:kind|as)(?:\\?*\\.name)?\\s*[!=]==?\\s*['"](?:${kindNames.join('|')})['"]`);
  const files = ['src-main', 'src-renderer'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(?:ts|vue)$/.test(file) && !file.endsWith('.test.ts'))
      .map((file) => join(folder, file)),
  );
  expect(files.length).toBeGreaterThan(100);
  const own = join('ingest', 'kinds');
  expect(
    files.filter((file) => !file.includes(own) && asks.test(readFileSync(join(root, file), 'utf8'))),
  ).toEqual([]);
});
