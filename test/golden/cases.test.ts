import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { caseNames } from './reference-case.ts';

/** Where each case is checked. One that does not stand here fails. */
const checkedIn: Readonly<Record<string, string>> = {
  attention: 'attention.test.ts',
  multihead_attention: 'attention.test.ts',
  contextual_sentiment: 'training.test.ts',
  document_attention: 'training.test.ts',
  simple_transformer: 'training.test.ts',
  measures: 'measures.test.ts',
  rnn_attention: 'training.test.ts',
  word2vec: 'words-and-prices.test.ts',
  price_transformer: 'words-and-prices.test.ts',
  bert: 'bert.test.ts',
};
describe('the reference cases', () => {
  it('are all known', async () => {
    expect((await caseNames()).filter((name) => !(name in checkedIn))).toEqual([]);
  });

  it.each(Object.entries(checkedIn))('%s is checked in %s', async (name, file) => {
    const source = await readFile(join(import.meta.dirname, file), 'utf8');
    expect(source).toContain(`loadCase('${name}')`);
  });
});
