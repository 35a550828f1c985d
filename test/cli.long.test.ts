import { describe, expect, test } from 'vitest';
import { dataFile, missing } from './support/data.ts';
import { imported, jsonOf, trained } from './support/json-command.ts';
import { temporaryFolder } from './support/workspace.ts';

describe('the StockerBot export and its labels', () => {
  const [tweets, train, valid] = [
    'stockerbot-export.csv',
    'stockerbot-labelled-train.csv',
    'stockerbot-labelled-valid.csv',
  ].map(dataFile);

  test('train to more than .90 on the published validation file', ({ skip }) => {
    if (!tweets || !train || !valid) {
      skip(missing('stockerbot-export.csv'));
      return;
    }
    const workspace = temporaryFolder();
    const { files } = jsonOf(imported, workspace, 'import', tweets);
    expect(files[0]).toMatchObject({ records: 28_874, rejected: 0 });
    expect(files[0]!.accepted + files[0]!.duplicate).toBe(28_874);
    const labels = jsonOf(imported, workspace, 'import', train, '--labels', 'sentiment');
    expect(labels.files[0]!.labels!.matched).toBe(3104);
    const run = jsonOf(trained, workspace, 'train', 'contextual-sentiment', '--test', valid);
    expect(run.test.accuracy).toBeGreaterThanOrEqual(0.9);
    // The baselines of the data's own description: majority .652, naive Bayes about .86.
    expect(run.baselines['majority']!.accuracy).toBeCloseTo(0.652, 2);
    expect(run.test.accuracy).toBeGreaterThan(run.baselines['naiveBayes']!.accuracy);
  });
});
