const count = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** `28,874` */
export function formatCount(value: number): string {
  return count.format(value);
}

/** A share of one as a percentage with one decimal: `92.3 %`. */
export function formatShare(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}

/** A score between 0 and 1 as the field prints it: `.923`, `1.000`. */
export function formatScore(value: number): string {
  return value.toFixed(3).replace(/^(-?)0\./, '$1.');
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

/** A count of something with its unit, as a progress line tells it. */
export function formatAmount(value: number, unit: string): string {
  return unit === 'bytes' ? formatBytes(value) : `${formatCount(value)} ${unit}`;
}
