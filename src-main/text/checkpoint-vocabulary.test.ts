import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../test/support/workspace.ts';
import { CheckpointVocabulary } from './checkpoint-vocabulary.ts';
import { openTokenizer } from './tokenizer-files.ts';

const words = [
  '[PAD]',
  '[UNK]',
  '[CLS]',
  '[SEP]',
  '[MASK]',
  'to',
  'the',
  'moon',
  'rocket',
  ':',
  '/',
  'http',
  '🐂',
];

async function vocabulary(cleans: boolean): Promise<CheckpointVocabulary> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'vocab.txt'), words.join('\n'));
  return new CheckpointVocabulary(await openTokenizer(folder), cleans);
}

const text = 'RT @bull: to the moon🚀🚀 🐂 https://t.co/moon';

it('reads a text without links and heads of retweets, and emoji that it does not know by their names', async () => {
  const tokens = (await vocabulary(true)).cut(text, 32);
  expect(tokens).toEqual(['[CLS]', 'to', 'the', 'moon', 'rocket', '🐂', '[SEP]']);
});

it('reads a text as it was written where that is asked for', async () => {
  const tokens = (await vocabulary(false)).cut('the moon🚀 http://moon', 32);
  expect(tokens).toEqual(['[CLS]', 'the', '[UNK]', 'http', ':', '/', '/', 'moon', '[SEP]']);
});

it('leaves nothing of a text that is a link alone', async () => {
  expect((await vocabulary(true)).cut('https://t.co/moon', 32)).toEqual(['[CLS]', '[SEP]']);
});
