import type { Directive } from 'vue';

const shown = new WeakMap<HTMLInputElement, string>();

/**
 * What a field shows. `:value` would write it again whenever anything else of the component changes, and with it wipe
 * out what somebody is typing; this writes it when it is another one, and once what was typed has been handed over,
 * since that may be refused or mended.
 */
export const vShows: Directive<HTMLInputElement, string | number> = {
  mounted(field, { value }) {
    show(field, value);
    // Later than the handlers of the component, and than an address that they change.
    field.addEventListener('change', () => setTimeout(() => write(field)));
  },
  updated(field, { value, oldValue }) {
    if (value !== oldValue) show(field, value);
  },
};

function show(field: HTMLInputElement, value: string | number): void {
  shown.set(field, String(value));
  write(field);
}

function write(field: HTMLInputElement): void {
  const value = shown.get(field);
  if (value !== undefined && field.value !== value) field.value = value;
}
