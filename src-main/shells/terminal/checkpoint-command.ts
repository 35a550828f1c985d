import type { Command } from 'commander';
import { type CheckpointRow, listCheckpoints } from '../../checkpoints/library/list.ts';
import { deviceChoices } from '../../configs/all.ts';
import { UserError } from '../../errors.ts';
import type { RemovedRow } from '../../jobs/checkpoint-removal.ts';
import { choiceOption } from './arguments.ts';
import { parametersInWords, poolingInWords, runSentences } from '../../api/checkpoint-words.ts';
import { bytesInWords, checkpointFacts, speedInWords } from './checkpoint-words.ts';
import { isConfirmed } from './confirmation.ts';
import { oneLine } from './format.ts';
import type { Output } from './output.ts';
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
      'a folder in the published layout; a wheel, ZIP or tar archive (.tar.gz) that holds one; a run that trained one further, as run:7; or OWNER/NAME or OWNER/NAME@REVISION on the hub, from where it is downloaded',
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
  command
    .command('check')
    .description('read every file of a checkpoint, or of all, and compare its hash')
    .argument('[name]', 'a checkpoint, by its name or the beginning of its hash')
    .option('--speed', 'also measure what it costs on this machine')
    .addOption(choiceOption('--device <device>', 'the device to measure on', deviceChoices).default('auto'))
    .action((name: string | undefined, options: CheckOptions, own: Command) =>
      withSession((session) => check(session, name ?? null, options), own),
    );
  command
    .command('remove')
    .description('take a checkpoint out; runs keep the weights that they were trained to')
    .argument('<name>', 'its name, or the beginning of its hash')
    .option('--dry-run', 'say what would be removed, and remove nothing')
    .option('--yes', 'do not ask for confirmation')
    .action((name: string, options: RemoveOptions, own: Command) =>
      withSession((session) => remove(session, name, options), own),
    );
}

interface AddOptions {
  name?: string;
  speed: boolean;
}

async function add(session: Session, source: string, { name, speed }: AddOptions): Promise<void> {
  const { output } = session;
  const added = await session.run('checkpoint-add', {
    source,
    name: name ?? null,
    uploaded: false,
    measure: speed,
  });
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

interface CheckOptions {
  speed?: boolean;
  device: (typeof deviceChoices)[number];
}

async function check(session: Session, name: string | null, { speed, device }: CheckOptions): Promise<void> {
  const { output } = session;
  const checked = await session.run('checkpoint-check', { name });
  const sound = checked.filter(({ damage }) => damage.length === 0);
  const costs: CheckpointRow[] = [];
  if (speed === true) {
    for (const one of sound) costs.push(await session.run('checkpoint-measure', { name: one.name, device }));
  }
  output.table(
    checked.map(({ name: checkpoint, bytes, damage }) => {
      const cost = costs.find((row) => row.name === checkpoint)?.cost ?? null;
      const state = damage.length === 0 ? 'whole' : damage.join(', ');
      const columns = [checkpoint, bytesInWords(bytes), state];
      return speed === true ? [...columns, cost === null ? '' : speedInWords(cost)] : columns;
    }),
    ['name', 'size', 'files', ...(speed === true ? ['speed here'] : [])],
  );
  if (checked.length === 0) output.say('there are no checkpoints to check');
  output.result({ checked, costs });
  const damaged = checked.filter(({ damage }) => damage.length > 0).map((one) => one.name);
  if (damaged.length > 0) throw damagedError(damaged);
}

function damagedError(names: readonly string[]): UserError {
  return new UserError(
    'input',
    `Damaged: ${names.join(', ')}. Nothing was removed: add them again from where they came, or remove them.`,
  );
}

interface RemoveOptions {
  dryRun?: boolean;
  yes?: boolean;
}

async function remove(session: Session, name: string, { dryRun, yes }: RemoveOptions): Promise<void> {
  const { output } = session;
  if (dryRun === true || yes !== true) {
    const asked = await session.ask('checkpoint-remove', { name, dryRun: true });
    showRemoval(output, asked);
    if (dryRun === true || !(await isConfirmed(output))) {
      output.say('nothing was removed');
      output.result(asked);
      return;
    }
  }
  const removed = await session.ask('checkpoint-remove', { name, dryRun: false });
  if (yes === true) showRemoval(output, removed);
  output.say(`${removed.name} was removed`);
  output.result(removed);
}

function showRemoval(output: Output, { name, freed, others, runs }: RemovedRow): void {
  output.say(
    others.length === 0
      ? `${name}: ${bytesInWords(freed)}`
      : `${name}: only the name, since ${others.join(', ')} has the same content`,
  );
  for (const sentence of runSentences(runs)) output.say(sentence);
}

function rowOf(row: CheckpointRow): (string | number)[] {
  const { name, family, layers, width, parameters, licence, bytes, cost, hash } = row;
  return [
    name,
    family,
    layers,
    width,
    parametersInWords(parameters),
    poolingInWords(row),
    bytesInWords(bytes),
    cost === null ? '' : Math.round(cost.textsPerSecond),
    cost === null ? '' : bytesInWords(cost.memory),
    oneLine(licence ?? '', 20),
    hash.slice(0, 12),
  ];
}
