import { expect, it } from 'vitest';
import { emptyQueue, nextQueue } from './file-queue.ts';
import type { FileAction } from './file-queue.ts';

const after = (...actions: FileAction[]) => actions.reduce(nextQueue, emptyQueue);
const transfer: FileAction = { type: 'transfer' };

it('files are pending from when their paths are known until they are imported', () => {
  expect(after(transfer)).toEqual({ pending: [], transfers: 1, error: null });
  const pending = after(transfer, { type: 'transferred', files: ['/a.csv', '/b.csv'] });
  expect(pending).toEqual({ pending: ['/a.csv', '/b.csv'], transfers: 0, error: null });
  expect(nextQueue(pending, { type: 'imported', files: ['/a.csv'] }).pending).toEqual(['/b.csv']);
  expect(nextQueue(pending, { type: 'dismissed', files: ['/b.csv'] }).pending).toEqual(['/a.csv']);
});

it('a dialog that was closed leaves the pending files as they were', () => {
  const files = ['/a.csv'];
  const state = after(transfer, { type: 'transferred', files }, transfer, { type: 'transferred', files: [] });
  expect(state).toEqual({ pending: files, transfers: 0, error: null });
});

it('a failed transfer says why until the next one', () => {
  const failed = after(transfer, { type: 'failed', error: 'status 413' });
  expect(failed).toEqual({ pending: [], transfers: 0, error: 'status 413' });
  expect(nextQueue(failed, transfer)).toEqual({ pending: [], transfers: 1, error: null });
});

it('files that are handed over one after another wait together, each once', () => {
  const both = after(transfer, transfer, { type: 'transferred', files: ['/b.csv'] });
  expect(both).toEqual({ pending: ['/b.csv'], transfers: 1, error: null });
  expect(nextQueue(both, { type: 'transferred', files: ['/a.csv', '/b.csv'] })).toMatchObject({
    pending: ['/b.csv', '/a.csv'],
    transfers: 0,
  });
});
