import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SourceFile } from '../../store/types.ts';
import { chosenSources } from './chosen-sources.ts';

function source(id: number, path: string, kind: string): SourceFile {
  const counts = { records: 0, accepted: 0, duplicate: 0, rejected: 0, seconds: 0, bytes: 0, importedAt: 0 };
  const name = path.split('/').at(-1) ?? path;
  return {
    id,
    name,
    path: resolve(path),
    kind,
    scheme: '',
    encoding: 'utf-8',
    sha256: String(id),
    whole: true,
    ...counts,
  };
}

const known = [
  source(1, 'a/prices.csv', 'prices'),
  source(2, 'a/news.csv', 'texts'),
  source(3, 'a/news.csv', 'labels'),
  source(4, 'b/news.csv', 'texts'),
  source(5, '1', 'texts'),
  source(6, 'c/all.zip/2018/july.csv', 'texts'),
  source(7, 'c/all.zip/SPY.csv', 'prices'),
  source(8, 'd/all.zip/quotes.csv', 'prices'),
];

const idsOf = (names: string[], as: string | null = null) =>
  chosenSources(known, names, as)?.map(({ id }) => id) ?? null;

describe('a source is named', () => {
  test.each([
    ['by nothing: all', [], null, null],
    ['by its number', ['2'], null, [2]],
    ['by its path, as each kind that it was imported as', ['a/news.csv'], null, [2, 3]],
    ['by its whole path', [resolve('b/news.csv')], null, [4]],
    ['by its name, wherever it was', ['news.csv'], null, [2, 3, 4]],
    ['by its path, where that looks like a number', ['1'], null, [5]],
    ['by its path in an archive', ['c/all.zip/SPY.csv'], null, [7]],
    ['by the path of its archive', ['c/all.zip'], null, [6, 7]],
    ['by the name of its archive', ['all.zip'], null, [6, 7, 8]],
    ['by its kind', [], 'texts', [2, 4, 5, 6]],
    ['by path and kind', ['a/news.csv'], 'labels', [3]],
    ['with others', ['4', 'prices.csv'], null, [4, 1]],
  ])('%s', (_name, names, as, ids) => {
    expect(idsOf(names, as)).toEqual(ids);
  });

  test.each([
    [['price.csv'], null, /"price\.csv" was not imported\. Did you mean "prices\.csv"\?/],
    [['c/news.csv'], null, /"c\/news\.csv" was not imported\. Did you mean "news\.csv"\?/],
    [['9'], null, /"9" was not imported\./],
    [
      [],
      'label',
      /No file was imported as label\. Files were imported as prices, texts, labels\. Did you mean "labels"\?/,
    ],
    [['prices.csv'], 'texts', /"prices\.csv" was not imported as texts/],
  ])('and %j as %j is a wrong use', (names, as, message) => {
    expect(() => idsOf(names, as)).toThrow(message);
  });

  test('where nothing was imported, that is said', () => {
    expect(() => chosenSources([], [], 'texts')).toThrow(
      'No file was imported as texts. Nothing was imported yet.',
    );
    expect(() => chosenSources([], ['x.csv'], null)).toThrow('"x.csv" was not imported.');
  });
});
