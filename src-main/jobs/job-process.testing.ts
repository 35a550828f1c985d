/**
 * A job process for the tests: it speaks the protocol and behaves as the first file name of the import says; asked for
 * gradients, it dies. Its number
 * stands in its first message, and in the result of `devices`.
 */
import { openChannel } from './channel.ts';
import { toJobSchema } from './protocol.ts';
import type { JobEvent, JobSpec } from './protocol.ts';

/** How other jobs than imports behave. */
const others: Partial<Record<JobSpec['kind'], string>> = { gradients: 'exit' };

const channel = openChannel();
let pending: number | null = null;

function done(spec: JobSpec): JobEvent {
  if (spec.kind === 'import') return { type: 'done', kind: 'import', result: [] };
  const device = { name: String(process.pid), available: true, detail: '', driver: null, memory: null };
  return { type: 'done', kind: 'devices', result: [device] };
}

function behave(job: number, spec: JobSpec): void {
  const emit = (event: JobEvent) => channel.send({ type: 'event', job, event });
  const given =
    spec.kind === 'import'
      ? spec.files
      : spec.kind === 'inspect'
        ? [spec.file]
        : [others[spec.kind] ?? 'answer'];
  const [how = 'answer', value = '0'] = given;
  emit({ type: 'message', text: String(process.pid) });
  if (how === 'answer') emit(done(spec));
  if (how === 'leave a run') emit({ type: 'run', run: Number(value) });
  if (how === 'leave a run' || how === 'exit') process.exitCode = 7;
  if (how === 'leave a run' || how === 'exit') process.disconnect?.();
  if (how === 'obey') pending = job;
  if (how === 'talk nonsense') {
    process.send?.({ type: 'event', job, event: { type: 'progress', done: 'much' } });
    emit(done(spec));
  }
  if (how === 'send a wrong result') {
    const result = [{ file: 'a.csv', accepted: 'many' }];
    process.send?.({ type: 'event', job, event: { type: 'done', kind: 'import', result } });
  }
  if (how === 'send the result of another job') emit({ type: 'done', kind: 'words', result: [] });
  if (how === 'stay') setInterval(() => {}, 1000);
}

channel.onMessage((raw) => {
  const message = toJobSchema.parse(raw);
  if (message.type === 'start') behave(message.job, message.spec);
  else if (message.type === 'cancel' && pending === message.job)
    channel.send({ type: 'event', job: message.job, event: { type: 'cancelled' } });
  // Asked to wait, it is at its last piece.
  else if (message.type === 'pause')
    channel.send({ type: 'event', job: message.job, event: { type: 'last-piece' } });
});

channel.send({ type: 'ready' });
