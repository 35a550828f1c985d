import { openDevice } from '../engine/devices.ts';
import { UserError } from '../errors.ts';
import type { ReadableStore } from '../store/store.ts';
import { examplesOf, windowsOf } from '../recipes/texts/contextual-examples.ts';
import { type CountedLooks, countLooksOfRun } from '../runs/looks.ts';
import { readRun } from '../runs/run-files.ts';
import { labelledFile } from '../recipes/texts/labelled-texts.ts';
import { classesNamed, classifyTexts, openClassifier } from '../recipes/classify/classifier.ts';
import { isTextClassifier } from '../configs/classifiers.ts';
import { TokenStore } from '../recipes/texts/token-store.ts';
import { type ComparedLabels, LabelCount } from './label-count.ts';
import { maskingInWords } from './masking.ts';
import { seenTexts } from './seen-texts.ts';

export interface MeasuredFile extends ComparedLabels, CountedLooks {
  /** What the run takes out of the texts, as a sentence; null: nothing. */
  masking: string | null;
}

/**
 * Measures a run on the rows of a text + label file, each read in the window of the document with the same text, and
 * separately on the rows that it was neither trained nor validated on.
 *
 * @throws UserError if a label of the file is not one of the run's classes.
 */
export async function evaluateOn(store: ReadableStore, run: number, file: string): Promise<MeasuredFile> {
  const { config, tensors, ngrams, ...files } = await readRun(store, run);
  const { classes, vocabulary } = files;
  if (!isTextClassifier(config)) {
    throw new UserError(
      'use',
      `Run ${run} uses the recipe ${config.recipe}, which has no labels to evaluate.`,
    );
  }
  const items = await labelledFile(store, file, config, classes);
  const texts = new TokenStore(vocabulary, config.maxTokens);
  const examples = examplesOf(store, items, windowsOf(store, items, config), texts);
  const predictor = openClassifier(await openDevice('cpu'), { ...files, config, tensors }, false);
  try {
    const raw = items.map(({ text }) => text);
    const predictions = await classifyTexts({ predictor, config, ngrams }, examples, texts, raw);
    const known = await seenTexts(store, run, config);
    const seen = known?.partsOf(items) ?? [];
    const labels = new LabelCount(classes);
    items.forEach(({ label }, index) => {
      labels.add(classes[label]!, classesNamed(predictions, index), seen[index] ?? null);
    });
    return {
      ...labels.compared(known !== null),
      masking: maskingInWords(run, { config, vocabulary }),
      ...countLooksOfRun(
        store,
        { run, ensemble: ngrams !== null },
        items.map(({ document, text, label }) => ({ document, text, truth: classes[label]! })),
      ),
    };
  } finally {
    await predictor.dispose();
  }
}
