import type { Command } from 'commander';
import { recipes } from '../../configs/all.ts';
import { aboutRecipe, aboutRecipes } from '../../configs/settings.ts';
import { choiceArgument } from './arguments.ts';
import type { Session } from './session.ts';
import { unknownRecipe } from './settings.ts';
import { itemLines, settingLines } from './settings-help.ts';
import { withSession } from './with-session.ts';

export function addRecipesCommand(program: Command): void {
  program
    .command('recipes')
    .description('list the recipes, or the settings of one recipe')
    .addArgument(choiceArgument('[recipe]', 'list the settings of this recipe', recipes, unknownRecipe))
    .action((name: string | undefined, _options: unknown, command: Command) =>
      withSession((session) => listRecipes(session, name), command),
    );
}

function listRecipes({ output }: Session, name: string | undefined): void {
  const width = process.stdout.columns ?? 80;
  const named = recipes.find((known) => known === name);
  if (named !== undefined) {
    const about = aboutRecipe(named);
    for (const line of settingLines(about, width)) output.say(line);
    output.result(about);
    return;
  }
  const all = aboutRecipes();
  for (const { recipe, note, reads } of all) {
    for (const line of itemLines(recipe, `${note} Reads ${reads}.`, width)) output.say(line);
  }
  output.say('\ncontexture recipes RECIPE lists the settings of a recipe.');
  output.say('Every recipe trains on the fastest device available, or on the one given with --device.');
  output.result({ recipes: all });
}
