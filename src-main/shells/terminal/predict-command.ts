import type { Command } from 'commander';
import { counted } from '../../counted.ts';
import { runRow } from '../../runs/runs.ts';
import { wholeNumber } from './arguments.ts';
import { percent, time } from './format.ts';
import { predictTextFile } from './predict-file.ts';
import { type PredictOptions, whatIsAsked } from './predict-options.ts';
import { predictText } from './predict-text.ts';
import { addReadingOptions } from './reading-options.ts';
import { runArgument } from './run-argument.ts';
import { noteUnfinished } from './unfinished-run.ts';
import type { Session } from './session.ts';
import { withStandardInput } from './standard-input.ts';
import { moment } from './moment.ts';
import { withSession } from './with-session.ts';

export function addPredictCommand(program: Command): void {
  addReadingOptions(
    program
      .command('predict')
      .description(
        'predict the class of a text, a document or every text of a file; the next move of a ticker; or list nearest words',
      )
      .argument('<run>', 'the run', runArgument)
      .option('--text <text>', 'the text')
      .option(
        '--company <ticker>',
        'the company that the text is about, which gives its context; for prices, the ticker',
      )
      .option(
        '--at <time>',
        'when the text was published; for prices, read only earlier days; default: now',
        moment,
      )
      .option('--document <id>', 'a document of the workspace', wholeNumber('--document'))
      .option('--file <file>', 'predict every text of a file; if it has labels, score the predictions')
      .option(
        '--as <kind>',
        'the kind of file: stockerbot, labels or texts; default: recognised from the file',
      )
      .option(
        '--out <file>',
        'a new file for the predictions: CSV, or JSON lines if its name ends in .jsonl',
      ),
  ).action((run: number, options: PredictOptions, command: Command) =>
    withSession((session) => predict(session, run, options), command),
  );
}

function predict(session: Session, run: number, options: PredictOptions): Promise<void> {
  noteUnfinished(session, run);
  const asked = whatIsAsked(runRow(session.store(), run), options);
  if (asked === 'day') return nextDay(session, run, options);
  if (asked === 'words') return nearest(session, run, options);
  if (asked === 'file') {
    return withStandardInput([options.file!], ([file]) => predictTextFile(session, run, file!, options));
  }
  return predictText(session, run, options);
}

/** Days between the last price and the requested time from which the gap is reported. */
const longSilence = 7;

async function nextDay(
  { output, ask }: Session,
  run: number,
  { company = '', at: asked }: PredictOptions,
): Promise<void> {
  const at = asked ?? null;
  const { classes, probabilities, ...move } = await ask('move', { run, symbol: company, at });
  const { symbol, firstDay, day } = move;
  output.say(`${symbol}, the day after ${day}, predicted from the prices of ${firstDay} to ${day}`);
  const silence = at === null ? 0 : Math.floor((at - Date.parse(day)) / 86_400_000);
  if (silence > longSilence) {
    output.say(
      `There are no prices of ${symbol} between ${day} and ${time(at)} UTC, ${counted(silence, 'day')} later.`,
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

async function nearest({ output, ask }: Session, run: number, { text = '' }: PredictOptions): Promise<void> {
  const found = await ask('words', { run, text });
  output.table(
    found.map(({ word, nearest: near }) => [
      word,
      near?.map((one) => `${one.word} ${one.cosine.toFixed(2)}`).join('  ') ?? 'not in the vocabulary',
    ]),
    ['word', 'nearest'],
  );
  output.result({ run, words: found });
}
