import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue';
import type { NameOf } from '../../src-main/api/class-names.ts';
import type { DocumentRow } from '../../src-main/api/types.ts';
import { api, client } from '../api.ts';

type QueueInput = Parameters<typeof client.labelling.queue>[0];

export interface LabellingOptions {
  /** Whose texts wait, and which; null: it is not known yet who labels what. */
  asked: MaybeRefOrGetter<QueueInput | null>;
  classes: MaybeRefOrGetter<readonly string[]>;
  /** Whether a text is shown in its window after it was labelled alone. */
  inWindow: MaybeRefOrGetter<boolean>;
  nameOf: MaybeRefOrGetter<NameOf>;
}

/** Texts one after the other: each is labelled alone, and then, if that is wanted, once more in its window. */
export function useLabelling({ asked, classes, inWindow, nameOf }: LabellingOptions) {
  const cache = useQueryClient();
  const query = useQuery(
    computed(() => ({
      ...api.labelling.queue.queryOptions({ input: toValue(asked) ?? { scheme: '-', annotator: '-' } }),
      enabled: toValue(asked) !== null,
      staleTime: Infinity,
    })),
  );
  const rows = shallowRef<readonly DocumentRow[]>([]);
  const left = shallowRef(0);
  const at = shallowRef(0);
  /** What was said of the text alone; null: it has not been labelled yet. */
  const blind = shallowRef<string | null>(null);
  const busy = shallowRef(false);
  const problem = shallowRef<unknown>(null);
  const told = shallowRef('');
  const called: NameOf = (value) => toValue(nameOf)(value);

  function begin(): void {
    rows.value = query.data.value?.rows ?? [];
    left.value = query.data.value?.total ?? 0;
    at.value = 0;
    blind.value = null;
  }
  watch(query.data, begin, { immediate: true });

  /** What was skipped comes again; what was labelled meanwhile does not. */
  async function refill(): Promise<void> {
    await query.refetch();
    begin();
  }
  const text = computed(() => rows.value[at.value]);

  /** One thing at a time, however fast keys are pressed. */
  async function work(does: () => Promise<void>): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    problem.value = null;
    try {
      await does();
    } catch (error) {
      problem.value = error;
    } finally {
      busy.value = false;
    }
  }

  function showChanges(): void {
    void cache.invalidateQueries({ queryKey: api.labelling.summary.key() });
    void cache.invalidateQueries({ queryKey: api.labelling.scheme.key() });
    void cache.invalidateQueries({ queryKey: api.train.key() });
  }

  async function move(by: 1 | -1): Promise<void> {
    blind.value = null;
    if (at.value + by >= rows.value.length) await refill();
    else at.value = Math.max(0, at.value + by);
  }

  async function say(value: string): Promise<void> {
    const input = toValue(asked);
    const now = text.value;
    if (input === null || !now) return;
    const { scheme, annotator } = input;
    const stage = blind.value === null ? 'blind' : 'window';
    await client.labelling.judge({ scheme, annotator, document: now.id, stage, value });
    if (stage === 'blind') left.value = Math.max(0, left.value - 1);
    showChanges();
    if (stage === 'blind' && toValue(inWindow)) {
      blind.value = value;
      told.value = `${called(value)}; now in its window`;
      return;
    }
    told.value =
      blind.value === null || blind.value === value
        ? called(value)
        : `changed from ${called(blind.value)} to ${called(value)}`;
    await move(1);
  }

  return {
    query,
    text,
    left: computed(() => left.value),
    blind: computed(() => blind.value),
    problem: computed(() => problem.value),
    /** What was done last, in words. */
    told: computed(() => told.value),
    choose: (index: number) =>
      work(async () => {
        const value = toValue(classes)[index];
        if (value !== undefined) await say(value);
      }),
    /** The window changes nothing. */
    keep: () =>
      work(async () => {
        if (blind.value !== null) await say(blind.value);
      }),
    next: () => work(() => move(1)),
    back: () => work(() => move(-1)),
    undo: () =>
      work(async () => {
        const input = toValue(asked);
        if (input === null) return;
        const { scheme, annotator } = input;
        const undone = await client.labelling.undo({ scheme, annotator });
        showChanges();
        if (undone === null) {
          told.value = 'There is nothing to undo.';
          return;
        }
        const { documents, value, stage } = undone;
        told.value =
          documents.length === 1
            ? `undone: ${called(value)}`
            : `undone: ${called(value)}, of ${documents.length} texts`;
        const place = rows.value.findIndex(({ id }) => id === documents[0]);
        if (documents.length > 1 || place === -1) await refill();
        else {
          at.value = place;
          // What was said of the text alone stands: its window is shown again.
          blind.value = stage === 'window' ? undone.blind : null;
          if (stage === 'blind') left.value += 1;
        }
      }),
    reload: async () => {
      showChanges();
      await refill();
    },
  };
}
