import { UserError } from '../errors.ts';
import type { Recipe } from '../configs/all.ts';

export const exportFormats = ['onnx', 'safetensors', 'tsv', 'npy'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** The formats that a run of a recipe can be written in. */
export function formatsOf(recipe: Recipe): readonly ExportFormat[] {
  const hasVectors = recipe === 'word2vec' || recipe === 'company-embedding';
  return hasVectors ? ['tsv', 'npy', 'safetensors'] : ['onnx', 'safetensors'];
}

/** @throws UserError if a recipe cannot be written in a format. */
export function checkFormat(run: number, recipe: Recipe, format: ExportFormat): void {
  const known = formatsOf(recipe);
  if (known.includes(format)) return;
  throw new UserError(
    'use',
    `Run ${run} uses the recipe ${recipe}, which can be exported as ${known.join(', ')}, not as ${format}.`,
  );
}
