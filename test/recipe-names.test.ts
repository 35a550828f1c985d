/** The window takes recipes from the table of the application: a new one needs no change of the window. */
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { recipes } from '../src-main/configs/all.ts';

const root = join(import.meta.dirname, '../src-renderer');

/** Also a label scheme and an objective of company vectors: the name of a recipe only where one is spoken of. */
const ambiguous = 'topic';

/** The recipes that a file names. */
function namesIn(source: string): string[] {
  return recipes.filter((recipe) => {
    const quoted = `['"\x60]${recipe}['"\x60]`;
    return new RegExp(recipe === ambiguous ? `recipe\\W{1,5}${quoted}` : quoted, 'i').test(source);
  });
}

const naming = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(ts|vue)$/.test(file) && !file.endsWith('.test.ts'))
  .filter((file) => namesIn(readFileSync(join(root, file), 'utf8')).length > 0)
  .map((file) => basename(file));

it('no file of the window names a recipe', () => {
  expect(naming).toEqual([]);
});

it('nothing asks which recipe it is but the recipes themselves', () => {
  const sources = ['src-main', 'src-renderer'].flatMap((folder) =>
    readdirSync(join(root, '..', folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|vue)$/.test(file) && !file.startsWith('recipes'))
      .map((file) => join(folder, file)),
  );
  const asking = sources.filter((file) => /\brecipe ===/.test(readFileSync(join(root, '..', file), 'utf8')));
  expect(asking).toEqual([]);
});

it('a name is found however it is quoted', () => {
  for (const quote of [`'`, `"`, '\x60']) {
    expect(namesIn(`recipe === ${quote}word2vec${quote}`)).toEqual(['word2vec']);
  }
  expect(namesIn(`recipe === 'topic'`)).toEqual(['topic']);
  expect(namesIn(`{ recipe: 'topic' }`)).toEqual(['topic']);
  expect(namesIn(`result.objective === 'topic'`)).toEqual([]);
});
