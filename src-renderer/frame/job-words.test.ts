import { expect, test } from 'vitest';
import { jobName, jobProgress, jobShare, jobStanding, stuckSentence } from './job-words.ts';

const progress = { stage: 'texts.csv', done: 1_500_000, total: 6_000_000, unit: 'bytes', perSecond: 500_000 };

test('a job says how far it is, how fast, and how long it will take', () => {
  expect(jobProgress({ state: 'running', progress })).toBe(
    'texts.csv: 1.5 MB of 6.0 MB · 500.0 kB a second · this part: about 9 s left',
  );
  const steps = { stage: 'training', done: 3, total: 10, unit: 'epochs', perSecond: 0.25 };
  expect(jobProgress({ state: 'running', progress: steps })).toBe(
    'training: 3 of 10 epochs · 0.25 a second · this part: about 28 s left',
  );
  expect(jobProgress({ state: 'running', progress: { ...steps, perSecond: null } })).toBe(
    'training: 3 of 10 epochs',
  );
  expect(jobProgress({ state: 'running', progress: null })).toBe('starting');
  expect(jobProgress({ state: 'queued', progress: null })).toBe('waits for the job before it');
  expect(jobShare({ progress })).toBe(0.25);
  expect(jobShare({ progress: null })).toBeNull();
});

test('a job that says nothing for a minute may be stuck', () => {
  expect(stuckSentence({ state: 'running', pause: null, heardAt: 0 }, 59_000)).toBeNull();
  expect(stuckSentence({ state: 'running', pause: null, heardAt: 0 }, 125_000)).toContain(
    'Nothing was heard of it for 2 min.',
  );
  expect(stuckSentence({ state: 'done', pause: null, heardAt: 0 }, 125_000)).toBeNull();
});

test('a job is called by what it does, and to what', () => {
  const forget = { kind: 'forget', target: { what: 'run', run: 1 }, dryRun: false } as const;
  expect(jobName({ spec: forget, run: null })).toBe('Removal');
  const label = {
    kind: 'label',
    run: 3,
    scheme: null,
    symbols: null,
    minConfidence: 0.5,
    dryRun: false,
  } as const;
  expect(jobName({ spec: label, run: null })).toBe('Labelling, run 3');
});

test('a job that was asked to wait says whether it will', () => {
  const standing = { state: 'running', mayPause: true } as const;
  expect(jobStanding({ ...standing, pause: null })).toBe('running');
  expect(jobStanding({ ...standing, pause: 'asked' })).toBe('pausing');
  expect(jobStanding({ ...standing, pause: 'paused' })).toBe('paused');
  expect(jobStanding({ ...standing, pause: 'asked', mayPause: false })).toBe('ends before it pauses');
});
