import { textMapRequestSchema, textMapSchema } from '../../study/texts/text-map-schema.ts';
import { defineJob } from '../job.ts';

/** Brings the texts of the workspace onto a plane. */
export const textMapJob = defineJob({
  kind: 'text-map',
  input: textMapRequestSchema,
  output: textMapSchema,
  run: async (input, { store, emit, signal }) => {
    const { textMap } = await import('../../study/texts/text-map.ts');
    return textMap(store, input, { emit, signal });
  },
});
