import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/workspace.ts';
import { importSample, trainedRun } from '../../export/trained-run.testing.ts';
import { openStore } from '../../store/open.ts';
import { predictedRows } from '../../store/predicted-rows.ts';
import { explainedTestPartSchema } from '../../study/explanations/test-part-result.ts';
import { explain } from './explain-command.ts';
import type { ExplainOptions } from './explain-options.ts';
import type { Output } from './output.ts';
import { noProgress } from './progress.ts';
import { createSession } from './session.ts';

/** An output that keeps what is said, tables as lines with their cells apart by bars. */
function kept() {
  const lines: string[] = [];
  const results: object[] = [];
  const output: Output = {
    json: false,
    csvGuard: true,
    say: (line = '') => void lines.push(line),
    note: (line) => void lines.push(line),
    detail: () => {},
    table: (rows, head) => void lines.push(...[head, ...rows].map((cells) => cells.join(' | '))),
    follow: () => noProgress,
    result: (value) => void results.push(value),
    aside: () => output,
  };
  return { output, lines, results };
}

test('explain tells of one text what each part adds, and of a test part how faithful attention is', async () => {
  const workspace = temporaryFolder();
  const store = openStore(workspace);
  await importSample(store);
  const settings = { recipe: 'contextual-sentiment', contextModel: 'joint', width: 16, window: { n: 3 } };
  const run = await trainedRun(store, settings);
  const alone = await trainedRun(store, { recipe: 'document-attention', width: 8 });
  const document = predictedRows(store, run).find(({ part }) => part === 'test')!.document!;
  store.close();
  const { output, lines, results } = kept();
  const session = createSession(workspace, output);
  onTestFinished(() => session.close());
  const ask = (of: number, options: ExplainOptions) => explain(session, of, options);

  await ask(run, { document, gradients: true, wordsOf: 1 });
  const said = lines.splice(0).join('\n');
  expect(said).toMatch(/: \d+\.\d %, log-odds [+−]\d/u);
  expect(said).toMatch(/\n1 \| \d+ \w+ \| [+−]\d+\.\d{3} \| \d+\.\d % \| [+−]\d/u);
  expect(said).toContain('uniform would be 33.3 %');
  expect(said).toContain('words of the context text “');
  expect(said).toMatch(/sum up to [+−]\d/u);
  await expect(ask(run, { document, wordsOf: 4 })).rejects.toThrow(
    'There is no context text 4: there are 3 texts in the window.',
  );

  const out = join(temporaryFolder(), 'explained.csv');
  await ask(run, { test: true, texts: 25, others: [run], out });
  const result = explainedTestPartSchema.parse(results.at(-1));
  expect(result.explained).toBe(25);
  // Its attention is like its own.
  expect(result.agreement.others[0]!.attention.mean).toBeCloseTo(1, 12);
  expect(lines.join('\n')).toMatch(/\nattention \| −?\.\d{3} \[/u);
  const rows: Record<string, string>[] = parse(readFileSync(out), { columns: true });
  expect(rows.map((row) => Number(row['document']))).toEqual(result.rows.map((row) => row.document));
  await expect(ask(run, { test: true, texts: 25, out })).rejects.toThrow('already exists');

  // What would have no effect is refused.
  const refused = async (of: number, options: ExplainOptions) => {
    const error: unknown = await Promise.resolve()
      .then(() => ask(of, options))
      .catch((problem: unknown) => problem);
    return error instanceof Error ? error.message : '';
  };
  expect(await refused(alone, { text: 'profits rise', company: 'AVQX' })).toBe(
    `--company would have no effect: run ${alone} reads no context. Leave it out.`,
  );
  expect(await refused(run, { test: true, text: 'profits rise' })).toContain('--text applies to one text');
  expect(await refused(run, { document, seed: 2 })).toContain('--seed applies only with --test');
  expect(await refused(run, {})).toContain('Give a --text');
});
