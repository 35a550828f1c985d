import { shallowRef, watch } from 'vue';
import type { ShallowRef } from 'vue';
import type { Ends } from './equal-scale.ts';
import { isSameZoom, type Spot, spotFor, spotOf, toScale, type Zoom, zoomTo } from './zoom.ts';

interface Map {
  /** Of the axes of the whole map: they change with the size of its frame, and with what is shown on it. */
  ends: Readonly<ShallowRef<Ends>>;
  /** The part that its address names, or the map beside it; null: all. */
  spot: () => Spot | null;
  chart: Readonly<ShallowRef<{ applyZoom: (zoom: Zoom) => void } | null>>;
  /** The map was moved, on the page. */
  moved: (spot: Spot | null) => void;
}

/** The part of a map that is seen. What is kept is the spot: shares of the axes mean another one as soon as these change. */
export function useSeenPart({ ends, spot, chart, moved }: Map): {
  zoom: Readonly<ShallowRef<Zoom>>;
  /** For the option of the chart. Not reactive: the chart zooms by itself, and a new option would end a movement. */
  zoomWithin: (ends: Ends) => Zoom;
  /** The chart was zoomed. */
  onZoom: (now: Zoom) => void;
} {
  let seen = spot();
  const zoom = shallowRef(zoomTo(seen, ends.value));
  watch(ends, () => {
    zoom.value = zoomTo(seen, ends.value);
  });
  // Any change of the address makes a new spot; the one that it names may be the one of before.
  watch(
    () => spotFor(spot()),
    (now) => {
      if (now === spotFor(seen)) return;
      seen = spot();
      zoom.value = zoomTo(seen, ends.value);
      chart.value?.applyZoom(zoom.value);
    },
  );
  return {
    zoom,
    zoomWithin: (others) => zoomTo(seen, others),
    onZoom: (now) => {
      const even = toScale(now);
      if (!isSameZoom(even, zoom.value)) {
        zoom.value = even;
        seen = spotOf(even, ends.value);
        moved(seen);
      }
      // The chart tells of this one as well.
      if (!isSameZoom(even, now)) chart.value?.applyZoom(even);
    },
  };
}
