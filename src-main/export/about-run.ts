import type { Recipe } from '../recipes/base/recipe.ts';
import { maskOf } from '../text/masked-vocabulary.ts';
import { token } from '../text/words.ts';
import type { StoredModel } from '../runs/run-files.ts';
import type { RunRow } from '../training/types.ts';
import { version } from '../version.ts';

/** What config.json says of a run, whatever the format: all that is needed to make its inputs and read its outputs. */
export function aboutRun(row: RunRow, recipe: Recipe, model: StoredModel): Record<string, unknown> {
  const { config, classes, vocabulary } = model;
  const mask = maskOf(vocabulary);
  return {
    producer: `contexture ${version}`,
    run: row.id,
    recipe: config.recipe,
    trainedBy: `contexture ${row.version}`,
    dataHash: row.dataHash,
    config,
    ...(classes.length > 0 && { classes }),
    ...('maxTokens' in config && {
      words: {
        count: vocabulary.size,
        padding: vocabulary.paddingId,
        firstWord: vocabulary.firstWord,
        maxTokens: config.maxTokens,
        ...('cleaning' in config && { pattern: token.source, cleaning: config.cleaning }),
      },
    }),
    ...(mask && { maskedRules: mask.rules }),
    ...recipe.facts?.(model),
  };
}
