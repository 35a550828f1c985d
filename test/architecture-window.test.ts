/**
 * The walls of the window: which folder of src-renderer may know which. A view (a folder that the router opens) knows no
 * other view: what several of them show stands in a folder of its own. Imports of types count too.
 */
import { existsSync, readFileSync } from 'node:fs';
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

const root = join(import.meta.dirname, '../src-renderer');

/** Known by all: the client of the application, and what the window runs in. */
const ground = ['api.ts', 'host.ts'];
/** What puts the window together, known by none. */
const top = ['App.vue', 'main.ts', 'router.ts'];

const views = [
  'library',
  'tickers',
  'ticker',
  'label',
  'train',
  'runs',
  'run',
  'compare',
  'studies',
  'study',
  'explain',
  'companies',
  'texts',
  'settings',
];

/** A folder, and the folders that its files may import. docs/architecture.md draws it. */
const walls: Walls = {
  connection: [],
  format: [],
  theme: [],
  classes: [],
  shared: ['connection', 'format'],
  checkpoints: ['format'],
  jobs: ['connection', 'format'],
  charts: ['format', 'shared', 'theme'],
  documents: ['charts', 'classes', 'format', 'shared', 'theme'],
  explanation: ['charts', 'classes', 'documents', 'format', 'shared', 'theme'],
  results: ['charts', 'classes', 'documents', 'format', 'shared', 'theme'],
  training: [
    'checkpoints',
    'classes',
    'connection',
    'documents',
    'format',
    'jobs',
    'results',
    'saved',
    'shared',
  ],
  forget: ['format', 'jobs', 'shared'],
  saved: ['forget', 'shared'],
  frame: ['format', 'jobs', 'shared', 'theme', 'training'],
  finder: ['format', 'theme'],
  library: ['classes', 'forget', 'format', 'jobs', 'shared'],
  tickers: ['classes', 'documents', 'format', 'saved', 'shared'],
  ticker: [
    'charts',
    'classes',
    'documents',
    'explanation',
    'format',
    'results',
    'saved',
    'shared',
    'theme',
    'training',
  ],
  label: ['classes', 'format', 'jobs', 'results', 'shared'],
  train: ['shared', 'training'],
  runs: ['forget', 'format', 'results', 'shared'],
  run: ['explanation', 'forget', 'format', 'jobs', 'results', 'shared', 'training'],
  compare: ['charts', 'classes', 'format', 'shared', 'theme'],
  studies: ['classes', 'documents', 'format', 'jobs', 'shared', 'training'],
  study: ['charts', 'classes', 'format', 'jobs', 'shared'],
  explain: ['charts', 'classes', 'documents', 'explanation', 'format', 'jobs', 'results', 'shared'],
  settings: ['checkpoints', 'forget', 'format', 'jobs', 'shared'],
  texts: ['charts', 'classes', 'documents', 'format', 'jobs', 'shared', 'theme'],
  companies: ['charts', 'classes', 'format', 'jobs', 'results', 'shared', 'theme', 'training'],
};

const imports = readImports(root, ['.ts', '.vue']);

/** The folder of a file; null: it stands in none. */
function folderOf(file: string): string | null {
  return file.includes('/') ? file.split('/')[0]! : null;
}

/** Every import from one folder, or none, to another. */
const crossings = [...imports]
  .filter(([file]) => !isTestHelper(file) && !file.startsWith('styles/'))
  .flatMap(([file, targets]) =>
    targets
      .filter((target) => !target.startsWith('styles/') && folderOf(file) !== folderOf(target))
      .map((target) => ({ file, target, from: folderOf(file), to: folderOf(target) })),
  );

it('every folder has its row in the table, and no row is of a folder that is gone', () => {
  const folders = new Set([...imports.keys()].map(folderOf).filter((folder) => folder !== null));
  expect([...folders].sort()).toEqual(Object.keys(walls).sort());
});

it('a file imports only what its folder may know', () => {
  const through = crossings
    .filter(({ target, from, to }) => {
      if (from === null) return false;
      return to === null ? !ground.includes(target) : !walls[from]?.includes(to);
    })
    .map(({ file, target }) => `${file} imports ${target}`);
  expect(through).toEqual([]);
});

it('the table allows nothing that nobody needs', () => {
  const used = new Set(crossings.map(({ from, to }) => `${from} ${to}`));
  const allowed = Object.entries(walls).flatMap(([from, all]) => all.map((to) => `${from} ${to}`));
  expect(allowed.filter((pair) => !used.has(pair))).toEqual([]);
});

it('the table lets no folder import a view', () => {
  const known = Object.entries(walls).flatMap(([from, all]) =>
    all.filter((to) => views.includes(to)).map((to) => `${from} ${to}`),
  );
  expect(known).toEqual([]);
});

it('the router opens the views, and nothing else does', () => {
  const opened = new Set((imports.get('router.ts') ?? []).map(folderOf));
  expect(opened).toEqual(new Set([...views, 'frame']));
  const others = crossings.filter(
    ({ file, to }) => file !== 'router.ts' && to !== null && views.includes(to),
  );
  expect(others).toEqual([]);
});

it('what stands in no folder is the ground or puts the window together', () => {
  const files = [...imports.keys()].filter((file) => folderOf(file) === null && !file.endsWith('.d.ts'));
  expect(files.sort()).toEqual([...ground, ...top].sort());
  const upwards = [...imports].flatMap(([file, targets]) =>
    ground.includes(file)
      ? targets
          .filter((target) => !ground.includes(target) && folderOf(target) !== 'connection')
          .map((target) => `${file} imports ${target}`)
      : [],
  );
  expect(upwards).toEqual([]);
});

it('no folders know one another in a circle', () => {
  expect(folderCircles(walls)).toEqual([]);
});

it('no files import one another in a circle, types among them', () => {
  expect(circlesOf(imports)).toEqual([]);
});

it('no file of the window imports a test or a helper of tests', () => {
  const wrong = [...imports]
    .filter(([file]) => !isTestHelper(file))
    .flatMap(([file, targets]) =>
      targets
        .filter((target) => isTestHelper(target) || isTest(target))
        .map((target) => `${file} imports ${target}`),
    );
  expect(wrong).toEqual([]);
});

it('ECharts is loaded with the charts alone, so that a view without one opens without it', () => {
  const files = [...imports.keys()].filter((file) => !isTest(file) && !isTestHelper(file));
  const loading = files.filter((file) =>
    /import (?!type )[^;]*?from '(?:vue-echarts|echarts\/[^']+)'/.test(
      readFileSync(join(root, file), 'utf8'),
    ),
  );
  expect(loading.toSorted()).toEqual(['charts/ChartFrame.vue', 'charts/echarts.ts']);
  const first = ['App.vue', 'main.ts', 'router.ts'];
  expect(
    first.flatMap((file) => imports.get(file) ?? []).filter((file) => file.startsWith('charts/')),
  ).toEqual([]);
});

it('letters and emoji are the same on every system: their fonts come with the window, and their licence', () => {
  const fonts = readFileSync(join(root, 'styles/fonts.css'), 'utf8');
  const [, file] = /url\('([^']+)'\)/.exec(fonts)!;
  expect(existsSync(join(root, '../node_modules', file!))).toBe(true);
  const tokens = readFileSync(join(root, 'styles/tokens.css'), 'utf8');
  expect(tokens).toMatch(/--font:\s*'Inter Variable',[^;]*'Noto Emoji', sans-serif;/);
  expect(tokens).toMatch(/--mono: 'JetBrains Mono Variable',/);
  const loaded = readFileSync(join(root, 'main.ts'), 'utf8');
  const licences = readFileSync(join(root, 'public/font-licences.txt'), 'utf8');
  const packages = ['@fontsource-variable/inter', '@fontsource-variable/jetbrains-mono'];
  for (const name of packages) expect(loaded).toContain(`import '${name}/`);
  for (const name of [...packages, '@fontsource/noto-emoji']) {
    const [holder] = readFileSync(join(root, '../node_modules', name, 'LICENSE'), 'utf8').split('\n');
    expect(licences).toContain(holder);
  }
});
