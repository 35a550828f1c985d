import type { NameOf } from '../../src-main/api/class-names.ts';
import type { TextLabels } from '../../src-main/api/types.ts';
import { formatDayRange } from '../format/time.ts';
import type { Palette } from '../theme/palette.ts';
import { groupShapes } from './company-groups.ts';
import { symbolAt, type TextPoints, timeAt } from './text-points.ts';
import { rest as others, type TextGroup } from './text-map.ts';

/** Groups that have a colour of their own; what is rarer is one group. */
const most = 24;
/** Periods of equally many texts. */
const periods = 6;

/** Texts by what is known of each, the largest group first; those of which nothing is known last. */
function grouped(
  keys: readonly (string | null)[],
  palette: Palette,
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
  const colours = palette.groups;
  const groups = own.map(({ key, texts }, at): TextGroup => ({
    key,
    name: nameOf(key),
    texts,
    colour: colours[at % colours.length]!,
    shape: groupShapes[((at % colours.length) + Math.floor(at / colours.length)) % groupShapes.length]!,
  }));
  const grey = { colour: palette.data[2], shape: 'circle' as const };
  if (rest.length > 0) {
    groups.push({ key: others, name: `${known.length - own.length} others`, texts: rest, ...grey });
  }
  const none = found.get(null);
  return none ? [...groups, { key: null, name: unknown, texts: none, ...grey }] : groups;
}

/** By the label that counts; `labels` of the whole workspace. */
export function byLabel(
  { ids }: TextPoints,
  labels: TextLabels,
  palette: Palette,
  nameOf: NameOf = String,
): TextGroup[] {
  const of = new Map(labels.documents.map((document, at) => [document, labels.values[labels.of[at]!]!]));
  return grouped(
    Array.from(ids, (id) => of.get(id) ?? null),
    palette,
    { unknown: 'no label', nameOf },
  );
}

/** By the company that a text mentions. */
export function byCompany(map: TextPoints, palette: Palette): TextGroup[] {
  const symbols = Array.from(map.ids, (_, at) => symbolAt(map, at));
  return grouped(symbols, palette, { unknown: 'no company' });
}

/** By periods with equally many texts, the earliest first. */
export function byTime(map: TextPoints, palette: Palette): TextGroup[] {
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
  return grouped(keys, palette, { unknown: 'no time', nameOf, ordered: true });
}

/** All in one. */
export function inOneGroup({ ids }: TextPoints, palette: Palette): TextGroup[] {
  return [{ key: 'all', name: 'texts', colour: palette.groups[0]!, shape: 'circle', texts: [...ids.keys()] }];
}
