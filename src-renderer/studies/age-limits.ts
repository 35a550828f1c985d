const hourMs = 3_600_000;

/** Greatest ages as they are typed, `6h, 7d`, in ms and in ascending order; none where nothing is; an error in words. */
export function ageLimits(typed: string): { ages: number[] } | { problem: string } {
  const parts = typed.split(/[\s,;]+/u).filter((part) => part !== '');
  const ages: number[] = [];
  for (const part of parts) {
    const [, count = '', unit] = /^(\d+(?:\.\d+)?)([hd])$/u.exec(part) ?? [];
    const hours = Number(count) * (unit === 'd' ? 24 : 1);
    if (!(hours > 0)) return { problem: `“${part}” is not an age: enter hours or days, such as 6h, 1d, 7d.` };
    ages.push(hours * hourMs);
  }
  return { ages: [...new Set(ages)].toSorted((a, b) => a - b) };
}

/** `6h, 7d` */
export function agesTyped(ages: readonly number[]): string {
  return ages
    .map((age) => (age % (24 * hourMs) === 0 ? `${age / (24 * hourMs)}d` : `${age / hourMs}h`))
    .join(', ');
}
