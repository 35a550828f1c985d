import { useRoute, useRouter } from 'vue-router';
import type { LocationQuery, LocationQueryValue } from 'vue-router';

/** Choices of a view by name; null takes a choice out of the address. */
export type Choices = Readonly<Record<string, string | number | string[] | null>>;

type Named = LocationQueryValue | LocationQueryValue[] | undefined;

/** A choice that is a word; null where there is none, or several. */
export function wordIn(value: Named): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A choice that is a whole number, such as the id of a run or a text. */
export function numberIn(value: Named): number | null {
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : null;
}

/** A choice that is a list of whole numbers, `1,2`, each once; empty where it is anything else. */
export function numbersIn(value: unknown): number[] {
  return typeof value === 'string' && /^\d+(,\d+)*$/.test(value)
    ? [...new Set(value.split(',').map(Number))]
    : [];
}

/** A value as it stands in an address: a list with commas, nothing where there is none. */
export function asWord(value: unknown): string {
  if (Array.isArray(value)) return value.map(asWord).join(',');
  return typeof value === 'string' ? value : value == null ? '' : JSON.stringify(value);
}

/** The query of an address with some choices made anew. */
export function withChoices(query: LocationQuery, choices: Choices): Record<string, Named | number> {
  return Object.fromEntries(Object.entries({ ...query, ...choices }).filter(([, value]) => value !== null));
}

/** Choices that are on their way into the address: those of one moment are made together. */
let onTheirWay: { path: string; choices: Choices } | null = null;

/** The choices of a view, which live in its address: going back, or opening it again, leads to what was seen. */
export function useAddress() {
  const route = useRoute();
  const router = useRouter();
  return {
    word: (name: string) => wordIn(route.query[name]),
    number: (name: string) => numberIn(route.query[name]),
    numbers: (name: string) => numbersIn(route.query[name]),
    choose: (choices: Choices) => {
      const { path } = route;
      const all = { ...(onTheirWay?.path === path ? onTheirWay.choices : {}), ...choices };
      const mine = { path, choices: all };
      onTheirWay = mine;
      void router.replace({ query: withChoices(route.query, all) }).finally(() => {
        if (onTheirWay === mine) onTheirWay = null;
      });
    },
  };
}
