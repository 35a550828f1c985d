import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recognisedReading as reading } from '../ingest/reading.ts';
import { openStore } from '../store/open.ts';
import type { WritableStore } from '../store/store.ts';
import { createRun, runById } from '../store/runs.ts';
import type { JobInput } from './all.ts';
import { forkJobs } from './fork.ts';
import { createJobHost } from './host.ts';
import type { JobHost } from './host.ts';
import type { JobEvent } from './protocol.ts';

let folder: string;
let store: WritableStore;
let jobs: JobHost;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'contexture-jobs-'));
  store = openStore(folder);
  const spawn = forkJobs(join(import.meta.dirname, 'job-process.testing.ts'));
  jobs = createJobHost({ store, spawn, grace: 300, idle: 100 });
});

afterEach(async () => {
  await jobs.close();
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** An import whose "files" tell the stand-in process how to behave. */
function behaving(...files: string[]): JobInput<'import'> {
  return { files, as: null, labels: null, reading };
}

/** The number of the process that answers. */
async function answering(): Promise<number> {
  const [device] = await jobs.ask('devices', {});
  return Number(device?.name);
}

async function eventsOf(job: number): Promise<JobEvent[]> {
  return Array.fromAsync(jobs.watch(job));
}

/** The stand-in's first words are its process id. */
async function pidOf(job: number): Promise<number> {
  for await (const event of jobs.watch(job)) {
    if (event.type === 'message' && /^\d+$/u.test(event.text)) return Number(event.text);
  }
  throw new Error('The process said nothing.');
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function untilGone(pid: number): Promise<void> {
  while (alive(pid)) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('a long job', () => {
  it('tells a late listener all that it told', async () => {
    const job = jobs.start('import', behaving('answer'));
    const live = await eventsOf(job);
    expect(live.at(-1)?.type).toBe('done');
    expect(await eventsOf(job)).toEqual(live);
    expect(jobs.list()[0]).toMatchObject({ id: job, state: 'done', problem: null });
  });

  it('fails with a sentence when its process is killed, and the next job goes on', async () => {
    const job = jobs.start('import', behaving('stay'));
    const next = jobs.start('import', behaving('answer'));
    process.kill(await pidOf(job), 'SIGKILL');
    expect((await eventsOf(job)).at(-1)).toMatchObject({
      type: 'failed',
      problem: { kind: 'failure', message: expect.stringContaining('SIGKILL') },
    });
    expect((await eventsOf(next)).at(-1)?.type).toBe('done');
  });

  it('names the exit code of a process that leaves without a word', async () => {
    const last = (await eventsOf(jobs.start('import', behaving('exit')))).at(-1);
    expect(last).toMatchObject({
      type: 'failed',
      problem: { message: expect.stringContaining('exit code 7') },
    });
  });

  it('leaves no run standing as running', async () => {
    const run = createRun(store, { recipe: 'contextual-sentiment', config: '{}', version: '0' });
    await eventsOf(jobs.start('import', behaving('leave a run', String(run))));
    expect(runById(store, run)).toMatchObject({
      state: 'failed',
      problem: expect.stringContaining('exit code 7'),
    });
  });

  it('is cancelled by its own hand when it listens', async () => {
    const job = jobs.start('import', behaving('obey'));
    await pidOf(job);
    jobs.cancel(job);
    expect((await eventsOf(job)).at(-1)).toEqual({ type: 'cancelled' });
  });

  it('is paused only while it runs, and only if it is of a kind that can be', async () => {
    const job = jobs.start('import', behaving('obey'));
    const next = jobs.start('import', behaving('answer'));
    expect(() => jobs.pause(next, true)).toThrow(`Job ${next} does not run`);
    jobs.pause(job, true);
    expect(jobs.list().find(({ id }) => id === job)).toMatchObject({ pause: 'asked', mayPause: true });
    const removal = jobs.start('forget', { target: { what: 'labels', scheme: 'x' }, dryRun: true });
    expect(jobs.list()[0]).toMatchObject({ id: removal, mayPause: false });
    expect(() => jobs.pause(removal, true)).toThrow('A job of the kind “forget” cannot be paused.');
    jobs.cancel(removal);
    jobs.cancel(job);
    await eventsOf(next);
    expect(() => jobs.pause(job, true)).toThrow('does not run');
  });

  it('that is at its last piece when it is asked to wait ends first, and cannot be asked again', async () => {
    const job = jobs.start('import', behaving('obey'));
    await pidOf(job);
    jobs.pause(job, true);
    await expect.poll(() => jobs.list()[0]).toMatchObject({ id: job, pause: 'asked', mayPause: false });
    expect(() => jobs.pause(job, true)).toThrow(`Job ${job} cannot be paused any more`);
    jobs.cancel(job);
    await eventsOf(job);
    expect(jobs.list()[0]).toMatchObject({ state: 'cancelled', pause: null });
  });

  it('is killed when it does not listen', async () => {
    const job = jobs.start('import', behaving('stay'));
    const pid = await pidOf(job);
    jobs.cancel(job);
    expect((await eventsOf(job)).at(-1)).toEqual({ type: 'cancelled' });
    await untilGone(pid);
  });

  it('waits for the one before it, says so, and can be cancelled while it waits', async () => {
    const first = jobs.start('import', behaving('obey'));
    const second = jobs.start('import', behaving('answer'));
    expect(jobs.list().map(({ id, state }) => [id, state])).toEqual([
      [second, 'queued'],
      [first, 'running'],
    ]);
    jobs.cancel(second);
    expect(await eventsOf(second)).toEqual([
      { type: 'message', text: `Waiting for job ${first} (import) to finish.` },
      { type: 'cancelled' },
    ]);
  });

  it('that waited says when it begins, and was heard of then', async () => {
    const first = jobs.start('import', behaving('obey'));
    const second = jobs.start('import', behaving('answer'));
    const waiting = jobs.list().find(({ id }) => id === second)!;
    await pidOf(first);
    jobs.cancel(first);
    expect((await eventsOf(second)).map(({ type }) => type).slice(0, 2)).toEqual(['message', 'begun']);
    expect(jobs.list().find(({ id }) => id === second)!.heardAt).toBeGreaterThan(waiting.heardAt);
  });

  it('is not disturbed by a message outside of the protocol', async () => {
    const events = await eventsOf(jobs.start('import', behaving('talk nonsense')));
    expect(events.map((event) => event.type)).toEqual(['message', 'done']);
  });

  it('fails with the reason when its result is not what its kind results in', async () => {
    const last = (await eventsOf(jobs.start('import', behaving('send a wrong result')))).at(-1);
    expect(last).toMatchObject({
      type: 'failed',
      problem: {
        kind: 'failure',
        message: expect.stringMatching(/result cannot be read: "event\.result\.0\.source" is missing/),
      },
    });
    const other = await eventsOf(jobs.start('import', behaving('send the result of another job')));
    expect(other.at(-1)).toMatchObject({
      type: 'failed',
      problem: { message: expect.stringContaining('it is the result of the job "words"') },
    });
  });

  it('fails when its process cannot be started', async () => {
    const broken = createJobHost({ store, spawn: forkJobs(join(folder, 'missing.js')) });
    const events = await Array.fromAsync(broken.watch(broken.start('import', behaving('answer'))));
    expect(events.at(-1)?.type).toBe('failed');
    await broken.close();
  });

  it('stops telling a listener who has gone', async () => {
    const job = jobs.start('import', behaving('stay'));
    const gone = new AbortController();
    const heard: JobEvent[] = [];
    for await (const event of jobs.watch(job, gone.signal)) {
      heard.push(event);
      gone.abort();
    }
    expect(heard).toHaveLength(1);
  });

  it('leaves no process behind when the host closes', async () => {
    const job = jobs.start('import', behaving('stay'));
    const pid = await pidOf(job);
    await jobs.close();
    expect(alive(pid)).toBe(false);
    expect(() => jobs.start('import', behaving('answer'))).toThrow('closing');
  });

  it('is unknown by a number that was never given', () => {
    expect(() => jobs.cancel(99)).toThrow('No job 99');
  });
});

describe('a short question', () => {
  it('is answered by the process of the question before it', async () => {
    const first = await answering();
    expect(await answering()).toBe(first);
  });

  it('finds a new process when the old one was idle too long', async () => {
    const first = await answering();
    await untilGone(first);
    expect(await answering()).not.toBe(first);
  });

  it('that takes longer is answered by a process of its own', async () => {
    const spawn = forkJobs(join(import.meta.dirname, 'job-process.testing.ts'));
    const patient = createJobHost({ store, spawn, grace: 300, idle: 60_000 });
    try {
      const [before] = await patient.ask('devices', {});
      const ask = { document: 1, text: null, symbol: null, at: null, window: null, edits: [], target: null };
      await expect(patient.ask('gradients', { run: 1, ...ask })).rejects.toThrow('exit code 7');
      const [after] = await patient.ask('devices', {});
      expect(after?.name).toBe(before?.name);
    } finally {
      await patient.close();
    }
  });

  it('is refused with a sentence when the process dies, and the next one is answered', async () => {
    await expect(jobs.ask('import', behaving('exit'))).rejects.toThrow('exit code 7');
    expect(await answering()).toBeGreaterThan(0);
  });

  it('is refused with the reason when the result is not what was asked for', async () => {
    const wrong = jobs.ask('import', behaving('send a wrong result'));
    await expect(wrong).rejects.toThrow(/result cannot be read: "event\.result\.0\.source" is missing/);
    const other = jobs.ask('import', behaving('send the result of another job'));
    await expect(other).rejects.toThrow('it is the result of the job "words"');
    expect(await answering()).toBeGreaterThan(0);
  });

  it('is answered while a file is looked at for ever, and another file is looked at once that was given up', async () => {
    const controller = new AbortController();
    const look = (file: string, signal?: AbortSignal) =>
      jobs.ask('inspect', { file, as: null, reading }, signal);
    const stuck = look('stay', controller.signal);
    expect(await answering()).toBeGreaterThan(0);
    controller.abort(new Error('it takes for ever'));
    await expect(stuck).rejects.toThrow('it takes for ever');
    // The process that hears nothing is killed, and another one takes its place.
    await expect(look('stay')).rejects.toThrow(/ended|SIGKILL/);
    await expect(look('exit')).rejects.toThrow('exit code 7');
  });

  it('can be taken back', async () => {
    const controller = new AbortController();
    const answer = jobs.ask('import', behaving('stay'), controller.signal);
    controller.abort(new Error('not needed any more'));
    await expect(answer).rejects.toThrow('not needed any more');
  });
});
