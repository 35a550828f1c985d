const names: Readonly<Record<string, string>> = {
  naiveBayes: 'naive Bayes',
  logisticRegression: 'logistic regression',
  nGrams: 'n-grams',
  withoutContext: 'the same without context',
};

/** What people call a simple model that a result holds under this key. */
export function floorName(key: string): string {
  return names[key] ?? key;
}

/** What people call the model of a run that also reads n-grams, measured without them. */
export const modelAlone = 'the model alone';
