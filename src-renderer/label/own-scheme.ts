/** The scheme that labels by rules are offered beside one with labels of people: never the same. */
export function ownScheme(scheme: string): string {
  return scheme.endsWith('-rules') ? scheme : `${scheme}-rules`;
}
