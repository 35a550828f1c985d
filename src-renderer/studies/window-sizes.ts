/** Sizes of windows as they are typed, `2, 4, 8`, in ascending order; an error in words. */
export function windowSizes(typed: string, most: number): { sizes: number[] } | { problem: string } {
  const parts = typed.split(/[\s,;]+/u).filter((part) => part !== '');
  const wrong = parts.find((part) => !/^\d{1,4}$/u.test(part) || Number(part) < 1 || Number(part) > most);
  if (parts.length === 0 || wrong !== undefined) {
    const said = wrong === undefined ? 'There is no size' : `“${wrong}” is not a size`;
    return { problem: `${said}: enter whole numbers from 1 to ${most}, such as 2, 4, 8.` };
  }
  return { sizes: [...new Set(parts.map(Number))].toSorted((a, b) => a - b) };
}
