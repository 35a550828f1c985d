import { startOfDay } from './written-day.ts';
import { writtenTime } from './written-time.ts';
import type { DateOrder } from './reading.ts';

/** The orders in which the days of a file can be written. */
export interface FoundOrders {
  /** null: it has no days that are only numbers, or they fit several orders or none. */
  order: DateOrder | null;
  /** The orders to choose from, if the user must. */
  possible: readonly DateOrder[];
  /** What is open then. */
  message: string;
}

const ORDERS = ['mdy', 'dmy', 'ymd'] as const;
const FIRST = { mdy: 'the month', dmy: 'the day', ymd: 'the year' } as const;

/** In which order the days of a file are written, from some of its times: a part above 12 is no month. */
export function ordersOfDays(times: readonly string[]): FoundOrders {
  const fits = times.map(ordersOf).filter((orders) => orders.length > 0);
  const seen = ORDERS.filter((order) => fits.some((orders) => orders.includes(order)));
  const common = ORDERS.filter((order) => fits.every((orders) => orders.includes(order)));
  const [only] = common;
  if (fits.length === 0) return { order: null, possible: [], message: '' };
  if (only !== undefined && common.length === 1) return { order: only, possible: [], message: '' };
  if (common.length === 0) {
    const message = 'no single order of day, month and year fits all of its dates.';
    return { order: null, possible: seen, message };
  }
  const names = common.map((order) => FIRST[order]);
  const message = `its dates can be read with ${names.slice(0, -1).join(', ')} or ${names.at(-1)} first.`;
  return { order: null, possible: common, message };
}

/** The orders in which a time has a day that exists; none: it has no day that is only numbers. */
function ordersOf(text: string): DateOrder[] {
  const day = writtenTime(text)?.day;
  if (day?.form !== 'numbers') return [];
  return ORDERS.filter((order) => {
    const start = startOfDay(day, order);
    // Years of two digits end with this one.
    return (
      start !== null && (!day.shortYear || new Date(start).getUTCFullYear() <= new Date().getUTCFullYear())
    );
  });
}
