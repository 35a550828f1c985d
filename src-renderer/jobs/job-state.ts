/** A job as a part of the window follows it: states and transitions, nothing else. */
import type { JobEvent, JobKind, JobOutput, MetricPoint, Problem } from '../../src-main/api/types.ts';

/** What a job has reported so far. */
export interface JobReport<K extends JobKind> {
  job: number;
  kind: K;
  /** It was started here, not found running. */
  own: boolean;
  progress: {
    stage: string;
    done: number;
    total: number | null;
    unit: string;
    /** Of an import: records that were read, and in how many seconds. */
    rows?: number | undefined;
    seconds?: number | undefined;
  } | null;
  message: string | null;
  /** It waits until it may go on. */
  paused: boolean;
  run: number | null;
  study: string | null;
  metrics: MetricPoint[];
}

/**
 * `reconnecting`: the connection was lost, and the job will report again from its start.
 * `lost`: the application no longer knows the job, so how it ended is unknown.
 */
export type JobView<K extends JobKind = JobKind> = JobReport<K> &
  (
    | { state: 'running' | 'reconnecting' | 'cancelled'; problem: null; result: null }
    | { state: 'failed' | 'lost'; problem: Problem; result: null }
    | { state: 'done'; problem: null; result: JobOutput<K> }
  );

/** `starting`: it was asked for and has no number yet. `before`: the job that was followed until then. */
export type JobState<K extends JobKind = JobKind> =
  | { state: 'idle' }
  | { state: 'starting'; before: JobView<K> | null }
  | { state: 'refused'; error: unknown; before: JobView<K> | null }
  | JobView<K>;

export type JobAction<K extends JobKind = JobKind> =
  | { type: 'start' }
  | { type: 'started'; job: number; kind: K }
  | { type: 'refused'; error: unknown }
  /** A job that was started elsewhere. */
  | { type: 'found'; job: number; kind: K }
  /** What a job reported, in the order in which it did. */
  | { type: 'reported'; job: number; events: readonly JobEvent[] }
  | { type: 'disconnected'; job: number }
  /** The application is there but no longer reports on the job. */
  | { type: 'lost'; job: number; why: string };

/** The job to show; null: none. */
export function viewOf<K extends JobKind>(state: JobState<K>): JobView<K> | null {
  if (state.state === 'idle') return null;
  return state.state === 'starting' || state.state === 'refused' ? state.before : state;
}

export function isUnderWay(view: JobView | null): boolean {
  return view?.state === 'running' || view?.state === 'reconnecting';
}

/** The state after an action. An action of a job that is no longer followed, or has ended, changes nothing. */
export function nextState<K extends JobKind>(state: JobState<K>, action: JobAction<K>): JobState<K> {
  const view = viewOf(state);
  if (action.type === 'start') return { state: 'starting', before: view };
  if (action.type === 'started') return running(action, true);
  if (action.type === 'refused') return { state: 'refused', error: action.error, before: view };
  if (action.type === 'found') {
    return state.state !== 'starting' && yieldsTo(view, action.job) ? running(action, false) : state;
  }
  if (view === null || view.job !== action.job || !isUnderWay(view)) return state;
  const next = nextView(view, action);
  return state.state === 'starting' || state.state === 'refused' ? { ...state, before: next } : next;
}

type ReportAction = Extract<JobAction, { type: 'reported' | 'disconnected' | 'lost' }>;

function nextView<K extends JobKind>(view: JobView<K>, action: ReportAction): JobView<K> {
  if (action.type === 'reported') return afterEvents(view, action.events);
  if (action.type === 'lost') return lost(view, action.why);
  return { ...view, state: 'reconnecting', problem: null, result: null };
}

/** A job that was started here stays in sight when it has ended; others give way to newer ones. */
function yieldsTo(view: JobView | null, job: number): boolean {
  if (view === null) return true;
  if (isUnderWay(view) || job === view.job) return false;
  return view.state === 'lost' || (!view.own && job > view.job);
}

function running<K extends JobKind>({ job, kind }: { job: number; kind: K }, own: boolean): JobView<K> {
  const report = {
    job,
    kind,
    own,
    progress: null,
    message: null,
    paused: false,
    run: null,
    study: null,
    metrics: [],
  };
  return { ...report, state: 'running', problem: null, result: null };
}

function lost<K extends JobKind>(view: JobView<K>, why: string): JobView<K> {
  return { ...view, state: 'lost', problem: { kind: 'failure', message: why }, result: null };
}

/** One copy for many events: a long training reports tens of thousands of metric points. */
function afterEvents<K extends JobKind>(view: JobView<K>, events: readonly JobEvent[]): JobView<K> {
  // After a lost connection a job reports again from its start.
  const next =
    view.state === 'reconnecting' ? running(view, view.own) : { ...view, metrics: [...view.metrics] };
  for (const event of events) {
    switch (event.type) {
      case 'progress': {
        const { type: _, ...progress } = event;
        next.progress = progress;
        break;
      }
      case 'message':
        next.message = event.text;
        break;
      case 'paused':
        next.paused = event.paused;
        break;
      case 'last-piece':
        // Whether it can be paused is told by the list of jobs.
        break;
      case 'begun':
        // What it waited for is no news any more.
        next.message = null;
        break;
      case 'run':
        next.run = event.run;
        break;
      case 'study':
        next.study = event.study;
        break;
      case 'metric': {
        const { name, step, epoch, value } = event;
        next.metrics.push({ name, step, epoch, value });
        break;
      }
      case 'done':
        if (isOf(event, view.kind)) return { ...next, state: 'done', problem: null, result: event.result };
        return lost(next, `Job ${view.job} is now another one: the application was restarted.`);
      case 'failed':
        return { ...next, state: 'failed', problem: event.problem, result: null };
      case 'cancelled':
        return { ...next, state: 'cancelled', problem: null, result: null };
    }
  }
  return next;
}

type Done = Extract<JobEvent, { type: 'done' }>;

function isOf<K extends JobKind>(event: Done, kind: K): event is Done & { kind: K; result: JobOutput<K> } {
  return event.kind === kind;
}
