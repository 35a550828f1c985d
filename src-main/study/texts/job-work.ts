import type { TrainingContext } from '../../training/loop.ts';

/** Whom long work tells how far it is, and who can stop it. */
export type JobWork = Pick<TrainingContext, 'emit' | 'signal'>;

/** Tells how far a part of the work is, and lets others have their turn. */
export function between({ emit, signal }: JobWork, stage: string) {
  return async (done: number, total: number): Promise<void> => {
    emit({ type: 'progress', stage, done, total: total === 0 ? null : total, unit: '' });
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
  };
}
