import { CsvRecords } from './csv-records.ts';
import type { CsvRecord } from './csv-records.ts';
import type { Line } from './lines.ts';
import type { Outcome, Place, Problem, RecordReader } from './outcome.ts';
import { beginsWithId, isHeading, readStockerBotLine } from './stockerbot-line.ts';
import { findTimestamp } from './stockerbot-time.ts';
import { tweetOf } from './tweet.ts';
import type { Tweet } from './tweet.ts';

/** A text that was torn over more lines than this is not put together again. */
const MAX_TORN_LINES = 50;

/** Reads the StockerBot export, whose writer quoted nothing, and its copies. */
export class StockerBotReader implements RecordReader<Tweet> {
  /** Lines of a record whose timestamp has not come yet. */
  #torn: Line[] = [];

  read(lines: readonly Line[]): Outcome<Tweet>[] {
    const outcomes: Outcome<Tweet>[] = [];
    for (const line of lines) this.#take(line, outcomes);
    return outcomes;
  }

  end(): Outcome<Tweet>[] {
    const outcomes: Outcome<Tweet>[] = [];
    this.#give(outcomes);
    return outcomes;
  }

  #take(line: Line, outcomes: Outcome<Tweet>[]): void {
    if (line.overlong) {
      this.#give(outcomes);
      this.#torn = [line];
      this.#give(outcomes);
    } else if (findTimestamp(line.text) !== null) {
      // A line that begins with an id is a record; another is the rest of a text with a line break.
      if (this.#torn.length > 0 && beginsWithId(line.text)) this.#give(outcomes);
      this.#torn.push(line);
      this.#give(outcomes);
    } else if (line.number === 1 && isHeading(line.text)) {
      return;
    } else if (this.#torn.length === 0 || beginsWithId(line.text) || this.#torn.length >= MAX_TORN_LINES) {
      if (this.#torn.length === 0 && line.text.trim() === '') return;
      this.#give(outcomes);
      this.#torn = [line];
    } else {
      this.#torn.push(line);
    }
  }

  #give(outcomes: Outcome<Tweet>[]): void {
    const [first] = this.#torn;
    if (first === undefined) return;
    const raw =
      this.#torn.length === 1
        ? first.text
        : this.#torn
            .map(({ text }) => text)
            .join('\n')
            .trimEnd();
    const read = first.overlong ? overlongLine : isHeading(raw) ? repeatedHeading : readStockerBotLine(raw);
    outcomes.push(outcomeOf(read, { line: first.number, byte: first.byte, raw }));
    this.#torn = [];
  }
}

/** Reads a copy that was rewritten with proper quoting, with the columns in the order of the export. */
export class QuotedStockerBotReader implements RecordReader<Tweet> {
  readonly #records = new CsvRecords({ delimiter: ',', quoted: true });

  read(lines: readonly Line[]): Outcome<Tweet>[] {
    return this.#outcomes(this.#records.read(lines));
  }

  end(): Outcome<Tweet>[] {
    return this.#outcomes(this.#records.end());
  }

  #outcomes(records: CsvRecord[]): Outcome<Tweet>[] {
    return records
      .filter(({ place }) => !(place.line === 1 && isHeading(place.raw)))
      .map((record) => outcomeOf(readQuoted(record), record.place));
  }
}

function readQuoted({ fields, place, overlong }: CsvRecord): Tweet | Problem {
  if (overlong) return overlongLine;
  if (isHeading(place.raw)) return repeatedHeading;
  const [id = '', text, timestamp, author, symbols, names, url, verified, ...more] = fields;
  const whole = /^\d/.test(id) && verified !== undefined && more.every((field) => field.trim() === '');
  // A record whose quotes went wrong may still be one that was written without them.
  if (!whole) return readStockerBotLine(place.raw);
  return tweetOf({
    text: text ?? '',
    timestamp: timestamp ?? '',
    author: author ?? '',
    symbols: symbols ?? '',
    names: names ?? '',
    url: url ?? '',
    verified,
  });
}

/** @param quoted texts with commas are in quotes: see `quotesItsTexts` */
export function stockerBotReader(quoted: boolean): RecordReader<Tweet> {
  return quoted ? new QuotedStockerBotReader() : new StockerBotReader();
}

/** Whether lines of a StockerBot export put their texts in quotes where they hold commas; the original does not. */
export function quotesItsTexts(lines: readonly Line[]): boolean {
  let quoted = 0;
  let bare = 0;
  for (const { text: line } of lines) {
    const text = line.slice(line.indexOf(',') + 1);
    const anchor = findTimestamp(text);
    if (/^"(?:[^"]|"")*","?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) /.test(text)) quoted++;
    else if (anchor !== null && text.slice(0, anchor.start - 1).includes(',')) bare++;
  }
  return quoted > bare;
}

const overlongLine: Problem = {
  kind: 'length',
  column: null,
  message: 'the line is longer than a record can be',
};
const repeatedHeading: Problem = {
  kind: 'heading',
  column: null,
  message: 'the heading, repeated among the records',
};

function outcomeOf(read: Tweet | Problem, place: Place): Outcome<Tweet> {
  return 'kind' in read ? { place, ok: false, problem: read } : { place, ok: true, value: read };
}
