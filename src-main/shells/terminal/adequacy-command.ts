import type { Command } from 'commander';
import { countData } from '../../api/training-data.ts';
import { testPartSentence } from '../../api/test-part-sentence.ts';
import { type TickerAdequacy, tickersAdequacy } from '../../api/ticker-adequacy.ts';
import { isEnoughAlone, tickersSentence } from '../../api/ticker-adequacy-words.ts';
import { counted } from '../../counted.ts';
import { UserError } from '../../errors.ts';
import { labelledInWords, nearDuplicatesCountOnce } from '../../near-duplicate-words.ts';
import { namesOfScheme } from '../../store/class-names.ts';
import { companyBySymbol } from '../../store/companies.ts';
import { noSuchTicker } from '../../store/missing.ts';
import { requireScheme } from '../../store/text-filter.ts';
import { wholeNumber } from './arguments.ts';
import { percent } from './format.ts';
import type { Session } from './session.ts';
import { addWindowOptions, type WindowOptions, windowSpec } from './window-options.ts';

export interface AdequacyOptions extends WindowOptions {
  scheme: string;
  testShare: number;
  rows: number;
}

/** Tickers that are shown where nothing is said. */
const usualRows = 20;

/** What `labels adequacy`, below the command that lists labels, is and takes. */
export function addAdequacyOptions(command: Command): Command {
  return addWindowOptions(
    command
      .description(
        'tell whether there are labels enough to train, overall and per ticker, and what a test could show',
      )
      .argument('[ticker]', 'one ticker; default: all')
      .option('--scheme <name>', 'the label scheme', 'sentiment')
      .option('--test-share <share>', 'the share of the texts that is tested', share, 0.2)
      .option('--rows <count>', 'how many tickers to list', wholeNumber('--rows', 0), usualRows),
  );
}

function share(value: string): number {
  const number = Number(value);
  if (value.trim() !== '' && number > 0 && number < 1) return number;
  throw new UserError('use', `--test-share takes a number between 0 and 1, not "${value}".`);
}

export function showAdequacy(
  { output, store }: Session,
  asked: string | undefined,
  options: AdequacyOptions,
): void {
  const { scheme, testShare, rows } = options;
  requireScheme(store(), scheme);
  const nameOf = namesOfScheme(store(), scheme);
  const symbol = asked === undefined ? null : tickerOf(store(), asked);
  const window = windowSpec(options);
  const counts = countData(store(), { reads: 'labels', scheme, symbols: null, window, testShare });
  if (counts.reads !== 'labels' || counts.test === null) throw new TypeError('labels were counted');
  const found = tickersAdequacy(store(), { scheme, window, testShare });
  const tickers = found.tickers.filter((one) => symbol === null || one.symbol === symbol);
  const sentence = tickersSentence(found, symbol);
  const { reads: _, test, ...overall } = counts;

  const heads = [
    'ticker',
    'labelled',
    `with ${window.n} earlier`,
    'classes',
    'span',
    'tested',
    'accuracy ±',
    'alone',
  ];
  const row = (name: string, one: Omit<TickerAdequacy, 'symbol' | 'alone'>, alone: string) => [
    name,
    one.labelled,
    `${one.withEarlier} (${percent(one.labelled === 0 ? 0 : one.withEarlier / one.labelled)})`,
    one.classes.map(({ value, count }) => `${nameOf(value)} ${count}`).join(', '),
    spanOf(one),
    one.test.texts,
    one.test.texts === 0 ? '' : (100 * one.test.halfWidth).toFixed(1),
    alone,
  ];
  output.table(
    [
      ...(symbol === null ? [row('all', { ...overall, test }, '')] : []),
      ...tickers
        .slice(0, symbol === null ? rows : 1)
        .map((one) => row(one.symbol, one, one.alone ? 'yes' : 'no')),
    ],
    heads,
  );
  if (symbol === null && tickers.length > rows)
    output.say(`(${counted(tickers.length - rows, 'more ticker')} with labels; --rows shows them)`);
  output.say();
  if (symbol === null) output.say(testPartSentence(test));
  else if (tickers[0]) output.say(testPartSentence(tickers[0].test));
  if (symbol === null && overall.labelled < found.least.labels)
    output.say(`${labelledInWords(overall.documents, overall.labelled, '')}. ${nearDuplicatesCountOnce}`);
  output.say(sentence);
  if (!tickers.some(isEnoughAlone)) {
    output.say(
      'Train on all tickers together, and read the scores of each ticker with "contexture evaluate RUN"; label texts of a ticker by hand in the Label view; or let a run label them with "contexture label RUN".',
    );
  }
  output.result({ scheme, testShare, least: found.least, overall: { ...overall, test }, tickers, sentence });
}

/** @throws UserError if the workspace has no such ticker */
function tickerOf(store: ReturnType<Session['store']>, asked: string): string {
  const company = companyBySymbol(store, asked);
  if (company === null) throw noSuchTicker(store, asked);
  return company.symbol;
}

function spanOf({
  firstAt,
  lastAt,
  undated,
}: Pick<TickerAdequacy, 'firstAt' | 'lastAt' | 'undated'>): string {
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  const without = undated === 0 ? '' : `${undated} without time`;
  if (firstAt === null || lastAt === null) return without;
  const [first, last] = [day(firstAt), day(lastAt)];
  return [first === last ? first : `${first} to ${last}`, without].filter((part) => part !== '').join(', ');
}
