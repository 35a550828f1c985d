/** How delimiters are called in the window. */
export const DELIMITERS = [
  { value: ',', name: 'comma' },
  { value: '\t', name: 'tab' },
  { value: ';', name: 'semicolon' },
  { value: '|', name: 'bar' },
  { value: '@', name: 'at sign' },
  { value: '\n', name: 'one text per line' },
] as const;

/** The bounds that a user wrote, in ascending order: `-0.05, 0.05`; null: none; undefined: they are no numbers. */
export function boundsIn(written: string): number[] | null | undefined {
  const parts = written.split(/[,;\s]+/).filter((part) => part !== '');
  if (parts.length === 0) return null;
  const bounds = [...new Set(parts.map(Number))].toSorted((a, b) => a - b);
  return bounds.every(Number.isFinite) ? bounds : undefined;
}
