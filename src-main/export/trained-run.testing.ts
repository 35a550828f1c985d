import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ort } from '../engine/onnxruntime.ts';
import { z } from 'zod';
import { importFile } from '../ingest/import.ts';
import { Random } from '../random.ts';
import type { WritableStore } from '../store/store.ts';
import { train } from '../recipes/train.ts';
import { trainConfigSchema } from '../configs/all.ts';
import type { TrainingContext } from '../training/loop.ts';

const sample = join(import.meta.dirname, '../../resources/sample');

export async function importSample(store: WritableStore): Promise<void> {
  await importFile(store, join(sample, 'stockerbot-sample.csv'), { as: null, labels: null });
  await importFile(store, join(sample, 'sentiment.csv'), { as: null, labels: 'sentiment' });
}

/** Trains a recipe for an epoch or so; returns the run. */
export async function trainedRun(
  store: WritableStore,
  settings: object,
  emit: TrainingContext['emit'] = () => {},
): Promise<number> {
  const config = trainConfigSchema.parse({ epochs: 1, device: 'cpu', ...settings });
  const { run } = await train(store, config, { emit, signal: new AbortController().signal });
  return run;
}

/** A random walk of three tickers as a file of prices. */
export function drawnPrices(days: number): string {
  const random = new Random(5);
  const rows = ['AAA', 'BBB', 'CCC'].flatMap((ticker) => {
    let close = 50;
    return Array.from({ length: days }, (_, day) => {
      const open = close;
      close = open * (1 + 0.02 * random.normal());
      const [high, low] = [1.01 * Math.max(open, close), 0.99 * Math.min(open, close)];
      const date = new Date(Date.UTC(2023, 0, 1 + day)).toISOString().slice(0, 10);
      const volume = Math.round(1e6 * (1 + random.uniform()));
      return [date, ticker, ...[open, high, low, close].map((price) => price.toFixed(4)), volume].join(',');
    });
  });
  return `Date,Symbol,Open,High,Low,Close,Volume\n${rows.join('\n')}\n`;
}

/** The lines of a file of an exported folder. */
export function linesOf(folder: string, name: string): string[] {
  return readFileSync(join(folder, name), 'utf8').trimEnd().split('\n');
}

export const describedSchema = z.record(
  z.string(),
  z.object({ shape: z.array(z.int()), dtype: z.enum(['int32', 'float32']), about: z.string() }),
);

/** Runs a .onnx file with plain ONNX Runtime on numbers in row-major order; outputs as plain arrays. */
export async function runOnnx(
  path: string,
  inputs: Readonly<Record<string, { shape: number[]; dtype: 'int32' | 'float32'; values: number[] }>>,
): Promise<Record<string, { shape: readonly number[]; values: number[] }>> {
  const session = await ort.InferenceSession.create(path);
  try {
    const feeds = Object.entries(inputs).map(([name, { shape, dtype, values }]) => {
      const data = dtype === 'int32' ? Int32Array.from(values) : Float32Array.from(values);
      return [name, new ort.Tensor(dtype, data, shape)] as const;
    });
    const results = await session.run(Object.fromEntries(feeds));
    return Object.fromEntries(
      Object.entries(results).map(([name, { dims, data }]) => [
        name,
        { shape: dims, values: Array.from(data as Float32Array) },
      ]),
    );
  } finally {
    await session.release();
  }
}

const python = '/usr/bin/python3';

/** Why Python cannot check anything here; null if it can. */
export const noNumpy: string | null =
  spawnSync(python, ['-c', 'import numpy']).status === 0 ? null : `${python} with numpy is not here`;

/** What a Python program prints, as JSON. */
export function inPython(program: string, ...args: string[]): unknown {
  const { stdout, stderr, status } = spawnSync(python, ['-c', program, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
