/**
 * A recipe is one room: a new one, with data and a result of its own, is two files and a line in each of two tables.
 * This test builds such a recipe into a copy of the program, and uses it as any other.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';

const root = join(import.meta.dirname, '..');
const house = mkdtempSync(join(tmpdir(), 'contexture-'));
afterAll(() => rmSync(house, { recursive: true, force: true }));
const workspace = join(house, 'workspace');
/** Files that the recipe touches. */
const touched: string[] = [];

function write(path: string, content: string): void {
  mkdirSync(dirname(join(house, path)), { recursive: true });
  writeFileSync(join(house, path), content);
  touched.push(path);
}

/** Adds an import and a line to a table. */
function addTo(path: string, line: string, before: string, row: string): void {
  const source = readFileSync(join(house, path), 'utf8');
  const changed = source.replace(before, () => `${row}\n${before}`);
  if (changed === source) throw new Error(`${path} has no "${before}"`);
  write(path, `${line}\n${changed}`);
}

/** The settings of the recipe, and its result. */
const schemas = `
import { z } from 'zod';
import { commonFields, type CommonResult, measure, type ResultKind } from '../results/result-kind.ts';
import { about } from '../setting.ts';
import { symbols, trainingFields } from './fields.ts';
import { recipeSchemas } from './recipe-schemas.ts';

const settings = z
  .object({
    recipe: z.literal('text-length'),
    symbols,
    ...trainingFields,
    longest: z.int().min(1).default(280).meta(about('data', 'Longest text', 'Longer texts count as this long.')),
  })
  .meta({ note: 'Learns how long texts are.', reads: 'texts', data: 'texts' });
export type TextLengthConfig = z.infer<typeof settings>;

export interface LengthsResult extends CommonResult {
  kind: 'lengths';
  version: 1;
  texts: number;
  /** In characters. */
  learned: number;
  error: number;
}

const textLengths: ResultKind<LengthsResult> = {
  kind: 'lengths',
  schema: z.object({
    kind: z.literal('lengths'),
    version: z.literal(1),
    ...commonFields,
    texts: z.int(),
    learned: z.number(),
    error: z.number(),
  }),
  measures: ({ texts, error }) => [
    measure('texts tested', texts, { kind: 'count' }),
    measure('mean error', error, { kind: 'loss', short: 'error', headline: true }),
  ],
};

export const textLength = recipeSchemas({
  config: settings,
  results: [textLengths],
  answers: 'nothing',
  inShort: ({ longest }) => \`up to \${longest} characters\`,
});
`;

const recipe = `
import * as tf from '@tensorflow/tfjs-core';
import type { LengthsResult, TextLengthConfig } from '../../configs/text-length.ts';
import { float32 } from '../../engine/host.ts';
import { Random } from '../../random.ts';
import { distinctTexts } from '../../store/texts.ts';
import { Vocabulary } from '../../text/vocabulary.ts';
import type { Recipe } from '../base/recipe.ts';
import { runTraining } from '../base/run-training.ts';

export const textLength: Recipe<TextLengthConfig, LengthsResult> = {
  examples: 'texts',
  train: (store, run, config, context) =>
    runTraining(
      { store, run, config, context },
      () => {
        const lengths = distinctTexts(store, config.symbols).map(({ text }) => Math.min(text.length, config.longest));
        return { lengths, dataHash: String(lengths.length) };
      },
      ({ lengths }) => {
        const held = lengths.slice(-50);
        const learned = lengths.slice(0, -50);
        const size = Math.min(config.batchSize, learned.length);
        const batch = (of) => ({ lengths: float32([of.length], Float32Array.from(of)) });
        const error = (parameters, inputs) => tf.mean(tf.abs(tf.sub(parameters.mean, inputs.lengths)));
        const errorOf = async (trainer) => (await trainer.predict(batch(held))).error.data[0];
        return {
          files: { classes: [], vocabulary: Vocabulary.fit([], { minCount: 1, maxSize: 1 }) },
          model: {
            params: { mean: float32([1], Float32Array.of(1)) },
            loss: (parameters, inputs) => ({ loss: error(parameters, inputs) }),
            forward: (parameters, inputs) => ({ error: error(parameters, inputs) }),
          },
          epochs: (trainer) => ({
            best: null,
            stepsPerEpoch: Math.floor(learned.length / size),
            *batches(epoch) {
              const order = Random.ofEpoch(config.seed, epoch).shuffle([...learned]);
              for (let at = 0; at + size <= order.length; at += size) yield batch(order.slice(at, at + size));
            },
            validate: async () => ({ loss: await errorOf(trainer) }),
          }),
          test: async (trainer) => ({
            kind: 'lengths',
            version: 1,
            texts: held.length,
            learned: (await trainer.state()).params.mean.data[0],
            error: await errorOf(trainer),
          }),
        };
      },
    ),
};
`;

function contexture(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(house, 'src-main/shells/cli.ts'), ...args, '--workspace', workspace],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

function answer(...args: string[]): unknown {
  return JSON.parse(
    contexture(...args, '--json')
      .trimEnd()
      .split('\n')
      .at(-1) ?? '',
  );
}

beforeAll(() => {
  for (const name of ['node_modules', 'resources']) symlinkSync(join(root, name), join(house, name));
  cpSync(join(root, 'package.json'), join(house, 'package.json'));
  cpSync(join(root, 'src-main'), join(house, 'src-main'), {
    recursive: true,
    filter: (path) => !path.endsWith('.test.ts'),
  });
  write('src-main/configs/text-length.ts', schemas);
  write('src-main/recipes/text-length/recipe.ts', recipe);
  addTo(
    'src-main/configs/all.ts',
    `import { textLength } from './text-length.ts';`,
    `} satisfies Record<string, RecipeSchemas>;`,
    `'text-length': textLength,`,
  );
  addTo(
    'src-main/recipes/all.ts',
    `import { textLength } from './text-length/recipe.ts';`,
    `} satisfies { [N in RecipeName]`,
    `'text-length': textLength,`,
  );
  contexture('import', join(root, 'resources/sample/stockerbot-sample.csv'));
  contexture('train', 'text-length', '--set', 'epochs=2', '--set', 'learningRate=10', '--set', 'longest=140');
  contexture('train', 'text-length', '--set', 'epochs=1');
});

test('a recipe with data and a result of its own touches at most five files', () => {
  expect(touched).toHaveLength(4);
});

test('it is listed with its settings and its help', () => {
  expect(contexture('recipes')).toContain('Learns how long texts are.');
  expect(contexture('train', 'text-length', '--help')).toMatch(
    /longest=280\s+Longer texts count as this long/,
  );
});

test('its runs are listed, shown and compared by the measures of its result', () => {
  const { runs } = z
    .object({
      runs: z.array(
        z.looseObject({ id: z.int(), inShort: z.string(), measures: z.array(z.looseObject({})) }),
      ),
    })
    .parse(answer('runs'));
  expect(runs.map(({ id, inShort }) => [id, inShort])).toEqual([
    [2, 'up to 280 characters'],
    [1, 'up to 140 characters'],
  ]);
  expect(runs[1]!.measures).toMatchObject([
    { name: 'texts tested', value: 50, kind: 'count' },
    { name: 'mean error', of: 'model', headline: true },
  ]);
  expect(contexture('runs')).toMatch(/text-length +done .* error \d/);
  expect(contexture('evaluate', '1')).toMatch(/mean error +\d/);
  expect(answer('evaluate', '1')).toMatchObject({ kind: 'lengths', version: 1, texts: 50 });
  expect(answer('compare', '1', '2')).toMatchObject({
    scores: [{ name: 'texts tested' }, { name: 'mean error', kind: 'loss' }],
    settings: { differing: expect.arrayContaining([{ name: 'longest', values: ['140', '280'] }]) },
  });
});

test('it can be exported, and says what it cannot do', () => {
  const out = join(house, 'exported');
  expect(answer('export', '1', '--format', 'safetensors', '--out', out)).toMatchObject({
    files: expect.arrayContaining(['model.safetensors', 'config.json']),
  });
  expect(() => contexture('export', '1', '--format', 'onnx')).toThrow('can be exported as safetensors');
  expect(() => contexture('predict', '1', '--text', 'up')).toThrow('makes no predictions');
});

test('the form of the window has it too', () => {
  const script = `
    const { recipeInfos } = await import(${JSON.stringify(join(house, 'src-main/api/recipes.ts'))});
    const { settings, defaults } = recipeInfos().find(({ recipe }) => recipe === 'text-length');
    console.log(JSON.stringify({ paths: settings.map(({ path }) => path), longest: defaults.longest }));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toMatchObject({ paths: expect.arrayContaining(['longest']), longest: 280 });
});
