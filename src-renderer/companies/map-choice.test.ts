import { expect, it } from 'vitest';
import { numberIn, wordIn } from '../shared/address.ts';
import { addressOf, mapIn, mapName, noSecondMap, usualMap } from './map-choice.ts';

/** Reads choices as an address hands them back. */
function read(choices: object) {
  const query = Object.fromEntries(
    Object.entries(choices).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]])),
  );
  return { word: (name: string) => wordIn(query[name]), number: (name: string) => numberIn(query[name]) };
}

const chosen = {
  ...usualMap(3),
  topic: 'macro',
  scheme: 'theme',
  from: '2018-07-01',
  to: '2018-07-09',
  metric: 'euclidean',
  projection: 'umap',
  neighbours: 30,
  minDist: 0.25,
  seed: 7,
} as const;

it.each(['', '2'])('a map comes back from its address (names with "%s")', (suffix) => {
  expect(mapIn(read(addressOf(chosen, suffix)), 3, suffix)).toEqual(chosen);
  expect(mapIn(read(addressOf(usualMap(3), suffix)), 3, suffix)).toEqual(usualMap(3));
});

it('what is as usual does not stand in the address, and what is wrong is as usual', () => {
  expect(Object.values(addressOf(usualMap(3))).filter((value) => value !== null)).toEqual([3]);
  const wrong = { map: 'tsne', metric: 'l1', neighbours: 1, distance: 'x', from: 'July', seed: '-1' };
  expect(mapIn(read(wrong), 3)).toEqual(usualMap(3));
});

it('the second map is taken out of the address whole', () => {
  expect(Object.keys(noSecondMap)).toEqual(Object.keys(addressOf(chosen, '2')));
  expect(new Set(Object.values(noSecondMap))).toEqual(new Set([null]));
});

it('a map is named by what it shows', () => {
  expect(mapName(usualMap(1))).toBe('Run 1 · PCA · cosine, mean subtracted');
  expect(mapName(chosen)).toBe('Run 3 · macro · 2018-07-01 to 2018-07-09 · UMAP · Euclidean distance');
});
