import { Random } from '../../src-main/random.ts';
import type { Palette } from '../theme/palette.ts';
import type { Ends } from './equal-scale.ts';
import type { GroupLook } from './group-look.ts';

/** Points that look alike: a stretch of the list of all. */
export interface CloudLayer extends GroupLook {
  key: string | null;
  /** It lies below those that are not, whatever the order; these lie among one another. */
  isRest: boolean;
  from: number;
  count: number;
}

/** Points in the order in which they are drawn. Those of a layer are shuffled, so that any first part of it is a sample. */
export interface Cloud {
  /** (2 N): x and y of each. */
  places: Float32Array;
  layers: readonly CloudLayer[];
}

/** Points as they are drawn: how wide in pixels, and how much they cover. */
export interface CloudStyle {
  diameter: number;
  opacity: number;
}

/** One cloud of a picture, without the layers that are taken off. */
export interface ShownCloud extends CloudStyle {
  cloud: Cloud;
  hidden: ReadonlySet<string | null>;
}

/** The part of a plane that is seen, and the pixels that it is drawn on. */
export interface CloudView {
  seen: Ends;
  width: number;
  height: number;
  /** Pixels of the screen for each of the page. */
  ratio: number;
  palette: Palette;
}

/** Which part of every layer of a cloud is drawn, from 0 to 1. */
export interface Share {
  from: number;
  to: number;
}

/** A part of one of the clouds. */
export interface CloudPiece {
  shown: ShownCloud;
  share: Share;
}

/** How far a picture of several clouds is drawn: all before this one, and of this one the first share. */
export interface Drawn {
  cloud: number;
  share: number;
}

/** What draws clouds on a canvas. */
export interface CloudDrawer {
  /** The clouds of the pictures to come. */
  load(clouds: readonly Cloud[]): void;
  clear(): void;
  draw(pieces: readonly CloudPiece[], view: CloudView): void;
  dispose(): void;
}

/** The points of some groups as a cloud. */
export function cloudOf(
  { x, y }: { x: Float32Array; y: Float32Array },
  groups: readonly Omit<CloudLayer, 'from' | 'count'>[],
  pointsOf: (group: number) => readonly number[],
): Cloud {
  const random = new Random(1);
  const lists = groups.map((_, group) => Int32Array.from(pointsOf(group)));
  const places = new Float32Array(2 * lists.reduce((sum, { length }) => sum + length, 0));
  const layers: CloudLayer[] = [];
  let from = 0;
  for (const [group, list] of lists.entries()) {
    for (let last = list.length - 1; last > 0; last--) {
      const other = random.below(last + 1);
      [list[last], list[other]] = [list[other]!, list[last]!];
    }
    for (const [index, at] of list.entries()) {
      places[2 * (from + index)] = x[at]!;
      places[2 * (from + index) + 1] = y[at]!;
    }
    const { key, colour, shape, isRest } = groups[group]!;
    layers.push({ key, colour, shape, isRest, from, count: list.length });
    from += list.length;
  }
  return { places, layers };
}

/** Parts of a layer that are drawn in turn with those of others, so that no group hides the rest. */
const parts = 16;

/** The points that a part of every shown layer has, stretch by stretch in the order in which they are drawn. */
export function* stretchesOf(
  { cloud, hidden }: Pick<ShownCloud, 'cloud' | 'hidden'>,
  share: Share,
): Generator<{ layer: CloudLayer; from: number; count: number }> {
  const shown = cloud.layers.filter(({ key }) => !hidden.has(key));
  for (const layer of shown) if (layer.isRest) yield* stretch(layer, share);
  const step = (share.to - share.from) / parts;
  for (let part = 0; part < parts; part++) {
    const from = share.from + part * step;
    const to = part === parts - 1 ? share.to : from + step;
    for (const layer of shown) if (!layer.isRest) yield* stretch(layer, { from, to });
  }
}

function* stretch(layer: CloudLayer, share: Share) {
  const [first, end] = [Math.round(layer.count * share.from), Math.round(layer.count * share.to)];
  if (end > first) yield { layer, from: layer.from + first, count: end - first };
}

export function sizeOf({ layers }: Cloud, hidden: ReadonlySet<string | null> = new Set()): number {
  return layers.reduce((sum, { key, count }) => sum + (hidden.has(key) ? 0 : count), 0);
}

/**
 * What the next frame draws of a picture that takes several. The first one draws a sample of every cloud: while the map
 * moves no other is seen. The next ones draw each cloud to its end before those above it, which lie over all of it.
 *
 * @param drawn null: nothing is
 * @param points of a frame, at most
 */
export function nextPieces(
  clouds: readonly ShownCloud[],
  drawn: Drawn | null,
  points: number,
): { pieces: CloudPiece[]; points: number; drawn: Drawn } {
  const sizes = clouds.map(({ cloud, hidden }) => sizeOf(cloud, hidden));
  if (drawn === null) {
    const all = sizes.reduce((sum, size) => sum + size, 0);
    const share = Math.min(1, points / Math.max(all, 1));
    const pieces = clouds.map((shown) => ({ shown, share: { from: 0, to: share } }));
    return {
      pieces,
      points: share * all,
      drawn: share === 1 ? { cloud: clouds.length, share: 0 } : { cloud: 0, share },
    };
  }
  const pieces: CloudPiece[] = [];
  let left = points;
  let { cloud, share: from } = drawn;
  while (cloud < clouds.length && left > 0) {
    const size = Math.max(sizes[cloud]!, 1);
    const to = Math.min(1, from + left / size);
    pieces.push({ shown: clouds[cloud]!, share: { from, to } });
    left -= (to - from) * size;
    if (to < 1) return { pieces, points, drawn: { cloud, share: to } };
    [cloud, from] = [cloud + 1, 0];
  }
  return { pieces, points: points - left, drawn: { cloud, share: from } };
}

/** The more points share the picture, the smaller and the fainter they are: a crowd should not be one blot. */
export function styleFor(points: number): CloudStyle {
  if (points > 300_000) return { diameter: 2, opacity: 0.4 };
  if (points > 60_000) return { diameter: 3, opacity: 0.5 };
  return { diameter: 4, opacity: 0.6 };
}
