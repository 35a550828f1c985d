import type { MapRequest } from '../../src-main/api/types.ts';
import type { Choices } from '../shared/address.ts';

/** Which vectors a map shows, and how. */
export type MapChoice = MapRequest;

/** What an address says about a map, by name. */
export interface Read {
  word: (name: string) => string | null;
  number: (name: string) => number | null;
}

const day = /^\d{4}-\d{2}-\d{2}$/;

/** The usual map of a run. */
export function usualMap(run: number): MapChoice {
  return {
    run,
    topic: null,
    scheme: 'topic',
    from: null,
    to: null,
    metric: 'centred',
    projection: 'pca',
    neighbours: 15,
    minDist: 0.1,
    seed: 1,
  };
}

/**
 * The map of an address; what it does not say, or says wrong, is as usual.
 *
 * @param suffix of the names, '2' for the map beside the first
 */
export function mapIn({ word, number }: Read, run: number, suffix = ''): MapChoice {
  const usual = usualMap(run);
  const metric = word(`metric${suffix}`);
  const neighbours = number(`neighbours${suffix}`);
  const minDist = Number(word(`distance${suffix}`) ?? Number.NaN);
  const date = (name: string): string | null => {
    const given = word(`${name}${suffix}`);
    return given !== null && day.test(given) ? given : null;
  };
  return {
    ...usual,
    topic: word(`topic${suffix}`),
    scheme: word(`scheme${suffix}`) ?? usual.scheme,
    from: date('from'),
    to: date('to'),
    metric: metric === 'cosine' || metric === 'euclidean' ? metric : usual.metric,
    projection: word(`map${suffix}`) === 'umap' ? 'umap' : usual.projection,
    neighbours: neighbours !== null && neighbours >= 2 && neighbours <= 200 ? neighbours : usual.neighbours,
    minDist: minDist >= 0 && minDist <= 1 ? minDist : usual.minDist,
    seed: number(`seed${suffix}`) ?? usual.seed,
  };
}

/** The same for the address: what is as usual does not stand there. */
export function addressOf(choice: MapChoice, suffix = ''): Choices {
  const usual = usualMap(choice.run);
  const isUmap = choice.projection === 'umap';
  const unless = <T extends string | number | null>(value: T, same: T): T | null =>
    value === same ? null : value;
  return {
    [`run${suffix}`]: choice.run,
    [`topic${suffix}`]: choice.topic,
    [`scheme${suffix}`]: choice.topic === null ? null : unless(choice.scheme, usual.scheme),
    [`from${suffix}`]: choice.from,
    [`to${suffix}`]: choice.to,
    [`metric${suffix}`]: unless(choice.metric, usual.metric),
    [`map${suffix}`]: unless(choice.projection, usual.projection),
    [`neighbours${suffix}`]: isUmap ? unless(choice.neighbours, usual.neighbours) : null,
    [`distance${suffix}`]: isUmap ? unless(choice.minDist, usual.minDist) : null,
    [`seed${suffix}`]: isUmap ? unless(choice.seed, usual.seed) : null,
  };
}

/** An address without a map beside the first. */
export const noSecondMap: Choices = Object.fromEntries(
  Object.keys(addressOf(usualMap(0), '2')).map((name) => [name, null]),
);

export const metricNames: Readonly<Record<MapChoice['metric'], string>> = {
  centred: 'cosine, mean subtracted',
  cosine: 'cosine',
  euclidean: 'Euclidean distance',
};

/** Which vectors, in a few words. */
function vectorsName({ run, topic, from, to }: MapChoice): string {
  const period = from === null && to === null ? [] : [`${from ?? 'start'} to ${to ?? 'end'}`];
  return [`Run ${run}`, ...(topic === null ? [] : [topic]), ...period].join(' · ');
}

/** What a map shows, in a few words. */
export function mapName(choice: MapChoice): string {
  const projection = choice.projection === 'pca' ? 'PCA' : 'UMAP';
  return [vectorsName(choice), projection, metricNames[choice.metric]].join(' · ');
}

/** What is compared of all companies, in a few words. */
export function similarityName(choice: MapChoice): string {
  return [vectorsName(choice), metricNames[choice.metric]].join(' · ');
}
