import type { Command } from 'commander';
import { agreementSentence } from '../../api/agreement.ts';
import type { NameOf } from '../../class-names.ts';
import { counted } from '../../counted.ts';
import { UserError } from '../../errors.ts';
import { inThousands } from '../../in-thousands.ts';
import { namesOfScheme } from '../../store/class-names.ts';
import { newSchemeSentence } from '../../store/missing.ts';
import { reading, writing } from '../../store/open.ts';
import type { Labelling } from '../../study/types.ts';
import { runRow } from '../../runs/runs.ts';
import { tickers } from './arguments.ts';
import { classColumn } from './class-column.ts';
import { percent } from './format.ts';
import type { Output } from './output.ts';
import { runArgument } from './run-argument.ts';
import { noteUnfinished } from './unfinished-run.ts';
import type { Session } from './session.ts';
import { withSession } from './with-session.ts';

interface LabelOptions {
  minConfidence: number;
  scheme?: string;
  company?: string[];
  dryRun?: boolean;
}

export function addLabelCommand(program: Command): void {
  program
    .command('label')
    .description('label the unlabelled texts of the workspace with the predictions of a run')
    .argument('<run>', 'the run', runArgument)
    .option(
      '--min-confidence <share>',
      'the lowest confidence at which a text is labelled, from 0 to 1',
      confidence,
      0.5,
    )
    .option('--scheme <name>', 'the scheme of the labels; default: the one that the run was trained on')
    .option('--company <ticker...>', 'only texts of these tickers, such as NFLX,AAPL; default: all', tickers)
    .option('--dry-run', 'count the classes without storing any labels')
    .action((run: number, options: LabelOptions, command: Command) =>
      withSession((session) => label(session, run, options), command, options.dryRun ? reading : writing),
    );
}

function confidence(value: string): number {
  const share = Number(value);
  if (value.trim() !== '' && share >= 0 && share <= 1) return share;
  throw new UserError('use', `--min-confidence takes a number from 0 to 1, not "${value}".`);
}

async function label(session: Session, run: number, options: LabelOptions): Promise<void> {
  noteUnfinished(session, run);
  const { recipe, answers } = runRow(session.store(), run);
  if (answers !== 'texts') {
    throw new UserError('use', `Run ${run} used the recipe ${recipe}, which does not classify texts.`);
  }
  const { minConfidence, scheme = null, company = null, dryRun = false } = options;
  // The run's own scheme may be new as well, where it was trained on a file.
  const isNew = scheme === null ? null : newSchemeSentence(session.store(), scheme);
  if (isNew !== null) session.output.note(isNew);
  const result = await session.run('label', { run, scheme, symbols: company, minConfidence, dryRun });
  report(session.output, result, namesOfScheme(session.store(), result.scheme));
  session.output.result(result);
}

function report(output: Output, result: Labelling, nameOf: NameOf): void {
  const { documents, labelled, inContext, minConfidence, scheme, dryRun, replaced, seconds } = result;
  const agreement = agreementSentence(result.agreement, scheme);
  if (documents === 0) {
    output.say(`every selected text already has a label of the scheme "${scheme}"`);
    output.say(agreement);
    return;
  }
  const context = inContext > 0 ? `, ${inThousands(inContext)} of them in context` : '';
  output.say(
    `${counted(documents, 'text')} without a label of the scheme "${scheme}" ${documents === 1 ? 'was' : 'were'} read in ${seconds.toFixed(1)} s${context}`,
  );
  output.say(
    `${inThousands(labelled)} ${dryRun ? 'would be' : labelled === 1 ? 'was' : 'were'} labelled by run ${result.run}`,
  );
  if (labelled < documents) {
    output.say(
      `${documents - labelled} get no label, since its confidence is below ${percent(minConfidence)} (--min-confidence)`,
    );
  }
  if (replaced > 0) output.say(`earlier labels from models that were replaced: ${replaced}`);
  output.say(agreement);
  output.say();
  const named = classColumn(
    result.classes.map(({ value }) => value),
    nameOf,
  );
  output.table(
    result.classes
      .toSorted((a, b) => b.count - a.count)
      .map(({ value, count, meanConfidence }) => [
        ...named.cells(value),
        count,
        meanConfidence === null ? '' : percent(meanConfidence),
      ]),
    [...named.heads(scheme), 'texts', 'mean confidence'],
  );
}
