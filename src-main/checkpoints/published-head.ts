import { join } from 'node:path';
import { z } from 'zod';
import { UserError } from '../errors.ts';
import { readJsonFile } from './json-file.ts';
import { factsOf } from './library/facts.ts';

const statedSchema = z.looseObject({
  architectures: z.array(z.string()).nullish(),
  problem_type: z.string().nullish(),
});

/**
 * Checks that a checkpoint names one class of a whole text by a classifier of its own.
 *
 * @param name of the checkpoint, for messages
 * @throws UserError that says what it is instead, and what to do
 */
export async function checkPublishedHead(folder: string, name: string): Promise<void> {
  const { labels } = await factsOf(folder);
  if (labels === null) {
    throw new UserError(
      'use',
      `${name} is an encoder without a classifier of its own, so it has to learn your labels first.`,
      { remedies: [{ action: 'train', recipe: 'bert-classifier', settings: { checkpoint: name } }] },
    );
  }
  const { architectures, problem_type: problem } = await readJsonFile(
    join(folder, 'config.json'),
    statedSchema,
  );
  const [stated = ''] = architectures ?? [];
  if (/For(?!SequenceClassification)/.test(stated)) {
    throw unfit(`${name} is a ${stated}, whose classifier does not read whole texts`);
  }
  if (problem === 'multi_label_classification') throw unfit(`${name} gives a text any number of classes`);
  if (problem === 'regression' || labels.length === 1) throw unfit(`${name} gives a text a number, no class`);
}

function unfit(why: string): UserError {
  return new UserError(
    'use',
    `${why}: take a checkpoint for sequence classification that names one class of a text.`,
  );
}
