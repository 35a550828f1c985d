import type { JobEvent, MetricPoint, Problem } from '../../src-main/api/types.ts';

/** What a job has told so far. */
export interface JobView {
  state: 'running' | 'done' | 'failed' | 'cancelled';
  progress: { stage: string; done: number; total: number | null; unit: string } | null;
  message: string | null;
  run: number | null;
  metrics: MetricPoint[];
  result: unknown;
  problem: Problem | null;
}

export function emptyJobView(): JobView {
  return {
    state: 'running',
    progress: null,
    message: null,
    run: null,
    metrics: [],
    result: null,
    problem: null,
  };
}

/** Takes an event into the view, in place: a long training tells tens of thousands of metric points. */
export function applyJobEvent(view: JobView, event: JobEvent): void {
  switch (event.type) {
    case 'progress': {
      const { stage, done, total, unit } = event;
      view.progress = { stage, done, total, unit };
      break;
    }
    case 'message':
      view.message = event.text;
      break;
    case 'run':
      view.run = event.run;
      break;
    case 'metric': {
      const { name, step, epoch, value } = event;
      view.metrics.push({ name, step, epoch, value });
      break;
    }
    case 'done':
      view.state = 'done';
      view.result = event.result;
      break;
    case 'failed':
      view.state = 'failed';
      view.problem = event.problem;
      break;
    case 'cancelled':
      view.state = 'cancelled';
      break;
  }
}
