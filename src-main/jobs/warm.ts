import { JobConnection, exitSentence } from './connection.ts';
import type { SpawnJobProcess } from './connection.ts';
import { errorOf } from './problem.ts';
import type { JobInput, JobKind, JobOutput } from './all.ts';
import { jobSpecSchema } from './protocol.ts';
import type { JobEvent } from './protocol.ts';
import { isDoneOf } from './done.ts';
import { isLast } from './event-log.ts';

interface WarmOptions {
  workspace: string;
  spawn: SpawnJobProcess;
  /** Milliseconds without a question after which the process is let go. */
  idle: number;
  /** Milliseconds that a question that was withdrawn has to end by itself before its process is killed; null: for ever. */
  grace: number | null;
}

interface Question {
  done(event: JobEvent): void;
  reject(error: Error): void;
}

/** Milliseconds an idle process has to leave before it is killed. */
const leaveGrace = 2_000;

/**
 * One process that stays for short questions, so that the second one does not pay for loading the engine.
 * It is started by the first question, let go when idle, and replaced when it dies.
 */
export class WarmProcess {
  readonly #options: WarmOptions;
  readonly #questions = new Map<number, Question>();
  /** Questions that were withdrawn and have not ended, with what kills their process. */
  readonly #withdrawn = new Map<number, NodeJS.Timeout>();
  #connection: JobConnection | null = null;
  #idleTimer: NodeJS.Timeout | null = null;
  #leaving: Promise<void> = Promise.resolve();
  #closed = false;
  #lastId = 0;

  constructor(options: WarmOptions) {
    this.#options = options;
  }

  /** Resolves with the result; rejects with the job's problem, when its process dies, or by the signal. */
  ask<K extends JobKind>(kind: K, input: JobInput<K>, signal?: AbortSignal): Promise<JobOutput<K>> {
    if (this.#closed) return Promise.reject(new Error('The application is closing.'));
    if (signal?.aborted === true) return Promise.reject(reasonOf(signal));
    this.#lastId += 1;
    const job = this.#lastId;
    const { promise, resolve, reject } = Promise.withResolvers<JobOutput<K>>();
    const done = (event: JobEvent): void => {
      if (isDoneOf(event, kind)) resolve(event.result);
    };
    const spec = jobSpecSchema.parse({ kind, ...input });
    if (this.#idleTimer) clearTimeout(this.#idleTimer);
    const connection = (this.#connection ??= this.#connect());
    this.#questions.set(job, { done, reject });
    connection.send({ type: 'start', job, workspace: this.#options.workspace, spec, background: false });
    signal?.addEventListener(
      'abort',
      () => {
        if (!this.#questions.has(job)) return;
        connection.send({ type: 'cancel', job });
        const { grace } = this.#options;
        // Whoever hears nothing is stuck, and with it all that is asked after it.
        if (grace !== null)
          this.#withdrawn.set(
            job,
            setTimeout(() => connection.kill(), grace),
          );
        this.#answer(job)?.reject(reasonOf(signal));
      },
      { once: true },
    );
    return promise;
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const job of this.#questions.keys())
      this.#answer(job)?.reject(new Error('The application is closing.'));
    this.#letGo();
    await this.#leaving;
  }

  #connect(): JobConnection {
    const connection = new JobConnection(this.#options.spawn, {
      event: (job, event) => this.#settle(job, event),
      exit: (exit) => {
        for (const job of this.#withdrawn.keys()) this.#end(job);
        if (this.#connection !== connection) return;
        this.#connection = null;
        const error = new Error(exitSentence(exit));
        for (const job of this.#questions.keys()) this.#answer(job)?.reject(error);
      },
    });
    return connection;
  }

  #settle(job: number, event: JobEvent): void {
    if (isLast(event)) this.#end(job);
    if (event.type === 'done') this.#answer(job)?.done(event);
    if (event.type === 'failed') this.#answer(job)?.reject(errorOf(event.problem));
    if (event.type === 'cancelled') this.#answer(job)?.reject(new Error('The request was withdrawn.'));
  }

  #end(job: number): void {
    clearTimeout(this.#withdrawn.get(job));
    this.#withdrawn.delete(job);
  }

  /** Takes the question off the list; with the last one the clock for letting the process go starts. */
  #answer(job: number): Question | undefined {
    const question = this.#questions.get(job);
    this.#questions.delete(job);
    if (this.#questions.size === 0 && this.#connection) {
      if (this.#idleTimer) clearTimeout(this.#idleTimer);
      this.#idleTimer = setTimeout(() => this.#letGo(), this.#options.idle).unref();
    }
    return question;
  }

  #letGo(): void {
    if (this.#idleTimer) clearTimeout(this.#idleTimer);
    const connection = this.#connection;
    this.#connection = null;
    if (connection) this.#leaving = connection.leave(leaveGrace);
  }
}

function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error('Aborted.');
}
