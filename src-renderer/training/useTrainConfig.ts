import { computed, shallowRef, toValue, type MaybeRefOrGetter, type Ref } from 'vue';
import type { ContextSpec, RecipeInfo, TrainConfig } from '../../src-main/api/types.ts';

export interface TrainConfigOptions {
  /** The recipe that is chosen; undefined as long as the recipes are not known. */
  info: MaybeRefOrGetter<RecipeInfo | undefined>;
  /** The tickers to train on until some are chosen; null: all. */
  symbols: MaybeRefOrGetter<string[] | null>;
  /** The window that is set elsewhere on the page too; undefined: there is no such place. */
  window: Ref<ContextSpec | undefined>;
}

/**
 * The configuration that a form works on. Every recipe keeps what was changed of it; tickers are chosen for the data and
 * a device for the machine, so that they stay when another recipe is chosen.
 */
export function useTrainConfig({ info, symbols, window }: TrainConfigOptions) {
  const changed = shallowRef<Readonly<Record<string, TrainConfig>>>({});
  const chosenSymbols = shallowRef<string[] | null>();
  const device = shallowRef<TrainConfig['device']>();
  return computed({
    get: (): TrainConfig | undefined => {
      const known = toValue(info);
      if (!known) return undefined;
      const own = changed.value[known.recipe] ?? known.defaults;
      const shared = {
        symbols: chosenSymbols.value === undefined ? toValue(symbols) : chosenSymbols.value,
        device: device.value ?? own.device,
      };
      return 'window' in own && window.value
        ? { ...own, ...shared, window: window.value }
        : { ...own, ...shared };
    },
    set: (value) => {
      if (!value) return;
      changed.value = { ...changed.value, [value.recipe]: value };
      chosenSymbols.value = value.symbols;
      device.value = value.device;
      if ('window' in value && window.value) window.value = value.window;
    },
  });
}
