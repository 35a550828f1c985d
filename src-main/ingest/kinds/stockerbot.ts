import { evidenceAgainst } from '../evidence.ts';
import { dateOrderOf } from '../date-order.ts';
import { labelQuestions } from '../label-doubts.ts';
import type { Layout } from '../layout.ts';
import type { Line } from '../lines.ts';
import { tableColumns, tableRows } from '../preview.ts';
import { quotesFields } from '../quoting.ts';
import { allLayouts, anyTable, optionOfTable } from '../reading-option.ts';
import type { ReadingOption } from '../reading-option.ts';
import { isRecognised } from '../reading.ts';
import type { Sample } from '../sample.ts';
import { quotesItsTexts, stockerBotReader } from '../stockerbot.ts';
import { isHeading } from '../stockerbot-line.ts';
import { stockerBotRow } from '../stockerbot-rows.ts';
import {
  columnsBehind,
  hasHeading,
  isOriginal,
  stockerBotTable,
  tableOfTweets,
} from '../stockerbot-table.ts';
import { stockerBotColumns, stockerBotTexts } from '../stockerbot-texts.ts';
import { findTimestamp } from '../stockerbot-time.ts';
import { TableReader } from '../table-reader.ts';
import type { Table } from '../table.ts';
import { schemesOf } from '../text-rows.ts';
import { TextSink, keptTextSchema } from '../text-sink.ts';
import { tweetColumns, tweetRows } from '../tweet-preview.ts';
import { TweetSink } from '../tweet-sink.ts';
import { tweetOfFields } from '../tweet.ts';
import { retaken } from '../retaken.ts';
import type { FormatKind, Question, RecognisedFile } from './kind.ts';
import { tableFile } from './table-kind.ts';

/** The export of StockerBot, whose writer quoted nothing, and its copies. */
export const stockerbot: FormatKind<'stockerbot'> = {
  form: 'format',
  name: 'stockerbot',
  title: 'StockerBot export',
  description: 'a StockerBot export',
  roles: ['text', 'label', 'time', 'ticker', 'name', 'author', 'url', 'verified'],
  recognise(sample) {
    const table = stockerBotTable(sample);
    if (table?.heading === null) return 'its lines contain timestamps in the format of Twitter';
    if (table !== null) return 'its heading is that of a StockerBot export';
    if (!isRecognised(sample.reading) || hasHeading(sample)) return null;
    const { lines } = sample;
    const dated = lines.filter(({ text }) => findTimestamp(text) !== null).length;
    return dated > 0 && dated * 2 >= lines.filter(({ text }) => text.trim() !== '').length
      ? 'most lines contain a timestamp in the format of Twitter, as in a StockerBot export'
      : null;
  },
  retaken: retaken(
    keptTextSchema,
    (store, source, forgotten) => new TextSink(store, source, (_scheme, value) => value, forgotten),
  ),
  options(sample) {
    const table = isOriginal(sample) ? null : (stockerBotTable(sample) ?? tableOfTweets(sample));
    if (table !== null) return namedOptions(table, sample);
    return [...[false, true].map((quoted) => ownOption(quoted, sample.lines)), ...tableOptions(sample)];
  },
  open(sample) {
    const table = isOriginal(sample) ? null : (stockerBotTable(sample) ?? tableOfTweets(sample));
    return table === null ? original(sample) : named(table, sample);
  },
};

/** A file with the columns of the export in their order, which needs no heading. */
function original({ lines, reading }: Sample): RecognisedFile {
  const quoted = reading.quoted ?? quotesItsTexts(lines);
  const more = columnsBehind(lines);
  const asked = more === null ? {} : whatToName(more, lines);
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
    evidence: (parts) =>
      evidenceAgainst(
        parts,
        () => stockerBotReader(quoted),
        undefined,
        (role) => (role === 'verified' ? [{ setting: 'columns', values: ['verified='] }] : []),
      ),
    texts: () => stockerBotTexts(quoted),
    store: ({ store, source, pump }) => pump(stockerBotReader(quoted), new TweetSink(store, source)),
    ...asked,
  };
}

/** A question about the columns is asked beside those that the file has, so that it can be answered. */
function whatToName(
  question: Question,
  lines: readonly Line[],
): Pick<RecognisedFile, 'layout' | 'columns' | 'settings' | 'questions' | 'rows'> {
  const delimiter = ',';
  const bare = anyTable(lines, { form: 'delimited', delimiter, quoted: false }, 0);
  const layout: Layout = { form: 'delimited', delimiter, quoted: quotesFields(lines, delimiter, bare.width) };
  const table = { ...bare, layout };
  return {
    layout,
    columns: tableColumns(table),
    settings: ['columns'],
    questions: [question],
    rows: (shown) => tableRows(table, shown, () => null),
  };
}

/** A file whose heading says where its columns are. */
function named(table: Table, sample: Sample): RecognisedFile {
  const { dates, questions } = dateOrderOf(table, sample);
  const schemes = schemesOf(table);
  return tableFile(table, {
    kind: stockerbot,
    row: stockerBotRow(table, dates, schemes),
    schemes,
    settings: ['dates', 'zone', ...(schemes.length === 0 ? [] : (['bins'] as const))],
    questions: [...questions, ...labelQuestions(table, sample)],
    store: (target) => {
      const reader = new TableReader(table, stockerBotRow(table, dates, target.schemes));
      return target.pump(reader, new TextSink(target.store, target.source, target.nameOf));
    },
  });
}

/** Its records with and without quotes around their fields. */
function namedOptions(table: Table, sample: Sample): ReadingOption[] {
  const { dates } = dateOrderOf(table, sample);
  const { layout } = table;
  if (layout.form !== 'delimited') return [];
  return [layout.quoted, !layout.quoted].map((quoted) => {
    const one: Table = { ...table, layout: { ...layout, quoted } };
    const row = stockerBotRow(one, dates, schemesOf(one));
    return optionOfTable(one, sample.lines, () => new TableReader(one, row));
  });
}

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
