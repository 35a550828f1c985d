/** Labelled texts in which context adds a known amount to the accuracy. */
import { Random } from '../../src-main/random.ts';

/** The share of texts that say nothing by themselves. */
const silent = 0.2;
/** The largest difference in accuracy that can be planted. */
export const mostEffect = silent / 2;
/** The share of texts that exactly one of two models gets right, if one reads the windows and the other does not. */
export const discordant = silent / 2;

const classes = ['bearish', 'bullish'] as const;
const cues = ['losses', 'gains'] as const;
const dayMs = 86_400_000;
const consonants = 'b d f g k l m n p r s t v z'.split(' ');
const vowels = 'a e i o u'.split(' ');

export interface PlantedText {
  ticker: string;
  /** Each on a day of its own, so that texts are independent of one another. */
  publishedAt: number;
  text: string;
  /** 0 or 1. */
  label: number;
  /** Whether the text itself says nothing of its label. */
  silent: boolean;
}

/**
 * Texts of which four in five name their label, and one in five says nothing: it has the label of the text before it more
 * often than not. Who reads the text alone is right on half of these, and who reads the text before as well on a share
 * that is higher by `effect / .2`: the difference in accuracy over all texts is `effect`. The others are the words of a
 * vocabulary that means nothing.
 *
 * @param effect difference in accuracy, from 0 to `mostEffect`
 */
export function plantedTexts(effect: number, count: number, seed: number): PlantedText[] {
  const random = new Random(seed);
  const tickers = 20;
  const words = Array.from({ length: 3000 }, () => wordOf(random));
  const texts: PlantedText[] = [];
  for (let ticker = 0; ticker < tickers; ticker++) {
    let before: PlantedText | null = null;
    for (let day = 0; day < count / tickers; day++) {
      // One that says nothing follows one that does not.
      const isSilent: boolean = before !== null && !before.silent && random.uniform() < silent / (1 - silent);
      const follows: boolean = isSilent && random.uniform() < 0.5 + effect / silent;
      const label: number = isSilent ? (follows ? before!.label : 1 - before!.label) : random.below(2);
      const said = Array.from({ length: 6 }, () => random.pick(words));
      before = {
        ticker: `T${String.fromCodePoint(65 + ticker)}`,
        publishedAt: Date.UTC(2020, 0, 1) + day * dayMs + 36_000_000 + ticker * 60_000,
        text: [...said, isSilent ? 'unclear' : cues[label]!].join(' '),
        label,
        silent: isSilent,
      };
      texts.push(before);
    }
  }
  return texts;
}

/** As a file that is imported. */
export function asCsv(texts: readonly PlantedText[]): string {
  const rows = texts.map(
    ({ publishedAt, ticker, text, label }) =>
      `${new Date(publishedAt).toISOString()},${ticker},${text},${classes[label]!}`,
  );
  return `${['time,ticker,text,label', ...rows].join('\n')}\n`;
}

function wordOf(random: Random): string {
  return Array.from({ length: 3 }, () => random.pick(consonants) + random.pick(vowels)).join('');
}
