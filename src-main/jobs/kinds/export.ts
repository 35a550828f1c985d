import { z } from 'zod';
import { exportFormats } from '../../export/format-names.ts';
import { defineJob } from '../job.ts';

/** Writes a run into a new folder, for other programs. */
export const exportJob = defineJob({
  kind: 'export',
  input: z.object({
    run: z.int(),
    format: z.enum(exportFormats),
    /** The folder that is made; null: one in `exports/` of the workspace. */
    out: z.string().trim().min(1).nullable().default(null),
    /** Examples of a call and tokens of a text of an ONNX model; null: as many as the run read. */
    batch: z.int().min(1).default(1),
    tokens: z.int().min(1).nullable().default(null),
  }),
  output: z.object({
    run: z.int(),
    recipe: z.string(),
    format: z.enum(exportFormats),
    folder: z.string(),
    files: z.array(z.string()),
  }),
  run: async (input, { store }) => {
    const { runExport } = await import('../export.ts');
    return runExport(store, input);
  },
});
