import { csvLine } from '../../csv-line.ts';
import { UserError } from '../../errors.ts';
import { didYouMean } from '../../suggest.ts';
import { isInteractive, noProgress, progressBar, progressLines, type Progress } from './progress.ts';
import { type Cell, tableLines } from './table.ts';

/** Whether the command has printed its one JSON object. */
let resultPrinted = false;

export function hasPrintedResult(): boolean {
  return resultPrinted;
}

/** For the next command of this process. */
export function forgetPrintedResult(): void {
  resultPrinted = false;
}

/** How a command prints. */
export interface OutputOptions {
  /** One JSON object as the last line of standard output, and nothing else there. */
  json?: boolean;
  /** The first table as CSV on standard output; everything else on standard error. */
  csv?: boolean;
  /** CSV leads text that a spreadsheet would run as a formula with an apostrophe; false: all text as it is. */
  csvGuard?: boolean;
  /** Columns of tables, by heading, in this order. */
  columns?: readonly string[];
  /** Fit tables to the terminal; false: print whole texts, whatever the width. */
  trunc?: boolean;
  /** Neither progress nor notes. */
  quiet?: boolean;
  /** Details, and the stack of an error. */
  verbose?: boolean;
}

/** What a command prints: tables and progress for people, or one JSON object as the last line of standard output. */
export interface Output {
  readonly json: boolean;
  /** Whether CSV that is written leads what a spreadsheet would run as a formula with an apostrophe. */
  readonly csvGuard: boolean;
  /** A line of the result, for people. */
  say(line?: string): void;
  /** A remark about the result, such as what was done differently from what was asked. On standard error; with --json, in `notes`. */
  note(line: string): void;
  /** A line that only --verbose shows, on standard error. */
  detail(line: string): void;
  /** Takes whole texts, and shortens them to fit the terminal. */
  table(rows: readonly (readonly Cell[])[], head: readonly string[]): void;
  /** Shows the events of a job: a bar if standard error is a terminal, otherwise one line per phase. */
  follow(): Progress;
  /** The result, printed with --json. */
  result(value: object): void;
  /** The same output with lines and tables on standard error, for a command that writes data to standard output. */
  aside(): Output;
}

/** So many columns that there is no room for are named. */
const MOST_NAMED = 20;

function named(columns: readonly string[]): string {
  const more = columns.length - MOST_NAMED;
  return columns.slice(0, MOST_NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

export function createOutput(options: OutputOptions = {}): Output {
  return outputOn(process.stdout, options);
}

function outputOn(stream: NodeJS.WriteStream, options: OutputOptions): Output {
  const {
    json = false,
    csv = false,
    csvGuard = true,
    columns,
    trunc = true,
    quiet = false,
    verbose = false,
  } = options;
  const toError = (line: string) => void process.stderr.write(`${line}\n`);
  const say = (line = '') => {
    if (json) return;
    if (!csv) stream.write(`${line}\n`);
    else if (!quiet) toError(line);
  };
  let tables = 0;
  const notes: string[] = [];
  return {
    json,
    csvGuard,
    say,
    note: (line) => {
      if (json) notes.push(line);
      else if (!quiet) toError(line);
    },
    detail: (line) => {
      if (verbose) toError(line);
    },
    table: (allRows, allHead) => {
      tables += 1;
      // Columns are chosen of the table that a command is about; further ones have headings of their own.
      const [rows, head] =
        columns && tables === 1 ? withColumns(allRows, allHead, columns) : [allRows, allHead];
      if (json) return;
      if (csv && tables === 1) {
        stream.write([head, ...rows].map((row) => csvLine(row, csvGuard)).join(''));
        return;
      }
      // Tables of other columns in one stream would be no CSV.
      if (csv && tables === 2 && !quiet) {
        toError(
          '--csv prints the first table alone; the others follow here as they are shown, and --json has all.',
        );
      }
      const { lines, leftOut } = tableLines(rows, head, trunc ? terminalWidth(stream) : null);
      for (const line of lines) say(line);
      if (leftOut.length > 0) {
        say(`(no room for ${named(leftOut)}; choose columns with --columns, or show all with --no-trunc)`);
      }
    },
    follow: () => {
      if (json || quiet) return noProgress;
      return isInteractive(process.stderr) ? progressBar() : progressLines(toError);
    },
    result: (value) => {
      if (!json) return;
      process.stdout.write(`${JSON.stringify(notes.length > 0 ? { ...value, notes } : value)}\n`);
      resultPrinted = true;
    },
    aside: () => outputOn(process.stderr, { ...options, csv: false }),
  };
}

/** Places of a line; null: the stream is no terminal, and whoever reads it gets whole texts. */
export function terminalWidth(stream: Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>): number | null {
  const named = Number(process.env['COLUMNS']);
  if (Number.isInteger(named) && named > 0) return named;
  // A terminal that nobody sized, as those of containers and of scripts, has 0 columns.
  return stream.isTTY && stream.columns > 0 ? stream.columns : null;
}

function withColumns(
  rows: readonly (readonly Cell[])[],
  head: readonly string[],
  wanted: readonly string[],
): [Cell[][], string[]] {
  const places = wanted.map((name) => {
    const place = head.findIndex((heading) => heading.toLowerCase() === name.toLowerCase());
    if (place !== -1) return place;
    throw new UserError(
      'use',
      `There is no column "${name}".${didYouMean(name, head)} The columns are: ${head.join(', ')}.`,
    );
  });
  return [
    rows.map((row) => places.map((place) => row[place] ?? '')),
    places.map((place) => head[place] ?? ''),
  ];
}
