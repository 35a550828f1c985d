import type { Question } from './kinds/kind.ts';
import { sampleRecords } from './layout.ts';
import { orderOfDays } from './moments.ts';
import type { DateOrder } from './reading.ts';
import type { Sample } from './sample.ts';
import { columnOf, valueOf } from './table.ts';
import type { Table } from './table.ts';

/** How the dates of a table are written, and the question for it if its dates fit two orders. */
export function dateOrderOf(
  table: Table,
  { lines, reading }: Sample,
): { dates: DateOrder; questions: Question[] } {
  const timeOf = valueOf(table, 'time');
  const found =
    columnOf(table, 'time') === -1
      ? 'ymd'
      : orderOfDays(sampleRecords(lines, table.layout).map(({ fields }) => timeOf(fields)));
  const dates = reading.dates ?? found;
  if (dates !== null) return { dates, questions: [] };
  const question = {
    message: 'its dates can be read with the month or the day first.',
    remedies: [{ setting: 'dates', values: ['mdy', 'dmy'] }],
  };
  // Until it is answered, either order reads the same number of records.
  return { dates: 'mdy', questions: [question] };
}
