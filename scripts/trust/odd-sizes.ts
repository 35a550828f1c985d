import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Random } from '../../src-main/random.ts';
import { isWorkspace } from '../../src-main/store/workspace-folder.ts';
import { newReport, type Report } from './report.ts';
import { end, findings, sample, startWith } from './workspace.ts';

/** What looking at a file or importing it may take, of whatever size it is. */
const MOST_MEBIBYTES = 400;
/** Processor time for each MiB of the file; the start of the program comes on top. */
const MOST_SECONDS_A_MEBIBYTE = 10;
const STARTING_SECONDS = 5;

/** A module with which a process writes to a file, where it ends, how much memory and processor time it took. */
const measuringInto = (file: string): string =>
  `data:text/javascript,${encodeURIComponent(`
    import { writeFileSync } from 'node:fs';
    process.on('exit', () => {
      const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
      writeFileSync(${JSON.stringify(file)}, [maxRSS / 1024, (userCPUTime + systemCPUTime) / 1e6].join(' '));
    });`)}`;

/**
 * Files that are long in one way and short in every other: one record or a million, lines of a letter or of all bytes,
 * objects in objects, and an export with quotes that somebody opened at random. Looking at them and importing them
 * ends, in a sentence or with every record counted, and takes little.
 *
 * @param mebibytes the size of the larger files
 */
export async function oddSizes(mebibytes: number, random: Random): Promise<Report> {
  const report = newReport('files that are long in one way, looked at and imported');
  const folder = mkdtempSync(join(tmpdir(), 'contexture-trust-'));
  let [most, slowest] = [0, 0];
  for (const [name, pieces] of Object.entries(oddFiles(mebibytes << 20, random))) {
    const path = join(folder, name);
    write(path, pieces);
    const size = statSync(path).size / 2 ** 20;
    for (const command of ['inspect', 'import']) {
      const measured = join(folder, 'measured');
      const workspace = join(folder, 'workspace');
      report.tries++;
      const lose = (what: string): void => void report.losses.push(`${command} ${name}: ${what}`);
      const env = { NODE_OPTIONS: `--import=${measuringInto(measured)}` };
      const { code, said } = await end(startWith(env, workspace, command, path));
      if (code !== 0 && code !== 3) lose(`it ended with ${code} and "${said.slice(0, 300)}"`);
      const [memory = 0, seconds = 0] = readFileSync(measured, 'utf8').split(' ').map(Number);
      if (memory > MOST_MEBIBYTES) lose(`${memory.toFixed(0)} MiB of memory`);
      const perMebibyte = Math.max(0, seconds - STARTING_SECONDS) / size;
      if (perMebibyte > MOST_SECONDS_A_MEBIBYTE) lose(`${perMebibyte.toFixed(1)} s for each MiB`);
      most = Math.max(most, memory);
      slowest = Math.max(slowest, seconds);
      if (isWorkspace(workspace)) for (const one of await findings(workspace)) lose(one);
      rmSync(workspace, { recursive: true, force: true });
    }
    rmSync(path);
  }
  report.counts['MiB of memory at most'] = Math.round(most);
  report.counts['s of processor time at most'] = Math.round(slowest);
  rmSync(folder, { recursive: true });
  return report;
}

/** The files by name, each as the pieces of its text. */
function oddFiles(bytes: number, random: Random): Record<string, Iterable<string>> {
  const million = Math.min(1_000_000, bytes >> 3);
  const exported = readFileSync(join(sample, 'stockerbot-sample.csv'), 'utf8');
  const [heading = '', ...records] = exported.split(/(?<=\n)/);
  const texts = 'date,text\n';
  return {
    'open-quote-before-commas.csv': twice('"a\n', ',\n', bytes >> 4),
    'open-quotes.csv': twice(texts, '2018-07-09,"profit rises\n', bytes),
    'open-quotes-before-doubled.csv': twice(texts, '2018-07-09,"profit ""rises""\n', bytes),
    'random-quotes.csv': randomQuotes(heading, records, bytes, random),
    'million-columns.csv': [
      columns(million, (i) => `c${i}`),
      columns(million, String),
      columns(million, String),
    ],
    'million-commas.csv': [`${','.repeat(million)}\n`],
    'empty-lines.csv': twice('', '\n', bytes >> 2),
    'one-letter-lines.txt': twice('', 'a\n', bytes >> 3),
    'carriage-returns.csv': twice(texts, '2018-07-09,a\r', bytes >> 2),
    'one-line.txt': twice('', 'profit rises ', bytes),
    'one-quoted-field.csv': twice(`${texts}2018-07-09,"`, 'profit rises\n', bytes),
    'quotes.csv': twice('', '"', bytes >> 2),
    'quote-lines.csv': twice('', '"\n', bytes >> 4),
    'nul.csv': twice(texts, '\0', bytes >> 2),
    'mixed-ends.csv': twice(texts, '2018-07-09,profit\r\n2018-07-09,loss\n\r2018-07-10,gain\r', bytes >> 2),
    'many-labels.csv': counted('text,label\n', (i) => `text ${i},label ${i}\n`, bytes >> 2),
    'many-tickers.csv': counted(
      'text,ticker\n',
      (i) => `text ${i},T${i.toString(36).toUpperCase()}\n`,
      bytes >> 3,
    ),
    'nested.json': ['{"text":'.repeat(million), '1', '}'.repeat(million)],
    'nested-lists.json': ['['.repeat(million), ']'.repeat(million)],
    'nested-lines.jsonl': twice('', `${'['.repeat(200)}\n`, bytes),
    'one-string.json': [...twice('[{"text":"', 'profit rises ', bytes), '"}]'],
    'one-list.json': [...twice('[', '{"text":"a"},', bytes >> 3), '{"text":"b"}]'],
    'numbers.json': [...twice('[', '1,', bytes >> 4), '1]'],
    'empty-objects.jsonl': twice('', '{}\n', bytes >> 4),
    'many-keys.json': [...counted('[{"text":"a"', (i) => `,"k${i}":${i}`, bytes >> 3), '}]'],
    'keys-of-lines.jsonl': counted('', (i) => `{"text":"profit rises","k${i}":${i}}\n`, bytes >> 2),
    'many-pages.jsonl': twice('', `{"data":[${'{"text":"a"},'.repeat(1000)}{"text":"b"}]}\n`, bytes >> 3),
  };
}

function* twice(first: string, again: string, bytes: number): Generator<string> {
  yield first;
  const piece = again.repeat(Math.ceil(65536 / again.length));
  for (let written = 0; written < bytes; written += piece.length) yield piece;
}

function* counted(first: string, piece: (i: number) => string, bytes: number): Generator<string> {
  yield first;
  for (let written = 0, i = 0; written < bytes; i++) {
    const text = piece(i);
    written += text.length;
    yield text;
  }
}

function columns(count: number, name: (i: number) => string): string {
  return `${Array.from({ length: count }, (_, i) => name(i)).join()}\n`;
}

/** The export over and over, in which a quote is opened at a random place of every 20th record. */
function* randomQuotes(
  heading: string,
  records: readonly string[],
  bytes: number,
  random: Random,
): Generator<string> {
  yield heading;
  for (let written = 0, i = 0; written < bytes; i++) {
    const record = `${i}${records[i % records.length]!}`;
    const at = random.below(record.length);
    const isOpened = random.below(20) === 0;
    yield isOpened
      ? `${record.slice(0, at)}${random.pick(['"', ',"', '\n"', '"""'])}${record.slice(at)}`
      : record;
    written += record.length;
  }
}

function write(path: string, pieces: Iterable<string>): void {
  const file = openSync(path, 'w');
  let held = '';
  for (const piece of pieces) {
    held += piece;
    if (held.length < 1 << 20) continue;
    writeSync(file, held);
    held = '';
  }
  writeSync(file, held);
  closeSync(file);
}
