/** What a checkpoint is, in words for the terminal. */
import type { RemovedRow } from '../../jobs/checkpoint-removal.ts';
import type { CheckpointRow } from '../../checkpoints/library/list.ts';

export function checkpointFacts(row: CheckpointRow): [string, string][] {
  const { name, family, layers, width, parameters, positions, labels, licence, bytes, origin, hash, cost } =
    row;
  return [
    ['name', name],
    ['family', family],
    ['layers x width', `${layers} x ${width}`],
    ['parameters', parametersInWords(parameters)],
    ['pooling', poolingInWords(row)],
    ['longest text', positions === null ? 'not stated' : `${positions} tokens`],
    ...(labels === null ? [] : [['classes', labels.join(', ')] satisfies [string, string]]),
    ['licence', licence ?? 'not stated'],
    ['size', bytesInWords(bytes)],
    ['added from', origin.from],
    ['hash', hash],
    ['speed here', cost === null ? 'not measured' : speedInWords(cost)],
  ];
}

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

export function speedInWords({
  textsPerSecond,
  tokens,
  memory,
  device,
}: NonNullable<CheckpointRow['cost']>): string {
  const speed = textsPerSecond < 10 ? textsPerSecond.toFixed(1) : Math.round(textsPerSecond);
  return `${speed} texts/s (about ${tokens} tokens each), ${bytesInWords(memory)} of memory (${device})`;
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

/** `92 MB` */
export function bytesInWords(bytes: number): string {
  if (bytes < 1e6) return `${Math.ceil(bytes / 1e3)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
