import { UserError } from '../../errors.ts';
import { countsAsTruth, labelledDocuments } from '../../store/labels.ts';
import type { ReadableStore } from '../../store/store.ts';
import { checkScheme } from '../texts/labelled-texts.ts';

/** The topics of documents, whoever named them. */
export interface TopicLabels {
  /** In alphabetical order. */
  classes: string[];
  /** Index into `classes` by document. */
  topicOf: ReadonlyMap<number, number>;
  /** Documents whose topic nobody said: a model named it, or it was found in the texts. */
  unconfirmed: ReadonlySet<number>;
}

/** @throws UserError if fewer than two topics of the scheme are there to be told apart. */
export function topicLabels(
  store: ReadableStore,
  scheme: string,
  symbols: readonly string[] | null,
): TopicLabels {
  const rows = labelledDocuments(store, scheme, symbols, { models: true });
  const classes = [...new Set(rows.map(({ value }) => value))].sort();
  if (classes.length < 2) {
    checkScheme(store, scheme);
    throw new UserError(
      'use',
      `The texts have ${classes.length === 0 ? 'no labels' : 'only one class'} of the scheme "${scheme}"; at least two classes are needed.` +
        ' A model that has learned them can label the other texts.',
      {
        remedies: [
          { action: 'import', what: 'labels', scheme },
          { action: 'train', recipe: 'topic' },
          { action: 'label' },
        ],
      },
    );
  }
  return {
    classes,
    topicOf: new Map(rows.map(({ document, value }) => [document, classes.indexOf(value)])),
    unconfirmed: new Set(rows.filter(({ origin }) => !countsAsTruth(origin)).map(({ document }) => document)),
  };
}
