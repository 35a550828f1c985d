import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unpackedFixture } from './fixture.ts';
import { count, newReport, type Report } from './report.ts';
import { apiOf, served } from './served.ts';
import { trainedWorkspace } from './trained-workspace.ts';
import { contentHash, end, findings, sample, start, unfinished } from './workspace.ts';

type Command = readonly string[];

/** Two commands that are run at once in copies of a workspace. */
interface Pair {
  name: string;
  workspace: 'empty' | 'trained' | 'forgotten' | 'old';
  commands: readonly [Command, Command];
  /** What must be the same; absent: all that is stored but for runs, whose results say how long they took. */
  tables?: readonly string[];
}

const tweets = ['import', join(sample, 'stockerbot-sample.csv')];
const labels = ['import', join(sample, 'sentiment.csv'), '--labels', 'sentiment'];
const training = ['train', 'topic', '--set', 'scheme=sentiment', '--set', 'epochs=1', '--device', 'cpu'];

const pairs: readonly Pair[] = [
  {
    name: 'two imports of one file',
    workspace: 'empty',
    commands: [tweets, tweets],
    tables: ['document', 'mention', 'company', 'label'],
  },
  { name: 'imports of two files', workspace: 'empty', commands: [tweets, labels] },
  { name: 'import and forget', workspace: 'trained', commands: [tweets, ['forget', '2', '--yes']] },
  { name: 'train and forget', workspace: 'trained', commands: [training, ['forget', '2', '--yes']] },
  { name: 'undo and import', workspace: 'forgotten', commands: [['forget', '--undo'], tweets] },
  {
    name: 'undo and emptying the bin',
    workspace: 'forgotten',
    commands: [
      ['forget', '--undo'],
      ['forget', '--empty-bin'],
    ],
  },
  { name: 'two changes of the schema', workspace: 'old', commands: [['sources'], ['sources']] },
  { name: 'repair and import', workspace: 'trained', commands: [['check', '--repair'], tweets] },
  { name: 'train and train', workspace: 'trained', commands: [training, training] },
];

/** Tables of what is stored, without runs, counters, and when things were done. */
const content = [
  'document',
  'mention',
  'company',
  'company_alias',
  'label',
  'reject',
  'source_file',
  'kept_record',
  'spelling',
  'price',
];

/** Why a command may be refused: what is asked for is not right, or a file is not. */
const REFUSED = new Set([2, 3]);

/**
 * Two processes in one workspace: what is stored is what one after the other would store, in either order, or the one
 * that was refused says so and does it when it is asked again.
 *
 * @param times of each pair
 */
export async function atOnce(times: number): Promise<Report> {
  const report = newReport('two commands at once');
  const folder = mkdtempSync(join(tmpdir(), 'contexture-trust-'));
  const empty = join(folder, 'empty');
  mkdirSync(empty);
  const trained = join(folder, 'trained');
  await trainedWorkspace(trained);
  const forgotten = join(folder, 'forgotten');
  cpSync(trained, forgotten, { recursive: true });
  await end(start(forgotten, 'forget', '2', '--yes'));
  const workspaces = { empty, trained, forgotten, old: unpackedFixture(folder) };
  const workspace = join(folder, 'try');
  const copied = (pair: Pair): void => {
    rmSync(workspace, { recursive: true, force: true });
    cpSync(workspaces[pair.workspace], workspace, { recursive: true });
  };
  for (const pair of pairs) {
    const { name, commands, tables = content } = pair;
    const [one, other] = commands;
    const wanted = new Set<string>();
    for (const turn of [
      [one, other],
      [other, one],
    ]) {
      copied(pair);
      for (const command of turn) await end(start(workspace, ...command));
      wanted.add(contentHash(workspace, tables));
    }
    for (let i = 0; i < times; i++) {
      copied(pair);
      const ends = await Promise.all(commands.map((command) => end(start(workspace, ...command))));
      report.tries++;
      const lose = (what: string): void => void report.losses.push(`${name}, try ${i}: ${what}`);
      const refused = commands.filter((_, n) => ends[n]!.code !== 0);
      count(report, refused.length === 0 ? 'both done' : 'with one refused');
      for (const { code, said } of ends) {
        if (code !== 0 && !REFUSED.has(code ?? -1)) lose(`one ended with ${code} and "${said}"`);
      }
      if (refused.length === commands.length) lose('both were refused');
      // In turn it is refused again where what it needs is gone: then that is so in this order without the other beside it.
      for (const command of refused) await end(start(workspace, ...command));
      if (!wanted.has(contentHash(workspace, tables))) lose('something else is stored');
      for (const finding of await findings(workspace)) lose(finding);
      for (const file of unfinished(workspace)) lose(`${file} is left over`);
    }
  }
  for (let i = 0; i < times; i++) {
    rmSync(workspace, { recursive: true, force: true });
    cpSync(trained, workspace, { recursive: true });
    report.tries++;
    await serveTwice(workspace, join(folder, 'temporary'), (what) =>
      report.losses.push(`two servers, try ${i}: ${what}`),
    );
    count(report, 'two servers');
  }
  rmSync(folder, { recursive: true });
  return report;
}

/** Two servers of one workspace, and labels that two people give in them at once: all are stored, and both say so. */
async function serveTwice(workspace: string, temporary: string, lose: (what: string) => void): Promise<void> {
  const servers = await Promise.all([served(workspace, temporary), served(workspace, temporary)]);
  try {
    const apis = servers.map(apiOf);
    await Promise.all(
      apis.map(async ({ client }, n) => {
        for (let document = 1 + n; document <= 40; document += 2)
          await client.labelling.judge({
            scheme: 'sentiment',
            annotator: `${n}`,
            document,
            stage: 'blind',
            value: 'a',
          });
      }),
    );
    for (const { client, close } of apis) {
      const { annotators } = await client.labelling.summary({ scheme: 'sentiment' });
      const texts = annotators.map((one) => one.texts);
      if (texts.join() !== '20,20') lose(`one of them has ${texts.join()} texts in place of 20,20`);
      close();
    }
  } finally {
    await Promise.all(servers.map((server) => server.end()));
  }
  for (const finding of await findings(workspace)) lose(finding);
  if (readdirSync(temporary).length > 0) lose('a temporary file is left over');
}
