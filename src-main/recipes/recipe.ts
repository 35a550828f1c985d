import type { TrainConfig } from '../configs/all.ts';
import type { WritableStore } from '../store/store.ts';
import type { RunContext } from '../training/loop.ts';
import type {
  ClassifierResult,
  EmbeddingResult,
  TopicEmbeddingResult,
  Untimed,
  Word2vecResult,
} from '../training/types.ts';

/** A result of any recipe, without its time. */
export type UntimedResult =
  | Untimed<ClassifierResult>
  | Untimed<EmbeddingResult>
  | Untimed<TopicEmbeddingResult>
  | Untimed<Word2vecResult>;

/** What can be trained. A recipe stands in a folder of its own, and in the table of all (`all.ts`). */
export interface Recipe<Config extends TrainConfig = TrainConfig> {
  /** What its examples are made of; a ticker that is trained on must have some. */
  readonly examples: 'texts' | 'prices';
  /**
   * Trains a run, tests its best copy once, and measures the baselines on the same parts.
   *
   * @throws UserError where the data do not allow it; the signal's reason where the run was cancelled.
   */
  train(store: WritableStore, run: number, config: Config, context: RunContext): Promise<UntimedResult>;
}
