import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryStore } from '../../test/support/workspace.ts';
import { documentById } from '../store/documents.ts';
import { overview } from '../store/overview.ts';
import { encodingOf } from './encoding-names.ts';
import { importFile } from './import.ts';
import { recognisedReading } from './reading.ts';

const folder = process.env['CONTEXTURE_CASES'] ?? join(import.meta.dirname, '../../../shared/cases');
const isThere = existsSync(folder);
const why = isThere ? '' : ` (skipped: there is no folder ${folder}; set CONTEXTURE_CASES)`;

describe.runIf(isThere)(`files as people have them: encodings, line ends, JSON${why}`, () => {
  const imported = async (name: string, encoding: string | null = null) => {
    const store = temporaryStore();
    const reading = { ...recognisedReading, encoding: encoding === null ? null : encodingOf(encoding) };
    const result = await importFile(store, join(folder, name), { as: null, labels: null, reading });
    return { store, result };
  };

  test.each([
    'stockerbot-mac-cr.csv',
    'labels-mac-cr.csv',
    'twitter-v2-pages.jsonl',
    'tweets-json-array.json',
  ])('%s: 36 records', async (name) => {
    const { store, result } = await imported(name);
    expect(result).toMatchObject({ records: 36, accepted: 36, rejected: 0, problem: null });
    expect(overview(store).documents).toBe(36);
  });

  test('labels-gbk.csv, named and detected', async () => {
    for (const encoding of ['gbk', null]) {
      const { store, result } = await imported('labels-gbk.csv', encoding);
      expect(result).toMatchObject({ accepted: 6 });
      expect(result.notes).toHaveLength(encoding === null ? 1 : 0);
      expect(documentById(store, 1)?.text).toBe('平安银行业绩超预期股价上涨');
    }
  });

  test('labels-mac-roman.csv, named and noted', async () => {
    const named = await imported('labels-mac-roman.csv', 'macintosh');
    expect(documentById(named.store, 1)?.text).toMatch(/^“/);
    const { result } = await imported('labels-mac-roman.csv');
    expect(result.notes).toEqual([expect.stringMatching(/36 lines.* are not valid utf-8 and were read as/)]);
  });
});
