import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recipes } from '../../src-main/training/config.ts';
import { caseNames, goldenMissing, why } from './reference-case.ts';

/** Where each case is checked. One that stands neither here nor below fails. */
const checkedIn: Readonly<Record<string, string>> = {
  attention: 'attention.test.ts',
  multihead_attention: 'attention.test.ts',
  contextual_sentiment: 'training.test.ts',
  document_attention: 'training.test.ts',
  simple_transformer: 'training.test.ts',
  measures: 'measures.test.ts',
};
/** Cases of recipes that are not there yet: once one is, its case has to be checked. */
const waitingFor: Readonly<Record<string, string>> = {
  bert: 'bert-classifier',
  price_transformer: 'price-transformer',
  rnn_attention: 'rnn-attention',
  word2vec: 'word2vec',
};

describe.skipIf(goldenMissing)(`the reference cases${why}`, () => {
  it('are all known', async () => {
    const known = new Set([...Object.keys(checkedIn), ...Object.keys(waitingFor)]);
    expect((await caseNames()).filter((name) => !known.has(name))).toEqual([]);
  });

  it.each(Object.entries(checkedIn))('%s is checked in %s', async (name, file) => {
    const source = await readFile(join(import.meta.dirname, file), 'utf8');
    expect(source).toContain(`loadCase('${name}')`);
  });

  it.each(Object.entries(waitingFor))('%s is not checked: there is no recipe %s yet', (_, recipe) => {
    expect(recipes).not.toContain(recipe);
  });
});
