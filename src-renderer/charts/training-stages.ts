import type { MetricPoint } from '../../src-main/api/types.ts';

/** What was measured in one stage of a training. */
export interface TrainingStage {
  title: string;
  /** A part of the name of its file. */
  file: string;
  /** Under the names that every stage has: `train.loss`, `valid.loss`, ... */
  metrics: MetricPoint[];
}

const contextPrefix = 'context.';

/**
 * The stages of a training, each with a chart of its own: the losses of a text model and those of what reads its window
 * are no one curve. Most trainings have one stage.
 */
export function trainingStages(metrics: readonly MetricPoint[]): TrainingStage[] {
  const ofContext = (point: MetricPoint) => point.name.startsWith(contextPrefix);
  const first = metrics.filter((point) => !ofContext(point));
  const second = metrics
    .filter(ofContext)
    .map((point) => ({ ...point, name: point.name.slice(contextPrefix.length) }));
  if (second.length === 0) return [{ title: 'Learning curves', file: 'learning-curves', metrics: first }];
  return [
    { title: 'Learning curves of the text model', file: 'learning-curves-text', metrics: first },
    {
      title: 'Context branch, from epoch 0: no context',
      file: 'learning-curves-context',
      metrics: second,
    },
  ];
}
