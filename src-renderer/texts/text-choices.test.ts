import type { Choices } from '../shared/address.ts';
import { expect, it } from 'vitest';
import { lineFor, lineIn, textAddressOf, textColouringIn, textMapIn } from './text-choices.ts';

const read = (choices: Choices) => ({
  word: (name: string) => (choices[name] == null ? null : String(choices[name])),
  number: (name: string) => (choices[name] == null ? null : Number(choices[name])),
});

it('a map comes back from its address, and what is wrong there is as usual', () => {
  const umap = {
    checkpoint: 'all-MiniLM-L6-v2',
    projection: 'umap',
    neighbours: 30,
    minDist: 0.5,
    seed: 7,
  } as const;
  expect(textMapIn(read(textAddressOf(umap)))).toEqual(umap);
  const usual = textMapIn(read({}));
  expect(usual).toEqual({ checkpoint: null, projection: 'pca', neighbours: 15, minDist: 0.1, seed: 1 });
  expect(Object.values(textAddressOf(usual)).every((value) => value === null)).toBe(true);
  expect(textMapIn(read({ neighbours: 1, distance: 'x' }))).toEqual(usual);
  expect(['time', 'label:topic', 'x', null].map(textColouringIn)).toEqual([
    'time',
    'label:topic',
    'one',
    'one',
  ]);
});

it('a line around texts comes back, a long one with fewer corners', () => {
  expect(
    lineIn(
      lineFor([
        [0, 0],
        [1, 0.25],
        [0.5, -2],
      ]),
    ),
  ).toEqual([
    [0, 0],
    [1, 0.25],
    [0.5, -2],
  ]);
  const long = Array.from({ length: 500 }, (_, at) => [at, at] as const);
  expect(lineIn(lineFor(long))!.length).toBeLessThanOrEqual(60);
  expect([null, '', '1,2;3,4', '1,2;3,x;5,6'].map(lineIn)).toEqual([null, null, null, null]);
});
