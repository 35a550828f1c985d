import { counted } from '../counted.ts';
import { inThousands } from '../in-thousands.ts';
import { enoughLabels } from '../recipes/texts/label-needs.ts';
import type { TickerAdequacy, TickersAdequacy } from './ticker-adequacy.ts';

/**
 * In sentences: which tickers can be trained on alone.
 *
 * @param of the ticker that is asked about; null: any
 */
export function tickersSentence({ tickers, least, scheme }: TickersAdequacy, of: string | null): string {
  const alone = tickers.filter((one) => one.alone);
  const [best] = tickers;
  const own = tickers.find(({ symbol }) => symbol === of);
  const about =
    of === null || own?.alone
      ? ''
      : `${of} has ${labelledTexts(own?.labelled ?? 0)} of the scheme “${scheme}”${own && own.labelled >= least.labels ? ', all of one class' : ''}. `;
  if (!best) return `${about}No ticker has a labelled text of the scheme “${scheme}”.`;
  if (own?.alone) {
    const known = `an accuracy would be known to ± ${pointsOf(own)} points`;
    return isEnoughAlone(own)
      ? `${own.symbol} can be trained alone: it has ${labelledTexts(own.labelled)}, and ${known}.`
      : `A training on ${own.symbol} alone would start, but it has only ${labelledTexts(own.labelled)}: ${known}.`;
  }
  if (alone.length === 0) {
    return `${about}No ticker can be trained alone: ${counted(least.labels, 'labelled text')} of two classes are needed, and the best, ${best.symbol}, has ${best.labelled}.`;
  }
  const names = alone
    .slice(0, 5)
    .map((one) => `${one.symbol} (${inThousands(one.labelled)}, ± ${pointsOf(one)} points)`);
  const more = alone.length > names.length ? ` and ${alone.length - names.length} more` : '';
  return `${about}${inThousands(alone.length)} of ${inThousands(tickers.length)} tickers with labels can be trained alone, since ${alone.length === 1 ? 'it has' : 'they have'} ${least.labels} or more labelled texts of two classes: ${names.join(', ')}${more}.`;
}

/** How exactly an accuracy would be known, in points. */
function pointsOf({ test }: TickerAdequacy): string {
  return (100 * test.halfWidth).toFixed(0);
}

/** Whether so many labels are worth a training of their own, rather than one of all tickers. */
export function isEnoughAlone({ alone, labelled }: TickerAdequacy): boolean {
  return alone && labelled >= enoughLabels;
}

function labelledTexts(count: number): string {
  if (count === 0) return 'no labelled text';
  return counted(count, 'labelled text');
}
