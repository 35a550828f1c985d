import type { Contradiction } from './evidence.ts';
import type { Question } from './kinds/kind.ts';
import type { Outcome } from './outcome.ts';
import { PriceNeighbours } from './price-neighbours.ts';
import { markOf, numberOf, volumeOf } from './price-numbers.ts';
import { figures } from './price-rows.ts';
import type { PriceColumns, PriceNotation, PriceRow } from './price-rows.ts';
import { decimalMarks } from './reading.ts';
import type { TimeFormat } from './moments.ts';
import type { DecimalMark } from './reading.ts';

/** The first rows of a file of prices, and how they would be read. */
export interface PriceSample {
  dates: TimeFormat;
  /** As the user says; null: recognised. */
  decimal: DecimalMark | null;
  /** null: it is no file of delimited fields. */
  delimiter: string | null;
  rows: readonly (readonly string[])[];
  /** Of each ticker, where they have columns of their own. */
  columns: readonly PriceColumns[];
  read: (notation: PriceNotation) => Outcome<PriceRow>[];
}

/**
 * How the numbers of a file are written. Cells that can be read in one way only decide; else the way in which prices
 * agree with each other and with those of the day before. What is still open is asked, and so is a price that is off by
 * 1000 from its neighbour.
 */
export function priceNotation(sample: PriceSample): { notation: PriceNotation; questions: Question[] } {
  const { dates, decimal } = sample;
  if (decimal !== null) return { notation: { dates, price: decimal, volume: decimal }, questions: [] };
  const prices = markOf(cells(sample, false), numberOf);
  const volumes = markOf(cells(sample, true), volumeOf);
  const ofVolumes = volumes.mark === 'both' ? null : volumes.mark;
  const as = (mark: DecimalMark): PriceNotation => ({ dates, price: mark, volume: ofVolumes ?? mark });
  const ask = (message: string): { notation: PriceNotation; questions: Question[] } => ({
    notation: as('point'),
    questions: [{ message, remedies: [{ setting: 'decimal', values: [...decimalMarks] }] }],
  });
  if (prices.mark === 'both') {
    return ask('some of its prices have a decimal point and others a decimal comma.');
  }
  const mark = prices.mark ?? (prices.doubtful === null ? 'point' : likelier(sample, as, prices.doubtful));
  if (mark === null) {
    const example = [...cells(sample, false)].find(
      (cell) => numberOf(cell, 'point') !== numberOf(cell, 'comma'),
    );
    const sign = example?.includes(',') === true ? 'comma' : 'point';
    return ask(`in numbers such as "${example}" the ${sign} can mark decimals or thousands.`);
  }
  const jump = jumpsOf(sample.read(as(mark)))[0];
  return jump === undefined
    ? { notation: as(mark), questions: [] }
    : ask(`line ${jump.line}: ${jump.message}.`);
}

function likelier(
  sample: PriceSample,
  as: (mark: DecimalMark) => PriceNotation,
  doubtful: DecimalMark | 'both',
): DecimalMark | null {
  const [point, comma] = decimalMarks.map((mark) => {
    const outcomes = sample.read(as(mark));
    return outcomes.filter(({ ok }) => !ok).length + jumpsOf(outcomes).length;
  });
  if (point !== comma) return point! < comma! ? 'point' : 'comma';
  // Between semicolons, which stand where commas are decimal marks, a point can group thousands.
  return doubtful === 'point' && sample.delimiter !== ';' ? 'point' : null;
}

/** Prices of a sample that are off by 1000 from their neighbours. */
export const priceJumps: Contradiction<PriceRow> = (parts) => {
  const [jump] = parts.flatMap((part) => jumpsOf(part));
  return jump === undefined
    ? null
    : {
        message: `line ${jump.line}: ${jump.message}.`,
        remedies: [{ setting: 'decimal', values: [...decimalMarks] }],
      };
};

function jumpsOf(outcomes: readonly Outcome<PriceRow>[]): { line: number; message: string }[] {
  const neighbours = new PriceNeighbours();
  return outcomes.flatMap((outcome) => {
    if (!outcome.ok) return [];
    const { value, place } = outcome;
    const problem = neighbours.problemOf(value);
    neighbours.keep(value, place.line);
    return problem === null ? [] : [{ line: place.line, message: problem.message }];
  });
}

function* cells({ rows, columns }: PriceSample, ofVolumes: boolean): Generator<string> {
  const wanted = columns.flatMap((found) =>
    figures.filter((figure) => (figure === 'volume') === ofVolumes).map((figure) => found[figure]),
  );
  for (const row of rows) {
    for (const column of wanted) if (column !== -1) yield row[column] ?? '';
  }
}
