import type { Directive } from 'vue';

/**
 * What a field shows. `:value` would write it again whenever anything else of the component changes, and with it wipe
 * out what somebody is typing; this writes it only when it is another one.
 */
export const vShows: Directive<HTMLInputElement, string | number> = {
  mounted(field, { value }) {
    field.value = String(value);
  },
  updated(field, { value, oldValue }) {
    if (value !== oldValue) field.value = String(value);
  },
};
