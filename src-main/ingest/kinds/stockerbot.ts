import type { Line } from '../lines.ts';
import { allLayouts, optionOfTable } from '../reading-option.ts';
import type { ReadingOption } from '../reading-option.ts';
import type { Sample } from '../sample.ts';
import { quotesItsTexts, stockerBotReader } from '../stockerbot.ts';
import { isHeading } from '../stockerbot-line.ts';
import { stockerBotColumns, stockerBotTexts } from '../stockerbot-texts.ts';
import { findTimestamp } from '../stockerbot-time.ts';
import { TableReader } from '../table-reader.ts';
import type { Table } from '../table.ts';
import { tweetColumns, tweetRows } from '../tweet-preview.ts';
import { TweetSink } from '../tweet-sink.ts';
import { tweetOfFields, tweetSchema } from '../tweet.ts';
import { retaken } from '../retaken.ts';
import type { FormatKind } from './kind.ts';

/** The export of StockerBot, whose writer quoted nothing, and its copies. */
export const stockerbot: FormatKind<'stockerbot'> = {
  form: 'format',
  name: 'stockerbot',
  title: 'StockerBot export',
  description: 'a StockerBot export',
  // Its columns are fixed.
  roles: [],
  recognise(lines) {
    if (startsWithHeading(lines)) return 'its heading is that of a StockerBot export';
    const dated = lines.filter(({ text }) => findTimestamp(text) !== null).length;
    return dated > 0 && dated * 2 >= lines.filter(({ text }) => text.trim() !== '').length
      ? 'most lines contain a timestamp in the format of Twitter, as in a StockerBot export'
      : null;
  },
  retaken: retaken(tweetSchema, (store, source, forgotten) => new TweetSink(store, source, forgotten)),
  options: (sample) => [
    ...[false, true].map((quoted) => ownOption(quoted, sample.lines)),
    ...tableOptions(sample),
  ],
  open({ lines, reading }) {
    const quoted = reading.quoted ?? quotesItsTexts(lines);
    return {
      kind: stockerbot,
      layout: { form: 'delimited', delimiter: ',', quoted },
      table: null,
      columns: tweetColumns,
      schemes: null,
      settings: [],
      questions: [],
      assumptions: [],
      option: (shown) => ownOption(quoted, shown),
      rows: (shown) => tweetRows(stockerBotReader(quoted), shown),
      columnNames: () => stockerBotColumns,
      reader: () => stockerBotReader(quoted),
      texts: () => stockerBotTexts(quoted),
      store: ({ store, source, pump }) => pump(stockerBotReader(quoted), new TweetSink(store, source)),
    };
  },
};

function ownOption(quoted: boolean, lines: readonly Line[]): ReadingOption {
  return {
    layout: quoted
      ? 'comma, quotes enclose fields, otherwise split at the timestamp'
      : 'each line split at its timestamp',
    headingLine: startsWithHeading(lines) ? 1 : 0,
    reader: () => stockerBotReader(quoted),
    example: tweetRows(stockerBotReader(quoted), lines)[0]?.fields ?? [],
  };
}

/** As a plain table, to show what that would lose. */
function tableOptions(sample: Sample): ReadingOption[] {
  const headingLine = startsWithHeading(sample.lines) ? 1 : 0;
  return allLayouts(sample).map((layout) => {
    const table: Table = { layout, headingLine, heading: null, width: stockerBotColumns.length, mapping: {} };
    return optionOfTable(table, sample.lines, () => new TableReader(table, tweetOfFields));
  });
}

function startsWithHeading([first]: readonly Line[]): boolean {
  return first !== undefined && isHeading(first.text);
}
