import { computed, type ComputedRef } from 'vue';
import type { Ends } from '../charts/equal-scale.ts';
import type { Pixel } from '../charts/option.ts';
import { type Cloud, cloudOf, type ShownCloud, sizeOf, styleFor } from '../charts/point-cloud.ts';
import { PointIndex } from '../charts/point-index.ts';
import { groupsByText, isRest, type TextGroup } from '../charts/text-map.ts';
import type { TextPoints } from '../charts/text-points.ts';

interface Shown {
  map: TextPoints;
  /** Those that are shown, of all. */
  groups: readonly TextGroup[];
  allGroups: readonly TextGroup[];
  /** Texts that are set off, as ids; null: none are. */
  found: ReadonlySet<number> | null;
}

/** Pixels from a point at which the pointer is at it. */
const REACH = 6;
/** Of points while others are set off, and of those. */
const FAINT = 0.12;
const SET_OFF = { diameter: 5, opacity: 0.9 };

/** The texts on a map as a cloud, those that are set off over it, and the text at a place. */
export function useTextCloud(now: () => Shown): {
  clouds: ComputedRef<ShownCloud[]>;
  textAt: (
    place: Pixel,
    seen: Ends,
    plot: { left: number; top: number; width: number; height: number },
  ) => number | null;
} {
  const map = computed(() => now().map);
  const allGroups = computed(() => now().allGroups);
  const found = computed(() => now().found);
  const hidden = computed(() => {
    const shown = new Set(now().groups.map(({ key }) => key));
    return new Set(allGroups.value.map(({ key }) => key).filter((key) => !shown.has(key)));
  });
  const drawn = (textsOf: (group: TextGroup) => readonly number[]): Cloud => {
    const groups = allGroups.value.map((group) => ({ ...group, isRest: isRest(group) }));
    return cloudOf(map.value, groups, (group) => textsOf(groups[group]!));
  };
  const all = computed(() => drawn(({ texts }) => texts));
  const over = computed(() => {
    const { value: ids } = found;
    return ids === null ? null : drawn(({ texts }) => texts.filter((at) => ids.has(map.value.ids[at]!)));
  });
  const clouds = computed((): ShownCloud[] => {
    const style = styleFor(sizeOf(all.value, hidden.value));
    const below = { cloud: all.value, hidden: hidden.value, ...style };
    if (over.value === null) return [below];
    return [
      { ...below, opacity: FAINT },
      { cloud: over.value, hidden: hidden.value, ...SET_OFF },
    ];
  });
  const index = computed(() => new PointIndex(map.value.x, map.value.y));
  const groupOf = computed(() => groupsByText(map.value, allGroups.value));
  const isShown = (at: number): boolean => {
    const group = allGroups.value[groupOf.value[at]!];
    return group !== undefined && !hidden.value.has(group.key);
  };
  return {
    clouds,
    textAt: ({ x, y }, seen, { left, top, width, height }) => {
      const perPixel = (seen.x[1] - seen.x[0]) / width;
      const [right, down] = [x - left, y - top];
      if (right < 0 || down < 0 || right > width || down > height) return null;
      return index.value.nearest(
        seen.x[0] + right * perPixel,
        seen.y[1] - (down * (seen.y[1] - seen.y[0])) / height,
        REACH * perPixel,
        isShown,
      );
    },
  };
}
