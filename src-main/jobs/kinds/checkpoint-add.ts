import { z } from 'zod';
import { defineJob } from '../job.ts';
import { checkpointRow } from './checkpoint-fields.ts';

/** Adds a checkpoint to the library of this machine, and measures what it costs here. */
export const checkpointAddJob = defineJob({
  kind: 'checkpoint-add',
  input: z.object({
    /** A folder, a wheel or another archive (or a folder in one), `run:7`, or OWNER/NAME[@REVISION] on the hub. */
    source: z.string().trim().min(1),
    /** null: as it is called there. */
    name: z.string().trim().min(1).nullable().default(null),
    /** The source is a copy that a browser sent, which is not needed once its content is in the library. */
    uploaded: z.boolean().default(false),
    /** Measure its speed and memory when it is there. */
    measure: z.boolean().default(true),
  }),
  output: z.object({
    checkpoint: checkpointRow,
    known: z.boolean(),
    others: z.array(z.string()),
    notes: z.array(z.string()),
  }),
  run: async ({ source, name, uploaded, measure }, context) => {
    const { addUploaded, addCheckpoint } = await import('../checkpoints.ts');
    const { addRun, isRun } = await import('../run-checkpoint.ts');
    const added = await (uploaded
      ? addUploaded(context.store.dir, source, name, context)
      : isRun(source)
        ? // Nothing else needs a workspace.
          addRun(context.store, source, name, context)
        : addCheckpoint(source, name, context));
    if (!measure) return added;
    const { measured } = await import('../checkpoint-cost.ts');
    return measured(added, context);
  },
});
