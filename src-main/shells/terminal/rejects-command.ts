import type { Command } from 'commander';
import { UserError } from '../../errors.ts';
import { countRejects, pageOfRejects, rejectsCsv } from '../../store/rejects.ts';
import { listSources } from '../../store/sources.ts';
import { didYouMean } from '../../suggest.ts';
import { wholeNumber } from './arguments.ts';
import { chosenSources } from './chosen-sources.ts';
import { time } from './format.ts';
import { checkNewFile, writeNewFile } from '../../export/new-file.ts';
import { kindsInWords, rejectsTable } from './rejects-table.ts';
import type { Session } from './session.ts';
import { withSession } from './with-session.ts';

interface RejectsOptions {
  kind?: string;
  limit?: number;
  fileAs?: string;
  out?: string;
  force?: boolean;
}

/** Rejected records listed by default. */
const shown = 20;

export function addRejectsCommands(program: Command): void {
  program
    .command('sources')
    .description('list the imported files, and what became of their records')
    .action((_options: unknown, command: Command) => withSession(sources, command));
  program
    .command('rejects')
    .description('list the rejected records, and why they were rejected')
    .argument('[files...]', 'files, by name, path or number (see contexture sources); default: all')
    .option('--kind <kind>', 'only records rejected for this kind of problem, such as columns or json')
    .option('--limit <count>', `how many to list; default: ${shown}, 0 for all`, wholeNumber('--limit', 0))
    .option('--file-as <kind>', 'if a file was imported as several kinds, only this one')
    .option('--out <file>', 'write all of them to this CSV file')
    .option('--force', 'overwrite the file if it exists')
    .action((files: string[], options: RejectsOptions, command: Command) =>
      withSession((session) => rejects(session, files, options), command),
    );
}

function sources({ output, store }: Session): void {
  const rows = listSources(store());
  output.table(
    rows.map((row) => [
      row.id,
      row.name,
      row.kind,
      row.records,
      row.accepted,
      row.duplicate,
      row.rejected,
      time(row.importedAt),
    ]),
    ['source', 'file', 'kind', 'records', 'accepted', 'duplicate', 'rejected', 'imported (UTC)'],
  );
  for (const { name } of rows.filter(({ whole }) => !whole)) {
    output.note(`${name} is incomplete: its import was stopped. Import it again for the rest, or forget it.`);
  }
  if (rows.length === 0) output.say('nothing was imported yet: contexture import FILE');
  output.result({ sources: rows });
}

async function rejects({ output, store }: Session, files: string[], options: RejectsOptions): Promise<void> {
  const { kind = null, fileAs = null, out, force = false } = options;
  if (out !== undefined) checkNewFile(out, { force });
  const found = chosenSources(listSources(store()), files, fileAs);
  const ofFiles = found === null ? null : found.map(({ id }) => id);
  const kinds = countRejects(store(), { sources: ofFiles, kind: null });
  checkKind(
    kind,
    kinds.map((one) => one.kind),
  );
  const filter = { sources: ofFiles, kind };
  const limit = options.limit === 0 ? Number.MAX_SAFE_INTEGER : (options.limit ?? shown);
  const { total, rows } = pageOfRejects(store(), filter, { offset: 0, limit });
  const counts = kinds.filter((one) => kind === null || one.kind === kind);
  if (total === 0) output.say('no records were rejected');
  else
    output.say(`${total} ${total === 1 ? 'record was' : 'records were'} rejected: ${kindsInWords(counts)}\n`);
  if (rows.length > 0) rejectsTable(output, rows, new Set(rows.map(({ file }) => file)).size > 1);
  if (rows.length < total && out === undefined) {
    output.say(`\n${total - rows.length} more: --limit 0 lists all, --out FILE.csv writes them to a file`);
  }
  if (out !== undefined) {
    await writeNewFile(out, rejectsCsv(store(), filter, output.csvGuard));
    output.say(total === 0 ? `${out} has a heading only` : `\nall ${total} were written to ${out}`);
  }
  output.result({
    total,
    kinds: Object.fromEntries(counts.map((one) => [one.kind, one.count])),
    rejects: rows,
    out: out ?? null,
  });
}

function checkKind(kind: string | null, kinds: readonly string[]): void {
  if (kind === null || kinds.includes(kind)) return;
  const there = kinds.length === 0 ? 'No records were rejected.' : `The kinds are ${kinds.join(', ')}.`;
  throw new UserError(
    'use',
    `There are no rejected records of the kind "${kind}". ${there}${didYouMean(kind, kinds)}`,
  );
}
