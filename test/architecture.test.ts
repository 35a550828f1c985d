/**
 * The walls of the house: which folder of src-main may know which. Imports of types count too. The ground (`errors.ts`,
 * `random.ts` and the other files directly in src-main) may be known by all.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  circlesOf,
  folderCircles,
  isTest,
  isTestHelper,
  readImports,
  type Walls,
} from './support/imports.ts';

const root = join(import.meta.dirname, '../src-main');

/** A folder, and the folders that its files may import. docs/architecture.md draws it. */
const walls: Walls = {
  engine: [],
  counting: [],
  store: [],
  text: [],
  context: ['store'],
  ingest: ['store', 'text'],
  models: ['engine'],
  ngrams: ['engine', 'models', 'text'],
  results: [],
  configs: ['context', 'results', 'text'],
  checkpoints: ['engine', 'models', 'text'],
  'word-vectors': ['ingest'],
  training: ['configs', 'context', 'engine', 'results', 'store'],
  baselines: ['ngrams', 'training'],
  integrity: ['runs', 'store'],
  runs: ['checkpoints', 'configs', 'engine', 'models', 'ngrams', 'store', 'text', 'training'],
  'recipes/texts': [
    'checkpoints',
    'configs',
    'context',
    'engine',
    'ingest',
    'models',
    'results',
    'runs',
    'store',
    'text',
    'training',
    'word-vectors',
  ],
  'recipes/classify': [
    'baselines',
    'checkpoints',
    'configs',
    'engine',
    'models',
    'ngrams',
    'recipes/base',
    'recipes/texts',
    'results',
    'runs',
    'store',
    'text',
    'training',
  ],
  'recipes/word2vec': [
    'configs',
    'engine',
    'models',
    'recipes/base',
    'recipes/texts',
    'results',
    'runs',
    'store',
    'text',
    'training',
  ],
  'recipes/company-embedding': [
    'baselines',
    'checkpoints',
    'companies',
    'configs',
    'engine',
    'models',
    'recipes/base',
    'recipes/texts',
    'results',
    'runs',
    'store',
    'text',
    'training',
  ],
  'recipes/company-cooccurrence': [
    'companies',
    'configs',
    'counting',
    'recipes/base',
    'recipes/company-embedding',
    'results',
    'runs',
    'store',
    'text',
    'training',
  ],
  'recipes/counted-start': [
    'checkpoints',
    'companies',
    'configs',
    'counting',
    'engine',
    'models',
    'recipes/base',
    'recipes/company-cooccurrence',
    'recipes/company-embedding',
    'recipes/texts',
    'results',
    'runs',
    'store',
    'text',
    'training',
  ],
  // What it trains is the tuned encoder of the classifiers.
  'recipes/masked-language-model': [
    'checkpoints',
    'configs',
    'engine',
    'models',
    'results',
    'runs',
    'store',
    'training',
    'recipes/base',
    'recipes/classify',
    'recipes/texts',
    'text',
  ],
  'recipes/price-transformer': [
    'baselines',
    'configs',
    'engine',
    'models',
    'ngrams',
    'recipes/base',
    'results',
    'runs',
    'store',
    'text',
    'training',
  ],
  recipes: [
    'configs',
    'engine',
    'recipes/base',
    'recipes/classify',
    'recipes/company-cooccurrence',
    'recipes/company-embedding',
    'recipes/counted-start',
    'recipes/masked-language-model',
    'recipes/price-transformer',
    'recipes/word2vec',
    'runs',
    'store',
    'training',
  ],
  companies: ['counting', 'store'],
  study: [
    'companies',
    'baselines',
    'configs',
    'context',
    'counting',
    'engine',
    'ingest',
    'models',
    'ngrams',
    'recipes',
    'recipes/classify',
    'recipes/company-cooccurrence',
    'recipes/counted-start',
    'recipes/texts',
    'results',
    'runs',
    'store',
    'text',
    'training',
    'word-vectors',
  ],
  export: [
    'checkpoints',
    'configs',
    'context',
    'engine',
    'ngrams',
    'recipes',
    'recipes/base',
    'results',
    'runs',
    'store',
    'text',
    'training',
  ],
  jobs: [
    'checkpoints',
    'companies',
    'configs',
    'context',
    'engine',
    'export',
    'ingest',
    'recipes',
    'recipes/price-transformer',
    'recipes/word2vec',
    'results',
    'runs',
    'store',
    'study',
  ],
  api: [
    'checkpoints',
    'companies',
    'configs',
    'context',
    'engine',
    'export',
    'ingest',
    'jobs',
    'recipes/company-embedding',
    'recipes/price-transformer',
    'recipes/texts',
    'recipes/word2vec',
    'results',
    'runs',
    'store',
    'study',
    'text',
    'training',
  ],
  bench: ['configs', 'engine', 'models', 'recipes/classify', 'recipes/texts'],
  shells: [
    'api',
    'bench',
    'checkpoints',
    'companies',
    'configs',
    'context',
    'engine',
    'export',
    'ingest',
    'integrity',
    'jobs',
    'results',
    'runs',
    'store',
    'study',
    'training',
  ],
  'recipes/base': ['configs', 'engine', 'results', 'runs', 'store', 'training'],
};

/** Files of the program with the files of src-main that they import, paths relative to it. */
const imports = readImports(root, ['.ts']);

/** The room that a file stands in; null: the ground. */
function roomOf(file: string): string | null {
  const [first, second, third] = file.split('/');
  if (second === undefined) return null;
  return first === 'recipes' && third !== undefined ? `recipes/${second}` : first!;
}

it('every folder has its row in the table, and no row is of a folder that is gone', () => {
  const rooms = new Set([...imports.keys()].map(roomOf).filter((room) => room !== null));
  expect([...rooms].sort()).toEqual(Object.keys(walls).sort());
});

it('a file imports only what its folder may know', () => {
  const through = [...imports]
    .filter(([file]) => !isTestHelper(file))
    .flatMap(([file, targets]) =>
      targets.flatMap((target) => {
        const [from, to] = [roomOf(file), roomOf(target)];
        if (to === null || from === to) return [];
        return from !== null && walls[from]?.includes(to) ? [] : [`${file} imports ${target}`];
      }),
    );
  expect(through).toEqual([]);
});

it('the table allows nothing that nobody needs', () => {
  const used = new Set(
    [...imports].flatMap(([file, targets]) => targets.map((target) => `${roomOf(file)} ${roomOf(target)}`)),
  );
  const unused = Object.entries(walls).flatMap(([from, all]) =>
    all.filter((to) => !used.has(`${from} ${to}`)).map((to) => `${from} ${to}`),
  );
  expect(unused).toEqual([]);
});

it('no folders know one another in a circle', () => {
  expect(folderCircles(walls)).toEqual([]);
});

it('no files import one another in a circle, types among them', () => {
  expect(circlesOf(imports)).toEqual([]);
});

it('nothing outside shells imports electron', () => {
  const users = [...imports.keys()].filter((file) =>
    /(?:\bfrom|\bimport\s*\(|\bimport)\s*['"]electron['"]/.test(readFileSync(join(root, file), 'utf8')),
  );
  expect(users).toContain('shells/electron.ts');
  expect(users.filter((file) => !file.startsWith('shells/'))).toEqual([]);
});

it('SQL is written only under store', () => {
  // A `prepare()` without a statement is a method of another thing.
  const sql = /\.prepare\s*(?:<[^;]*?>)?\(\s*[^)\s]|\bdb\s*\.\s*(?:exec|pragma|transaction)\s*\(/;
  const users = [...imports.keys()].filter((file) => sql.test(readFileSync(join(root, file), 'utf8')));
  expect(users).toContain('store/rejects.ts');
  expect(users.filter((file) => !file.startsWith('store/'))).toEqual([]);
});

it('no file of the program imports a helper of the tests', () => {
  const wrong = [...imports]
    .filter(([file]) => !isTestHelper(file))
    .flatMap(([file, targets]) =>
      targets
        .filter((target) => isTestHelper(target) || isTest(target))
        .map((target) => `${file} imports ${target}`),
    );
  expect(wrong).toEqual([]);
});
