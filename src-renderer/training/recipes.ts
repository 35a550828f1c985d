import type { DataRequest, TrainConfig } from '../../src-main/api/types.ts';

export type Recipe = TrainConfig['recipe'];

interface RecipeNote {
  recipe: Recipe;
  /** What it is, in one line. */
  line: string;
  reads: DataRequest['reads'];
}

/** The recipes in the order in which they are offered. */
export const recipeNotes: readonly RecipeNote[] = [
  {
    recipe: 'contextual-sentiment',
    line: 'Classifies a text that queries the texts before it, its context window, by attention.',
    reads: 'labels',
  },
  {
    recipe: 'topic',
    line: 'Predicts the topic of a text: the same model, by default without context.',
    reads: 'labels',
  },
  {
    recipe: 'document-attention',
    line: 'Classifies a text by its word vectors, averaged by learned attention heads.',
    reads: 'labels',
  },
  {
    recipe: 'rnn-attention',
    line: 'Classifies a text by the states of a recurrent layer, averaged by attention.',
    reads: 'labels',
  },
  {
    recipe: 'simple-transformer',
    line: 'Classifies a text by the mean of its words after transformer blocks.',
    reads: 'labels',
  },
  {
    recipe: 'bert-classifier',
    line: 'Classifies a text with a published BERT checkpoint: fine-tuned, or only its head.',
    reads: 'labels',
  },
  {
    recipe: 'word2vec',
    line: 'Word vectors from unlabelled texts (skip-gram); classifiers can start from them.',
    reads: 'texts',
  },
  {
    recipe: 'price-transformer',
    line: 'Days of prices and volumes as bins: does the next day close higher?',
    reads: 'prices',
  },
  {
    recipe: 'company-embedding',
    line: 'A vector for each company from what is written about it, drawn as a map.',
    reads: 'companies',
  },
];

export function recipeNote(recipe: Recipe): RecipeNote {
  const note = recipeNotes.find((known) => known.recipe === recipe);
  if (!note) throw new Error(`The recipe ${recipe} has no note.`);
  return note;
}

/** Whether a run of the recipe classifies texts, and can be asked about any. */
export function classifiesTexts(recipe: Recipe): boolean {
  return recipeNote(recipe).reads === 'labels';
}

/** The recipe of this name, or null. */
export function recipeNamed(name: unknown): Recipe | null {
  return recipeNotes.find(({ recipe }) => recipe === name)?.recipe ?? null;
}
