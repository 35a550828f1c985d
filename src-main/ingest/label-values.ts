/**
 * What a file's label is called in the workspace. Labels stay as they are, but for files that write sentiment as 0 and
 * 1: those mean negative and positive.
 */
export function labelNames(scheme: string, values: ReadonlySet<string>): (value: string) => string {
  const zeroAndOne = values.size === 2 && values.has('0') && values.has('1');
  if (scheme !== 'sentiment' || !zeroAndOne) return (value) => value;
  return (value) => (value === '1' ? 'positive' : 'negative');
}
