/**
 * The simple models that stand beside a run, by the keys that results and `--json` hold them under. Keys are stable;
 * people are shown the names.
 */
const names: Readonly<Record<string, string>> = {
  majority: 'majority',
  naiveBayes: 'naive Bayes',
  logisticRegression: 'logistic regression',
  nGrams: 'n-grams',
  dayBefore: 'the move of the day before',
  // What results of earlier versions call it.
  'as the day before': 'the move of the day before',
};

/** What people call a simple model that a result holds under this key; a key without a name is shown word by word. */
export function baselineName(key: string): string {
  return names[key] ?? key.replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ').toLowerCase();
}

/** What people call the model of a run that also reads n-grams, measured without them. */
export const modelAlone = 'the model alone';
