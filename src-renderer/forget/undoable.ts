import { shallowRef } from 'vue';

/** Something that was removed or labelled in this window and can be taken back. */
export interface Undoable {
  /** Its number in the bin. */
  deletion: number;
  /** What was done, as a sentence. */
  sentence: string;
}

/** What was removed or labelled in this window and neither undone nor dismissed, the latest first. */
export const undoables = shallowRef<readonly Undoable[]>([]);

export function noteUndoable(done: Undoable): void {
  undoables.value = [done, ...undoables.value.filter(({ deletion }) => deletion !== done.deletion)];
}

/** It was undone or dismissed. */
export function dropUndoable(deletion: number): void {
  undoables.value = undoables.value.filter((one) => one.deletion !== deletion);
}

/** All were dismissed, or the bin was emptied. */
export function dropAllUndoables(): void {
  undoables.value = [];
}
