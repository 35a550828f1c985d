/** What a checkpoint is, in words for the terminal. */
import { parametersInWords, poolingInWords } from '../../api/checkpoint-words.ts';
import type { CheckpointRow } from '../../checkpoints/library/list.ts';
import { counted } from '../../counted.ts';

export function checkpointFacts(row: CheckpointRow): [string, string][] {
  const { name, family, layers, width, parameters, positions, labels, licence, bytes, origin, hash, cost } =
    row;
  return [
    ['name', name],
    ['family', family],
    ['layers x width', `${layers} x ${width}`],
    ['parameters', parametersInWords(parameters)],
    ['pooling', poolingInWords(row)],
    ['longest text', positions === null ? 'not stated' : counted(positions, 'token')],
    ...(labels === null ? [] : [['classes', labels.join(', ')] satisfies [string, string]]),
    ['licence', licence ?? 'not stated'],
    ['size', bytesInWords(bytes)],
    ['added from', origin.from],
    ['hash', hash],
    ['speed here', cost === null ? 'not measured' : speedInWords(cost)],
  ];
}

export function speedInWords({
  textsPerSecond,
  tokens,
  memory,
  device,
}: NonNullable<CheckpointRow['cost']>): string {
  const speed = textsPerSecond < 10 ? textsPerSecond.toFixed(1) : Math.round(textsPerSecond);
  return `${speed} texts/s (about ${counted(tokens, 'token')} each), ${bytesInWords(memory)} of memory (${device})`;
}

/** `92 MB` */
export function bytesInWords(bytes: number): string {
  if (bytes < 1e6) return `${Math.ceil(bytes / 1e3)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
