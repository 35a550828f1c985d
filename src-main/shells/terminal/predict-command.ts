import type { Command } from 'commander';
import { UserError } from '../../errors.ts';
import { predictMove } from '../../recipes/price-transformer/predict-move.ts';
import { neighboursOfWords } from '../../recipes/word2vec/predict-words.ts';
import { runRow } from '../../runs/runs.ts';
import { instant, wholeNumber } from './arguments.ts';
import { percent, time } from './format.ts';
import { predictTextFile } from './predict-file.ts';
import { type PredictOptions, whatIsAsked } from './predict-options.ts';
import { predictText } from './predict-text.ts';
import { addReadingOptions } from './reading-options.ts';
import { runArgument } from './run-argument.ts';
import type { Session } from './session.ts';
import { withSession } from './with-session.ts';

/** Neighbours that are listed for a word. */
const shown = 10;

/** A time that JavaScript's dates reach. */
function moment(value: string): number {
  const at = instant(value);
  if (Math.abs(at) <= 8.64e15) return at;
  throw new UserError('use', `"${value}" is not a time; write it like 2018-07-18T21:33:26Z`);
}

export function addPredictCommand(program: Command): void {
  addReadingOptions(
    program
      .command('predict')
      .description(
        'read a text, a document or a file of texts; the next day of a ticker; the nearest words of words',
      )
      .argument('<run>', 'the run', runArgument)
      .option('--text <text>', 'any text')
      .option(
        '--company <ticker>',
        'the company that it is about, whose texts are its context; or whose prices',
      )
      .option(
        '--at <time>',
        'when it was said, now where left out; of prices, the days before this one are read',
        moment,
      )
      .option('--document <id>', 'a document of the workspace', wholeNumber('--document'))
      .option('--file <file>', 'every text of a file; with labels, how many are right')
      .option('--as <kind>', 'what the file is: stockerbot, labels or texts; recognised where left out')
      .option('--out <file>', 'a new file for the predictions: CSV, or JSON lines where it ends with .jsonl'),
  ).action((run: number, options: PredictOptions, command: Command) =>
    withSession((session) => predict(session, run, options), command),
  );
}

function predict(session: Session, run: number, options: PredictOptions): Promise<void> {
  const asked = whatIsAsked(runRow(session.store(), run), options);
  if (asked === 'day') return nextDay(session, run, options);
  if (asked === 'words') return nearest(session, run, options);
  if (asked === 'file') return predictTextFile(session, run, options.file!, options);
  return predictText(session, run, options);
}

/** Days between the last price and the time asked for, after which it is said how long ago that was. */
const longSilence = 7;

async function nextDay(
  { output, store }: Session,
  run: number,
  { company = '', at: asked }: PredictOptions,
): Promise<void> {
  const at = asked ?? null;
  const { classes, probabilities, ...move } = await predictMove(store(), run, company, at);
  const { symbol, firstDay, day } = move;
  output.say(`${symbol}, the day after ${day}; read from ${firstDay} to ${day}`);
  const silence = at === null ? 0 : Math.floor((at - Date.parse(day)) / 86_400_000);
  if (silence > longSilence) {
    output.say(
      `Prices of ${symbol} between ${day} and ${time(at)} UTC, ${silence} days later, are not here.`,
    );
  }
  output.say();
  output.table(
    classes.map((name, index) => [name, percent(probabilities[index]!)]),
    ['move', 'probability'],
  );
  output.result({
    ...move,
    probabilities: Object.fromEntries(classes.map((name, index) => [name, probabilities[index]])),
  });
}

async function nearest(
  { output, store }: Session,
  run: number,
  { text = '' }: PredictOptions,
): Promise<void> {
  const found = await neighboursOfWords(store(), run, text, shown);
  output.table(
    found.map(({ word, nearest: near }) => [
      word,
      near?.map((one) => `${one.word} ${one.cosine.toFixed(2)}`).join('  ') ?? 'not in the vocabulary',
    ]),
    ['word', 'nearest'],
  );
  output.result({ run, words: found });
}
