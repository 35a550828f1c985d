/** What is known of the bundled sample, since it was generated. */

/** The amount that a text expects of each unit, or undefined where it expects none. */
export function expectedAmount(text: string): string | undefined {
  return /\b(?:expect|consensus|looks for|forecast|call for|expected)\b/.test(text)
    ? /(\w+) cents a share/.exec(text)?.[1]
    : undefined;
}
