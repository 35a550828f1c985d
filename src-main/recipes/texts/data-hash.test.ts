import { expect, test } from 'vitest';
import { temporaryFile, temporaryStore } from '../../../test/support/workspace.ts';
import { importFile } from '../../ingest/import.ts';
import { dataHash } from './data-hash.ts';
import type { LabelledText } from './labelled-texts.ts';

test('everything that a run reads is in the hash of its data', async () => {
  const store = temporaryStore();
  const file = temporaryFile(
    't.csv',
    'time,ticker,text\n2018-01-01T10:00:00Z,GS,up\n2018-01-01T11:00:00Z,GS,down\n',
  );
  await importFile(store, file, { as: null, labels: null });
  const item: LabelledText = {
    document: 2,
    line: null,
    text: 'down',
    symbol: 'GS',
    publishedAt: 7,
    group: 2,
    copies: 2,
    label: 0,
  };
  const windows = { train: [[1]], valid: [[]], test: [[2]] };
  const hashOf = (
    changed: Partial<LabelledText> = {},
    shown: object = {},
    classes = ['negative', 'positive'],
  ) =>
    dataHash(
      store,
      classes,
      { train: [{ ...item, ...changed }], valid: [item], test: [item] },
      { ...windows, ...shown },
    );
  const hashes = [
    hashOf(),
    hashOf({ text: 'down 3 %' }),
    hashOf({ label: 1 }),
    hashOf({ symbol: 'AA' }),
    hashOf({ publishedAt: 8 }),
    hashOf({ publishedAt: null }),
    hashOf({}, { train: [[]] }),
    hashOf({}, { train: [[1, 2]] }),
    hashOf({}, { train: [[2, 1]] }),
    hashOf({}, { valid: [[1]] }),
    hashOf({}, { test: [[1]] }),
    hashOf({}, {}, ['down', 'positive']),
  ];
  expect(new Set(hashes).size).toBe(hashes.length);
  expect(hashOf()).toBe(hashes[0]);
  // The texts of the windows are told by what they say, not by their ids alone.
  store.db.prepare("UPDATE document SET text = 'sideways' WHERE id = 1").run();
  expect(hashes).not.toContain(hashOf());
});
