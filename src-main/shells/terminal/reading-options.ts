import type { Command } from 'commander';
import { dateOrders, decimalMarks, encodings, readingSchema } from '../../ingest/reading.ts';
import type { Reading } from '../../ingest/reading.ts';
import { roleSchema, roles } from '../../ingest/roles.ts';
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
  decimal?: string;
  ticker?: string;
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
    .addOption(choiceOption('--encoding <encoding>', 'the character encoding', encodings))
    .option(
      '--delimiter <character>',
      'what separates fields: comma, tab, semicolon, bar or any single character; lines: one text per line',
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
      `what each column holds, by heading or number (several labels: label=a+b); roles: ${roles.join(', ')}`,
      columnsOf,
    )
    .addOption(
      choiceOption(
        '--dates <order>',
        'the order of day, month and year in dates such as 03/04/2018',
        dateOrders,
      ),
    )
    .addOption(choiceOption('--decimal <mark>', 'the decimal mark of prices: 1.5 or 1,5', decimalMarks))
    .option('--ticker <ticker>', 'the ticker of a price file that does not name one');
}

/** The options as a reading. */
export function readingOf(options: ReadingOptions): Reading {
  return readingSchema.parse({
    encoding: options.encoding ?? null,
    delimiter: options.delimiter ?? null,
    quoted: options.quotes === undefined ? null : options.quotes === 'enclose',
    heading: options.headingLine ?? null,
    dates: options.dates ?? null,
    decimal: options.decimal ?? null,
    ticker: options.ticker ?? null,
    columns: options.columns ?? {},
  });
}

function delimiterOf(value: string): string {
  const delimiter = DELIMITERS[value] ?? value;
  if (delimiter.length === 1) return delimiter;
  throw new UserError(
    'use',
    `--delimiter takes one character or ${Object.keys(DELIMITERS).join(', ')}, not "${value}".`,
  );
}

function columnsOf(value: string): Reading['columns'] {
  const columns: Reading['columns'] = {};
  for (const part of value.split(',')) {
    const [name = '', ...named] = part.split('=');
    const role = roleSchema.safeParse(name.trim());
    const column = named.join('=').trim();
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
