import * as fc from 'fast-check';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, temporaryStore } from '../../test/support/workspace.ts';
import { UserError } from '../errors.ts';
import { listRejects } from '../store/rejects.ts';
import { importFile } from './import.ts';
import { inspectFile } from './inspect.ts';
import { kindNames } from './kinds/all.ts';
import { readingSchema } from './reading.ts';

const cell = fc.oneof(
  fc.constantFrom(
    'text',
    'label',
    'date',
    'ticker',
    'close',
    'name',
    '2018-01-02',
    '31/12/2019',
    'GS',
    '12.5',
    '',
  ),
  fc.constantFrom('"', '""', '"a', 'b"', '"a,b"', '"a\nb"', '\u0000', '\r', '{"text":1}', 'é…', ',', '\t'),
  fc.string({ maxLength: 6 }),
);
const line = fc.tuple(fc.array(cell, { maxLength: 6 }), fc.constantFrom(',', '\t', ';', '|'));
const content = fc
  .tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
  .map(([lines, end, utf16]) => {
    const whole = lines.map(([cells, delimiter]) => cells.join(delimiter)).join(end);
    return Buffer.from(whole, utf16 ? 'utf16le' : 'utf8');
  });
const bytes = fc.uint8Array({ maxLength: 60 }).map((array) => Buffer.from(array));
const reading = fc.record({
  delimiter: fc.constantFrom(null, null, ',', '\n'),
  quoted: fc.constantFrom(null, null, true, false),
  heading: fc.constantFrom(null, null, 0, 1, 3),
  encoding: fc.constantFrom(null, null, 'utf-16be' as const, 'windows-1252' as const),
  dates: fc.constantFrom(null, 'mdy' as const),
  ticker: fc.constantFrom(null, 'SPY'),
  columns: fc.constantFrom({}, {}, { text: ['1'] }, { text: ['1'], label: ['2'] }),
});

test('whatever a file is, every record of it is counted, or a sentence says why it is not read', async () => {
  const store = temporaryStore();
  const path = join(temporaryFolder(), 'any.csv');
  const ask = fc.tuple(fc.oneof(content, content, bytes), fc.constantFrom(null, null, ...kindNames), reading);
  let read = 0;
  await fc.assert(
    fc.asyncProperty(ask, async ([file, as, said]) => {
      writeFileSync(path, file);
      const options = { as, labels: null, reading: readingSchema.parse(said) };
      try {
        const shown = await inspectFile(path, as, options.reading);
        const { records, accepted, duplicate, rejected } = await importFile(store, path, options);
        expect(accepted + duplicate + rejected).toBe(records);
        const source = store.db.prepare<[], number>(
          'SELECT id FROM source_file ORDER BY imported_at DESC, id DESC',
        );
        const { total } = listRejects(store, { source: source.pluck().get()!, offset: 0, limit: 1 });
        expect(total).toBe(rejected);
        // The preview told what the import would do, but for what is in the workspace already.
        const chosen = shown.readings.find((way) => way.chosen);
        expect(chosen?.records).toBe(records);
        if (records > 0) read++;
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
      }
    }),
    { numRuns: 200 },
  );
  // Not all of them were refused.
  expect(read).toBeGreaterThan(20);
});
