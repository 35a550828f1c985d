import { counted } from '../counted.ts';
import { UserError } from '../errors.ts';
import { readable } from './file-problems.ts';
import type { RecognisedFile } from './kinds/kind.ts';
import { countLabels } from './label-counts.ts';
import type { LabelCounts } from './label-counts.ts';
import { labelQuestion } from './label-doubts.ts';
import { checkEvidence, recognise, unanswered } from './recognise.ts';
import type { Recognised } from './recognise.ts';
import type { Sample } from './sample.ts';
import { fingerprint } from './source-file.ts';
import { labelColumnNames } from './text-rows.ts';

/** A file about which nothing is open. */
export interface Understood {
  recognised: Recognised;
  file: RecognisedFile;
  schemes: readonly string[];
  counted: readonly LabelCounts[];
  bytes: number;
  sha256: string;
}

/**
 * What a file is, once nothing about it is open.
 *
 * @throws UserError with the question that is
 */
export async function understood(
  sample: Sample,
  { as, labels }: { as: string | null; labels: string | null },
): Promise<Understood> {
  const { path, reading } = sample;
  const recognised = recognise(sample, as);
  const { file } = recognised;
  const schemes = importedSchemes(path, file, labels);
  const { encoding, bins } = reading;
  const counted = await readable(path, () => countLabels(file.table, { path, encoding }));
  const question = labelQuestion(counted, bins);
  if (question !== null) throw unanswered(path, question);
  const { bytes, sha256 } = await readable(path, () => fingerprint(path));
  await readable(path, () => checkEvidence(sample, recognised, bytes));
  return { recognised, file, schemes, counted, bytes, sha256 };
}

/** The question that is open about a file; null: none is. */
export async function openQuestion(sample: Sample, as: string | null): Promise<string | null> {
  try {
    await understood(sample, { as, labels: null });
    return null;
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

/** The schemes under which the labels of a file are stored, in the order of their columns. */
function importedSchemes(
  path: string,
  { schemes, table }: RecognisedFile,
  named: string | null,
): readonly string[] {
  if (named === null || schemes === null) return schemes ?? [];
  if (schemes.length === 1) return [named];
  const message = `${path}: the scheme "${named}" was given, but the file has ${counted(schemes.length, 'label column')}`;
  if (schemes.length === 0 || table === null) throw new UserError('use', `${message}.`);
  throw new UserError('use', `${message} (${schemes.join(', ')}).`, {
    remedies: [{ setting: 'columns', values: labelColumnNames(table).map((name) => `label=${name}`) }],
  });
}
