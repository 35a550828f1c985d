import { counted } from '../counted.ts';
import { inThousands } from '../in-thousands.ts';
import type { PriceLabelling } from '../study/price-labels/label-by-prices.ts';
import type { PriceLabelSettings } from '../study/price-labels/settings.ts';
import { agreementInWords } from './agreement-in-words.ts';

/** What prices say of texts, in sentences. */
export function pricesInWords(result: PriceLabelling): string[] {
  const { documents, labelled, scheme, dryRun, leftOut, onlyDay, outcomes, replaced, settings, agreement } =
    result;
  const said = [
    `${settingsInWords(settings)}.`,
    `${inThousands(labelled)} of ${inThousands(documents)} texts with a time and a ticker ${dryRun ? 'would get' : 'have'} a label of the scheme “${scheme}” from prices; they share ${counted(outcomes, 'outcome')} of a ticker and a time, so that they are worth far fewer independent texts.`,
  ];
  const why = [
    [leftOut.noPrices, 'mention no ticker with prices'],
    [leftOut.severalTickers, 'mention several'],
    [leftOut.beyondPrices, 'have a return that the prices do not reach'],
    [leftOut.missingPrice, 'lack a price of one of its days'],
    [leftOut.flat, 'have a flat return'],
  ] as const;
  const others = why.filter(([count]) => count > 0).map(([count, what]) => `${inThousands(count)} ${what}`);
  if (others.length > 0) said.push(`Without a label: ${others.join(', ')}.`);
  if (onlyDay > 0) {
    said.push(
      `Only the day is known of ${counted(onlyDay, 'labelled text')}: ${
        settings.from === 'after'
          ? 'their returns count from the next session on'
          : 'their returns count from the close before that day, and what happened before they were written is part of them'
      }.`,
    );
  }
  if (replaced > 0) {
    said.push(
      `${counted(replaced, 'earlier label')} from prices ${dryRun ? 'would be' : replaced === 1 ? 'was' : 'were'} replaced.`,
    );
  }
  return [...said, agreementInWords(agreement, 'prices')];
}

function settingsInWords({
  days,
  from,
  over,
  threshold,
  flat,
  zone,
  open,
  close,
}: PriceLabelSettings): string {
  const start =
    from === 'after' ? 'the first open or close at or after a text' : 'the last open or close before a text';
  const to = days === 1 ? 'the next close' : `the close ${counted(days, 'session')} on`;
  const less =
    over === 'none' ? '' : `, less that of ${over === 'market' ? 'all tickers with prices' : over}`;
  const classes =
    threshold === 0
      ? 'above 0 it is up, below 0 down'
      : `${threshold} % or more is up, −${threshold} % or less is down, and ${flat ? 'anything between is flat' : 'between them there is no label'}`;
  const since = from === 'before' ? '. What had happened between that price and the text is part of it' : '';
  return `The return from ${start} to ${to}${less}: ${classes}${since}. Sessions are from ${open} to ${close}, ${zone}; days on which trading ends early count as whole`;
}
