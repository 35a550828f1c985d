/** Why the predictions of a run do not add up to its score. */
export function ensembleSentence(run: number): string {
  return `The predictions of run ${run} are those of its ensemble with n-grams: 0.1.0 kept no others, so they do not add up to the score of its model.`;
}
