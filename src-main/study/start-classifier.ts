import { writeDerivedFiles } from '../checkpoints/derived-files.ts';
import type { Device } from '../engine/types.ts';
import type { Store } from '../store/open.ts';
import { trainingVocabulary } from '../training/contextual-examples.ts';
import type { LabelledText } from '../training/labelled-texts.ts';
import type { TrainingContext } from '../training/loop.ts';
import type { ClassifierConfig } from '../training/recipes/classifiers.ts';
import { writeRunFiles } from '../training/run-files.ts';
import { runFolder } from '../training/run-folder.ts';
import { openBert } from '../training/open-bert.ts';
import { trainableBert } from '../training/trainable-bert.ts';
import { trainableContext } from '../training/trainable-context.ts';
import { trainableWords } from '../training/trainable-words.ts';
import type { Trainable } from '../training/trainable.ts';

/** What a classifier is trained on. */
export interface Learned {
  classes: string[];
  /** The training part with its windows: nothing else may be used for training. */
  train: readonly LabelledText[];
  windows: readonly number[][];
}

/** Makes the model that a run trains, and writes what its weights need to be read again. */
export async function startClassifier(
  store: Store,
  run: number,
  config: ClassifierConfig,
  device: Device,
  { classes, train, windows }: Learned,
  context: TrainingContext,
): Promise<Trainable> {
  const isBert = config.recipe === 'bert-classifier';
  if (isBert || ('encoder' in config && config.encoder === 'bert')) {
    const opened = await openBert(store, config, classes.length, context);
    const { vocabulary, hash } = opened;
    writeRunFiles(store, run, { config, classes, vocabulary, checkpoint: hash });
    await writeDerivedFiles(opened.folder, runFolder(store, run), isBert ? classes : null);
    return isBert
      ? trainableBert(store, device, config, opened, context)
      : trainableContext(store, device, config, classes.length, opened, context);
  }
  const vocabulary = trainingVocabulary(store, train, windows, config);
  writeRunFiles(store, run, { config, classes, vocabulary });
  return trainableWords(store, config, classes.length, vocabulary);
}
