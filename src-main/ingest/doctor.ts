import { LineReader, firstLines } from './lines.ts';
import type { FileKind } from './kinds/kind.ts';
import type { Outcome, RecordReader } from './outcome.ts';
import type { ReadingOption } from './reading-option.ts';
import { allLayouts, anyTable, optionOfWidth } from './reading-option.ts';
import type { EncodingName } from './encoding-names.ts';
import type { Question } from './question.ts';
import type { Sample } from './sample.ts';
import type { ReadingCount } from './types.ts';

/** Of a longer file the readings are counted over its first part. */
const COUNTED_BYTES = 64 << 20;
/** Encodings that are tried besides the one that was recognised; in most others, anything can be read. */
const triedEncodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
/** An example shows what a field is; it need not be whole. */
const EXAMPLE_LETTERS = 80;

/**
 * The dialect doctor: reads a file in every way that gives records of its kind, and counts how many each recovers.
 * All layouts and headings are tried in the encoding that was recognised, the other encodings in their best layout.
 *
 * `chosen` is how an import reads it; its count comes first, then those that recover the most. Without a kind, records of any
 * one width are counted. The remark is about lines that are not valid in the encoding of the file.
 */
export async function countReadings(
  { path, reading }: Pick<Sample, 'path' | 'reading'>,
  kind: FileKind | null,
  chosen: ReadingOption,
): Promise<{ readings: ReadingCount[]; bytes: number; remark: Question | null }> {
  const lines = await firstLines(path, reading.encoding);
  const others = optionsOf(kind, { path, lines, reading }).filter(
    ({ layout, headingLine }) => layout !== chosen.layout || headingLine !== chosen.headingLine,
  );
  const own = await countOptions(path, reading.encoding, [chosen, ...others]);
  const [taken, ...untaken] = own.readings;
  if (taken !== undefined) taken.chosen = true;
  const readings = [
    ...(taken === undefined ? [] : [taken]),
    ...untaken.toSorted((a, b) => gain(b) - gain(a)),
  ];
  for (const encoding of triedEncodings) {
    if (readings.some((known) => known.encoding === encoding)) continue;
    const options = optionsOf(kind, { path, lines: await firstLines(path, encoding), reading });
    const option = options.find(({ layout }) => layout === chosen.layout) ?? options[0];
    const other = await countOptions(path, encoding, option === undefined ? [] : [option]);
    readings.push(...(other.readings.length === 0 ? [nothing(encoding)] : other.readings));
  }
  return { readings, bytes: own.bytes, remark: own.remark };
}

/** Without a kind, every layout gives records of the width that most have. */
function optionsOf(kind: FileKind | null, sample: Sample): ReadingOption[] {
  if (kind !== null) return kind.options(sample);
  const { lines } = sample;
  return allLayouts(sample).map((layout) => optionOfWidth(anyTable(lines, layout), lines));
}

/** Feeds the lines of a file to all readers at once. */
async function countOptions(
  path: string,
  encoding: EncodingName | null,
  options: readonly ReadingOption[],
): Promise<{ readings: ReadingCount[]; bytes: number; remark: Question | null }> {
  const lines = new LineReader(path, encoding);
  const trials = options.map((option) => new Trial(option));
  let bytes = 0;
  for await (const batch of lines.batches()) {
    for (const trial of trials) trial.take(trial.reader.read(batch.lines));
    bytes = batch.bytesRead;
    if (bytes >= COUNTED_BYTES) break;
  }
  for (const trial of trials) trial.take(trial.reader.end());
  // What was read by Windows-1252 line by line is still the same reading.
  const name = lines.encoding;
  return {
    readings: trials.map((trial) => ({ ...trial.count, encoding: encoding ?? name })),
    bytes,
    remark: lines.remark,
  };
}

class Trial {
  readonly reader: RecordReader<object>;
  readonly count: ReadingCount;

  constructor({ layout, headingLine, reader, example }: ReadingOption) {
    this.reader = reader();
    this.count = {
      encoding: '',
      layout,
      headingLine,
      records: 0,
      recovered: 0,
      example: example.map((field) => field.slice(0, EXAMPLE_LETTERS)),
      lost: null,
      chosen: false,
    };
  }

  take(outcomes: readonly Outcome<object>[]): void {
    const { count } = this;
    count.records += outcomes.length;
    for (const outcome of outcomes) {
      if (outcome.ok) count.recovered++;
      else count.lost ??= { line: outcome.place.line, message: outcome.problem.message };
    }
  }
}

/** What a reading recovers, less what it loses. */
function gain({ records, recovered }: ReadingCount): number {
  return 2 * recovered - records;
}

function nothing(encoding: string): ReadingCount {
  return {
    encoding,
    layout: 'no layout yields such records',
    headingLine: 0,
    records: 0,
    recovered: 0,
    example: [],
    lost: null,
    chosen: false,
  };
}
