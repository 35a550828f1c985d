/** Ways in which a moment is written, and the moment that each still means. */

export interface DrawnTime {
  name: string;
  /** @param at ms UTC, a whole minute */
  write: (at: number) => string;
  /** What is left of it, in ms UTC. A day counts as over when it ends. */
  means: (at: number) => number;
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = 'January February March April May June July August September October November December'.split(
  ' ',
);
const two = (value: number) => String(value).padStart(2, '0');

/** The parts of a moment in UTC as they are written. */
function parts(at: number) {
  const date = new Date(at);
  const hour = date.getUTCHours();
  return {
    y: String(date.getUTCFullYear()),
    m: date.getUTCMonth() + 1,
    d: date.getUTCDate(),
    month: months[date.getUTCMonth()]!,
    day: days[date.getUTCDay()]!,
    hour,
    clock: `${two(hour)}:${two(date.getUTCMinutes())}`,
    half: `${hour % 12 === 0 ? 12 : hour % 12}:${two(date.getUTCMinutes())} ${hour < 12 ? 'AM' : 'PM'}`,
    minute: two(date.getUTCMinutes()),
  };
}

const whole = (at: number) => at;
const endOfDay = (at: number) => Math.floor(at / 86_400_000) * 86_400_000 + 86_399_999;

function form(name: string, write: (at: ReturnType<typeof parts>) => string): DrawnTime {
  return { name, write: (at) => write(parts(at)), means: whole };
}

function dayForm(name: string, write: (at: ReturnType<typeof parts>) => string): DrawnTime {
  return { name, write: (at) => write(parts(at)), means: endOfDay };
}

const berlin = 2 * 3_600_000;

export const timeForms: readonly DrawnTime[] = [
  { name: 'ISO', write: (at) => new Date(at).toISOString(), means: whole },
  form('ISO with a blank', ({ y, m, d, clock }) => `${y}-${two(m)}-${two(d)} ${clock}:00`),
  form('ISO of pandas', ({ y, m, d, clock }) => `${y}-${two(m)}-${two(d)} ${clock}:00+00:00`),
  {
    name: 'ISO with an offset',
    write: (at) => new Date(at + berlin).toISOString().replace('.000Z', '+02:00'),
    means: whole,
  },
  form(
    'Twitter',
    ({ day, month, d, clock, y }) => `${day} ${month.slice(0, 3)} ${two(d)} ${clock}:00 +0000 ${y}`,
  ),
  form(
    'RFC 2822',
    ({ day, month, d, clock, y }) => `${day}, ${two(d)} ${month.slice(0, 3)} ${y} ${clock}:00 +0000`,
  ),
  form(
    'RFC 1123',
    ({ day, month, d, clock, y }) => `${day}, ${two(d)} ${month.slice(0, 3)} ${y} ${clock}:00 GMT`,
  ),
  form('month first, 12 h', ({ m, d, y, half }) => `${m}/${d}/${y} ${half}`),
  form('day first, 24 h', ({ m, d, y, clock }) => `${two(d)}/${two(m)}/${y} ${clock}`),
  form('day first with dots', ({ m, d, y, clock }) => `${two(d)}.${two(m)}.${y} ${clock}`),
  form('month in words', ({ month, d, y, half }) => `${month} ${d}, ${y} ${half}`),
  form('day before month in words', ({ month, d, y, clock }) => `${d} ${month.slice(0, 3)} ${y} ${clock}`),
  form('compact with clock', ({ y, m, d, hour, minute }) => `${y}${two(m)}${two(d)}${two(hour)}${minute}`),
  form(
    'compact with seconds',
    ({ y, m, d, hour, minute }) => `${y}${two(m)}${two(d)}${two(hour)}${minute}00`,
  ),
  { name: 'seconds', write: (at) => String(at / 1000), means: whole },
  { name: 'seconds as a float', write: (at) => `${at / 1000}.0`, means: whole },
  { name: 'milliseconds', write: String, means: whole },
  { name: 'microseconds', write: (at) => `${at}000`, means: whole },
  { name: 'nanoseconds', write: (at) => `${at}000000`, means: whole },
  dayForm('day', ({ y, m, d }) => `${y}-${two(m)}-${two(d)}`),
  dayForm('compact day', ({ y, m, d }) => `${y}${two(m)}${two(d)}`),
  dayForm('day, month first', ({ m, d, y }) => `${m}/${d}/${y}`),
  dayForm('day in words', ({ month, d, y }) => `${d} ${month} ${y}`),
  dayForm(
    'day in words, two-digit year',
    ({ month, d, y }) => `${two(d)}-${month.slice(0, 3)}-${y.slice(2)}`,
  ),
];
