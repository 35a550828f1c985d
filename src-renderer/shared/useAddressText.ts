import { shallowRef, watch, type ShallowRef } from 'vue';
import { useAddress } from './address.ts';
import { useDebounceInView } from './useDebounceInView.ts';

const PAUSE_MS = 150;

/** What is typed, and the same after a pause; the latter stands in the address by this name. */
export function useAddressText(name: string): { text: ShallowRef<string>; settled: ShallowRef<string> } {
  const { word, choose } = useAddress();
  const text = shallowRef(word(name) ?? '');
  const settled = shallowRef(text.value);
  const settle = useDebounceInView(() => {
    if (settled.value === text.value) return;
    settled.value = text.value;
    choose({ [name]: text.value === '' ? null : text.value });
  }, PAUSE_MS);
  watch(text, () => settle());
  // Going back leads to what was searched for then.
  watch(
    () => word(name) ?? '',
    (now) => {
      if (now === settled.value) return;
      settled.value = now;
      text.value = now;
    },
  );
  return { text, settled };
}
