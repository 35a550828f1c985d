export type Colour = readonly [red: number, green: number, blue: number];

/** `#rrggbb`, or `#rgb` as style sheets are shortened to when they are built, as three numbers from 0 to 255. */
export function colourOf(hex: string): Colour {
  const digits = hex.slice(1);
  const all = digits.length === 3 ? digits.replaceAll(/./g, '$&$&') : digits;
  const value = Number.parseInt(all, 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}
