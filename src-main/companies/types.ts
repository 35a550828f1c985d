export type { CompanyMap, CompanyPoint, MapRequest, SpaceRequest } from './map-request.ts';
export type { Metric } from './metric.ts';

export interface Neighbour {
  symbol: string;
  name: string;
  documents: number;
  /** Cosine, or Euclidean distance. */
  similarity: number;
}
