import { shallowRef } from 'vue';

/** A setting whose control is to be focused as soon as the preview shows it; null: none. */
const wanted = shallowRef<string | null>(null);

/** Focuses the control of a setting: what has it as its `data-setting`. Returns whether there is one. */
export function focusSetting(setting: string): boolean {
  const control = document.querySelector<HTMLElement>(`[data-setting="${CSS.escape(setting)}"]`);
  control?.focus();
  return control !== null;
}

/** Focuses the control of a setting once it is there. */
export function focusWhenShown(setting: string): void {
  wanted.value = setting;
}

/** Called when controls have been shown. */
export function controlsShown(): void {
  if (wanted.value !== null && focusSetting(wanted.value)) wanted.value = null;
}
