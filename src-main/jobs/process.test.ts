/** The real job process on a real workspace. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { constants, getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recognisedReading as reading } from '../ingest/reading.ts';
import { openStore } from '../store/open.ts';
import type { WritableStore } from '../store/store.ts';
import { overview } from '../store/overview.ts';
import type { JobInput } from './all.ts';
import type { JobProcess, ProcessExit } from './connection.ts';
import { forkJobs } from './fork.ts';
import { createJobHost } from './host.ts';
import type { JobHost } from './host.ts';
import { fromJobSchema } from './protocol.ts';
import type { JobEvent } from './protocol.ts';

/** Tweets of which the first ones are stored long before the last: they are stored by blocks of 4 MiB. */
const MANY = 40_000;
const link = `https://example.com/${'a'.repeat(700)}`;

let folder: string;
let store: WritableStore;
let jobs: JobHost;
let processes: JobProcess[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'contexture-process-'));
  store = openStore(join(folder, 'workspace'));
  processes = [];
  const spawn = forkJobs(join(import.meta.dirname, 'process.ts'));
  jobs = createJobHost({
    store,
    spawn: () => {
      const started = spawn();
      processes.push(started);
      return started;
    },
  });
});

afterEach(async () => {
  await jobs.close();
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A StockerBot export of `count` tweets that all differ. */
function exportOf(count: number): JobInput<'import'> {
  const file = join(folder, `${count}.csv`);
  const tweets = Array.from({ length: count }, (_, i) => {
    const minute = String(i % 60).padStart(2, '0');
    const symbol = `T${i % 50}`;
    return `1.02e+18,$${symbol} tweet number ${i} about nothing,Wed Jul 18 21:${minute}:26 +0000 2018,user${i},${symbol},Name ${i % 50},${link},False`;
  });
  writeFileSync(file, `id,text,timestamp,source,symbols,company_names,url,verified\n${tweets.join('\n')}\n`);
  return { files: [file], as: null, labels: null, reading };
}

/** Listens to the job; at the first progress `act` is done, once. */
async function watching(
  job: number,
  act: () => void,
  each: (event: JobEvent) => void = () => {},
): Promise<JobEvent[]> {
  const events: JobEvent[] = [];
  let acted = false;
  for await (const event of jobs.watch(job)) {
    events.push(event);
    each(event);
    if (event.type === 'progress' && !acted) {
      acted = true;
      act();
    }
  }
  return events;
}

describe('an import in the job process', () => {
  it('fills the workspace that the broker reads, and says how far it is', async () => {
    const events = await watching(jobs.start('import', exportOf(100)), () => {});
    expect(events.at(-1)).toMatchObject({
      type: 'done',
      result: [{ records: 100, accepted: 100, duplicate: 0, rejected: 0 }],
    });
    expect(events.some((event) => event.type === 'progress' && event.done === event.total)).toBe(true);
    expect(overview(store)).toMatchObject({ documents: 100, companies: 50 });
  });

  it('lets the window go first', async () => {
    let priority: number | null = null;
    await watching(jobs.start('import', exportOf(100)), () => (priority = getPriority(processes[0]!.pid)));
    expect(priority).toBeGreaterThanOrEqual(constants.priority.PRIORITY_BELOW_NORMAL);
  });

  it('can be killed: the job fails, the workspace stays whole, and importing again completes it', async () => {
    const spec = exportOf(MANY);
    const events = await watching(jobs.start('import', spec), () =>
      process.kill(processes[0]!.pid!, 'SIGKILL'),
    );
    expect(events.at(-1)).toMatchObject({
      type: 'failed',
      problem: { message: expect.stringContaining('SIGKILL') },
    });
    expect(store.db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(overview(store).documents).toBeLessThan(MANY);
    const again = await watching(jobs.start('import', spec), () => {});
    expect(again.at(-1)?.type).toBe('done');
    expect(overview(store).documents).toBe(MANY);
  });

  it('can be paused: the workspace is free meanwhile, and it goes on where it was', async () => {
    const job = jobs.start('import', exportOf(MANY));
    const paused = Promise.withResolvers<void>();
    const watched = watching(
      job,
      () => jobs.pause(job, true),
      (event) => {
        if (event.type === 'paused' && event.paused) paused.resolve();
      },
    );
    await paused.promise;
    expect(jobs.list()[0]).toMatchObject({ state: 'running', pause: 'paused', mayPause: true });
    const { documents, sources } = overview(store);
    expect(documents).toBeGreaterThan(0);
    expect(documents).toBeLessThan(MANY);
    expect(sources[0]).toMatchObject({ whole: false, records: documents });
    store.db.prepare("INSERT INTO state VALUES ('free', 1)").run();
    jobs.pause(job, false);
    const events = await watched;
    expect(events.flatMap((event) => (event.type === 'paused' ? [event.paused] : []))).toEqual([true, false]);
    expect(events.at(-1)).toMatchObject({ type: 'done', result: [{ records: MANY, accepted: MANY }] });
  });

  it('can be cancelled while it is paused', async () => {
    const job = jobs.start('import', exportOf(MANY));
    const events = await watching(
      job,
      () => jobs.pause(job, true),
      (event) => {
        if (event.type === 'paused' && event.paused) jobs.cancel(job);
      },
    );
    expect(events.at(-1)).toEqual({ type: 'cancelled' });
    expect(jobs.list()[0]).toMatchObject({ state: 'cancelled', pause: null });
  });

  it('can be cancelled, and what was imported until then stays', async () => {
    const job = jobs.start('import', exportOf(MANY));
    const events = await watching(job, () => jobs.cancel(job));
    expect(events.at(-1)).toEqual({ type: 'cancelled' });
    const { documents } = overview(store);
    expect(documents).toBeGreaterThan(0);
    expect(documents).toBeLessThan(MANY);
  });
});

describe('a question to the job process', () => {
  it('comes back with the job’s own words when it cannot be answered', async () => {
    const question = jobs.ask('explain', { run: 12_345, document: 1, window: null });
    await expect(question).rejects.toMatchObject({
      name: 'UserError',
      kind: 'use',
      message: expect.stringContaining('12345'),
    });
  });
});

describe('a job process whose broker is gone', () => {
  it('stops its import, keeps what was imported, and leaves', async () => {
    const spec = { kind: 'import' as const, ...exportOf(MANY) };
    const orphan = forkJobs(join(import.meta.dirname, 'process.ts'))();
    const exited = Promise.withResolvers<ProcessExit>();
    orphan.onExit(exited.resolve);
    orphan.onMessage((raw) => {
      const message = fromJobSchema.parse(raw);
      const start = { type: 'start' as const, job: 1, workspace: store.dir, spec, background: true };
      if (message.type === 'ready') orphan.send(start);
      else if (message.event.type === 'progress') orphan.end();
    });
    expect(await exited.promise).toEqual({ code: 0, signal: null });
    const { documents } = overview(store);
    expect(documents).toBeGreaterThan(0);
    expect(documents).toBeLessThan(MANY);
  });
});
