/** What a checkpoint is, in the words of the terminal and the window. */
import type { CheckpointRow } from '../checkpoints/library/list.ts';
import type { RemovedRow } from '../jobs/checkpoint-removal.ts';

/** `22.7 M`, or `25 k` of a small one. */
export function parametersInWords(parameters: number): string {
  if (parameters < 1e6) return `${Math.round(parameters / 1e3)} k`;
  return `${(parameters / 1e6).toFixed(1)} M`;
}

/** `mean, normalised`, or that its files say nothing. */
export function poolingInWords({
  pooling,
  normalized,
}: Pick<CheckpointRow, 'pooling' | 'normalized'>): string {
  return `${pooling ?? 'not stated'}${normalized ? ', normalised' : ''}`;
}

/** Which runs of the workspace name a checkpoint that goes, and what that means for them. */
export function runSentences(runs: RemovedRow['runs']): string[] {
  if (runs === null || runs.length === 0) return [];
  const list = (some: typeof runs) =>
    `${some.length === 1 ? 'run' : 'runs'} ${some.map(({ run }) => run).join(', ')}`;
  const needing = runs.filter(({ needsIt }) => needsIt);
  return [
    `It is named by ${list(runs)} of this workspace. What was trained keeps its own weights and goes on working.`,
    ...(needing.length === 0 ? [] : [`To resume ${list(needing)}, it has to be there.`]),
  ];
}
