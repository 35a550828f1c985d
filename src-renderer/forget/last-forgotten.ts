import { shallowRef } from 'vue';

/** What was taken out of the workspace last, in this window; null: nothing, or that was undone or dismissed. */
export const lastForgotten = shallowRef<{ deletion: number; name: string; plural: boolean } | null>(null);
