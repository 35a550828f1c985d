/** The rule of context windows in plain words, and windows in a shape that can be compared with it. */
import type { ReadableStore } from '../store/store.ts';
import type { ContextSpec } from './spec.ts';
import { contextWindow, contextWindows, windowReader } from './window.ts';

/** A document as the rule sees it. */
export interface Text {
  id: number;
  at: number | null;
  author: string | null;
  companies: number[];
  retweet: boolean;
  verified: boolean;
  group: number;
}

const lastOfDay = 24 * 3600 * 1000 - 1;

/** Only the day is known of a text that stands at its last millisecond. */
function isWholeDay(at: number): boolean {
  return new Date(at).toISOString().endsWith('T23:59:59.999Z');
}

/** The rule once more, as plainly as it can be said: every text is looked at for every text. */
export function plainWindow(
  texts: readonly Text[],
  input: Text,
  spec: ContextSpec,
): [id: number, age: number][] {
  const { at } = input;
  if (at === null) return [];
  const before = texts
    .filter((text) => text.at !== null && text.at < (isWholeDay(at) ? at - lastOfDay : at))
    .filter((text) => {
      if (spec.scope === 'company')
        return text.companies.some((company) => input.companies.includes(company));
      return spec.scope === 'market' || (text.author !== null && text.author === input.author);
    })
    .filter((text) => !(spec.noRetweets && text.retweet) && !(spec.verifiedOnly && !text.verified))
    .filter((text) => spec.maxAgeMs === null || at - text.at! <= spec.maxAgeMs)
    .sort((a, b) => b.at! - a.at! || b.id - a.id);
  const kept = spec.noNearDuplicates
    ? before.filter(
        ({ group }, i) => group !== input.group && before.findIndex((other) => other.group === group) === i,
      )
    : before;
  return kept
    .slice(0, spec.n)
    .reverse()
    .map((text) => [text.id, at - text.at!]);
}

/**
 * Windows of many texts at once.
 *
 * @param columns as of a large part of a large corpus
 */
export function bulk(
  store: ReadableStore,
  texts: readonly Text[],
  spec: ContextSpec,
  { columns = false } = {},
): [id: number, age: number][][] {
  const ids = texts.map(({ id }) => id);
  const { offsets, items, ages } = columns
    ? windowReader(store, spec, Number.POSITIVE_INFINITY, { few: 0 })(ids)
    : contextWindows(store, ids, spec);
  return texts.map((_, i) =>
    Array.from(items.subarray(offsets[i], offsets[i + 1]), (id, k) => [id, ages[offsets[i]! + k]!]),
  );
}

/** The window of one text, as the window shows it. */
export function single(store: ReadableStore, { id }: Text, spec: ContextSpec): [id: number, age: number][] {
  const { items } = contextWindow(store, { document: id, symbol: null, at: null, spec });
  return items.map(({ document, ageMs }) => [document.id, ageMs]);
}
