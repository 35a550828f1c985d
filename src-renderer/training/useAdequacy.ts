import { keepPreviousData, skipToken, useQuery } from '@tanstack/vue-query';
import { computed, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue';
import { learnedScheme } from '../../src-main/configs/learned-scheme.ts';
import type { Adequacy, RecipeInfo, TrainConfig } from '../../src-main/api/types.ts';
import { api } from '../api.ts';
import { useClassNames } from '../classes/useClassNames.ts';
import { messageOf } from '../connection/message-of.ts';
import { remarkText, shortageText } from './adequacy.ts';
import { countedConfig } from './counted-config.ts';
import { formMessage } from './form-message.ts';

/** What there is to learn from with a configuration, and whether it is enough. */
export function useAdequacy(
  info: MaybeRefOrGetter<RecipeInfo | undefined>,
  config: MaybeRefOrGetter<TrainConfig | undefined>,
) {
  const asked = computed(() => {
    const [known, from] = [toValue(info), toValue(config)];
    return known && from ? countedConfig(known, from) : undefined;
  });
  const query = useQuery(
    computed(() => ({
      ...api.train.data.queryOptions({ input: asked.value ? { config: asked.value } : skipToken }),
      placeholderData: keepPreviousData,
      staleTime: 0,
    })),
  );
  // What was counted last stays in sight while a setting has a value that it cannot have.
  const latest = shallowRef<Adequacy>();
  watch(
    query.data,
    (now) => {
      latest.value = now ?? latest.value;
    },
    { immediate: true },
  );
  // What was counted for another kind of data says nothing here.
  const adequacy = computed(() =>
    latest.value?.counts.reads === toValue(info)?.data ? latest.value : undefined,
  );
  const nameOf = useClassNames(() => {
    const from = toValue(config);
    return from === undefined ? null : learnedScheme(from);
  });
  return {
    query,
    /** What was counted last; undefined: nothing of the kind that the recipe reads. */
    counts: computed(() => adequacy.value?.counts),
    /** Why nothing can be counted, in a sentence; null: it can. */
    refusal: computed(() =>
      query.isError.value ? formMessage(messageOf(query.error.value), toValue(info)?.settings ?? []) : null,
    ),
    /** Why a training would refuse to start, in a sentence; null: it would not, or it is not known yet. */
    shortage: computed(() => {
      if (query.isPlaceholderData.value || query.isError.value || !adequacy.value?.shortage) return null;
      return shortageText(adequacy.value.shortage, toValue(config)?.symbols ?? null);
    }),
    remarks: computed(() => adequacy.value?.remarks.map((remark) => remarkText(remark, nameOf.value)) ?? []),
  };
}
