import type { Tensor } from '@tensorflow/tfjs-core';
import type { ClassifierConfig, TextClassifierConfig } from '../../configs/classifiers.ts';
import type { TrainerOptions } from '../../engine/trainer.ts';
import type { Device, HostTensor } from '../../engine/types.ts';
import type { BertConfig } from '../../models/bert-config.ts';
import type { Dropout, Parameters } from '../../models/layers.ts';
import type { TextInputs, TextModel } from '../../models/text-model.ts';
import type { VectorCoverage } from '../../results/vector-coverage.ts';
import type { RunFiles, Stored } from '../../runs/run-files.ts';
import type { WritableStore } from '../../store/store.ts';
import type { RuleMask } from '../../text/label-rules/rule-mask.ts';
import type { TrainingContext } from '../../training/loop.ts';
import type { LabelledText } from '../texts/labelled-texts.ts';
import type { BatchTexts } from '../texts/text-batch.ts';

/** What a classifier is trained on. */
export interface Learned {
  classes: string[];
  /** The training part with its windows: nothing else may be used for training. */
  train: readonly LabelledText[];
  windows: readonly number[][];
  /** What is taken out of every text that is read; null: nothing. */
  mask: RuleMask | null;
}

/** Where a training begins, and what it may ask. */
export interface Beginning<Config> {
  store: WritableStore;
  run: number;
  config: Config;
  device: Device;
  learned: Learned;
  context: TrainingContext;
}

/** A classifier of texts as training finds it. */
export interface StartedClassifier {
  /** What is needed to read its weights again. */
  files: Omit<RunFiles, 'config'>;
  /** Writes files of its checkpoint beside them. */
  writeFiles?: () => Promise<void>;
  /** The texts that it reads, as its batches have them. */
  texts: BatchTexts;
  /** What is trained, and from where. */
  start: Pick<TrainerOptions, 'params' | 'tables' | 'lookups' | 'paddingRow' | 'frozen' | 'lean'>;
  /** What the learning rate of a parameter is multiplied by, by its name; missing: 1 for all. */
  rates?: Readonly<Record<string, number>>;
  /** Weights that belong to the model and are not trained. */
  fixed: Readonly<Record<string, HostTensor>>;
  /** Its tensors as they are stored; missing: as they are trained. */
  stored?: Stored;
  /** A batch's logits (B, C). */
  logits: (parameters: Parameters, batch: TextInputs, dropout: Dropout) => Tensor;
  /** How many of its words started from a vector of others; null or missing: none did. */
  coverage?: VectorCoverage | null;
}

/** What reads the window beside a text model that has been trained, as training finds it. */
export interface StartedBranch {
  /** The texts of the text model, under the same ids, as the branch reads them. */
  texts: BatchTexts;
  /** What is trained, and from where, under the names of a branch. Before its first step it adds nothing. */
  start: StartedClassifier['start'];
  /** Weights that belong to it and are not trained; missing: it has none. */
  fixed?: Readonly<Record<string, HostTensor>>;
  /** See `StartedClassifier`. */
  rates?: StartedClassifier['rates'];
  /** What it adds to a batch's logits (B, C) where there is a window. */
  logits: StartedClassifier['logits'];
}

/** How a run that names the class of a text reads texts. */
export interface TextArchitecture<Config extends TextClassifierConfig = TextClassifierConfig> {
  /** The table of token vectors, among the tensors of a run. */
  table(config: Config): string;
  /** @param bert that of the checkpoint, where the configuration names one */
  model(config: Config, classes: number, bert?: BertConfig): TextModel;
}

/** The same of a recipe that learns the label. */
export interface Architecture<
  Config extends ClassifierConfig = ClassifierConfig,
> extends TextArchitecture<Config> {
  /** Makes the model that a run trains. */
  start(beginning: Beginning<Config>): Promise<StartedClassifier>;
  /**
   * Makes what reads the windows beside the text model that `start` made; missing: it has no such branch.
   * @param text the vocabulary of the text model is that of the branch as well
   */
  branch?(beginning: Beginning<Config>, text: StartedClassifier): StartedBranch | Promise<StartedBranch>;
  /**
   * Whether something is calculated for every place of a text, so that filled-up ones cost time. What only averages
   * word vectors wins nothing by batches of like lengths, and learns a little worse from them: on the labelled
   * StockerBot tweets .933 ± .006 in place of .940 ± .006, five seeds.
   */
  paysForLength(config: Config): boolean;
  /** Whether a published encoder is trained, whose batches may be read in parts. */
  tunes(config: Config): boolean;
}
