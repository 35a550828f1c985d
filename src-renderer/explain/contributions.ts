/** What parts of a text contribute to the log-odds of one class, by several measures on one scale. */
import type { Explanation, Gradients, Influence } from '../../src-main/api/types.ts';
import { headMeans } from '../../src-main/api/head-means.ts';
import { formatSigned } from '../format/number.ts';

/** A context text, with what it contributes. */
export interface ContextRow {
  document: Explanation['document'];
  /** 1: the most recent. */
  position: number;
  ageMs: number;
  /** The share of each head's attention; empty: the model does not attend to its window. */
  heads: number[];
  /** Their mean; null: as above. */
  attention: number | null;
  /** The log-odds with the text less without it. */
  leftOut: number;
  /** The sum of its tokens' integrated gradients; null: not computed. */
  integrated: number | null;
}

/** The context texts, most recent first. */
export function contextRows(
  explanation: Explanation,
  influence: Influence,
  gradients: Gradients | null,
): ContextRow[] {
  const attends = explanation.heads > 0 && explanation.weights.length === 0;
  return explanation.items
    .map((item, at): ContextRow => ({
      document: item.document,
      position: explanation.items.length - at,
      ageMs: item.ageMs,
      heads: attends ? item.weights.map(sum) : [],
      attention: attends ? sum(headMeans(item.weights)) : null,
      leftOut: influence.whole - (influence.withoutText[at] ?? influence.whole),
      integrated: gradients ? sum(gradients.integrated.items[at] ?? []) : null,
    }))
    .toReversed();
}

export const tokenMeasures = ['leftOut', 'integrated', 'gradientTimesInput', 'attention'] as const;
export type TokenMeasure = (typeof tokenMeasures)[number];

export const measureNames: Readonly<Record<TokenMeasure, string>> = {
  leftOut: 'left out',
  integrated: 'integrated gradients',
  gradientTimesInput: 'gradient × input',
  attention: 'attention',
};

/** A text whose tokens have numbers; null: it has none by this measure. */
export interface TokenLine {
  /** 0: the text itself; else the position of a context text. */
  position: number;
  tokens: { token: string; value: number | null }[];
}

/** The texts whose tokens a measure tells, the text itself first, then its context, most recent first. */
export function tokenLines(
  measure: TokenMeasure,
  explanation: Explanation,
  influence: Influence,
  gradients: Gradients | null,
): TokenLine[] {
  const { tokens, items, weights } = explanation;
  const n = items.length;
  const line = (position: number, shown: readonly string[], values: readonly (number | null)[]) => ({
    position,
    tokens: shown.map((token, at) => ({ token, value: values[at] ?? null })),
  });
  if (measure === 'attention') {
    if (weights.length > 0) return [line(0, tokens, headMeans(weights))];
    return items.map((item, at) => line(n - at, item.tokens, headMeans(item.weights))).toReversed();
  }
  if (measure === 'leftOut') {
    const less = (without: number | null) => (without === null ? null : influence.whole - without);
    const { contextText } = influence;
    const at = items.findIndex(({ document }) => document.id === contextText?.document);
    return [
      line(0, tokens, influence.withoutToken.map(less)),
      ...(contextText === null ? [] : [line(n - at, contextText.tokens, contextText.withoutToken.map(less))]),
    ];
  }
  const shares = gradients?.[measure];
  if (!shares) return [];
  return [
    line(0, tokens, shares.text),
    ...shares.items.map((values, at) => line(n - at, gradients.tokens[at] ?? [], values)).toReversed(),
  ];
}

/** The measures that there are numbers of. */
export function knownMeasures(explanation: Explanation, gradients: Gradients | null): TokenMeasure[] {
  // Where whole texts are attended to, there is nothing to tell of their tokens.
  const byToken =
    explanation.weights.length > 0 ||
    explanation.items.some(({ tokens, weights }) => weights.length > 0 && tokens.length > 1);
  return [
    'leftOut',
    ...(gradients ? (['integrated', 'gradientTimesInput'] as const) : []),
    ...(byToken ? (['attention'] as const) : []),
  ];
}

/** Per cent of the strongest colour behind words and numbers, which stay readable on it in light and dark. */
export const behindWords = 45;

/** The largest absolute value: the end of a scale that all of them share. */
export function scaleOf(values: readonly (number | null)[]): number {
  return Math.max(1e-9, ...values.map((value) => Math.abs(value ?? 0)));
}

/** A change of log-odds, signed: `+1.53`, `−0.27`. */
export function formatChange(value: number): string {
  return formatSigned(value, 2);
}

export function probabilityOf(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
