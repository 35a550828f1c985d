/** Small rows for the tests of charts and lists. */
import type { CompanyRow, DocumentRow, Explanation } from '../../src-main/api/types.ts';
import type { Palette } from '../theme/palette.ts';

export const palette: Palette = {
  text: '#000001',
  muted: '#000002',
  surface: '#000003',
  line: '#000004',
  lineStrong: '#000005',
  accent: '#000006',
  data: ['#000007', '#000008', '#000009'],
  runs: ['#000001', '#000002', '#000003'],
  groups: ['#0000a1', '#0000a2', '#0000a3'],
  heatLow: '#00000a',
  heatHigh: '#00000b',
};

export function documentOf(id: number, part: Partial<DocumentRow> = {}): DocumentRow {
  return {
    id,
    text: `text ${id}`,
    publishedAt: 1_531_949_606_000 + id,
    author: null,
    url: null,
    verified: false,
    retweet: false,
    symbols: ['AAPL'],
    nearDuplicateGroup: id,
    labels: [],
    ...part,
  };
}

export function companyOf(symbol: string, part: Partial<CompanyRow> = {}): CompanyRow {
  return {
    id: 1,
    symbol,
    name: symbol,
    sector: null,
    documents: 0,
    labelled: 0,
    firstAt: null,
    lastAt: null,
    sentiment: {},
    ...part,
  };
}

/** Two heads over two context texts of two and one tokens; each head's weights sum to one. */
export const explanation: Explanation = {
  run: 1,
  document: documentOf(3),
  spec: {
    n: 2,
    scope: 'company',
    noRetweets: false,
    verifiedOnly: false,
    noNearDuplicates: true,
    maxAgeMs: null,
  },
  tokens: ['a'],
  weights: [],
  classes: ['negative', 'positive'],
  probabilities: [0.25, 0.75],
  probabilitiesWithoutContext: [0.5, 0.5],
  contextLeftOut: false,
  masking: null,
  truth: 'positive',
  ensemble: null,
  window: { texts: 2, youngestAgeMs: 60_000, oldestAgeMs: 7_200_000, stale: false },
  heads: 2,
  items: [
    {
      document: documentOf(1),
      ageMs: 7_200_000,
      tokens: ['old', 'news'],
      weights: [
        [0.5, 0.25],
        [0.125, 0.125],
      ],
    },
    { document: documentOf(2), ageMs: 60_000, tokens: ['new'], weights: [[0.25], [0.75]] },
  ],
};
