/** Numbers as files of prices have them. Whether a comma groups thousands or marks decimals is decided per file. */
import { isNothing } from './tickers.ts';
import type { DecimalMark } from './reading.ts';

const FORMS: Readonly<Record<DecimalMark, RegExp>> = { point: form(',', '\\.'), comma: form('\\.', ',') };

/** Whole parts may be grouped, in threes or as in India (`1,23,456`); a group does not begin with a zero. */
function form(group: string, mark: string): RegExp {
  const whole = String.raw`\d+|[1-9]\d{0,2}(?:${group}\d{2,3})*${group}\d{3}`;
  return new RegExp(String.raw`^(?:(?:${whole})(?:${mark}\d*)?|${mark}\d+)(?:[eE][+-]?\d+)?$`);
}

/** Powers of ten that are written as letters: `1.50M`. */
const POWERS: Readonly<Record<string, number>> = { k: 3, m: 6, mn: 6, mio: 6, b: 9, bn: 9, mrd: 9, t: 12 };

/**
 * The number in a cell, with or without a currency sign: `572.98`, `$572.98`, `43,005,190`; with the comma as the
 * decimal mark `1.201,25`. Blanks and apostrophes between groups of three digits are left out.
 *
 * @returns null if it is not a number of 0 or more in that notation
 */
export function numberOf(cell: string, mark: DecimalMark): number | null {
  // Most cells of most files; what else a number may have around and in it takes several times as long to look for.
  if (mark === 'point' && /^\d{1,15}(?:\.\d+)?$/.test(cell)) return Number(cell);
  const digits = bare(cell);
  return FORMS[mark].test(digits) ? valueOf(digits, mark, 0) : null;
}

/** A volume, which may be short: `1.50M`, `820K`, `2,1 Mrd.`. */
export function volumeOf(cell: string, mark: DecimalMark): number | null {
  if (mark === 'point' && /^\d{1,15}(?:\.\d+)?$/.test(cell)) return Number(cell);
  const [, digits = '', unit = ''] = /^(.*?\d)\s*(?:(mio|mrd|mn|bn|[kmbt])\.?)?$/i.exec(bare(cell)) ?? [];
  return FORMS[mark].test(digits) ? valueOf(digits, mark, POWERS[unit.toLowerCase()] ?? 0) : null;
}

function bare(cell: string): string {
  return cell
    .trim()
    .replaceAll(/^\p{Sc}\s*|\s*\p{Sc}$/gu, '')
    .replaceAll(/(?<=\d)[\s'’](?=\d{3}(?!\d))/g, '');
}

function valueOf(digits: string, mark: DecimalMark, power: number): number | null {
  const plain = mark === 'point' ? digits.replaceAll(',', '') : digits.replaceAll('.', '').replace(',', '.');
  // Written as an exponent, a power of ten is exact: 1.13 times a million is not.
  const [mantissa = '', exponent = '0'] = plain.toLowerCase().split('e');
  const value = Number(`${mantissa}e${Number(exponent) + power}`);
  return Number.isFinite(value) ? value : null;
}

/** What cells show of their decimal mark. `doubtful`: some can be read in both ways, and this mark stands in them. */
export interface MarkEvidence {
  mark: DecimalMark | 'both' | null;
  doubtful: DecimalMark | 'both' | null;
}

/** So many cells of one notation outweigh one of the other, which is then a mistake in the file. */
const OUTWEIGHS = 20;

export function markOf(
  cells: Iterable<string>,
  read: (cell: string, mark: DecimalMark) => number | null,
): MarkEvidence {
  const sure = { point: 0, comma: 0 };
  const doubtful = { point: 0, comma: 0 };
  for (const cell of cells) {
    if (isNothing(cell.trim())) continue;
    const point = read(cell, 'point');
    const comma = read(cell, 'comma');
    if (point === comma) continue;
    if (point === null) sure.comma++;
    else if (comma === null) sure.point++;
    else doubtful[cell.includes(',') ? 'comma' : 'point']++;
  }
  return { mark: heavier(sure, OUTWEIGHS), doubtful: heavier(doubtful, Number.POSITIVE_INFINITY) };
}

function heavier({ point, comma }: Record<DecimalMark, number>, outweighs: number): MarkEvidence['mark'] {
  if (point === 0 && comma === 0) return null;
  if (comma === 0 || point > comma * outweighs) return 'point';
  return point === 0 || comma > point * outweighs ? 'comma' : 'both';
}
