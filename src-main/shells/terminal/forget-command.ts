import type { Command } from 'commander';
import { thingsInWords } from '../../api/things-in-words.ts';
import { megabytes } from '../../disk-room.ts';
import { UserError } from '../../errors.ts';
import type { Forgettable, Forgotten } from '../../jobs/forget.ts';
import { inThousands } from '../../in-thousands.ts';
import { type BinnedThing, binnedThings } from '../../store/bin.ts';
import { listSources } from '../../store/sources.ts';
import type { ReadableStore, WritableStore } from '../../store/store.ts';
import { chosenSources } from './chosen-sources.ts';
import { isConfirmed } from './confirmation.ts';
import type { Output } from './output.ts';
import { runOption } from './run-argument.ts';
import type { Session } from './session.ts';
import { withSession, withWritableSession } from './with-session.ts';

interface ForgetOptions {
  labels?: string;
  run?: number;
  fileAs?: string;
  dryRun?: boolean;
  yes?: boolean;
  undo?: number | true;
  bin?: boolean;
  emptyBin?: boolean;
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
    .option(
      '--undo [number]',
      'bring back what was forgotten last, or what has this number in --bin',
      deletion,
    )
    .option('--bin', 'list what was forgotten and can be brought back')
    .option('--empty-bin', 'remove for good what was forgotten')
    .action((source: string | undefined, options: ForgetOptions, command: Command) => {
      const { bin = false, emptyBin = false, undo } = options;
      if (!bin && !emptyBin && undo === undefined) {
        return withWritableSession((session) => forget(session, source, options), command);
      }
      if (source !== undefined) throw new UserError('use', `"${source}" is not needed to look into the bin.`);
      if (undo !== undefined) return withWritableSession((session) => bringBack(session, undo), command);
      if (emptyBin) return withWritableSession((session) => empty(session, options), command);
      return withSession((session) => session.output.result({ things: list(session) }), command);
    });
}

function deletion(text: string): number {
  if (!/^[1-9]\d*$/u.test(text)) throw new UserError('use', `"${text}" is no number of something deleted.`);
  return Number(text);
}

async function bringBack(session: Session<WritableStore>, undo: number | true): Promise<void> {
  const back = await session.ask('unforget', { deletion: undo === true ? null : undo });
  session.output.say(
    back.what === 'labelling' ? `${back.name} were taken back` : `${inBin(back)} is back in the workspace`,
  );
  session.output.result(back);
}

/** Shows what is in the bin. */
function list({ output, store }: Session): BinnedThing[] {
  const things = binnedThings(store());
  if (things.length === 0) output.say('the bin is empty');
  else {
    output.table(
      things.map((one) => [
        one.id,
        inBin(one),
        new Date(one.deletedAt).toISOString().slice(0, 16).replace('T', ' '),
        one.removed.map(thingsInWords).join(', '),
      ]),
      ['number', 'forgotten', 'when (UTC)', 'with'],
    );
  }
  return things;
}

async function empty(session: Session<WritableStore>, { yes = false }: ForgetOptions): Promise<void> {
  const { output } = session;
  const things = list(session);
  if (things.length > 0 && !yes && !(await isConfirmed(output))) {
    output.say('nothing was removed');
    return;
  }
  const emptied = await session.ask('empty-bin', {});
  output.say(
    `the bin was emptied${emptied.freed > 0 ? `; the disk has ${megabytes(emptied.freed)} more` : ''}`,
  );
  if (emptied.kept !== null) output.note(emptied.kept);
  output.result(emptied);
}

function inBin({ what, name }: BinnedThing): string {
  if (what === 'labels') return `The label scheme "${name}"`;
  if (what === 'search') return `The search "${name}"`;
  if (what === 'group') return `The group "${name}"`;
  return what === 'correction' ? `${name} as it was rejected` : name;
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
  output.say(`${nameOf(forgotten, target)} was removed; it is in the bin until that is emptied`);
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
      `${inThousands(kept)} of its texts ${kept === 1 ? 'stays' : 'stay'}, since other files have ${kept === 1 ? 'it' : 'them'} too`,
    );
  if (what === 'labels') output.say('The texts stay, and so do runs that learned these labels.');
  for (const note of notes) output.note(note);
}

function nameOf({ what, name }: Forgotten, target: Forgettable): string {
  if (target.what === 'run') return `Run ${target.run} (${name})`;
  return what === 'labels' ? `The label scheme "${name}"` : name;
}
