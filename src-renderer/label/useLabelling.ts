import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue';
import type { NameOf } from '../../src-main/api/class-names.ts';
import type { DocumentRow } from '../../src-main/api/types.ts';
import { counted } from '../../src-main/counted.ts';
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
  /** What was said of each text since the queue began, by document: nothing that was read in its window counts as said of it alone. */
  const said = new Map<number, { alone: string; last: string; windowShown: boolean }>();
  const called: NameOf = (value) => toValue(nameOf)(value);

  function begin(): void {
    rows.value = query.data.value?.rows ?? [];
    left.value = query.data.value?.total ?? 0;
    at.value = 0;
    blind.value = null;
    said.clear();
  }
  watch(query.data, begin, { immediate: true });

  async function beginAnew(): Promise<void> {
    await query.refetch();
    begin();
  }

  /** More texts behind those that were shown: what was skipped comes again, what was labelled meanwhile does not. */
  async function refill(): Promise<void> {
    const input = toValue(asked);
    if (input === null) return;
    const more = await client.labelling.queue(input);
    rows.value = [...rows.value, ...more.rows];
    left.value = more.total;
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
    const to = Math.max(0, at.value + by);
    if (to >= rows.value.length) await refill();
    at.value = to;
    const before = text.value && said.get(text.value.id);
    blind.value = before?.windowShown ? before.alone : null;
    told.value = before ? `labelled ${called(before.last)}` : '';
  }

  async function say(value: string): Promise<void> {
    const input = toValue(asked);
    const now = text.value;
    if (input === null || !now) return;
    const { scheme, annotator } = input;
    const stage = blind.value === null ? 'blind' : 'window';
    await client.labelling.judge({ scheme, annotator, document: now.id, stage, value });
    if (!said.has(now.id)) left.value = Math.max(0, left.value - 1);
    const alone = blind.value ?? value;
    const showsWindow = stage === 'blind' && toValue(inWindow);
    said.set(now.id, { alone, last: value, windowShown: showsWindow || stage === 'window' });
    showChanges();
    if (showsWindow) {
      blind.value = value;
      told.value = `${called(value)}; now in its window`;
      return;
    }
    await move(1);
    told.value = alone === value ? called(value) : `changed from ${called(alone)} to ${called(value)}`;
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
        const { documents, value, stage, blind: alone, last } = undone;
        told.value =
          documents.length === 1
            ? `undone: ${called(value)}`
            : `undone: ${called(value)}, of ${counted(documents.length, 'text')}`;
        // A decision between annotators is none of the texts that wait.
        if (stage === 'adjudicated') return;
        const [first] = documents;
        const place = rows.value.findLastIndex(({ id }) => id === first);
        if (first === undefined || documents.length > 1 || place === -1) {
          await beginAnew();
          return;
        }
        at.value = place;
        // What was said of the text alone stands: its window is shown again.
        blind.value = stage === 'window' ? alone : null;
        if (alone !== null && last !== null)
          said.set(first, { alone, last, windowShown: stage === 'window' });
        else {
          said.delete(first);
          left.value += 1;
        }
      }),
    reload: async () => {
      told.value = '';
      showChanges();
      await beginAnew();
    },
  };
}
