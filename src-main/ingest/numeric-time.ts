/** Times that are one number: digits of a calendar, or what passed since 1970. */

/** Decimal places of seconds, ms, us and ns: by these a number of them since 1970 is longer than one of seconds. */
const UNITS = [0, 3, 6, 9];
/** A fraction of a millisecond, in its 10,000th parts: less than that is lost where a number went through a double. */
const DOUBLE = 5n;

/** The readings of a number as a time. */
export type NumericTime =
  /** Digits of a calendar: YYYYMMDD, and a clock if there is one. */
  | { form: 'calendar'; digits: string }
  /** Milliseconds since 1970. */
  | { form: 'since1970'; at: number }
  /** It was rounded to less than a second, as spreadsheets do: 1.53112E+12. */
  | { form: 'rounded' };

/** null: the text is no number, or none that is a time. */
export function numericTime(text: string): NumericTime | null {
  const match = /^(\d+)(?:\.(\d*))?(?:e\+?(\d{1,2}))?$/i.exec(text);
  if (match === null) return null;
  const [, whole = '', fraction = '', exponent = '0'] = match;
  const digits = whole + fraction;
  // The value is digits x 10 ^ scale.
  const scale = Number(exponent) - fraction.length;
  const calendar = calendarDigits(digits, scale);
  if (calendar !== null) return { form: 'calendar', digits: calendar };
  const size = digits.replace(/^0+/, '').length + scale;
  // 9 to 11 digits of seconds are the years 1973 to 5138, so that no number fits two units.
  const places = UNITS.find((unit) => size >= 9 + unit && size <= 11 + unit);
  if (places === undefined) return null;
  if (scale > Math.max(0, places - 3)) return { form: 'rounded' };
  return { form: 'since1970', at: milliseconds(BigInt(digits), scale + 3 - places) };
}

/** The digits of a whole number with as many as YYYYMMDD, or that with HHMM, HHMMSS or HHMMSSmmm. */
function calendarDigits(digits: string, scale: number): string | null {
  const whole = scale < 0 ? digits.slice(0, scale) : digits;
  if (scale > 0 || /[^0]/.test(digits.slice(whole.length))) return null;
  return /^(?:199|20)\d/.test(whole) && [8, 12, 14, 17].includes(whole.length) ? whole : null;
}

function milliseconds(value: bigint, scale: number): number {
  const shift = scale + 4;
  const parts = shift < 0 ? value / 10n ** BigInt(-shift) : value * 10n ** BigInt(shift);
  return Number((parts + DOUBLE) / 10_000n);
}
