import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { counted } from '../../counted.ts';
import { inThousands } from '../../in-thousands.ts';
import { recognisedReading } from '../../ingest/reading.ts';
import { UserError } from '../../errors.ts';
import { entryNamed, libraryCheckpoint } from '../../checkpoints/library/find.ts';
import { libraryFolder } from '../../checkpoints/library/folder.ts';
import { runPredictions } from '../../store/runs.ts';
import { headMean } from '../../api/head-means.ts';
import { openReader, readText, readWindow } from '../../study/explain.ts';
import { documentById } from '../../store/documents.ts';
import { type TrainConfig, trainConfigSchema } from '../../configs/all.ts';
import { type ScoresResult, testedModels } from '../../results/classified.ts';
import { resources } from '../places.ts';
import { serveUntilStopped } from '../serve.ts';
import { projectFolder } from '../../user-data.ts';
import { demoName, finishDemoWorkspace, takeDemoWorkspace } from './demo-workspace.ts';
import { age, oneLine, percent } from './format.ts';
import { globalOptions } from './global-options.ts';
import { createOutput } from './output.ts';
import type { WritableStore } from '../../store/store.ts';
import { resultTables } from './result-tables.ts';
import { scoreTable } from './score-tables.ts';
import { createSession, type Session } from './session.ts';

/** What the checkpoint that "npm run checkpoint:minilm" adds is called. */
const minilm = 'all-MiniLM-L6-v2';

interface DemoOptions {
  labels?: string;
  encoder: string;
  open: boolean;
}

export function addDemoCommand(program: Command): void {
  program
    .command('demo')
    .description('run the main workflow end to end, on the bundled sample or on a file of yours')
    .argument('[file]', 'a StockerBot export; default: the bundled sample')
    .option('--labels <file>', 'a text + label file with labels for the texts of your file')
    .option(
      '--encoder <encoder>',
      `what the models of sentiment read texts with: words, minilm (the checkpoint ${minilm}), or a checkpoint by its name or folder`,
      'words',
    )
    .option('--no-open', 'do not open the window at the end')
    .action(demo);
}

async function demo(file: string | undefined, options: DemoOptions, command: Command): Promise<void> {
  const { workspace: named, ...outputOptions } = globalOptions(command);
  const output = createOutput(outputOptions);
  for (const path of [file, options.labels]) {
    if (path !== undefined && !existsSync(path)) throw new UserError('input', `There is no file ${path}.`);
  }
  const encoder = await encoderSettings(options.encoder);
  const name = file === undefined ? 'demo' : demoName(file);
  const { folder: workspace, note } =
    named === undefined
      ? takeDemoWorkspace(join(projectFolder(process.env), name), file ?? null)
      : { folder: named, note: null };
  if (note !== null) output.say(note);
  output.say(`workspace: ${workspace}`);
  const session = createSession(workspace, output);
  try {
    const labels = file === undefined ? join(resources, 'sample', 'sentiment.csv') : (options.labels ?? null);
    await importData(session, file ?? join(resources, 'sample', 'stockerbot-sample.csv'), labels);
    const sentiment = labels === null ? null : await withAndWithoutContext(session, encoder);
    const companies = await trainOne(session, { recipe: 'company-embedding' });
    resultTables(session, companies);
    if (file === undefined)
      output.say('(the companies of the sample all say much the same, so expect little better than chance)');
    if (named === undefined) finishDemoWorkspace(workspace, session.store());
    output.result({ workspace, ...sentiment, companies });
  } finally {
    session.close();
  }
  if (options.open && process.stdout.isTTY && !output.json)
    await serveUntilStopped({ workspace, port: 0, open: true });
  else output.say(`\nOpen this workspace in the window with: ${serveCommand(workspace, process.env)}`);
}

type EncoderSettings = { encoder: 'words' } | { encoder: 'checkpoint'; checkpoint: string };

/**
 * The settings of an encoder that is named on the command line.
 *
 * @throws UserError if it is a checkpoint that is not on this machine, before anything is created
 */
export async function encoderSettings(named: string): Promise<EncoderSettings> {
  if (named === 'words') return { encoder: 'words' };
  const checkpoint = named === 'minilm' ? minilm : named;
  if (!existsSync(checkpoint)) {
    const folder = await libraryCheckpoint(libraryFolder(), checkpoint);
    if (folder === null && named === 'minilm') {
      throw new UserError(
        'use',
        `The checkpoint ${minilm} is not on this machine: add it with "npm run checkpoint:minilm", ` +
          `or from a file with "contexture checkpoint add FILE --name ${minilm}".`,
      );
    }
    if (folder === null) await entryNamed(libraryFolder(), checkpoint);
  }
  return { encoder: 'checkpoint', checkpoint };
}

/** How the window is opened from where the demo was started: a script of the project, or the command itself. */
export function serveCommand(workspace: string, env: NodeJS.ProcessEnv): string {
  const byScript = ['demo', 'contexture'].includes(env['npm_lifecycle_event'] ?? '');
  return `${byScript ? 'npm run serve --' : 'contexture serve'} --workspace "${workspace}"`;
}

async function importData(
  session: Session<WritableStore>,
  file: string,
  labels: string | null,
): Promise<void> {
  const { output } = session;
  const read = (files: string[], scheme: string | null) =>
    session.run('import', { files, as: null, labels: scheme, reading: recognisedReading });
  const [tweets] = await read([file], null);
  if (!tweets) throw new UserError('input', `${file} could not be read.`);
  output.say(
    `imported ${counted(tweets.records, 'record')} in ${tweets.seconds.toFixed(2)} s: ${inThousands(tweets.accepted)} accepted,` +
      ` ${inThousands(tweets.duplicate)} duplicate, ${inThousands(tweets.rejected)} rejected`,
  );
  if (labels === null) {
    output.say('no labels were given (--labels FILE), so there is no sentiment to train on\n');
    return;
  }
  const [labelled] = await read([labels], 'sentiment');
  output.say(`labelled ${counted(labelled?.labels?.documents ?? 0, 'document')}\n`);
}

function trainOne(session: Session<WritableStore>, config: Partial<TrainConfig>) {
  const complete = trainConfigSchema.parse(config);
  return session.run('train', { config: complete });
}

/** The same model on the same texts without and with context, to show what the context is worth. */
async function withAndWithoutContext(
  session: Session<WritableStore>,
  encoder: EncoderSettings,
): Promise<{ none: ScoresResult; cross: ScoresResult }> {
  const { output } = session;
  const results = new Map<string, ScoresResult>();
  for (const context of ['none', 'cross'] as const) {
    output.say(context === 'none' ? 'training without context …' : 'training with context …');
    const result = await trainOne(session, { recipe: 'contextual-sentiment', context, ...encoder });
    if (result.kind === 'scores') results.set(context, result);
  }
  const none = results.get('none')!;
  const cross = results.get('cross')!;
  output.say();
  scoreTable(output, {
    ...Object.fromEntries(testedModels(none, '').slice(1)),
    'model without context': none.test,
    'model with context': cross.test,
  });
  output.say();
  resultTables(session, cross);
  // Where no context won, there is no attention to show.
  if (cross.stages?.readsContext !== false) await showAttention(session, cross.run);
  return { none, cross };
}

/** The test text that the run was surest of, with what each head read of its window. */
async function showAttention({ output, store }: Session, run: number): Promise<void> {
  const surest = runPredictions(store(), run)
    .filter(({ part, truth, predicted }) => part === 'test' && truth === predicted)
    .toSorted((a, b) => Math.max(...b.probabilities) - Math.max(...a.probabilities))[0];
  const document = surest && documentById(store(), surest.document);
  if (!document) return;
  const reader = await openReader(store(), run);
  try {
    const { items } = readWindow(store(), reader.files.config, { document: document.id }, null);
    const read = await readText(reader, document.text, items);
    output.say(`\nread in context: ${oneLine(document.text, 110)}`);
    const likely = read.classes.map((value, at) => `${value} ${percent(read.probabilities[at]!)}`);
    output.say(`${likely.join(', ')}; labelled ${surest.truth}. What the heads attended to:`);
    // Of a text that is read as one vector, no word stands out.
    const byWords = read.items.some(({ tokens }) => tokens.length > 1);
    output.table(
      read.items.map((item) => {
        const perToken = item.tokens.map((_, token) => headMean(item.weights, token));
        const share = perToken.reduce((a, b) => a + b, 0);
        const row = [percent(share), age(item.ageMs), item.document.text];
        if (!byWords) return row;
        const top = item.tokens
          .map((token, at) => ({ token, weight: perToken[at]! }))
          .toSorted((a, b) => b.weight - a.weight)
          .slice(0, 2)
          .map(({ token, weight }) => `${token} ${percent(weight)}`);
        return [...row, top.join(', ')];
      }),
      ['attention', 'age', 'text', ...(byWords ? ['top words'] : [])],
    );
    output.say();
  } finally {
    await reader.predictor.dispose();
  }
}
