import cliProgress from 'cli-progress';
import type { JobEvent } from '../../jobs/protocol.ts';
import { duration } from './format.ts';

/** Shows the events of one job. */
export interface Progress {
  emit: (event: JobEvent) => void;
  end: () => void;
}

export const noProgress: Progress = { emit: () => {}, end: () => {} };

/** Whether a stream is a terminal that can move its cursor (https://no-color.org, terminfo's `dumb`). */
export function isInteractive(stream: { isTTY?: boolean }, env: NodeJS.ProcessEnv = process.env): boolean {
  return stream.isTTY === true && env['TERM'] !== 'dumb' && (env['NO_COLOR'] ?? '') === '';
}

/** Whether a metric is one of the validation part, in whichever stage of a training. */
function isValidation(name: string): boolean {
  return /^(?:\w+\.)?valid\./u.test(name);
}

/** One bar, for the phase that the job is in. */
export function progressBar(): Progress {
  const bar = new cliProgress.SingleBar({
    format: '{phase} {bar} {percentage}% | {value}/{total} {unit} | this part: {eta_formatted} left{note}',
    formatTime: (seconds) => (Number.isFinite(seconds) ? duration(seconds) : '…'),
    hideCursor: true,
    clearOnComplete: true,
    barsize: 30,
    // The last samples count: the first step of a training compiles, and would say hours.
    etaBuffer: 30,
  });
  let phase: string | null = null;
  let note = '';
  return {
    emit: (event) => {
      if (event.type === 'metric' && isValidation(event.name)) {
        note = ` | ${event.name} ${event.value.toFixed(4)}`;
      }
      if (event.type !== 'progress') return;
      const payload = { phase: event.stage, unit: event.unit, note };
      if (phase !== event.stage) {
        if (phase !== null) bar.stop();
        bar.start(event.total ?? event.done, event.done, payload);
        phase = event.stage;
      }
      bar.setTotal(event.total ?? event.done);
      bar.update(event.done, payload);
    },
    end: () => {
      if (phase !== null) bar.stop();
    },
  };
}

/** One line per phase and one per epoch, so that a log stays readable. */
export function progressLines(write: (line: string) => void): Progress {
  const measured = new Map<string, number>();
  let epoch = 0;
  let phase: string | null = null;
  const epochLine = () => {
    const values = [...measured].map(([name, value]) => `${name} ${value.toFixed(4)}`);
    if (values.length > 0) write(`epoch ${epoch}: ${values.join(', ')}`);
    measured.clear();
  };
  return {
    emit: (event) => {
      if (event.type === 'progress' && event.stage !== phase) {
        epochLine();
        phase = event.stage;
        write(`${phase} …`);
      }
      if (event.type !== 'metric' || !isValidation(event.name)) return;
      if (event.epoch !== epoch) epochLine();
      epoch = event.epoch;
      measured.set(event.name, event.value);
    },
    end: epochLine,
  };
}
