/** What a checkpoint is and costs, in words. */
import type { CheckpointRow, CheckpointRemoval } from '../../src-main/api/types.ts';
import { formatBytes, formatCount } from '../format/number.ts';

/** `22.7 M`, or `25 k` of a small one. */
export function parametersInWords(parameters: number): string {
  if (parameters < 1e6) return `${Math.round(parameters / 1e3)} k`;
  return `${(parameters / 1e6).toFixed(1)} M`;
}

/** `mean, normalised` */
export function poolingInWords({
  pooling,
  normalized,
}: Pick<CheckpointRow, 'pooling' | 'normalized'>): string {
  return `${pooling ?? 'not stated'}${normalized ? ', normalised' : ''}`;
}

/** `210`, or `3.4` where it is slow. */
export function speedInWords(textsPerSecond: number): string {
  return textsPerSecond < 10 ? textsPerSecond.toFixed(1) : formatCount(textsPerSecond);
}

/** What it costs on this machine: `210 texts/s, 309 MB of memory`. */
export function costInWords({ cost }: Pick<CheckpointRow, 'cost'>): string {
  if (cost === null) return 'not measured here';
  return `${speedInWords(cost.textsPerSecond)} texts/s, ${formatBytes(cost.memory)} of memory`;
}

/** A choice in a form: `all-MiniLM-L6-v2 (6 × 384; 210 texts/s, 309 MB of memory)`. */
export function choiceInWords(row: CheckpointRow): string {
  return `${row.name} (${row.layers} × ${row.width}; ${costInWords(row)})`;
}

/** What was chosen: `6 × 384, 22.7 M parameters; here 210 texts/s, 309 MB of memory`. */
export function factsInWords(row: CheckpointRow): string {
  const size = `${row.layers} × ${row.width}, ${parametersInWords(row.parameters)} parameters`;
  return `${size}; ${row.cost === null ? costInWords(row) : `here ${costInWords(row)}`}`;
}

/** What removing a checkpoint takes away, and what it means for runs that name it. */
export function removalInWords({ freed, others, runs }: CheckpointRemoval): string[] {
  const sentences = [
    others.length === 0
      ? `Its files are removed from this machine, ${formatBytes(freed)}.`
      : `Only the name goes, since ${others.join(', ')} has the same content.`,
  ];
  if (runs === null || runs.length === 0) return sentences;
  const list = (some: typeof runs) =>
    `${some.length === 1 ? 'run' : 'runs'} ${some.map(({ run }) => run).join(', ')}`;
  sentences.push(
    `It is named by ${list(runs)} of this workspace. What was trained keeps its own weights and goes on working.`,
  );
  const needing = runs.filter(({ needsIt }) => needsIt);
  if (needing.length > 0) sentences.push(`To resume ${list(needing)}, it has to be there.`);
  return sentences;
}
