/** Which texts a recipe learns from that reads no labels. */
import { z } from 'zod';
import { about } from '../setting.ts';
import { trainFile } from './fields.ts';

export const corpusFields = {
  trainFile: trainFile.meta(
    about(
      'data',
      'Training file',
      'A text + label file whose texts, without their labels, are used instead of those of the workspace.',
      { editor: 'file' },
    ),
  ),
  leaveOut: z
    .string()
    .nullable()
    .default(null)
    .meta(
      about(
        'data',
        'Left out',
        'A text + label file whose texts and their near-duplicates are kept out of training, so that they can be used for testing later.',
        { editor: 'file' },
      ),
    ),
};
