import type { JobInfo } from '../../src-main/api/types.ts';
import { counted } from '../../src-main/counted.ts';
import { formatAge } from '../format/age.ts';
import { formatBytes, formatCount, formatProgress } from '../format/number.ts';
import { timeLeft } from '../jobs/time-left.ts';

/** A job that says nothing for so long may be stuck, in milliseconds. */
const QUIET_MS = 60_000;

/** Of jobs that are queued and followed; questions, which are answered at once, are none of them. */
export const jobNames: Partial<Record<JobInfo['spec']['kind'], string>> = {
  import: 'Import',
  train: 'Training',
  resume: 'Training',
  'learning-curve': 'Learning curve',
  sweep: 'Sweep',
  'find-topics': 'Search for topics',
  'text-map': 'Map of the texts',
  label: 'Labelling',
  export: 'Export',
  forget: 'Removal',
  unforget: 'Undo',
  'explain-test': 'Explanation of a test part',
  'study-context': 'Study',
  'company-drift': 'Drift',
  'checkpoint-add': 'Adding a checkpoint',
  'checkpoint-check': 'Checking checkpoints',
  'checkpoint-measure': 'Measuring a checkpoint',
};

/** What a job is called, with what it works on. */
export function jobName({ spec, run }: Pick<JobInfo, 'spec' | 'run'>): string {
  const name = jobNames[spec.kind] ?? 'Job';
  if (spec.kind === 'import') {
    const [first = '', ...others] = spec.files;
    const file = first.split(/[\\/]/).at(-1) ?? first;
    return others.length === 0 ? `${name} of ${file}` : `${name} of ${counted(spec.files.length, 'file')}`;
  }
  if (run !== null) return `${name}, run ${run}`;
  if (spec.kind === 'train') return `${name}, ${spec.config.recipe}`;
  if (spec.kind === 'label' || spec.kind === 'export' || spec.kind === 'resume')
    return `${name}, run ${spec.run}`;
  return name;
}

/** How a job stands, in a word. */
export function jobStanding({
  state,
  pause,
  mayPause,
}: Pick<JobInfo, 'state' | 'pause' | 'mayPause'>): string {
  if (pause === null) return state;
  if (pause === 'paused') return 'paused';
  return mayPause ? 'pausing' : 'ends before it pauses';
}

/** How far the part is that a job is in, how fast, and how long it will take: `training: 3 of 10 epochs · 0.25 a second · …`. */
export function jobProgress({ state, progress }: Pick<JobInfo, 'state' | 'progress'>): string {
  if (state === 'queued') return 'waits for the job before it';
  if (progress === null) return 'starting';
  const { stage, done, total, unit, perSecond } = progress;
  if (total === null && done === 0) return stage;
  const parts = [`${stage}: ${formatProgress(done, total, unit)}`];
  if (perSecond !== null) {
    const amount = unit === 'bytes' ? formatBytes(perSecond) : rate(perSecond);
    parts.push(`${amount} a second`);
    const left = timeLeft(progress, perSecond);
    if (left !== null) parts.push(left);
  }
  return parts.join(' · ');
}

/** Why a running job may be stuck; null: it reported lately, or is paused. */
export function stuckSentence(
  { state, pause, heardAt }: Pick<JobInfo, 'state' | 'pause' | 'heardAt'>,
  now: number,
): string | null {
  if (state !== 'running' || pause === 'paused' || now - heardAt < QUIET_MS) return null;
  return `Nothing was heard of it for ${formatAge(now - heardAt)}. If it is stuck, cancel it; cancel again to end it at once.`;
}

/** The share of its stage that is done, from 0 to 1; null: it is not known. */
export function jobShare({ progress }: Pick<JobInfo, 'progress'>): number | null {
  return progress?.total ? Math.min(1, progress.done / progress.total) : null;
}

function rate(perSecond: number): string {
  return perSecond >= 10 ? formatCount(perSecond) : perSecond.toFixed(perSecond >= 1 ? 1 : 2);
}
