/** What a checkpoint is and costs, in words. */
import { parametersInWords, runSentences } from '../../src-main/api/checkpoint-words.ts';
import type { CheckpointRow, CheckpointRemoval } from '../../src-main/api/types.ts';
import { formatBytes, formatCount } from '../format/number.ts';

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
  return [...sentences, ...runSentences(runs)];
}
