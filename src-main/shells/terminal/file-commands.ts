import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { inspectFile } from '../../ingest/inspect.ts';
import type { Inspection } from '../../ingest/types.ts';
import { runImport } from '../../jobs/import.ts';
import { UserError } from '../../errors.ts';
import { making } from '../../store/open.ts';
import { rejectsCsv } from '../../store/rejects.ts';
import { oneLine } from './format.ts';
import { refuseExisting } from '../../export/new-file.ts';
import { type ReadingOptions, addReadingOptions, readingOf } from './reading-options.ts';
import type { Session } from './session.ts';
import { withSession } from './with-session.ts';

interface ImportOptions extends ReadingOptions {
  as?: string;
  labels?: string;
  rejects?: string;
}

/** Commands that read files of the user. */
export function addFileCommands(program: Command): void {
  addReadingOptions(
    program
      .command('import')
      .description('read tweets, texts, labels, prices, company names or sectors into the workspace')
      .argument('<file...>')
      .option('--as <kind>', 'stockerbot, labels, texts, prices or companies; recognised where left out')
      .option('--labels <scheme>', 'the labels of the files are of this scheme, such as sentiment')
      .option('--rejects <file>', 'write every record that was not taken to this new CSV file'),
  ).action((files: string[], options: ImportOptions, command: Command) =>
    withSession((session) => importFiles(session, files, options), command, making),
  );
  addReadingOptions(
    program
      .command('inspect')
      .description('show what a file is, and how many records each way to read it recovers')
      .argument('<file>')
      .option('--as <kind>', 'stockerbot, labels, texts, prices or companies; recognised where left out'),
  ).action((file: string, options: ImportOptions, command: Command) =>
    withSession((session) => inspect(session, file, options), command),
  );
}

async function importFiles(session: Session, files: string[], options: ImportOptions): Promise<void> {
  const { output } = session;
  // Before anything is imported: a refusal must not come when half of the command is done.
  if (options.rejects !== undefined) refuseExisting(options.rejects, '--rejects');
  const spec = { files, as: options.as ?? null, labels: options.labels ?? null, reading: readingOf(options) };
  const results = await session.job((context) => runImport(spec, context));
  output.table(
    results.map((file) => [
      file.file,
      file.kind,
      file.records,
      file.accepted,
      file.duplicate,
      file.rejected,
      `${file.seconds.toFixed(2)} s`,
    ]),
    ['file', 'kind', 'records', 'accepted', 'duplicate', 'rejected', 'time'],
  );
  for (const { file, kind, why } of results) output.say(`${file} is read as ${kind}: ${why}`);
  for (const { labels, records } of results) {
    if (!labels) continue;
    output.say(
      `labels "${labels.scheme}": ${labels.matched} of ${records} texts found in the workspace` +
        ` (${labels.matchedSeveral} of them under several documents), ${labels.documents} documents labelled` +
        (labels.conflicts > 0 ? `, ${labels.conflicts} rows contradict an earlier one` : ''),
    );
  }
  for (const { file, notes } of results) for (const note of notes) output.say(`${file}: ${note}`);
  if (options.rejects !== undefined) {
    await pipeline(
      Readable.from(rejectsCsv(session.store(), null)),
      createWriteStream(options.rejects, { flags: 'wx' }),
    );
    output.say(`what was not taken is listed in ${options.rejects}`);
  }
  output.result({ files: results });
}

async function inspect({ output }: Session, file: string, options: ImportOptions): Promise<void> {
  const found = await inspectFile(file, options.as ?? null, readingOf(options));
  const size = `${found.encoding}, ${found.bytes} bytes`;
  output.say(
    found.kind === null
      ? `${found.file} is not recognised (${size}). In its likeliest layout:`
      : `${found.file} is read as ${found.kind}: ${found.why}; ${size}`,
  );
  output.say();
  showReadings(output, found);
  output.say();
  output.table(
    found.rows.slice(0, 5).map((row) => [row.line, ...row.fields.map((field) => oneLine(field, 40))]),
    [
      'line',
      ...found.columns.map(({ name, role }) => (role === null || role === name ? name : `${name} = ${role}`)),
    ],
  );
  output.result(found);
  // What it would do was shown; that the file is not known is still an error.
  if (found.problem !== null) throw new UserError('input', `${file}: ${found.problem}`);
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
      lost === null ? oneLine(example.join(' | '), 50) : oneLine(`line ${lost.line}: ${lost.message}`, 50),
    ]),
    ['', 'recovered', 'records', 'encoding', 'layout', 'heading', 'first record, or the first that is lost'],
  );
  if (countedBytes < bytes) output.say(`counted over the first ${countedBytes} of ${bytes} bytes`);
}
