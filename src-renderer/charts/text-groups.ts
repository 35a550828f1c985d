import type { NameOf } from '../../src-main/api/class-names.ts';
import type { TextLabels } from '../../src-main/api/types.ts';
import { formatDayRange } from '../format/time.ts';
import { groupLook, plainLook } from './group-look.ts';
import { symbolAt, type TextPoints, timeAt } from './text-points.ts';
import { rest as others, type TextGroup } from './text-map.ts';

/** Groups that have a colour of their own; what is rarer is one group. */
const most = 24;
/** Periods of equally many texts. */
const periods = 6;

/** Texts by what is known of each, the largest group first; those of which nothing is known last. */
function grouped(
  keys: readonly (string | null)[],
  {
    unknown,
    nameOf = String,
    ordered = false,
  }: {
    unknown: string;
    nameOf?: (key: string) => string;
    /** The keys are in an order of their own. */
    ordered?: boolean;
  },
): TextGroup[] {
  const found = Map.groupBy(keys.keys(), (at) => keys[at] ?? null);
  const known = [...found].flatMap(([key, texts]) => (key === null ? [] : [{ key, texts }]));
  known.sort((a, b) =>
    ordered ? (a.key < b.key ? -1 : 1) : b.texts.length - a.texts.length || (a.key < b.key ? -1 : 1),
  );
  const own = known.slice(0, known.length > most ? most - 1 : most);
  const rest = known.slice(own.length).flatMap(({ texts }) => texts);
  const groups = own.map(({ key, texts }, at): TextGroup => ({
    key,
    name: nameOf(key),
    texts,
    ...groupLook(at),
  }));
  if (rest.length > 0) {
    groups.push({ key: others, name: `${known.length - own.length} others`, texts: rest, ...plainLook });
  }
  const none = found.get(null);
  return none ? [...groups, { key: null, name: unknown, texts: none, ...plainLook }] : groups;
}

/** By the label that counts; `labels` of the whole workspace. */
export function byLabel({ ids }: TextPoints, labels: TextLabels, nameOf: NameOf = String): TextGroup[] {
  const of = new Map(labels.documents.map((document, at) => [document, labels.values[labels.of[at]!]!]));
  return grouped(
    Array.from(ids, (id) => of.get(id) ?? null),
    { unknown: 'no label', nameOf },
  );
}

/** By the company that a text mentions. */
export function byCompany(map: TextPoints): TextGroup[] {
  const symbols = Array.from(map.ids, (_, at) => symbolAt(map, at));
  return grouped(symbols, { unknown: 'no company' });
}

/** By periods with equally many texts, the earliest first. */
export function byTime(map: TextPoints): TextGroup[] {
  const times = map.publishedAt.filter((at) => !Number.isNaN(at)).sort();
  const ends = Array.from(
    { length: periods },
    (_, at) => times[Math.ceil(((at + 1) * times.length) / periods) - 1],
  );
  const keyOf = (at: number | null): string | null => {
    if (at === null) return null;
    const period = ends.findIndex((end) => end !== undefined && at <= end);
    return `${period + 1}`;
  };
  const nameOf = (key: string): string => {
    const at = Number(key) - 1;
    const before = ends[at - 1];
    const from = before === undefined ? times[0] : times.find((time) => time > before);
    return formatDayRange(from ?? null, ends[at] ?? null);
  };
  const keys = Array.from(map.ids, (_, at) => keyOf(timeAt(map, at)));
  return grouped(keys, { unknown: 'no time', nameOf, ordered: true });
}

/** All in one. */
export function inOneGroup({ ids }: TextPoints): TextGroup[] {
  return [{ key: 'all', name: 'texts', ...groupLook(0), texts: [...ids.keys()] }];
}
