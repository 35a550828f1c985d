import { explainedCells, explainedColumns } from '../../api/explained-table.ts';
import { shorterWindowsSentence } from '../../api/shorter-windows.ts';
import { counted } from '../../counted.ts';
import { csvLine } from '../../csv-line.ts';
import { checkNewFile, writeNewFile } from '../../export/new-file.ts';
import { inThousands } from '../../in-thousands.ts';
import { namesOfRun } from '../../runs/class-names.ts';
import { keptInWords } from '../../study/explanations/kept-in-words.ts';
import type { MeanInterval } from '../../study/statistics/clustered-mean.ts';
import { type ExplainedTestPart, textOrders } from '../../study/explanations/test-part-result.ts';
import type { ExplainOptions } from './explain-options.ts';
import type { Output } from './output.ts';
import type { Session } from './session.ts';

/** Explains the whole test part of a run. */
export async function explainTestPart(
  session: Session,
  run: number,
  { texts, others, seed, out }: ExplainOptions,
): Promise<void> {
  const { output } = session;
  session.store();
  if (out !== undefined) checkNewFile(out);
  const result = await session.run('explain-test', {
    run,
    texts: texts ?? null,
    others: others ?? [],
    seed: seed ?? 1,
  });
  show(output, result);
  if (out !== undefined) {
    const nameOf = namesOfRun(session.store(), run);
    const lines = [[...explainedColumns], ...result.rows.map((row) => explainedCells(row, nameOf))];
    await writeNewFile(
      out,
      lines.map((cells) => csvLine(cells, output.csvGuard)),
    );
    output.say(`\n${out}: ${counted(result.rows.length, 'text')}`);
  }
  output.result(result);
}

const names = {
  attention: 'attention',
  leaveOneOut: 'leave-one-out',
  recency: 'most recent first',
  random: 'chance',
};

function show(output: Output, result: ExplainedTestPart): void {
  const { comprehensiveness, sufficiency, agreement, sameFirst, tested, withWindow, explained } = result;
  output.say(
    `${counted(explained, 'text')} explained, of ${inThousands(withWindow)} with a window and ${inThousands(tested)} in the test part of run ${result.run}\n`,
  );
  output.table(
    textOrders.flatMap((order) => {
      const [loss, lack] = [comprehensiveness[order], sufficiency[order]];
      return loss === null || lack === null ? [] : [[names[order], interval(loss), interval(lack)]];
    }),
    ['context texts in the order of', 'comprehensiveness', 'sufficiency'],
  );
  output.say(
    '\ncomprehensiveness: mean loss of probability without the first 0, 1, … n texts (higher: they matter more); sufficiency: with them only (lower: they are enough)',
  );
  const rows: [string, MeanInterval][] = [
    ...(agreement.attention
      ? [['attention and leave-one-out', agreement.attention] as [string, MeanInterval]]
      : []),
    ['recency and leave-one-out', agreement.recency],
    ...(agreement.shuffled
      ? [['attention and leave-one-out, shuffled windows', agreement.shuffled] as [string, MeanInterval]]
      : []),
    ...agreement.others.map(({ run, attention }): [string, MeanInterval] => [
      `attention of run ${result.run} and run ${run}`,
      attention,
    ]),
  ];
  output.say();
  output.table(
    rows.map(([name, value]) => [name, interval(value), value.n]),
    ['agreement', "Kendall's tau-b", 'texts'],
  );
  if (sameFirst)
    output.say(`\nthe same text is first by attention and by leave-one-out: ${interval(sameFirst)}`);
  const kept = keptInWords(result);
  output.say('in brackets: the middle 95 % of a bootstrap over tickers by day');
  output.say(`\n${result.sentence}\n${shorterWindowsSentence(result.shorterWindows)}`);
  if (kept !== null) output.say(kept);
}

function interval({ mean, low, high }: MeanInterval): string {
  if (mean === null || low === null || high === null) return 'nothing to rank';
  return `${short(mean)} [${short(low)}, ${short(high)}]`;
}

function short(value: number): string {
  return value
    .toFixed(3)
    .replace(/^(-?)0\./u, '$1.')
    .replace('-', '−');
}
