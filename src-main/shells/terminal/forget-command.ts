import type { Command } from 'commander';
import { UserError } from '../../errors.ts';
import type { Forgettable, Forgotten } from '../../jobs/forget.ts';
import { listSources } from '../../store/sources.ts';
import type { ReadableStore, WritableStore } from '../../store/store.ts';
import { chosenSources } from './chosen-sources.ts';
import { isConfirmed } from './confirmation.ts';
import type { Output } from './output.ts';
import { runOption } from './run-argument.ts';
import type { Session } from './session.ts';
import { withWritableSession } from './with-session.ts';

interface ForgetOptions {
  labels?: string;
  run?: number;
  fileAs?: string;
  dryRun?: boolean;
  yes?: boolean;
}

export function addForgetCommand(program: Command): void {
  program
    .command('forget')
    .description('take an imported file, the labels of a scheme, or a run out of the workspace')
    .argument('[source]', 'an imported file, by name, path or number (see contexture sources)')
    .option('--labels <scheme>', 'forget all labels of this scheme instead')
    .option('--run <id>', 'forget this run instead, with its files', runOption('--run'))
    .option('--file-as <kind>', 'if the file was imported as several kinds, the one to forget')
    .option('--dry-run', 'count what would be removed, and remove nothing')
    .option('--yes', 'do not ask for confirmation')
    .action((source: string | undefined, options: ForgetOptions, command: Command) =>
      withWritableSession((session) => forget(session, source, options), command),
    );
}

async function forget(
  session: Session<WritableStore>,
  source: string | undefined,
  options: ForgetOptions,
): Promise<void> {
  const { output } = session;
  const { dryRun = false, yes = false } = options;
  const target = targetOf(session.store(), source, options);
  if (dryRun || !yes) {
    const counted = await session.ask('forget', { target, dryRun: true });
    show(output, counted);
    if (dryRun) {
      output.say('nothing was removed');
      output.result(counted);
      return;
    }
    if (!(await isConfirmed(output))) {
      output.say('nothing was removed');
      return;
    }
  }
  const forgotten = await session.ask('forget', { target, dryRun: false });
  if (yes) show(output, forgotten);
  output.say(`${nameOf(forgotten, target)} was removed`);
  output.result(forgotten);
}

/** @throws UserError unless exactly one thing is named that is there */
function targetOf(store: ReadableStore, source: string | undefined, options: ForgetOptions): Forgettable {
  const { labels, run, fileAs = null } = options;
  const named = [source, labels, run].filter((one) => one !== undefined);
  if (named.length !== 1) {
    throw new UserError('use', 'Name one thing to forget: an imported file, a label scheme, or a run.');
  }
  if (labels !== undefined) return { what: 'labels', scheme: labels };
  if (run !== undefined) return { what: 'run', run };
  const found = chosenSources(listSources(store), [source!], fileAs) ?? [];
  const [first, ...others] = found;
  if (first === undefined || others.length > 0) {
    const isOne = found.every(({ path }) => path === first?.path);
    const list = found.map(({ id, name, kind }) => `${id} (${isOne ? kind : name})`).join(', ');
    const why = isOne ? 'was imported several times' : 'stands for several imported files';
    throw new UserError('use', `"${source}" ${why}. Name one of them by its number: ${list}.`);
  }
  return { what: 'source', source: first.id };
}

function show(output: Output, { name, what, removed, kept, notes }: Forgotten): void {
  if (removed.length === 0) output.say(`${name}: nothing else is stored of it`);
  else
    output.table(
      removed.map((one) => [one.what, one.count]),
      ['removed with it', 'count'],
    );
  if (kept > 0)
    output.say(
      `${kept} of its texts ${kept === 1 ? 'stays' : 'stay'}, since other files have ${kept === 1 ? 'it' : 'them'} too`,
    );
  if (what === 'labels') output.say('The texts stay, and so do runs that learned these labels.');
  for (const note of notes) output.note(note);
}

function nameOf({ what, name }: Forgotten, target: Forgettable): string {
  if (target.what === 'run') return `Run ${target.run} (${name})`;
  return what === 'labels' ? `The label scheme "${name}"` : name;
}
