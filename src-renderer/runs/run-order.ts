import type { RunRow } from '../../src-main/api/types.ts';
import { baselineOf } from './run-cells.ts';

/** What the list can be ordered by. */
export const runColumns = ['run', 'recipe', 'time', 'accuracy', 'f1', 'baseline', 'difference'] as const;
export type RunColumn = (typeof runColumns)[number];

export interface RunOrder {
  column: RunColumn;
  descending: boolean;
}

/** The most recent first. */
const usual: RunOrder = { column: 'run', descending: true };

/** The order that the address names, `-accuracy`; the usual one where it names none. */
export function runOrderIn(name: string | null): RunOrder {
  const column = runColumns.find((one) => one === name?.replace(/^-/, ''));
  return column === undefined ? usual : { column, descending: name!.startsWith('-') };
}

/** An order as the address names it; null: the usual one. */
export function runOrderName({ column, descending }: RunOrder): string | null {
  return column === usual.column && descending ? null : `${descending ? '-' : ''}${column}`;
}

/** The order after a click on the head of a column: numbers begin with the largest, a second click turns it round. */
export function nextRunOrder(column: RunColumn, before: RunOrder): RunOrder {
  return { column, descending: before.column === column ? !before.descending : column !== 'recipe' };
}

/** Runs in an order; those without the number come last either way. Equal ones stay as they stood. */
export function orderedRuns<Run extends Ordered>(
  runs: readonly Run[],
  { column, descending }: RunOrder,
): Run[] {
  const sign = descending ? -1 : 1;
  return runs.toSorted((a, b) => {
    const [left, right] = [keys[column](a), keys[column](b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    if (typeof left === 'string' || typeof right === 'string') {
      return sign * String(left).localeCompare(String(right));
    }
    return sign * (left - right);
  });
}

type Ordered = Pick<RunRow, 'id' | 'recipe' | 'seconds' | 'measures'>;

const keys: Readonly<Record<RunColumn, (run: Ordered) => string | number | null>> = {
  run: ({ id }) => id,
  recipe: ({ recipe }) => recipe,
  time: ({ seconds }) => seconds,
  accuracy: (run) => headline(run, 0),
  f1: (run) => headline(run, 1),
  baseline: (run) => baselineOf(run)?.value ?? null,
  difference: (run) => baselineOf(run)?.difference ?? null,
};

function headline({ measures }: Ordered, at: number): number | null {
  return measures.filter((one) => one.headline)[at]?.value ?? null;
}
