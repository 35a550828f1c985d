import { DeviceFailure } from '../engine/devices/failure.ts';
import type { Store } from '../store/open.ts';
import { stoppedAfter } from '../training/run-files.ts';

/** The error of a run; a device's failure also says what the run keeps of its work. */
export async function withWhatIsKept(store: Store, run: number, error: unknown): Promise<unknown> {
  if (!(error instanceof DeviceFailure)) return error;
  const epoch = await stoppedAfter(store, run);
  const kept =
    epoch === null
      ? `Run ${run} had not ended its first epoch; nothing of it is kept.`
      : `Run ${run} is kept as it was after epoch ${epoch}, and can be resumed from there.`;
  return new DeviceFailure(`${error.message} ${kept}`, error.cause);
}
