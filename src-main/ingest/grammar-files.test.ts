import { expect, test } from 'vitest';
import { grammarImports } from '../../scripts/trust/grammar-imports.ts';
import { Random } from '../random.ts';

test('files by a grammar of mistakes are counted record by record, or refused in a sentence', async () => {
  const { losses, counts } = await grammarImports(40, new Random(7));
  expect(losses).toEqual([]);
  // They were neither all refused nor all read.
  expect(counts['read']).toBeGreaterThan(4);
  expect(counts['refused']).toBeGreaterThan(4);
}, 60_000);
