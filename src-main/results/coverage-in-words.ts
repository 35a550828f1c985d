import { counted } from '../counted.ts';
import type { VectorCoverage } from './vector-coverage.ts';

/** Coverage in sentences, for the terminal and the window. */
export function coverageInWords(coverage: VectorCoverage): string[] {
  const { source, format, width, projectedTo, tuned, words, tokens, otherCase, added, missing, notes } =
    coverage;
  const from = typeof source === 'number' ? `run ${source}` : `${source} (${format})`;
  return [
    `word vectors from ${from}, ${tuned ? 'tuned' : 'frozen'}, ${width} wide${projectedTo === null ? '' : `, projected to ${projectedTo}`}:` +
      ` ${percent(words)} of ${counted(words.of, 'word')} and ${percent(tokens)} of running words have one`,
    ...(missing.length === 0 ? [] : [`frequent words without one: ${missing.join(', ')}`]),
    ...(added === 0
      ? []
      : [
          `${counted(added, 'word was', 'words were')} added to the vocabulary because ${added === 1 ? 'it has' : 'they have'} one`,
        ]),
    ...(otherCase === 0
      ? []
      : [`${counted(otherCase, 'word')} took that of another spelling in capital or small letters`]),
    ...notes,
  ];
}

function percent({ found, of }: { found: number; of: number }): string {
  return of === 0 ? '0 %' : `${((100 * found) / of).toFixed(1)} %`;
}
