import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { temporaryFile, temporaryFolder } from '../../../test/support/workspace.ts';
import { pretrainingOf } from '../../checkpoints/derived-files.ts';
import { trainConfigSchema } from '../../configs/all.ts';
import { readSafetensors } from '../../engine/safetensors.ts';
import { exportRun } from '../../export/export-run.ts';
import { importSample } from '../../export/trained-run.testing.ts';
import { addRun } from '../../jobs/run-checkpoint.ts';
import type { SplitReport } from '../../results/scores.ts';
import { runFolder } from '../../runs/run-folder.ts';
import { openStore } from '../../store/open.ts';
import { runMetrics } from '../../store/runs.ts';
import type { WritableStore } from '../../store/store.ts';
import { distinctTexts } from '../../store/texts.ts';
import { train } from '../train.ts';

const tiny = join(import.meta.dirname, '../../../test/golden/encoders/bert');
const settings = { checkpoint: tiny, maxTokens: 24, learningRate: 0.01 };

let store: WritableStore;
let pretrained: number;

beforeAll(async () => {
  store = openStore(mkdtempSync(join(tmpdir(), 'contexture-')));
  await importSample(store);
  pretrained = (await trained({ recipe: 'masked-language-model', ...settings, epochs: 2 })).run;
}, 600_000);

afterAll(() => {
  store.close();
  rmSync(store.dir, { recursive: true, force: true });
});

async function trained(given: object) {
  const config = trainConfigSchema.parse({ device: 'cpu', ...given });
  return train(store, config, { emit: () => {}, signal: new AbortController().signal });
}

/** How a classifier over a checkpoint was divided. */
async function divided(checkpoint: string): Promise<SplitReport> {
  const reading = { recipe: 'bert-classifier', checkpoint, maxTokens: 24, frozen: true, epochs: 1 };
  const result = await trained(reading);
  if (result.kind !== 'scores') throw new Error('another recipe');
  return result.split;
}

test('it learns to predict masked tokens of texts that it was not trained on', async () => {
  const losses = runMetrics(store, pretrained)
    .filter(({ name }) => name === 'valid.loss')
    .map(({ value }) => value);
  expect(losses).toHaveLength(2);
  // Chance among its 220 tokens: log(220) = 5.4.
  expect(losses[0]).toBeLessThan(5.2);
  expect(losses[1]).toBeLessThan(losses[0]!);
});

describe('the run is a checkpoint', () => {
  test('that another recipe reads texts with, which tells how many of its test texts it has seen', async () => {
    const split = await divided(`run:${pretrained}`);
    // All texts of the workspace were trained on, these among them.
    expect(split.checkpointSawTest).toBe(split.test);
    const before = new Date(split.testFrom!).toISOString();
    const { run } = await trained({ recipe: 'masked-language-model', ...settings, before });
    expect((await divided(`run:${run}`)).checkpointSawTest).toBe(0);
    // Of what was published nothing is known.
    expect(await divided(tiny)).not.toHaveProperty('checkpointSawTest');
  });

  test('whose texts are known wherever it is copied, and whatever it is trained on further', async () => {
    const copy = join(temporaryFolder(), 'copy');
    cpSync(runFolder(store, pretrained), copy, { recursive: true });
    const test = await divided(copy);
    expect(test.checkpointSawTest).toBe(test.test);
    const before = new Date(test.trainUntil!).toISOString();
    const further = { recipe: 'masked-language-model', ...settings, checkpoint: copy, before };
    const { run } = await trained(further);
    expect(await pretrainingOf(runFolder(store, run))).toHaveLength(2);
    expect((await divided(`run:${run}`)).checkpointSawTest).toBe(test.test);
  });

  test('that can be added to those of the machine', async () => {
    const library = temporaryFolder();
    vi.stubEnv('CONTEXTURE_CHECKPOINTS', library);
    const context = { emit: () => {}, signal: new AbortController().signal };
    const added = await addRun(store, `run:${pretrained}`, 'tweets', context);
    expect(added.checkpoint.name).toBe('tweets');
    const split = await divided('tweets');
    expect(split.checkpointSawTest).toBe(split.test);
    await expect(addRun(store, 'run:999', null, context)).rejects.toThrow(/There is no run 999/);
    vi.unstubAllEnvs();
  });

  test('in the published layout, with its head under the published names', async () => {
    const out = join(temporaryFolder(), 'exported');
    await exportRun(store, { run: pretrained, format: 'safetensors', out, batch: 1, tokens: null });
    const { tensors } = await readSafetensors(join(out, 'model.safetensors'));
    // As transformers writes BertForMaskedLM.
    expect(Object.keys(tensors)).toEqual(
      expect.arrayContaining([
        'bert.embeddings.word_embeddings.weight',
        'cls.predictions.bias',
        'cls.predictions.transform.dense.weight',
        'cls.predictions.transform.LayerNorm.weight',
      ]),
    );
    const config: unknown = JSON.parse(readFileSync(join(out, 'config.json'), 'utf8'));
    expect(config).toMatchObject({ architectures: ['BertForMaskedLM'], model_type: 'bert' });
  });
});

describe('what it leaves out', () => {
  test('are texts of a file and their near-duplicates', async () => {
    const texts = distinctTexts(store, null).map(({ text }) => text);
    const file = `text,label\n${texts
      .slice(0, 50)
      .map((text) => `"${text.replaceAll('"', '""')}",a\n`)
      .join('')}`;
    const leaveOut = temporaryFile('held-out.csv', file);
    const result = await trained({ recipe: 'masked-language-model', ...settings, leaveOut });
    expect(result).toMatchObject({ kind: 'masked-tokens', texts: texts.length - 50 });
  });

  test('are texts from a time on, and what is said again then', () => {
    const all = distinctTexts(store, null);
    const at = Date.parse(timeOf(store));
    const earlier = distinctTexts(store, null, { before: at });
    expect(earlier.length).toBeGreaterThan(0);
    expect(earlier.length).toBeLessThan(all.length);
    const later = store.db
      .prepare<[number], number>('SELECT near_duplicate_group FROM document WHERE published_at >= ?')
      .pluck()
      .all(at);
    const groups = new Set(later);
    expect(earlier.filter(({ group }) => groups.has(group))).toEqual([]);
  });
});

test.each([
  [{ checkpoint: 'run:999' }, /There is no run 999/],
  [{ before: 'soon' }, /must be a date or a time/],
  [{ frozenLayers: 9 }, /2 layers, so 9 of them cannot be left/],
])('%o is refused', async (wrong, problem) => {
  await expect(trained({ recipe: 'masked-language-model', ...settings, ...wrong })).rejects.toThrow(problem);
});

test('a run of another recipe is no checkpoint', async () => {
  const { run } = await trained({ recipe: 'word2vec', epochs: 1, width: 8 });
  await expect(divided(`run:${run}`)).rejects.toThrow(/uses the recipe word2vec/);
});

/** The middle of all times. */
function timeOf({ db }: WritableStore): string {
  const times = db.prepare<[], number>('SELECT published_at FROM document ORDER BY 1').pluck().all();
  return new Date(times[Math.floor(times.length / 2)]!).toISOString();
}
