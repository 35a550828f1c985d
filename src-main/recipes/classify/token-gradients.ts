import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { createRowGradients } from '../../engine/row-gradients.ts';
import type { Device, HostTensor } from '../../engine/types.ts';
import { keepAll, parameter } from '../../models/layers.ts';
import { branchPrefix } from '../../models/residual-context.ts';
import { textExamples, type TextInputs } from '../../models/text-model.ts';
import type { TextClassifierConfig } from '../../configs/classifiers.ts';
import { windowSize } from '../../configs/contextual.ts';
import type { RunFiles } from '../../runs/run-files.ts';
import { contextualBatch } from '../texts/contextual-batch.ts';
import { float32, int32 } from '../texts/text-batch.ts';
import type { TokenStore } from '../texts/token-store.ts';
import { textModel, tokenTable } from './architectures.ts';

/** Gradients of a class's log-odds at the vectors of the tokens of one text and its window. */
export interface TokenGradients {
  read(texts: TokenStore, example: { text: number; window: readonly number[] }, target: number): ReadTokens;
  dispose(): Promise<void>;
}

/** A text with its window, whose token vectors can be scaled. */
export interface ReadTokens {
  /**
   * At token vectors that are `scale` times those of the text.
   *
   * @returns the log-odds, and for each token of each text (in the order of the example: the text, then its window)
   *   the gradient times the whole vector, summed over the vector
   */
  at(scale: number): Promise<{ logOdds: number; products: number[][] }>;
}

/**
 * Every place of the batch has a row of its own, so that a word that stands twice has two gradients.
 *
 * @param files of a run, with its tensors
 */
export function openTokenGradients(
  device: Device,
  files: Pick<RunFiles<TextClassifierConfig>, 'config' | 'classes' | 'bert'> & {
    tensors: Readonly<Record<string, HostTensor>>;
  },
): TokenGradients {
  const { config, classes, bert, tensors } = files;
  const table = tokenTable(config);
  const names = [table, branchPrefix + table].filter((name) => name in tensors);
  const model = textModel(config, classes.length, bert);
  const gradients = createRowGradients<TextInputs & { target?: Tensor }>({
    name: `gradients of ${config.recipe}`,
    device,
    params: Object.fromEntries(Object.entries(tensors).filter(([name]) => !names.includes(name))),
    scalar: (parameters, batch) => {
      const { logits } = model.apply(parameters, textExamples(batch), keepAll);
      return logOddsOf(logits, parameter(batch, 'target'));
    },
  });
  return {
    read: (texts, example, target) => {
      const batch = contextualBatch([example], texts, 1, windowSize(config));
      const { tokens } = batch;
      if (tokens === undefined) throw new Error('the batch has no tokens');
      const [, length] = tokens.shape as [number, number];
      const places = int32([...tokens.shape]);
      places.data.forEach((_, place) => (places.data[place] = place));
      const chosen = float32([1, classes.length]);
      chosen.data[target] = 1;
      const rows = Object.fromEntries(names.map((name) => [name, rowsAt(tensors[name]!, tokens)]));
      const lengths = [example.text, ...example.window].map((id) => Math.min(length, texts.get(id).length));
      const order = rowsOfTexts([example.text, ...example.window]);
      return {
        at: async (scale) => {
          const { value, gradients: slopes } = await gradients.at(
            Object.fromEntries(names.map((name) => [name, scaled(rows[name]!, scale)])),
            { ...batch, tokens: places, target: chosen },
          );
          const products = lengths.map((tokensOf, index) =>
            Array.from({ length: tokensOf }, (_, token) =>
              names.reduce(
                (sum, name) => sum + productAt(rows[name]!, slopes[name]!, order[index]! * length + token),
                0,
              ),
            ),
          );
          return { logOdds: value, products };
        },
      };
    },
    dispose: () => gradients.dispose(),
  };
}

/** ln(p / (1 - p)) of the class that `target` (1, C) has 1 for: its logit less the log of the others' summed exponentials. */
function logOddsOf(logits: Tensor, target: Tensor): Tensor {
  const others = tf.logSumExp(tf.sub(logits, tf.mul(target, 1e9)), -1);
  return tf.sub(tf.sum(tf.mul(logits, target), -1), others);
}

/** The row of the batch that each text has: the same text stands in it once. */
function rowsOfTexts(ids: readonly number[]): number[] {
  const rows = new Map<number, number>();
  return ids.map((id) => {
    const row = rows.get(id) ?? rows.size;
    rows.set(id, row);
    return row;
  });
}

/** The rows (P, D) of a table (V, D) that the P places of a batch name. */
function rowsAt(table: HostTensor, places: HostTensor): HostTensor {
  const width = table.shape[1]!;
  const rows = float32([places.data.length, width]);
  places.data.forEach((id, place) => {
    rows.data.set(table.data.subarray(id * width, (id + 1) * width), place * width);
  });
  return rows;
}

function scaled(rows: HostTensor, scale: number): HostTensor {
  return { ...rows, data: Float32Array.from(rows.data, (value) => scale * value) };
}

function productAt(rows: HostTensor, slopes: HostTensor, place: number): number {
  const width = rows.shape[1]!;
  let sum = 0;
  for (let at = place * width; at < (place + 1) * width; at++) sum += rows.data[at]! * slopes.data[at]!;
  return sum;
}
