import { entryNamed } from '../checkpoints/library/find.ts';
import { contentFolder, libraryFolder } from '../checkpoints/library/folder.ts';
import { type CheckpointRow, rowOf } from '../checkpoints/library/list.ts';
import { keepMeasured, thisMachine } from '../checkpoints/library/measured.ts';
import type { DeviceChoice } from '../engine/devices.ts';
import { UserError } from '../errors.ts';
import { encodingSpeed } from '../study/encoding-speed.ts';
import type { AddedRow } from './checkpoints.ts';
import type { JobContext } from './context.ts';

type Reporting = Pick<JobContext, 'emit' | 'signal'>;

/** Measures what a checkpoint costs on this machine, and keeps it. */
export async function measureCheckpoint(
  name: string,
  device: DeviceChoice,
  context: Reporting,
  library = libraryFolder(),
): Promise<CheckpointRow> {
  const entry = await entryNamed(library, name);
  const speed = await encodingSpeed(contentFolder(library, entry.hash), device, context);
  await keepMeasured(library, entry.hash, { machine: thisMachine(), measured: Date.now(), ...speed });
  return rowOf(library, entry);
}

/** An added checkpoint with its cost, which is measured unless it was before. What cannot be measured is added all the same. */
export async function measured(added: AddedRow, context: Reporting): Promise<AddedRow> {
  if (added.checkpoint.cost !== null) return added;
  try {
    return { ...added, checkpoint: await measureCheckpoint(added.checkpoint.name, 'auto', context) };
  } catch (error) {
    if (context.signal.aborted) return added;
    const why = error instanceof UserError ? error.message : String(error);
    return { ...added, notes: [...added.notes, `What it costs here could not be measured: ${why}`] };
  }
}
