import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openBertCheckpoint, openBertTokenizer } from '../../src-main/checkpoints/bert-checkpoint.ts';
import { readSafetensors, writeSafetensors } from '../../src-main/engine/safetensors.ts';
import { exportRun } from '../../src-main/export/export-run.ts';
import type { EncoderFamily } from '../../src-main/models/bert-config.ts';
import { Random } from '../../src-main/random.ts';
import { trainConfigSchema } from '../../src-main/configs/all.ts';
import { resume, train } from '../../src-main/recipes/train.ts';
import { runFolder } from '../../src-main/runs/run-folder.ts';
import { readRun } from '../../src-main/runs/run-files.ts';
import { listRuns, runMetrics, runPredictions } from '../../src-main/store/runs.ts';
import type { WritableStore } from '../../src-main/store/store.ts';
import { explain } from '../../src-main/study/explain.ts';
import { gradients } from '../../src-main/study/explanations/explain-text.ts';
import type { TrainingEvent } from '../../src-main/training/loop.ts';
import { encoderFolder } from '../golden/encoder-cases.ts';
import { importContent, temporaryFolder, temporaryStore } from './workspace.ts';

const signal = new AbortController().signal;

/** Made-up texts of one ticker, one a day, whose first word says their label. */
async function workspace(size = 60): Promise<WritableStore> {
  const random = new Random(1);
  const word = () => ['market', 'earnings', 'Café', '@trader_one', '10,000', 'don’t'][random.below(6)];
  const rows = Array.from({ length: size }, (_, i) => {
    const [label, says] = i % 2 === 0 ? ['4', 'jumped'] : ['2', 'fell'];
    const day = new Date(Date.UTC(2020, 0, 1 + i)).toISOString().slice(0, 10);
    return `${day},ABC,${label},"${says} ${word()} ${word()} ${i}"`;
  });
  const store = temporaryStore();
  await importContent(store, 'posts.csv', `date,ticker,senti_label,text\n${rows.join('\n')}\n`);
  return store;
}

async function run(
  store: WritableStore,
  settings: object,
  emit: (event: TrainingEvent) => void = () => {},
  stop = signal,
) {
  const tiny = { device: 'cpu', epochs: 3, learningRate: 5e-3, maxTokens: 24 };
  const config = trainConfigSchema.parse({ recipe: 'bert-classifier', ...tiny, ...settings });
  const result = await train(store, config, { emit, signal: stop });
  if (result.kind !== 'scores') throw new Error('another recipe');
  return result;
}

/** A checkpoint of a family without its head, as its authors publish it before any task. */
async function encoderAlone(family: EncoderFamily): Promise<string> {
  const folder = temporaryFolder();
  cpSync(encoderFolder(family), folder, { recursive: true });
  const config: unknown = JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8'));
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ ...Object(config), architectures: [] }));
  const { tensors } = await readSafetensors(join(folder, 'model.safetensors'));
  const encoder = Object.entries(tensors).filter(([name]) => name.startsWith(`${family}.`));
  rmSync(join(folder, 'model.safetensors'));
  await writeSafetensors(join(folder, 'model.safetensors'), Object.fromEntries(encoder));
  return folder;
}

/** The tests of each family: trained, read back, exported, gone on with, with a head of its own or without. */
export function testFamilies(families: readonly EncoderFamily[]): void {
  describe.each(families)('%s', (family) => {
    /** What a run predicted for a few texts, and what its stored model says of them now. */
    async function explained(store: WritableStore, id: number) {
      for (const { document, probabilities } of runPredictions(store, id).slice(0, 4)) {
        const { probabilities: now } = await explain(store, { run: id, document, window: null });
        for (const [i, probability] of now.entries()) expect(probability).toBeCloseTo(probabilities[i]!, 4);
      }
    }

    // A head alone over vectors of random weights need not learn.
    test.each([
      [false, 16, 0.8],
      [true, 2, 0.2],
    ])('learns, is read back and exported; frozen: %s', async (frozen, epochs, least) => {
      const store = await workspace(120);
      const settings = { checkpoint: encoderFolder(family), frozen };
      const whole = await run(store, { ...settings, epochs });
      expect(whole.test.accuracy).toBeGreaterThan(least);
      await explained(store, whole.run);

      const { bert, tensors } = await readRun(store, whole.run);
      // A classifier of texts is read with the layer that its head stands behind.
      expect(bert).toMatchObject({ family, pooling: { mode: 'pooler', normalize: false } });
      const out = join(temporaryFolder(), 'out');
      const request = { run: whole.run, batch: 2, tokens: 12 };
      await exportRun(store, { ...request, format: 'safetensors', out });
      // As the family publishes it: config.json, names of weights, tokeniser.
      const published = await openBertCheckpoint(out, { head: 'published', random: new Random(1) });
      expect(published).toMatchObject({ classes: ['2', '4'], fresh: [], leftOut: [] });
      expect(published.parameters).toEqual(tensors);
      const names = (folder: string) =>
        readSafetensors(join(folder, 'model.safetensors')).then((r) => r.tensors);
      const before = Object.keys(await names(encoderFolder(family))).sort();
      expect(Object.keys(await names(out)).sort()).toEqual(before);
      const config: unknown = JSON.parse(readFileSync(join(out, 'config.json'), 'utf8'));
      const original: unknown = JSON.parse(readFileSync(join(encoderFolder(family), 'config.json'), 'utf8'));
      const { architectures, model_type } = Object(original) as Record<string, unknown>;
      expect(config).toMatchObject({ architectures, model_type });
      const tokens = await openBertTokenizer(out, published.config);
      const theirs = await openBertTokenizer(encoderFolder(family), published.config);
      expect(tokens.encode('Café fell & <mask>')).toEqual(theirs.encode('Café fell & <mask>'));
      const onnx = await exportRun(store, { ...request, format: 'onnx', out: `${out}-onnx` });
      expect(onnx.files).toContain('model.onnx');
    });

    test('is read in the recipe of context windows as it was when that was trained', async () => {
      const store = await workspace();
      const settings = {
        recipe: 'contextual-sentiment',
        encoder: 'bert',
        context: 'cross',
        window: { n: 2 },
      };
      const { run: id } = await run(store, { ...settings, checkpoint: encoderFolder(family), epochs: 1 });
      // The folder of the run is no classifier of its own, and still says how the encoder was read.
      expect((await readRun(store, id)).bert!.pooling).toEqual({ mode: 'pooler', normalize: false });
      await explained(store, id);
      // What its words contribute sums up to what they change.
      const { document } = runPredictions(store, id)[0]!;
      const ask = { document, text: null, symbol: null, at: null, window: null, edits: [], target: null };
      const { integrated, whole, baseline } = await gradients(store, { run: id, ...ask });
      const sum = [integrated.text, ...integrated.items].flat().reduce((a, b) => a + b, 0);
      expect(integrated.items).toHaveLength(2);
      expect(Math.abs(sum - (whole - baseline))).toBeLessThan(0.05 * Math.max(1, Math.abs(whole - baseline)));
    });

    test('goes on as if it had never been stopped', async () => {
      const store = await workspace();
      const settings = { checkpoint: encoderFolder(family), epochs: 2, batchSize: 64 };
      const whole = await run(store, settings);
      const controller = new AbortController();
      const stop = (event: TrainingEvent) => {
        if (event.type === 'metric' && event.epoch > 1) controller.abort(new Error('cancelled'));
      };
      await expect(run(store, settings, stop, controller.signal)).rejects.toThrow('cancelled');
      const stopped = listRuns(store)[0]!.id;
      const resumed = await resume(store, stopped, { emit: () => {}, signal });
      expect(runMetrics(store, stopped)).toEqual(runMetrics(store, whole.run));
      expect(resumed.kind === 'scores' && resumed.test).toEqual(whole.test);
    });

    test('without a head of its own gets the one of its family, or is averaged where it is frozen', async () => {
      const store = await workspace();
      const checkpoint = await encoderAlone(family);
      const told: string[] = [];
      const note = (event: TrainingEvent) => event.type === 'message' && told.push(event.text);
      const tuned = await run(store, { checkpoint, epochs: 1, batchSize: 64 }, note);
      expect((await readRun(store, tuned.run)).bert!.pooling).toEqual({ mode: 'pooler', normalize: false });
      // BERT has its pooler already.
      const drawn = /has no (?:pre_classifier|classifier\.dense)\.weight, \S+\.bias: initialised at random/;
      expect(told.some((text) => drawn.test(text))).toBe(family !== 'bert');
      await explained(store, tuned.run);

      const frozen = await run(store, { checkpoint, epochs: 1, frozen: true });
      const { bert, tensors } = await readRun(store, frozen.run);
      expect(bert!.pooling.mode).toBe(family === 'bert' ? 'pooler' : 'mean');
      expect('bert.pooler.dense.weight' in tensors).toBe(family === 'bert');
      await explained(store, frozen.run);
    });

    test.each([false, true])('is pooled as its folder says, in its runs too; frozen: %s', async (frozen) => {
      const store = await workspace();
      const checkpoint = await encoderAlone(family);
      mkdirSync(join(checkpoint, '1_Pooling'));
      writeFileSync(join(checkpoint, '1_Pooling/config.json'), '{"pooling_mode_max_tokens": true}');
      const type = (kind: string) => `sentence_transformers.models.${kind}`;
      const modules = [
        { idx: 0, path: '', type: type('Transformer') },
        { idx: 1, path: '1_Pooling', type: type('Pooling') },
        { idx: 2, path: '2_Normalize', type: type('Normalize') },
      ];
      writeFileSync(join(checkpoint, 'modules.json'), JSON.stringify(modules));
      writeFileSync(join(checkpoint, 'sentence_bert_config.json'), '{"max_seq_length": 20}');
      await expect(run(store, { checkpoint, frozen })).rejects.toThrow('reads at most 20 tokens');
      const { run: id } = await run(store, { checkpoint, frozen, epochs: 1, batchSize: 64, maxTokens: 20 });
      const files = ['modules.json', '1_Pooling/config.json', 'sentence_bert_config.json'];
      for (const file of files) expect(existsSync(join(runFolder(store, id), file))).toBe(true);
      const { bert } = await readRun(store, id);
      expect(bert).toMatchObject({ pooling: { mode: 'max', normalize: true }, max_seq_length: 20 });
      await explained(store, id);
      const out = join(temporaryFolder(), 'out');
      await exportRun(store, { run: id, batch: 1, tokens: null, format: 'safetensors', out });
      const published = await openBertCheckpoint(out, { head: 'published', random: new Random(1) });
      expect(published).toMatchObject({
        classes: ['2', '4'],
        fresh: [],
        config: { pooling: { mode: 'max' } },
      });
    });
  });
}
