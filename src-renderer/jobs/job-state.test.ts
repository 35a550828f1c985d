import { describe, expect, it } from 'vitest';
import type { JobEvent, JobKind } from '../../src-main/api/types.ts';
import { isUnderWay, nextState, viewOf } from './job-state.ts';
import type { JobAction, JobState } from './job-state.ts';

type Kind = 'import' | 'words';

const idle: JobState<Kind> = { state: 'idle' };
const done: JobEvent = { type: 'done', kind: 'words', result: [{ word: 'profit', nearest: null }] };
const steps = (count: number): JobEvent => ({
  type: 'progress',
  stage: 'training',
  done: count,
  total: 9,
  unit: 'steps',
});
const started = (job: number, kind: Kind = 'words') => ({ type: 'started', job, kind }) as const;
const found = (job: number, kind: Kind = 'words') => ({ type: 'found', job, kind }) as const;
const reported = (job: number, ...events: JobEvent[]) => ({ type: 'reported', job, events }) as const;

function after(...actions: JobAction<Kind>[]): JobState<Kind> {
  return actions.reduce<JobState<Kind>>(nextState, idle);
}

describe('starting a job', () => {
  it('goes from idle over starting to running', () => {
    expect(after({ type: 'start' })).toEqual({ state: 'starting', before: null });
    expect(after({ type: 'start' }, started(7))).toMatchObject({ state: 'running', job: 7, own: true });
  });

  it('is refused with the reason, and may be tried again', () => {
    const error = new Error('Epochs: at least 1.');
    const refused = after({ type: 'start' }, { type: 'refused', error });
    expect(refused).toEqual({ state: 'refused', error, before: null });
    expect(nextState(refused, { type: 'start' })).toEqual({ state: 'starting', before: null });
  });

  it('leaves the job before it in sight until it has its number', () => {
    const ended = after(started(1), reported(1, done));
    const starting = nextState(ended, { type: 'start' });
    expect(viewOf(starting)).toEqual(ended);
    expect(viewOf(nextState(starting, { type: 'refused', error: 'no' }))).toEqual(ended);
    expect(nextState(starting, started(2, 'import'))).toMatchObject({
      state: 'running',
      job: 2,
      kind: 'import',
      metrics: [],
      result: null,
    });
  });

  it('does not stop the reports of the job before it', () => {
    const state = after(started(1), { type: 'start' }, reported(1, steps(3)));
    expect(state.state).toBe('starting');
    expect(viewOf(state)).toMatchObject({ state: 'running', progress: { done: 3 } });
  });
});

describe('a job that runs', () => {
  it('says no more what it waited for', () => {
    const waiting = after(started(2), reported(2, { type: 'message', text: 'Waiting for job 1.' }));
    expect(viewOf(waiting)?.message).toBe('Waiting for job 1.');
    expect(viewOf(nextState(waiting, reported(2, { type: 'begun' }, steps(1))))?.message).toBeNull();
  });

  it('gathers what it reports, and ends with its result', () => {
    const state = after(
      started(7),
      reported(7, { type: 'run', run: 3 }, steps(1), { type: 'message', text: 'a note' }),
      reported(7, { type: 'metric', name: 'train.loss', step: 1, epoch: 0.5, value: 0.7 }, steps(2), done),
    );
    expect(state).toMatchObject({
      state: 'done',
      run: 3,
      message: 'a note',
      progress: { done: 2 },
      metrics: [{ name: 'train.loss', step: 1, epoch: 0.5, value: 0.7 }],
      result: [{ word: 'profit', nearest: null }],
      problem: null,
    });
  });

  it('does not change a state that is shown already', () => {
    const before = after(started(7), reported(7, { type: 'message', text: 'first' }));
    const copy = structuredClone(before);
    const metric = { type: 'metric', name: 'loss', step: 1, epoch: 1, value: 1 } as const;
    nextState(before, reported(7, metric, { type: 'message', text: 'second' }));
    expect(before).toEqual(copy);
  });

  it('fails with its problem', () => {
    const problem = { kind: 'input', message: 'Line 3 of a.csv is not UTF-8.' } as const;
    expect(after(started(7), reported(7, { type: 'failed', problem }))).toMatchObject({
      state: 'failed',
      problem,
      result: null,
    });
  });

  it('is cancelled', () => {
    expect(after(started(7), reported(7, { type: 'cancelled' }))).toMatchObject({ state: 'cancelled' });
  });

  it('takes no event after its end', () => {
    const ended = after(started(7), reported(7, done));
    const late: JobAction<Kind>[] = [
      reported(7, { type: 'cancelled' }),
      { type: 'disconnected', job: 7 },
      { type: 'lost', job: 7, why: 'gone' },
    ];
    for (const action of late) expect(nextState(ended, action)).toBe(ended);
  });

  it('takes no event of another job', () => {
    const second = after(started(1), started(2));
    const late: JobAction<Kind>[] = [
      reported(1, done),
      { type: 'disconnected', job: 1 },
      { type: 'lost', job: 1, why: 'gone' },
    ];
    for (const action of late) expect(nextState(second, action)).toBe(second);
    expect(nextState(idle, reported(1, done))).toBe(idle);
  });
});

it('a job is paused until it says that it goes on', () => {
  const paused = after(started(7), reported(7, steps(1), { type: 'paused', paused: true }));
  expect(viewOf(paused)).toMatchObject({ state: 'running', paused: true });
  expect(viewOf(nextState(paused, reported(7, { type: 'paused', paused: false })))?.paused).toBe(false);
});

describe('a lost connection', () => {
  const metric = { type: 'metric', name: 'loss', step: 1, epoch: 1, value: 1 } as const;
  const before = after(started(7), reported(7, metric, { type: 'message', text: 'before' }));
  const lost = nextState(before, { type: 'disconnected', job: 7 });

  it('leaves in sight what was reported', () => {
    expect(lost).toMatchObject({ state: 'reconnecting', message: 'before', metrics: [{ step: 1 }] });
    expect(isUnderWay(viewOf(lost))).toBe(true);
  });

  it('ends with reports from the start, of which nothing counts twice', () => {
    const again = nextState(lost, reported(7, metric, { ...metric, step: 2 }));
    expect(again).toMatchObject({ state: 'running', job: 7, own: true, message: null });
    expect(viewOf(again)?.metrics.map(({ step }) => step)).toEqual([1, 2]);
  });

  it('ends in a job that is lost if the application no longer knows it', () => {
    const state = nextState(lost, { type: 'lost', job: 7, why: 'No job 7.' });
    expect(state).toMatchObject({ state: 'lost', problem: { kind: 'failure', message: 'No job 7.' } });
    expect(isUnderWay(viewOf(state))).toBe(false);
  });

  it('does not take the result of another job that has the same number now', () => {
    const other: JobEvent = { type: 'done', kind: 'import', result: [] };
    expect(nextState(lost, reported(7, other))).toMatchObject({ state: 'lost', result: null });
  });
});

describe('a job that was started elsewhere', () => {
  it('is followed where none is', () => {
    expect(nextState(idle, found(4))).toMatchObject({ state: 'running', job: 4, own: false });
  });

  it.each<[string, JobAction<Kind>[], number]>([
    ['one that runs', [started(3)], 4],
    ['one that is being started', [{ type: 'start' }], 4],
    ['one that was started here and has ended', [started(3), reported(3, done)], 4],
    ['itself, when it has ended', [found(3), reported(3, done)], 3],
    ['a newer one', [found(5), reported(5, done)], 4],
  ])('does not replace %s', (_name, actions, job) => {
    const state = after(...actions);
    expect(nextState(state, found(job))).toBe(state);
  });

  it.each<[string, JobAction<Kind>[], number]>([
    ['an older one that has ended', [found(3), reported(3, done)], 4],
    ['one that is lost, whatever its number', [started(9), { type: 'lost', job: 9, why: 'gone' }], 1],
  ])('replaces %s', (_name, actions, job) => {
    expect(nextState(after(...actions), found(job))).toMatchObject({ state: 'running', job });
  });
});

it('the result has the type of the job’s kind', () => {
  const state = viewOf(after(started(7), reported(7, done)));
  if (state?.state !== 'done') throw new Error('not done');
  const kinds: JobKind[] = [state.kind];
  expect(kinds).toEqual(['words']);
  const { result } = state;
  expect(result.map((one) => ('word' in one ? one.word : one.file))).toEqual(['profit']);
});
