import { expect, it } from 'vitest';
import type { JobEvent } from '../../src-main/api/types.ts';
import { readImportResults } from '../library/import-result.ts';
import { applyJobEvent, emptyJobView } from './job-view.ts';

function viewAfter(...events: JobEvent[]) {
  const view = emptyJobView();
  for (const event of events) applyJobEvent(view, event);
  return view;
}

it('gathers what a job tells', () => {
  const view = viewAfter(
    { type: 'run', run: 7 },
    { type: 'progress', stage: 'training', done: 1, total: 9, unit: 'steps' },
    { type: 'metric', name: 'train.loss', step: 1, epoch: 0.5, value: 0.7 },
    { type: 'progress', stage: 'training', done: 2, total: 9, unit: 'steps' },
    { type: 'done', kind: 'words', result: [] },
  );
  expect(view).toMatchObject({ state: 'done', run: 7, progress: { done: 2 }, result: [] });
  expect(view.metrics).toEqual([{ name: 'train.loss', step: 1, epoch: 0.5, value: 0.7 }]);
});

it('keeps the reason of a failure', () => {
  const problem = { kind: 'input', message: 'line 3 of a.csv is not UTF-8' } as const;
  expect(viewAfter({ type: 'failed', problem })).toMatchObject({ state: 'failed', problem });
});

it('knows the result of an import from that of another job', () => {
  const result = {
    file: '/a.csv',
    problem: null,
    kind: 'stockerbot',
    encoding: 'utf-8',
    records: 3,
    accepted: 1,
    duplicate: 1,
    rejected: 1,
    seconds: 0.1,
    labels: null,
    notes: [],
  };
  expect(readImportResults([result])).toEqual([result]);
  expect(readImportResults({ run: 1 })).toBeNull();
});
