import cliProgress from 'cli-progress';
import type { JobEvent } from '../../jobs/protocol.ts';

/** How a command speaks: tables and bars for people, or one JSON object as the last line of standard output. */
export interface Output {
  readonly json: boolean;
  /** A line for people; silent with --json. */
  say(line?: string): void;
  table(rows: readonly (readonly (string | number)[])[], head: readonly string[]): void;
  /** Shows the events of a job: a bar where standard error is a terminal, a line a stage where it is not. */
  follow(): { emit: (event: JobEvent) => void; end: () => void };
  /** The result, printed with --json. */
  result(value: unknown): void;
}

export function createOutput(json: boolean): Output {
  const say = (line = '') => {
    if (!json) process.stdout.write(`${line}\n`);
  };
  return {
    json,
    say,
    table: (rows, head) => {
      for (const line of tableLines(rows, head)) say(line);
    },
    follow: () => (process.stderr.isTTY && !json ? bar() : quietly(json)),
    result: (value) => {
      if (json) process.stdout.write(`${JSON.stringify(value)}\n`);
    },
  };
}

/** Columns of one width, two blanks between them; columns of numbers stand to the right. */
export function tableLines(
  rows: readonly (readonly (string | number)[])[],
  head: readonly string[],
): string[] {
  const cells = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  const right = head.map((_, column) => rows.every((row) => typeof row[column] === 'number'));
  return cells.map((row) =>
    widths
      .map((width, column) => {
        const cell = row[column] ?? '';
        return right[column] && rows.length > 0 ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd(),
  );
}

function bar(): ReturnType<Output['follow']> {
  const shown = new cliProgress.SingleBar({
    format: '{stage} {bar} {percentage}% | {value}/{total} {unit} | {eta_formatted} left{note}',
    hideCursor: true,
    clearOnComplete: true,
    barsize: 30,
  });
  let stage: string | null = null;
  let note = '';
  return {
    emit: (event) => {
      if (event.type === 'metric' && event.name.startsWith('valid.')) {
        note = ` | ${event.name} ${event.value.toFixed(4)}`;
      }
      if (event.type !== 'progress') return;
      const payload = { stage: event.stage, unit: event.unit, note };
      if (stage !== event.stage) {
        if (stage !== null) shown.stop();
        shown.start(event.total ?? event.done, event.done, payload);
        stage = event.stage;
      }
      shown.setTotal(event.total ?? event.done);
      shown.update(event.done, payload);
    },
    end: () => {
      if (stage !== null) shown.stop();
    },
  };
}

/** Without a terminal: a line an epoch, so that a log stays readable. */
function quietly(json: boolean): ReturnType<Output['follow']> {
  const measured = new Map<string, number>();
  let epoch = 0;
  const line = () => {
    const values = [...measured].map(([name, value]) => `${name} ${value.toFixed(4)}`);
    if (!json && values.length > 0) process.stderr.write(`epoch ${epoch}: ${values.join(', ')}\n`);
    measured.clear();
  };
  return {
    emit: (event) => {
      if (event.type !== 'metric' || !event.name.startsWith('valid.')) return;
      if (event.epoch !== epoch) line();
      epoch = event.epoch;
      measured.set(event.name, event.value);
    },
    end: line,
  };
}
