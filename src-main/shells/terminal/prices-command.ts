import type { Command } from 'commander';
import { pricesInWords } from '../../api/prices-in-words.ts';
import { UserError } from '../../errors.ts';
import { namesOfScheme } from '../../store/class-names.ts';
import { newSchemeSentence } from '../../store/missing.ts';
import type { PriceLabelling } from '../../study/price-labels/label-by-prices.ts';
import { type PriceLabelSettings, priceLabelSettingsSchema } from '../../study/price-labels/settings.ts';
import { choiceOption, wholeNumber } from './arguments.ts';
import { classColumn } from './class-column.ts';
import { percent, score, time } from './format.ts';
import type { Session } from './session.ts';
import { takeBack } from './take-back.ts';

export interface PricesOptions {
  scheme?: string;
  days: number;
  start: string;
  over: string;
  threshold: number;
  flat: boolean;
  zone: string;
  open: string;
  close: string;
  against?: string;
  dryRun?: boolean;
  undo?: boolean;
}

const usual = priceLabelSettingsSchema.parse({});

/** What `labels prices`, below the command that lists labels, is and takes. */
export function addPricesOptions(command: Command): Command {
  return command
    .description('label texts by what prices did after them, in a scheme of their own')
    .option('--scheme <name>', 'the scheme of the labels; one that has no labels of people')
    .option(
      '--days <count>',
      'sessions up to whose close a return counts',
      wholeNumber('--days', 1, 250),
      usual.days,
    )
    .addOption(
      choiceOption(
        '--start <point>',
        'after: from the first price at or after the text; before: from the last one before it, with what had happened since',
        ['after', 'before'],
      ).default(usual.from),
    )
    .option(
      '--over <market>',
      'what is taken off a return: market (the mean of all tickers with prices), none, or a ticker such as an index',
      usual.over,
    )
    .option('--threshold <percent>', 'from which return on a text is up or down', percentage, usual.threshold)
    .option('--no-flat', 'give no label to texts between the thresholds')
    .option('--zone <zone>', 'the time zone of the exchange', usual.zone)
    .option('--open <time>', 'when a session opens', clock('--open'), usual.open)
    .option('--close <time>', 'when a session closes', clock('--close'), usual.close)
    .option(
      '--against <name>',
      'compare with the labels of people in this scheme; default: one with the same classes',
    )
    .option('--dry-run', 'count and compare without storing any labels')
    .option('--undo', 'take back the last labels from prices of the scheme');
}

function percentage(value: string): number {
  const number = Number(value);
  if (value.trim() !== '' && number >= 0 && number <= 100) return number;
  throw new UserError('use', `--threshold takes a number of percent from 0 to 100, not "${value}".`);
}

function clock(name: string): (value: string) => string {
  return (value) => {
    if (/^([01]\d|2[0-3]):[0-5]\d$/.test(value)) return value;
    throw new UserError('use', `${name} takes a time of day such as 09:30, not "${value}".`);
  };
}

export async function labelPrices(session: Session, options: PricesOptions): Promise<void> {
  const { output } = session;
  const {
    scheme,
    against = null,
    dryRun = false,
    undo = false,
    days,
    start,
    over,
    threshold,
    flat,
  } = options;
  if (scheme === undefined) {
    throw new UserError(
      'use',
      'Name the scheme of the labels with --scheme, such as --scheme next-day. It must not be one with labels of people.',
    );
  }
  if (undo) {
    await takeBack(session, scheme, 'price');
    return;
  }
  const { zone, open, close } = options;
  const settings: PriceLabelSettings = priceLabelSettingsSchema.parse({
    days,
    from: start,
    over,
    threshold,
    flat,
    zone,
    open,
    close,
  });
  if (open >= close) {
    throw new UserError(
      'use',
      `A session cannot open at ${open} and close at ${close}: give the earlier time first.`,
    );
  }
  const isNew = newSchemeSentence(session.store(), scheme);
  if (isNew !== null) output.note(isNew);
  const result = await session.ask('label-prices', { scheme, settings, against, dryRun });
  show(session, result);
  output.result(result);
}

function show({ output, store }: Session, result: PriceLabelling): void {
  for (const sentence of pricesInWords(result)) output.say(sentence);
  const { classes, labelled, agreement, firstKnown, lastKnown, dryRun } = result;
  if (firstKnown !== null) {
    output.say(`The labels were known from ${time(firstKnown)} to ${time(lastKnown)} UTC.`);
  }
  output.say();
  const named = classColumn(
    classes.map(({ value }) => value),
    namesOfScheme(store(), result.scheme),
  );
  const perClass = new Map(agreement?.perClass.map((one) => [one.value, one]));
  output.table(
    classes.map(({ value, count, meanReturn }) => {
      const compared = agreement?.compared ? perClass.get(value) : undefined;
      return [
        ...named.cells(value),
        count,
        labelled === 0 ? '' : percent(count / labelled),
        meanReturn === null ? '' : `${(100 * meanReturn).toFixed(2)} %`,
        compared ? score(compared.precision) : '',
        compared ? score(compared.recall) : '',
      ];
    }),
    [...named.heads(result.scheme), 'texts', 'share', 'mean return', 'precision', 'recall'],
  );
  if (dryRun) output.say('\nnothing was stored');
}
