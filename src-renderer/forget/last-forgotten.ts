import { shallowRef } from 'vue';

/** What was removed or labelled last in this window, as a sentence; null: nothing, or that was undone or dismissed. */
export const lastForgotten = shallowRef<{ deletion: number; sentence: string } | null>(null);
