import { writeDerivedFiles } from '../../checkpoints/derived-files.ts';
import type { Device } from '../../engine/types.ts';
import type { WritableStore } from '../../store/store.ts';
import { trainingVocabulary } from '../texts/contextual-examples.ts';
import type { LabelledText } from '../texts/labelled-texts.ts';
import type { TrainingContext } from '../../training/loop.ts';
import type { ClassifierConfig } from '../../configs/classifiers.ts';
import { writeRunFiles } from '../../runs/run-files.ts';
import { runFolder } from '../../runs/run-folder.ts';
import { openBert } from '../texts/open-bert.ts';
import { trainableBert } from './trainable-bert.ts';
import { trainableContext } from './trainable-context.ts';
import { trainableWords } from './trainable-words.ts';
import type { Trainable } from './trainable.ts';

/** What a classifier is trained on. */
export interface Learned {
  classes: string[];
  /** The training part with its windows: nothing else may be used for training. */
  train: readonly LabelledText[];
  windows: readonly number[][];
}

/** Makes the model that a run trains, and writes what its weights need to be read again. */
export async function startClassifier(
  store: WritableStore,
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
