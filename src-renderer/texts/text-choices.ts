import type { TextMapRequest } from '../../src-main/api/types.ts';
import type { Polygon } from '../charts/lasso.ts';
import type { Choices } from '../shared/address.ts';

/** What an address says, by name. */
interface Read {
  word: (name: string) => string | null;
  number: (name: string) => number | null;
}

/** By what texts are coloured. */
export type TextColouring = 'one' | 'company' | 'time' | `label:${string}`;

export function textColouringIn(value: string | null): TextColouring {
  if (value === 'company' || value === 'time') return value;
  return value?.startsWith('label:') === true ? `label:${value.slice(6)}` : 'one';
}

const usual: TextMapRequest = {
  checkpoint: null,
  projection: 'pca',
  neighbours: 15,
  minDist: 0.1,
  seed: 1,
};

/** The map of an address; what it does not say, or says wrong, is as usual. */
export function textMapIn({ word, number }: Read): TextMapRequest {
  const neighbours = number('neighbours') ?? usual.neighbours;
  const minDist = Number(word('distance') ?? usual.minDist);
  return {
    checkpoint: word('checkpoint'),
    projection: word('map') === 'umap' ? 'umap' : usual.projection,
    neighbours: neighbours >= 2 && neighbours <= 100 ? neighbours : usual.neighbours,
    minDist: minDist >= 0 && minDist <= 1 ? minDist : usual.minDist,
    seed: number('seed') ?? usual.seed,
  };
}

/** The same for the address: what is as usual does not stand there. */
export function textAddressOf({
  checkpoint,
  projection,
  neighbours,
  minDist,
  seed,
}: TextMapRequest): Choices {
  const isUmap = projection === 'umap';
  return {
    checkpoint,
    map: isUmap ? projection : null,
    neighbours: isUmap && neighbours !== usual.neighbours ? neighbours : null,
    distance: isUmap && minDist !== usual.minDist ? minDist : null,
    seed: isUmap && seed !== usual.seed ? seed : null,
  };
}

/** A line that was drawn around texts, as it stands in the address; null: none was. */
export function lineIn(value: string | null): Polygon | null {
  const corners = (value ?? '').split(';').map((corner): [number, number] => {
    const [x, y] = corner.split(',').map(Number);
    return [x ?? Number.NaN, y ?? Number.NaN];
  });
  return corners.length >= 3 && corners.flat().every((part) => Number.isFinite(part)) ? corners : null;
}

/** At most so many corners stand in the address: a stroke has one a pixel. */
const mostCorners = 60;

export function lineFor(polygon: Polygon): string {
  const step = Math.max(1, Math.ceil(polygon.length / mostCorners));
  return polygon
    .filter((_, at) => at % step === 0)
    .map(([x, y]) => `${x.toFixed(3)},${y.toFixed(3)}`)
    .join(';');
}
