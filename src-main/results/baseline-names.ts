/**
 * The baselines of a run, by their keys in results and `--json`. Keys are stable; people are shown the names.
 */
const names: Readonly<Record<string, string>> = {
  textAlone: 'the text alone',
  majority: 'majority',
  naiveBayes: 'naive Bayes',
  logisticRegression: 'logistic regression',
  nGrams: 'n-grams',
  dayBefore: 'the move of the previous day',
  // Its key in results of earlier versions.
  'as the day before': 'the move of the previous day',
};

/** The name of a baseline, given its key in a result; a key without a name is split into words. */
export function baselineName(key: string): string {
  return names[key] ?? key.replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ').toLowerCase();
}

/** The name of the model of a run that also reads n-grams, measured without them. */
export const modelAlone = 'the model alone';
