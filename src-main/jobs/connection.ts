import { z } from 'zod';
import { schemaSentence } from '../schema-sentence.ts';
import type { JobKind } from './all.ts';
import { logError } from './log.ts';
import { fromJobSchema } from './protocol.ts';
import type { JobEvent, ToJob } from './protocol.ts';

export interface ProcessExit {
  code: number | null;
  /** Name of the signal that ended it, or why it could not be started. */
  signal: string | null;
}

/** A job process as the shell gives it: a forked Node, or Electron's utility process. */
export interface JobProcess {
  /** Undefined while it starts, and where it could not be started. */
  readonly pid: number | undefined;
  send(message: ToJob): void;
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: (exit: ProcessExit) => void): void;
  /** Asks it to leave. */
  end(): void;
  /** Ends it at once. */
  kill(): void;
}

export type SpawnJobProcess = () => JobProcess;

export interface JobListener {
  event(job: number, event: JobEvent): void;
  exit(exit: ProcessExit): void;
}

/** The end of a job, whatever else is wrong with the message. */
const endSchema = z.object({
  job: z.int(),
  event: z.object({ type: z.enum(['done', 'failed', 'cancelled']) }),
});

/** Talks to one job process: holds messages back until it is ready, and drops those that the protocol does not define. */
export class JobConnection {
  readonly #process: JobProcess;
  /** Jobs that it was sent. */
  readonly #kinds = new Map<number, JobKind>();
  readonly #listener: JobListener;
  readonly #exited = Promise.withResolvers<void>();
  #waiting: ToJob[] | null = [];
  #gone = false;

  constructor(spawn: SpawnJobProcess, listener: JobListener) {
    this.#listener = listener;
    this.#process = spawn();
    this.#process.onMessage((raw) => {
      const message = fromJobSchema.safeParse(raw);
      if (!message.success) this.#reject(raw, message.error);
      else if (message.data.type === 'ready') this.#ready();
      else this.#report(message.data.job, message.data.event);
    });
    this.#process.onExit((exit) => {
      if (this.#gone) return;
      this.#gone = true;
      listener.exit(exit);
      this.#exited.resolve();
    });
  }

  send(message: ToJob): void {
    if (this.#gone) return;
    if (message.type === 'start') this.#kinds.set(message.job, message.spec.kind);
    if (this.#waiting === null) this.#process.send(message);
    else this.#waiting.push(message);
  }

  get pid(): number | undefined {
    return this.#gone ? undefined : this.#process.pid;
  }

  kill(): void {
    if (!this.#gone) this.#process.kill();
  }

  /** Asks the process to leave and resolves when it has; one that stays beyond the grace period (ms) is killed. */
  async leave(grace: number): Promise<void> {
    if (this.#gone) return;
    this.#process.end();
    const timer = setTimeout(() => this.kill(), grace);
    await this.#exited.promise;
    clearTimeout(timer);
  }

  #report(job: number, event: JobEvent): void {
    const kind = this.#kinds.get(job);
    if (event.type === 'done' && event.kind !== kind) {
      logError(`The process of job ${job} (${kind}) sent the result of another kind`, event.kind);
      this.#listener.event(job, unreadableEnd(`it is the result of the job "${event.kind}"`));
    } else this.#listener.event(job, event);
  }

  /** Nobody waits for any other message, but a job whose end was dropped would seem to run for ever. */
  #reject(raw: unknown, error: z.ZodError): void {
    logError('A job process sent a message that the protocol does not define', error);
    const end = endSchema.safeParse(raw);
    if (end.success) this.#listener.event(end.data.job, unreadableEnd(schemaSentence(error.issues)));
  }

  #ready(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    for (const message of waiting) this.#process.send(message);
  }
}

function unreadableEnd(why: string): JobEvent {
  const message = `The job ended, but its result cannot be read: ${why.replace(/\.$/, '')}. Everything that it saved was kept.`;
  return { type: 'failed', problem: { kind: 'failure', message } };
}

/** Why a job ended, if its process did without reporting it. */
export function exitSentence({ code, signal }: ProcessExit): string {
  const how = signal === null ? `exit code ${code ?? 'unknown'}` : signal;
  const memory = signal === 'SIGKILL' ? ' The system does this when memory runs out.' : '';
  return `The job process stopped unexpectedly (${how}).${memory} Everything saved before that was kept; start the job again.`;
}
