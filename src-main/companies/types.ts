export interface CompanyPoint {
  companyId: number;
  symbol: string;
  name: string;
  sector: string | null;
  documents: number;
  x: number;
  y: number;
}

export interface CompanyMap {
  run: number;
  projection: 'pca';
  /** Share of the variance on each axis. */
  explained: [number, number];
  points: CompanyPoint[];
}

export interface Neighbour {
  symbol: string;
  name: string;
  documents: number;
  similarity: number;
}
