import { counted } from '../counted.ts';
import type { HostTensor } from '../engine/types.ts';
import { UserError } from '../errors.ts';
import { inThousands } from '../in-thousands.ts';

/** What a run reads its weights with. */
interface Reader {
  run: number;
  classes: readonly string[];
  /** Words or pieces that its own table of words has a row for. */
  words: number;
}

/**
 * That weights are those of a run, not of another that was copied over it: with other words they would answer without
 * a sign that every word is mistaken for another.
 *
 * @throws UserError that names both runs, or what does not fit
 */
export function checkWeights(
  path: string,
  { tensors, metadata }: { tensors: Readonly<Record<string, HostTensor>>; metadata: Record<string, string> },
  { run, classes, words }: Reader,
): void {
  const remedy = `Put the file of run ${run} back, or train it again.`;
  const named = metadata['run'];
  if (named !== undefined && named !== String(run)) {
    throw new UserError('input', `${path} belongs to run ${named}, not to run ${run}. ${remedy}`);
  }
  const table = tensors['words']?.shape[0] ?? words;
  const outputs = tensors['classifier.weight']?.shape[0] ?? classes.length;
  if (table === words && outputs === classes.length) return;
  throw new UserError(
    'input',
    `${path} does not belong to run ${run}: it has ${counted(table, 'word')} and ${counted(outputs, 'class', 'classes')}, but the run has ${inThousands(words)} and` +
      ` ${classes.length}. ${remedy}`,
  );
}
