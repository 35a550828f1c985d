import { join } from 'node:path';
import { end, sample, start } from './workspace.ts';

/** A workspace with the tweets and labels of the sample, and one run. */
export async function trainedWorkspace(workspace: string): Promise<void> {
  await end(start(workspace, 'import', join(sample, 'stockerbot-sample.csv')));
  await end(start(workspace, 'import', join(sample, 'sentiment.csv'), '--labels', 'sentiment'));
  const settings = ['--set', 'scheme=sentiment', '--set', 'epochs=1', '--device', 'cpu'];
  await end(start(workspace, 'train', 'topic', ...settings));
}
