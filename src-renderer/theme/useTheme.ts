import { useLocalStorage, usePreferredDark } from '@vueuse/core';
import { computed, readonly, shallowRef, watch } from 'vue';
import { readPalette } from './palette.ts';

export type ThemeChoice = 'system' | 'light' | 'dark';

const NEXT: Record<ThemeChoice, ThemeChoice> = { system: 'light', light: 'dark', dark: 'system' };

const choice = useLocalStorage<ThemeChoice>('contexture.theme', 'system');
const systemIsDark = usePreferredDark();
const theme = computed(() => {
  if (choice.value === 'light' || choice.value === 'dark') return choice.value;
  return systemIsDark.value ? 'dark' : 'light';
});
const palette = shallowRef(readPalette());

// Charts draw on a canvas, which knows no CSS variables: they read them again after every change.
watch(
  theme,
  (name) => {
    document.documentElement.dataset['theme'] = name;
    palette.value = readPalette();
  },
  { immediate: true, flush: 'sync' },
);

/** The colour scheme of the whole window, and its colours for charts. */
export function useTheme() {
  return {
    choice: readonly(choice),
    palette: readonly(palette),
    next: () => {
      choice.value = NEXT[choice.value] ?? 'system';
    },
  };
}
