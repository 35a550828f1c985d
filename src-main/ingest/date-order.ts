/** How the times of a table are written, as far as its first records show. */
import type { Question } from './kinds/kind.ts';
import { sampleRecords } from './layout.ts';
import { readMoment } from './moments.ts';
import type { TimeFormat } from './moments.ts';
import { ordersOfDays } from './orders-of-days.ts';
import type { Sample } from './sample.ts';
import { columnOf, valueOf } from './table.ts';
import type { Table } from './table.ts';
import { whyNoZone } from './zones.ts';

/** How the times of a table are written, and a question for what only the user knows of it. */
export function dateOrderOf(
  table: Table,
  { lines, reading }: Sample,
): { dates: TimeFormat; questions: Question[] } {
  const timeOf = valueOf(table, 'time');
  const times =
    columnOf(table, 'time') === -1
      ? []
      : sampleRecords(lines, table.layout)
          .filter(({ place }) => place.line > table.headingLine)
          .map(({ fields }) => timeOf(fields));
  const wrongZone = reading.zone === null ? null : whyNoZone(reading.zone);
  const zone = wrongZone === null ? reading.zone : null;
  const found = ordersOfDays(times);
  const order = reading.dates ?? found.order;
  // Until the question is answered, any order reads the same number of records.
  const dates = { order: order ?? found.possible[0] ?? null, zone };
  if (order === null && found.possible.length > 0) {
    const remedies = [{ setting: 'dates', values: [...found.possible] }];
    return { dates, questions: [{ message: found.message, remedies }] };
  }
  return { dates, questions: wrongZone === null ? zoneQuestions(times, dates) : [wrongZone] };
}

function zoneQuestions(times: readonly string[], dates: TimeFormat): Question[] {
  for (const time of times) {
    const moment = readMoment(time, dates);
    if ('zones' in moment && dates.zone === null) {
      const message = `the time ${moment.problem}.`;
      return [{ message, remedies: [{ setting: 'zone', values: moment.zones }] }];
    }
  }
  return [];
}
