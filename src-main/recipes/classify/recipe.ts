import type { ClassifierConfig } from '../../configs/classifiers.ts';
import type { PublishedClassifierConfig } from '../../configs/published-classifier.ts';
import type { AgreementResult } from '../../results/agreement.ts';
import type { ScoresResult } from '../../results/classified.ts';
import type { TrialResult } from '../../results/trial.ts';
import type { Recipe } from '../base/recipe.ts';
import { classifierProgram } from './program.ts';
import { readPublished } from './published-classifier.ts';
import { trainClassifier } from './train-classifier.ts';

/** Recipes that learn a label of a text. */
export const classifier: Recipe<ClassifierConfig, ScoresResult | TrialResult> = {
  examples: 'texts',
  train: trainClassifier,
  program: classifierProgram,
};

/** The same over a published encoder whose head is published with it. */
export const publishedClassifier: typeof classifier = { ...classifier, publishedHead: 'classification' };

/** A published classifier as it stands. */
export const publishedAsItStands: Recipe<PublishedClassifierConfig, AgreementResult> = {
  examples: 'texts',
  publishedHead: 'classification',
  train: readPublished,
  program: classifierProgram,
};
