/** A job process for the tests: it speaks the protocol and behaves as the first file name of the import says. */
import { openChannel } from './channel.ts';
import { toJobSchema } from './protocol.ts';
import type { JobEvent, JobSpec } from './protocol.ts';

const channel = openChannel();
let pending: number | null = null;

function behave(job: number, spec: JobSpec): void {
  const tell = (event: JobEvent) => channel.send({ type: 'event', job, event });
  const [how = 'answer', value = '0'] = spec.kind === 'import' ? spec.files : ['answer'];
  tell({ type: 'message', text: String(process.pid) });
  if (how === 'answer') tell({ type: 'done', result: process.pid });
  if (how === 'leave a run') tell({ type: 'run', run: Number(value) });
  if (how === 'leave a run' || how === 'exit') process.exitCode = 7;
  if (how === 'leave a run' || how === 'exit') process.disconnect?.();
  if (how === 'obey') pending = job;
  if (how === 'talk nonsense') {
    process.send?.({ type: 'event', job, event: { type: 'progress', done: 'much' } });
    tell({ type: 'done', result: 'after nonsense' });
  }
  if (how === 'stay') setInterval(() => {}, 1000);
}

channel.onMessage((raw) => {
  const message = toJobSchema.parse(raw);
  if (message.type === 'start') behave(message.job, message.spec);
  else if (pending === message.job)
    channel.send({ type: 'event', job: message.job, event: { type: 'cancelled' } });
});

channel.send({ type: 'ready' });
