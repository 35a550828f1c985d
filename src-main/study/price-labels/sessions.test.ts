import { describe, expect, test } from 'vitest';
import { horizonOf, sessionsOf, writtenBetween } from './sessions.ts';

const exchange = { zone: 'America/New_York', open: '09:30', close: '16:00' };
/** Thursday, Friday, Monday and, after Independence Day, Thursday. */
const days = ['2018-06-28', '2018-06-29', '2018-07-02', '2018-07-05'];
const sessions = sessionsOf(days, exchange);

/** From which price to which, as `day kind > day kind`; null: there is none. */
function horizon(at: string, settings: { days?: number; from?: 'after' | 'before' } = {}): string | null {
  const written = writtenBetween(Date.parse(at), exchange.zone);
  const found = horizonOf(sessions, written, { days: 1, from: 'after', ...settings });
  if (!found) return null;
  const name = ({ session, kind }: { session: number; kind: string }) => `${days[session]?.slice(5)} ${kind}`;
  return `${name(found.start)} > ${name(found.end)}`;
}

describe('a return counts from the first price after the text to the next close', () => {
  test.each([
    // In summer New York is four hours behind UTC: its exchange opens at 13:30 and closes at 20:00.
    ['before the opening', '2018-06-28T13:29:59Z', '06-28 open > 06-28 close'],
    ['at the opening', '2018-06-28T13:30:00Z', '06-28 open > 06-28 close'],
    ['in the session', '2018-06-28T13:30:01Z', '06-28 close > 06-29 close'],
    ['at the close', '2018-06-28T20:00:00Z', '06-28 close > 06-29 close'],
    ['after hours', '2018-06-28T20:00:01Z', '06-29 open > 06-29 close'],
    ['on Friday evening', '2018-06-29T22:00:00Z', '07-02 open > 07-02 close'],
    ['on a Sunday', '2018-07-01T15:00:00Z', '07-02 open > 07-02 close'],
    ['on a holiday', '2018-07-04T15:00:00Z', '07-05 open > 07-05 close'],
    ['before a holiday', '2018-07-02T15:00:00Z', '07-02 close > 07-05 close'],
    // Only its day is known: it may have been written at the end of it.
    ['on some day', '2018-06-28T23:59:59.999Z', '06-29 open > 06-29 close'],
    ['where the prices end', '2018-07-05T19:00:00Z', null],
  ])('%s', (_, at, expected) => expect(horizon(at)).toBe(expected));

  test('or to one some sessions on', () => {
    expect(horizon('2018-06-28T12:00:00Z', { days: 3 })).toBe('06-28 open > 07-02 close');
    expect(horizon('2018-06-28T15:00:00Z', { days: 3 })).toBe('06-28 close > 07-05 close');
    expect(horizon('2018-06-28T15:00:00Z', { days: 4 })).toBeNull();
  });
});

describe('or from the last price before it', () => {
  test.each([
    ['before the opening', '2018-06-29T13:00:00Z', '06-28 close > 06-29 close'],
    ['in the session', '2018-06-29T15:00:00Z', '06-29 open > 06-29 close'],
    ['after hours', '2018-06-29T21:00:00Z', '06-29 close > 07-02 close'],
    // It may have been written at the beginning of the day.
    ['on some day', '2018-06-29T23:59:59.999Z', '06-28 close > 06-29 close'],
    ['before the prices begin', '2018-06-27T15:00:00Z', null],
  ])('%s', (_, at, expected) => expect(horizon(at, { from: 'before' })).toBe(expected));
});

test('the moments of the exchange follow its clocks through the year', () => {
  const { points } = sessionsOf(['2018-03-09', '2018-03-12'], exchange);
  expect(points.map(({ at }) => new Date(at).toISOString())).toEqual([
    '2018-03-09T14:30:00.000Z',
    '2018-03-09T21:00:00.000Z',
    '2018-03-12T13:30:00.000Z',
    '2018-03-12T20:00:00.000Z',
  ]);
});
