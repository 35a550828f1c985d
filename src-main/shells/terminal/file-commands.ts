import { resolve } from 'node:path';
import type { Command } from 'commander';
import { counted } from '../../counted.ts';
import { inThousands } from '../../in-thousands.ts';
import { kindNames } from '../../ingest/kinds/all.ts';
import type { Inspection } from '../../ingest/types.ts';
import { checkFiles } from '../../jobs/import.ts';
import { UserError } from '../../errors.ts';
import { making } from '../../store/open.ts';
import { pageOfRejects, rejectsCsv } from '../../store/rejects.ts';
import { isWorkspace } from '../../store/workspace-folder.ts';
import { withCopy } from './dry-run.ts';
import { longestRecord, oneLine } from './format.ts';
import { checkNewFile, writeNewFile } from '../../export/new-file.ts';
import {
  refuseFailed,
  showRejects,
  showResults,
  showUnusedColumns,
  withWholeMessages,
} from './import-results.ts';
import { type ReadingOptions, addReadingOptions, readingOf } from './reading-options.ts';
import type { WritableStore } from '../../store/store.ts';
import { withRemedies } from './remedy.ts';
import type { Session } from './session.ts';
import { withStandardInput } from './standard-input.ts';
import { withSession, withWritableSession } from './with-session.ts';

/** `stockerbot, labels, texts, prices or companies`. */
const kindsInWords = `${kindNames.slice(0, -1).join(', ')} or ${kindNames.at(-1)}`;

interface ImportOptions extends ReadingOptions {
  as?: string;
  labels?: string;
  rejects?: string;
  force?: boolean;
  dryRun?: boolean;
}

/** Commands that read files of the user. */
export function addFileCommands(program: Command): void {
  addReadingOptions(
    program
      .command('import')
      .description('read tweets, texts, labels, prices, company names or sectors into the workspace')
      .argument('<file...>', 'files, folders, ZIP archives and patterns; -: standard input')
      .option('--as <kind>', `${kindsInWords}; default: recognised from the file`)
      .option('--labels <scheme>', 'the scheme of the labels in these files, such as sentiment')
      .option('--rejects <file>', 'write the rejected records of these files to a CSV file')
      .option('--force', 'overwrite the file of rejected records if it exists')
      .option('--dry-run', 'say what the import would do, and store nothing'),
  ).action((files: string[], options: ImportOptions, command: Command) => {
    const body = (session: Session<WritableStore>): Promise<void> =>
      withStandardInput(files, (all) => importFiles(session, all, options));
    return options.dryRun ? withCopy(body, command) : withWritableSession(body, command, making);
  });
  addReadingOptions(
    program
      .command('inspect')
      .description('show what kind of file this is, and how many records each way of reading it recovers')
      .argument('<file>', 'a file; -: standard input')
      .option('--as <kind>', `${kindsInWords}; default: recognised from the file`),
  ).action((file: string, options: ImportOptions, command: Command) =>
    withSession(
      (session) => withStandardInput([file], ([one = file]) => inspect(session, one, options)),
      command,
    ),
  );
}

async function importFiles(
  session: Session<WritableStore>,
  files: string[],
  options: ImportOptions,
): Promise<void> {
  const { output } = session;
  const { rejects, force = false, dryRun = false } = options;
  if (rejects !== undefined) checkRejectsFile(rejects, files, force);
  const spec = { files, as: options.as ?? null, labels: options.labels ?? null, reading: readingOf(options) };
  // Before the workspace is opened, since it may have to be made.
  await checkFiles(spec);
  const results = await session.run('import', spec);
  showResults(output, results);
  const sources = [...new Set(results.flatMap(({ source }) => (source === null ? [] : [source])))];
  const filter = { sources, kind: null };
  showRejects(session, results, sources, dryRun);
  if (rejects !== undefined) {
    await writeNewFile(rejects, rejectsCsv(session.store(), filter, output.csvGuard));
    const { total } = pageOfRejects(session.store(), filter, { offset: 0, limit: 0 });
    output.say(
      total === 0
        ? `no records were rejected: ${rejects} contains only the heading`
        : `${total === 1 ? 'the rejected record is' : `all ${inThousands(total)} rejected records are`} listed in ${rejects}`,
    );
  }
  showUnusedColumns(output, results);
  if (dryRun) output.say('\nnothing was stored');
  output.result({ files: withWholeMessages(results), rejectsFile: rejects ?? null, dryRun });
  refuseFailed(results);
}

function checkRejectsFile(path: string, files: readonly string[], force: boolean): void {
  if (files.some((file) => resolve(file) === resolve(path))) {
    throw new UserError('use', `${path} is one of the files to import; name another one with --rejects.`);
  }
  checkNewFile(path, { setting: 'rejects', force });
}

/** A file can be looked at before there is a workspace. */
async function inspection(session: Session, file: string, options: ImportOptions): Promise<Inspection> {
  const as = options.as ?? null;
  const reading = readingOf(options);
  if (isWorkspace(session.workspace)) return session.ask('inspect', { file, as, reading });
  const { inspectFile } = await import('../../ingest/inspect.ts');
  return inspectFile(file, as, reading);
}

async function inspect(session: Session, file: string, options: ImportOptions): Promise<void> {
  const { output } = session;
  const found = await inspection(session, file, options);
  const size = `${found.encoding}, ${counted(found.bytes, 'byte')}`;
  output.say(
    found.kind === null
      ? `${found.file} is not recognised (${size}). Its most likely layout:`
      : `${found.file} is read as ${found.kind}: ${found.why}; ${size}`,
  );
  output.say();
  showReadings(output, found);
  output.say();
  output.table(
    found.rows
      .slice(0, 5)
      .map((row) => [row.line, ...row.fields.map((field) => oneLine(field, longestRecord))]),
    [
      'line',
      ...found.columns.map(({ name, role }) => (role === null || role === name ? name : `${name} = ${role}`)),
    ],
  );
  if (found.moreColumns > 0) output.say(`(${counted(found.moreColumns, 'more column')})`);
  for (const [at, message] of found.notes.entries()) {
    // What helps stands after the last of them; with a problem it stands there.
    const isLast = at === found.notes.length - 1 && found.problem === null;
    const shown = isLast ? withRemedies({ message, remedies: found.remedies }) : message;
    output.note(`${found.file}: ${shown}`);
  }
  output.result(found);
  // What it would do was shown; that the file is not known is still an error.
  if (found.problem !== null) {
    throw new UserError('input', `${file}: ${found.problem}`, { remedies: found.remedies });
  }
}

function showReadings(output: Session['output'], { readings, bytes, countedBytes }: Inspection): void {
  output.table(
    readings.map(({ chosen, encoding, layout, headingLine, records, recovered, example, lost }) => [
      chosen ? '*' : '',
      recovered,
      records,
      encoding,
      layout,
      headingLine === 0 ? 'none' : `line ${headingLine}`,
      lost === null ? oneLine(example.join(' | '), longestRecord) : `line ${lost.line}: ${lost.message}`,
    ]),
    ['', 'recovered', 'records', 'encoding', 'layout', 'heading', 'first record, or the first one lost'],
  );
  if (countedBytes < bytes)
    output.say(`counted in the first ${inThousands(countedBytes)} of ${inThousands(bytes)} bytes`);
}
