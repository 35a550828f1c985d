import type { Command } from 'commander';
import { namedMeasure, type NameOf } from '../../class-names.ts';
import { counted } from '../../counted.ts';
import { UserError } from '../../errors.ts';
import { inThousands } from '../../in-thousands.ts';
import { namesOfRun } from '../../runs/class-names.ts';
import { runMetrics } from '../../store/runs.ts';
import {
  compareRuns,
  rowDifferences,
  type RowDifferences,
  type RunComparison,
} from '../../study/compare-runs.ts';
import { choiceOption, wholeNumber } from './arguments.ts';
import { percent, score } from './format.ts';
import { ensembleSentence } from './ensemble-sentence.ts';
import type { Output } from './output.ts';
import { runArgument } from './run-argument.ts';
import type { Session } from './session.ts';
import { withSession } from './with-session.ts';

const metrics = [
  'train.loss',
  'valid.loss',
  'valid.macroF1',
  'context.train.loss',
  'context.valid.loss',
  'context.valid.macroF1',
] as const;

interface CompareOptions {
  metric: (typeof metrics)[number];
  rows: number;
}

export function addCompareCommand(program: Command): void {
  program
    .command('compare')
    .description(
      'compare runs: their scores, settings and learning curves, and the texts on which they differ',
    )
    .argument('<runs...>', 'two or more runs')
    .addOption(
      choiceOption('--metric <name>', 'the metric of the learning curves', metrics).default('valid.macroF1'),
    )
    .option('--rows <count>', 'how many differing texts to list for two runs', wholeNumber('--rows', 0), 10)
    .action((runs: string[], options: CompareOptions, command: Command) =>
      withSession((session) => compare(session, runs.map(runArgument), options), command),
    );
}

function compare({ output, store }: Session, ids: number[], { metric, rows }: CompareOptions): void {
  if (ids.length < 2) throw new UserError('use', 'Name two or more runs, such as: contexture compare 1 2');
  const comparison = compareRuns(store(), ids);
  const curves = ids.map((run) => ({
    run,
    points: runMetrics(store(), run).filter(({ name }) => name === metric),
  }));
  const pairs = pairsOf(comparison.byText).map(([first, second]) =>
    rowDifferences(store(), {
      first,
      second,
      kind: 'different',
      offset: 0,
      limit: ids.length === 2 ? rows : 0,
    }),
  );
  showScores(output, comparison, namesOfRun(store(), ids[0]!));
  showSettings(output, comparison);
  showCurves(output, metric, curves);
  showPairs(output, pairs, (run) => namesOfRun(store(), run));
  output.result({ ...comparison, metric, curves, differences: pairs });
}

function pairsOf(runs: readonly number[]): [number, number][] {
  return runs.flatMap((first, at) => runs.slice(at + 1).map((second): [number, number] => [first, second]));
}

const comparability: Record<RunComparison['testedOn'], string> = {
  data: 'trained and tested on the same texts',
  texts: 'tested on the same texts; the training texts or the windows differ',
  different: 'These runs were tested on DIFFERENT texts: their scores do not show which is better.',
  unknown: 'tested on the same documents; it is not known whether the other test rows are the same',
  untested: 'fewer than two of these runs have been tested, so there are no test scores to compare',
};

function heads({ runs }: RunComparison): string[] {
  return runs.map(({ id }) => `run ${id}`);
}

function showScores(output: Output, comparison: RunComparison, nameOf: NameOf): void {
  const { runs, scores, testedOn } = comparison;
  output.table(
    runs.map(({ id, recipe, state }) => [id, recipe, state]),
    ['run', 'recipe', 'state'],
  );
  output.say(`\n${comparability[testedOn]}\n`);
  if (scores.length === 0) return;
  output.table(
    scores.map(({ name, ofClass, kind, baseline, values }) => [
      baseline ? `baseline: ${name}` : namedMeasure({ name, ofClass }, nameOf),
      ...values.map((value) => {
        if (value === null) return '';
        return kind === 'count' ? value : score(value);
      }),
    ]),
    ['score', ...heads(comparison)],
  );
}

function showSettings(output: Output, comparison: RunComparison): void {
  const { differing, alike } = comparison.settings;
  output.say();
  if (differing.length > 0) {
    output.table(
      differing.map(({ name, values }) => [name, ...values.map((value) => value ?? '–')]),
      ['setting', ...heads(comparison)],
    );
  }
  output.say(
    `settings that are the same: ${alike.length}; – marks a setting that a run does not have, or that has no effect in it`,
  );
}

function showCurves(
  output: Output,
  metric: string,
  curves: readonly { run: number; points: readonly { epoch: number; value: number }[] }[],
): void {
  const epochs = [...new Set(curves.flatMap(({ points }) => points.map(({ epoch }) => epoch)))].sort(
    (a, b) => a - b,
  );
  if (epochs.length === 0) return;
  output.say(`\n${metric} by epoch:`);
  output.table(
    epochs.map((epoch) => [
      String(Number(epoch.toFixed(2))),
      ...curves.map(({ points }) => {
        const point = points.findLast((one) => one.epoch === epoch);
        return point ? point.value.toFixed(4) : '';
      }),
    ]),
    ['epoch', ...curves.map(({ run }) => `run ${run}`)],
  );
}

function showPairs(output: Output, pairs: readonly RowDifferences[], namesOf: (run: number) => NameOf): void {
  if (pairs.length === 0) return;
  output.say('\ntexts on which both runs were tested, by which run was right:');
  output.table(
    pairs.map(({ first, second, both, cells, p }) => [
      `${first.run} and ${second.run}`,
      both,
      cells.bothRight,
      cells.onlyFirst,
      cells.onlySecond,
      cells.bothWrong,
      p < 0.0001 ? p.toExponential(1) : p.toFixed(4),
    ]),
    ['runs', 'texts', 'both', 'only first', 'only second', 'neither', 'exact McNemar p'],
  );
  for (const pair of pairs) {
    const { first, second, ofEnsemble, otherTruth, total, rows } = pair;
    const why = whyFewer(pair);
    if (why !== null) output.say(why);
    for (const run of ofEnsemble) output.say(ensembleSentence(run));
    if (otherTruth > 0) {
      output.say(
        `${inThousands(otherTruth)} more ${otherTruth === 1 ? 'is' : 'are'} labelled differently in run ${first.run} and run ${second.run}, and ${otherTruth === 1 ? 'is' : 'are'} not counted`,
      );
    }
    if (rows.length === 0) continue;
    const nameOf = namesOf(first.run);
    output.say(`\nthe ${inThousands(rows.length)} of ${inThousands(total)} texts on which they differ most:`);
    output.table(
      rows.map((row) => [
        row.document.id === 0 ? `line ${row.line}` : String(row.document.id),
        nameOf(row.truth),
        ...[row.first, row.second].map(
          ({ predicted, ofTruth }) => `${nameOf(predicted)}, truth ${percent(ofTruth)}`,
        ),
        row.document.text,
      ]),
      ['document', 'truth', `run ${first.run}`, `run ${second.run}`, 'text'],
    );
  }
}

/** Why fewer texts are paired than each run was scored on; null if all are. */
function whyFewer({
  first,
  second,
  tested,
  both,
  otherTruth,
  pairing,
  keptInPart,
}: RowDifferences): string | null {
  const paired = both + otherTruth;
  if (paired === tested.first && paired === tested.second) return null;
  const scored =
    `Run ${first.run} was scored on ${counted(tested.first, 'text')} and run ${second.run} on ${inThousands(tested.second)};` +
    ` ${inThousands(paired)} of them can be paired`;
  if (keptInPart !== null) {
    return `${scored}, since an earlier version trained run ${keptInPart} and kept one prediction per document.`;
  }
  return pairing === 'row'
    ? `${scored}: the others do not occur in both.`
    : `${scored}: those of the same document, each document counted once.`;
}
