import type { HostTensor } from '../../engine/types.ts';
import type { Random } from '../../random.ts';
import { float32, int32 } from '../texts/text-batch.ts';
import { companyBatch, type CompanyView } from './batch.ts';
import type { CompanyTexts } from './company-texts.ts';
import { chunks } from './vectors.ts';

/** A company as ids of its texts, with their topics. */
export interface TopicalCompany {
  name: number;
  train: TopicalText[];
  valid: TopicalText[];
  test: TopicalText[];
}

export interface TopicalText {
  text: number;
  /** Class index. */
  topic: number;
}

/** The texts of one company and topic, as ids. */
export interface TopicCell {
  /** Index of the company. */
  company: number;
  name: number;
  topic: number;
  texts: number[];
}

/** An example: a company's name and texts of one topic, which it has to name. */
export interface TopicView extends CompanyView {
  topic: number;
  company: number;
}

/** Texts by company and topic. */
export function topicCells(
  companies: readonly TopicalCompany[],
  of: (company: TopicalCompany) => readonly TopicalText[],
): TopicCell[] {
  return companies.flatMap((company, index) =>
    [...Map.groupBy(of(company), ({ topic }) => topic)].map(([topic, texts]) => ({
      company: index,
      name: company.name,
      topic,
      texts: texts.map(({ text }) => text),
    })),
  );
}

/** Every text once, with at most `count - 1` others of its company and topic, in their order. */
export function wholeViews(cells: readonly TopicCell[], count: number): TopicView[] {
  return cells.flatMap(({ texts, ...cell }) =>
    chunks(texts, count).map((part) => ({ ...cell, texts: part })),
  );
}

/**
 * The examples of an epoch in an order of chance: of every company and topic with two texts or more, `count` texts (or
 * all of them) drawn without replacement, so often that about as many texts are drawn as there are.
 */
export function drawnViews(cells: readonly TopicCell[], count: number, random: Random): TopicView[] {
  const views = cells.filter(isDrawn).flatMap(({ texts, ...cell }) =>
    Array.from({ length: Math.ceil(texts.length / count) }, () => ({
      ...cell,
      texts: random.shuffle([...texts]).slice(0, count),
    })),
  );
  return random.shuffle(views);
}

/** The topics of an epoch's examples. */
export function drawnTopics(cells: readonly TopicCell[], count: number): number[] {
  return cells
    .filter(isDrawn)
    .flatMap(({ texts, topic }) => Array.from({ length: Math.ceil(texts.length / count) }, () => topic));
}

function isDrawn({ texts }: TopicCell): boolean {
  return texts.length >= 2;
}

/** The batch of `companyBatch` with `labels` (B) and `weights` (B): of each example's topic, 0 for rows that fill up. */
export function topicBatch(
  views: readonly TopicView[],
  texts: CompanyTexts,
  shape: Parameters<typeof companyBatch>[2],
  classWeights: Float32Array,
): Record<string, HostTensor> {
  const labels = int32([shape.size]);
  const weights = float32([shape.size]);
  views.forEach(({ topic }, row) => {
    labels.data[row] = topic;
    weights.data[row] = classWeights[topic]!;
  });
  const { target: _, ...batch } = companyBatch(views, texts, shape);
  return { ...batch, labels, weights };
}
