import type { TrainConfig, TrainResult } from '../../configs/all.ts';
import type { CommonResult, Untimed } from '../../results/result-kind.ts';
import type { StoredModel } from '../../runs/run-files.ts';
import type { ReadableStore, WritableStore } from '../../store/store.ts';
import type { RunContext } from '../../training/loop.ts';
import type { ModelProgram, ModelShape } from './model-program.ts';

/** Vectors (N, D) with what each is. */
export interface NamedVectors {
  width: number;
  rows: Float32Array[];
  /** Of `about`; the first one names a row. */
  headings: { name: string; type: 'text' | 'integer' }[];
  about: (string | number | null)[][];
}

/** A run as it was stored, of one recipe. */
export type ModelOf<Config extends TrainConfig> = StoredModel & { config: Config };

/**
 * What can be trained: what it does with its configuration. The schemas of its settings and results are in
 * `configs/all.ts`; it stands in a folder of its own, and in the table of all (`all.ts`).
 */
export interface Recipe<Config extends TrainConfig = TrainConfig, Result extends CommonResult = TrainResult> {
  /** What its examples are made of; a ticker that is trained on must have some. */
  readonly examples: 'texts' | 'prices';
  /** Whether its weights, beside an encoder in the published layout, are the published head too: of which task. */
  readonly publishedHead?: 'classification' | 'masked';
  /**
   * Trains a run, tests its best copy once, and measures the baselines on the same parts.
   *
   * @throws UserError where the data do not allow it; the signal's reason where the run was cancelled.
   */
  train(store: WritableStore, run: number, config: Config, context: RunContext): Promise<Untimed<Result>>;
  /**
   * Its forward pass with named inputs and outputs, for export; missing: it names no classes.
   *
   * @throws UserError where it cannot have the shape.
   */
  program?(model: ModelOf<Config>, shape: ModelShape): ModelProgram;
  /** Its vectors, for export; missing: it has none. */
  vectors?(store: ReadableStore, run: number, model: ModelOf<Config>): NamedVectors;
  /** Further facts that are needed to make the inputs of its program. */
  facts?(model: ModelOf<Config>): Record<string, unknown>;
}
