import type { Command } from 'commander';
import { UserError } from '../../errors.ts';
import { predictMove } from '../../study/predict-move.ts';
import { neighboursOfWords } from '../../study/predict-words.ts';
import { isClassifier } from '../../training/recipes/classifiers.ts';
import { runRow } from '../../training/runs.ts';
import { instant, wholeNumber } from './arguments.ts';
import { percent } from './format.ts';
import { predictTextFile } from './predict-file.ts';
import { predictText } from './predict-text.ts';
import { addReadingOptions, type ReadingOptions } from './reading-options.ts';
import { runArgument } from './run-argument.ts';
import type { Session } from './session.ts';
import { withSession } from './with-session.ts';

export interface PredictOptions extends ReadingOptions {
  text?: string;
  company?: string;
  at?: number;
  document?: number;
  file?: string;
  as?: string;
  out?: string;
}

/** Neighbours that are listed for a word. */
const shown = 10;

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
      .option('--at <time>', 'when it was said; now where left out', instant)
      .option('--document <id>', 'a document of the workspace', wholeNumber('--document'))
      .option('--file <file>', 'every text of a file; with labels, how many are right')
      .option('--as <kind>', 'what the file is: stockerbot, labels or texts; recognised where left out')
      .option('--out <file>', 'a new file for the predictions: CSV, or JSON lines where it ends with .jsonl'),
  ).action((run: number, options: PredictOptions, command: Command) =>
    withSession((session) => predict(session, run, options), command),
  );
}

function predict(session: Session, run: number, options: PredictOptions): Promise<void> {
  const { recipe } = runRow(session.store(), run);
  if (recipe === 'price-transformer') return nextDay(session, run, options);
  if (recipe === 'word2vec') return nearest(session, run, options);
  if (!isClassifier({ recipe })) {
    throw new UserError(
      'use',
      `run ${run} is of the recipe ${recipe}, which predicts nothing; see contexture neighbours TICKER --run ${run}`,
    );
  }
  const { text, document, file } = options;
  if ([text, document, file].filter((one) => one !== undefined).length !== 1) {
    throw new UserError(
      'use',
      'give a --text (with --company, to read it in context), a --document or a --file',
    );
  }
  return file === undefined
    ? predictText(session, run, options)
    : predictTextFile(session, run, file, options);
}

async function nextDay({ output, store }: Session, run: number, { company }: PredictOptions): Promise<void> {
  if (company === undefined) {
    throw new UserError('use', `run ${run} reads prices: give a ticker, such as --company SPY`);
  }
  const { classes, probabilities, ...move } = await predictMove(store(), run, company);
  output.say(`${move.symbol}, the day after ${move.day}\n`);
  output.table(
    classes.map((name, index) => [name, percent(probabilities[index]!)]),
    ['move', 'probability'],
  );
  output.result({
    ...move,
    probabilities: Object.fromEntries(classes.map((name, index) => [name, probabilities[index]])),
  });
}

async function nearest({ output, store }: Session, run: number, { text }: PredictOptions): Promise<void> {
  if (text === undefined) throw new UserError('use', `run ${run} knows words: give some with --text`);
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
