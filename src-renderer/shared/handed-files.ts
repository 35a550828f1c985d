import { shallowRef, watch } from 'vue';

/** Hands files over, and answers their paths where the application runs. */
export type Hand = () => Promise<string[]>;

/** Files that were given to the window wherever it stood, and not taken yet. */
const waiting = shallowRef<readonly Hand[]>([]);

/** Gives files to the view that imports; it takes them when it is open. */
export function handFiles(hand: Hand): void {
  waiting.value = [...waiting.value, hand];
}

/** Takes files that are given to the window, those that wait first. */
export function takeHandedFiles(take: (hand: Hand) => void): void {
  watch(
    waiting,
    (hands) => {
      if (hands.length === 0) return;
      waiting.value = [];
      for (const hand of hands) take(hand);
    },
    { immediate: true },
  );
}
