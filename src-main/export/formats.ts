import { UserError } from '../errors.ts';
import type { RecipeName } from '../configs/all.ts';
import { recipeOf } from '../recipes/all.ts';
import { exportFormats, type ExportFormat } from './format-names.ts';

/** The formats that a run of a recipe can be written in. */
export function formatsOf(recipe: RecipeName): readonly ExportFormat[] {
  const named = recipeOf(recipe);
  const hasVectors = 'vectors' in named;
  const possible: Readonly<Record<ExportFormat, boolean>> = {
    onnx: 'program' in named,
    tsv: hasVectors,
    csv: hasVectors,
    npy: hasVectors,
    parquet: hasVectors,
    safetensors: true,
  };
  return exportFormats.filter((format) => possible[format]);
}

/** @throws UserError if a recipe cannot be written in a format. */
export function checkFormat(run: number, recipe: RecipeName, format: ExportFormat): void {
  const known = formatsOf(recipe);
  if (known.includes(format)) return;
  throw new UserError(
    'use',
    `Run ${run} uses the recipe ${recipe}, which can be exported as ${known.join(', ')}, not as ${format}.`,
  );
}
