import { clusterCorrelation, detectableDifference, effectiveTexts } from './detectable.ts';
import { type Clustered, clustersOf } from './ticker-days.ts';

/** The share of texts that exactly one of two models gets right, before anything is known of them. */
export const usualDiscordance = 0.1;

/** 97.5 % of the standard normal distribution lie below it. */
const quantile = 1.959963984540054;

/** What a test part can show, known before anything is trained. Differences and widths are shares of 1. */
export interface TestPartPower {
  texts: number;
  /** How many independent texts they are worth if those of a ticker and day are as alike as their labels. */
  effectiveTexts: number;
  /** Intraclass correlation of the labels of a ticker and day. */
  correlation: number;
  /** Smallest difference in accuracy between two models that is shown in four of five cases; null: none. */
  difference: number | null;
  /** The same of the effective texts. */
  ifAlike: number | null;
  /** Half the 95 % interval of an accuracy of .5, where it is widest: the accuracy of any model is known to it. */
  halfWidth: number;
  halfWidthIfAlike: number;
}

/** @param texts with their class, each an index or a name */
export function testPartPower(texts: readonly (Clustered & { label: number | string })[]): TestPartPower {
  const numbers = new Map(
    [...new Set(texts.map(({ label }) => label))].map((label, index) => [label, index]),
  );
  const clusters = clustersOf(texts);
  const correlation = clusterCorrelation(
    texts.map(({ label }) => numbers.get(label)!),
    clusters,
  );
  const effective = texts.length === 0 ? 0 : effectiveTexts(clusters, correlation);
  return {
    texts: texts.length,
    effectiveTexts: effective,
    correlation,
    difference: detectableDifference(texts.length, usualDiscordance),
    ifAlike: detectableDifference(effective, usualDiscordance),
    halfWidth: halfWidth(texts.length),
    halfWidthIfAlike: halfWidth(effective),
  };
}

/** At most 1: an accuracy is a share. */
function halfWidth(n: number): number {
  return n === 0 ? 1 : Math.min(1, quantile * Math.sqrt(0.25 / n));
}
