import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostTensor } from '../engine/types.ts';
import { UserError } from '../errors.ts';
import { type Gram, gramKinds, NgramColumns } from './columns.ts';
import { NgramPart } from './part.ts';

/** Beside a run's weights: a line an n-gram, which is the row of its number in `ngrams.weight`. */
export const gramsFile = 'ngrams.tsv';
const heading = 'kind\tngram\tfrequency';

const names = { weight: 'ngrams.weight', bias: 'ngrams.bias', model: 'ngrams.model' } as const;

/** The part's weights by name: (V, C), (C), and how much the model counts (1). */
export function tensorsOf({ linear, columns, modelShare }: NgramPart): Record<string, HostTensor> {
  const tensor = (shape: number[], values: ArrayLike<number>): HostTensor => ({
    shape,
    dtype: 'float32',
    data: Float32Array.from(values),
  });
  const classes = linear.bias.length;
  return {
    [names.weight]: tensor([columns.grams.length, classes], linear.weights),
    [names.bias]: tensor([classes], linear.bias),
    [names.model]: tensor([1], [modelShare]),
  };
}

/** The tensors of a run without those of its n-grams. */
export function withoutNgrams(tensors: Readonly<Record<string, HostTensor>>): Record<string, HostTensor> {
  const own: ReadonlySet<string> = new Set(Object.values(names));
  return Object.fromEntries(Object.entries(tensors).filter(([name]) => !own.has(name)));
}

/** An n-gram has blanks, but neither tabs nor line breaks. */
export function gramLines({ grams }: NgramColumns): string {
  return [heading, ...grams.map(({ kind, gram, frequency }) => `${kind}\t${gram}\t${frequency}`), ''].join(
    '\n',
  );
}

export async function writeGrams(folder: string, columns: NgramColumns): Promise<void> {
  const path = join(folder, gramsFile);
  await writeFile(`${path}.new`, gramLines(columns));
  await rename(`${path}.new`, path);
}

/**
 * The n-grams of a run; null: it has none, or was stopped before they were learned.
 * @throws UserError if the file of n-grams is gone or is not that of the weights
 */
export async function readNgrams(
  folder: string,
  tensors: Readonly<Record<string, HostTensor>>,
): Promise<NgramPart | null> {
  const { [names.weight]: weight, [names.bias]: bias, [names.model]: model } = tensors;
  if (!weight || !bias || !model) return null;
  const path = join(folder, gramsFile);
  if (!existsSync(path)) {
    throw new UserError(
      'input',
      `${path} is missing: the run cannot be read without it. Train the run again.`,
    );
  }
  const [first, ...lines] = (await readFile(path, 'utf8')).trimEnd().split('\n');
  const grams = lines.map(gramOf);
  if (first !== heading || grams.length !== weight.shape[0] || grams.includes(null)) {
    throw new UserError('input', `${path} is damaged: it is not what was written. Train the run again.`);
  }
  const linear = { weights: Float32Array.from(weight.data), bias: Float32Array.from(bias.data) };
  return new NgramPart(new NgramColumns(grams.filter((gram) => gram !== null)), linear, model.data[0]!);
}

function gramOf(line: string): Gram | null {
  const [name, gram, number, ...more] = line.split('\t');
  const kind = gramKinds.find((known) => known === name);
  const frequency = Number(number);
  if (!kind || gram === undefined || !(frequency > 0) || more.length > 0) return null;
  return { kind, gram, frequency };
}
