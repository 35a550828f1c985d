import type { Command } from 'commander';
import { UserError } from '../../errors.ts';
import { runArgument } from './run-argument.ts';
import type { Session } from './session.ts';
import { withWritableSession } from './with-session.ts';

interface AnnotateOptions {
  name?: string;
  note?: string;
  tag?: string[];
  untag?: string[];
  pin?: boolean;
  archive?: boolean;
}

export function addAnnotateCommand(program: Command): void {
  program
    .command('annotate')
    .description('name runs, note something about them, tag, pin or archive them')
    .argument('<run...>', 'the numbers of the runs', (value: string, all: number[] | undefined) => [
      ...(all ?? []),
      runArgument(value),
    ])
    .option('--name <name>', 'what the run is called beside its number; empty: no name')
    .option('--note <text>', 'a note about the run; empty: no note')
    .option('--tag <tags...>', 'add these tags')
    .option('--untag <tags...>', 'remove these tags')
    .option('--pin', 'list the run before the others')
    .option('--no-pin', 'list it in its place again')
    .option('--archive', 'leave the run out of lists; nothing is removed')
    .option('--no-archive', 'list it again')
    .action((runs: number[], options: AnnotateOptions, command: Command) =>
      withWritableSession((session) => annotate(session, runs, options), command),
    );
}

async function annotate(session: Session, runs: number[], options: AnnotateOptions): Promise<void> {
  const { output } = session;
  const { name, note, tag, untag, pin: pinned, archive: archived } = options;
  const change = { name, note, tag, untag, pinned, archived };
  if (Object.values(change).every((one) => one === undefined)) {
    throw new UserError(
      'use',
      'Say what to write about the run: a name, a note, tags, or to pin or archive it.',
    );
  }
  const all = await session.ask('annotate', { runs, ...change });
  output.table(
    all.map((one) => [
      one.run,
      one.name ?? '',
      one.tags.join(', '),
      one.pinned ? 'yes' : '',
      one.archivedAt === null ? '' : 'yes',
      one.note ?? '',
    ]),
    ['run', 'name', 'tags', 'pinned', 'archived', 'note'],
  );
  output.result({ runs: all });
}
