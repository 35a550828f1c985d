/** Sizes as they are typed, `10, 100, 1000`: null if nothing is, so that they are chosen; an error in words. */
export function curveSizes(typed: string, least: number): { sizes: number[] | null } | { problem: string } {
  const parts = typed.split(/[\s,;]+/).filter((part) => part !== '');
  if (parts.length === 0) return { sizes: null };
  const wrong = parts.find((part) => !/^\d{1,9}$/.test(part) || Number(part) < least);
  if (wrong !== undefined) {
    return {
      problem: `“${wrong}” is not a size: enter whole numbers of at least ${least}, such as 10, 100, 1000.`,
    };
  }
  return { sizes: parts.map(Number) };
}
