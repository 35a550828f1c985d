/**
 * Colours that stand beside one another in charts are told apart by people who see no red, no green or no blue.
 *
 * - Simulation: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A physiologically-based model for simulation of
 *   color vision deficiency", IEEE TVCG 15(6), 2009; its matrices for severity 1, on linear sRGB.
 * - Distance: Euclidean in OKLab (B. Ottosson, "A perceptual color space for image processing", 2020), where black and
 *   white are 1 apart, and .02 is hardly seen between two areas that touch.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

/** Between colours that stand next to one another in a legend, or have one shape. */
const APART = 0.1;
/** The same of groups on a map, whose neighbours differ in shape as well. */
const GROUPS_APART = 0.08;
/** Between any two, which differ in mark or name as well. */
const NEVER_ALIKE = 0.03;
/** Lines and marks on their ground: WCAG 2.2, 1.4.11. */
const CONTRAST = 3;
/** Groups on a map have circles, triangles, diamonds and squares in turn. */
const SHAPES = 4;

const sights: Readonly<Record<string, Matrix>> = {
  'full sight': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const toCones: Matrix = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
];
const toLab: Matrix = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
];

function each(triple: Triple, change: (part: number) => number): Triple {
  return [change(triple[0]), change(triple[1]), change(triple[2])];
}

function times(matrix: Matrix, [a, b, c]: Triple): Triple {
  const row = ([x, y, z]: Triple): number => x * a + y * b + z * c;
  return [row(matrix[0]), row(matrix[1]), row(matrix[2])];
}

/** `#rrggbb` as linear sRGB. */
function linear(colour: string): Triple {
  const part = (at: number): number => Number.parseInt(colour.slice(at, at + 2), 16) / 255;
  return each([part(1), part(3), part(5)], (value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
}

function oklab(rgb: Triple): Triple {
  const inside = each(rgb, (value) => Math.min(1, Math.max(0, value)));
  return times(toLab, each(times(toCones, inside), Math.cbrt));
}

function distance(one: string, other: string, sight: Matrix): number {
  const [a, b] = [one, other].map((colour) => oklab(times(sight, linear(colour)))) as [Triple, Triple];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

function contrast(one: string, other: string): number {
  const [low, high] = [one, other]
    .map((colour) => {
      const [r, g, b] = linear(colour);
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    })
    .toSorted((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const css = readFileSync(join(import.meta.dirname, '../src-renderer/styles/tokens.css'), 'utf8');
const [light = '', dark = ''] = css.split(":root[data-theme='dark']");
const themes = { light, dark };

function colour(theme: keyof typeof themes, name: string): string {
  const found = new RegExp(`--${name}: (#[0-9a-f]{6});`, 'u').exec(themes[theme])?.[1];
  if (found === undefined) throw new Error(`tokens.css has no colour --${name} in ${theme}`);
  return found;
}

function series(theme: keyof typeof themes, family: string, length: number): string[] {
  return Array.from({ length }, (_, at) => colour(theme, `${family}-${at + 1}`));
}

/** Pairs of a list that are nearer than they may be, with their distance in each kind of sight. */
function tooNear(colours: readonly string[], least: (one: number, other: number) => number): string[] {
  return Object.entries(sights).flatMap(([name, sight]) =>
    colours.flatMap((one, i) =>
      colours.slice(0, i).flatMap((other, j) => {
        const apart = distance(one, other, sight);
        return apart < least(i, j)
          ? [`${name}: ${j + 1} ${other} and ${i + 1} ${one}: ${apart.toFixed(3)}`]
          : [];
      }),
    ),
  );
}

test('the conversion is that of its publication', () => {
  // Of pure red, as the author's own implementation has it.
  for (const [at, value] of [0.6279554, 0.2248631, 0.1258463].entries()) {
    expect(oklab(linear('#ff0000'))[at]).toBeCloseTo(value, 5);
  }
  expect(distance('#000000', '#ffffff', sights['full sight']!)).toBeCloseTo(1, 3);
  // Grey is grey to everybody.
  for (const sight of Object.values(sights)) {
    for (const part of times(sight, linear('#808080'))) expect(part).toBeCloseTo(linear('#808080')[0], 4);
  }
  // Red and green of one lightness are what people without green do not tell apart.
  expect(distance('#c05040', '#6f8a20', sights['deuteranopia']!)).toBeLessThan(
    distance('#c05040', '#6f8a20', sights['full sight']!) / 2,
  );
});

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  test('the three colours of data are apart, each from each', () => {
    expect(tooNear(series(theme, 'data', 3), () => APART)).toEqual([]);
  });

  test('so are runs that stand side by side', () => {
    const least = (i: number, j: number): number => (Math.abs(i - j) === 1 ? APART : NEVER_ALIKE);
    expect(tooNear(series(theme, 'run', 8), least)).toEqual([]);
  });

  test('so are groups on a map that stand side by side, or have one shape', () => {
    const sameShape = (i: number, j: number): boolean => (i - j) % SHAPES === 0;
    const least = (i: number, j: number): number =>
      Math.abs(i - j) === 1 || sameShape(i, j) ? GROUPS_APART : NEVER_ALIKE;
    expect(tooNear(series(theme, 'group', 8), least)).toEqual([]);
  });

  test('lines and marks stand out from their ground', () => {
    const surface = colour(theme, 'surface');
    const faint = [...series(theme, 'data', 3), ...series(theme, 'run', 8)].filter(
      (one) => contrast(one, surface) < CONTRAST,
    );
    expect(faint).toEqual([]);
  });
});
