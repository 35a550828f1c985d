import type { Command } from 'commander';
import { encodingOf, encodings } from '../../ingest/encoding-names.ts';
import { DELIMITER, dateOrders, decimalMarks, readingSchema } from '../../ingest/reading.ts';
import type { Reading } from '../../ingest/reading.ts';
import { roleSchema, roles } from '../../ingest/roles.ts';
import { checkZone } from '../../ingest/zones.ts';
import { UserError } from '../../errors.ts';
import { didYouMean } from '../../suggest.ts';
import { choiceOption, wholeNumber } from './arguments.ts';

/** The options that say how a file is to be read. */
export interface ReadingOptions {
  encoding?: string;
  delimiter?: string;
  quotes?: string;
  headingLine?: number;
  columns?: Reading['columns'];
  dates?: string;
  zone?: string;
  decimal?: string;
  ticker?: string;
  bins?: number[];
}

const DELIMITERS: Readonly<Record<string, string>> = {
  comma: ',',
  tab: '\t',
  '\\t': '\t',
  semicolon: ';',
  bar: '|',
  lines: '\n',
};

/** Options of every command that reads a file of the user. */
export function addReadingOptions(command: Command): Command {
  return command
    .option(
      '--encoding <encoding>',
      'the character encoding, such as utf-8, utf-16le, windows-1252, macintosh, windows-1251, gbk or shift_jis',
      encodingFrom,
    )
    .option(
      '--delimiter <character>',
      'what separates fields: comma, tab, semicolon, bar, any other character or several signs; lines: one text per line',
      delimiterOf,
    )
    .addOption(
      choiceOption('--quotes <use>', 'whether quotes enclose fields or are part of the text', [
        'enclose',
        'text',
      ]),
    )
    .option('--heading-line <line>', 'the line of the heading; 0 for none', wholeNumber('--heading-line', 0))
    .option(
      '--columns <role=column,...>',
      `what each column holds, by heading or number (several labels: label=a+b; none: label=); roles: ${roles.join(', ')}`,
      columnsOf,
    )
    .addOption(
      choiceOption(
        '--dates <order>',
        'the order of day, month and year in dates such as 03/04/2018',
        dateOrders,
      ),
    )
    .option(
      '--zone <zone>',
      'the time zone of times that name none, such as America/New_York; default: UTC',
      zoneOf,
    )
    .addOption(choiceOption('--decimal <mark>', 'the decimal mark of prices: 1.5 or 1,5', decimalMarks))
    .option('--ticker <ticker>', 'the ticker of a price file that does not name one')
    .option(
      '--bins <bound,...>',
      'bounds that divide labels which are numbers into classes, such as -0.05,0.05',
      binsOf,
    );
}

/** The options as a reading. */
export function readingOf(options: ReadingOptions): Reading {
  return readingSchema.parse({
    encoding: options.encoding ?? null,
    delimiter: options.delimiter ?? null,
    quoted: options.quotes === undefined ? null : options.quotes === 'enclose',
    heading: options.headingLine ?? null,
    dates: options.dates ?? null,
    zone: options.zone ?? null,
    decimal: options.decimal ?? null,
    ticker: options.ticker ?? null,
    bins: options.bins ?? null,
    columns: options.columns ?? {},
  });
}

function encodingFrom(value: string): string {
  const encoding = encodingOf(value);
  if (encoding !== null) return encoding;
  throw new UserError(
    'use',
    `--encoding does not take "${value}".${didYouMean(value, encodings)} The encodings are ${encodings.join(', ')}.`,
  );
}

function zoneOf(value: string): string {
  checkZone(value);
  return value;
}

function delimiterOf(value: string): string {
  const delimiter = DELIMITERS[value] ?? value;
  if (DELIMITER.test(delimiter)) return delimiter;
  throw new UserError(
    'use',
    `--delimiter takes one character, several signs or ${Object.keys(DELIMITERS).join(', ')}, not "${value}".`,
  );
}

function binsOf(value: string): number[] {
  const bounds = value.split(',').map((bound) => (bound.trim() === '' ? Number.NaN : Number(bound)));
  if (bounds.every((bound, i) => Number.isFinite(bound) && (i === 0 || bound > bounds[i - 1]!)))
    return bounds;
  throw new UserError('use', `--bins takes numbers in ascending order, such as -0.05,0.05, not "${value}".`);
}

function columnsOf(value: string): Reading['columns'] {
  const columns: Reading['columns'] = {};
  for (const part of value.split(',')) {
    const [name = '', ...named] = part.split('=');
    const role = roleSchema.safeParse(name.trim());
    const column = named.join('=').trim();
    // `label=` is the role of no column.
    if (role.success && named.length > 0 && column === '') {
      columns[role.data] = [];
      continue;
    }
    if (!role.success || column === '') {
      throw new UserError(
        'use',
        `--columns takes roles with their columns, such as text=original,label=2, not "${part}";` +
          ` roles are ${roles.join(', ')}.${didYouMean(name.trim(), roles)}`,
      );
    }
    columns[role.data] = column.split('+').map((one) => one.trim());
  }
  return columns;
}
