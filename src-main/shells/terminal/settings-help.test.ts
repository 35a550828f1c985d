import { expect, test } from 'vitest';
import { aboutRecipe, aboutRecipes } from '../../configs/settings.ts';
import { createProgram } from './program.ts';
import { settingLines } from './settings-help.ts';

/** The help that such arguments print. */
async function helpOf(...args: string[]): Promise<string> {
  const program = await createProgram({ args });
  let shown = '';
  for (const command of [program, ...program.commands]) {
    command.configureOutput({
      writeOut: (text) => {
        shown += text;
      },
      getOutHelpWidth: () => 90,
    });
  }
  expect(() => program.parse(args, { from: 'user' })).toThrow('(outputHelp)');
  return shown;
}

test('the help of a training lists the settings of its recipe, with values, default and a sentence', async () => {
  const help = (await helpOf('train', 'contextual-sentiment', '--help')).replace(/\s+/g, ' ');
  expect(help).toContain(
    'epochs=null The maximum number of passes over the training part; by default 30, and 3 with a checkpoint that is tuned. (a whole number from 1 to 10,000, or null for the default)',
  );
  expect(help).toContain(
    'window.n=8 The largest number of earlier texts in the context window. (a whole number from 0 to 128)',
  );
  expect(help).toContain('(none, concat, self or cross)');
  expect(await helpOf('train', '--help')).toContain(
    'contexture train RECIPE --help lists the settings of a recipe',
  );
  expect(await helpOf('learning-curve', 'rnn-attention', '--help')).toContain('hidden=128');
  expect(await helpOf('learning-curve', '--help')).toContain('contexture learning-curve RECIPE --help');
});

test.each([40, 80, 200])('settings fit a terminal of %i columns', (width) => {
  for (const recipe of aboutRecipes()) {
    const lines = settingLines(recipe, width);
    // A path and its default are never broken.
    expect(lines.filter((line) => line.length > width && line.trim().includes(' '))).toEqual([]);
    for (const { path } of recipe.settings) {
      expect(lines.some((line) => line.startsWith(`  ${path}=`))).toBe(true);
    }
  }
});

test('every setting is explained in one sentence, under a label', () => {
  const oneSentence = /^[A-Z](?:(?![.] [A-Z])[^])*\.$/;
  const wrong = aboutRecipes().flatMap(({ recipe, note, settings }) => [
    ...(oneSentence.test(note) ? [] : [recipe]),
    ...settings
      .filter((setting) => !oneSentence.test(setting.note) || !/^[A-Z][^.]{1,29}$/.test(setting.label))
      .map(({ path }) => `${recipe} ${path}`),
  ]);
  expect(wrong).toEqual([]);
  expect(aboutRecipe('word2vec').settings.map(({ path }) => path)).toContain('negatives');
});
