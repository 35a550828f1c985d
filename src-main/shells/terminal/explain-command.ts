import type { Command } from 'commander';
import { windowSize } from '../../configs/contextual.ts';
import { UserError } from '../../errors.ts';
import { runRow } from '../../runs/runs.ts';
import { wholeNumber } from './arguments.ts';
import { explainTestPart } from './explain-test-part.ts';
import type { ExplainOptions } from './explain-options.ts';
import { explainOneText } from './explain-one-text.ts';
import { moment } from './moment.ts';
import { runArgument, runOption } from './run-argument.ts';
import { noteUnfinished } from './unfinished-run.ts';
import type { Session } from './session.ts';
import { withSession } from './with-session.ts';

export function addExplainCommand(program: Command): void {
  program
    .command('explain')
    .description(
      'explain what a run says of a text: what each context text and each word contributes; or how faithful its attention is over its whole test part',
    )
    .argument('<run>', 'the run', runArgument)
    .option('--text <text>', 'the text')
    .option('--company <ticker>', 'the company that the text is about, which gives its context')
    .option('--at <time>', 'when the text was published; default: now', moment)
    .option('--document <id>', 'a document of the workspace', wholeNumber('--document'))
    .option('--class <name>', 'the class that is explained; default: the predicted one')
    .option(
      '--words-of <position>',
      'also leave out each word of this context text; 1 is the most recent',
      wholeNumber('--words-of', 1),
    )
    .option('--gradients', 'also gradient times input and integrated gradients of each word')
    .option('--test', 'explain every text of the test part that has a window')
    .option('--texts <count>', 'with --test: so many of them, drawn by chance', wholeNumber('--texts', 1))
    .option('--others <ids>', 'with --test: compare the attention of these runs, such as 3,4', runIds)
    .option('--seed <number>', 'with --test: the seed of what is drawn; default: 1', wholeNumber('--seed', 0))
    .option('--out <file>', 'with --test: a new CSV file with a row for each text')
    .action((run: number, options: ExplainOptions, command: Command) =>
      withSession((session) => explain(session, run, options), command),
    );
}

function runIds(value: string): number[] {
  return value.split(',').map(runOption('--others'));
}

const ofText = ['text', 'document', 'company', 'at', 'class', 'wordsOf', 'gradients'] as const;
const ofTest = ['texts', 'others', 'seed', 'out'] as const;

/** @throws UserError for options that ask nothing, or that would have no effect */
export function explain(session: Session, run: number, options: ExplainOptions): Promise<void> {
  noteUnfinished(session, run);
  const given = (names: readonly (keyof ExplainOptions)[]) =>
    names.filter((name) => options[name] !== undefined).map(flagOf);
  if (options.test === true) {
    const [flag] = given(ofText);
    if (flag !== undefined) {
      throw new UserError(
        'use',
        `${flag} applies to one text and cannot be used with --test. Leave one out.`,
      );
    }
    return explainTestPart(session, run, options);
  }
  const [flag] = given(ofTest);
  if (flag !== undefined)
    throw new UserError('use', `${flag} applies only with --test. Add --test, or leave it out.`);
  if ((options.text === undefined) === (options.document === undefined)) {
    throw new UserError(
      'use',
      'Give a --text (with --company, to read it in context) or a --document, or --test.',
    );
  }
  if (options.document !== undefined && (options.company !== undefined || options.at !== undefined)) {
    throw new UserError('use', 'A --document has its own company and time. Leave --company and --at out.');
  }
  const [about] = given(['company', 'at']);
  if (about !== undefined && windowSize(runRow(session.store(), run).config) === 0) {
    throw new UserError('use', `${about} would have no effect: run ${run} reads no context. Leave it out.`);
  }
  return explainOneText(session, run, options);
}

function flagOf(name: string): string {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
