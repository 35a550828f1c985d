/** The window's fields: none is written again while somebody types in it. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../src-renderer');

it('a field whose text counts when it is left shows it with v-shows, not with :value', () => {
  const fields = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.vue'))
    .flatMap((file) =>
      Array.from(
        readFileSync(join(root, file), 'utf8').matchAll(/<input\b(?:[^>"]|"[^"]*")*>/g),
        ([field]) => ({ file, field }),
      ),
    )
    .filter(({ field }) => field.includes('@change') && !/type="(?:checkbox|radio|range|file)"/.test(field));
  expect(fields.length).toBeGreaterThan(10);
  expect(fields.filter(({ field }) => /\s:value="/.test(field))).toEqual([]);
});
