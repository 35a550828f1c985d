import { UserError } from '../errors.ts';
import { isWritable, type ReadableStore } from '../store/store.ts';
import { endInterruptedRuns } from '../runs/end-interrupted.ts';
import { runById, updateRun } from '../store/runs.ts';
import { type JobInput, type JobKind, type JobOutput, jobs } from './all.ts';
import { JobConnection, exitSentence } from './connection.ts';
import type { SpawnJobProcess } from './connection.ts';
import { isLast } from './event-log.ts';
import { problemOf } from './problem.ts';
import { jobSpecSchema } from './protocol.ts';
import type { JobEvent } from './protocol.ts';
import { JobRecord } from './record.ts';
import type { JobInfo } from './types.ts';
import { residentMemory } from './resident-memory.ts';
import { WarmProcess } from './warm.ts';

export interface JobHostOptions {
  store: ReadableStore;
  spawn: SpawnJobProcess;
  /** Milliseconds that a cancelled job has to end by itself before its process is killed. */
  grace?: number;
  /** Milliseconds after which the process for short questions is let go. */
  idle?: number;
}

/** Jobs whose history is kept after they have ended. */
const keptJobs = 100;

/** Milliseconds a process has to leave after its job has ended. */
const leaveGrace = 5_000;

/**
 * Runs long jobs (import, train), each in a process of its own, and short questions in one warm process.
 * Long jobs go one after another: they write to the same database, and a training that started during an import
 * would learn from half of it. A waiting job is listed as `queued`, with a message that names the job it waits for.
 */
export function createJobHost(options: JobHostOptions): JobHost {
  return new JobHost(options);
}

export class JobHost {
  readonly #store: ReadableStore;
  readonly #spawn: SpawnJobProcess;
  readonly #grace: number;
  readonly #warm: WarmProcess;
  /** For questions that take longer; started by the first of them. */
  readonly #slow: WarmProcess;
  /** Looks at files, which can be anything: one that takes for ever holds up no other question. */
  readonly #looking: WarmProcess;
  readonly #records = new Map<number, JobRecord>();
  readonly #queue: JobRecord[] = [];
  #current: { record: JobRecord; connection: JobConnection; ended: Promise<void> } | null = null;
  #closed = false;
  #lastId = 0;

  constructor({ store, spawn, grace = 10_000, idle = 120_000 }: JobHostOptions) {
    this.#store = store;
    this.#spawn = spawn;
    this.#grace = grace;
    // Runs of an application that was killed: nobody else will ever say that they ended.
    if (isWritable(store)) endInterruptedRuns(store);
    // A model that is being loaded hears nothing for long, and the next question waits for it.
    this.#warm = new WarmProcess({ workspace: store.dir, spawn, idle, grace: null });
    this.#slow = new WarmProcess({ workspace: store.dir, spawn, idle, grace: null });
    this.#looking = new WarmProcess({ workspace: store.dir, spawn, idle, grace });
  }

  /** Starts the job, or queues it behind the one that runs. Returns its number. */
  start<K extends JobKind>(kind: K, input: JobInput<K>): number {
    if (this.#closed) throw new UserError('use', 'The application is closing; no job can be started.');
    const spec = jobSpecSchema.parse({ kind, ...input });
    this.#lastId += 1;
    const record = new JobRecord(this.#lastId, spec);
    this.#records.set(record.info.id, record);
    this.#forgetOldJobs();
    const ahead = this.#queue.at(-1) ?? this.#current?.record;
    if (ahead) record.waitFor(ahead.info);
    this.#queue.push(record);
    this.#next();
    return record.info.id;
  }

  /** All events of a job from its start, until it ends or the signal is given. */
  watch(job: number, signal?: AbortSignal): AsyncGenerator<JobEvent, void, undefined> {
    return this.#record(job).watch(signal);
  }

  /** Asks the job to stop. A process that has not stopped after the grace period, or is asked again, is killed. */
  cancel(job: number): void {
    const record = this.#record(job);
    const waiting = this.#queue.indexOf(record);
    if (waiting !== -1) {
      this.#queue.splice(waiting, 1);
      record.publish({ type: 'cancelled' });
      return;
    }
    if (record.ended || this.#current?.record !== record) return;
    const { connection, ended } = this.#current;
    // Asked twice, somebody does not want to wait for it.
    if (record.cancelling) {
      connection.kill();
      return;
    }
    record.cancelling = true;
    connection.send({ type: 'cancel', job });
    const timer = setTimeout(() => connection.kill(), this.#grace);
    void ended.then(() => clearTimeout(timer));
  }

  /**
   * Asks the job that runs to wait, or to go on. What it has stored stays, and the workspace is free meanwhile; jobs
   * behind it wait too.
   *
   * @throws UserError if it does not run, or is of a kind that cannot be paused
   */
  pause(job: number, paused: boolean): void {
    const record = this.#record(job);
    const { info } = record;
    if (!jobs[info.spec.kind].pauses) {
      throw new UserError('use', `A job of the kind “${info.spec.kind}” cannot be paused.`);
    }
    if (this.#current?.record !== record || record.ended) {
      throw new UserError('use', `Job ${job} does not run, so it cannot be paused or go on.`);
    }
    if (!info.mayPause) {
      throw new UserError('use', `Job ${job} cannot be paused any more: it ends with what it does now.`);
    }
    // It says itself when it waits, and when it goes on.
    if (info.pause !== 'paused') info.pause = paused ? 'asked' : null;
    this.#current.connection.send({ type: 'pause', job, paused });
  }

  /** Jobs since the application started, the newest first. */
  list(): JobInfo[] {
    const current = this.#current;
    return [...this.#records.values()]
      .map((record) => ({
        ...record.info,
        memory: record === current?.record ? residentMemory(current.connection.pid) : null,
      }))
      .reverse();
  }

  /**
   * Answers a short question (explain, devices) from a warm process, one that takes longer or looks at a file from another.
   *
   * @throws UserError or Error with the problem of the job.
   */
  ask<K extends JobKind>(kind: K, input: JobInput<K>, signal?: AbortSignal): Promise<JobOutput<K>> {
    const process = kind === 'inspect' ? this.#looking : jobs[kind].slow ? this.#slow : this.#warm;
    return process.ask(kind, input, signal);
  }

  /** Cancels what runs and leaves no process behind. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const record of this.#queue.splice(0)) record.publish({ type: 'cancelled' });
    const current = this.#current;
    if (current) this.cancel(current.record.info.id);
    await Promise.all([this.#warm.close(), this.#slow.close(), this.#looking.close(), current?.ended]);
  }

  #record(job: number): JobRecord {
    const record = this.#records.get(job);
    if (!record)
      throw new UserError('use', `No job ${job} has been started since the application was opened.`);
    return record;
  }

  #next(): void {
    if (this.#current !== null || this.#closed) return;
    const record = this.#queue.shift();
    if (!record) return;
    const ended = Promise.withResolvers<void>();
    try {
      const connection = new JobConnection(this.#spawn, {
        event: (_job, event) => {
          this.#publish(record, event);
          if (isLast(event)) void connection.leave(leaveGrace);
        },
        exit: (exit) => {
          const failed: JobEvent = {
            type: 'failed',
            problem: { kind: 'failure', message: exitSentence(exit) },
          };
          this.#publish(record, record.cancelling ? { type: 'cancelled' } : failed);
          this.#current = null;
          ended.resolve();
          this.#next();
        },
      });
      record.begin();
      this.#current = { record, connection, ended: ended.promise };
      const { id: job, spec } = record.info;
      connection.send({ type: 'start', job, workspace: this.#store.dir, spec, background: true });
    } catch (error) {
      this.#publish(record, { type: 'failed', problem: problemOf(error) });
      this.#next();
    }
  }

  #publish(record: JobRecord, event: JobEvent): void {
    if (record.ended) return;
    if (isLast(event)) this.#settleRun(record, event);
    record.publish(event);
  }

  /** A run whose process is gone must not stand as running for ever. */
  #settleRun(record: JobRecord, event: JobEvent): void {
    const { run } = record.info;
    if (run === null || event.type === 'done' || runById(this.#store, run)?.state !== 'running') return;
    if (!isWritable(this.#store)) return;
    if (event.type !== 'failed') {
      updateRun(this.#store, run, { state: 'cancelled', problem: null, remedies: null });
      return;
    }
    const { message, remedies } = event.problem;
    updateRun(this.#store, run, {
      state: 'failed',
      problem: message,
      remedies: remedies === undefined ? null : JSON.stringify(remedies),
    });
  }

  #forgetOldJobs(): void {
    for (const [id, record] of this.#records) {
      if (this.#records.size <= keptJobs) return;
      if (record.ended && !record.watched) this.#records.delete(id);
    }
  }
}
