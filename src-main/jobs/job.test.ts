import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { temporaryStore } from '../../test/support/workspace.ts';
import { defineJob } from './job.ts';
import type { JobUpdate } from './updates.ts';

/** A job that needs nothing but this definition. */
const countJob = defineJob({
  kind: 'count',
  input: z.object({ text: z.string().trim(), keep: z.boolean().default(false) }),
  output: z.object({ words: z.int() }),
  stores: ({ keep }) => keep,
  run: async ({ text }, { emit }) => {
    emit({ type: 'message', text: `counting "${text}"` });
    return { words: text.split(' ').length };
  },
});

describe('the definition of a job', () => {
  it('gives what a job process is sent', () => {
    expect(countJob.spec.parse({ kind: 'count', text: ' a b ' })).toEqual({
      kind: 'count',
      text: 'a b',
      keep: false,
    });
    expect(countJob.spec.safeParse({ kind: 'other', text: 'a' }).success).toBe(false);
  });

  it('says whether a job stores something', () => {
    expect(countJob.stores({ kind: 'count', text: 'a', keep: true })).toBe(true);
    expect(countJob.stores({ kind: 'count', text: 'a' })).toBe(false);
  });

  it('runs the job to its last event, which fits its schema', async () => {
    const updates: JobUpdate[] = [];
    const context = {
      store: temporaryStore(),
      emit: (update: JobUpdate) => void updates.push(update),
      signal: new AbortController().signal,
    };
    const last = await countJob.finish({ kind: 'count', text: 'profit is up ' }, context);
    expect(last).toEqual({ type: 'done', kind: 'count', result: { words: 3 } });
    expect(updates).toEqual([{ type: 'message', text: 'counting "profit is up"' }]);
    expect(countJob.done.safeParse(last).success).toBe(true);
    expect(countJob.done.safeParse({ ...last, result: { words: 'three' } }).success).toBe(false);
  });

  it('takes no output schema that would drop a property of the result', () => {
    const run = async (): Promise<{ words: number; letters?: number }> => ({ words: 3, letters: 12 });
    const parts = { kind: 'count', input: z.object({}), output: z.object({ words: z.int() }), run };
    // @ts-expect-error the schema has no `letters`
    const { output } = defineJob(parts);
    expect(output.parse({ words: 3, letters: 12 })).toEqual({ words: 3 });
  });

  it('takes no input with a field that would name another job', () => {
    const parts = {
      kind: 'count',
      input: z.object({ kind: z.string() }),
      output: z.object({ words: z.int() }),
      run: async () => ({ words: 3 }),
    };
    // @ts-expect-error `kind` is the job's own
    const { spec } = defineJob(parts);
    expect(spec.safeParse({ kind: 'labels' }).success).toBe(false);
  });
});
