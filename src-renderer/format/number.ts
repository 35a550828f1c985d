/** A number that is printed already with the minus sign of typography; what is rounded to zero has none. */
export function withMinus(printed: string): string {
  return printed.replace(/^-(?=[0.]*$)/, '').replace(/^-/, '−');
}

const count = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** `28,874` */
export function formatCount(value: number): string {
  return withMinus(count.format(value));
}

const price = new Intl.NumberFormat('en', { maximumFractionDigits: 4 });

/** `1,201.25`: files of prices carry digits that are none of the price. */
export function formatPrice(value: number): string {
  return price.format(value);
}

const tick = new Intl.NumberFormat('en', { maximumSignificantDigits: 12 });

/** A number at an axis, as short as it is: `0.25`, `−4`, `20,000`; ticks carry errors of their sums. */
export function formatTick(value: number): string {
  return withMinus(tick.format(value));
}

/** A share of one as a percentage with one decimal: `92.3 %`. */
export function formatShare(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}

/** A score between −1 and 1 as the field prints it: `.923`, `1.000`, `−.250`. */
export function formatScore(value: number, digits = 3): string {
  return withMinus(value.toFixed(digits)).replace(/^(−?)0\./, '$1.');
}

/** A change with its sign: `+1.53`, `−0.27`; one that is none when rounded has no sign. */
export function formatSigned(change: number, digits: number): string {
  const printed = withMinus(change.toFixed(digits));
  return change > 0 && /[1-9]/.test(printed) ? `+${printed}` : printed;
}

/** A difference of scores with its sign: `+.021`, `−.104`. */
export function formatDifference(difference: number): string {
  return formatSigned(difference, 3).replace(/^([+−]?)0\./, '$1.');
}

/** `812 B`, `5.1 MB`; decimal units. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit] ?? ''}`;
}

/** How far something is, as a progress line shows it: `120 of 336 steps`, `1.5 MB of 7.3 MB`, `120 rows`. */
export function formatProgress(done: number, total: number | null, unit: string): string {
  const amount = unit === 'bytes' ? formatBytes : formatCount;
  const text = total === null ? amount(done) : `${amount(done)} of ${amount(total)}`;
  return unit === 'bytes' ? text : `${text} ${unit}`;
}
