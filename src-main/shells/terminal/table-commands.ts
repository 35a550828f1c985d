/** Commands that export the data of the workspace, for pandas and the like. */
import type { Command } from 'commander';
import { counted } from '../../counted.ts';
import { inThousands } from '../../in-thousands.ts';
import { type AdequacyOptions, addAdequacyOptions, showAdequacy } from './adequacy-command.ts';
import { addAgreementOptions, showAgreement } from './agreement-command.ts';
import {
  predictionCounts,
  predictionsOfEnsemble,
  runPredictionTable,
} from '../../export/tables/predictions.ts';
import { windowTable } from '../../export/tables/windows.ts';
import { documentTable } from '../../store/document-table.ts';
import { labelTable } from '../../store/label-table.ts';
import { reading, writing } from '../../store/open.ts';
import { labelOrigins } from '../../store/labels.ts';
import { choiceOption } from './arguments.ts';
import { addClassNamesOptions, showClassNames } from './class-names-command.ts';
import { ensembleSentence } from './ensemble-sentence.ts';
import { globalOptions } from './global-options.ts';
import { addPricesOptions, labelPrices, type PricesOptions } from './prices-command.ts';
import { addRulesOptions, labelRules, type RulesOptions } from './rules-command.ts';
import { runArgument } from './run-argument.ts';
import { type TableOptions, type ShownTable, addTableOptions, putOut, wantsData } from './table-output.ts';
import { type TextFilterOptions, addTextFilterOptions, textFilter } from './text-filter-options.ts';
import { addTopicsOptions, labelTopics, onlyLooks, type TopicsOptions } from './topics-command.ts';
import { type WindowOptions, addWindowOptions, windowSpec } from './window-options.ts';
import { withSession } from './with-session.ts';

type Asked<More> = TableOptions & TextFilterOptions & More;

/** A command that lists texts, or what belongs to texts. */
function forTexts(command: Command): Command {
  return addTableOptions(addTextFilterOptions(command));
}

export function addTableCommands(program: Command): void {
  const run = (request: ShownTable, options: TableOptions, command: Command) => {
    const { csv = false, columns = null } = globalOptions(command);
    // A table for people has its first rows only: --csv must not be mistaken for all of them.
    const asked = csv && !wantsData(options) ? { ...options, format: 'csv' as const } : options;
    return withSession((session) => putOut(session, request, { ...asked, columns }), command);
  };

  forTexts(
    program
      .command('documents')
      .description('list the texts of the workspace, or write them as CSV, JSON lines or Parquet'),
  )
    .option('--labelled <scheme>', 'texts with a label of this scheme from a person, a file or a rule')
    .action((options: Asked<object>, command: Command) => run(documents(options), options, command));

  addWindowOptions(
    forTexts(
      program.command('windows').description('list the context window of every text, one row per text in it'),
    ),
  )
    .option('--labelled <scheme>', 'windows of texts with a label of this scheme')
    .action((options: Asked<WindowOptions>, command: Command) => run(windows(options), options, command));

  const listed = forTexts(
    program.command('labels').description('list the labels of texts, and where they came from'),
  )
    .option('--scheme <name>', 'labels of this scheme; default: all')
    .addOption(choiceOption('--origin <origin>', 'labels of this origin', labelOrigins))
    .action((options: Asked<LabelOptions>, command: Command) => run(labels(options), options, command));
  addAgreementOptions(listed.command('agreement')).action(
    (scheme: string, { rows }: { rows: number }, command: Command) =>
      withSession((session) => showAgreement(session, scheme, rows), command),
  );
  addAdequacyOptions(listed.command('adequacy')).action(
    (ticker: string | undefined, _: object, command: Command) =>
      withSession(
        // The scheme is an option of the command above too, which takes it first.
        (session) => showAdequacy(session, ticker, command.optsWithGlobals<AdequacyOptions>()),
        command,
      ),
  );

  addPricesOptions(listed.command('prices')).action(({ dryRun }: PricesOptions, command: Command) =>
    withSession(
      (session) => labelPrices(session, command.optsWithGlobals<PricesOptions>()),
      command,
      dryRun ? reading : writing,
    ),
  );
  addRulesOptions(listed.command('rules')).action(
    (file: string | undefined, { dryRun, savePreset }: RulesOptions, command: Command) =>
      withSession(
        (session) => labelRules(session, file, command.optsWithGlobals<RulesOptions>()),
        command,
        dryRun || savePreset !== undefined ? reading : writing,
      ),
  );

  addClassNamesOptions(listed.command('names')).action(
    (scheme: string, given: string[], _: object, command: Command) =>
      withSession(
        (session) => showClassNames(session, scheme, given),
        command,
        given.length > 0 ? writing : reading,
      ),
  );

  addTopicsOptions(listed.command('topics')).action((options: TopicsOptions, command: Command) =>
    withSession(
      (session) => labelTopics(session, command.optsWithGlobals<TopicsOptions>()),
      command,
      onlyLooks(options) ? reading : writing,
    ),
  );

  forTexts(
    program
      .command('predictions')
      .description('list the predictions of a run for the texts that it was validated and tested on'),
  )
    .argument('<run>', 'the run', runArgument)
    .addOption(choiceOption('--part <part>', 'one part; default: both', ['test', 'valid']))
    .action((id: number, options: Asked<PartOption>, command: Command) =>
      run(predictions(id, options), options, command),
    );
}

function documents(options: Asked<object>): ShownTable {
  const filter = textFilter(options);
  return {
    name: 'documents',
    make: (store, limit) => documentTable(store, filter, limit),
    shown: ['document', 'published_at', 'author', 'tickers', 'text'],
  };
}

function windows(options: Asked<WindowOptions>): ShownTable {
  const filter = textFilter(options);
  const spec = windowSpec(options);
  return {
    name: 'windows',
    make: (store, limit) => windowTable(store, filter, spec, limit),
    shown: ['document', 'published_at', 'tickers', 'position', 'context_document', 'age_seconds'],
  };
}

interface LabelOptions {
  scheme?: string;
  origin?: string;
}

function labels(options: Asked<LabelOptions>): ShownTable {
  const filter = { ...textFilter(options), scheme: options.scheme ?? null, origin: options.origin ?? null };
  return {
    name: 'labels',
    make: (store, limit) => labelTable(store, filter, limit),
    shown: [
      'document',
      'scheme',
      'value',
      'name',
      'origin',
      'counts',
      'confidence',
      'run',
      'source_file',
      'source_line',
    ],
  };
}

interface PartOption {
  part?: 'test' | 'valid';
}

function predictions(id: number, options: Asked<PartOption>): ShownTable {
  const filter = { ...textFilter(options), part: options.part ?? null };
  return {
    name: 'predictions',
    make: (store, limit) => runPredictionTable(store, id, filter, limit),
    shown: ['part', 'document', 'truth', 'predicted', 'text'],
    notes: (store) => {
      const { scored, kept } = predictionCounts(store, id);
      const ensemble = predictionsOfEnsemble(store, id) ? [ensembleSentence(id)] : [];
      if (scored === kept) return ensemble;
      return [
        ...ensemble,
        `Run ${id} was scored on ${counted(scored, 'text')}, but only ${inThousands(kept)} of them ${kept === 1 ? 'has' : 'have'} a prediction: it was trained by an ` +
          'earlier version, which kept one prediction per document.',
      ];
    },
  };
}
