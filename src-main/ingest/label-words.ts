import { classKey, labelNumber } from './label-values.ts';

/** Words that are labels of texts in published data sets; a column of nothing else is one of labels. */
const WORDS: ReadonlySet<string> = new Set(
  `positive negative neutral pos neg neu mixed conflict very_positive very_negative somewhat_positive
  somewhat_negative strongly_positive strongly_negative extremely_positive extremely_negative
  bullish bearish bull bear buy sell hold strong_buy strong_sell up down flat unchanged rise fall
  good bad great poor true false yes no fake real ham spam hate offensive normal toxic relevant irrelevant
  subjective objective opinion fact support oppose favor against agree disagree
  joy sadness anger fear surprise disgust love optimism pessimism trust anticipation excitement depression confusion
  amusement ambiguous belief anxiety panic worry happy happiness sad angry happiness neutral_emotion`
    .trim()
    .split(/\s+/),
);
/** Numbers of classes go up to here in files that name no column. */
const MOST_CLASSES = 20;

/** Whether a value is a word that only labels are: `Positive`, `very positive`, `__label__pos`. */
export function isLabelWord(value: string): boolean {
  return WORDS.has(
    classKey(value)
      .replace(/^(?:__label__|label[_ ]?)/, '')
      .replaceAll(/[\s-]+/g, '_'),
  );
}

/**
 * Whether the values of a column show that it is one of labels: all are words that only labels are, or numbers of a few
 * classes that come back.
 *
 * @param values of the rows that have one
 */
export function areLabels(values: readonly string[]): boolean {
  const distinct = new Set(values.map(classKey));
  if (values.length === 0) return false;
  if ([...distinct].every(isLabelWord)) return true;
  return areClassNumbers(values);
}

/** Whether values are the numbers of a few classes, each of which comes back. */
export function areClassNumbers(values: readonly string[]): boolean {
  const distinct = new Set(values.map(classKey));
  const areWhole = [...distinct].every((value) => {
    const number = labelNumber(value);
    return number !== null && Number.isInteger(number) && number >= -5 && number <= 100;
  });
  if (!areWhole || distinct.size > MOST_CLASSES) return false;
  return distinct.size <= 3 ? distinct.size < values.length : distinct.size * 4 <= values.length;
}
