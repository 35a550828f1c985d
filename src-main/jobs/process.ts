/** Entry of a job process: runs the jobs that it is sent and reports on them. It leaves when the broker does. */
import { constants, getPriority, setPriority } from 'node:os';
import { openStore } from '../store/open.ts';
import type { ReadableStore } from '../store/store.ts';
import { jobs } from './all.ts';
import { openChannel } from './channel.ts';
import { logError, logSlowQueries, slowQueryMs } from './log.ts';
import { problemOf } from './problem.ts';
import { toJobSchema } from './protocol.ts';
import { PauseGate } from './pause.ts';
import type { JobEvent, ToJob } from './protocol.ts';

type Start = Extract<ToJob, { type: 'start' }>;

/** Milliseconds that a stopped job has to write its last checkpoint when the broker is gone. */
const lastWords = 3_000;

logSlowQueries(slowQueryMs);
const channel = openChannel();
const stores = new Map<string, ReadableStore>();
const controllers = new Map<number, AbortController>();
const gates = new Map<number, PauseGate>();

/** The broker has made the workspace; a job that stores something is refused where nothing can be stored. */
function storeOf(workspace: string, write: boolean): ReadableStore {
  const known = stores.get(workspace);
  if (known && !(known.readOnly && write)) return known;
  const store = openStore(workspace, { create: false, write });
  stores.set(workspace, store);
  return store;
}

/** Jobs of one process go one after another: they share the models that are kept at hand. */
let turn: Promise<void> = Promise.resolve();

/**
 * Lets the window go first, where the system allows it: threads that are started later get the same priority. It is never
 * raised again.
 */
function stepBack(): void {
  try {
    setPriority(Math.max(getPriority(), constants.priority.PRIORITY_BELOW_NORMAL));
  } catch (error) {
    logError('The job keeps the priority of the window', error);
  }
}

function enqueue(start: Start): void {
  if (start.background) stepBack();
  const controller = new AbortController();
  controllers.set(start.job, controller);
  const onWait = (paused: boolean) => emit(start.job, { type: 'paused', paused });
  gates.set(start.job, new PauseGate(controller.signal, onWait));
  turn = turn.then(() => execute(start, controller.signal));
}

function emit(job: number, event: JobEvent): void {
  channel.send({ type: 'event', job, event });
}

async function execute({ job, workspace, spec }: Start, signal: AbortSignal): Promise<void> {
  try {
    signal.throwIfAborted();
    const definition = jobs[spec.kind];
    const store = storeOf(workspace, definition.stores(spec));
    const mayGoOn = async () => gates.get(job)?.passed();
    const context = { store, emit: (event: JobEvent) => emit(job, event), signal, mayGoOn };
    emit(job, await definition.finish(spec, context));
  } catch (error) {
    const problem = problemOf(error);
    if (signal.aborted) emit(job, { type: 'cancelled' });
    else emit(job, { type: 'failed', problem });
    if (problem.kind === 'failure' && !signal.aborted) logError(`Job ${job} failed`, error);
  } finally {
    controllers.delete(job);
    gates.delete(job);
  }
}

function leave(): void {
  for (const store of stores.values()) store.close();
  process.exit(0);
}

channel.onMessage((raw) => {
  const message = toJobSchema.parse(raw);
  if (message.type === 'start') enqueue(message);
  else if (message.type === 'pause') gates.get(message.job)?.set(message.paused);
  else controllers.get(message.job)?.abort();
});

channel.onClose(() => {
  if (controllers.size === 0) leave();
  for (const controller of controllers.values()) controller.abort();
  setInterval(() => {
    if (controllers.size === 0) leave();
  }, 50);
  setTimeout(leave, lastWords);
});

// An error outside of any job's own promise still gets its words out before the process goes.
process.on('uncaughtException', (error) => {
  logError('The job process stops', error);
  for (const job of controllers.keys()) {
    emit(job, { type: 'failed', problem: problemOf(error) });
  }
  process.exitCode = 1;
  setTimeout(() => process.exit(), 200);
});

channel.send({ type: 'ready' });
