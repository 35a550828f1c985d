import { computed } from 'vue';
import { useTheme } from '../theme/useTheme.ts';

const { palette } = useTheme();

/** Colours and letters of all charts, as the window has them now. */
export const chartTheme = computed(() => ({
  color: [...palette.value.data],
  backgroundColor: 'transparent',
  textStyle: { color: palette.value.text, fontFamily: getComputedStyle(document.body).fontFamily },
}));
