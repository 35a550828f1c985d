/**
 * Puts the fields of a record together that were written without quotes and fell apart at their delimiters, going by
 * what each column holds.
 */
import { counted } from '../counted.ts';
import type { Problem } from './outcome.ts';

/**
 * What a field of a column looks like:
 * - `any`: everything, with delimiters;
 * - `name`: the same, but without links;
 * - `link`: nothing, or what begins like a link, with delimiters;
 * - `piece`: everything without delimiters; `word`: the same without blanks;
 * - `number`, `flag`, `time`: nothing or a number, True or False, a time.
 */
export type Shape = 'any' | 'name' | 'link' | 'piece' | 'word' | 'number' | 'flag' | 'time';

export interface Alignment {
  delimiter: string;
  /** Of each column. */
  shapes: readonly Shape[];
  /** Columns (from 0) that are read; what the others hold need not be known. */
  used: ReadonlySet<number>;
  isTime: (field: string) => boolean;
}

/** Of a record with more ways of counting its fields than this nobody knows which is right. */
const MAX_WAYS = 100;

const NUMBER = /^(?:-?\d[\d.]*(?:e\+?\d+)?)?$/i;
const FLAG = /^(?:true|false|0|1)(?:\.0)?$/i;

/** Whether a field of a shape can begin with a piece. */
const BEGINS: Readonly<Record<Exclude<Shape, 'time'>, (piece: string) => boolean>> = {
  any: () => true,
  piece: () => true,
  name: (piece) => !isLink(piece),
  link: (piece) => piece === '' || isLink(piece),
  word: (piece) => !/\s/.test(piece.trim()),
  number: (piece) => NUMBER.test(piece),
  flag: (piece) => FLAG.test(piece),
};

/**
 * The fields of a record, one for each column, of the pieces between its delimiters.
 *
 * @returns a problem if they do not fit the columns, or fit them in more than one way.
 */
export function alignedFields(pieces: readonly string[], alignment: Alignment): string[] | Problem {
  const { shapes } = alignment;
  if (pieces.length === shapes.length) {
    const strange = shapes.findIndex((shape, i) => shape === 'number' && !NUMBER.test(pieces[i] ?? ''));
    return strange === -1 ? [...pieces] : unfitting(pieces, alignment);
  }
  if (pieces.length < shapes.length) return unfitting(pieces, alignment);
  const bare = shapes.map((shape) => (shape === 'link' ? 'piece' : shape));
  return (
    onlyWay(pieces, alignment) ??
    onlyWay(pieces, { ...alignment, shapes: bare }) ??
    unfitting(pieces, alignment)
  );
}

function unfitting(pieces: readonly string[], { shapes }: Alignment): Problem {
  const message =
    pieces.length === shapes.length
      ? 'its fields are not those of the heading'
      : `${counted(pieces.length, 'column')} instead of ${shapes.length}`;
  return { kind: 'columns', column: null, message };
}

/** The one way in which pieces fit the columns; null: there is none. */
function onlyWay(pieces: readonly string[], alignment: Alignment): string[] | Problem | null {
  const { used } = alignment;
  let found: string[] | null = null;
  let count = 0;
  for (const fields of ways(pieces, alignment)) {
    count++;
    const isSame = found === null || [...used].every((column) => found?.[column] === fields[column]);
    if (!isSame || count > MAX_WAYS) {
      const message = 'its fields can be counted in several ways, since they hold delimiters without quotes';
      return { kind: 'columns', column: null, message };
    }
    found ??= fields;
  }
  return found;
}

/** All ways in which pieces fit the columns, each with its fields. */
function* ways(pieces: readonly string[], alignment: Alignment): Generator<string[]> {
  const { shapes, delimiter } = alignment;
  /** Columns and pieces from which on nothing fits. */
  const dead = new Set<number>();
  function* from(column: number, at: number): Generator<string[]> {
    if (column === shapes.length) {
      if (at === pieces.length) yield [];
      return;
    }
    const key = column * (pieces.length + 1) + at;
    if (dead.has(key)) return;
    let isDead = true;
    for (const end of ends(pieces, at, column, alignment)) {
      for (const others of from(column + 1, end)) {
        isDead = false;
        yield [pieces.slice(at, end).join(delimiter), ...others];
      }
    }
    if (isDead) dead.add(key);
  }
  yield* from(0, 0);
}

/** Where the field of a column can end that begins at a piece. */
function* ends(
  pieces: readonly string[],
  at: number,
  column: number,
  { shapes, isTime }: Alignment,
): Generator<number> {
  const shape = shapes[column] ?? 'any';
  const last = pieces.length - (shapes.length - column - 1);
  const piece = pieces[at];
  if (piece === undefined || at >= last || !canBegin(piece, shape, isTime)) return;
  yield at + 1;
  if (shape !== 'any' && shape !== 'name' && (shape !== 'link' || piece === '')) return;
  for (let end = at + 2; end <= last; end++) {
    if (shape === 'name' && isLink(pieces[end - 1] ?? '')) return;
    yield end;
  }
}

function canBegin(piece: string, shape: Shape, isTime: (field: string) => boolean): boolean {
  return shape === 'time' ? isTime(piece) : BEGINS[shape](piece);
}

function isLink(piece: string): boolean {
  return /^https?:\/\//.test(piece);
}

/** What an unused column holds, going by its fields in records that did not fall apart. */
export function shapeOf(fields: readonly string[]): Shape {
  if (fields.length === 0) return 'any';
  if (fields.every((field) => NUMBER.test(field))) return 'number';
  return fields.every((field) => !/\s/.test(field.trim())) ? 'word' : 'any';
}
