import { textMapRequestSchema, textMapSchema } from '../../study/texts/text-map-schema.ts';
import { defineJob } from '../job.ts';

/** Brings the texts of the workspace onto a plane. */
export const textMapJob = defineJob({
  kind: 'text-map',
  input: textMapRequestSchema,
  output: textMapSchema,
  run: async (input, { store, emit, signal }) => {
    const { textMap } = await import('../../study/texts/text-map.ts');
    const progress = (stage: string, done: number, total: number) =>
      emit({ type: 'progress', stage, done, total: total === 0 ? null : total, unit: '' });
    return textMap(store, input, { signal, progress });
  },
});
