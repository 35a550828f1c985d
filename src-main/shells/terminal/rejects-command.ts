import type { Command } from 'commander';
import { counted } from '../../counted.ts';
import { UserError } from '../../errors.ts';
import { listCorrections } from '../../store/corrections.ts';
import { countRejects, pageOfRejects, rejectsCsv } from '../../store/rejects.ts';
import { listSources } from '../../store/sources.ts';
import { didYouMean } from '../../suggest.ts';
import { wholeNumber } from './arguments.ts';
import { chosenSources } from './chosen-sources.ts';
import { longestRecord, oneLine, time } from './format.ts';
import { checkNewFile, writeNewFile } from '../../export/new-file.ts';
import { correctionsTable, kindsInWords, rejectsTable } from './rejects-table.ts';
import type { Session } from './session.ts';
import { withSession, withWritableSession } from './with-session.ts';

interface CorrectOptions {
  fileAs?: string;
  dryRun?: boolean;
}

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
  program
    .command('correct')
    .description('correct a rejected record by hand, and import it')
    .argument('<file>', 'its file, by name, path or number (see contexture sources)')
    .argument('<line>', 'the line of the record, as contexture rejects lists it', wholeNumber('The line', 1))
    .argument('<record>', 'the record as it should have been; it is read as all others of its file were')
    .option('--file-as <kind>', 'if the file was imported as several kinds, the one that is meant')
    .option('--dry-run', 'say what would become of it, and store nothing')
    .action((file: string, line: number, record: string, options: CorrectOptions, command: Command) =>
      withWritableSession((session) => correct(session, { ...options, file, line, record }), command),
    );
}

async function correct(
  { ask, output, store }: Session,
  {
    file,
    line,
    record,
    fileAs,
    dryRun = false,
  }: CorrectOptions & { file: string; line: number; record: string },
): Promise<void> {
  const found = chosenSources(listSources(store()), [file], fileAs ?? null) ?? [];
  const filter = { sources: found.map(({ id }) => id), kind: null };
  const { rows } = pageOfRejects(store(), filter, { offset: 0, limit: Number.MAX_SAFE_INTEGER });
  const at = rows.filter((row) => row.line === line);
  const [reject] = at;
  if (reject === undefined) {
    const lines = rows.slice(0, shown).map((row) => row.line);
    const more = rows.length > lines.length ? ` and ${rows.length - lines.length} more` : '';
    const there =
      rows.length === 0
        ? 'It has no rejected records.'
        : `It has some in ${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')}${more}.`;
    throw new UserError('use', `No rejected record of ${file} is in line ${line}. ${there}`);
  }
  if (new Set(at.map((row) => row.source)).size > 1) {
    throw new UserError(
      'use',
      `Several files called ${file} have a rejected record in line ${line}. Name one by its number.`,
    );
  }
  const result = await ask('correct', { reject: reject.id, record, dryRun });
  const { columns, outcome, problem } = result;
  if (columns.length > 0)
    output.table(
      columns.map(({ name, role, value }) => [name, role ?? '', oneLine(value, longestRecord)]),
      ['column', 'role', 'value'],
    );
  if (problem !== null)
    throw new UserError('input', `Line ${line} of ${reject.file} is still rejected: ${problem.message}.`);
  const counts = outcome === 'accepted' ? 'as accepted' : 'as a duplicate';
  output.say(
    dryRun
      ? `line ${line} of ${reject.file} would count ${counts}; nothing was stored`
      : `line ${line} of ${reject.file} now counts ${counts}; contexture forget --undo takes it back`,
  );
  output.result(result);
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
  else output.say(`${counted(total, 'record was', 'records were')} rejected: ${kindsInWords(counts)}\n`);
  if (rows.length > 0) rejectsTable(output, rows, new Set(rows.map(({ file }) => file)).size > 1);
  if (rows.length < total && out === undefined) {
    output.say(`\n${total - rows.length} more: --limit 0 lists all, --out FILE.csv writes them to a file`);
  }
  if (out !== undefined) {
    await writeNewFile(out, rejectsCsv(store(), filter, output.csvGuard));
    output.say(total === 0 ? `${out} has a heading only` : `\nall ${total} were written to ${out}`);
  }
  const corrected = listCorrections(store(), {
    source: null,
    offset: 0,
    limit: Number.MAX_SAFE_INTEGER,
  }).rows.filter(({ source }) => ofFiles === null || ofFiles.includes(source));
  if (corrected.length > 0) {
    output.say(`\n${counted(corrected.length, 'record was', 'records were')} corrected by hand:\n`);
    correctionsTable(output, corrected);
  }
  output.result({
    corrected,
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
